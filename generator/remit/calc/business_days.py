"""Business days of a country: Monday to Friday without public holidays.

The day on which counting begins is the first business day. Where no holidays are known for a country, only weekends count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

_WEEKEND = 5
_LONGEST = 20_000
"""Business days after which counting stops: more than 75 years."""


@cache
def _holidays(country: str, year: int) -> frozenset[dt.date]:
    import holidays  # loads slowly, and most checks need no calendar

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def is_business_day(day: dt.date, country: str = "") -> bool:
    """Whether people of a country work on a day; without a country, whether it is no weekend."""
    return day.weekday() < _WEEKEND and not (country and day in _holidays(country, day.year))


def _business_days(start: dt.date, country: str) -> Iterator[dt.date]:
    day = start
    while day < dt.date.max:
        if is_business_day(day, country):
            yield day
        day += dt.timedelta(days=1)


def nth_business_day(start: dt.date, n: int, country: str = "") -> dt.date:
    """The n-th business day from ``start`` on, which is the first if it is one; the last known day if that is too far."""
    wanted = min(max(n, 1), _LONGEST)
    last = start
    for count, day in enumerate(_business_days(start, country), 1):
        last = day
        if count == wanted:
            break
    return last


def business_days_after(start: dt.date, end: dt.date, country: str = "") -> int:
    """How many business days come after ``start`` up to and with ``end``; 0 where ``end`` is not later."""
    count = 0
    for day in _business_days(start + dt.timedelta(days=1), country) if start < end else ():
        if day > end or count > _LONGEST:
            break
        count += 1
    return count
