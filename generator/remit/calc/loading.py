"""How much of each role a schedule takes in each month, by its tasks and by its plan, and whether there is so much of it.

A task takes its role's full-time equivalents (``fte``, one where nothing is said) on each business day from its earliest
start to its earliest finish. The load of a month is the sum over tasks of their days in the month times that, divided by
the business days of the month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from remit.calc.business_days import Calendar, calendar_of
from remit.calc.schedule import Network
from remit.frozen import dataclass
from remit.model.planning import Loading, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A role in a month (year-month): full-time equivalents that its ``tasks`` take, that are planned and that there are.

    ``needed`` and ``available`` are None where the record does not say.
    """

    role: str
    month: str
    from_tasks: Decimal
    tasks: tuple[str, ...]
    needed: Decimal | None
    available: Decimal | None

    @property
    def over(self) -> Decimal:
        """Full-time equivalents that are missing; zero where there are enough, or where nothing is known."""
        if self.available is None:
            return Decimal(0)
        return max(Decimal(0), max(self.from_tasks, self.needed or Decimal(0)) - self.available)

    @property
    def beyond_plan(self) -> Decimal:
        """Full-time equivalents by which the tasks take more than is planned; zero where nothing is planned."""
        return max(Decimal(0), self.from_tasks - self.needed) if self.needed is not None else Decimal(0)


def loads(schedule: Schedule, network: Network) -> tuple[Load, ...]:
    """The load of every role in every month in which it has a task or a plan; roles as they come in the record, by month."""
    taken = _taken(schedule, network)
    planned = {(one.role, one.month): one for one in schedule.loading}
    roles = dict.fromkeys([*(one.role for one in schedule.loading), *(role for role, _ in taken)])
    months = sorted({month for _, month in (*planned, *taken)})
    return tuple(
        _load(role, month, planned.get((role, month)), taken.get((role, month), {}))
        for role in roles
        for month in months
        if (role, month) in planned or (role, month) in taken
    )


def _load(role: str, month: str, planned: Loading | None, taken: Mapping[str, Fraction]) -> Load:
    share = sum(taken.values(), Fraction(0))
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return Load(
        role=role,
        month=month,
        from_tasks=exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN),
        tasks=tuple(taken),
        needed=planned.needed if planned else None,
        available=planned.available if planned else None,
    )


def _taken(schedule: Schedule, network: Network) -> dict[tuple[str, str], dict[str, Fraction]]:
    """Full-time equivalents by role and month, and by task."""
    months = tuple(_months(schedule.start, calendar_of(schedule), network.length))
    taken: dict[tuple[str, str], dict[str, Fraction]] = {}
    for id, placed in network.tasks.items():
        role, fte = schedule.tasks[id].role, schedule.tasks[id].fte
        for month in months if role else ():
            days = min(placed.early_finish, Fraction(month.end)) - max(
                placed.early_start, Fraction(month.begin)
            )
            if role and days > 0:
                share = days / month.days * (Fraction(1) if fte is None else Fraction(fte))
                taken.setdefault((role, month.name), {})[id] = share
    return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """A month of the network: which of its business days fall into it, and how many business days the month has."""

    name: str
    begin: int
    end: int
    days: int


def _months(start: dt.date, calendar: Calendar, length: Fraction) -> Iterator[_Month]:
    days: Sequence[dt.date] = calendar.first(start, -(-length.numerator // length.denominator))
    begin = 0
    while begin < len(days):
        name = days[begin].isoformat()[:7]
        end = begin
        while end < len(days) and (days[end].year, days[end].month) == (days[begin].year, days[begin].month):
            end += 1
        yield _Month(name=name, begin=begin, end=end, days=_days_of(days[begin], calendar))
        begin = end


def _days_of(day: dt.date, calendar: Calendar) -> int:
    """Business days of the month of a day."""
    first = day.replace(day=1)
    return sum(one.month == first.month for one in calendar.first(first, 31))
