"""Roles, services, responsibility matrix and systems: everything has somebody, and nobody is left out."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.governance import Governance
from remit.model.ledger import Ledger
from remit.model.parties import Role, System
from remit.model.playbook import Playbook
from remit.model.services import Activity, Obligation, Raci, RaciRow, Service, Topic
from remit.model.studies import Study

ALLIANCE = [
    "site-monitoring", "data-management", "medical-monitoring", "statistical-programming", "biostatistics",
    "medical-writing", "project-management",
]  # fmt: skip


def matrix(ledger: Ledger) -> dict[str, RaciRow]:
    """The playbook's own rows by activity."""
    (own,) = [raci for raci in ledger.every(Raci) if raci.study is None]
    return dict(own.activities)


def accountable(ledger: Ledger, activity: str) -> Role:
    (role,) = matrix(ledger)[activity].accountable
    return ledger.of(Role)[role]


def named(row: RaciRow) -> Iterator[str]:
    for roles in (row.responsible, row.accountable, row.consulted, row.informed):
        yield from roles


def test_the_seven_alliance_services_come_first(ledger: Ledger) -> None:
    services = ledger.of(Service)
    assert list(services)[:7] == ALLIANCE
    assert [service.id for service in services.values() if service.alliance] == ALLIANCE


def test_the_catalogue_reaches_from_preclinical_to_post_approval(ledger: Ledger) -> None:
    assert {service.stage for service in ledger.of(Service).values()} == {
        "preclinical",
        "clinical",
        "post-approval",
        "any",
    }
    assert len(ledger.of(Activity)) > 70


def test_every_activity_has_one_row_with_one_accountable_role(ledger: Ledger) -> None:
    rows = matrix(ledger)
    assert rows.keys() == ledger.of(Activity).keys()
    assert [id for id, row in rows.items() if len(row.accountable) != 1 or not row.responsible] == []


def test_a_role_has_one_part_in_an_activity_or_does_it_and_answers_for_it(ledger: Ledger) -> None:
    for id, row in matrix(ledger).items():
        others = [*row.consulted, *row.informed]
        assert len(others) == len(set(others)), id
        assert not {*row.responsible, *row.accountable} & set(others), id


def test_every_activity_tells_somebody_on_the_other_side(ledger: Ledger) -> None:
    roles = ledger.of(Role)
    alone = []
    for id, row in matrix(ledger).items():
        if accountable(ledger, id).party == "cro" and not any(
            roles[name].party == "sponsor" for name in named(row)
        ):
            alone.append(id)
    assert alone == []


def test_every_topic_is_discharged_by_an_activity(ledger: Ledger) -> None:
    discharged = {topic for activity in ledger.of(Activity).values() for topic in activity.duties}
    assert discharged == ledger.of(Topic).keys()


def test_every_duty_that_can_move_is_overseen_by_the_sponsor(ledger: Ledger) -> None:
    overseen = set()
    for activity in ledger.of(Activity).values():
        if activity.oversees:
            assert accountable(ledger, activity.id).party == "sponsor", activity.id
            overseen |= set(activity.oversees)
    movable = {duty.topic for duty in ledger.of(Obligation).values() if duty.transfer != "retained"}
    assert movable - overseen == set()


def test_quality_assurance_and_oversight_are_accountable_at_the_sponsor(ledger: Ledger) -> None:
    for service in ("quality-assurance", "sponsor-oversight"):
        for activity in ledger.of(Service)[service].activities:
            assert accountable(ledger, activity).party == "sponsor", activity


def test_the_concept_is_retained_and_the_full_protocol_is_written_by_the_cro(ledger: Ledger) -> None:
    assert accountable(ledger, "write-protocol-concept").id == "sponsor-medical-lead"
    assert accountable(ledger, "draft-protocol").id == "cro-medical-writer"
    assert accountable(ledger, "approve-protocol").id == "sponsor-medical-lead"


def test_every_role_has_work(ledger: Ledger) -> None:
    used = {name for row in matrix(ledger).values() for name in named(row)}
    for governance in ledger.every(Governance):
        used |= {member.role for body in governance.bodies.values() for member in body.members}
    assert ledger.of(Role).keys() - used == set()


def test_core_team_of_the_alliance_model(ledger: Ledger) -> None:
    core = {role.id for role in ledger.of(Role).values() if role.team == "core"}
    assert core == {
        "sponsor-outsourcing-manager", "sponsor-project-manager", "sponsor-medical-lead", "sponsor-cmc-lead",
        "cro-project-director", "cro-project-manager", "cro-medical-monitor", "cro-data-manager",
        "cro-clinical-programmer", "cro-lead-statistician",
    }  # fmt: skip


def test_a_backup_and_a_superior_belong_to_the_same_side(ledger: Ledger) -> None:
    roles = ledger.of(Role)
    for role in roles.values():
        for other in (role.backup, role.reports_to):
            assert other is None or (roles[other].party == role.party and other != role.id), role.id
        if role.party in ("sponsor", "cro"):
            assert role.backup, role.id


def test_reporting_lines_end_at_an_executive(ledger: Ledger) -> None:
    roles = ledger.of(Role)
    for role in roles.values():
        top, steps = role, 0
        while top.reports_to:
            top, steps = roles[top.reports_to], steps + 1
            assert steps < 10, role.id
        assert role.party not in ("sponsor", "cro") or top.id == f"{role.party}-executive"


def test_whoever_does_the_work_has_access_to_its_systems(ledger: Ledger) -> None:
    rows, systems = matrix(ledger), ledger.of(System)
    without = [
        (activity.id, system, role)
        for activity in ledger.of(Activity).values()
        for system in activity.systems
        for role in (*rows[activity.id].responsible, *rows[activity.id].accountable)
        if role not in systems[system].access
    ]
    assert without == []


def test_every_system_is_validated_and_its_training_is_named(ledger: Ledger) -> None:
    assert len(ledger.of(System)) == 11
    for system in ledger.of(System).values():
        assert system.validation == "validated", system.id
        assert system.training, system.id


def test_the_playbook_covers_the_regimes_and_models_of_its_studies(ledger: Ledger) -> None:
    (playbook,) = ledger.every(Playbook)
    for study in ledger.every(Study):
        assert set(study.regimes) <= set(playbook.regimes)
        assert study.model in playbook.engagement
    assert len(playbook.glossary) >= 40
    assert (playbook.edition, playbook.effective_date.isoformat()) == ("2026.1", "2026-01-05")
