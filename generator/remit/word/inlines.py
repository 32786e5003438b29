"""Inlines to runs."""

from __future__ import annotations

import re

from remit.blocks.target import Writer
from remit.blocks.types import Break, Expression, Face, Inlines, Ref, Tag, Text, Value
from remit.word.markup import run, static

MARK, END = "\x01", "\x02"
_STYLE = re.compile('<w:rStyle w:val="[^"]*"/>')


def mark(*fields: object) -> str:
    """A place in printed markup that is finished when the whole document is known. No value can hold these characters."""
    return MARK + "\x03".join(str(item) for item in fields) + END


def properties(face: Face, extra: str = "") -> str:
    """Run properties of a face."""
    inner = (
        '<w:rStyle w:val="DefinedTerm"/>'
        if face.term
        else '<w:rStyle w:val="Literal"/>'
        if face.code
        else extra
    )
    inner += "<w:b/><w:bCs/>" if face.strong and not face.term else ""
    inner += "<w:i/><w:iCs/>" if face.emphasis else ""
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def as_placeholder(properties: str) -> str:
    """Run properties of a value that is still open: those that it has, and the house style's sign of what is missing."""
    inner = _STYLE.sub("", properties.removeprefix("<w:rPr>").removesuffix("</w:rPr>"))
    return f'<w:rPr><w:rStyle w:val="Placeholder"/>{inner}</w:rPr>'


def write_inlines(writer: Writer, inlines: Inlines, extra: str = "") -> None:
    """Writes the runs of a paragraph; ``extra`` are run properties for all of them."""
    for inline in inlines:
        match inline:
            case Text():
                writer.put(run(properties(inline.face, extra), static(inline.text)))
            case Expression():
                writer.value(inline, properties(inline.face, extra))
            case Break():
                writer.put("<w:r><w:br/></w:r>")
            case Ref():
                place = inline.place
                form = properties(inline.face, extra)
                writer.put(mark("R", inline.target, int(inline.capital), place.template, place.line, form))
            case Tag():
                writer.tag(inline)
            case Value():
                writer.put(run(properties(inline.face, extra), static(inline.text)))
