"""Oversight levels, activities, providers and risks of the shipped playbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from remit.model.ledger import Ledger
from remit.model.oversight import Oversight, OversightActivity, Risk
from remit.model.parties import Party, Role
from remit.model.services import Obligation
from remit.model.studies import Study, StudyTeam, Transfer

CLAUSES = Path(__file__).parents[2] / "contract_templates" / "clauses"
TODAY = dt.date(2026, 11, 23)  # the day on which the example is told
DISADVANTAGES = (
    "partner-chemistry", "dependence", "loss-of-system-control", "opportunism", "loss-of-flexibility",
    "loss-of-advantage", "morale", "savings-not-reached",
)  # fmt: skip
LEAN = (
    "problems-seen-late", "back-to-micromanagement", "quality-under-price-pressure", "loss-of-senior-management",
    "transition-too-fast",
)  # fmt: skip
CRO_WORK = (
    "loss-of-control",
    "leak-of-information",
    "conflict-of-interest",
    "culture-and-language",
    "scope-assumed",
)


@pytest.fixture
def oversight(ledger: Ledger) -> Oversight:
    return ledger.every(Oversight)[0]


def held_by_others(ledger: Ledger) -> set[str]:
    """Topics of which a duty is transferred or shared in some study."""
    obligations = ledger.of(Obligation)
    return {
        obligations[key].topic
        for transfer in ledger.every(Transfer)
        for key, allocation in transfer.allocations.items()
        if allocation.disposition in ("transferred", "shared")
    }


def test_levels(oversight: Oversight) -> None:
    found = [(lv.level, str(lv.contact), str(lv.co_monitoring)) for lv in oversight.levels.values()]
    assert found == [
        ("L1", "1 week", "20 %"),
        ("L2", "14 calendar days", "10 %"),
        ("L3", "1 month", "5 %"),
        ("L4", "3 months", "0 %"),
    ]


def test_caps_on_effort_are_those_of_the_studies(ledger: Ledger, oversight: Oversight) -> None:
    caps = {level.level: level.fte_cap for level in oversight.levels.values()}
    for study in ledger.of(Study).values():
        assert study.oversight_level
        assert study.fte_cap == caps[study.oversight_level], study.id


def test_a_level_is_lowered_one_step_at_a_time(oversight: Oversight) -> None:
    moves = list(oversight.moves.values())
    assert [(move.from_level, move.to_level) for move in moves] == [("L1", "L2"), ("L2", "L3"), ("L3", "L4")]
    for move in moves:
        assert move.green_periods == 2
        assert move.no_critical_finding
        assert move.quality_agreement
        assert move.approver == "joint-steering-committee"


def test_every_topic_that_others_hold_is_watched(ledger: Ledger) -> None:
    watched = {topic for activity in ledger.of(OversightActivity).values() for topic in activity.topics}
    topics = held_by_others(ledger)
    assert len(topics) > 30
    assert topics <= watched


def test_oversight_is_done_by_people_of_the_sponsor_who_are_in_the_teams(ledger: Ledger) -> None:
    roles = ledger.of(Role)
    filled = [
        {a.role for a in team.assignments.values() if a.person and a.party == "norvane"}
        for team in ledger.every(StudyTeam)
    ]
    for activity in ledger.of(OversightActivity).values():
        assert roles[activity.owner].party == "sponsor", activity.id
    owners = {activity.owner for activity in ledger.of(OversightActivity).values()}
    assert owners <= set.union(*filled)


def test_every_party_but_the_sponsor_has_a_tier(ledger: Ledger, oversight: Oversight) -> None:
    others = {party.id for party in ledger.of(Party).values() if party.kind != "sponsor"}
    assert {tier.party for tier in oversight.tiers.values()} == others
    for tier in oversight.tiers.values():
        if ledger.of(Party)[tier.party].kind == "independent":
            continue
        assert tier.last_audit
        assert tier.next_audit
        assert tier.last_audit <= TODAY < tier.next_audit
        years = 1 if tier.tier == "1" else 3
        assert (tier.next_audit - tier.last_audit).days <= 366 * years, tier.id


def test_a_gap_between_standards_has_an_action_and_an_owner(oversight: Oversight) -> None:
    for gap in oversight.standards.values():
        assert (gap.gap == "none") == (gap.action is None) == (gap.owner is None), gap.id
    assert {gap.cro for gap in oversight.standards.values()} == {"calloway", "datamere"}


def test_contractors_of_both_kinds_are_judged(oversight: Oversight) -> None:
    assert {person.kind for person in oversight.contractors.values()} == {"contractor", "specialty vendor"}
    for person in oversight.contractors.values():
        assert 1 <= person.score <= 5
        assert person.reviewed <= TODAY


def test_the_register_holds_the_risks_that_are_always_asked_about(ledger: Ledger) -> None:
    risks = ledger.of(Risk)
    assert {*DISADVANTAGES, *LEAN, *CRO_WORK} <= set(risks)
    for risk in risks.values():
        assert 1 <= risk.likelihood <= 5
        assert 1 <= risk.impact <= 5
        assert risk.clause is None or (CLAUSES / f"{risk.clause}.md").is_file()
    for lean in LEAN:
        assert all(ledger.of(Study)[study].oversight_level == "L3" for study in risks[lean].studies)
