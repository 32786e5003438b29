"""Column widths from what a table will hold, estimated when a template is compiled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remit.blocks.types import Break, Expression, Inlines, Ref, Table, Tag, Text, Value

_NARROW = frozenset("ijltfrI.,:;'!|()[]-/ ")
_WIDE = frozenset("mwMW@%")
# (natural, longest word) in characters of what a formatter prints
_FORMATTED = {
    "money": (10, 10), "money_cur": (14, 14), "pct": (8, 8), "qty": (7, 7), "date": (17, 17), "duration": (16, 9),
    "country": (14, 11), "yesno": (3, 3),
}  # fmt: skip
_FREE = (34, 13)
_CHARACTER = 0.53
_POINTS = 9.0
_PADDING = 240
_LONGEST = 70 * _CHARACTER * _POINTS * 20


@dataclass(frozen=True, slots=True)
class Need:
    """Width in twentieths of a point: on one line, and at least (the longest word)."""

    natural: float
    least: float


def text_width(text: str, bold: bool = False) -> float:
    """Approximate width of a text in Arial or a font of its metrics at table size, in twentieths of a point."""
    width = 0.0
    for letter in text:
        if letter in _NARROW:
            width += 0.31
        elif letter in _WIDE:
            width += 0.88
        else:
            width += 0.70 if letter.isupper() else 0.556
    return width * _POINTS * 20 * (1.07 if bold else 1.0)


def _need(cell: Inlines, bold: bool, asked: bool) -> Need:
    """What a cell needs; neighbours without a space between them count as one word.

    Where the template asks for widths, it knows best how long its values without a formatter are.
    """
    lines, word, least, natural = [0.0], 0.0, 0.0, 0.0
    for inline in cell:
        if isinstance(inline, Break):
            lines.append(0.0)
            word = 0.0
        elif isinstance(inline, Text | Value):
            strong = bold or inline.face.strong
            lines[-1] += text_width(inline.text, strong)
            for number, piece in enumerate(inline.text.split(" ")):
                word = text_width(piece, strong) + (word if number == 0 else 0.0)
                least = max(least, word)
        elif isinstance(inline, Expression | Ref):
            formatter = inline.formatter.split("|")[-1] if isinstance(inline, Expression) else "duration"
            length, longest = _FORMATTED.get(formatter, (0, 0) if asked else _FREE)
            unit = (0.556 if formatter in ("money", "qty", "pct") else _CHARACTER) * _POINTS * 20
            lines[-1] += length * unit
            word += longest * unit
            least = max(least, word)
    natural = min(max(lines), _LONGEST)
    return Need(max(natural, least) + _PADDING, least + _PADDING)


def widths(table: Table, total: int) -> list[int]:
    """Column widths that add up to ``total``: as asked by the template, else by content; no word is cut if room allows."""
    needs = _needs(table)
    least = [need.least for need in needs]
    if _asked(table):
        share = total / sum(column.width for column in table.columns)
        wanted = [column.width * share for column in table.columns]
    else:
        wanted = _by_content(table, needs, total)
    return whole(_at_least(wanted, least, total), total)


def _asked(table: Table) -> bool:
    return all(column.width for column in table.columns)


def _needs(table: Table) -> list[Need]:
    rows = [row for row in table.rows if not isinstance(row, Tag)]
    if table.head is not None:
        rows = [table.head, *rows]
    out = []
    asked = _asked(table)
    for index in range(len(table.columns)):
        cells = [_need(row.cells[index], row.kind != "body", asked) for row in rows if index < len(row.cells)]
        natural, least = max((c.natural for c in cells), default=0.0), max((c.least for c in cells), default=0.0)
        out.append(Need(natural, least))
    return out


def _by_content(table: Table, needs: Sequence[Need], total: int) -> list[float]:
    """Number columns as wide as their content; text columns share the rest by what they would fill."""
    natural = [need.natural for need in needs]
    if sum(natural) <= total:
        text = [n for n, column in enumerate(table.columns) if column.align == "left"] or list(range(len(natural)))
        spare = (total - sum(natural)) / max(1.0, sum(natural[n] for n in text))
        return [w * (1 + spare) if n in text else w for n, w in enumerate(natural)]
    least = [need.least for need in needs]
    more = [need.natural - need.least for need in needs]
    room = max(0.0, total - sum(least))
    return [low + room * extra / max(1.0, sum(more)) for low, extra in zip(least, more, strict=True)]


def _at_least(wanted: list[float], least: list[float], total: int) -> list[float]:
    """Widths no smaller than the longest word where the others can give way."""
    if sum(least) >= total:
        return [low * total / sum(least) for low in least]
    for _ in wanted:
        short = {n for n, width in enumerate(wanted) if width < least[n]}
        if not short:
            break
        taken = sum(least[n] for n in short)
        others = sum(width for n, width in enumerate(wanted) if n not in short)
        wanted = [least[n] if n in short else w * (total - taken) / others for n, w in enumerate(wanted)]
    return wanted


def whole(wanted: list[float], total: int) -> list[int]:
    edges = [0.0]
    for width in wanted:
        edges.append(edges[-1] + width)
    scale = total / edges[-1] if edges[-1] else 0.0
    marks = [round(edge * scale) for edge in edges]
    return [right - left for left, right in zip(marks, marks[1:], strict=False)]
