"""Reports without hidden characters: a name in a file can neither drive a terminal nor change how a line reads."""

from __future__ import annotations


def visible(text: str) -> str:
    """Text on one line: whatever is not a visible character or a space is written out as its code."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _written(c) for c in text)


def visible_json(text: str) -> str:
    """A JSON text that says the same, with escapes for everything that is not visible; its line breaks stay."""
    return "".join(c if c.isprintable() or c == "\n" else _written(c) for c in text)


def _written(character: str) -> str:
    """The escape as JSON writes it: two of them for a character beyond U+FFFF."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
