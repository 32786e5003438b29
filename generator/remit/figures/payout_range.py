"""What a bonus and malus scheme is likely to pay: eight of ten runs of the schedule, between its two caps."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.settlement.distribution import Distribution
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.model.risk_sharing import RiskSharing

_SIDE, _TOP, _BAR, _FOOT = 48.0, 34.0, 22.0, 34.0


def payout_range(spread: Distribution, terms: RiskSharing, title: str) -> Drawing:
    """A bar from the tenth to the ninetieth percentile of the balance, with its middle, on an axis from cap to cap."""
    currency = terms.bonus_cap.currency
    across = Scale(
        low=-float(terms.malus_cap.amount),
        high=float(terms.bonus_cap.amount),
        start=_SIDE,
        end=WIDTH - _SIDE,
    )
    told = (
        f"{title}: the balance lies between {spread.low:,} and {spread.high:,} {currency} in eight of ten runs of the "
        f"schedule, {spread.middle:,} {currency} in the middle; above nothing in {spread.gains:.0%} of the runs, "
        f"below in {spread.losses:.0%}. The most that can be deducted is {terms.malus_cap}, the most that can be earned "
        f"{terms.bonus_cap}."
    )
    shapes = (*_axis(across, currency), *_bar(spread, across))
    return Drawing(width=WIDTH, height=_TOP + _BAR + _FOOT, alternative=told, shapes=shapes)


def _axis(across: Scale, currency: str) -> Iterator[Shape]:
    foot = _TOP + _BAR + 8
    for value in ticks(across.low, across.high, 6):
        x = across(value)
        nothing = value == 0
        yield Line(
            points=((x, _TOP - 6), (x, foot)), colour=INK if nothing else RULE, width=1 if nothing else 0.5
        )
        yield Label(x=x, y=foot + 9, text=f"{value:,.0f}", size=7, colour=GREY, centred=True)
    words = f"balance in {currency}: deducted left of 0, earned right of it"
    yield Label(x=WIDTH / 2, y=foot + 20, text=words, size=7, colour=GREY, centred=True)


def _bar(spread: Distribution, across: Scale) -> Iterator[Shape]:
    left, middle, right = (across(value) for value in (spread.low, spread.middle, spread.high))
    yield Box(x=left, y=_TOP, width=max(right - left, 1.0), height=_BAR, fill=MIDDLE, edge=ACCENT)
    yield Mark(x=middle, y=_TOP + _BAR / 2, form="diamond", colour=INK, size=9)
    yield Label(
        x=0,
        y=10,
        text=f"Eight of ten runs: {spread.low:,} to {spread.high:,}; middle {spread.middle:,} (diamond)",
        size=8,
        colour=INK,
    )
    yield Label(
        x=0,
        y=21,
        text=f"Above nothing in {spread.gains:.0%} of the runs, below in {spread.losses:.0%}",
        size=7.5,
        colour=GREY,
    )
