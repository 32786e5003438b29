"""Business days: the days on which a country works, without its weekends, its public holidays and days named as closed.

The day on which counting begins is the first business day. Where no holidays of a country are known, Monday to Friday
count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from remit.frozen import dataclass
from remit.kept import Results
from remit.model.planning import Schedule
from remit.model.values import Duration

_WEEKEND = 5
_LONGEST = 20_000
"""Business days after which counting stops: more than 75 years."""


_DAYS_OFF: Results[tuple[str, int], frozenset[dt.date] | None] = Results("days off", most=10_000)


def _days_off(country: str, year: int) -> frozenset[dt.date] | None:
    """Days of a year on which a country does not work; None where its holidays are not known."""
    return _DAYS_OFF.of((country, year), partial(_found, country, year))


def _found(country: str, year: int) -> frozenset[dt.date] | None:
    import holidays  # loads slowly, and most checks need no calendar

    try:
        known = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return None
    first = dt.date(year, 1, 1).toordinal()
    days = map(dt.date.fromordinal, range(first, dt.date(year, 12, 31).toordinal() + 1))
    return frozenset(day for day in days if not known.is_working_day(day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The business days of a country (ISO code; without one, Monday to Friday) but for closed days.

    ``closed`` holds first and last days, both included, on which nobody works although the country does.
    """

    country: str = ""
    closed: tuple[tuple[dt.date, dt.date], ...] = ()

    @property
    def knows_holidays(self) -> bool:
        """Whether public holidays of the country are known; otherwise only weekends and closed days are left out."""
        return bool(self.country) and _days_off(self.country, 2000) is not None

    def works(self, day: dt.date) -> bool:
        """Whether people work on a day."""
        if any(first <= day <= last for first, last in self.closed):
            return False
        off = _days_off(self.country, day.year) if self.country else None
        return day.weekday() < _WEEKEND if off is None else day not in off

    def days(self, start: dt.date) -> Iterator[dt.date]:
        """Business days from a day on, to the end of the calendar."""
        day = start
        while day < dt.date.max:
            if self.works(day):
                yield day
            day += dt.timedelta(days=1)

    def first(self, start: dt.date, count: int) -> Sequence[dt.date]:
        """The first business days from a day on; fewer where that is too far away."""
        return tuple(islice(self.days(start), min(count, _LONGEST)))

    def nth(self, start: dt.date, n: int) -> dt.date:
        """The n-th business day from ``start`` on, itself the first if it is one; the last known day if that is too far."""
        found = self.first(start, max(n, 1))
        return found[-1] if found else start

    def after(self, start: dt.date, end: dt.date) -> int:
        """How many business days come after ``start`` up to and with ``end``; 0 where ``end`` is not later."""
        count = 0
        for day in self.days(start + dt.timedelta(days=1)) if start < end else ():
            if day > end or count > _LONGEST:
                break
            count += 1
        return count


def calendar_of(schedule: Schedule) -> Calendar:
    """The business days that a schedule counts: those of its country without its closures."""
    closed = tuple((one.first, one.last or one.first) for one in schedule.closures)
    return Calendar(schedule.calendar, closed)


def is_business_day(day: dt.date, country: str = "") -> bool:
    """Whether people of a country work on a day; without a country, whether it is no weekend."""
    return Calendar(country).works(day)


def nth_business_day(start: dt.date, n: int, country: str = "") -> dt.date:
    """The n-th business day of a country from ``start`` on; see Calendar.nth."""
    return Calendar(country).nth(start, n)


def business_days_after(start: dt.date, end: dt.date, country: str = "") -> int:
    """How many business days of a country come after ``start`` up to and with ``end``; see Calendar.after."""
    return Calendar(country).after(start, end)


def deadline(day: dt.date, within: Duration, calendar: Calendar) -> dt.date:
    """The last day of a time that begins after ``day``: its n-th business day, or so many days, weeks, months, years later.

    Months and years end on the same day of a later month, or on its last. Hours count as begun days. A time beyond the
    calendar ends on its last day.
    """
    try:
        match within.unit:
            case "business day":
                return calendar.nth(day + dt.timedelta(days=1), within.n) if within.n else day
            case "month" | "year":
                return _months_later(day, within.n * (12 if within.unit == "year" else 1))
            case "hour":
                return day + dt.timedelta(days=-(-within.n // 24))
            case _:
                return day + dt.timedelta(days=within.n * (7 if within.unit == "week" else 1))
    except (OverflowError, ValueError):
        return dt.date.max


def _months_later(day: dt.date, months: int) -> dt.date:
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = dt.date(year, index + 1, 1)
    following = dt.date(year + (index == 11), (index + 1) % 12 + 1, 1)
    return first + dt.timedelta(days=min(day.day, (following - first).days) - 1)
