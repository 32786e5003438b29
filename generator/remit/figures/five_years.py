"""The cost of options to build or to buy: a bar for each, in as many parts as there are years."""

from __future__ import annotations

from collections.abc import Mapping

from remit.blocks.drawing import Drawing, Label, Shape
from remit.calc.acquisitions import Cost
from remit.figures.fills import fill_of
from remit.figures.palette import GREY, INK, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import width_of, wrapped
from remit.model.parties import Acquisition, AcquisitionOption

_NAME, _AMOUNT, _ROW, _BAR = 160.0, 70.0, 34.0, 11.0


def five_years(one: Acquisition, costs: Mapping[str, Cost | None]) -> Drawing | None:
    """Bars of yearly cost, the number of each year in its part; None where an option cannot be reckoned or nothing costs."""
    known = {id: cost for id, cost in costs.items() if cost}
    most = max([float(cost.whole.amount) for cost in known.values()], default=0.0)
    if (
        len(known) < len(one.options)
        or most <= 0
        or len({cost.whole.currency for cost in known.values()}) > 1
    ):
        return None
    scale = Scale(low=0, high=most, start=_NAME, end=WIDTH - _AMOUNT)
    shapes: list[Shape] = []
    told = []
    for row, (id, cost) in enumerate(known.items()):
        option, y = one.options[id], row * _ROW
        chosen = id == one.chosen
        lines = wrapped(option.title, _NAME - 12, 7.5)
        words = _below(option.quality.normalize(), cost)
        shapes += [
            *(
                Label(x=0, y=y + 9 + 9 * place, text=line, size=7.5, colour=INK, bold=chosen)
                for place, line in enumerate(lines)
            ),
            Label(x=0, y=y + 9 + 9 * len(lines), text=_kind(option, chosen), size=7, colour=GREY),
            Label(x=WIDTH, y=y + 11, text=str(cost.whole), size=8, colour=INK, bold=chosen, right=True),
            Label(x=_NAME, y=y + 23, text=words, size=7, colour=GREY),
        ]
        reached = 0.0
        for year, amount in enumerate(option.yearly):
            start, end = scale(reached), scale(reached + float(amount.amount))
            reached += float(amount.amount)
            if end > start:
                shapes.append(fill_of(year).box(start, y + 3, end - start, _BAR))
            if end - start > width_of(str(year + 1), 7) + 2:
                ink = fill_of(year).ink
                place = (start + end) / 2
                shapes.append(
                    Label(x=place, y=y + 11.5, text=str(year + 1), size=7, colour=ink, centred=True)
                )
        years = ", ".join(f"{amount.amount:,.0f}" for amount in option.yearly)
        told.append(f"{option.title} ({_kind(option, chosen)}): {cost.whole} in years of {years}; {words}")
    return Drawing(
        width=WIDTH,
        height=len(known) * _ROW,
        alternative=f"Cost of the options by year. {'; '.join(told)}.",
        shapes=tuple(shapes),
    )


def _kind(option: AcquisitionOption, chosen: bool) -> str:
    return f"{option.kind}, chosen" if chosen else option.kind


def _below(quality: object, cost: Cost) -> str:
    parts = [f"quality {quality:f}"]
    if cost.by_quality:
        parts.append(f"{cost.by_quality.amount:,.0f} by point")
    if cost.present:
        parts.append(f"discounted {cost.present.amount:,.0f}")
    return ", ".join(parts)
