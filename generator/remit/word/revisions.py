"""What a Word file becomes when every tracked change in it is accepted, and when every one is rejected.

Written from ECMA-376 Part 1, 17.13.5, and from what Word does with the same files; it knows nothing of how a redline is
made, because it judges redlines. A part is changed in place.

- A run, row or cell that does not stay is removed; a table without rows goes with its last row.
- A paragraph whose mark does not stay joins what is left of it to the next one, whose properties hold; an empty one goes.
  The last mark in a cell, body or note always stays.
- Properties that were changed get their earlier form back, or lose the note of it.
- A content control whose markup does not stay is taken off what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from remit.word.namespaces import w
from remit.word.trees import is_inside, name_of, parent_of, take_out, unwrap

_ADDED, _TAKEN = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_CONTROL_RANGES = {
    w("customXmlInsRangeStart"): True,
    w("customXmlMoveToRangeStart"): True,
    w("customXmlDelRangeStart"): False,
    w("customXmlMoveFromRangeStart"): False,
}
_RANGES = (
    *_CONTROL_RANGES,
    *(w(f"customXml{kind}RangeEnd") for kind in ("Ins", "Del", "MoveFrom", "MoveTo")),
    *(w(f"move{side}Range{end}") for side in ("From", "To") for end in ("Start", "End")),
)
_CHANGED = tuple(
    w(f"{kind}Change")
    for kind in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
)
_STAYS = {
    w("pPrChange"): {w("rPr"), w("sectPr")},
    w("sectPrChange"): {w("headerReference"), w("footerReference")},
    w("trPrChange"): {w("ins"), w("del")},
    w("tcPrChange"): {w("cellIns"), w("cellDel"), w("cellMerge")},
}
"""What of the present properties stands beside the earlier ones, which cannot hold it."""

_PROPERTIES = {w("rPr"), w("trPr"), w("numPr")}
_WRITTEN = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_LABELS = {
    w(name)
    for name in (
        "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd",
    )
}  # fmt: skip
_WRAPPERS = (w("hyperlink"), w("fldSimple"), w("smartTag"))
"""What goes with the last word that it holds."""

_CLOSED = {w(name) for name in ("tc", "body", "hdr", "ftr", "footnote", "endnote")}

_OPTIONAL = (w("rPr"), w("pPr"), w("trPr"), w("tcPr"))


def accept_all(root: etree._Element) -> None:
    """Makes every tracked change of a part part of its text."""
    _settle(root, gone=_TAKEN, kept=_ADDED, accepted=True)


def reject_all(root: etree._Element) -> None:
    """Makes a part what it was before its tracked changes."""
    _settle(root, gone=_ADDED, kept=_TAKEN, accepted=False)


def _settle(root: etree._Element, *, gone: tuple[str, ...], kept: tuple[str, ...], accepted: bool) -> None:
    _settle_controls(root, accepted=accepted)
    _settle_tables(root, gone, accepted=accepted)
    _settle_properties(root, accepted=accepted)
    marks = [
        parent_of(parent_of(parent_of(mark)))
        for mark in root.iter(*gone)
        if is_inside(mark, w("rPr"), w("pPr"))
    ]
    for change in list(root.iter(*gone)):
        take_out(change)
    for change in list(root.iter(*kept)):
        if parent_of(change).tag in _PROPERTIES:
            take_out(change)
        else:
            unwrap(change)
    for wrapper in reversed(list(root.iter(*_WRAPPERS))):
        if not len(wrapper):
            take_out(wrapper)
    for text in list(root.iter(*_WRITTEN)):
        text.tag = _WRITTEN[name_of(text)]
    for paragraph in marks:
        _join(paragraph)
    for properties in reversed(list(root.iter(*_OPTIONAL))):
        if not len(properties) and not properties.attrib:
            take_out(properties)


def _settle_controls(root: etree._Element, *, accepted: bool) -> None:
    for start in list(root.iter(*_CONTROL_RANGES)):
        control = start.getnext()
        if (
            _CONTROL_RANGES[name_of(start)] is not accepted
            and control is not None
            and control.tag == w("sdt")
        ):
            unwrap(control, control.find(w("sdtContent")))
    for mark in list(root.iter(*_RANGES)):
        take_out(mark)


def _settle_tables(root: etree._Element, gone: tuple[str, ...], *, accepted: bool) -> None:
    for row in list(root.iter(w("tr"))):
        properties = row.find(w("trPr"))
        if properties is not None and any(one.tag in gone for one in properties):
            take_out(row)
    leaving = w("cellDel") if accepted else w("cellIns")
    for mark in list(root.iter(w("cellIns"), w("cellDel"))):
        cell = parent_of(parent_of(mark))
        take_out(mark)
        if mark.tag == leaving:
            take_out(cell)
    for row in list(root.iter(w("tr"))):
        if row.find(f".//{w('tc')}") is None:
            take_out(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(f".//{w('tr')}") is None:
            take_out(table)


def _settle_properties(root: etree._Element, *, accepted: bool) -> None:
    for change in list(root.iter(*_CHANGED)):
        properties = parent_of(change)
        properties.remove(change)
        if accepted or not len(change):
            continue
        before = change[0]
        stays = _STAYS.get(name_of(change), set())
        for child in [one for one in properties if one.tag not in stays]:
            properties.remove(child)
        properties.attrib.update(before.attrib)
        beside = list(properties)
        for child in list(before):
            properties.append(child)
        for child in beside:
            if child.tag in (w("rPr"), w("sectPr"), *_ADDED, *_TAKEN, w("cellIns"), w("cellDel")):
                properties.append(child)


def _join(paragraph: etree._Element) -> None:
    """What is left of a paragraph without its mark goes to the beginning of the next one."""
    left = list(_content(paragraph))
    if not any(child.tag not in _LABELS for child in left):
        if parent_of(paragraph).tag not in _CLOSED or _following(paragraph) is not None:
            take_out(paragraph)
        return
    following = _following(paragraph)
    if following is None or following.tag != w("p"):
        return
    at = 1 if len(following) and following[0].tag == w("pPr") else 0
    following[at:at] = left
    take_out(paragraph)


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The next block; the page setup at the end of a body is none."""
    skipped = {*_LABELS, w("sectPr")}
    return next((one for one in paragraph.itersiblings() if one.tag not in skipped), None)


def _content(paragraph: etree._Element) -> Iterator[etree._Element]:
    for child in paragraph:
        if child.tag != w("pPr"):
            yield child
