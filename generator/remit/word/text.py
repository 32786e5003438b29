"""The text of a finished body, one element for each paragraph, as a document's provenance keeps it.

A paragraph is ``<p n="5.2">The fee is <v n="12">USD 4,000</v>.</p>``: ``n`` of a paragraph is the number that Word prints
before it, ``n`` of a value leads to its source. Line breaks and tabs are kept as the characters.

The text is cut out of markup that this package has just written, without reading it as XML again: that costs a tenth, and
the tests hold it against what the reader of received files finds in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_START = '<w:t xml:space="preserve">'
_BREAKS = {"<w:tab/>": "\t", "<w:br/>": "\n"}
_VALUE_END = "</w:r></w:sdt"
_TEXT = re.compile(f"{_START}([^<]*)</w:t>({'|'.join((*_BREAKS, _VALUE_END))})?")
_VALUE = re.compile('<w:tag w:val="v([0-9]+)"')
_NUMBER = "\x01"


def numbered(number: str) -> str:
    """The sign that a paragraph which has begun carries this number."""
    return f"{_START}{_NUMBER}{number}</w:t>"


def issued_text(pieces: Sequence[str], told: Iterable[tuple[int, str]]) -> str:
    """The paragraphs of a body in pieces as XML elements; ``told`` puts numbers in the place of empty pieces."""
    known = list(pieces)
    for position, sign in told:
        known[position] = sign
    markup = "".join(known)
    for mark, sign in _BREAKS.items():
        markup = markup.replace(f"<w:r>{mark}", f"<w:r>{_START}{sign}</w:t>")
    values = iter(_VALUE.findall(markup))
    return "".join(_paragraphs(map(_TEXT.findall, markup.split("</w:p>")), values))


def _paragraphs(found: Iterable[list[tuple[str, str]]], values: Iterator[str]) -> Iterator[str]:
    for parts in found:
        if not parts:
            continue
        start, before = "<p>", ""
        if parts[0][0].startswith(_NUMBER):
            start = f'<p n="{parts.pop(0)[0][1:]}">'
        yield start
        for text, after in parts:
            if not after:
                yield before + text
                before = ""
            elif after == _VALUE_END:
                yield f'<v n="{next(values)}">{before}{text}</v>'
                before = ""
            else:
                before += text + _BREAKS[after]
        yield "</p>"
