"""The course of a metric over periods: change, trend, how long it has been off target, and where it is heading.

The trend is the straight line with the least squared distance from all figures (ordinary least squares), each at the last
day of its period; it is computed in exact fractions. With two figures it runs through both, with one there is none. Time is
counted in calendar months, so that quarters are equally far apart though their days are not. What lies ahead is the last
figure, carried on with the slope of that line.
"""

from __future__ import annotations

import datetime as dt
import math
from calendar import monthrange
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cached_property

from remit.calc.judged import OFF_TARGET, RANK, Heading, Status, figure, heading, judge
from remit.calc.periods import Periods, end_after
from remit.frozen import dataclass
from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric

_PLACES = Decimal("0.000001")
"""A projected figure is a fraction; it is kept to a millionth."""
_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A metric in one period; without figure and status where nothing was measured."""

    period: Performance
    value: MetricValue | None
    figure: Decimal | None
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Where the trend leads: figure and status on a day, and the first day beyond the limit of that status.

    It is the last figure carried on with the slope of the trend, so that one good period counts at once, and one bad period
    does not outweigh all before it.
    """

    on: dt.date
    figure: Decimal
    status: Status
    crosses: dt.date
    periods: int
    """How many figures the line rests on."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A metric from period to period, oldest first."""

    metric: Metric
    points: tuple[Point, ...]

    @property
    def now(self) -> Point:
        """The last period, measured or not."""
        return self.points[-1]

    @cached_property
    def measured(self) -> tuple[tuple[Point, Decimal], ...]:
        """The periods that have a figure, with it."""
        return tuple((one, one.figure) for one in self.points if one.figure is not None)

    @property
    def before(self) -> Point | None:
        """The period to compare the last one with: the latest before it that has a figure."""
        earlier = [one for one, _ in self.measured if one is not self.now]
        return earlier[-1] if earlier else None

    @property
    def change(self) -> Decimal | None:
        """The figure of the last period less that of the one before it; None unless both have one."""
        before, now = self.before, self.now.figure
        return None if before is None or before.figure is None or now is None else now - before.figure

    @property
    def heading(self) -> Heading | None:
        """Whether the last figure is better than the one before it."""
        before, now = self.before, self.now.figure
        if before is None or before.figure is None or now is None:
            return None
        return heading(self.metric, before.figure, now)

    @property
    def running(self) -> int:
        """In how many measured periods up to the last the metric was amber or red without a break.

        A period without a figure neither breaks the row nor counts: what is not measured has not recovered.
        """
        return self._row(OFF_TARGET)

    @property
    def running_red(self) -> int:
        """The same for red alone."""
        return self._row(frozenset({"red"}))

    def _row(self, counted: frozenset[Status | None]) -> int:
        count = 0
        for point, _ in reversed(self.measured):
            if point.status not in counted:
                break
            count += 1
        return count

    @cached_property
    def line(self) -> Line | None:
        """The trend over all periods; None with fewer than two figures."""
        return fitted([(in_months(one.period.last), Fraction(found)) for one, found in self.measured])

    @property
    def tendency(self) -> Heading | None:
        """Whether the trend over all periods is for the better: of its last day against its first."""
        if self.line is None:
            return None
        first, last = (self.measured[place][0].period.last for place in (0, -1))
        return heading(self.metric, self.line.figure(first), self.line.figure(last))

    def ahead(self, periods: int) -> Ahead | None:
        """The end of the first of the next ``periods`` at which the trend has a worse status than the figure has now.

        None where it stays out of amber and red, moves in the good direction, or the last period has no figure.
        """
        now, held, line = self.now.status, self.now.figure, self.line
        if now is None or held is None or line is None:
            return None
        onward = line.through(self.now.period.last, held)
        for count in range(1, periods + 1):
            on = end_after(self.now.period, count)
            found = onward.figure(on)
            then = judge(self.metric, found)
            away = heading(self.metric, held, found) == "worse"
            if away and then in OFF_TARGET and RANK[then] > RANK[now]:
                crosses = self._crossing(onward, then, on)
                return Ahead(on=on, figure=found, status=then, crosses=crosses, periods=len(self.measured))
        return None

    def _crossing(self, onward: Line, then: Status, on: dt.date) -> dt.date:
        """The first day, up to ``on``, that is beyond the limit of a status in which the last figure is not."""
        limit = self.metric.red if then == "red" else self.metric.amber
        edge = -limit if self.metric.direction == "range" and onward.slope < 0 else limit
        time = onward.time_of(Fraction(edge))
        return day_beyond(time) if time < in_months(on) else on


def in_months(day: dt.date) -> Fraction:
    """A day as a number of calendar months: whole at the last day of a month, and equal shares of it in between."""
    return day.year * 12 + day.month - 1 + Fraction(day.day, monthrange(day.year, day.month)[1])


def day_beyond(months: Fraction) -> dt.date:
    """The first day later than a number of calendar months."""
    year, month = divmod(math.floor(months), 12)
    share = months - math.floor(months)
    return dt.date(year, month + 1, math.floor(share * monthrange(year, month + 1)[1]) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line over time: ``slope`` in units of the figure a month, through ``level`` at the time ``middle``."""

    slope: Fraction
    middle: Fraction
    level: Fraction

    def figure(self, day: dt.date) -> Decimal:
        """The value on a day, rounded to a millionth."""
        value = self.level + self.slope * (in_months(day) - self.middle)
        exact = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
        return exact.quantize(_PLACES, ROUND_HALF_EVEN, _EXACT)

    def through(self, day: dt.date, figure: Decimal) -> Line:
        """A line of the same slope through a figure of a day."""
        return Line(slope=self.slope, middle=in_months(day), level=Fraction(figure))

    def time_of(self, value: Fraction) -> Fraction:
        """The time in months at which the line has a value; ZeroDivisionError for a level line."""
        return self.middle + (value - self.level) / self.slope


def fitted(points: Sequence[tuple[Fraction, Fraction]]) -> Line | None:
    """The line of least squares through points (time, value); None if they lie at fewer than two times."""
    if len({time for time, _ in points}) < 2:
        return None
    middle = sum((time for time, _ in points), Fraction(0)) / len(points)
    level = sum((value for _, value in points), Fraction(0)) / len(points)
    spread = sum(((time - middle) ** 2 for time, _ in points), Fraction(0))
    slope = sum(((time - middle) * (value - level) for time, value in points), Fraction(0)) / spread
    return Line(slope=slope, middle=middle, level=level)


def until(found: Course, place: int) -> Course:
    """The course up to its first ``place`` periods, as it stood then."""
    return Course(metric=found.metric, points=found.points[:place])


def course(metric: Metric, periods: Periods) -> Course:
    """The course of a metric over the periods of one CRO, oldest first; there must be one at least."""
    return Course(metric=metric, points=tuple(_point(metric, one) for one in periods))


def _point(metric: Metric, period: Performance) -> Point:
    value = period.values.get(metric.id)
    found = figure(metric, value) if value else None
    return Point(
        period=period,
        value=value,
        figure=found,
        status=None if found is None else judge(metric, found),
    )
