"""Options of a decision side by side: own people, cost and risk in three columns of bars, with points and place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from remit.blocks.drawing import Drawing, Label, Line, Shape
from remit.calc.deciding import Compared
from remit.figures.fills import Fill
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import wrapped
from remit.model.decisions import Option

_NAME, _PANEL, _GAP, _ROW, _BAR, _HEAD = 160.0, 66.0, 10.0, 34.0, 9.0, 16.0
_PLAIN, _CHOSEN = Fill(fill="FFFFFF", hatched=MIDDLE), Fill(fill=ACCENT)

_Measure = tuple[str, Callable[[Option], float], Callable[[Option], str]]
_MEASURES: tuple[_Measure, ...] = (
    ("Own people, FTE", lambda one: float(one.internal_fte), lambda one: f"{one.internal_fte:f}"),
    ("Cost, million", lambda one: float(one.cost.amount), lambda one: f"{float(one.cost.amount) / 1e6:.1f}"),
    ("Risk, 1 to 5", lambda one: float(one.risk), lambda one: f"{one.risk:f}"),
)


def options(found: Sequence[Compared], chosen: str) -> Drawing:
    """Bars for each option in the order given, the chosen one dark and named so; shorter is better in every column."""
    bottom = _HEAD + len(found) * _ROW
    shapes: list[Shape] = []
    for place, (title, value, words) in enumerate(_MEASURES):
        left = _NAME + place * (_PANEL + _GAP)
        most = max([value(one.option) for one in found], default=0.0)
        scale = Scale(low=0, high=most or 1.0, start=left, end=left + _PANEL - 24)
        shapes.append(Label(x=left, y=9, text=title, size=7.5, colour=INK, bold=True))
        shapes.append(Line(points=((left, _HEAD), (left, bottom)), colour=RULE))
        for row, one in enumerate(found):
            fill = _CHOSEN if one.option.id == chosen else _PLAIN
            y, end = _HEAD + row * _ROW, scale(max(value(one.option), 0.0))
            shapes.append(fill.box(left, y + 6, max(end - left, 0.5), _BAR))
            shapes.append(Label(x=end + 3, y=y + 13, text=words(one.option), size=7.5, colour=INK))
    shapes.append(Label(x=WIDTH, y=9, text="Points", size=7.5, colour=INK, bold=True, right=True))
    for row, one in enumerate(found):
        shapes += _words(one, one.option.id == chosen, _HEAD + row * _ROW)
    return Drawing(width=WIDTH, height=bottom, alternative=_told(found, chosen), shapes=tuple(shapes))


def _words(one: Compared, chosen: bool, y: float) -> list[Shape]:
    below = f"{one.option.model}{', chosen' if chosen else ''}"
    lines = wrapped(one.option.title, _NAME - 12, 7.5)
    points = "-" if one.total is None else f"{float(one.total):.1f}"
    return [
        *(
            Label(x=0, y=y + 9 + 9 * row, text=line, size=7.5, colour=INK, bold=chosen)
            for row, line in enumerate(lines)
        ),
        Label(x=0, y=y + 9 + 9 * len(lines), text=below, size=7, colour=GREY),
        Label(x=WIDTH, y=y + 13, text=points, size=8, colour=INK, bold=one.place == 1, right=True),
    ]


def _told(found: Sequence[Compared], chosen: str) -> str:
    rows = []
    for one in found:
        points = f", {float(one.total):.1f} points" if one.total is not None else ""
        mark = ", chosen" if one.option.id == chosen else ""
        rows.append(
            f"{one.option.title} ({one.option.model}{mark}): {one.option.internal_fte:f} full-time equivalents, "
            f"{one.option.cost}, risk {one.option.risk:f}{points}"
        )
    return f"Options compared; less is better in each column. {'; '.join(rows)}."
