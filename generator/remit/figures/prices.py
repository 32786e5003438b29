"""Prices of bids: totals against the median, and prices of one unit as multiples of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.bids import bid_total, median_of, price_median
from remit.figures.fills import Fill
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, TINT, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import cut, width_of
from remit.model.playbook import Thresholds
from remit.model.selection import Bid
from remit.model.values import Money

_NAME, _AMOUNT, _ROW, _BAR = 130.0, 66.0, 17.0, 10.0
DIRECT, PASS_THROUGH = Fill(fill=ACCENT), Fill(fill="FFFFFF", hatched=MIDDLE)


def totals(bids: Sequence[Bid], limits: Thresholds) -> Drawing | None:
    """Direct fees, and all costs, of each bid beside the median and the limit below it.

    The median is that of the bids that are comparable; without three of them there is none. None where there are not two
    bids in one currency.
    """
    currencies = {money.currency for bid in bids for money in (bid.direct, bid.pass_through)}
    if len(currencies) != 1 or len(bids) < 2:
        return None
    (currency,) = currencies
    level = [bid for bid in bids if bid.comparable]
    wholes = {bid.id: bid_total(bid) for bid in bids}
    highest = max(float(one.amount) for one in wholes.values() if one) or 1.0
    scale = Scale(low=0, high=highest, start=_NAME, end=WIDTH - _AMOUNT)
    limit = limits.bid_below_median.fraction
    shapes: list[Shape] = []
    told: list[str] = []
    y = 0.0
    for title, parts, amounts in (
        (f"Direct fees, {currency}", 1, {bid.id: bid.direct for bid in bids}),
        (f"With pass-through costs, {currency}", 2, {id: one for id, one in wholes.items() if one}),
    ):
        middle = median_of((amounts[bid.id] for bid in level), currency)
        height = len(bids) * _ROW
        shapes.append(Label(x=0, y=y + 9, text=title, size=8, colour=INK, bold=True))
        if middle:
            shapes += _median(middle, limit, scale, y + 22, height)
            told.append(f"Median {middle:,.0f}")
        for row, bid in enumerate(bids):
            shapes += _bar(bid, amounts[bid.id], parts, scale, y + 22 + row * _ROW)
        words = "; ".join(f"{bid.bidder} {amounts[bid.id].amount:,.0f}{_note(bid)}" for bid in bids)
        told.append(f"{title}: {words}")
        y += 22 + height + 12
    shapes += _key(y, with_median=any(one.startswith("Median") for one in told))
    return Drawing(
        width=WIDTH,
        height=y + 12,
        alternative=f"Prices of the bids. {'. '.join(told)}.",
        shapes=tuple(shapes),
    )


def _note(bid: Bid) -> str:
    return "" if bid.comparable else " (not comparable)"


def _median(middle: Decimal, limit: Decimal, scale: Scale, y: float, height: float) -> list[Shape]:
    low, at = scale(float(middle * (1 - limit))), scale(float(middle))
    return [
        Box(x=low, y=y, width=at - low, height=height, fill=TINT),
        Line(points=((at, y - 2), (at, y + height)), colour=INK, dashed=True),
        Label(x=at + 2, y=y - 4, text=f"median {middle:,.0f}", size=7, colour=INK),
        Label(x=low, y=y - 4, text=f"limit, {limit * 100:.0f} % below", size=7, colour=GREY, right=True),
    ]


def _bar(bid: Bid, amount: Money, parts: int, scale: Scale, y: float) -> list[Shape]:
    split, end = scale(float(bid.direct.amount)), scale(float(amount.amount))
    name = cut(f"{bid.bidder}{_note(bid)}", _NAME - 6, 8)
    shapes: list[Shape] = [
        Label(x=0, y=y + 11, text=name, size=8, colour=INK),
        DIRECT.box(_NAME, y + 3, max(split - _NAME, 0.5), _BAR),
    ]
    if parts > 1 and end > split:
        shapes.append(PASS_THROUGH.box(split, y + 3, end - split, _BAR))
    shapes.append(
        Label(x=WIDTH, y=y + 11, text=f"{amount.amount:,.0f}", size=8, colour=INK, right=True)
    )  # fmt: skip
    return shapes


def _key(y: float, *, with_median: bool) -> list[Shape]:
    shapes: list[Shape] = [
        DIRECT.box(_NAME, y, 10, 8),
        Label(x=_NAME + 14, y=y + 7, text="direct fees", size=7.5, colour=INK),
        PASS_THROUGH.box(_NAME + 76, y, 10, 8),
        Label(x=_NAME + 90, y=y + 7, text="pass-through costs", size=7.5, colour=INK),
    ]
    if with_median:
        shapes += [
            Box(x=_NAME + 180, y=y, width=10, height=8, fill=TINT),
            Label(x=_NAME + 194, y=y + 7, text="from limit to median", size=7.5, colour=INK),
        ]
    return shapes


# ---- one unit -------------------------------------------------------------------------------------------------------

_LINE, _LEFT = 14.0, 180.0
_SIGNS: tuple[tuple[Literal["dot", "square", "diamond", "triangle"], str], ...] = (
    ("dot", ACCENT), ("square", GREY), ("diamond", INK), ("triangle", ACCENT), ("dot", MIDDLE), ("square", MIDDLE),
    ("diamond", MIDDLE), ("triangle", MIDDLE),
)  # fmt: skip
MOST_BIDS = len(_SIGNS)
"""Bids that can be told apart by form and lightness."""


def unit_prices(lines: Mapping[str, str], bids: Sequence[Bid], limits: Thresholds) -> Drawing | None:
    """The price of one unit of each line, by bid, as a multiple of the median; equal steps are equal ratios.

    ``lines`` maps the id of a line to its description. ``bids`` are those that are comparable. None where no line has a
    median, or there are more bids than signs.
    """
    found = {id: ratios for id in lines if (ratios := _ratios(id, bids))}
    if not found or len(bids) > MOST_BIDS:
        return None
    low, high = float(limits.unit_price_low), float(limits.unit_price_high)
    every = [ratio for ratios in found.values() for ratio in ratios.values()]
    ends = min(*every, low) / 1.1, max(*every, high) * 1.1
    scale = Scale(low=math.log(ends[0]), high=math.log(ends[1]), start=_LEFT, end=WIDTH - 6)
    legend, top = _legend(bids)
    bottom = top + len(found) * _LINE
    shapes = [*legend, *_band(low, high, scale, top, bottom)]
    for row, (id, ratios) in enumerate(found.items()):
        y = top + row * _LINE
        shapes.append(Label(x=0, y=y + 10, text=cut(lines[id], _LEFT - 14, 7.5), size=7.5, colour=INK))
        shapes.append(
            Line(points=((_LEFT, y + 7), (WIDTH - 6, y + 7)), colour=RULE, width=0.5)
        )  # fmt: skip
        for place, bid in enumerate(bids):
            if bid.id in ratios:
                form, colour = _SIGNS[place]
                at = scale(math.log(ratios[bid.id]))
                shapes.append(Mark(x=at, y=y + 7, form=form, colour=colour, size=6.5))
    return Drawing(
        width=WIDTH, height=bottom + 14, alternative=_told(lines, bids, found), shapes=tuple(shapes)
    )


def _ratios(line: str, bids: Sequence[Bid]) -> Mapping[str, float]:
    found = {}
    for bid in bids:
        if line in bid.lines:
            own = bid.lines[line].unit_price
            middle = price_median(bids, line, own.currency)
            if middle and own.amount > 0:
                found[bid.id] = float(own.amount / middle)
    return found


def _band(low: float, high: float, scale: Scale, top: float, bottom: float) -> list[Shape]:
    start, end = scale(math.log(low)), scale(math.log(high))
    shapes: list[Shape] = [
        Box(x=start, y=top, width=end - start, height=bottom - top, fill=TINT),
        Line(points=((scale(0), top), (scale(0), bottom)), colour=INK, dashed=True),
    ]
    for ratio in (low, 1.0, high):
        words = "median" if ratio == 1 else f"{ratio:g} x"
        shapes.append(
            Label(x=scale(math.log(ratio)), y=bottom + 10, text=words, size=7, colour=GREY, centred=True)
        )
    return shapes


def _legend(bids: Sequence[Bid]) -> tuple[list[Shape], float]:
    """The signs with their bidders, and where what follows can begin."""
    shapes: list[Shape] = []
    x, y = 4.0, 6.0
    for place, bid in enumerate(bids):
        width = width_of(bid.bidder, 7.5) + 22
        if x + width > WIDTH and x > 4:
            x, y = 4.0, y + 12
        form, colour = _SIGNS[place]
        shapes.append(Mark(x=x, y=y, form=form, colour=colour, size=6.5))
        shapes.append(Label(x=x + 7, y=y + 3, text=bid.bidder, size=7.5, colour=INK))
        x += width
    return shapes, y + 10


def _told(lines: Mapping[str, str], bids: Sequence[Bid], found: Mapping[str, Mapping[str, float]]) -> str:
    names = {bid.id: bid.bidder for bid in bids}
    rows = (
        f"{lines[id]}: {', '.join(f'{names[bid]} {ratio:.2f}' for bid, ratio in ratios.items())}"
        for id, ratios in found.items()
    )
    return f"Prices of one unit as multiples of the median of the bids. {'; '.join(rows)}."
