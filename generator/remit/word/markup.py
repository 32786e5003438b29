"""WordprocessingML text: escaping of template words and of values, and runs."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

_STATIC = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "\n": " ", "\r": " "}
)
_VALUE = str.maketrans(
    {
        "&": "&amp;", "<": "&lt;", ">": "&gt;",
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\r": None,
    }
)  # fmt: skip
_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_UNSAFE = re.compile("[^A-Za-z0-9_]")
LONGEST_BOOKMARK = 40

TEXT = '<w:t xml:space="preserve">'
VALUE_START = '<w:sdt><w:sdtPr><w:tag w:val="v'
VALUE_END = "</w:t></w:r></w:sdtContent></w:sdt>"
"""How the markup of a value with a source begins and ends; nothing else in a body does so."""


def static(text: str) -> str:
    """Words of a template as XML text that Jinja takes for nothing else."""
    return text.translate(_STATIC)


def quoted(text: str) -> str:
    """A value as an attribute's value, in its quotes."""
    return f'"{text.translate(_QUOTED)}"'


def attribute(text: str) -> str:
    """Words of a template as an attribute value."""
    return static(text).replace('"', "&quot;")


def escaped(text: str) -> str:
    """A value as XML text inside ``w:t``; line breaks and tabs become Word's own."""
    if "&" in text or "<" in text or ">" in text or not text.isprintable():
        return text.translate(_VALUE)
    return text


def run(properties: str, text: str) -> str:
    """A run of text that is escaped already."""
    return f"<w:r>{properties}{TEXT}{text}</w:t></w:r>"


def value_markup(properties: str, text: str, number: int) -> str:
    """A printed value, in a content control when it has a source (number > 0)."""
    return control(properties, escaped(text), number) if number else run(properties, escaped(text))


def control(properties: str, text: str, number: int) -> str:
    """The content control of a value with a source, which the reader does not see; ``text`` is escaped already.

    This is the one place that says how Word keeps a value apart; the tag leads to file, path and formatter in the
    document's provenance.
    """
    return (
        f'{VALUE_START}{number}"/><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>'
        f"<w:r>{properties}{TEXT}{text}{VALUE_END}"
    )


@lru_cache(1024)
def bookmark(identifier: str) -> str:
    """A bookmark name of at most 40 characters for an id; hidden from Word's list by its first character."""
    name = f"_ref_{_UNSAFE.sub('_', identifier)}"
    if name == f"_ref_{identifier}" and len(name) <= LONGEST_BOOKMARK:
        return name
    return f"{name[:31]}_{zlib.crc32(identifier.encode()):08x}"


def field(code: str, result: str, properties: str = "") -> str:
    """A field with its result. ``result`` is escaped text, or runs when it holds markup."""
    shown = result if result.startswith("<w:r>") else run(properties, result) if result else ""
    char = f'<w:r>{properties}<w:fldChar w:fldCharType="'
    return (
        f'{char}begin"/></w:r><w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{char}separate"/></w:r>{shown}{char}end"/></w:r>'
    )
