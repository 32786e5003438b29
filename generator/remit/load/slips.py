"""Slips that YAML reads without complaint, and differently from what was meant: typographic quotes, and a # in a text.

Both are looked for in the bytes first; only a file that may have one is read a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.findings import Finding, Where, warning
from remit.load.spans import Span, spans
from remit.load.yaml import decode

_OPENING, _CLOSING = "\u201c\u201e\u201d\u00ab", "\u201d\u201c\u00bb"
_QUOTES = tuple(quote.encode() for quote in _OPENING)
_QUOTED = re.compile(rb"[:,\[ -] (?:" + b"|".join(_QUOTES) + rb")")
_HASH = re.compile(rb" #[^\s#!]")
_COMMENT = re.compile(r"[ \t]+(#[^\s#!][^\n]*)")


def slips(path: str, data: bytes) -> Iterator[Finding]:
    """What is probably wrong in a file that can be read, with its place."""
    if not (_HASH.search(data) or (any(quote in data for quote in _QUOTES) and _QUOTED.search(data))):
        return
    text = decode(data)
    for entry in spans(text).values():
        for span in (entry.key, entry.value):
            if span and span.scalar and not span.quote and span.start < span.end:
                yield from _in_plain(path, text, span)


def _in_plain(path: str, text: str, span: Span) -> Iterator[Finding]:
    """A text without quotation marks, as YAML sees it, and what follows it on its line."""
    value = text[span.start : span.end]
    if len(value) > 1 and value[0] in _OPENING and value[-1] in _CLOSING:
        yield warning(
            "YAML-011",
            f"the typographic quotation marks around {value} belong to the text and are printed",
            _place(path, text, span.start),
            "write straight ones (\" or '), or none",
        )
    comment = _COMMENT.match(text, span.end)
    if comment:
        yield warning(
            "YAML-012",
            f"'{comment[1].strip()}' is read as a comment and is not part of the value",
            _place(path, text, comment.start(1)),
            "put the whole text in quotation marks, or write a space behind # where a comment is meant",
        )


def _place(path: str, text: str, at: int) -> Where:
    start = text.rfind("\n", 0, at) + 1
    return Where(path, (), text.count("\n", 0, at) + 1, at - start + 1)
