"""What drafts leave open, and what was blacked out: words and signs that stand where something is agreed or withheld."""

from __future__ import annotations

import re
from functools import lru_cache

_OPEN = re.compile(
    r"""\b(?:TBD|TBC|TBA|TODO|XXX+|lorem\ ipsum|to\ be\ (?:determined|confirmed|completed|defined))\b
    |\?\?\?|_{4,}                                # ??? and ____
    |\[[●•*\s_.…-]*\]                            # [ ], [...] and [●]
    |\[(?:insert|date|amount|name|number|to\ be)\b[^\]]*\]
    |\[\s*(?:redacted|omitted|confidential\ treatment)\b[^\]]*\]|[█■▇▉]{2,}      # what was blacked out or left out
    |\[[^\[\]]*\ is\ missing\]                   # what a draft prints for a record that does not exist
    |<[a-z ]*(?:insert|name|date)[a-z ]*>        # <insert date>
    """,
    re.IGNORECASE | re.VERBOSE,
)

VALUE = "{{ }}"
"""Stands for a value within a placeholder of a template's wording, where nobody else can write it."""


@lru_cache(1 << 14)
def left_open(text: str) -> str:
    """The first placeholder in a text, or nothing. Documents print the same texts again and again."""
    found = _OPEN.search(text)
    return found[0] if found else ""


def every_open(text: str) -> tuple[str, ...]:
    """All placeholders in a text, each once."""
    return tuple(dict.fromkeys(found[0] for found in _OPEN.finditer(text)))
