"""Changing values and keys in a data file, and nothing else: comments, order, quotes, line ends and all other bytes stay.

The text of a value is exchanged where it stands. A round trip through objects would lay a whole file out anew; this way the
file differs in the words that were meant, and the result is read back and compared before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from remit.files import write_whole
from remit.findings import Key
from remit.load.spans import Span, spans
from remit.load.yaml import parse

Place = tuple[tuple[Key, ...], str]
"""The path of keys, and "value" or "key": which of the two is meant."""

_MARK = b"\xef\xbb\xbf"


class CannotWrite(Exception):
    """A change that cannot be made exactly; nothing was changed."""


def with_changes(data: bytes, changes: Mapping[Place, str]) -> bytes:
    """The file with other texts at some places. Each value or key must stand on one line.

    Raises CannotWrite if a place does not exist, spans several lines, or if the result would not read back as meant.
    """
    text = _text(data)
    entries = spans(text)
    pieces: list[tuple[Span, str]] = []
    for (keys, on), new in changes.items():
        entry = entries.get(keys)
        span = (entry.key if on == "key" else entry.value) if entry else None
        if span is None or not span.scalar or len(span.lines) > 1:
            raise CannotWrite(f"{'.'.join(map(str, keys))}: not a text on one line")
        in_flow = any(entries[keys[:depth]].value.flow for depth in range(len(keys)))
        pieces.append((span, _written(new, span, in_flow)))
    for span, new in sorted(pieces, key=lambda piece: piece[0].start, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    result = (_MARK if data.startswith(_MARK) else b"") + text.encode()
    before, _ = parse("", data)
    after, problems = parse("", result)
    if problems or after != _meant(before, changes) or _order(after) != _order(_meant(before, changes)):
        raise CannotWrite("the file would not read back as meant")
    return result


def save(path: Path, before: bytes, after: bytes) -> bool:
    """Write a changed file in one step, if it is still the one that was read; whether it was."""
    real = path.resolve()
    if real.read_bytes() != before:
        return False
    mode = real.stat().st_mode & 0o7777
    write_whole(real, after)
    real.chmod(mode)
    return True


def _text(data: bytes) -> str:
    _, problems = parse("", data)
    if problems:
        raise CannotWrite(problems[0].message)
    return data.decode("utf-8-sig")


def _written(text: str, span: Span, in_flow: bool) -> str:
    """A text as it is written in place of another, with the quotes of the other."""
    if span.start == span.end:
        return " " + _written(text, Span(0, 1, span.lines, scalar=True), in_flow)
    if span.quote == '"' and not any(c in '"\\' or not c.isprintable() for c in text):
        return f'"{text}"'
    if span.quote == "'" or not _plain(text, in_flow):
        return "'" + text.replace("'", "''") + "'"
    return text


def _plain(text: str, in_flow: bool) -> bool:
    """Whether a text can stand without quotes; in a list or mapping on one line, less can."""
    if in_flow:
        return parse("", f"[{text}]\n".encode()) == ([text], ())
    return parse("", f"a: {text}\n".encode()) == ({"a": text}, ()) and ": " not in f"{text} "


def _meant(document: Any, changes: Mapping[Place, str]) -> Any:
    def node(value: Any, path: tuple[Key, ...]) -> Any:
        if isinstance(value, dict):
            return {
                changes.get(((*path, key), "key"), key): node(entry, (*path, key))
                for key, entry in value.items()
            }
        if isinstance(value, list):
            return [node(entry, (*path, place)) for place, entry in enumerate(value)]
        return changes.get((path, "value"), value)

    return node(document, ())


def _order(document: Any) -> Any:
    """The document as nested pairs, so that the order of keys counts."""
    if isinstance(document, dict):
        return [(key, _order(value)) for key, value in document.items()]
    return [_order(value) for value in document] if isinstance(document, list) else document
