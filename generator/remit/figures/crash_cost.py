"""What it costs to finish earlier: the least cost of each length, from the most likely one to the shortest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.blocks.drawing import Drawing, Label, Line, Mark, Shape
from remit.calc.crashing import Hurried
from remit.calc.plan import Plan
from remit.figures.day_axis import HEIGHT, day_axis
from remit.figures.palette import ACCENT, GREY, INK, RULE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.model.values import spoken

_LEFT, _TOP, _PLOT, _RIGHT = 46.0, 20.0, 130.0, 14.0


def crash_cost(plan: Plan, curve: Sequence[Hurried]) -> Drawing | None:
    """A rising line from the most likely length, which costs nothing, to the shortest; None with fewer than two lengths."""
    if len(curve) < 2:
        return None
    currency, most = curve[0].cost.currency, float(max(one.cost.amount for one in curve))
    along = Scale(low=curve[-1].length, high=curve[0].length, start=_LEFT, end=WIDTH - _RIGHT)
    up = Scale(low=0.0, high=most or 1.0, start=_TOP + _PLOT, end=_TOP)
    points = tuple((along(one.length), up(float(one.cost.amount))) for one in curve)
    shapes = (
        *_grid(plan, along, up, currency),
        Line(points=points, colour=ACCENT, width=1.75),
        *(Mark(x=x, y=y, form="dot", colour=ACCENT, size=5) for x, y in points),
        *_ends(curve, along, up),
    )
    return Drawing(width=WIDTH, height=_TOP + _PLOT + HEIGHT, alternative=_told(plan, curve), shapes=shapes)


def _grid(plan: Plan, along: Scale, up: Scale, currency: str) -> Iterator[Shape]:
    per = 1000 if up.high >= 10_000 else 1
    for value in ticks(0.0, up.high, 5):
        y = up(value)
        yield Line(points=((_LEFT, y), (WIDTH - _RIGHT, y)), colour=RULE, width=0.5)
        yield Label(x=_LEFT - 5, y=y + 2.6, text=f"{value / per:,g}", size=7, colour=GREY, right=True)
    yield Label(x=0, y=_TOP - 10, text=f"{'Thousand ' if per > 1 else ''}{currency}", size=7, colour=GREY)
    yield from day_axis(
        plan, along, _TOP + _PLOT, "business days by most likely durations, and the day on which they end"
    )


def _ends(curve: Sequence[Hurried], along: Scale, up: Scale) -> Iterator[Shape]:
    """Words at the two ends of the line."""
    first, last = curve[0], curve[-1]
    yield Label(
        x=along(last.length) + 8,
        y=up(float(last.cost.amount)) + 3,
        text=f"{last.length} days for {last.cost}: no money makes it shorter",
        size=7.5,
        colour=INK,
    )
    yield Label(
        x=along(first.length) - 2,
        y=up(0.0) - 14,
        text=f"{first.length} days at no cost",
        size=7.5,
        colour=INK,
        right=True,
    )


def _told(plan: Plan, curve: Sequence[Hurried]) -> str:
    told = []
    for one in curve:
        day = plan.day(one.length)
        told.append(f"{one.length} business days{f' ({spoken(day)})' if day else ''} for {one.cost}")
    return f"Least cost of a shorter network: {'; '.join(told)}. No money makes it shorter."
