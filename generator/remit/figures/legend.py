"""What the forms of a figure mean, side by side, with the room that their words need, in as many lines as that takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from remit.blocks.drawing import Label, Shape
from remit.figures.palette import INK
from remit.figures.words import cut, width_of
from remit.frozen import dataclass

LINE = 11.0
"""From one line of a legend to the next, in points."""
_GAP = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A form with its words. ``form`` draws it at a place; the words begin ``words_at`` points further.

    The next entry begins at least ``least`` points after this one.
    """

    form: Callable[[float, float], Iterable[Shape]]
    text: str
    words_at: float
    least: float = 0.0

    def width(self, size: float) -> float:
        """Room that the entry takes."""
        return self.words_at + width_of(self.text, size)


def lines_of(
    entries: Sequence[Entry], start: float, end: float, size: float
) -> list[list[tuple[float, Entry]]]:
    """The entries in lines between two places, each with where it begins."""
    lines: list[list[tuple[float, Entry]]] = [[]]
    x = start
    for one in entries:
        if lines[-1] and x + one.width(size) > end:
            lines.append([])
            x = start
        lines[-1].append((x, one))
        x += max(one.least, one.width(size) + _GAP)
    return lines


def legend(
    entries: Sequence[Entry], start: float, end: float, y: float, size: float = 7.5
) -> Iterator[Shape]:
    """The entries drawn from a first base line ``y`` downwards; words that no line could hold are cut."""
    for number, line in enumerate(lines_of(entries, start, end, size)):
        base = y + number * LINE
        for x, one in line:
            yield from one.form(x, base)
            room = end - x - one.words_at
            yield Label(x=x + one.words_at, y=base, text=cut(one.text, room, size), size=size, colour=INK)
