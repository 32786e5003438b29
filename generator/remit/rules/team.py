"""TEAM: people in roles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.levels import level_named
from remit.calc.responsibility import responsibilities
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.services import Raci, Services
from remit.model.studies import Assignment, Study, StudyTeam
from remit.rules.rule import Problem, complete, must, see, should, whole


def _teams(ledger: Ledger) -> Iterator[tuple[Study, StudyTeam]]:
    for team in ledger.every(StudyTeam):
        study = ledger.of(Study).get(team.study)
        if study:
            yield study, team


@must("TEAM-001")
def roles_of_own_side(ledger: Ledger) -> Iterator[Problem]:
    """A person fills a role of the kind of party that employs the person.

    Why: A sponsor role filled by the CRO, or one role filled by both sides, means that the CRO oversees itself.

    Wrong:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            party: aldena

    Right:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            party: brightwell

    Source: ICH E6(R3) 3.9; alliance practice.
    """
    for _study, team in _teams(ledger):
        for one in team.assignments.values():
            role, party = ledger.of(Role).get(one.role), ledger.of(Party).get(one.party)
            if role and party and role.party != party.kind:
                message = (
                    f"{role.title} is a {role.party} role, but {party.short_name} is of kind '{party.kind}'"
                )
                yield Problem(
                    message,
                    one.at("party"),
                    "correct the role or the party",
                    see("the role", role.at("party")),
                )


@must("TEAM-002")
def core_roles_filled(ledger: Ledger) -> Iterator[Problem]:
    """Every core role that does or answers for work of a study is filled in its team, or marked as not needed with a reason.

    Why: The core team decides every week; an empty chair is noticed when the first milestone slips.

    Wrong:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:

    Right:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            role: cro-project-manager
            party: brightwell
            person: Jon Bell

    Source: project management practice in outsourced trials.
    """
    if not complete(ledger, StudyTeam, Study, Raci, Services):
        return
    for study, team in _teams(ledger):
        at_work = {
            role
            for one in responsibilities(ledger, study)
            for role in (*one.row.responsible, *one.row.accountable)
        }
        filled = {one.role for one in team.assignments.values() if one.person or one.not_applicable}
        for role in ledger.of(Role).values():
            if role.team == "core" and role.id in at_work and role.id not in filled:
                open_seat = next((one for one in team.assignments.values() if one.role == role.id), None)
                where = open_seat.where.key() if open_seat else team.at("assignments").key()
                message = f"nobody fills the core role {role.title} in study {study.protocol_id}"
                yield Problem(
                    message, where, "add an assignment with 'person', or with 'not_applicable' and the reason"
                )


@must("TEAM-003")
def key_people_have_backups(ledger: Ledger) -> Iterator[Problem]:
    """Key personnel are named, and somebody else stands in for each.

    Why: The contract ties their replacement to the sponsor's consent; illness does not wait for it.

    Wrong:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            backup:

    Right:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            backup: Mia Lund

    Source: contract practice.
    """
    for _study, team in _teams(ledger):
        for one in team.assignments.values():
            if not one.key or one.not_applicable:
                continue
            role = ledger.of(Role).get(one.role)
            title = role.title if role else one.role
            if not one.person:
                yield Problem(f"key personnel: nobody is named as {title}", one.where.key(), "add 'person:'")
            if not one.backup:
                yield Problem(
                    f"key personnel: nobody stands in for {one.person or title}",
                    one.where.key(),
                    "add 'backup:' with a name",
                )
            elif one.backup == one.person:
                yield Problem(
                    f"{one.person} stands in for the same person", one.at("backup"), "name somebody else"
                )


@must("TEAM-004")
def within_fte_cap(ledger: Ledger) -> Iterator[Problem]:
    """The sponsor's own staff in a study stays within the cap of the study, or else within that of its oversight level.

    Why: Oversight that grows into doing the work again costs twice and blurs who answers for it.

    Wrong:
        # data/studies/al-101/study.yaml
        fte_cap: 0.2

    Right:
        # data/studies/al-101/study.yaml
        fte_cap: 1.5

    Source: lean oversight practice in alliances.
    """
    for study, team in _teams(ledger):
        level = level_named(ledger, study.oversight_level)
        cap = study.fte_cap if study.fte_cap is not None else level.fte_cap if level else None
        if cap is None or not whole(ledger, team):
            continue
        sponsors = [one for one in team.assignments.values() if one.party == study.sponsor and one.fte]
        most = max((_together(one, sponsors) for one in sponsors), default=Decimal(0))
        if most > cap:
            message = f"the sponsor's team counts {most.normalize():f} FTE, more than the cap of {cap.normalize():f}"
            where = study.at("fte_cap" if study.fte_cap is not None else "oversight_level")
            hint = "lower 'fte' in team.yaml, or agree on another oversight level"
            yield Problem(message, where, hint, see("the team", team.at("assignments").key()))


def _together(one: Assignment, others: list[Assignment]) -> Decimal:
    """Staff on the first day of an assignment: the sum over all assignments that run on that day."""
    day = one.start
    return sum(
        (other.fte or Decimal(0) for other in others if day is None or not (
            (other.start and other.start > day) or (other.end and other.end < day)
        )),
        Decimal(0),
    )  # fmt: skip


@must("TEAM-005")
def people_of_the_study(ledger: Ledger) -> Iterator[Problem]:
    """Everybody of a sponsor or CRO in a study's team belongs to one that takes part in the study.

    Why: Access, training and confidentiality rest on the contracts of the parties. Vendors and independent members may be
    engaged directly.

    Wrong:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            party: corvane

    Right:
        # data/studies/al-101/team.yaml
        assignments:
          cro-pm:
            party: brightwell

    Source: contract practice.
    """
    for study, team in _teams(ledger):
        parties = {study.sponsor, *(service.provider for service in study.services.values())}
        parties |= {sub.party for service in study.services.values() for sub in service.subcontracts}
        for one in team.assignments.values():
            party = ledger.of(Party).get(one.party)
            if party is None or one.party in parties or party.kind not in ("sponsor", "cro"):
                continue
            if study.services and whole(ledger, study):
                message = f"{party.short_name} takes no part in study {study.protocol_id}"
                yield Problem(
                    message,
                    one.at("party"),
                    "correct the party, or add its service to the study",
                    see("the services", study.at("services").key()),
                )


@should("TEAM-006")
def stand_ins_of_own_side(ledger: Ledger) -> Iterator[Problem]:
    """The role that stands in for another is a different role of the same kind of party.

    Why: Nobody can stand in for himself, and a CRO cannot stand in for the sponsor.

    Wrong:
        # data/roles.yaml
        roles:
          cro-cra:
            backup: sponsor-project-manager

    Right:
        # data/roles.yaml
        roles:
          cro-cra:
            backup: cro-project-manager

    Source: project management practice.
    """
    for role in ledger.of(Role).values():
        backup = ledger.of(Role).get(role.backup or "")
        if role.backup == role.id:
            yield Problem(f"{role.title} stands in for itself", role.at("backup"), "name another role")
        elif backup and backup.party != role.party:
            message = f"{backup.title} is a {backup.party} role and cannot stand in for {role.title}, a {role.party} role"
            yield Problem(message, role.at("backup"), f"name a {role.party} role")


RULES = (
    roles_of_own_side,
    core_roles_filled,
    key_people_have_backups,
    within_fte_cap,
    people_of_the_study,
    stand_ins_of_own_side,
)
