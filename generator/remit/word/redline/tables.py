"""Two tables woven into one: rows and columns that come and go, cells whose words change."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Protocol

from lxml import etree

from remit.blocks.wording import bag, best_pairs
from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.forms import note, note_columns
from remit.word.redline.inlines import text_of
from remit.word.redline.order import Pair, aligned, put, weighted, with_following
from remit.word.redline.pen import Pen, Side
from remit.word.redline.told import Log
from remit.word.redline.values import Values

_PROPERTIES = {w("tblPr"), w("tblGrid"), w("trPr"), w("tblPrEx"), w("tcPr")}


class Cells(Protocol):
    """What weaves the blocks in cells."""

    def weave(self, parent: etree._Element, old: Sequence[etree._Element]) -> None:
        """Weaves the blocks of an old cell into those of a new one."""

    def come(self, parent: etree._Element) -> None:
        """Marks the blocks of an inserted cell."""

    def gone(self, old: etree._Element, target: etree._Element) -> None:
        """Puts the blocks of a deleted cell into an empty one."""


@dataclass(slots=True)
class Tables:
    """Weaves the tables of one part."""

    pen: Pen
    log: Log
    values: Values
    cells: Cells

    def weave(self, old: etree._Element, new: etree._Element) -> None:
        """Turns the new table into one that shows what has changed in it."""
        note(self.pen, old, new, "tblPr")
        note_columns(self.pen, old, new)
        before, after = parts_of(old, "tr"), parts_of(new, "tr")
        columns = _columns(before, after)
        self._tell_columns(columns, before, after)
        for (i, j), following in with_following(_rows(before, after, columns), after):
            if i is not None and j is not None:
                self._row(before[i], after[j], columns)
            elif j is not None:
                self._tell_row(after[j], after[j], "ins")
                self.come_row(after[j])
            elif i is not None:
                row = self.gone_row(before[i])
                put(new, row, following)
                self._tell_row(before[i], row, "del")

    def come(self, table: etree._Element) -> None:
        """Marks a table that was inserted."""
        for row in parts_of(table, "tr"):
            self.come_row(row)

    def gone(self, table: etree._Element) -> etree._Element:
        """A deleted table as it stands in the new document."""
        shell = _shell(table)
        shell.extend([self.gone_row(row) for row in parts_of(table, "tr")])
        return shell

    def come_row(self, row: etree._Element) -> None:
        """Marks a row that was inserted."""
        self.pen.row_mark(row, "ins")
        for cell in parts_of(row, "tc"):
            self.cells.come(cell)

    def gone_row(self, row: etree._Element) -> etree._Element:
        """A deleted row as it stands in the new document."""
        shell = _shell(row)
        self.pen.row_mark(shell, "del")
        shell.extend([self._gone_cell(cell) for cell in parts_of(row, "tc")])
        return shell

    def _gone_cell(self, cell: etree._Element) -> etree._Element:
        shell = _shell(cell)
        self.cells.gone(cell, shell)
        return shell

    def _row(self, old: etree._Element, new: etree._Element, columns: Sequence[Pair] | None) -> None:
        note(self.pen, old, new, "trPr")
        before, after = parts_of(old, "tc"), parts_of(new, "tc")
        pairs = columns or [(n, n) for n in range(len(after))]
        for (i, j), following in with_following(pairs, after):
            if i is not None and j is not None:
                note(self.pen, before[i], after[j], "tcPr")
                self.cells.weave(after[j], blocks_of(before[i]))
            elif j is not None:
                self.pen.cell_mark(after[j], "ins")
                self.cells.come(after[j])
            elif i is not None:
                cell = self._gone_cell(before[i])
                self.pen.cell_mark(cell, "del")
                put(new, cell, following)

    def _tell_row(self, source: etree._Element, row: etree._Element, side: Side) -> None:
        text = " | ".join(text_of(cell) for cell in parts_of(source, "tc"))
        self.log.whole(side, "row", (row, row), text, self.values.sources_in(source))

    def _tell_columns(
        self, columns: Sequence[Pair] | None, old: list[etree._Element], new: list[etree._Element]
    ) -> None:
        """A column is told by its head."""
        for i, j in columns or ():
            rows, at, side = (new, j, "ins") if i is None else (old, i, "del")
            if (i is None or j is None) and at is not None:
                cells = [parts_of(row, "tc")[at] for row in rows]
                sources = [source for cell in cells for source in self.values.sources_in(cell)]
                head = parts_of(new[0], "tc")[at if i is None else 0]
                kind: Side = "ins" if side == "ins" else "del"
                self.log.whole(kind, "column", (head, head), text_of(cells[0]), tuple(dict.fromkeys(sources)))


def parts_of(element: etree._Element, name: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row."""
    return element.findall(w(name))


def blocks_of(element: etree._Element) -> list[etree._Element]:
    """The blocks in a cell or in another element that holds them."""
    return [one for one in element if one.tag not in _PROPERTIES]


def is_plain(table: etree._Element) -> bool:
    """Whether a table holds nothing but rows, and these nothing but cells."""
    rows = parts_of(table, "tr")
    return bool(rows) and all(
        child.tag in (*_PROPERTIES, w("tr"), w("tc")) for one in (table, *rows) for child in one
    )


def _shell(element: etree._Element) -> etree._Element:
    shell = etree.Element(element.tag, None, element.nsmap)
    shell.extend([copy.deepcopy(one) for one in element if one.tag in _PROPERTIES])
    return shell


def _columns(old: list[etree._Element], new: list[etree._Element]) -> list[Pair] | None:
    """Which columns stay, by their heads; None when their number is the same or differs from row to row."""
    widths = {_width(row) for row in old}, {_width(row) for row in new}
    if len(widths[0]) != 1 or len(widths[1]) != 1 or widths[0] == widths[1] or 0 in widths[0] | widths[1]:
        return None
    heads = [[text_of(cell) for cell in parts_of(rows[0], "tc")] for rows in (old, new)]

    def in_turn(i: Sequence[int], j: Sequence[int]) -> list[tuple[int, int]]:
        return list(zip(i, j, strict=True)) if len(i) == len(j) else []

    return aligned(heads[0], heads[1], in_turn)


def _width(row: etree._Element) -> int:
    """How many cells a row has; 0 when some of them span several columns."""
    cells = parts_of(row, "tc")
    spans = any(cell.find(f"{w('tcPr')}/{w('gridSpan')}") is not None for cell in cells)
    return 0 if spans else len(cells)


def _rows(old: list[etree._Element], new: list[etree._Element], columns: Sequence[Pair] | None) -> list[Pair]:
    """Which rows stay: those of equal words, then those with the same first cell or most of their words in common."""
    common = [(i, j) for i, j in columns or () if i is not None and j is not None]
    before = [_texts(row, [i for i, _ in common] if columns else None) for row in old]
    after = [_texts(row, [j for _, j in common] if columns else None) for row in new]

    def alike(i: Sequence[int], j: Sequence[int]) -> list[tuple[int, int]]:
        bags = [
            [weighted(bag(" ".join(texts[n])), texts[n][0] if texts[n] else "") for n in places]
            for texts, places in ((before, i), (after, j))
        ]
        found = [(i[a], j[b]) for a, b in best_pairs(bags[0], bags[1])]
        return [(a, b) for a, b in found if len(before[a]) == len(after[b])]

    return aligned(before, after, alike)


def _texts(row: etree._Element, places: list[int] | None) -> tuple[str, ...]:
    cells = parts_of(row, "tc")
    return tuple(text_of(cells[n]) for n in (range(len(cells)) if places is None else places))
