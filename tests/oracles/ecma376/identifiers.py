"""Identifiers that must be unique, and ranges that must open and close once."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.names import DRAWING, WORD_2010, w

MAX_BOOKMARK_NAME = 40
REVISIONS = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange"),
)

WordParts = dict[str, etree._Element]


def identifier_defects(word_parts: WordParts) -> list[Defect]:
    """Duplicate and unpaired identifiers: first those unique in the document, then those unique in a part."""
    found = [Defect(check="identifier", part="", message=m) for m in _document_wide(word_parts)]
    for part, root in word_parts.items():
        found += [Defect(check="identifier", part=part, message=m) for m in _in_part(root)]
    return found


def _document_wide(parts: WordParts) -> Iterator[str]:
    # Word compares bookmark names without regard to case.
    names = [str(e.get(w("name"), "")).lower() for e in _each(parts, w("bookmarkStart"))]
    yield from _repeated("bookmark name", names)
    yield from (
        f"bookmark name {n!r} is longer than {MAX_BOOKMARK_NAME}" for n in names if len(n) > MAX_BOOKMARK_NAME
    )
    yield from _repeated("drawing id", [e.get("id") for e in _each(parts, f"{{{DRAWING}}}docPr")])
    controls = [properties.find(w("id")) for properties in _each(parts, w("sdtPr"))]
    yield from _repeated("content control id", [c.get(w("val")) for c in controls if c is not None])
    paragraphs = [
        str(e.get(f"{{{WORD_2010}}}paraId")) for e in _each(parts, "*") if e.get(f"{{{WORD_2010}}}paraId")
    ]
    yield from _repeated("paragraph id", paragraphs)
    yield from (f"paragraph id {p!r} is out of range" for p in paragraphs if not _paragraph_id_ok(p))


def _paragraph_id_ok(text: str) -> bool:
    try:
        return 0 < int(text, 16) < 0x80000000
    except ValueError:
        return False


def _in_part(root: etree._Element) -> Iterator[str]:
    for tag, key in (("style", "styleId"), ("num", "numId"), ("abstractNum", "abstractNumId")):
        yield from _repeated(f"{tag} {key}", [e.get(w(key)) for e in root.findall(w(tag))])
    for tag in ("footnote", "endnote", "comment"):
        yield from _repeated(f"{tag} id", [e.get(w("id")) for e in root.findall(w(tag))])
    yield from _repeated("revision id", [e.get(w("id")) for tag in REVISIONS for e in root.iter(w(tag))])
    for opening, closing in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        yield from _unpaired(root, opening, closing)


def _unpaired(root: etree._Element, opening: str, closing: str) -> Iterator[str]:
    starts = Counter(e.get(w("id")) for e in root.iter(w(opening)))
    ends = Counter(e.get(w("id")) for e in root.iter(w(closing)))
    for key in sorted({*starts, *ends}, key=str):
        if (starts[key], ends[key]) != (1, 1):
            yield f"{opening} {key}: {starts[key]} start(s), {ends[key]} end(s)"


def _each(parts: WordParts, tag: str) -> Iterator[etree._Element]:
    for root in parts.values():
        yield from root.iter(tag)


def _repeated(what: str, values: list[str | None] | list[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{what} {value!r} is used {count} times"
