"""Column widths from what a table holds, measured on the printed cells so that no word is cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice, pairwise
from typing import NamedTuple, TypeVar

from remit.blocks.widths import letter_width
from remit.frozen import dataclass

_ENTITY = re.compile("&[a-z0-9#]+;")
_CELL_END, _ROW_END = "</w:tc>", "</w:tr>"
_BOLD = 1.08
_POINT_TWENTIETHS = 9 * 20
_PADDING = 250
_APART = 200
_UNBROKEN = 19
_CROWDED = 0.75
"""Share of a table that columns may need in a wide font with short texts on one line; beyond it, these are broken, too."""
REMEMBERED = 8192
_LONGEST = 64
_TURNED_BODY = 5
_TOP, _TAIL = 1, 3
_ROW, _PLAIN, _KEEP = "<w:tr>", '<w:pStyle w:val="TableText"/>', "<w:keepNext/>"
# Signs stand in markup for what is known when the table is measured; no text can hold them. A width is in every cell, the
# others, a sign and a letter, only in the head of the table and in its first row.
_SIGN, WIDTH_CODE = "\x04", "\x08"
GRID_CODE, TURN_CODE, ROW_CODE = f"{_SIGN}g", f"{_SIGN}t", f"{_SIGN}r"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table to measure: text width of the page, alignments, asked weights (all 0: none), whether it has a head row.

    ``repeated`` is the column that a loop has repeated, -1 for none.
    """

    total: int
    aligns: tuple[str, ...]
    weights: tuple[float, ...]
    head: bool
    repeated: int = -1

    def fields(self) -> tuple[str, ...]:
        """The grid as words for a mark in the markup."""
        return (
            str(self.total),
            " ".join(self.aligns),
            " ".join(map(str, self.weights)),
            str(int(self.head)),
            str(self.repeated),
        )

    @classmethod
    def read(cls, total: str, aligns: str, weights: str, head: str, repeated: str) -> Grid:
        """The grid of a mark."""
        return cls(
            total=int(total),
            aligns=tuple(aligns.split()),
            weights=tuple(map(float, weights.split())),
            head=head == "1",
            repeated=int(repeated),
        )

    @property
    def apart(self) -> tuple[bool, ...]:
        """Columns of words right of one of numbers: their cells begin further in (see remit.word.tables)."""
        pairs = pairwise(("left", *self.aligns))
        return tuple(before == "right" and align == "left" for before, align in pairs)

    def of(self, columns: int) -> Grid:
        """The grid with its repeated column as often as the printed table has it."""
        more = columns - len(self.aligns)
        if self.repeated < 0 or more == 0:
            return self
        at = self.repeated
        return replace(
            self,
            aligns=_repeat(self.aligns, at, more),
            weights=_repeat(self.weights, at, more),
            repeated=-1,
        )


T = TypeVar("T")


def _repeat(items: tuple[T, ...], at: int, more: int) -> tuple[T, ...]:
    return items[:at] + items[at : at + 1] * (more + 1) + items[at + 1 :]


class Need(NamedTuple):
    """Widths in twentieths of a point: on one line, at least (longest word), and at least below a turned head."""

    natural: float
    least: float
    turned: float


@lru_cache(REMEMBERED)
def text_width(text: str) -> float:
    """Approximate width of a text in Arial or a font of its metrics at table size, in twentieths of a point."""
    return sum(map(letter_width, text)) * _POINT_TWENTIETHS / 1000


def grid(widths: Sequence[int]) -> str:
    """The columns of a table."""
    return "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)


def measured(table: str, shape: Grid, cells: Sequence[str], scale: float = 1.0) -> str:
    """The markup of a table with its widths set; narrow columns get a turned head if need be.

    ``cells`` are the words of its cells as markup, row by row; a table without any is none, because Word wants no empty one.
    ``scale`` is how wide they are in the house style's font, beside Arial of 9 points.
    """
    if not cells:
        return ""
    cells = [_ENTITY.sub("&", cell) if "&" in cell else cell for cell in cells]
    shape = shape.of(table.count(_CELL_END, 0, table.find(_ROW_END)))
    count = len(shape.aligns)
    needs = [_need(cells[column::count], shape.head) for column in range(count)]
    needs = [_apart(need) if apart else need for need, apart in zip(needs, shape.apart, strict=True)]
    if scale != 1.0:
        needs = [Need(*(scale * width for width in need)) for need in needs]
        if sum(need.least for need in needs) > shape.total * _CROWDED:
            words = [_least_broken(cells[column::count], scale) for column in range(count)]
            needs = [
                need._replace(least=word + scale * _APART * apart)
                for need, word, apart in zip(needs, words, shape.apart, strict=True)
            ]
    turned = _turned(needs, cells, shape)
    least = [need.turned if column in turned else need.least for column, need in enumerate(needs)]
    widths = _widths(shape, needs, least)
    tall = max((text_width(cells[column]) * _BOLD * scale for column in turned), default=0.0) + _PADDING
    turn = '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
    texts = {
        "g": (grid(widths),),
        "t": tuple(turn if column in turned else "" for column in range(count)),
        "r": (f'<w:trHeight w:val="{round(min(tall, 2400))}" w:hRule="atLeast"/>' if turned else "",),
    }
    pieces = table.split(WIDTH_CODE)
    _fill_head(pieces, texts)
    _hold(pieces)
    filled = [""] * (2 * len(pieces) - 1)
    filled[::2] = pieces
    filled[1::2] = (tuple(map(str, widths)) * (len(pieces) // count + 1))[: len(pieces) - 1]
    return "".join(filled)


def _fill_head(pieces: list[str], texts: Mapping[str, tuple[str, ...]]) -> None:
    """Puts the texts of each code in its places, in turn; they stand before the first row and in it."""
    turns = {code: cycle(found) for code, found in texts.items()}
    for at, piece in enumerate(pieces):
        first, *rest = piece.split(_SIGN)
        pieces[at] = "".join((first, *(text for part in rest for text in (next(turns[part[0]]), part[1:]))))
        if at and _ROW_END in piece:
            break


def _hold(pieces: list[str]) -> None:
    """Holds the first two and the last three rows of the body on one page each, so that no row stands on a page alone.

    ``pieces`` are the table cut at the widths of its cells: a row begins in one and its first paragraph in the next. That
    paragraph holds the row; a head row is held by its style.
    """
    downward = (at for at, piece in enumerate(pieces) if _ROW in piece and _PLAIN in pieces[at + 1])
    upward = (at for at in range(len(pieces) - 1, -1, -1) if _ROW in pieces[at])
    for at in {*islice(downward, _TOP), *islice(upward, 1, _TAIL)}:
        before, style, after = pieces[at + 1].partition(_PLAIN)
        if style and not after.startswith(_KEEP):
            pieces[at + 1] = f"{before}{style}{_KEEP}{after}"


def _need(cells: Sequence[str], head: bool) -> Need:
    top, body = (cells[0], dict.fromkeys(cells[1:])) if head else ("", dict.fromkeys(cells))
    longest = max(body, key=len, default="")
    natural = max(text_width(longest[:_LONGEST]), text_width(top) * _BOLD)
    short = len(longest) <= _UNBROKEN
    least = text_width(longest) * _BOLD if short else max(map(_widest_word, body))
    return Need(natural + _PADDING, max(least, _widest_word(top) * _BOLD) + _PADDING, least + _PADDING)


def _apart(need: Need) -> Need:
    return Need(*(width + _APART for width in need))


def _least_broken(cells: Sequence[str], scale: float) -> float:
    """The width of the longest word in a column, as if all of it were in bold."""
    return scale * (max(map(_widest_word, cells)) * _BOLD + _PADDING)


@lru_cache(REMEMBERED)
def _widest_word(text: str) -> float:
    return max(map(text_width, text.split()), default=0.0)


def _turned(needs: Sequence[Need], cells: Sequence[str], grid: Grid) -> frozenset[int]:
    """Columns whose head is turned: those of short marks, when the words of the heads do not fit side by side."""
    if not grid.head or sum(need.least for need in needs) <= grid.total * 0.98:
        return frozenset()
    short = (
        column
        for column in range(len(needs))
        if all(len(cell) <= _TURNED_BODY for cell in cells[column + len(needs) :: len(needs)])
    )
    return frozenset(column for column in short if needs[column].turned < needs[column].least)


def _widths(grid: Grid, needs: Sequence[Need], least: list[float]) -> list[int]:
    if all(grid.weights):
        share = grid.total / sum(grid.weights)
        wanted = [weight * share for weight in grid.weights]
    else:
        wanted = _by_content(grid, [max(n.natural, low) for n, low in zip(needs, least, strict=True)], least)
    return whole(_at_least(wanted, least, grid.total), grid.total)


def _by_content(grid: Grid, natural: list[float], least: list[float]) -> list[float]:
    """Number columns as wide as their content; text columns share the rest by what they would fill."""
    if sum(natural) <= grid.total:
        text = [n for n, align in enumerate(grid.aligns) if align == "left"] or list(range(len(natural)))
        spare = (grid.total - sum(natural)) / max(1.0, sum(natural[n] for n in text))
        return [w * (1 + spare) if n in text else w for n, w in enumerate(natural)]
    more = [wish - low for wish, low in zip(natural, least, strict=True)]
    room = max(0.0, grid.total - sum(least))
    return [low + room * extra / max(1.0, sum(more)) for low, extra in zip(least, more, strict=True)]


def _at_least(wanted: list[float], least: list[float], total: int) -> list[float]:
    """Widths no smaller than the longest word where the others can give way."""
    if sum(least) >= total:
        return [low * total / sum(least) for low in least]
    short: set[int] = set()
    for _ in wanted:
        more = {n for n, width in enumerate(wanted) if width < least[n] - 0.5} - short
        if not more:
            break
        short |= more
        room = total - sum(least[n] for n in short)
        others = sum(width for n, width in enumerate(wanted) if n not in short)
        wanted = [least[n] if n in short else w * room / others for n, w in enumerate(wanted)]
    return wanted


def whole(wanted: list[float], total: int) -> list[int]:
    """The widths in whole units that add up to ``total``."""
    edges = [0.0]
    for width in wanted:
        edges.append(edges[-1] + width)
    scale = total / edges[-1] if edges[-1] else 0.0
    marks = [round(edge * scale) for edge in edges]
    return [right - left for left, right in pairwise(marks)]
