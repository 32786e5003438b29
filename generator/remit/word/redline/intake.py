"""What a part of a document is made before it is compared: without what only counts or annotates."""

from __future__ import annotations

import re

from lxml import etree

from remit.word.namespaces import w
from remit.word.redline.relations import NotRepresentable
from remit.word.trees import parent_of, take_out

_TRACKED = tuple(
    w(name)
    for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange")
)
_UNSEEN = (w("proofErr"), w("lastRenderedPageBreak"), w("commentRangeStart"), w("commentRangeEnd"))
_NUMBERED = (w("p"), w("r"), w("tr"), w("sectPr"))
_FIGURE = re.compile("Figure [0-9]+")
_DRAWN = ("{*}docPr", "{*}cNvPr")


def ready(root: etree._Element) -> None:
    """Takes off a part what no reader sees. Raises NotRepresentable when it has tracked changes already."""
    if next(root.iter(*_TRACKED), None) is not None:
        raise NotRepresentable("one of them has tracked changes already")
    for reference in list(root.iter(w("commentReference"))):
        take_out(parent_of(reference))
    for one in list(root.iter(*_UNSEEN)):
        take_out(one)
    for one in root.iter(*_NUMBERED):
        one.attrib.clear()
    for drawn in root.iter(*_DRAWN):
        drawn.set("id", "0")
        if _FIGURE.fullmatch(str(drawn.get("name", ""))):
            drawn.set("name", "")


def number_figures(root: etree._Element) -> None:
    """Numbers the figures of a part in their order."""
    number = 0
    for drawn in root.iter(*_DRAWN):
        number += etree.QName(drawn).localname == "docPr"
        drawn.set("id", str(number))
        if not drawn.get("name"):
            drawn.set("name", f"Figure {number}")


_COUNTED = tuple(
    w(name)
    for name in (
        "ins", "del", "cellIns", "cellDel", "bookmarkStart", "bookmarkEnd", "moveFrom", "moveTo",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "commentRangeStart", "commentRangeEnd", "commentReference",
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
    )
)  # fmt: skip


def number_marks(root: etree._Element, first: int) -> dict[str, int]:
    """Counts marks, bookmarks and comments of a part in their order; returns the numbers by provisional id."""
    numbers: dict[str, int] = {}
    for one in root.iter(*_COUNTED):
        number = numbers.setdefault(str(one.get(w("id"))), first + len(numbers))
        one.set(w("id"), str(number))
    return numbers
