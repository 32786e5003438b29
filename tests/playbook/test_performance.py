"""What happened in the shipped studies: values judged by the thresholds, actions, effort, and the move to lean oversight."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from remit.model.agreements import MasterAgreement
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.oversight import Oversight, Transition
from remit.model.parties import Role
from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric
from remit.model.studies import Study, StudyTeam

# Status of every value that is not green in the pivotal study; the lean study has none.
NOT_GREEN = {
    "2026-q1": {"amber": set(), "red": set()},
    "2026-q2": {
        "amber": {"visit-report-final", "sponsor-review-on-time"},
        "red": set(),
    },
    "2026-q3": {
        "amber": {"query-resolution", "data-entry-timeliness"},
        "red": {"enrolment-vs-plan"},
    },
}


@pytest.fixture
def pivotal(ledger: Ledger) -> list[Performance]:
    return of_study(ledger, "nvt-218-301")


@pytest.fixture
def lean(ledger: Ledger) -> list[Performance]:
    return of_study(ledger, "nvt-344-201")


@pytest.fixture
def transition(ledger: Ledger) -> Transition:
    return ledger.every(Transition)[0]


def of_study(ledger: Ledger, study: str) -> list[Performance]:
    return sorted((p for p in ledger.every(Performance) if p.study == study), key=lambda period: period.first)


def figure(value: MetricValue) -> Decimal | None:
    if value.denominator is None:
        return value.value
    assert value.numerator is not None
    return value.numerator / value.denominator * 100


def status(metric: Metric, value: MetricValue) -> str:
    found = figure(value)
    if found is None:
        return "not measured"
    better = 1 if metric.direction == "higher" else -1
    for name, limit in (("red", metric.red), ("amber", metric.amber)):
        if better * found < better * limit:
            return name
    return "green" if better * found >= better * metric.target else "acceptable"


def statuses(ledger: Ledger, period: Performance) -> dict[str, str]:
    return {key: status(ledger.of(Metric)[key], value) for key, value in period.values.items()}


def test_every_metric_has_a_value_in_every_period(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        bought = set(ledger.of(Study)[period.study].services)
        metrics = [
            id for id, one in ledger.of(Metric).items() if not one.services or bought & set(one.services)
        ]
        assert list(period.values) == metrics, period.id
        for key, value in period.values.items():
            fraction = ledger.of(Metric)[key].denominator is not None
            assert figure(value) is not None or (key == "change-order-cycle" and value.comment)
            assert (value.denominator is not None) == fraction, key


def test_periods_are_quarters_without_gap(pivotal: list[Performance], lean: list[Performance]) -> None:
    assert [period.id for period in pivotal] == ["2026-q1", "2026-q2", "2026-q3"]
    assert [period.id for period in lean] == ["2026-q1", "2026-q2", "2026-q3"]
    for periods in (pivotal, lean):
        for before, after in pairwise(periods):
            assert after.first - before.last == dt.timedelta(days=1)


def test_pivotal_study_is_red_once_and_amber_at_times(ledger: Ledger, pivotal: list[Performance]) -> None:
    for period in pivotal:
        found = statuses(ledger, period)
        for name in ("amber", "red"):
            assert {key for key, value in found.items() if value == name} == NOT_GREEN[period.id][name], (
                period.id
            )


def test_what_falls_short_has_an_action_from_the_catalogue_in_time(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        for key, name in statuses(ledger, period).items():
            value, metric = period.values[key], ledger.of(Metric)[key]
            if name not in ("amber", "red") and value.action is None:
                continue
            if name not in ("amber", "red"):
                assert metric.lead, "only a lead indicator is acted on before it is amber"
            assert value.comment
            assert any((value.action or "").startswith(action) for action in metric.actions), key
            assert value.action_due
            assert period.last < value.action_due <= period.last + dt.timedelta(days=31)
            assert value.action_done
            assert period.last < value.action_done <= value.action_due
            party = ledger.of(Role)[value.action_owner or ""].party
            assert metric.accountable == "both" or party == metric.accountable, key


def test_every_metric_offers_actions(ledger: Ledger) -> None:
    for metric in ledger.of(Metric).values():
        assert len(metric.actions) >= 3, metric.id


def test_satisfaction_is_the_lower_of_the_two_teams(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        assert {survey.team for survey in period.surveys} == {"sponsor", "cro"}
        assert min(survey.score for survey in period.surveys) == period.values["satisfaction"].value


def test_cost_variance_is_held_against_the_fees_of_the_work_order(
    ledger: Ledger, pivotal: list[Performance], lean: list[Performance]
) -> None:
    for periods, order in ((pivotal, "wo-301"), (lean, "wo-201")):
        for period in periods:
            direct = ledger.of(WorkOrder)[order].totals.direct.amount
            assert period.values["cost-variance"].denominator == direct


def test_effort_of_the_sponsor_stays_below_the_cap(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        cap = ledger.of(Study)[period.study].fte_cap
        assert cap
        assert sum(row.actual for row in period.effort) <= cap, (period.study, period.id)
        functions = {role.function for role in ledger.of(Role).values() if role.party == "sponsor"}
        assert {row.function for row in period.effort} <= functions


def test_planned_effort_is_that_of_the_team(ledger: Ledger) -> None:
    teams = {team.study: team for team in ledger.every(StudyTeam)}
    for period in ledger.every(Performance):
        people = [
            a
            for a in teams[period.study].assignments.values()
            if a.party == "norvane" and a.fte and a.start and a.start <= period.first
        ]
        assert sum(row.planned for row in period.effort) == sum(a.fte or 0 for a in people)


def test_meetings_were_held_as_often_as_the_bodies_say(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        days = (period.last - period.first).days + 1
        for held in period.meetings:
            if held.body in ("executive-sponsors", "idmc"):
                continue
            cadence = ledger.of(Body)[held.body].cadence.hours / 24
            assert held.meetings >= int(days / cadence), (period.id, held.body)
            assert held.face_to_face <= held.meetings


def test_savings_save(ledger: Ledger) -> None:
    for period in ledger.every(Performance):
        for saving in period.savings:
            assert saving.agreed_price.amount < saving.list_price.amount


def test_a_major_change_was_approved_by_the_sponsor(ledger: Ledger) -> None:
    issues = [issue for period in ledger.every(Performance) for issue in period.issues.values()]
    assert any(issue.major_change for issue in issues)
    for issue in issues:
        assert issue.major_change == bool(issue.approved_by)
        if issue.approved_by:
            assert ledger.of(Role)[issue.approved_by].party == "sponsor"


def test_lean_study_was_green_for_two_quarters_before_its_level_was_lowered(
    ledger: Ledger, lean: list[Performance], transition: Transition
) -> None:
    move = next(
        m
        for m in ledger.every(Oversight)[0].moves.values()
        if (m.from_level, m.to_level) == (transition.from_level, transition.to_level)
    )
    before = [period for period in lean if period.last < transition.approved]
    assert len(before) >= move.green_periods
    for period in before[-move.green_periods :]:
        assert set(statuses(ledger, period).values()) <= {"green", "not measured"}
        assert not any(finding.grade == "critical" for finding in period.findings)
    assert transition.approved_by == move.approver
    assert ledger.of(Study)["nvt-344-201"].oversight_level == transition.to_level


def test_transition_took_six_months_and_every_task_is_done(transition: Transition) -> None:
    assert (transition.from_level, transition.to_level) == ("L2", "L3")
    assert (transition.end - transition.start).days >= 180
    assert transition.start <= transition.approved <= transition.end
    for task in transition.tasks.values():
        assert transition.start <= task.start <= task.end <= transition.end
        assert task.done
        assert task.start <= task.done <= transition.end
    assert all(len(message.senders) == 2 for message in transition.messages)


def test_transition_is_backed_by_executives_of_both_parties(ledger: Ledger, transition: Transition) -> None:
    for senders in (transition.sponsors, *(message.senders for message in transition.messages)):
        assert {ledger.of(Role)[role].party for role in senders} == {"sponsor", "cro"}


def test_rates_of_the_functional_provider_are_the_prices_of_its_people(ledger: Ledger) -> None:
    rates = ledger.of(MasterAgreement)["msa-dat"].rates.values()
    lines = [line for line in ledger.of(WorkOrder)["wo-fsp-01"].direct.values() if line.unit == "FTE-month"]
    assert sorted(rate.rate.amount for rate in rates) == sorted(line.unit_price.amount for line in lines)
    assert {rate.unit for rate in rates} == {"FTE-month"}


def test_masters_say_what_rates_hold_who_may_help_and_what_goes_back(ledger: Ledger) -> None:
    for master in ledger.of(MasterAgreement).values():
        assert master.affiliates
        assert {asset.owner for asset in master.exit_assets} == {master.sponsor, master.cro}
        for rate in master.rates.values():
            assert rate.valid_from == master.date
            assert ledger.of(Role)[rate.role].party == "cro"
