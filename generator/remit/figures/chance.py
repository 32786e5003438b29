"""The chance to be finished by each day: by the normal formula and by simulation, and where the target stands between."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.drawing import Drawing, Label, Line, Mark, Shape
from remit.calc import outlook
from remit.calc.plan import Plan
from remit.figures.day_axis import HEIGHT, day_axis
from remit.figures.palette import ACCENT, GREY, INK, RULE, WIDTH
from remit.figures.scale import Scale
from remit.model.values import spoken

_LEFT, _TOP, _PLOT, _RIGHT = 34.0, 22.0, 150.0, 14.0
_STEPS = 120
"""Pieces of which a curve is made."""
_TAIL = 0.002
"""Share of the runs that lies beyond either end of the figure."""


def chance_curve(plan: Plan) -> Drawing | None:
    """Two rising curves over business days; None where the length is certain."""
    low, high = plan.simulation.days_for(_TAIL), plan.simulation.days_for(1 - _TAIL)
    if high - low < 1:
        return None
    along = Scale(low=min(low, plan.target), high=max(high, plan.target), start=_LEFT, end=WIDTH - _RIGHT)
    up = Scale(low=0.0, high=1.0, start=_TOP + _PLOT, end=_TOP)
    shapes = (
        *_grid(plan, along, up),
        Line(
            points=_points(along, up, [plan.expected.chance(days) for days in _days(along)]),
            colour=GREY,
            width=1.5,
            dashed=True,
        ),
        Line(
            points=_points(along, up, [plan.simulation.chance(days) for days in _days(along)]),
            colour=ACCENT,
            width=1.75,
        ),
        *_target(plan, along, up),
        *_key(),
    )
    return Drawing(width=WIDTH, height=_TOP + _PLOT + HEIGHT, alternative=_told(plan), shapes=shapes)


def _days(along: Scale) -> list[float]:
    return [along.low + (along.high - along.low) * step / _STEPS for step in range(_STEPS + 1)]


def _points(along: Scale, up: Scale, shares: list[float]) -> tuple[tuple[float, float], ...]:
    return tuple((along(days), up(share)) for days, share in zip(_days(along), shares, strict=True))


def _grid(plan: Plan, along: Scale, up: Scale) -> Iterator[Shape]:
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = up(share)
        yield Line(points=((_LEFT, y), (WIDTH - _RIGHT, y)), colour=RULE, width=0.5)
        yield Label(x=_LEFT - 5, y=y + 2.6, text=f"{share * 100:.0f} %", size=7, colour=GREY, right=True)
    yield from day_axis(
        plan, along, _TOP + _PLOT, "business days from the start, and the day on which they end"
    )


def _target(plan: Plan, along: Scale, up: Scale) -> Iterator[Shape]:
    """The target with both chances, named at the side on which there is room."""
    at = outlook.chance(plan, plan.target, "target")
    x = along(plan.target)
    yield Line(points=((x, _TOP - 4), (x, _TOP + _PLOT)), colour=INK, width=1)
    yield Mark(x=x, y=up(at.formula), form="square", colour=GREY, size=6)
    yield Mark(x=x, y=up(at.simulated), form="dot", colour=ACCENT, size=7)
    left = x > (along.start + along.end) / 2
    side, place = (-6.0, True) if left else (6.0, False)
    words = (
        f"target {plan.target} days",
        f"formula {outlook.percent(at.formula)}",
        f"simulated {outlook.percent(at.simulated)}",
    )
    base = _TOP + 8 if left else _TOP + _PLOT - 30
    for number, text in enumerate(words):
        yield Label(
            x=x + side, y=base + number * 10, text=text, size=7.5, colour=INK, bold=number == 0, right=place
        )


def _key() -> Iterator[Shape]:
    yield Line(points=((_LEFT, 8), (_LEFT + 22, 8)), colour=ACCENT, width=1.75)
    yield Label(x=_LEFT + 27, y=10.5, text="simulated: all paths", size=7.5, colour=INK)
    yield Line(points=((_LEFT + 120, 8), (_LEFT + 142, 8)), colour=GREY, width=1.5, dashed=True)
    yield Label(x=_LEFT + 147, y=10.5, text="normal formula: the critical path alone", size=7.5, colour=INK)


def _told(plan: Plan) -> str:
    told = [
        f"within {one.days} business days"
        + (f" ({spoken(one.day)})" if one.day else "")
        + f" {outlook.percent(one.formula)} by the formula and {outlook.percent(one.simulated)} simulated"
        for one in outlook.chances(plan)
    ]
    return f"Chance to finish by the normal formula and by simulation: {'; '.join(told)}."
