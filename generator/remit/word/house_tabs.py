"""Tab stops in the headers and footers of a house style that lie beyond the margin of the pages they are printed on.

Word's own header and footer have stops for the margins of its blank page. Whoever makes the margins wider leaves them where
they were, and a page number at such a stop stands in the margin, or is cut off at the edge of the paper.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from remit.frozen import dataclass
from remit.word.base import RELATED, STYLES, open_house, xml_of
from remit.word.namespaces import w
from remit.word.zipped import unpacked

_ROUNDING = 20
"""Twentieths of a point by which centimetres and inches may be rounded."""
_PLACE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_WHICH = {"first": "the first of ", "even": "even "}
_REFERENCE = re.compile(r"<w:(header|footer)Reference\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class WideTab:
    """A stop beyond the text. ``part`` is header or footer, ``pages`` says of which; lengths are twentieths of a point."""

    part: str
    pages: str
    at: int
    width: int


def wide_tabs(data: bytes) -> tuple[WideTab, ...]:
    """The stops that text is tabbed to beyond the right margin, the first of each header and footer. Raises NotReadable."""
    house, parts = open_house(data), unpacked(data)
    targets, styles = _targets(parts), _Styles(xml_of(parts[STYLES]))
    found = []
    for page, pages in ((house.portrait, "upright pages"), (house.landscape, "landscape pages")):
        for part, attributes in _REFERENCE.findall(page.section):
            given = dict(_ATTRIBUTE.findall(attributes))
            content = parts.get(targets.get(given.get("r:id", ""), ""))
            at = _beyond(xml_of(content), styles, page.width) if content else None
            if at is not None:
                which = _WHICH.get(given.get("w:type", ""), "")
                found.append(WideTab(part=part, pages=f"{which}{pages}", at=at, width=page.width))
    return tuple(found)


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Names of parts by the id of the relationship that leads to them."""
    related = xml_of(parts[RELATED]) if RELATED in parts else ()
    return {
        str(one.get("Id")): posixpath.normpath(posixpath.join("word", str(one.get("Target"))))
        for one in related
    }


class _Styles:
    """The tab stops that paragraph styles give."""

    def __init__(self, styles: etree._Element) -> None:
        self.known = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
        paragraphs = (style for style in self.known.values() if style.get(w("type")) == "paragraph")
        usual = next((style for style in paragraphs if style.get(w("default")) in ("1", "true")), None)
        self.usual = "" if usual is None else usual.get(w("styleId"), "")

    def stops(self, name: str) -> dict[int, str]:
        """The stops of a style and of those that it rests on, by place."""
        chain: list[etree._Element] = []
        while name in self.known and self.known[name] not in chain:
            chain.append(self.known[name])
            based = chain[-1].find(w("basedOn"))
            name = "" if based is None else based.get(w("val"), "")
        stops: dict[int, str] = {}
        for style in reversed(chain):
            _set(stops, style.find(w("pPr")))
        return stops


def _beyond(content: etree._Element, styles: _Styles, width: int) -> int | None:
    """The first stop beyond the text to which a paragraph of this part is tabbed; None without any."""
    for paragraph in content.iter(w("p")):
        tabs = sum(1 for _ in _tabs(paragraph))
        form = paragraph.find(w("pPr"))
        named = None if form is None else form.find(w("pStyle"))
        stops = styles.stops(styles.usual if named is None else named.get(w("val"), ""))
        _set(stops, form)
        for at in sorted(stops)[:tabs]:
            if at > width + _ROUNDING:
                return at
    return None


def _tabs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The tabs in the text of a paragraph; those in tables and boxes are the business of their own paragraphs."""
    for run in paragraph.iterchildren(w("r")):
        yield from run.iterchildren(w("tab"))


def _set(stops: dict[int, str], form: etree._Element | None) -> None:
    """Adds the stops of paragraph properties, and takes away those that they clear."""
    tabs = None if form is None else form.find(w("tabs"))
    for tab in () if tabs is None else tabs:
        given, kind = tab.get(w("pos"), ""), tab.get(w("val"), "left")
        if not _PLACE.fullmatch(given):  # a length that Word does not write
            continue
        place = int(float(given))
        if kind == "clear":
            stops.pop(place, None)
        elif kind != "bar":
            stops[place] = kind
