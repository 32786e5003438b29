"""Between which weights the first bid stays first: a bar for each criterion on a scale from 0 to 100 %."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.sensitivity import Robustness, Sensitivity, Turn
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import cut

_NAME, _ROW, _BAR = 176.0, 27.0, 9.0


def weights(found: Robustness, criteria: Mapping[str, str], bidders: Mapping[str, str]) -> Drawing:
    """The range of each weight, its present value, and who leads beyond the ends. Titles and bidders stand by their ids."""
    scale = Scale(low=0, high=1, start=_NAME, end=WIDTH - 14)
    bottom = len(found.criteria) * _ROW
    shapes: list[Shape] = []
    for tenth in range(0, 11, 2):
        x = scale(tenth / 10)
        for row in range(len(found.criteria)):
            rule = (x, row * _ROW + 2), (x, row * _ROW + _BAR + 6)
            shapes.append(Line(points=rule, colour=RULE, width=0.75))
        shapes.append(Label(x=x, y=bottom + 10, text=f"{tenth * 10} %", size=7, colour=GREY, centred=True))
    for row, one in enumerate(found.criteria):
        shapes += _bar(one, criteria[one.criterion], bidders, row * _ROW, scale)
    first = bidders[found.first]
    y = bottom + 22
    shapes += [
        Box(x=0, y=y - 7, width=18, height=_BAR, fill=MIDDLE, edge=ACCENT),
        Label(x=23, y=y, text=cut(f"{first} stays first", 180, 7.5), size=7.5, colour=INK),
        Mark(x=214, y=y - 3, form="diamond", colour=INK, size=8),
        Label(
            x=222,
            y=y,
            text="weight in this selection; the others keep their proportions",
            size=7.5,
            colour=INK,
        ),
    ]
    rows = "; ".join(
        f"{criteria[one.criterion]}, now {percent(one.weight)}: {told(one, bidders)}"
        for one in found.criteria
    )
    return Drawing(
        width=WIDTH,
        height=y + 5,
        alternative=f"Weights between which {first} stays first, the others keeping their proportions. {rows}.",
        shapes=tuple(shapes),
    )


def _bar(one: Sensitivity, title: str, bidders: Mapping[str, str], y: float, scale: Scale) -> list[Shape]:
    start = scale(float(one.lower.weight)) if one.lower else scale(0)
    end = scale(float(one.upper.weight)) if one.upper else scale(1)
    return [
        Label(x=0, y=y + 11, text=cut(title, _NAME - 8, 8), size=8, colour=INK),
        Box(x=start, y=y + 4, width=max(end - start, 1), height=_BAR, fill=MIDDLE, edge=ACCENT),
        Mark(x=scale(float(one.weight)), y=y + 4 + _BAR / 2, form="diamond", colour=INK, size=8),
        Label(
            x=_NAME, y=y + 21, text=cut(told(one, bidders), WIDTH - _NAME, 7), size=7, colour=GREY
        ),
    ]  # fmt: skip


def told(one: Sensitivity, bidders: Mapping[str, str]) -> str:
    """Who leads beyond the ends, in words."""
    words = [in_words(turn, bidders) for turn in (one.lower, one.upper) if turn]
    return "; ".join(words) or "no weight changes the lead"


def in_words(turn: Turn, bidders: Mapping[str, str]) -> str:
    """Who leads beyond a turn: 'Tresco leads above 36 %'."""
    return f"{bidders[turn.leader]} leads {turn.side} {turn.percent:f} %"


def percent(weight: Fraction) -> str:
    """A weight as it is written: with a decimal only where it needs one."""
    return f"{float(weight) * 100:.1f} %".replace(".0 %", " %")


def firm_in_words(firm: Robustness, criteria: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The smallest change of a weight that costs the first place, and the shares of other weightings that keep it."""
    first, nearest = names[firm.first], firm.nearest
    if nearest and nearest.nearest:
        turn = nearest.nearest
        closest = (
            f"The smallest change of a weight that gives another bid the lead: '{criteria[nearest.criterion]}' from "
            f"{percent(nearest.weight)} to {turn.side} {turn.percent:f} %; then {names[turn.leader]} leads."
        )
    else:
        closest = f"No change of a single weight takes the first place from {first}."
    near, anything = (
        count[firm.first] / firm.firmness.draws for count in (firm.firmness.near, firm.firmness.any)
    )
    return (
        f"{closest} Of {firm.firmness.draws:,} random weightings in which each weight lies between half and one and a half "
        f"times its own, {first} leads in {near * 100:.0f} %; of as many in which every weighting is as likely as any "
        f"other, in {anything * 100:.0f} %."
    )
