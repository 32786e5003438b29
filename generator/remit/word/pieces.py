"""The pieces that a printed template comes in: the template's own markup, the same in every document, and its values.

A contract has two thousand pieces, of which a few hundred differ. What a piece of the template says is therefore found out
once and remembered; only values are looked at each time.
"""

from __future__ import annotations

import re

from remit.frozen import dataclass
from remit.word.inlines import END, MARK
from remit.word.markup import TEXT
from remit.word.text import told_of

REMEMBERED = 8192
LONG = 20_000
"""Characters of a piece that is not worth remembering: a whole document, or a text of one."""

CELL = "\x06"
"""Ends a cell in the words of a table; no text can hold it."""

_MARKS = re.compile(f"{MARK}([^{END}]*){END}")
TABLE_OPEN, GRID_CLOSE, TABLE_CLOSE = "<w:tbl>", "</w:tblGrid>", "</w:tbl>"
_TOLD = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": None})
_BLANK = re.compile("[\t\n]")
_WORDS = re.compile(f"{TEXT}([^<]*)|(</w:tc>)|<w:br/>")


@dataclass(frozen=True, slots=True)
class Piece:
    """Markup without marks: ``told`` is what it adds to the document's text, ``words`` to the words of a table's cells."""

    markup: str
    told: str
    words: str


Mark = tuple[str, ...]
"""A mark's kind and fields."""


def read(text: str) -> tuple[Piece | Mark, ...]:
    """The markup and marks of a piece, in order; the end of a table that begins the piece counts as a mark."""
    parts: list[Piece | Mark] = []
    if text.startswith(TABLE_CLOSE):
        parts.append((TABLE_CLOSE,))
        text = text.removeprefix(TABLE_CLOSE)
    for index, part in enumerate(_MARKS.split(text)):
        if index % 2:
            parts.append(tuple(part.split("\x03")))
        elif part:
            parts.append(Piece(part, told_of(part), _words(part)))
    return tuple(parts)


class _Known(dict[str, "Piece | tuple[Piece | Mark, ...]"]):
    """What each piece of the template says: markup without marks as it is, else in parts."""

    def __missing__(self, text: str) -> Piece | tuple[Piece | Mark, ...]:
        parts = read(text)
        said = parts[0] if len(parts) == 1 and isinstance(parts[0], Piece) else parts
        if len(text) < LONG:
            if len(self) >= REMEMBERED:
                self.clear()
            self[text] = said
        return said


KNOWN = _Known()
"""The pieces read so far; forgotten when they become too many, as texts without a source make new ones all the time."""


def _words(markup: str) -> str:
    return "".join(
        CELL if match[2] else match[1] if match[1] is not None else " " for match in _WORDS.finditer(markup)
    )


def told_of_value(text: str) -> tuple[str, str]:
    """The text of a value as it is told, and as words of a cell, when line breaks or tabs stand in it."""
    told = text.translate(_TOLD)
    return told, _BLANK.sub(" ", told)
