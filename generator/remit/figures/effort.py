"""The sponsor's own effort, planned and spent, against the cap of its oversight level, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.blocks.drawing import Box, Drawing, Label, Line, Shape
from remit.calc.judged import plain
from remit.calc.levels import Spent
from remit.calc.periods import name, short_name
from remit.figures.palette import ACCENT, BAD, GREY, INK, MIDDLE, RULE, TINT, WHITE, WIDTH
from remit.figures.scale import Scale, ticks

MOST = 8
"""Periods that have room side by side; of more, the last are shown."""
_LEFT, _TOP, _PLOT, _FOOT = 34.0, 12.0, 110.0, 34.0


def effort_against_cap(spent: Sequence[Spent]) -> Drawing | None:
    """A pair of bars for each period, planned (hatched) and spent (full), below its cap; None without any effort."""
    periods = spent[-MOST:]
    if not periods:
        return None
    most = max(float(one) for each in periods for one in (each.planned, each.actual, each.cap or 0))
    up = Scale(low=0, high=most * 1.12 or 1.0, start=_TOP + _PLOT, end=_TOP)
    wide = (WIDTH - _LEFT) / len(periods)
    shapes: list[Shape] = [*_grid(up)]
    for number, each in enumerate(periods):
        shapes += _period(each, _LEFT + number * wide, wide, up)
    shapes += _key()
    return Drawing(width=WIDTH, height=_TOP + _PLOT + _FOOT, alternative=_told(periods), shapes=tuple(shapes))


def _grid(up: Scale) -> Iterator[Shape]:
    for value in ticks(up.low, up.high, 5):
        yield Line(points=((_LEFT, up(value)), (WIDTH, up(value))), colour=RULE, width=0.5)
        yield Label(x=_LEFT - 5, y=up(value) + 2.6, text=f"{value:g}", size=7.5, colour=GREY, right=True)


def _period(each: Spent, x: float, wide: float, up: Scale) -> Iterator[Shape]:
    middle, bar, floor = x + wide / 2, min(wide / 3.2, 30.0), up(0)
    for left, value, fill, hatched in (
        (middle - bar - 2, each.planned, TINT, MIDDLE),
        (middle + 2, each.actual, ACCENT, ""),
    ):
        top = up(float(value))
        yield Box(
            x=left, y=top, width=bar, height=max(floor - top, 0.5), fill=fill, edge=ACCENT, hatched=hatched
        )
        yield from _value(plain(value), left + bar / 2, top, floor, on=fill)
    if each.cap is not None:
        y = up(float(each.cap))
        yield Line(points=((x + 4, y), (x + wide - 4, y)), colour=BAD, width=1.5, dashed=True)
        yield Label(x=x + wide - 5, y=y - 3, text=f"cap {plain(each.cap)}", size=7.5, colour=BAD, right=True)
    level = f" at {each.level}" if each.level else ""
    yield Label(
        x=middle, y=floor + 11, text=f"{short_name(each.period)}{level}", size=7.5, colour=INK, centred=True
    )


def _value(text: str, x: float, top: float, floor: float, *, on: str) -> Iterator[Shape]:
    """The value inside its bar, or above a bar that is too low for it."""
    if floor - top < 16:
        yield Label(x=x, y=top - 3, text=text, size=7.5, colour=INK, centred=True)
        return
    wide = len(text) * 4.2 + 2
    yield Box(x=x - wide / 2, y=top + 4, width=wide, height=9, fill=on)
    colour = WHITE if on == ACCENT else INK
    yield Label(x=x, y=top + 11, text=text, size=7.5, colour=colour, centred=True)


def _key() -> Iterator[Shape]:
    y = _TOP + _PLOT + _FOOT - 6
    yield Box(x=_LEFT, y=y - 7, width=12, height=8, fill=TINT, edge=ACCENT, hatched=MIDDLE)
    yield Label(x=_LEFT + 16, y=y, text="planned", size=7.5, colour=INK)
    yield Box(x=_LEFT + 62, y=y - 7, width=12, height=8, fill=ACCENT, edge=ACCENT)
    yield Label(x=_LEFT + 78, y=y, text="spent", size=7.5, colour=INK)
    yield Line(points=((_LEFT + 116, y - 2.6), (_LEFT + 138, y - 2.6)), colour=BAD, width=1.5, dashed=True)
    yield Label(x=_LEFT + 143, y=y, text="cap of the level, in full-time equivalents", size=7.5, colour=INK)


def _told(periods: Sequence[Spent]) -> str:
    parts = [
        f"{name(one.period)}: planned {plain(one.planned)}, spent {plain(one.actual)}, "
        + (f"cap {plain(one.cap)}" if one.cap is not None else "no cap")
        for one in periods
    ]
    return f"The sponsor's own effort in full-time equivalents. {'; '.join(parts)}."
