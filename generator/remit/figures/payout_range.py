"""What a bonus and malus scheme is likely to pay: how often each sum comes in the runs of the schedule, between its caps."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.settlement.distribution import Distribution
from remit.figures.fills import FILLS
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, WIDTH
from remit.figures.scale import Scale, ticks
from remit.model.risk_sharing import RiskSharing

_GAIN, _BOTH, _LOSS = FILLS[0], FILLS[1], FILLS[5]
_SIDE, _TOP, _BARS, _BAR, _FOOT = 48.0, 34.0, 90.0, 14.0, 34.0


def payout_range(spread: Distribution, terms: RiskSharing, title: str) -> Drawing:
    """A histogram of the balance on an axis from cap to cap; below it a bar from the tenth to the ninetieth percentile.

    Columns of a loss are hatched, those of a gain full; the one that holds 0 is both ends of nothing and stands light.
    """
    currency = terms.bonus_cap.currency
    across = Scale(
        low=-float(terms.malus_cap.amount),
        high=float(terms.bonus_cap.amount),
        start=_SIDE,
        end=WIDTH - _SIDE,
    )
    most = max((one.share for one in spread.bars), default=0.0)
    told = (
        f"{title}: the balance lies between {spread.low:,} and {spread.high:,} {currency} in eight of ten runs of the "
        f"schedule, {spread.middle:,} {currency} in the middle; above nothing in {spread.gains:.0%} of the runs, "
        f"below in {spread.losses:.0%}.{_commonest(spread, currency)} The most that can be deducted is {terms.malus_cap}, "
        f"the most that can be earned {terms.bonus_cap}."
    )
    up = Scale(low=0, high=most or 1.0, start=_TOP + _BARS, end=_TOP)
    shapes = (*_axis(across, currency), *_columns(spread, across, up), *_bar(spread, across), *_head(spread))
    height = _TOP + _BARS + _BAR + _FOOT + 12
    return Drawing(width=WIDTH, height=height, alternative=told, shapes=shapes)


def _commonest(spread: Distribution, currency: str) -> str:
    """The column that most runs fall into, in words."""
    if not spread.bars:
        return ""
    top = max(spread.bars, key=lambda one: one.share)
    return (
        f" Most often, in {top.share:.0%} of the runs, it lies from {top.low:,} to {top.high:,} {currency}."
    )


def _axis(across: Scale, currency: str) -> Iterator[Shape]:
    foot = _TOP + _BARS + _BAR + 16
    for value in ticks(across.low, across.high, 6):
        x = across(value)
        nothing = value == 0
        yield Line(
            points=((x, _TOP - 2), (x, foot)), colour=INK if nothing else RULE, width=1 if nothing else 0.5
        )
        yield Label(x=x, y=foot + 9, text=f"{value:,.0f}", size=7, colour=GREY, centred=True)
    words = f"balance in {currency}: deducted left of 0, earned right of it"
    yield Label(x=WIDTH / 2, y=foot + 20, text=words, size=7, colour=GREY, centred=True)


def _columns(spread: Distribution, across: Scale, up: Scale) -> Iterator[Shape]:
    """Columns as high as the share of the runs in them; the highest says how many that are."""
    top = max(spread.bars, key=lambda one: one.share, default=None)
    for one in spread.bars:
        if not one.share:
            continue
        left, right, y = across(one.low), across(one.high), up(one.share)
        look = _LOSS if one.high <= 0 else _GAIN if one.low >= 0 else _BOTH
        yield look.box(left + 0.6, y, max(right - left - 1.2, 0.5), max(up.start - y, 0.6))
        if one is top:
            middle = min(max((left + right) / 2, _SIDE), WIDTH - _SIDE)
            yield Label(
                x=middle, y=y - 3, text=f"{one.share:.0%} of the runs", size=7, colour=INK, centred=True
            )
    yield Line(points=((_SIDE, up.start), (WIDTH - _SIDE, up.start)), colour=GREY, width=0.6)


def _bar(spread: Distribution, across: Scale) -> Iterator[Shape]:
    left, middle, right = (across(value) for value in (spread.low, spread.middle, spread.high))
    y = _TOP + _BARS + 8
    yield Box(x=left, y=y, width=max(right - left, 1.0), height=_BAR, fill=MIDDLE, edge=ACCENT)
    yield Mark(x=middle, y=y + _BAR / 2, form="diamond", colour=INK, size=9)


def _head(spread: Distribution) -> Iterator[Shape]:
    words = f"Eight of ten runs (bar below): {spread.low:,} to {spread.high:,}; middle {spread.middle:,} (diamond)"
    yield Label(x=0, y=8, text=words, size=8, colour=INK)
    words = f"Above nothing in {spread.gains:.0%} of the runs, below in {spread.losses:.0%}"
    yield Label(x=0, y=18, text=words, size=7.5, colour=GREY)
