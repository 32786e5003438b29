"""The house style a document is written on: read once, its parts kept compressed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from lxml import etree

from remit.frozen import dataclass
from remit.word.custom_xml import ITEM, Item, place_of_provenance, store_parts
from remit.word.house_font import table_scale
from remit.word.house_headers import pages_without_header
from remit.word.house_lists import CLAUSES, SCHEDULES, number_of, other_numbers, schedule_word
from remit.word.house_styles import ALL
from remit.word.namespaces import CONTENT_TYPES, HEAD, RELATIONSHIPS, R, w
from remit.word.zipped import NotReadable, Packed, pack, unpacked

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"
NUMBERING = "word/numbering.xml"
RELATED = "word/_rels/document.xml.rels"
PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{R}/extended-properties",
    ),
    "docProps/custom.xml": (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{R}/custom-properties",
    ),
}
NEEDED = tuple((style.id, style.name) for style in ALL)
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_NAMESPACE = re.compile(r' xmlns:(?:w|r)="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A kind of page: its section properties, and the width and height of its text in twentieths of a point."""

    section: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house style: kept parts in order, parts with slots to fill per document, pages and list numbers.

    ``schedule_word`` stands before the letter of a schedule; ``other_numbers`` are numbers that references would get wrong,
    ``unmarked`` pages without a header.
    """

    parts: tuple[tuple[str, Packed], ...]
    slotted: tuple[tuple[str, str], ...]
    headers: frozenset[str]
    portrait: Page
    landscape: Page
    clauses: str
    schedules: str
    style_ids: frozenset[str]
    other_numbers: tuple[str, ...]
    unmarked: tuple[str, ...]
    styles: str
    numbering: bytes
    schedule_word: str
    language: str
    provenance: str
    table_scale: float = 1.0

    def page(self, landscape: bool) -> Page:
        """The page setup of an orientation."""
        return self.landscape if landscape else self.portrait


class HouseError(Exception):
    """A file cannot serve as house style; the message says why."""


def read_house(data: bytes) -> House:
    """Reads a house style. Raises HouseError for what is no Word file, lacks its main parts or a style that is needed."""
    try:
        house = open_house(data)
    except NotReadable as problem:
        raise HouseError(f"The house style cannot be used: {problem}.") from None
    missing = [name for identifier, name in NEEDED if identifier not in house.style_ids]
    if missing:
        raise HouseError(f"The house style lacks the style{'s' if missing[1:] else ''} {', '.join(missing)}.")
    if house.other_numbers:
        raise HouseError(
            f"The house style numbers otherwise than references do: {'; '.join(house.other_numbers)}."
        )
    if house.unmarked:
        raise HouseError(
            f"The house style has no header for {' and '.join(house.unmarked)}, where drafts bear their watermark."
        )
    return house


def missing_styles(data: bytes) -> list[str]:
    """Names of the styles that a file lacks as house style, in the order of our own. Raises NotReadable."""
    have = open_house(data).style_ids
    return [name for identifier, name in NEEDED if identifier not in have]


def open_house(data: bytes) -> House:
    """A house style whose styles are not checked. Raises NotReadable."""
    parts = unpacked(data)
    for needed in ("[Content_Types].xml", "_rels/.rels", MAIN, STYLES, NUMBERING):
        if needed not in parts:
            raise NotReadable(f"it has no part {needed}")
    styles, document, numbering = xml_of(parts[STYLES]), xml_of(parts[MAIN]), xml_of(parts[NUMBERING])
    portrait, landscape = _pages(document)
    headers, footers = related_parts(parts, "header"), related_parts(parts, "footer")
    for name in sorted(headers | footers):
        if name not in parts:
            raise NotReadable(f"it has no part {name}")
        xml_of(parts[name])
    slotted = {name for name in footers if b"{{" in parts[name]} | headers
    item = place_of_provenance(parts)
    written = {MAIN, "[Content_Types].xml", "_rels/.rels", RELATED, *PROPERTIES, *item.names, *slotted}
    types = {name: content_type for name, (content_type, _) in PROPERTIES.items()}
    kept = [
        ("[Content_Types].xml", types_with(parts, types | item.types)),
        ("_rels/.rels", _package_relationships(parts)),
        (RELATED, related_with(parts, item)),
        *store_parts(item),
    ]
    kept += [(name, content) for name, content in parts.items() if name not in written]
    return House(
        parts=tuple((name, pack(content, 9)) for name, content in kept),
        slotted=tuple((name, _text(parts[name])) for name in sorted(slotted)),
        headers=frozenset(headers),
        portrait=portrait,
        landscape=landscape,
        clauses=number_of(styles, CLAUSES),
        schedules=number_of(styles, SCHEDULES),
        styles=_text(parts[STYLES]),
        numbering=parts[NUMBERING],
        schedule_word=schedule_word(numbering, styles),
        other_numbers=tuple(other_numbers(numbering, styles)),
        unmarked=pages_without_header(document, parts.get(SETTINGS, b"")),
        language=_language(styles),
        provenance=item.name,
        table_scale=table_scale(styles),
        style_ids=frozenset(str(style.get(w("styleId"))) for style in styles.iter(w("style"))),
    )


def xml_of(data: bytes) -> etree._Element:
    """A part as a tree. Raises NotReadable."""
    if b"<!DOCTYPE" in data:
        raise NotReadable("a part declares a document type")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        raise NotReadable(f"a part is not XML ({problem.msg})") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotReadable("a part is not written in UTF-8") from None


def _pages(document: etree._Element) -> tuple[Page, Page]:
    """The first upright and the first landscape section; a missing one is the other turned."""
    found: dict[bool, Page] = {}
    for section in document.iter(w("sectPr")):
        page = _page(section)
        size = section.find(w("pgSz"))
        turned = size is not None and size.get(w("orient")) == "landscape"
        found.setdefault(turned, page)
    if not found:
        raise NotReadable("its last section has no page setup")
    if True not in found or False not in found:
        have = True in found
        section = next(document.iter(w("sectPr")))
        found[not have] = _page(_turned(section))
    return found[False], found[True]


def _page(section: etree._Element) -> Page:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        raise NotReadable("a section has no page size or margins")
    width = _length(size, "w") - sum(_length(margins, side) for side in ("left", "right", "gutter"))
    height = _length(size, "h") - sum(abs(_length(margins, side)) for side in ("top", "bottom"))
    if width < 2000 or height < 2000:
        raise NotReadable("a section leaves no room for text")
    for name in [name for name in section.attrib if "rsid" in str(name)]:
        del section.attrib[name]
    kind = section.find(w("type"))
    if kind is not None:
        kind.set(w("val"), "nextPage")
    text = etree.tostring(section, encoding="unicode", with_tail=False)
    return Page(section=_NAMESPACE.sub("", text), width=width, height=height)


def _length(element: etree._Element, name: str) -> int:
    """A length of a page in twentieths of a point; 0 where it is not given."""
    given = element.get(w(name), "0")
    if not _WHOLE.fullmatch(given):
        raise NotReadable(f"the page setup gives '{given}' where a number of twentieths of a point belongs")
    return int(given)


def _turned(section: etree._Element) -> etree._Element:
    size = section.find(w("pgSz"))
    if size is not None:
        width, height = size.get(w("w"), ""), size.get(w("h"), "")
        size.set(w("w"), height)
        size.set(w("h"), width)
        if size.attrib.pop(w("orient"), "portrait") != "landscape":
            size.set(w("orient"), "landscape")
    return section


def _language(styles: etree._Element) -> str:
    """The language that the styles set for all text."""
    language = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    return "" if language is None else str(language.get(w("val"), ""))


def related_parts(parts: Mapping[str, bytes], kind: str) -> set[str]:
    """Names of the parts that the main part relates to as header or footer."""
    relationships = parts.get(RELATED)
    if relationships is None:
        return set()
    return {
        posixpath.normpath(posixpath.join("word", str(entry.get("Target"))))
        for entry in xml_of(relationships)
        if str(entry.get("Type")).endswith(f"/{kind}")
    }


def types_with(parts: Mapping[str, bytes], needed: Mapping[str, str]) -> bytes:
    """The content types of a file with those of more parts, by name."""
    root = xml_of(parts["[Content_Types].xml"])
    declared = {entry.get("PartName") for entry in root}
    for name, content_type in needed.items():
        if f"/{name}" not in declared:
            etree.SubElement(
                root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type
            )
    return _written(root)


def related_with(parts: Mapping[str, bytes], item: Item) -> bytes:
    """What the main part relates to, with the provenance."""
    root = xml_of(parts.get(RELATED, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()))
    if item.name not in {posixpath.normpath(posixpath.join("word", str(one.get("Target")))) for one in root}:
        attributes = {"Id": "rIdRemitProvenance", "Type": ITEM, "Target": f"../{item.name}"}
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    return _written(root)


def _package_relationships(parts: Mapping[str, bytes]) -> bytes:
    root = xml_of(parts["_rels/.rels"])
    related = {str(entry.get("Target")).lstrip("/") for entry in root}
    for number, (name, (_, relationship)) in enumerate(PROPERTIES.items(), 1):
        if name not in related:
            attributes = {"Id": f"rIdRemit{number}", "Type": relationship, "Target": name}
            etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return HEAD.encode() + etree.tostring(root)
