"""Courses of metrics: change, row of bad periods, trend and early warning, held against counting by hand and numpy."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remit.calc.judged import RANK, judge
from remit.calc.trends import Course, course, day_beyond, fitted, in_months, until
from remit.model.quality import Metric
from tests.calc.measured import COST, QUERIES, SITES, metric, quarter, value

LATE = metric("lower", "0", "10", "20", id="late")


def of(judged: Metric, *figures: str | None) -> Course:
    """The course of a metric in quarters with these figures; None where it was not measured."""
    periods = [
        quarter(
            number, {} if found is None else {judged.id: value(plain=found) if found else value(comment="-")}
        )
        for number, found in enumerate(figures, 1)
    ]
    return course(judged, tuple(periods))


@pytest.mark.parametrize(
    ("figures", "change", "heading"),
    [
        (("80",), None, None),
        (("80", "92"), "12", "better"),
        (("92", "80"), "-12", "worse"),
        (("80", None, "80"), "0", "unchanged"),
        (("80", "92", ""), None, None),
        ((None, "92"), None, None),
    ],
)
def test_the_change_is_that_since_the_last_figure(
    figures: tuple[str | None, ...], change: str | None, heading: str | None
) -> None:
    found = of(SITES, *figures)
    assert found.change == (None if change is None else Decimal(change))
    assert found.heading == heading


@pytest.mark.parametrize(
    ("figures", "running", "red"),
    [
        (("100",), 0, 0),
        (("85",), 1, 0),
        (("85", "70"), 2, 1),
        (("70", "70", "85"), 3, 0),
        (("70", "95", "85"), 1, 0),
        (("85", None, "85"), 2, 0),
        (("85", "", ""), 1, 0),
        ((None,), 0, 0),
    ],
)
def test_bad_periods_are_counted_up_to_the_last_and_gaps_neither_break_nor_count(
    figures: tuple[str | None, ...], running: int, red: int
) -> None:
    found = of(SITES, *figures)
    assert (found.running, found.running_red) == (running, red)


def test_a_course_can_be_seen_as_it_stood_then() -> None:
    found = of(SITES, "85", "85", "100")
    assert [until(found, place).running for place in (1, 2, 3)] == [1, 2, 0]


# Quarters are equally far apart, so a line through two of them is drawn out by hand.
@pytest.mark.parametrize(
    ("judged", "figures", "expected"),
    [
        (SITES, ("100", "93"), ("2026-09-30", "86.000000", "amber")),
        (SITES, ("100", "89.9"), ("2026-09-30", "79.800000", "red")),
        (QUERIES, ("4", "6"), ("2026-09-30", "8.000000", "amber")),
        (QUERIES, ("8", "9.5"), ("2026-09-30", "11.000000", "red")),
        (COST, ("-2", "-4"), ("2026-09-30", "-6.000000", "amber")),
        (COST, ("-2", "2"), ("2026-09-30", "6.000000", "amber")),
        (COST, ("-9", "-4"), None),
        (SITES, ("100", "95"), None),
        (SITES, ("60", "70"), None),
        (SITES, ("85", "84"), None),
        (SITES, ("100",), None),
        (SITES, ("100", "93", ""), None),
        (SITES, ("0", "0", "0", "0", "96"), None),
    ],
)
def test_the_line_is_drawn_out_to_the_end_of_the_next_quarter(
    judged: Metric, figures: tuple[str, ...], expected: tuple[str, str, str] | None
) -> None:
    ahead = of(judged, *figures).ahead(1)
    found = ahead and (str(ahead.on), str(ahead.figure), ahead.status)
    assert found == expected


def test_more_periods_may_be_looked_ahead() -> None:
    falling = of(SITES, "100", "96")
    assert falling.ahead(1) is None
    ahead = falling.ahead(3)
    assert ahead
    assert (ahead.on, ahead.status, ahead.periods) == (dt.date(2026, 12, 31), "amber", 2)


def test_the_day_on_which_the_limit_is_crossed() -> None:
    ahead = of(LATE, "0", "9.3").ahead(1)  # 3.1 more in every month, a tenth in every day of July
    assert ahead
    assert ahead.crosses == dt.date(
        2026, 7, 8
    )  # 9.3 on 30 June, 10.0 seven days later, beyond it the day after
    steep = of(SITES, "120", "60", "95").ahead(1)  # 12.5 less in a quarter: 5 of them in a month and a fifth
    assert steep
    assert (steep.figure, steep.crosses) == (Decimal("82.5"), dt.date(2026, 11, 7))


def test_one_good_period_counts_at_once() -> None:
    assert of(SITES, "94.5", "89.8", "93.8").ahead(1) is None, "the line alone would lead below the limit"


FIGURES = st.lists(st.none() | st.decimals("-20", "120", places=2), min_size=1, max_size=12)
JUDGED = st.sampled_from((SITES, QUERIES, COST))


def texts(figures: list[Decimal | None]) -> list[str | None]:
    return [None if one is None else str(one) for one in figures]


@given(JUDGED, FIGURES)
def test_rows_agree_with_counting(judged: Metric, figures: list[Decimal | None]) -> None:
    found = of(judged, *texts(figures))
    statuses = [judge(judged, one) for one in figures if one is not None]
    groups = [
        (bad, len(list(group))) for bad, group in itertools.groupby(s in ("amber", "red") for s in statuses)
    ]
    reds = [(bad, len(list(group))) for bad, group in itertools.groupby(s == "red" for s in statuses)]
    assert found.running == (groups[-1][1] if groups and groups[-1][0] else 0)
    assert found.running_red == (reds[-1][1] if reds and reds[-1][0] else 0)


@given(JUDGED, FIGURES)
def test_the_line_agrees_with_numpy(judged: Metric, figures: list[Decimal | None]) -> None:
    found = of(judged, *texts(figures))
    known = [(number, float(one)) for number, one in enumerate(figures) if one is not None]
    if len(known) < 2:
        assert found.line is None
        return
    assert found.line
    slope, level = np.polyfit([number for number, _ in known], [y for _, y in known], 1)
    for number in (known[0][0], known[-1][0], len(figures) + 2):
        expected = slope * number + level
        assert float(found.line.figure(quarter(number + 1).last)) == pytest.approx(expected, abs=1e-4)


@given(JUDGED, FIGURES, st.integers(1, 4))
def test_a_warning_is_worse_than_now_and_its_day_lies_between(
    judged: Metric, figures: list[Decimal | None], periods: int
) -> None:
    found = of(judged, *texts(figures))
    ahead = found.ahead(periods)
    if ahead is None:
        return
    now = found.now.status
    assert now is not None
    assert RANK[ahead.status] > RANK[now]
    assert ahead.status == judge(judged, ahead.figure)
    assert ahead.on > found.now.period.last
    assert found.now.period.last < ahead.crosses <= ahead.on


@given(JUDGED, st.lists(st.decimals("-20", "120", places=2), min_size=2, max_size=6))
def test_tendency_is_the_sign_of_the_slope_where_more_is_better_or_worse(
    judged: Metric, figures: list[Decimal]
) -> None:
    assume(judged.direction != "range")
    found = of(judged, *map(str, figures))
    assert found.line
    good = found.line.slope * (1 if judged.direction == "higher" else -1)
    if abs(good) > Fraction(1, 1000000):
        assert found.tendency == ("better" if good > 0 else "worse")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_time_in_months_leads_back_to_the_day_after(day: dt.date) -> None:
    assert day_beyond(in_months(day)) == day + dt.timedelta(days=1)
    assert in_months(day) < in_months(day + dt.timedelta(days=1))


def test_no_line_without_two_days() -> None:
    assert fitted([]) is None
    assert fitted([(Fraction(1), Fraction(2)), (Fraction(1), Fraction(3))]) is None
