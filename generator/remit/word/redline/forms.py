"""Properties that have changed: noted beside the new ones where Word can note them.

What only follows from the text is not noted, because it would bury the changes that somebody made: the widths of columns,
which are measured on their words, and what is held together on a page.
"""

from __future__ import annotations

import copy

from lxml import etree

from remit.word.namespaces import w
from remit.word.redline.pen import BESIDE, Pen
from remit.word.trees import canonical

_LAYOUT = {w(name) for name in ("keepNext", "trHeight", "tcW", "textDirection", "vAlign")}


def note_paragraph(pen: Pen, old: etree._Element, new: etree._Element) -> None:
    """Notes what the form of a paragraph was."""
    before, after = old.find(w("pPr")), new.find(w("pPr"))
    if _differ(before, after, "pPr"):
        pen.changed_properties(new, before, "pPr")
    for name in ("rPr", "sectPr"):
        was = None if before is None else before.find(w(name))
        now = None if after is None else after.find(w(name))
        if after is not None and _differ(was, now, name):
            pen.changed_properties(after, was, name)


def note(pen: Pen, old: etree._Element, new: etree._Element, name: str) -> None:
    """Notes what the properties of a table, row, cell or the last page were; ``name`` is the element that holds them."""
    before = old.find(w(name))
    if _differ(before, new.find(w(name)), name):
        pen.changed_properties(new, before, name)


def note_section(pen: Pen, old: etree._Element, new: etree._Element) -> None:
    """Notes what a page setup was, which stands by itself at the end of a body."""
    if _differ(old, new, "sectPr"):
        pen.note(new, old, "sectPr")


def note_columns(pen: Pen, old: etree._Element, new: etree._Element) -> None:
    """Notes what the columns of a table were when their number has changed."""
    before, after = old.find(w("tblGrid")), new.find(w("tblGrid"))
    if before is None or after is None or len(before) == len(after):
        return
    change = etree.SubElement(after, w("tblGridChange"), {w("id"): pen.identifier()})
    change.append(copy.deepcopy(before))


def _differ(old: etree._Element | None, new: etree._Element | None, name: str) -> bool:
    if old is not None and new is not None and canonical(old) == canonical(new):
        return False
    return _form(old, name) != _form(new, name)


def _form(properties: etree._Element | None, name: str) -> list[bytes]:
    if properties is None:
        return []
    beside = BESIDE[name]
    return [canonical(one) for one in properties if one.tag not in _LAYOUT and one.tag not in beside]
