"""Whether two parts of Word files say the same in the same form: text, properties and structure, in order.

What no reader can tell is not compared: where a run of equal properties is cut, numbers by which a file counts its
bookmarks, pictures and relationships, bookmarks that nothing refers to, comments. A picture is compared by its content.

Content controls are compared by themselves (see ``controls``), because a reader does not see them. A redline that was
rejected is compared without the layout that is measured on the text of the new document: the widths of columns, and what is
held together on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from remit.word.namespaces import R, w
from remit.word.trees import canonical, parent_of, take_out, unwrap

_CONTAINERS = {
    w(name)
    for name in (
        "document", "body", "tbl", "tr", "tc", "sdt", "sdtContent",
        "hdr", "ftr", "footnotes", "footnote", "endnotes", "endnote",
    )
}  # fmt: skip
_COMMENTS = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"), w("annotationRef"))
_UNSEEN = (w("proofErr"), w("lastRenderedPageBreak"), *_COMMENTS)
_LAYOUT = (w("tcW"), w("textDirection"), w("vAlign"), w("trHeight"), w("keepNext"))
_OPTIONAL = (w("rPr"), w("pPr"), w("trPr"), w("tcPr"))
_AIM = re.compile(r'(\b(?:REF|PAGEREF|NOTEREF)\s+"?|\\l\s+"?)([^\s"\\]+)')
_COUNTED = (w("p"), w("r"), w("tr"), w("sectPr"))
"""What may carry nothing but the numbers that Word gives to editing sessions and paragraphs."""

_NAMED = ("docPr", "cNvPr")


def prepare(root: etree._Element, targets: Mapping[str, str], *, layout: bool = True) -> None:
    """Brings a part into the form in which parts are compared.

    ``targets`` says for each relationship of the part what it leads to, so that two files which number them in another way
    are alike. Without ``layout`` what follows from the text is left out.
    """
    for one in list(root.iter(*_UNSEEN)):
        run = parent_of(one)
        take_out(one)
        if run.tag == w("r") and not _has_content(run):
            take_out(run)
    _name_labels(root)
    for attribute in root.xpath("//@r:*", namespaces={"r": R}):
        attribute.getparent().set(attribute.attrname, targets.get(str(attribute), str(attribute)))
    for element in root.iter(*_COUNTED):
        element.attrib.clear()
    for element in root.iter(*(f"{{*}}{name}" for name in _NAMED)):
        element.attrib.pop("id", None)
        element.attrib.pop("name", None)
    for control in reversed(list(root.iter(w("sdt")))):
        unwrap(control, control.find(w("sdtContent")))
    if not layout:
        _drop_layout(root)
    for properties in reversed(list(root.iter(*_OPTIONAL))):
        if not len(properties) and not properties.attrib:
            take_out(properties)


def difference(one: etree._Element, other: etree._Element) -> str:
    """The first place at which two prepared parts differ, in words; "" when they are the same. Joins runs in both."""
    if canonical(one) == canonical(other):
        return ""
    if one.tag == other.tag and one.tag in _CONTAINERS and dict(one.attrib) == dict(other.attrib):
        for child, its in zip(one, other, strict=False):
            found = difference(child, its)
            if found:
                return found
        if len(one) == len(other):
            return ""
        longer = one if len(one) > len(other) else other
        return f"{_told(longer[min(len(one), len(other))])} is in one of them only"
    if one.tag == other.tag == w("p"):
        _join_runs(one)
        _join_runs(other)
        if canonical(one) == canonical(other):
            return ""
    return f"{_told(one)} where {_told(other)} should be"


def _name_labels(root: etree._Element) -> None:
    """Names bookmarks by their order and drops those at which nothing aims."""
    aims = _aims(root)
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for start in list(root.iter(w("bookmarkStart"))):
        name = str(start.get(w("name")))
        if name not in aims or name in names:
            take_out(start)
            continue
        names[name] = ids[str(start.get(w("id")))] = f"bookmark{len(names) + 1}"
        start.set(w("name"), names[name])
        start.set(w("id"), names[name])
    for end in list(root.iter(w("bookmarkEnd"))):
        known = ids.get(str(end.get(w("id"))))
        if known:
            end.set(w("id"), known)
        else:
            take_out(end)
    _rename_aims(root, names)


def _aims(root: etree._Element) -> set[str]:
    """The names of bookmarks to which fields and links lead."""
    codes = [one.text or "" for one in root.iter(w("instrText"))]
    codes += [str(one.get(w("instr"), "")) for one in root.iter(w("fldSimple"))]
    links = {str(link.get(w("anchor"), "")) for link in root.iter(w("hyperlink"))}
    return links | {match[2] for code in codes for match in _AIM.finditer(code)}


def _rename_aims(root: etree._Element, names: Mapping[str, str]) -> None:
    def renamed(code: str) -> str:
        return _AIM.sub(lambda match: match[1] + names.get(match[2], match[2]), code)

    for code in root.iter(w("instrText")):
        code.text = renamed(code.text or "")
    for one in root.iter(w("fldSimple")):
        one.set(w("instr"), renamed(str(one.get(w("instr"), ""))))
    for link in root.iter(w("hyperlink")):
        anchor = str(link.get(w("anchor"), ""))
        if anchor in names:
            link.set(w("anchor"), names[anchor])


def controls(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The tag and the words of each content control of a part, in order."""
    for control in root.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        words = "".join(str(text) for text in control.itertext(w("t")))
        yield "" if tag is None else str(tag.get(w("val"), "")), words


def _drop_layout(root: etree._Element) -> None:
    for column in root.iter(w("gridCol")):
        column.attrib.pop(w("w"), None)
    for one in list(root.iter(*_LAYOUT)):
        take_out(one)


def _has_content(run: etree._Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _join_runs(paragraph: etree._Element) -> None:
    """One run for each stretch of equal properties, one text for each stretch of letters; nothing that is empty."""
    before: etree._Element | None = None
    for run in list(paragraph.iter(w("r"))):
        if not _has_content(run):
            take_out(run)
        elif before is not None and run.getprevious() is before and _form(run) == _form(before):
            before.extend([child for child in run if child.tag != w("rPr")])
            take_out(run)
        else:
            before = run
    for run in paragraph.iter(w("r")):
        _join_texts(list(run))


def _form(run: etree._Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None else canonical(properties)


def _join_texts(children: Iterable[etree._Element]) -> None:
    before: etree._Element | None = None
    for child in children:
        if child.tag not in (w("t"), w("instrText")):
            before = None
            continue
        child.attrib.clear()
        if before is not None and before.tag == child.tag:
            before.text = (before.text or "") + (child.text or "")
            take_out(child)
        else:
            before = child


def _told(element: etree._Element) -> str:
    """An element in a reader's words."""
    kinds = {
        "p": "the paragraph",
        "tbl": "a table",
        "tr": "the row",
        "tc": "the cell",
        "sectPr": "a page setup",
    }
    name = etree.QName(element).localname
    text = " ".join("".join(str(one) for one in element.itertext(w("t"), w("instrText"))).split())
    shown = f' "{text[:80]}"' if text else " without text"
    return f"{kinds.get(name, f'the element {name}')}{shown}"
