"""What the schemas cannot say about WordprocessingML: references, fields, revisions, cells and spaces."""

import re
from collections.abc import Iterator

from lxml import etree

from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.identifiers import REVISIONS, WordParts
from tests.oracles.ecma376.names import XML, w

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_ACTIVE_FIELD = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REFERENCE_FIELD = re.compile(r"\s*(?:PAGE)?REF\s+(\S+)")
_BLOCKS = (w("p"), w("sdt"), w("customXml"))
_CELL_MARKS = (w("tcPr"), w("bookmarkStart"), w("bookmarkEnd"), w("commentRangeEnd"))


def wordml_defects(word_parts: WordParts) -> list[Defect]:
    """Defects of meaning in the WordprocessingML parts of one document."""
    found = [Defect(check="wordml", part="", message=m) for m in _missing_targets(word_parts)]
    for part, root in word_parts.items():
        checks = (
            _fields(root),
            _revisions(root),
            _deleted_text(root),
            _cells(root),
            _texts(root),
            _foreign(root),
        )
        found += [Defect(check="wordml", part=part, message=m) for check in checks for m in check]
    return found


def _missing_targets(parts: WordParts) -> Iterator[str]:
    styles = {e.get(w("styleId")) for e in _each(parts, "style")}
    numbers = {e.get(w("numId")) for e in _each(parts, "num")} | {"0"}
    abstract = {e.get(w("abstractNumId")) for e in _each(parts, "abstractNum")}
    bookmarks = {e.get(w("name")) for e in _each(parts, "bookmarkStart")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        yield from _unknown(f"{tag} names the style", _values(parts, tag), styles)
    references = [e.get(w("val")) for e in _each(parts, "numId") if _parent_is(e, "numPr")]
    yield from _unknown("numPr names the list", references, numbers)
    bases = [e.get(w("val")) for e in _each(parts, "abstractNumId") if _parent_is(e, "num")]
    yield from _unknown("num names the abstract list", bases, abstract)
    anchors = [e.get(w("anchor")) for e in _each(parts, "hyperlink") if e.get(w("anchor"))]
    yield from _unknown("hyperlink names the bookmark", anchors, bookmarks)
    fields = (_REFERENCE_FIELD.match(code) for code in _field_codes(parts))
    yield from _unknown("REF field names the bookmark", [match[1] for match in fields if match], bookmarks)
    for kind in ("footnote", "endnote", "comment"):
        ids = {e.get(w("id")) for e in _each(parts, kind)}
        yield from _unknown(
            f"{kind}Reference names", [e.get(w("id")) for e in _each(parts, f"{kind}Reference")], ids
        )


def _field_codes(parts: WordParts) -> Iterator[str]:
    yield from (e.text or "" for e in _each(parts, "instrText"))
    yield from (str(e.get(w("instr"), "")) for e in _each(parts, "fldSimple"))


def _fields(root: etree._Element) -> Iterator[str]:
    open_fields = 0
    for mark in root.iter(w("fldChar")):
        open_fields += {"begin": 1, "end": -1}.get(str(mark.get(w("fldCharType"))), 0)
        if open_fields < 0:
            yield "a field ends that did not begin"
            open_fields = 0
    if open_fields:
        yield f"{open_fields} field(s) not closed"
    for code in _field_codes({"": root}):
        if _ACTIVE_FIELD.match(code):
            yield f"active field {code.strip()[:40]!r}"


def _revisions(root: etree._Element) -> Iterator[str]:
    for tag in REVISIONS:
        for revision in root.iter(w(tag)):
            if not revision.get(w("author")):
                yield f"revision {tag} without author"
            date = str(revision.get(w("date"), ""))
            if date and not _DATE.fullmatch(date):
                yield f"revision date {date!r}"


def _deleted_text(root: etree._Element) -> Iterator[str]:
    for text in root.iter(w("t")):
        if any(a.tag == w("del") for a in text.iterancestors()):
            yield f"w:t inside w:del: {(text.text or '')[:40]!r}"
    for text in root.iter(w("delText")):
        if not any(a.tag in (w("del"), w("moveFrom")) for a in text.iterancestors()):
            yield f"w:delText outside w:del: {(text.text or '')[:40]!r}"


def _cells(root: etree._Element) -> Iterator[str]:
    # Word calls a file corrupt when a table cell does not end in a paragraph.
    for cell in root.iter(w("tc")):
        blocks = [child.tag for child in cell if child.tag not in _CELL_MARKS]
        if not blocks or blocks[-1] not in _BLOCKS:
            yield "a table cell does not end with a paragraph"


def _texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter(w("t")):
        text = element.text or ""
        if text != text.strip() and element.get(f"{{{XML}}}space") != "preserve":
            yield f'outer space is lost without xml:space="preserve": {text[:40]!r}'
        if _BIDI_CONTROL.search(text):
            yield f"bidirectional control character: {text[:40]!r}"


def _foreign(root: etree._Element) -> Iterator[str]:
    for _ in root.iter(w("altChunk")):
        yield "imported foreign content (altChunk)"
    for body in root.iter(w("body")):
        if body.find(f".//{w('p')}") is None:
            yield "the body has no paragraph"


def _each(parts: WordParts, local: str) -> Iterator[etree._Element]:
    for root in parts.values():
        yield from root.iter(w(local))


def _values(parts: WordParts, local: str) -> list[str | None]:
    return [e.get(w("val")) for e in _each(parts, local)]


def _parent_is(element: etree._Element, local: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == w(local)


def _unknown(what: str, named: list[str | None] | list[str], known: set[str | None]) -> Iterator[str]:
    for name in sorted({str(n) for n in named if n not in known}):
        yield f"{what} {name!r}, which does not exist"
