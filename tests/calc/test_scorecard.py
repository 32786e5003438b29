"""Figures and colours of metrics, and the level of oversight that follows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from remit.calc.oversight import Result, one_up, recommended, result, unmet
from remit.calc.scorecard import figure, status
from remit.model.oversight import LevelMove
from remit.model.performance import Finding, MetricValue, Performance
from remit.model.quality import Metric
from remit.model.values import Duration


def metric(direction: str, target: str, amber: str, red: str, **more: Any) -> Metric:
    fields: dict[str, Any] = {
        "id": "m", "title": "M", "kind": "KPI", "category": "delivery", "definition": "", "numerator": "",
        "formula": "", "unit": "%", "frequency": Duration(1, "month"), "source": "", "owner": "",
        "accountable": "cro", "forum": "", "action": "", "action_due": Duration(1, "month"),
    } | more  # fmt: skip
    return Metric(
        direction=direction,  # type: ignore[arg-type]
        target=Decimal(target),
        amber=Decimal(amber),
        red=Decimal(red),
        **fields,
    )


def value(numerator: str = "", denominator: str = "", plain: str = "") -> MetricValue:
    numbers = [Decimal(text) if text else None for text in (numerator, denominator, plain)]
    return MetricValue(numerator=numbers[0], denominator=numbers[1], value=numbers[2])


SITES = metric("higher", "100", "90", "80")
QUERIES = metric("lower", "5", "7", "10", unit="days")
COST = metric("range", "3", "5", "8")


@pytest.mark.parametrize(
    ("judged", "found", "colour"),
    [
        (SITES, value("90", "100"), "green"),
        (SITES, value("899", "1000"), "amber"),
        (SITES, value("80", "100"), "amber"),
        (SITES, value("79", "100"), "red"),
        (QUERIES, value(plain="7"), "green"),
        (QUERIES, value(plain="8"), "amber"),
        (QUERIES, value(plain="10.1"), "red"),
        (COST, value("-6", "100"), "amber"),
        (COST, value("-9", "100"), "red"),
        (COST, value("4", "100"), "green"),
        (SITES, value("0", "0"), None),
        (SITES, value(), None),
    ],
)
def test_a_figure_beyond_a_threshold_has_its_colour(
    judged: Metric, found: MetricValue, colour: str | None
) -> None:
    assert status(judged, found) == colour


def test_units_say_whether_a_ratio_is_taken_by_the_hundred() -> None:
    per_hundred = metric("lower", "2", "3", "5", unit="per 100 visits")
    assert figure(per_hundred, value("3", "50")) == 6
    assert figure(QUERIES, value("30", "10")) == 3
    assert figure(QUERIES, value("30")) == 30


MOVE = LevelMove(
    id="down", from_level="L2", to_level="L3", green_periods=2, no_critical_finding=True,
    quality_agreement=True, approver="committee",
)  # fmt: skip


def period(sae: str = "100", *findings: Finding, sites: str = "100") -> Result:
    metrics = {
        "sae": metric("higher", "100", "99", "98", category="quality"),
        "sites": SITES,
        "pay": metric("higher", "95", "90", "80", accountable="sponsor"),
    }
    values = {"sae": value(plain=sae), "sites": value(plain=sites), "pay": value(plain="10")}
    found = Performance(
        id="q",
        cro="c",
        first=dt.date(2026, 1, 1),
        last=dt.date(2026, 3, 31),
        values=values,
        findings=findings,
    )
    return result(metrics, found)


def test_two_green_periods_allow_the_next_leaner_level() -> None:
    assert recommended("L2", [period(), period()], [MOVE], True) == "L3"
    assert recommended("L1", [period(), period()], [MOVE], True) == "L1"


def test_a_red_quality_metric_or_critical_finding_moves_up_at_once() -> None:
    critical = Finding(source="audit", grade="critical", text="Consent", open=False)
    assert recommended("L3", [period(), period("97")], [MOVE], True) == "L2"
    assert recommended("L3", [period("100", critical)], [MOVE], True) == "L2"
    assert one_up("L1") == "L1"


def test_a_red_delivery_metric_holds_the_level_but_moves_nothing() -> None:
    assert recommended("L2", [period(), period(sites="50")], [MOVE], True) == "L2"


def test_what_is_missing_is_named() -> None:
    critical = Finding(source="audit", grade="critical", text="Consent", open=True)
    assert unmet(MOVE, [period()], True) == ("2 periods with results are needed, 1 are recorded",)
    assert unmet(MOVE, [period(), period(sites="85")], True) == ("q was not green (sites)",)
    assert unmet(MOVE, [period(), period("100", critical)], False) == (
        "a critical finding was open",
        "no quality agreement was in force",
    )
