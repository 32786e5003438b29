"""The known name that a misspelt one means."""

from __future__ import annotations

import difflib
import re


def nearest(name: str, known: list[str], likeness: float = 0.6) -> str:
    """'did you mean ...?' for the known name most like this one, or nothing if none is as like as ``likeness``, 0 to 1."""
    folded = {_folded(candidate): candidate for candidate in known}
    close = difflib.get_close_matches(_folded(name), list(folded), 1, likeness)
    return f"did you mean '{folded[close[0]]}'?" if close else ""


def same_but_for_case(name: str, known: list[str]) -> str:
    """The one known name that differs only in capital letters, hyphens, underscores and spaces; else nothing."""
    same = {candidate for candidate in known if _folded(candidate) == _folded(name)}
    return same.pop() if len(same) == 1 else ""


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())
