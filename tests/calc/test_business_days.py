"""Business days against calendars of public authorities."""

import datetime as dt

import pytest

from remit.calc.business_days import (
    Calendar,
    business_days_after,
    calendar_of,
    deadline,
    is_business_day,
    nth_business_day,
)
from remit.model.planning import Closure, Schedule
from remit.model.values import Duration


def test_weekends_and_public_holidays_are_no_business_days() -> None:
    assert not is_business_day(dt.date(2025, 7, 4), "US")
    assert is_business_day(dt.date(2025, 7, 4), "DE")
    assert not is_business_day(dt.date(2025, 7, 5))


@pytest.mark.parametrize(
    ("start", "n", "day"),
    [
        (dt.date(2025, 4, 21), 1, dt.date(2025, 4, 21)),
        (dt.date(2025, 4, 19), 1, dt.date(2025, 4, 21)),
        (dt.date(2025, 4, 21), 150, dt.date(2025, 11, 24)),
        (dt.date(2025, 4, 21), 0, dt.date(2025, 4, 21)),
    ],
)
def test_counting_begins_with_the_first_business_day(start: dt.date, n: int, day: dt.date) -> None:
    assert nth_business_day(start, n, "US") == day


def test_days_after_a_day_do_not_count_the_day_itself() -> None:
    friday, monday = dt.date(2025, 5, 23), dt.date(2025, 5, 26)
    assert business_days_after(friday, monday) == 1
    assert business_days_after(friday, monday, "US") == 0  # Memorial Day
    assert business_days_after(monday, friday) == 0


def test_a_country_without_known_holidays_has_weekends() -> None:
    assert is_business_day(dt.date(2025, 12, 25), "ZZ")


def test_counting_ends_with_the_calendar() -> None:
    assert nth_business_day(dt.date(9999, 12, 30), 10**9) == dt.date(9999, 12, 30)


@pytest.mark.parametrize(
    ("within", "last"),
    [
        ("5 business days", dt.date(2026, 5, 8)),  # the first of May is a holiday in Poland
        ("0 business days", dt.date(2026, 4, 30)),
        ("45 calendar days", dt.date(2026, 6, 14)),
        ("2 weeks", dt.date(2026, 5, 14)),
        ("10 months", dt.date(2027, 2, 28)),
        ("1 year", dt.date(2027, 4, 30)),
        ("30 hours", dt.date(2026, 5, 2)),
    ],
)
def test_the_last_day_of_a_time(within: str, last: dt.date) -> None:
    assert deadline(dt.date(2026, 4, 30), Duration.parse(within), Calendar("PL")) == last


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert deadline(dt.date(2028, 1, 31), Duration(1, "month"), Calendar()) == dt.date(2028, 2, 29)


def test_a_time_beyond_the_calendar_ends_with_it() -> None:
    assert deadline(dt.date(9999, 1, 1), Duration(2, "year"), Calendar()) == dt.date.max
    assert deadline(dt.date(9999, 12, 1), Duration(99999, "calendar day"), Calendar()) == dt.date.max


def test_the_weekend_is_that_of_the_country() -> None:
    friday, sunday = dt.date(2025, 6, 20), dt.date(2025, 6, 22)
    assert [Calendar("IL").works(day) for day in (friday, sunday)] == [False, True]
    assert [Calendar("DE").works(day) for day in (friday, sunday)] == [True, False]


def test_a_weekend_that_is_worked_counts() -> None:
    assert Calendar("CN").works(dt.date(2025, 10, 11))  # a Saturday that makes up for the holidays of October
    assert not Calendar("CN").works(dt.date(2025, 10, 6))


def test_closed_days_do_not_count_from_the_first_to_the_last() -> None:
    calendar = Calendar("US", ((dt.date(2025, 12, 24), dt.date(2026, 1, 2)),))
    assert calendar.nth(dt.date(2025, 12, 23), 2) == dt.date(2026, 1, 5)
    assert calendar.after(dt.date(2025, 12, 23), dt.date(2026, 1, 5)) == 1
    assert calendar.first(dt.date(2025, 12, 23), 2) == (dt.date(2025, 12, 23), dt.date(2026, 1, 5))


def test_it_is_known_whether_holidays_are_known() -> None:
    assert [Calendar(country).knows_holidays for country in ("US", "ZZ", "")] == [True, False, False]


def test_a_schedule_counts_without_its_closures() -> None:
    closed = Closure(title="Inventory", first=dt.date(2025, 7, 1))
    schedule = Schedule(
        start=dt.date(2025, 6, 30), calendar="US", target=1, tasks={}, milestones={}, closures=(closed,)
    )
    assert calendar_of(schedule).nth(schedule.start, 2) == dt.date(2025, 7, 2)
