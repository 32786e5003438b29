"""The scorecard of a period: dimensions, the sponsor's side, breaches, warnings, and what is not there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from remit.calc.scorecard import DIMENSIONS, Scorecard, scorecard
from remit.model.performance import MetricValue, Survey
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.model.values import Duration
from tests.calc.measured import metric, quarter, value

METRICS: dict[str, Metric] = {
    one.id: one
    for one in (
        metric("higher", "100", "90", "80", id="sites", title="Sites", lead=True),
        metric("higher", "95", "90", "80", id="reports", title="Reports"),
        metric("lower", "3", "5", "8", id="cost", title="Cost", category="cost"),
        metric("higher", "100", "99", "98", id="sae", title="SAE", category="quality"),
        metric("lower", "15", "20", "30", id="staff", title="Staff", category="risk", frequency=Duration(6, "month")),
        metric("higher", "2", "2", "1", id="ideas", title="Ideas", category="innovation and learning", accountable="both"),
        metric("higher", "8.0", "7.5", "7.0", id="mood", title="Mood", category="satisfaction", accountable="both"),
        metric("higher", "95", "90", "80", id="pay", title="Pays", category="cost", accountable="sponsor"),
    )
}  # fmt: skip
GOOD = {
    "sites": "100",
    "reports": "97",
    "cost": "1",
    "sae": "100",
    "ideas": "2",
    "mood": "8.2",
    "pay": "100",
}


def card(
    *periods: dict[str, str | MetricValue], limits: Thresholds | None = None, surveys: tuple[Survey, ...] = ()
) -> Scorecard:
    """The scorecard of the last of some quarters; what a quarter does not name is as good as it should be."""
    made = []
    for number, changed in enumerate(periods, 1):
        values = {**GOOD, **changed}
        found = {id: value(plain=one) if isinstance(one, str) else one for id, one in values.items() if one}
        made.append(quarter(number, found, surveys=surveys))
    return scorecard(METRICS, tuple(made), limits or Thresholds())


def test_dimensions_are_as_good_as_their_worst_metric() -> None:
    found = card({"sites": "95", "reports": "85", "cost": "9"})
    statuses = {one.name: one.status for one in found.dimensions}
    assert statuses == {
        "delivery": "amber", "cost": "red", "quality": "green", "risk": None, "innovation and learning": "green",
        "satisfaction": "green",
    }  # fmt: skip
    assert tuple(statuses) == DIMENSIONS
    assert found.status == "red"
    assert found.dimensions[0].counts == {"acceptable": 1, "amber": 1}


def test_what_shows_the_sponsor_stands_apart_and_does_not_count_for_the_cro() -> None:
    found = card({"pay": "10"})
    assert (found.status, found.sponsor_status) == ("green", "red")
    assert [row.metric.id for row in found.sponsor] == ["pay"]
    assert "pay" not in {row.metric.id for one in found.dimensions for row in one.rows}
    assert [row.metric.id for row in found.breaches] == ["pay"]


@pytest.mark.parametrize(
    ("periods", "limit", "breach"),
    [
        (("85",), 2, False),
        (("85", "85"), 2, True),
        (("70", "85"), 2, True),
        (("85", "97", "85"), 2, False),
        (("85",), 1, True),
        (("70",), 2, True),
        (("85", "85"), 3, False),
        (("85", "97"), 2, False),
    ],
)
def test_a_breach_is_red_or_amber_for_too_long(periods: tuple[str, ...], limit: int, breach: bool) -> None:
    found = card(*({"reports": one} for one in periods), limits=Thresholds(amber_periods=limit))
    assert ["reports"] * breach == [row.metric.id for row in found.breaches]


def test_a_metric_may_have_a_number_of_amber_periods_of_its_own() -> None:
    strict = {**METRICS, "reports": metric("higher", "95", "90", "80", id="reports", amber_periods=1)}
    found = scorecard(strict, (quarter(1, {"reports": value(plain="85")}),), Thresholds())
    assert [row.metric.id for row in found.breaches] == ["reports"]


def test_a_breach_says_what_its_action_lacks() -> None:
    (row,) = card({"reports": value(plain="70", action="Second reviewer")}).breaches
    assert row.lacking == ("owner", "due date")
    whole = value(plain="70", action="Second reviewer", action_owner="r", action_due=dt.date(2026, 4, 30))
    (row,) = card({"reports": whole}).breaches
    assert row.lacking == ()


@pytest.mark.parametrize(
    ("done", "day", "late"),
    [
        (None, dt.date(2026, 4, 30), False),
        (None, dt.date(2026, 5, 1), True),
        (dt.date(2026, 5, 7), dt.date(2026, 5, 6), True),
        (dt.date(2026, 5, 7), dt.date(2026, 5, 7), False),
    ],
)
def test_an_action_is_late_from_the_day_after_it_was_due(
    done: dt.date | None, day: dt.date, late: bool
) -> None:
    agreed = value(
        plain="70",
        action="Second reviewer",
        action_owner="r",
        action_due=dt.date(2026, 4, 30),
        action_done=done,
    )
    (row,) = card({"reports": agreed}).breaches
    assert row.late(day) is late


def test_only_lead_indicators_warn() -> None:
    found = card({"sites": "100", "reports": "100"}, {"sites": "92", "reports": "92"})
    assert [row.metric.id for row in found.warnings] == ["sites"]
    (row,) = found.warnings
    assert row.ahead
    assert (row.ahead.status, row.ahead.on) == ("amber", dt.date(2026, 9, 30))
    reports = next(row for row in found.rows if row.metric.id == "reports")
    assert reports.ahead, "the trend of every metric is known; only lead indicators call for action by it"


def test_what_is_due_and_not_reported_is_named_and_what_is_not_due_is_not() -> None:
    found = card({"sites": "", "sae": value(comment="No event."), "reports": value(comment="None due.")})
    assert [row.metric.id for row in found.rows if row.unreported] == ["sites"]
    staff = next(row for row in found.rows if row.metric.id == "staff")
    assert (staff.due, staff.status, staff.unreported) == (False, None, False)


def test_both_teams_are_judged_by_the_scale_of_satisfaction() -> None:
    asked = (
        Survey(team="sponsor", score=Decimal("8.4"), answers=9),
        Survey(team="cro", score=Decimal("7.2"), answers=5),
    )
    found = card({}, surveys=asked)
    satisfaction = found.dimensions[-1]
    assert [(team.survey.team, team.status) for team in satisfaction.teams] == [
        ("sponsor", "green"),
        ("cro", "amber"),
    ]
    assert satisfaction.status == "amber"
    assert found.silent_teams == ()
    assert card({}, surveys=asked[:1]).silent_teams == ("cro",)


def test_one_period_is_enough() -> None:
    found = card({})
    assert found.before is None
    assert all(row.course.change is None and row.ahead is None for row in found.rows)


def test_a_cro_is_asked_for_the_metrics_of_its_own_services() -> None:
    metrics = {**METRICS, "queries": metric("lower", "5", "7", "10", id="queries", services=("data",))}
    periods = (quarter(1, {"sites": value(plain="100")}),)
    asked = metrics.keys() - {"queries"}
    assert "queries" not in {row.metric.id for row in scorecard(metrics, periods, Thresholds(), asked).rows}
    reported = (quarter(1, {"queries": value(plain="12")}),)
    found = scorecard(metrics, reported, Thresholds(), asked)
    assert [row.metric.id for row in found.breaches] == ["queries"], "what it reports all the same is judged"
    assert "queries" in {row.metric.id for row in scorecard(metrics, periods, Thresholds()).rows}
