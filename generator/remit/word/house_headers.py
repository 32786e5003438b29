"""Pages of a house style that have no header: a draft could not bear its watermark there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from remit.word.namespaces import w

_KINDS = {"default": "its pages", "first": "first pages", "even": "even pages"}
_EVEN = re.compile(rb'<w:evenAndOddHeaders(?![^>]*w:val="(?:0|false|off)")')


def pages_without_header(document: etree._Element, settings: bytes) -> tuple[str, ...]:
    """The kinds of pages that need a header and have none; a section without one goes on with that of the section before."""
    there: set[str] = set()
    missing: dict[str, None] = {}
    for section in _used(list(document.iter(w("sectPr")))):
        there |= {one.get(w("type"), "default") for one in section.iter(w("headerReference"))}
        needed = {
            "default": True,
            "first": _is_on(section.find(w("titlePg"))),
            "even": bool(_EVEN.search(settings)),
        }
        missing |= dict.fromkeys(kind for kind, wanted in needed.items() if wanted and kind not in there)
    return tuple(_KINDS[kind] for kind in missing)


def _used(sections: list[etree._Element]) -> Iterator[etree._Element]:
    """The first upright section and the first landscape one, in this order."""
    for landscape in (False, True):
        yield from [section for section in sections if _is_landscape(section) is landscape][:1]


def _is_on(element: etree._Element | None) -> bool:
    """Whether a property is set, and not to off."""
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off")


def _is_landscape(section: etree._Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"
