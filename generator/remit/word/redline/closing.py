"""The ends of paragraphs, which are what Word marks when a paragraph comes or goes.

The last end in a cell, in a list of contents and in a part cannot come or go. A paragraph that came after all others is
therefore shown as Word shows it: the end before it is new, and its own end is the one that always stood there.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import field

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.forms import note_paragraph
from remit.word.redline.pen import Pen, Side
from remit.word.trees import made


@dataclass(slots=True)
class Closing:
    """Marks the ends of paragraphs; remembers which are marked, and what each paragraph was in the old document.

    ``hold`` is told of each block in order, and whether it came or went.
    """

    pen: Pen
    sides: dict[etree._Element, Side] = field(default_factory=dict)
    olds: dict[etree._Element, etree._Element] = field(default_factory=dict)

    def comes(self, paragraph: etree._Element, side: Side) -> None:
        """Marks the end of a paragraph that came or went."""
        self.pen.paragraph_mark(paragraph, side)
        self.sides[paragraph] = side

    def stays(self, old: etree._Element, new: etree._Element) -> None:
        """Remembers what a paragraph was."""
        self.olds[new] = old

    def hold(self, blocks: Sequence[tuple[etree._Element, Side | None]]) -> None:
        """Keeps the end of the last of these blocks, when it came or went after one that stays."""
        placed = [(block, side) for block, side in blocks if block.tag != w("sectPr")]
        if not placed or placed[-1][0] not in self.sides:
            return
        last, side = placed[-1]
        kept, other = next(((block, its) for block, its in reversed(placed) if its != side), (last, side))
        if other is None and kept.tag == last.tag == w("p"):
            self._shift(kept, last)

    def before_tables(self, blocks: Sequence[tuple[etree._Element, Side | None]]) -> None:
        """Keeps the end of the last of the paragraphs that came or went right before a table, after one that stays.

        Word takes the last one away as a whole. LibreOffice cannot join it with the table and would leave it empty, perhaps
        with a number.
        """
        for at in range(1, len(blocks)):
            (last, side), (table, _) = blocks[at - 1], blocks[at]
            if table.tag != w("tbl") or last not in self.sides:
                continue
            begin = at - 1
            while begin and blocks[begin - 1][0].tag == w("p") and blocks[begin - 1][1] == side:
                begin -= 1
            kept, other = blocks[begin - 1] if begin else (last, side)
            if kept.tag == w("p") and other is None and kept not in self.sides and not _end_pages(kept, last):
                self._shift(kept, last)

    def _shift(self, kept: etree._Element, last: etree._Element) -> None:
        """Marks the end of ``kept`` instead of that of ``last``; after it is taken, what is left has the form it should."""
        side = self.sides.pop(last)
        old = self.olds.get(kept, kept)
        before = copy.deepcopy(_unmarked(old.find(w("pPr"))))
        after = copy.deepcopy(_unmarked(kept.find(w("pPr"))))
        if side == "ins":
            _give(kept, after)
            _give(last, copy.deepcopy(_unmarked(last.find(w("pPr")))))
            note_paragraph(self.pen, _holder(before), last)
        else:
            _give(kept, before)
            _give(last, after)
            note_paragraph(self.pen, self.olds.get(last, last), last)
        self.comes(kept, side)


def _unmarked(properties: etree._Element | None) -> etree._Element | None:
    """Properties without marks and notes of changes."""
    if properties is None:
        return None
    clean = copy.deepcopy(properties)
    for one in list(clean.iter(w("ins"), w("del"), w("pPrChange"), w("rPrChange"))):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for one in clean.findall(w("rPr")):
        if not len(one):
            clean.remove(one)
    return clean


def _end_pages(*paragraphs: etree._Element) -> bool:
    """Whether a page setup ends with one of these paragraphs."""
    return any(one.find(f"{w('pPr')}/{w('sectPr')}") is not None for one in paragraphs)


def _give(paragraph: etree._Element, properties: etree._Element | None) -> None:
    present = paragraph.find(w("pPr"))
    if present is not None:
        paragraph.remove(present)
    if properties is not None:
        paragraph.insert(0, properties)


def _holder(properties: etree._Element | None) -> etree._Element:
    holder = made("p")
    if properties is not None:
        holder.append(properties)
    return holder
