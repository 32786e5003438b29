"""The pieces that a printed template comes in: the template's own markup, the same in every document, and its values.

A contract has two thousand pieces, of which a few hundred differ. What a piece of the template says is therefore found out
once and remembered; only values are looked at each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from remit.word.inlines import END, MARK
from remit.word.markup import TEXT
from remit.word.text import told_of

REMEMBERED = 8192
CELL = "\x06"
"""Ends a cell in the words of a table; no text can hold it."""

_MARKS = re.compile(f"{MARK}([^{END}]*){END}")
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
    """The markup and marks of a piece, in order."""
    parts: list[Piece | Mark] = []
    for index, part in enumerate(_MARKS.split(text)):
        if index % 2:
            parts.append(tuple(part.split("\x03")))
        elif part:
            parts.append(Piece(part, told_of(part), _words(part)))
    return tuple(parts)


read_again = lru_cache(REMEMBERED)(read)


def _words(markup: str) -> str:
    return "".join(
        CELL if match[2] else match[1] if match[1] is not None else " " for match in _WORDS.finditer(markup)
    )


def words_of_value(piece: str) -> tuple[str, str]:
    """The text of a value's markup as it is told, and as words of a cell, when line breaks or tabs stand in it."""
    return told_of(piece).partition(">")[2].removesuffix("</v>"), _words(piece)
