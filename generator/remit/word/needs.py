"""Which styles documents are written with, and what a house style lacks."""

from __future__ import annotations

from remit.word.base import read_house
from remit.word.house_styles import ALL

NEEDED = tuple((style.id, style.name) for style in ALL)


def missing_styles(data: bytes) -> list[str]:
    """Names of the styles that a house style file lacks, in the order of our own. Raises NotReadable."""
    have = read_house(data).style_ids
    return [name for identifier, name in NEEDED if identifier not in have]
