"""The marks of tracked changes: who made them, when, and where Word wants them."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Literal

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.trees import made

Side = Literal["ins", "del"]
"""Whether something was inserted or deleted."""

_AFTER_MARK = {w("sectPr"), w("pPrChange")}
BESIDE = {
    "rPr": (),
    "pPr": (w("rPr"), w("sectPr")),
    "sectPr": (w("headerReference"), w("footerReference")),
    "tblPr": (),
    "trPr": (w("ins"), w("del")),
    "tcPr": (w("cellIns"), w("cellDel")),
}
"""What stands among properties without belonging to their earlier form."""


@dataclass(slots=True)
class Pen:
    """Makes marks. Their ids are provisional, so that the finished document can count them from its beginning."""

    author: str
    date: str
    count: int = 0
    moves: int = 0

    @classmethod
    def of(cls, author: str, date: dt.datetime) -> Pen:
        """The pen of an author at a time, which is written in UTC when it knows its zone."""
        moment = date.astimezone(dt.UTC) if date.tzinfo else date
        return cls(author, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def identifier(self) -> str:
        """A provisional id."""
        self.count += 1
        return f"mark{self.count}"

    def move(self) -> str:
        """The name of a move, which both of its ends say and no other one in the file."""
        self.moves += 1
        return f"move{self.moves}"

    def mark(self, name: str) -> etree._Element:
        """An element that carries id, author and date."""
        return made(name, id=self.identifier(), author=self.author, date=self.date)

    def paragraph_mark(self, paragraph: etree._Element, side: Side) -> None:
        """Marks the end of a paragraph."""
        properties = properties_of(paragraph, "pPr")
        run = properties.find(w("rPr"))
        if run is None:
            run = made("rPr")
            at = next((n for n, one in enumerate(properties) if one.tag in _AFTER_MARK), len(properties))
            properties.insert(at, run)
        run.insert(0, self.mark(side))

    def row_mark(self, row: etree._Element, side: Side) -> None:
        """Marks a row of a table."""
        properties_of(row, "trPr").append(self.mark(side))

    def cell_mark(self, cell: etree._Element, side: Side) -> None:
        """Marks a cell of a column that was inserted or deleted."""
        properties_of(cell, "tcPr").append(self.mark("cellIns" if side == "ins" else "cellDel"))

    def changed_properties(self, holder: etree._Element, old: etree._Element | None, name: str) -> None:
        """Notes in an element what its properties of a name were before; ``old`` are those, None for none."""
        self.note(properties_of(holder, name), old, name)

    def note(self, properties: etree._Element, old: etree._Element | None, name: str) -> None:
        """Notes beside properties what they were before."""
        change = self.mark(f"{name}Change")
        before = etree.SubElement(change, w(name))
        for child in old if old is not None else ():
            if child.tag not in BESIDE[name]:
                before.append(copy.deepcopy(child))
        properties.append(change)


def properties_of(element: etree._Element, name: str) -> etree._Element:
    """The properties of an element, made where they are missing."""
    found = element.find(w(name))
    if found is None:
        found = made(name)
        first = len(element) and element[0].tag in (w("tblPrEx"),)
        element.insert(1 if first else 0, found)
    return found
