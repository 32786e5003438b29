"""The course of a metric over its periods, with target and limits; form and words say what colour repeats."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from remit.blocks.drawing import Box, Drawing, Label, Line, Shape
from remit.calc.judged import plain, shown
from remit.calc.periods import short_name
from remit.calc.trends import Ahead, Course, in_months
from remit.figures.palette import ACCENT, BAD, GOOD, GREY, INK, MIDDLE, RULE, WATCH, WHITE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.figures.status import key, sign
from remit.model.quality import Metric
from remit.model.values import spoken

_LEFT, _RIGHT, _TOP, _PLOT, _FOOT = 40.0, 76.0, 10.0, 104.0, 38.0
_APART = 9.0
"""Least distance of two words one above the other, in points."""
_WIDE = 48.0
"""Room that the name of a period takes along the axis, in points."""
_DIGIT = 4.3
"""Width of a digit of 7.5 points in bold."""
_LIMITS: tuple[tuple[Literal["target", "amber", "red"], str, bool], ...] = (
    ("target", GOOD, False),
    ("amber", WATCH, True),
    ("red", BAD, True),
)
"""Each limit with its colour and whether its line is broken; all three are named at their right end."""


def trend(found: Course, name: str, ahead: Ahead | None = None) -> Drawing | None:
    """The figures of a metric, period by period, with target, amber and red limit; None where nothing was measured.

    ``name`` says in the alternative text whose figures they are. ``ahead`` is where the trend leads, drawn as a broken line.
    """
    if not found.measured:
        return None
    up, along = _scales(found, ahead)
    shapes: list[Shape] = [*_grid(up), *_limits(found.metric, up), *_names(found, along)]
    shapes += _trend_line(found, ahead, up, along)
    shapes += _figures(found, up, along)
    shapes += _key(found, ahead)
    return Drawing(
        width=WIDTH, height=_TOP + _PLOT + _FOOT, alternative=_told(found, name, ahead), shapes=tuple(shapes)
    )


def _scales(found: Course, ahead: Ahead | None) -> tuple[Scale, Scale]:
    """Where figures and days lie on the sheet."""
    metric = found.metric
    values = [float(figure) for _, figure in found.measured]
    values += [float(limit) for _, limit, _, _ in _lines(metric)]
    values += [float(ahead.figure)] if ahead else []
    if found.line:
        values += [float(found.line.figure(found.measured[place][0].period.last)) for place in (0, -1)]
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    times = [float(in_months(point.period.last)) for point in found.points]
    times += [float(in_months(ahead.on))] if ahead else []
    first, last = min(times), max(times)
    margin = 0.0 if last > first else 1.0
    return (
        Scale(low=low - room, high=high + room, start=_TOP + _PLOT, end=_TOP),
        Scale(low=first - margin, high=last + margin, start=_LEFT + 26, end=WIDTH - _RIGHT - 26),
    )


def _lines(metric: Metric) -> Iterator[tuple[str, Decimal, str, bool]]:
    """(words, value, colour, broken) of each line across the figure; a range has one on either side of zero."""
    for name, colour, dashed in _LIMITS:
        limit: Decimal = getattr(metric, name)
        if metric.direction == "range" and limit:
            yield f"{name} {plain(-limit)}", -limit, colour, dashed
        yield f"{name} {plain(limit)}", limit, colour, dashed


def _grid(up: Scale) -> Iterator[Shape]:
    """Values at the left, each with a thin line."""
    for value in ticks(up.low, up.high, 5):
        y = up(value)
        yield Line(points=((_LEFT, y), (WIDTH - _RIGHT, y)), colour=RULE, width=0.5)
        text = plain(Decimal(f"{value:.6f}"))
        yield Label(x=_LEFT - 5, y=y + 2.6, text=text, size=7.5, colour=GREY, right=True)


def _limits(metric: Metric, up: Scale) -> Iterator[Shape]:
    lines = sorted(_lines(metric), key=lambda one: up(float(one[1])))
    for (words, limit, colour, dashed), at in zip(
        lines, apart([up(float(one[1])) for one in lines], top=6.0), strict=True
    ):
        y, end = up(float(limit)), WIDTH - _RIGHT
        yield Line(points=((_LEFT, y), (end, y)), colour=colour, width=1.25, dashed=dashed)
        if abs(at - y) > 1:
            yield Line(points=((end, y), (end + 6, at)), colour=colour, width=0.75)
        yield Label(x=end + 8, y=at + 2.6, text=words, size=7.5, colour=INK)


def apart(places: Sequence[float], least: float = _APART, top: float = -math.inf) -> list[float]:
    """Places from top to bottom moved so that each is at least so far below the one above, as a whole moved little.

    None is moved above ``top``.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    shift = (
        sum(after - before for before, after in zip(places, moved, strict=True)) / len(moved) if moved else 0
    )
    shift = min(shift, moved[0] - top) if moved else shift
    return [place - shift for place in moved]


def _names(found: Course, along: Scale) -> Iterator[Shape]:
    """Names of periods below the axis, as many as there is room for; the last one always."""
    y, free = _TOP + _PLOT, WIDTH
    for point in reversed(found.points):
        x = along(float(in_months(point.period.last)))
        yield Line(points=((x, y), (x, y + 3)), colour=GREY, width=0.75)
        if x + _WIDE <= free:
            free = x
            yield Label(x=x, y=y + 12, text=short_name(point.period), size=7.5, colour=INK, centred=True)


def _trend_line(found: Course, ahead: Ahead | None, up: Scale, along: Scale) -> Iterator[Shape]:
    """The trend over all periods where it is no line through two figures alone, and where the last figure leads with it."""

    def at(day: dt.date, figure: Decimal) -> tuple[float, float]:
        return along(float(in_months(day))), up(float(figure))

    last, held = found.measured[-1]
    if found.line and len(found.measured) > 2:
        days = (found.measured[0][0].period.last, last.period.last)
        points = tuple(at(day, found.line.figure(day)) for day in days)
        yield Line(points=points, colour=MIDDLE, width=1.0)
    if ahead:
        x, y = at(ahead.on, ahead.figure)
        yield Line(points=(at(last.period.last, held), (x, y)), colour=ACCENT, width=1.25, dashed=True)
        yield sign(ahead.status, x, y, 6)
        yield from _value(plain(shown(found.metric, ahead.figure)), x, y, bold=False)
        yield Label(x=x, y=_TOP + _PLOT + 12, text=f"by {ahead.on}", size=7.5, colour=GREY, centred=True)


def _figures(found: Course, up: Scale, along: Scale) -> Iterator[Shape]:
    places = [
        (along(float(in_months(point.period.last))), up(float(figure))) for point, figure in found.measured
    ]
    if len(places) > 1:
        yield Line(points=tuple(places), colour=ACCENT, width=1.5)
    free = WIDTH
    for (point, figure), (x, y) in reversed(list(zip(found.measured, places, strict=True))):
        if point.status:
            yield sign(point.status, x, y)
        text = plain(shown(found.metric, figure))
        if x + len(text) * _DIGIT <= free:
            free = x
            yield from _value(text, x, y)


def _value(text: str, x: float, y: float, *, bold: bool = True) -> Iterator[Shape]:
    """A figure above its sign, or below it at the upper edge, on a white ground."""
    base = y - 6 if y - 15 >= _TOP - 6 else y + 13
    wide = len(text) * _DIGIT + 2
    yield Box(x=x - wide / 2, y=base - 7, width=wide, height=8.5, fill=WHITE)
    yield Label(x=x, y=base, text=text, size=7.5, colour=INK, bold=bold, centred=True)


def _key(found: Course, ahead: Ahead | None) -> Iterator[Shape]:
    """What the signs and lines stand for, below the axis."""
    y = _TOP + _PLOT + _FOOT - 4
    statuses = {point.status for point, _ in found.measured} | ({ahead.status} if ahead else set())
    yield from key(statuses, _LEFT, y)
    x = WIDTH - _RIGHT
    if ahead:
        yield Label(x=x, y=y, text="where the trend leads", size=7.5, colour=INK, right=True)
        x -= 86
        yield Line(points=((x - 16, y - 2.6), (x, y - 2.6)), colour=ACCENT, width=1.25, dashed=True)
        x -= 28
    if len(found.measured) > 2:
        yield Label(x=x, y=y, text="trend", size=7.5, colour=INK, right=True)
        yield Line(points=((x - 40, y - 2.6), (x - 24, y - 2.6)), colour=MIDDLE, width=1.0)


def _told(found: Course, name: str, ahead: Ahead | None) -> str:
    metric = found.metric
    parts = [
        f"{short_name(point.period)} {plain(shown(metric, point.figure))} ({point.status})"
        if point.figure is not None
        else f"{short_name(point.period)} not measured"
        for point in found.points
    ]
    leads = ""
    if ahead:
        leads = f" By its trend, {plain(shown(metric, ahead.figure))} ({ahead.status}) on {spoken(ahead.on)}."
    return f"{metric.title}, {name}, in {metric.unit}: {'; '.join(parts)}. {limits_in_words(metric)}{leads}"


def limits_in_words(metric: Metric) -> str:
    """What counts as amber and red: ``Target 100, amber below 95, red below 85``, as a sentence."""
    word = {"higher": "below", "lower": "above", "range": "further from zero than"}[metric.direction]
    target, amber, red = (plain(limit) for limit in (metric.target, metric.amber, metric.red))
    return f"Target {target}, amber {word} {amber}, red {word} {red}."
