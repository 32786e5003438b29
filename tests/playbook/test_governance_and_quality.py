"""Bodies, ladder, clocks, metrics and quality terms of the shipped playbook."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest

from remit.model.agreements import QualityAgreement
from remit.model.governance import Body, Communication, Escalation, Mandate
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.quality import Metric, Quality, RiskModel
from remit.model.studies import Study
from remit.model.values import Duration

LIMITS = {
    "project-team": 25_000,
    "joint-operations-committee": 150_000,
    "joint-steering-committee": 1_000_000,
}
CHANGE = "Change to the cost or timeline of a work order"

# target, amber, red as the example gives them; of ideas two are green, one is amber and none is red.
THRESHOLDS: dict[str, tuple[int | str, ...]] = {
    "enrolment-vs-plan": (100, 95, 85), "sites-active-vs-plan": (100, 90, 80), "visit-report-final": (95, 92, 85),
    "visits-in-window": (95, 92, 85), "candidate-contact": (92, 89, 80),
    "query-resolution": (5, 7, 10), "unverified-queries": (5, 10, 20),
    "data-entry-timeliness": (90, 85, 75), "important-deviations": (2, 3, 5), "sae-to-sponsor": (100, 99, 98),
    "etmf-complete": (95, 92, 85), "etmf-filed": (90, 85, 75), "capa-on-time": (95, 90, 80),
    "key-staff-turnover": (15, 20, 30), "change-order-cycle": (30, 45, 60), "cost-variance": (3, 5, 8),
    "invoices-right-first-time": (95, 90, 80), "sponsor-review-on-time": (90, 85, 75),
    "sponsor-pays-on-time": (95, 90, 80), "ideas-adopted": (2, 2, 1), "satisfaction": (8, "7.5", 7),
}  # fmt: skip


@pytest.fixture
def escalation(ledger: Ledger) -> Escalation:
    return ledger.every(Escalation)[0]


@pytest.fixture
def communication(ledger: Ledger) -> Communication:
    return ledger.every(Communication)[0]


@pytest.fixture
def quality(ledger: Ledger) -> Quality:
    return ledger.every(Quality)[0]


# ---- bodies -----------------------------------------------------------------------------------------------------------


def test_bodies_and_their_mandates(ledger: Ledger) -> None:
    bodies = ledger.of(Body)
    assert list(bodies) == [*LIMITS, "executive-sponsors", "idmc"]
    assert {mandate for body in bodies.values() for mandate in body.mandates} == set(get_args(Mandate))


def test_decisions_on_money_rise_without_gap_to_a_body_without_limit(ledger: Ledger) -> None:
    limits = {
        body.id: right.limit.amount if right.limit else None
        for body in ledger.of(Body).values()
        for right in body.decisions
        if right.topic == CHANGE
    }
    assert limits == {**LIMITS, "executive-sponsors": None}


def test_decisions_on_delay(ledger: Ledger) -> None:
    delays = {
        body.id: str(right.time_limit)
        for body in ledger.of(Body).values()
        for right in body.decisions
        if right.topic == CHANGE and right.time_limit
    }
    assert delays == {"project-team": "5 calendar days", "joint-operations-committee": "15 calendar days"}


def test_every_body_but_the_top_reports_to_the_next(ledger: Ledger) -> None:
    above = {body.id: body.reports_to for body in ledger.of(Body).values()}
    assert above == {
        "project-team": "joint-operations-committee",
        "joint-operations-committee": "joint-steering-committee",
        "joint-steering-committee": "executive-sponsors",
        "executive-sponsors": None,
        "idmc": "joint-steering-committee",
    }


@pytest.mark.parametrize("body", [*LIMITS, "executive-sponsors"])
def test_joint_bodies_are_chaired_and_staffed_by_both_sides(ledger: Ledger, body: str) -> None:
    record, roles = ledger.of(Body)[body], ledger.of(Role)
    voting = {
        side: sum(roles[m.role].party == side and m.voting for m in record.members)
        for side in ("sponsor", "cro")
    }
    assert record.co_chair is not None
    assert {roles[record.chair].party, roles[record.co_chair].party} == {"sponsor", "cro"}
    assert voting["sponsor"] >= record.quorum.sponsor > 0
    assert voting["cro"] >= record.quorum.cro > 0
    assert {record.chair, record.co_chair} <= {member.role for member in record.members}


def test_only_the_independent_chair_votes_in_the_data_monitoring_committee(ledger: Ledger) -> None:
    assert [member.role for member in ledger.of(Body)["idmc"].members if member.voting] == ["idmc-chair"]


def test_bodies_meet_as_often_as_the_calendar_says(ledger: Ledger, communication: Communication) -> None:
    meetings = {meeting.body: meeting for meeting in communication.meetings.values() if meeting.body}
    assert {id: body.cadence for id, body in ledger.of(Body).items()} == {
        id: m.cadence for id, m in meetings.items()
    }
    assert all(meeting.chair == ledger.of(Body)[id].chair for id, meeting in meetings.items() if id)


def test_project_reviews_and_steering_are_frequent_enough(ledger: Ledger) -> None:
    bodies = ledger.of(Body)
    assert bodies["project-team"].cadence == Duration(14, "calendar day")
    assert bodies["joint-steering-committee"].cadence == Duration(3, "month")
    assert bodies["joint-steering-committee"].face_to_face == 2


# ---- escalation -------------------------------------------------------------------------------------------------------


def test_ladder_has_the_times_of_the_example_and_ends_with_the_executives(escalation: Escalation) -> None:
    steps = [(step.id, step.resolve_within.n, step.next) for step in escalation.ladder.values()]
    assert steps == [("l1", 2, "l2"), ("l2", 3, "l3"), ("l3", 5, "l4"), ("l4", 10, None)]
    assert {step.resolve_within.unit for step in escalation.ladder.values()} == {"business day"}


def test_every_step_names_both_sides_and_their_backups(escalation: Escalation, ledger: Ledger) -> None:
    roles = ledger.of(Role)
    for step in escalation.ladder.values():
        assert step.sponsor_backup is not None
        assert step.cro_backup is not None
        assert {roles[step.sponsor_role].party, roles[step.sponsor_backup].party} == {"sponsor"}, step.id
        assert {roles[step.cro_role].party, roles[step.cro_backup].party} == {"cro"}, step.id
        assert step.sponsor_backup != step.sponsor_role
        assert step.cro_backup != step.cro_role


def test_severities(escalation: Escalation) -> None:
    found = {s.id: (str(s.acknowledge), str(s.plan), s.enters_at) for s in escalation.severities.values()}
    assert found == {
        "critical": ("4 hours", "24 hours", "l2"),
        "major": ("1 business day", "5 business days", "l1"),
        "minor": ("2 business days", "10 business days", "l1"),
    }


@pytest.mark.parametrize(
    "clock",
    [
        "serious-adverse-event",
        "serious-breach",
        "unblinding",
        "inspection-notice",
        "data-breach",
        "critical-issue",
    ],
)
def test_urgent_events_are_told_within_a_day(escalation: Escalation, clock: str) -> None:
    assert escalation.clocks[clock].within.hours <= 24


def test_events_are_told_before_the_authority_must_know(escalation: Escalation) -> None:
    regulated = [clock for clock in escalation.clocks.values() if clock.regulator_clock]
    assert len(regulated) >= 6
    for clock in regulated:
        assert clock.regulator_clock is not None
        assert clock.within.hours * 2 < clock.regulator_clock.hours, clock.id


def test_response_and_review_times(communication: Communication) -> None:
    assert str(communication.response_times["urgent"].within) == "4 hours"
    assert str(communication.response_times["normal"].within) == "2 business days"
    plans, report = communication.review_turnaround["plans"], communication.review_turnaround["csr-draft"]
    assert (str(plans.within), plans.cycles) == ("5 business days", 2)
    assert str(report.within) == "10 business days"


# ---- metrics ----------------------------------------------------------------------------------------------------------


def test_metrics_have_the_thresholds_of_the_example(ledger: Ledger) -> None:
    given = {id: tuple(Decimal(limit) for limit in limits) for id, limits in THRESHOLDS.items()}
    assert {m.id: (m.target, m.amber, m.red) for m in ledger.of(Metric).values()} == given


def test_thresholds_worsen_from_target_to_red(ledger: Ledger) -> None:
    for metric in ledger.of(Metric).values():
        sign = 1 if metric.direction == "higher" else -1
        assert sign * metric.target >= sign * metric.amber > sign * metric.red, metric.id


def test_metrics_cover_every_dimension_and_both_parties(ledger: Ledger) -> None:
    metrics = ledger.of(Metric).values()
    assert {m.category for m in metrics} == {
        "delivery", "cost", "quality", "risk", "innovation and learning", "satisfaction",
    }  # fmt: skip
    assert {m.id for m in metrics if m.accountable == "sponsor"} == {
        "sponsor-review-on-time",
        "sponsor-pays-on-time",
    }


def test_forums_meet_often_enough_for_their_metrics(ledger: Ledger) -> None:
    for metric in ledger.of(Metric).values():
        assert ledger.of(Body)[metric.forum].cadence.hours <= 2 * metric.frequency.hours, metric.id


# ---- quality and risk sharing -----------------------------------------------------------------------------------------


def test_issue_grades_get_slower_as_they_get_milder(quality: Quality) -> None:
    grades = list(quality.grades.values())
    assert [grade.id for grade in grades] == ["critical", "major", "minor"]
    for worse, milder in pairwise(grades):
        assert worse.notify.hours < milder.notify.hours
        assert worse.root_cause_due.hours < milder.root_cause_due.hours
        assert worse.capa_due.hours < milder.capa_due.hours


def test_each_process_has_one_governing_procedure(quality: Quality) -> None:
    assert len(quality.sops) >= 20
    assert len({row.process for row in quality.sops.values()}) == len(quality.sops)
    named = [row.sop for row in quality.sops.values() if row.sop]
    assert len(set(named)) == len(named)


def test_each_cro_has_procedures_of_its_own_in_its_agreement(quality: Quality, ledger: Ledger) -> None:
    rows = {row.id: row for row in quality.sops.values() if row.governing == "cro"}
    named = {
        agreement.cro: {
            agreement.procedures[id].sop if id in agreement.procedures else rows[id].sop
            for id in agreement.sops
            if id in rows
        }
        for agreement in ledger.of(QualityAgreement).values()
    }
    assert set(named) == {"calloway", "datamere"}
    assert named["calloway"] & named["datamere"] == set()


def test_both_sides_have_a_part_in_each_quality_duty(quality: Quality) -> None:
    assert len(quality.responsibilities) >= 25
    assert all(duty.sponsor and duty.cro for duty in quality.responsibilities.values())


def test_retention_covers_the_countries_of_the_studies(quality: Quality, ledger: Ledger) -> None:
    years = {retention.id: retention.years for retention in quality.retention.values()}
    assert (years["european-union"], years["united-states"]) == (25, 2)
    assert any("CA" in study.countries for study in ledger.of(Study).values())
    assert years["canada"] == 15


def test_serious_breaches_reach_the_sponsor_within_a_day(quality: Quality, escalation: Escalation) -> None:
    assert quality.serious_breach_notify == escalation.clocks["serious-breach"].within == Duration(24, "hour")
    assert quality.inspection.notify == escalation.clocks["inspection-notice"].within


def test_risk_models(ledger: Ledger) -> None:
    assert set(ledger.of(RiskModel)) == {
        "fixed-price",
        "bonus-malus",
        "holdback",
        "co-investment",
        "service-credits",
    }
    assert all(model.safeguards for model in ledger.of(RiskModel).values())
