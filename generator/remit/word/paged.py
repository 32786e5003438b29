"""A copy of a Word file whose list of contents a program that lays out pages fills in by itself.

LibreOffice shows a contents field as it was saved, and only a person's command makes it anew. Page references outside such a
field it works out on every layout. The copy has the entries without the field around them, and dots up to the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from remit.word.namespaces import w
from remit.word.trees import take_out
from remit.word.zipped import NotReadable, joined, pack, unpacked

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"


def with_page_numbers(data: bytes) -> bytes:
    """The copy; the same bytes for a file that has no such list or that cannot be read."""
    try:
        parts = dict(unpacked(data))
        document = _parsed(parts[_DOCUMENT])
        opened = [_around(document, code) for code in document.iter(w("instrText")) if _is_contents(code)]
        if not opened:
            return data
        for runs in opened:
            for one in runs:
                take_out(one)
        parts[_DOCUMENT] = _bytes(document)
        if _STYLES in parts:
            parts[_STYLES] = _dotted(parts[_STYLES])
    except (NotReadable, KeyError, etree.XMLSyntaxError):
        return data
    return joined([(name, pack(part)) for name, part in parts.items()])


def _is_contents(code: etree._Element) -> bool:
    return (code.text or "").split()[:1] == ["TOC"]


def _around(document: etree._Element, code: etree._Element) -> list[etree._Element]:
    """The runs that open, name, part and close the field of ``code``; none where it is not closed."""
    marks = list(_marks(document))
    at = next((place for place, one in enumerate(marks) if one is code), 0)
    found, depth = [marks[at - 1], code], 0
    for mark in marks[at + 1 :]:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            depth += 1
        elif depth == 0 and kind in ("separate", "end"):
            found.append(mark)
            if kind == "end":
                return [run for run in map(etree._Element.getparent, found) if run is not None]
        elif kind == "end":
            depth -= 1
    return []


def _marks(document: etree._Element) -> Iterator[etree._Element]:
    yield from document.iter(w("fldChar"), w("instrText"))


def _dotted(styles: bytes) -> bytes:
    root = _parsed(styles)
    for style in root.iter(w("style")):
        if str(style.get(w("styleId"), "")).startswith("TOC"):
            for tab in style.iter(w("tab")):
                if tab.get(w("val")) == "right" and not tab.get(w("leader")):
                    tab.set(w("leader"), "dot")
    return _bytes(root)


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
