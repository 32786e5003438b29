"""What periods are called, how long they are, and which follows which."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.periods import by_cro, end_after, follow, holds, name, short_name, whole_months
from remit.model.performance import Performance
from remit.model.values import Duration
from tests.calc.measured import quarter


def period(first: str, last: str) -> Performance:
    return quarter(1, first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    ("first", "last", "called", "short"),
    [
        ("2026-07-01", "2026-09-30", "third quarter 2026", "Q3 2026"),
        ("2026-02-01", "2026-02-28", "February 2026", "Feb 2026"),
        ("2026-07-01", "2026-12-31", "second half of 2026", "H2 2026"),
        ("2026-01-01", "2026-12-31", "2026", "2026"),
        ("2026-02-01", "2026-04-30", "1 February 2026 to 30 April 2026", "2026-04-30"),
        ("2026-01-05", "2026-03-31", "5 January 2026 to 31 March 2026", "2026-03-31"),
        ("2026-03-01", "2026-02-28", "1 March 2026 to 28 February 2026", "2026-02-28"),
    ],
)
def test_names(first: str, last: str, called: str, short: str) -> None:
    assert (name(period(first, last)), short_name(period(first, last))) == (called, short)


@pytest.mark.parametrize(
    ("first", "last", "count", "expected"),
    [
        ("2026-07-01", "2026-09-30", 1, "2026-12-31"),
        ("2026-10-01", "2026-12-31", 2, "2027-06-30"),
        ("2028-01-01", "2028-01-31", 1, "2028-02-29"),
        ("2026-01-05", "2026-01-18", 2, "2026-02-15"),
        ("9999-10-01", "9999-12-31", 1, "9999-12-31"),
        ("9999-12-02", "9999-12-30", 1, "9999-12-31"),
    ],
)
def test_the_next_period_ends_where_the_calendar_has_it(
    first: str, last: str, count: int, expected: str
) -> None:
    assert end_after(period(first, last), count) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("first", "last", "time", "expected"),
    [
        ("2026-01-01", "2026-03-31", Duration(3, "month"), True),
        ("2026-02-01", "2026-02-28", Duration(1, "month"), True),
        ("2026-02-01", "2026-02-27", Duration(1, "month"), False),
        ("2026-01-01", "2026-03-31", Duration(6, "month"), False),
        ("2026-01-01", "2026-12-31", Duration(1, "year"), True),
        ("2026-01-01", "2026-01-14", Duration(14, "calendar day"), True),
        ("2026-01-01", "2026-01-13", Duration(2, "week"), False),
    ],
)
def test_a_quarter_holds_three_months_whatever_their_days(
    first: str, last: str, time: Duration, expected: bool
) -> None:
    assert holds(period(first, last), time) is expected


def test_periods_of_each_cro_are_in_order() -> None:
    late, early, other = quarter(3), quarter(2), quarter(1, cro="d")
    assert by_cro([late, other, early]) == ((early, late), (other,))
    assert follow(early, late)
    assert not follow(quarter(1), late)


DATES = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@given(DATES, st.integers(0, 60))
def test_months_are_counted_as_a_person_would(first: dt.date, count: int) -> None:
    place = first.year * 12 + first.month - 1 + count
    if first.day <= 28:
        end = dt.date(place // 12, place % 12 + 1, first.day) - dt.timedelta(days=1)
        assert whole_months(first, end) == count
        assert whole_months(first, end - dt.timedelta(days=1)) == max(count - 1, 0)
