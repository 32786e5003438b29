"""Figures, statuses and shown numbers of metrics, held against tables written by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.judged import figure, heading, judge, shown, status, unreadable, worst, written
from remit.model.performance import MetricValue
from remit.model.quality import Metric
from tests.calc.measured import COST, QUERIES, SITES, metric, value

# Figures around every limit, and the status that people would read off the limits.
LADDERS: dict[str, tuple[Metric, tuple[tuple[str, str], ...]]] = {
    "higher is better: 100 / 90 / 80": (
        SITES,
        (
            ("130", "green"), ("100", "green"), ("99.999", "acceptable"), ("90", "acceptable"),
            ("89.999", "amber"), ("80", "amber"), ("79.999", "red"), ("0", "red"), ("-5", "red"),
        ),
    ),
    "lower is better: 5 / 7 / 10": (
        QUERIES,
        (
            ("-1", "green"), ("0", "green"), ("5", "green"), ("5.001", "acceptable"), ("7", "acceptable"),
            ("7.001", "amber"), ("10", "amber"), ("10.001", "red"), ("900", "red"),
        ),
    ),
    "close to zero: 3 / 5 / 8": (
        COST,
        (
            ("0", "green"), ("3", "green"), ("-3", "green"), ("3.001", "acceptable"), ("-5", "acceptable"),
            ("5", "acceptable"), ("5.001", "amber"), ("-5.001", "amber"), ("8", "amber"), ("-8", "amber"),
            ("8.001", "red"), ("-8.001", "red"),
        ),
    ),
    "a count with amber at its target: 2 / 2 / 1": (
        metric("higher", "2", "2", "1", unit="ideas"),
        (("3", "green"), ("2", "green"), ("1", "amber"), ("0", "red")),
    ),
    "a score: 8.0 / 7.5 / 7.0": (
        metric("higher", "8.0", "7.5", "7.0", unit="score"),
        (("8", "green"), ("7.9", "acceptable"), ("7.5", "acceptable"), ("7.4", "amber"), ("7", "amber"), ("6.9", "red")),
    ),
}  # fmt: skip
STEPS = [
    pytest.param(one, found, expected, id=f"{name}: {found}")
    for name, (one, steps) in LADDERS.items()
    for found, expected in steps
]


@pytest.mark.parametrize(("judged", "found", "expected"), STEPS)
def test_a_figure_has_the_status_of_its_place_between_the_limits(
    judged: Metric, found: str, expected: str
) -> None:
    assert status(judged, value(plain=found)) == expected


@pytest.mark.parametrize(
    ("judged", "found", "expected"),
    [
        (SITES, value("90", "100"), "90"),
        (SITES, value("7", "8"), "87.5"),
        (metric("lower", "2", "3", "5", unit="per 100 visits"), value("3", "50"), "6"),
        (QUERIES, value("30", "10"), "3"),
        (QUERIES, value("30"), "30"),
        (QUERIES, value(plain="7"), "7"),
        (SITES, value("0", "0"), None),
        (SITES, value("0", "8"), "0"),
        (SITES, value(), None),
    ],
)
def test_a_figure_is_the_value_or_the_ratio_in_its_unit(
    judged: Metric, found: MetricValue, expected: str | None
) -> None:
    assert figure(judged, found) == (None if expected is None else Decimal(expected))


def test_what_was_not_measured_has_no_status() -> None:
    assert status(SITES, value("0", "0")) is None
    assert status(SITES, value()) is None


@pytest.mark.parametrize(
    ("judged", "before", "now", "expected"),
    [
        (SITES, "80", "81", "better"),
        (SITES, "110", "105", "worse"),
        (QUERIES, "6", "5", "better"),
        (QUERIES, "6", "7", "worse"),
        (COST, "2", "0", "better"),
        (COST, "-6", "4", "better"),
        (COST, "0", "-1", "worse"),
        (COST, "-4", "4", "unchanged"),
        (QUERIES, "6", "6.0", "unchanged"),
    ],
)
def test_which_of_two_figures_is_better(judged: Metric, before: str, now: str, expected: str) -> None:
    assert heading(judged, Decimal(before), Decimal(now)) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((), None),
        ((None, None), None),
        (("green", None), "green"),
        (("green", "acceptable"), "acceptable"),
        (("red", "amber", "green"), "red"),
    ],
)
def test_several_are_as_good_as_the_worst(statuses: Any, expected: str | None) -> None:
    assert worst(statuses) == expected


@pytest.mark.parametrize(
    ("judged", "found", "expected"),
    [
        (SITES, "84.4827586", "84.5 %"),
        (SITES, "100", "100 %"),
        (SITES, "89.96", "89.96 %"),
        (SITES, "89.9999", "89.9999 %"),
        (QUERIES, "1080.25", "1,080.2 days"),
        (COST, "-0.04", "0 %"),
        (metric("higher", "0.95", "0.9", "0.8", unit="of 1"), "0.9234", "0.92 of 1"),
    ],
)
def test_a_figure_is_written_for_readers(judged: Metric, found: str, expected: str) -> None:
    assert written(judged, Decimal(found)) == expected


LIMITED = st.sampled_from((SITES, QUERIES, COST, metric("lower", "0.05", "0.1", "0.125")))
FIGURES = st.decimals("-1000000", "1000000", places=8) | st.decimals("0", "110", places=6)


@given(LIMITED, FIGURES)
def test_what_is_shown_has_the_status_of_what_is_meant(judged: Metric, found: Decimal) -> None:
    """94.96 must not be shown as 95.0 where 95 is the limit."""
    assert judge(judged, shown(judged, found)) == judge(judged, found)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (value("1", "2"), None),
        (value(plain="1"), None),
        (value(comment="Nothing was due."), None),
        (value("1", "2", "50"), "has a value and also a fraction"),
        (value("", "2"), "has a denominator, but no numerator"),
        (value(), "has no figure"),
        (value("1"), "has a numerator, but no denominator"),
        (value("-1", "2"), "a count cannot be negative"),
        (value("0", "0"), "nothing was due (denominator 0)"),
    ],
)
def test_what_keeps_a_value_from_being_judged(found: MetricValue, says: str | None) -> None:
    wrong = unreadable(metric("higher", "100", "95", "85", denominator="Visits due"), found)
    assert (wrong[0] if wrong else None) == says
