"""Partners' share of the work by year and by decision, against the least that the playbook aims at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from remit.blocks.drawing import Drawing, Label, Line, Shape
from remit.figures.fills import Fill
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.figures.words import cut
from remit.frozen import dataclass
from remit.model.decisions import Decision
from remit.model.values import Percent

_NAME, _ROW, _BAR, _GAP = 150.0, 15.0, 9.0, 8.0
_KINDS = {
    "year": Fill(fill=ACCENT),
    "before": Fill(fill="FFFFFF", hatched=MIDDLE),
    "after": Fill(fill=ACCENT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBar:
    """A share in percent with its words: of a year, or before and after a decision."""

    words: str
    share: float
    kind: Literal["year", "before", "after"]


def work_share(bars: Sequence[ShareBar], target: float | None) -> Drawing:
    """A bar for each share, those before a decision hatched; the target as a broken line across."""
    most = max([*(bar.share for bar in bars), target or 0.0, 1.0]) * 1.15
    scale = Scale(low=0, high=most, start=_NAME, end=WIDTH - 34)
    top = 14.0
    places = [top + row * _ROW + _GAP * _before(bars, row) for row in range(len(bars))]
    bottom = max(places, default=top) + _ROW
    shapes: list[Shape] = []
    for value in ticks(0, most):
        shapes.append(Line(points=((scale(value), top), (scale(value), bottom)), colour=RULE, width=0.75))
        shapes.append(
            Label(x=scale(value), y=bottom + 10, text=f"{value:.0f} %", size=7, colour=GREY, centred=True)
        )
    for y, bar in zip(places, bars, strict=True):
        shapes += [
            Label(x=0, y=y + 10, text=cut(bar.words, _NAME - 6, 8), size=8, colour=INK),
            _KINDS[bar.kind].box(_NAME, y + 3, max(scale(bar.share) - _NAME, 0.5), _BAR),
            Label(x=scale(bar.share) + 4, y=y + 10, text=f"{bar.share:.0f} %", size=8, colour=INK),
        ]
    told = "; ".join(f"{bar.words}: {bar.share:.0f} %" for bar in bars)
    if target is not None:
        at = scale(target)
        shapes += [
            Line(points=((at, top - 2), (at, bottom)), colour=INK, dashed=True),
            Label(x=at, y=top - 5, text=f"at least {target:.0f} %", size=7.5, colour=INK, centred=True),
        ]
        told = f"{told}. At least {target:.0f} % is aimed at"
    return Drawing(
        width=WIDTH,
        height=bottom + 14,
        alternative=f"Partners' share of the work. {told}.",
        shapes=tuple(shapes),
    )


def _before(bars: Sequence[ShareBar], row: int) -> int:
    """How many decisions begin above a row, and with it: each is set apart from what stands before it."""
    return sum(bar.kind == "before" for bar in bars[: row + 1])


def share_bars(one: Decision, name: str = "") -> tuple[ShareBar, ...]:
    """The shares before and after a decision; ``name`` tells decisions apart where there are several."""
    shares = (("before", one.outsourced_before), ("after", one.outsourced_after))
    return tuple(_bar(kind, share, name) for kind, share in shares)


def _bar(kind: str, share: Percent, name: str) -> ShareBar:
    words = f"{kind} {name}" if name else f"{kind} this decision"
    return ShareBar(words=words, share=float(share.value), kind="before" if kind == "before" else "after")
