"""A table from outside (CSV), read strictly and with the place of every cell.

UTF-8 with or without byte-order mark, or UTF-16 with one, as spreadsheets save it. The separator is told by the head:
comma, semicolon, tab or vertical bar, or what a first line ``sep=;`` says. Cells may be quoted as RFC 4180 has it. Refused,
with line and column: other encodings, characters that cannot be seen, an open quote, a row longer than the head.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from pathlib import Path

from remit.exchange.characters import refused, shown
from remit.findings import CannotGoOn, Where, error
from remit.frozen import dataclass

MAX_BYTES = 5_000_000
SEPARATORS = (",", ";", "\t", "|")
_NAMED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell without spaces around it; ``line`` and ``column`` (in characters, from 1) are where it begins."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """The head and the rows of a file. A row has as many cells as the head; rows without any text are left out."""

    file: str
    separator: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def where(self, cell: Cell) -> Where:
        """The place of a cell in the file."""
        return Where(self.file, (), cell.line, cell.column)


def read(path: Path) -> bytes:
    """The bytes of a file from outside; CannotGoOn says why it cannot be read."""
    where = Where(str(path))
    if not path.is_file():
        what = "there is no such file" if not path.exists() else "this is not a regular file"
        raise CannotGoOn(error("CSV-001", what, where, "name a CSV file"))
    if path.stat().st_size > MAX_BYTES:
        message = f"this file has {path.stat().st_size:,} bytes; the most is {MAX_BYTES:,}"
        raise CannotGoOn(error("CSV-001", message, where, "save only the rows that are meant"))
    return path.read_bytes()


def table(file: str, data: bytes, knows: Callable[[str], bool]) -> Table:
    """The table in a file; CannotGoOn with line and column says why it cannot be relied on.

    ``knows`` tells whether a text names a column; the separator is the one by which the head has most of these.
    """
    text = _decoded(file, data)
    bad = refused(text)
    if bad is not None:
        raise _stop(
            file,
            text,
            bad,
            "CSV-003",
            f"the character U+{ord(text[bad]):04X} cannot be seen or printed",
            "remove it",
        )
    named = _NAMED.match(text)
    start = named.end() if named else 0
    candidates = (named[1],) if named else SEPARATORS
    separator = max(candidates, key=lambda one: sum(knows(cell.text) for cell in _head(text, start, one)))
    rows = _rows(file, text, start, separator)
    if not rows:
        raise CannotGoOn(
            error("CSV-004", "this file has no head", Where(file), "name the columns in the first line")
        )
    head, *body = rows
    while len(head) > 1 and not head[-1].text:
        head = head[:-1]
    return Table(file, separator, head, tuple(_fitted(file, row, head) for row in body))


def _decoded(file: str, data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as bad:
        before = data[: bad.start].decode(encoding, "replace")
        where = Where(file, (), before.count("\n") + 1, len(before) - before.rfind("\n"))
        hint = "save it as 'CSV UTF-8' (in Excel: Save As, file type CSV UTF-8)"
        raise CannotGoOn(error("CSV-002", "this file is not UTF-8 text", where, hint)) from None


def _stop(file: str, text: str, at: int, rule: str, message: str, hint: str) -> CannotGoOn:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return CannotGoOn(error(rule, message, Where(file, (), line, column), hint))


def _head(text: str, start: int, separator: str) -> list[Cell]:
    """The first line cut at a separator, to choose among separators; quotes are taken off."""
    line = text[start:].partition("\n")[0]
    return [Cell(part.strip().strip('"').strip(), 1, 1) for part in line.split(separator)]


def _rows(file: str, text: str, start: int, separator: str) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    at, line, begins = start, text.count("\n", 0, start) + 1, start
    row: list[Cell] = []
    while at <= len(text):
        place = (line, at - begins + 1)
        cell, end = _cell(file, text, at, separator)
        row.append(Cell(cell.strip(), *place))
        broken = text.count("\n", at, end)
        if broken:
            line, begins = line + broken, text.rfind("\n", at, end) + 1
        at = end
        if text[at : at + 1] == separator:
            at += 1
            continue
        if any(each.text for each in row):
            rows.append(tuple(row))
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
        line, begins = line + 1, at
    return rows


def _cell(file: str, text: str, at: int, separator: str) -> tuple[str, int]:
    """The text of the cell that begins at a place, and where it ends: at a separator, a line end or the end of the text."""
    first = at
    while text[first : first + 1] == " ":
        first += 1
    if text[first : first + 1] != '"':
        found = re.compile(f"[^{re.escape(separator)}\r\n]*").match(text, at)
        return (found[0], found.end()) if found else ("", at)
    parts, end = [], first + 1
    while True:
        close = text.find('"', end)
        if close < 0:
            raise _stop(
                file,
                text,
                first,
                "CSV-003",
                "a quote is opened here and never closed",
                "close it, or remove it",
            )
        parts.append(text[end:close])
        if text[close + 1 : close + 2] != '"':
            break
        parts.append('"')
        end = close + 2
    end = close + 1
    while text[end : end + 1] == " ":
        end += 1
    if end < len(text) and text[end] != separator and text[end] not in "\r\n":
        hint = "double a quote that belongs to the text, and put the whole cell in quotes"
        raise _stop(file, text, end, "CSV-003", f"'{shown(text[end], 5)}' follows a closing quote", hint)
    return "".join(parts), end


def _fitted(file: str, row: tuple[Cell, ...], head: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row with as many cells as the head: empty ones are added or dropped at its end."""
    too_many = next((cell for cell in row[len(head) :] if cell.text), None)
    if too_many:
        message = f"'{shown(too_many.text, 40)}' stands in no column: the head has {len(head)}, this row {len(row)} cells"
        hint = "put a text that holds the separator in quotes, or remove the cell"
        raise CannotGoOn(error("CSV-003", message, Where(file, (), too_many.line, too_many.column), hint))
    last = row[-1]
    missing = [Cell("", last.line, last.column + len(last.text)) for _ in head[len(row) :]]
    return (*row[: len(head)], *missing)
