"""Words in figures: cut to the room that there is."""

from __future__ import annotations

_MEAN = 0.5
"""Mean width of a letter as a share of its size, in a typeface without serifs."""


def cut(text: str, room: float, size: float) -> str:
    """The text as far as it fits into ``room`` points at a size in points, with an ellipsis where it does not."""
    most = max(int(room / (size * _MEAN)), 1)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
