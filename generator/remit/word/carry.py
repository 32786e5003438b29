"""Provenance for a Word file that another program has made from our values."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from remit.word.base import MAIN, RELATED, related_with, types_with
from remit.word.custom_xml import place_of_provenance, store_parts
from remit.word.provenance import Origin, Source, provenance
from remit.word.received import open_received
from remit.word.received_text import text_of
from remit.word.zipped import NotReadable, joined, pack


def with_provenance(data: bytes, origin: Origin, values: Iterable[Source]) -> bytes:
    """The file with its origin, the sources of its values and its text in it. Same input, same bytes.

    Paragraphs have no numbers here, and values no place, because the file's own numbering is its maker's. Raises NotReadable
    for a file that could not be verified later.
    """
    package = open_received(data)
    if package.main != MAIN:
        raise NotReadable(f"its main part is not {MAIN}")
    text = "".join(f"<p>{escape(one.text, quote=False)}</p>" for one in text_of(package).body)
    item = place_of_provenance(package.parts)
    parts = {
        **package.parts,
        "[Content_Types].xml": types_with(package.parts, item.types),
        RELATED: related_with(package.parts, item),
        **dict(store_parts(item)),
        item.name: provenance(origin, (), values, text).encode(),
    }
    return joined((name, pack(content)) for name, content in parts.items())
