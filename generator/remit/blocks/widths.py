"""About how wide letters are in Arial or a font of its metrics: what tables and figures are laid out by."""

from __future__ import annotations

from functools import lru_cache

_NARROW = frozenset("ijltfrI.,:;'!|()[]-/ ")
_WIDE = frozenset("mwMW@%")
_REMEMBERED = 8192


@lru_cache(_REMEMBERED)
def letter_width(letter: str) -> int:
    """The width of one letter in thousandths of the size of the letters."""
    if letter in _NARROW:
        return 310
    if letter in _WIDE:
        return 880
    if letter.isupper():
        return 700
    return 556 if letter.isascii() else 800
