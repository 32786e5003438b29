"""The text of a finished body, one element for each paragraph, as a document's provenance keeps it.

A paragraph is ``<p n="5.2">The fee is <v n="12">USD 4,000</v>.</p>``: ``n`` of a paragraph is the number that Word prints
before it, ``n`` of a value leads to its source. Line breaks and tabs are kept as the characters. Paragraphs without a run
of text are left out.

The text is told while the body is put together, from markup that this package has just written, without reading it as XML
again: that costs a tenth, and the tests hold it against what the reader of received files finds in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    '<w:t xml:space="preserve">(?P<text>[^<]*)</w:t>|(?P<end></w:p>)|(?P<begin><w:p[ >])|<w:(?P<space>tab|br)/>'
    '|<w:tag w:val="v(?P<value>[0-9]+)"|(?P<valued></w:r></w:sdt)'
)
_SPACES = {"tab": "\t", "br": "\n"}
_EMPTY, _NUMBER = "\x05", "\x01"


def numbered(number: str) -> str:
    """What is told of a paragraph that has just begun and carries this number."""
    return f'{_NUMBER}{number}">'


def told_of(markup: str) -> str:
    """What a stretch of markup adds to the text; it may begin and end anywhere between two elements."""
    return "".join(map(_told, _TOKEN.finditer(markup)))


def _told(token: re.Match[str]) -> str:
    kind, found = token.lastgroup, token[0]
    if kind == "text":
        return token["text"] or _EMPTY
    if kind == "space":
        return _SPACES[token["space"]]
    if kind == "value":
        return f'<v n="{token["value"]}">'
    if kind == "valued":
        return "</v>"
    return "</p>" if found == "</w:p>" else "<p>"


def issued_text(told: Iterable[str]) -> str:
    """The paragraphs of a body from all that was told of it."""
    text = "".join(told).replace("<p></p>", "").replace(f"<p>{_NUMBER}", '<p n="')
    return text.replace(_EMPTY, "")
