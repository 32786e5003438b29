"""The line of a file that a finding means, with a mark below the words that are meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from remit.exchange.visible import visible
from remit.findings import Where

_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_KEY = re.compile(r"[^\s:#'\"][^:#]*?(?=\s*:(?:\s|$))")
_PLAIN = re.compile(r"\S(?:(?!\s+#).)*")
_IN_FLOW = re.compile(r"(?:(?!\s+#|\s*[,\[\]{}]).)+")
ROOM = 100
"""Columns of source text that are shown of a long line."""


def lines_of(files: Mapping[str, bytes]) -> Callable[[str, int], str | None]:
    """A function that gives a line of a file (from 1), or None where there is no such line; it splits each file once."""
    split: dict[str, list[str]] = {}

    def line(file: str, number: int) -> str | None:
        if file not in split:
            text = files.get(file, b"").decode("utf-8-sig", "replace")
            split[file] = _LINE_END.split(text)
        lines = split[file]
        return lines[number - 1] if 1 <= number <= len(lines) else None

    return line


def width_at(text: str, column: int) -> int:
    """How many characters from ``column`` (from 1) belong to the key or value that begins there; 0 if none does."""
    if column < 1 or column > len(text):
        return 0
    before = text[: column - 1]
    in_flow = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    for pattern in (_QUOTED, _KEY, _IN_FLOW if in_flow else _PLAIN):
        found = pattern.match(text, column - 1)
        if found:
            return len(found[0].rstrip())
    return 0


def excerpt(where: Where, line: Callable[[str, int], str | None]) -> tuple[str, ...]:
    """Two lines, source and mark, or none where the place is not known or the line is blank."""
    text = line(where.file, where.line) if where.line else None
    if not where.line or not text or not text.strip():
        return ()
    column = where.column or 1
    shown, column = _window(text, column)
    length = max(1, min(width_at(shown, column), len(shown) - column + 1))
    before, meant = visible(shown[: column - 1]), visible(shown[column - 1 : column - 1 + length])
    number = f"{where.line:>5} | "
    mark = " " * _columns(before) + "^" * max(1, _columns(meant))
    return f"{number}{visible(shown)}", f"      | {mark}"


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, with an ellipsis where something is cut, and the column in it."""
    if len(text) <= ROOM:
        return text, column
    start = max(0, min(column - 1 - ROOM // 4, len(text) - ROOM))
    part = text[start : start + ROOM]
    lead, end = ("…" if start else ""), ("…" if start + ROOM < len(text) else "")
    return lead + part + end, column - start + len(lead)


def _columns(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
