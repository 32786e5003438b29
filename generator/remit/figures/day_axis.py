"""An axis of business days from the start of a schedule, with the calendar days on which they end."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.drawing import Label, Line, Shape
from remit.calc.plan import Plan
from remit.figures.palette import GREY, INK, WIDTH
from remit.figures.scale import Scale, ticks
from remit.model.values import brief

HEIGHT = 34.0
"""Room that the axis takes below the figure, in points."""
_HALF = 22.0
"""Half the width of a date."""


def day_axis(plan: Plan, along: Scale, top: float, caption: str) -> Iterator[Shape]:
    """Marks at round numbers of days, each with its date where the sheet has room for it, and a caption below."""
    for days in ticks(along.low, along.high, 7):
        x, day = along(days), plan.day(days)
        yield Line(points=((x, top), (x, top + 4)), colour=GREY, width=0.75)
        yield Label(x=x, y=top + 12, text=f"{days:g}", size=7.5, colour=INK, centred=True)
        if day and _HALF <= x <= WIDTH - _HALF:
            yield Label(x=x, y=top + 21, text=brief(day), size=7, colour=GREY, centred=True)
    yield Label(x=along.start, y=top + 31, text=caption, size=7, colour=GREY)
