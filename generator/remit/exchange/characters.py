"""Text from outside made fit for a record: no characters that a Word file cannot hold or that hide what a text says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

_REFUSED = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x7f-\x84\x86-\x9f]"
)
MAX_TEXT = 10_000
"""Characters of one text; registries allow far fewer."""

_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def refused(text: str) -> int | None:
    """The place of the first character that cannot stand in a record; None if there is none."""
    found = _REFUSED.search(text)
    return found.start() if found else None


def one_line(text: str) -> tuple[str, tuple[str, ...]]:
    """The text on one line with single spaces, and the characters that had to be removed (as U+XXXX, each once)."""
    removed = dict.fromkeys(f"U+{ord(character):04X}" for character in _REFUSED.findall(text))
    return " ".join(_REFUSED.sub("", text).split()), tuple(removed)


def shown(value: object, limit: int = 80) -> str:
    """A value from outside as it may stand in a message: control and hidden characters written out, cut to ``limit``."""
    text = str(value)
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(
        c if c == " " or (c.isprintable() and not _REFUSED.match(c)) else f"\\u{ord(c):04x}" for c in cut
    )


def slug(text: str, limit: int = 40) -> str:
    """An id made of a text: small Latin letters, digits and hyphens; empty if the text has none of these."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].rstrip("-")


def study_id(text: str) -> str:
    """An id for a study, which is also the name of a folder on every system; empty if the text holds no letter or digit."""
    name = slug(text, 64)
    return f"study-{name}" if _DEVICES.fullmatch(name) else name


def distinct(name: str, taken: Set[str]) -> str:
    """The name itself, or the name with the first free number after it."""
    number, candidate = 2, name
    while candidate in taken:
        candidate = f"{name}-{number}"
        number += 1
    return candidate
