"""The sign of each status. It differs in form, so that no meaning hangs on colour alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from remit.blocks.drawing import Label, Mark, Shape
from remit.calc.judged import RANK, Status
from remit.figures.palette import BAD, GOOD, GREY, INK, WATCH

Form = Literal["dot", "square", "diamond", "triangle"]
FORMS: Mapping[Status, Form] = {
    "green": "dot",
    "acceptable": "square",
    "amber": "triangle",
    "red": "diamond",
}
COLOURS: Mapping[Status, str] = {"green": GOOD, "acceptable": GREY, "amber": WATCH, "red": BAD}
_SIZE = 7.0
_LETTER = 4.1
"""Mean width of a letter of 7.5 points, for setting words side by side."""


def sign(status: Status, x: float, y: float, size: float = _SIZE) -> Mark:
    """The sign of a status around a point."""
    return Mark(x=x, y=y, form=FORMS[status], colour=COLOURS[status], size=size)


def key(statuses: Collection[Status | None], x: float, y: float) -> Iterator[Shape]:
    """The signs that a figure uses with their words, from the best to the worst, on one line; ``y`` is its base line."""
    for status in RANK:
        if status in statuses:
            yield sign(status, x + _SIZE / 2, y - 2.6)
            yield Label(x=x + _SIZE + 3, y=y, text=status, size=7.5, colour=INK)
            x += _SIZE + 3 + len(status) * _LETTER + 12
