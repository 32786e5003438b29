"""The layout of a data file that has one right answer: no spaces at line ends, fields in the order of their definition.

Both only move or remove what the reader of records does not see; a result that would read otherwise is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from remit.frozen import dataclass
from remit.load.spans import Entry, Keys, spans
from remit.load.yaml import Node, parse
from remit.model.catalogue import FileKind
from remit.model.fields import ListOf, MapOf, RecordOf, Shape, definition

_ENDS = "\r\n\x85\u2028\u2029"
_LINE = re.compile(f"[^{_ENDS}]*(?:\r\n|[{_ENDS}]|$)")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of layout: line and column from 1 in the file as it was, and what was done in words."""

    line: int
    column: int
    message: str


Result = tuple[bytes, tuple[Moved, ...]]


def without_line_end_spaces(data: bytes) -> Result:
    """The file without spaces and tabs at the ends of lines, except inside texts that span lines."""
    document, problems = parse("", data)
    if problems:
        return data, ()
    text = data.decode("utf-8-sig")
    inside = {line for entry in spans(text).values() for line in entry.value.lines[:-1] if entry.value.scalar}
    lines, moved = lines_of(text), []
    for number, line in enumerate(lines):
        body = line.rstrip(_ENDS)
        bare = body.rstrip(" \t")
        if bare != body and number not in inside:
            lines[number] = bare + line[len(body) :]
            moved.append(Moved(number + 1, len(bare) + 1, "spaces removed from the end of the line"))
    return _if_same(data, lines, document, moved)


def in_defined_order(data: bytes, kind: FileKind) -> Result:
    """The file with the fields of every record in the order of its definition, each with the comment lines above it.

    Records written on one line, or with several fields on a line, are left as they are.
    """
    moved: list[Moved] = []
    for _ in range(1000):
        document, problems = parse("", data)
        if problems:
            break
        text = data.decode("utf-8-sig")
        entries = spans(text)
        step = next(_disorders(RecordOf(kind.cls), document, (), text, entries), None)
        if step is None:
            break
        lines, what = step
        changed, done = _if_same(data, lines, document, [what])
        if not done:
            break
        data = changed
        moved.append(what)
    return data, tuple(moved)


def _disorders(
    shape: Shape, node: Node, path: Keys, text: str, entries: Mapping[Keys, Entry]
) -> Iterator[tuple[list[str], Moved]]:
    """The lines of the file with one record in order, for each record that is not and that can be moved by lines."""
    match shape:
        case RecordOf(cls) if isinstance(node, dict):
            names = [field.name for field in definition(cls)]
            known = [key for key in node if key in names]
            if len(known) == len(node) and known != sorted(known, key=names.index):
                yield from _reordered(path, known, sorted(known, key=names.index), text, entries)
            for field in definition(cls):
                if field.name in node:
                    yield from _disorders(field.shape, node[field.name], (*path, field.name), text, entries)
        case MapOf(of) if isinstance(node, dict):
            for key, value in node.items():
                yield from _disorders(of, value, (*path, key), text, entries)
        case ListOf(of) if isinstance(node, list):
            for place, value in enumerate(node):
                yield from _disorders(of, value, (*path, place), text, entries)


def _reordered(
    path: Keys, now: Sequence[str], then: Sequence[str], text: str, entries: Mapping[Keys, Entry]
) -> Iterator[tuple[list[str], Moved]]:
    lines = lines_of(text)
    blocks = blocks_of(path, now, lines, text, entries)
    if not blocks:
        return
    first = next(name for name, other in zip(now, then, strict=True) if name != other)
    begin, end = min(block.start for block in blocks.values()), max(block.stop for block in blocks.values())
    body = [line for name in then for line in lines[blocks[name].start : blocks[name].stop]]
    _mend_last_line(body)
    where = entries[(*path, first)].key
    line = (where.lines.start if where else 0) + 1
    what = f"fields put in order: {', '.join(then)}"
    yield [*lines[:begin], *body, *lines[end:]], Moved(line, _column(text, where.start if where else 0), what)


def blocks_of(
    path: Keys, names: Sequence[str], lines: list[str], text: str, entries: Mapping[Keys, Entry]
) -> dict[str, range]:
    """For each field the lines that belong to it: its own and the comments above; nothing if they cannot be told apart."""
    keys = [entry.key for name in names if (entry := entries[(*path, name)]).key]
    starts = [key.lines.start for key in keys]
    columns = {_column(text, key.start) for key in keys}
    if len(set(starts)) < len(names) or len(columns) > 1:
        return {}
    column = columns.pop() - 1
    if any(lines[start][:column].strip() for start in starts):
        return {}
    begins = [starts[0] if not path else with_comments(starts[0], column, lines)]
    begins += [with_comments(start, column, lines) for start in starts[1:]]
    end = end_of_block(starts[-1], column, lines)
    return {
        name: range(begin, stop) for name, begin, stop in zip(names, begins, [*begins[1:], end], strict=True)
    }


def with_comments(start: int, column: int, lines: list[str]) -> int:
    """The first of the comment lines directly above a line, at the same indentation."""
    while start > 0 and lines[start - 1].startswith(" " * column + "#"):
        start -= 1
    return start


def end_of_block(start: int, column: int, lines: list[str]) -> int:
    """The line behind the field whose key stands at a line and column, from 0.

    Blank lines and comments in front of what follows are not part of it.
    """
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        indent = len(line) - len(line.lstrip(" "))
        listed = indent == column and line.lstrip(" ").startswith("- ")
        if line.strip() and indent <= column and not listed:
            break
        if line.strip():
            end = number + 1
    return end


def _mend_last_line(body: list[str]) -> None:
    """Where the file's last line has no line end, the line that is last now has none instead."""
    for place, line in enumerate(body[:-1]):
        if line and not line.endswith(tuple(_ENDS)):
            ending = body[-1][len(body[-1].rstrip(_ENDS)) :]
            body[place] = line + ending
            body[-1] = body[-1].rstrip(_ENDS)


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its line end."""
    return [line for line in _LINE.findall(text) if line]


def _column(text: str, index: int) -> int:
    before = text[:index]
    return index - max(before.rfind(end) for end in _ENDS)


def _if_same(data: bytes, lines: list[str], document: Node, moved: list[Moved]) -> Result:
    """The file made of the lines, if it reads as before."""
    result = (_MARK if data.startswith(_MARK) else b"") + "".join(lines).encode()
    if not moved or parse("", result) != (document, ()):
        return data, ()
    return result, tuple(moved)
