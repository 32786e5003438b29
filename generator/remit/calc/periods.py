"""Periods of performance: in their order, what they are called, and how far they reach."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable

from remit.model.performance import Performance
from remit.model.values import Duration, PartialDate, spoken

Periods = tuple[Performance, ...]

QUARTER = 3
"""Months of a quarter."""
_NAMED = re.compile(r"([0-9]{4})(?:-([qh])([1-4])|-([0-9]{2}))?")
_NUMBER = ("first", "second", "third", "fourth")


def by_cro(periods: Iterable[Performance]) -> tuple[Periods, ...]:
    """The periods of each CRO in each study, oldest first."""
    groups: dict[tuple[str, str], list[Performance]] = {}
    for one in periods:
        groups.setdefault((one.study, one.cro), []).append(one)
    return tuple(
        tuple(sorted(group, key=lambda one: (one.last, one.first, one.id))) for group in groups.values()
    )


def day_after(day: dt.date, count: int = 1) -> dt.date:
    """A day some days later, or the last day of the calendar that there is."""
    return dt.date.fromordinal(min(day.toordinal() + count, dt.date.max.toordinal()))


def days(period: Performance) -> int:
    """Calendar days of a period, both ends included."""
    return (period.last - period.first).days + 1


def _months(period: Performance) -> int | None:
    """How many calendar months a period is; None if it begins or ends within one."""
    whole = period.first.day == 1 and period.last.day == monthrange(period.last.year, period.last.month)[1]
    if not whole or period.last < period.first:
        return None
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def name(period: Performance) -> str:
    """What readers call a period: ``third quarter 2026``, ``July 2026``, or its first and last day."""
    year, months, place = period.first.year, _months(period), period.first.month - 1
    if months == QUARTER and place % QUARTER == 0:
        return f"{_NUMBER[place // QUARTER]} quarter {year}"
    if months == 1:
        return spoken(PartialDate(f"{year}-{period.first.month:02}"))
    if months == 6 and place % 6 == 0:
        return f"{_NUMBER[place // 6]} half of {year}"
    return str(year) if months == 12 and not place else f"{spoken(period.first)} to {spoken(period.last)}"


def titled(period: Performance) -> str:
    """The same at the beginning of a line: ``Third quarter 2026``."""
    words = name(period)
    return words[:1].upper() + words[1:]


def named(id: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of the period that an id names: ``2026-q3``, ``2026-h2``, ``2026-07`` or ``2026``; else None."""
    found = _NAMED.fullmatch(id)
    if not found:
        return None
    year, kind, number = int(found[1]), found[2] or "", int(found[3] or found[4] or 1)
    months = {"q": QUARTER, "h": 6, "": 1 if found[4] else 12}[kind]
    if not 1 <= number <= 12 // months or not year >= dt.MINYEAR:
        return None
    last = number * months
    return dt.date(year, last - months + 1, 1), dt.date(year, last, monthrange(year, last)[1])


def short_name(period: Performance) -> str:
    """The same for the axis of a figure: ``Q3 2026``, ``Jul 2026``, or the last day."""
    year, months, place = period.first.year, _months(period), period.first.month - 1
    if months == QUARTER and place % QUARTER == 0:
        return f"Q{place // QUARTER + 1} {year}"
    if months == 1:
        return f"{name(period)[:3]} {year}"
    if months == 6 and place % 6 == 0:
        return f"H{place // 6 + 1} {year}"
    return str(year) if months == 12 and not place else period.last.isoformat()


def follow(earlier: Performance, later: Performance) -> bool:
    """Whether the second period begins where the first one ends, without a gap."""
    return later.first <= day_after(earlier.last)


def end_after(period: Performance, count: int) -> dt.date:
    """The last day of the ``count``-th period after this one, if all are as long as it is; calendar months stay such."""
    months = _months(period)
    if months is None:
        return day_after(period.last, count * max(days(period), 1))
    place = period.last.year * 12 + period.last.month - 1 + count * months
    year, month = divmod(place, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, monthrange(year, month + 1)[1])


def whole_months(first: dt.date, last: dt.date) -> int:
    """How many whole months, counted from the first day, lie between two days, both included."""
    end = day_after(last)
    return max((end.year - first.year) * 12 + end.month - first.month - (end.day < first.day), 0)


def holds(period: Performance, time: Duration) -> bool:
    """Whether a period is at least as long as a duration; months and years as the calendar has them."""
    if time.unit in ("month", "year"):
        return time.n * (1 if time.unit == "month" else 12) <= whole_months(period.first, period.last)
    return time.hours <= days(period) * 24
