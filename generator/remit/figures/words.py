"""Words in figures: about how wide they are, and how they fit into the room that there is."""

from __future__ import annotations

from remit.blocks.widths import letter_width


def width_of(text: str, size: float) -> float:
    """About how wide a line of words is in points at a size in points, in Arial or a font of its metrics."""
    return size * sum(map(letter_width, text)) / 1000


def cut(text: str, room: float, size: float) -> str:
    """The text as far as it fits into ``room`` points at a size in points, with an ellipsis where it does not."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, room: float, size: float, most: int = 2) -> tuple[str, ...]:
    """The text in at most ``most`` lines of ``room`` points, broken between words; what is too long is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = next((n for n in range(len(words), 1, -1) if width_of(" ".join(words[:n]), size) <= room), 1)
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        lines.append(" ".join(words))
    return tuple(cut(line, room, size) for line in lines)
