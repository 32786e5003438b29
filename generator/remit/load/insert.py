"""Setting fields of records inside a data file by adding, exchanging and removing whole lines; all other bytes stay.

For what ``write.with_changes`` cannot do: fields and entries that are not there yet, and texts of several lines. The
result is read back and compared before anybody sees it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from remit.exchange.yaml_text import scalar_lines, written
from remit.frozen import dataclass
from remit.load.layout import end_of_block, lines_of, with_comments
from remit.load.spans import Entry, Keys, spans
from remit.load.write import CannotWrite
from remit.load.yaml import parse

_MARK = b"\xef\xbb\xbf"
Value = str | Decimal | dt.date | None
Fields = Mapping[str, Value]
"""Values by the name of their field; None removes it."""


def with_fields(data: bytes, keys: Keys, fields: Fields, order: Sequence[str]) -> bytes:
    """The file with fields of the mapping at ``keys`` set, which becomes the last of its parent if it is not there.

    ``order`` names all fields in the order in which they stand. Raises CannotWrite if the file cannot be read, if the
    mapping or its parent is written on one line, or if the result would not read back as meant.
    """
    before, problems = parse("", data)
    if problems:
        raise CannotWrite(problems[0].message)
    page = _opened(_Page(data.decode("utf-8-sig")), keys)
    for name in sorted(fields, key=list(order).index):
        page = _with_field(page, keys, name, fields[name], order)
    result = (_MARK if data.startswith(_MARK) else b"") + page.content.encode()
    after, problems = parse("", result)
    if problems or after != _meant(before, keys, fields):
        raise CannotWrite("the file would not read back as meant")
    return result


def _meant(document: Any, keys: Keys, fields: Fields) -> Any:
    known = document if isinstance(document, dict) else {}
    if keys:
        return {**known, keys[0]: _meant(known.get(keys[0]), keys[1:], fields)}
    kept = {name: value for name, value in known.items() if name not in fields}
    return {**kept, **{name: written(one) for name, one in fields.items() if one is not None}} or None


@dataclass(frozen=True)
class _Page:
    """A text with its lines and what stands where. Lines and columns count from 0."""

    content: str

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.content)

    @cached_property
    def entries(self) -> Mapping[Keys, Entry]:
        return spans(self.content)

    @property
    def ending(self) -> str:
        return "\r\n" if "\r\n" in self.content else "\n"

    def place(self, keys: Keys) -> tuple[int, int]:
        """Line and column of a key."""
        key = self.entries[keys].key
        if key is None:
            raise CannotWrite(f"{_named(keys)} has no name")
        return key.lines.start, key.start - (self.content.rfind("\n", 0, key.start) + 1)

    def end(self, keys: Keys) -> int:
        """The line behind everything that belongs to a key."""
        return end_of_block(*self.place(keys), self.lines)

    def below(self, keys: Keys) -> list[Keys]:
        """What stands directly in a mapping."""
        return [path for path in self.entries if len(path) == len(keys) + 1 and path[: len(keys)] == keys]

    def indent(self, keys: Keys) -> int:
        """The column at which the fields of a mapping stand, or would."""
        inside = self.below(keys)
        return self.place(inside[0])[1] if inside else self.place(keys)[1] + 2

    def with_lines(self, start: int, end: int, new: Sequence[str]) -> _Page:
        """The page with other lines in place of some; the last line is ended where another follows."""
        lines = list(self.lines)
        if new and start > 0 and start == len(lines) and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += self.ending
        return _Page("".join([*lines[:start], *new, *lines[end:]]))


def _named(keys: Keys) -> str:
    return ".".join(map(str, keys))


def _opened(page: _Page, keys: Keys) -> _Page:
    """The page with a mapping at ``keys`` below which lines can be added."""
    if keys not in page.entries:
        if len(keys) < 2:
            raise CannotWrite(f"there is no '{_named(keys)}'")
        parent = keys[:-1]
        page = _opened(page, parent)
        line = f"{' ' * page.indent(parent)}{keys[-1]}:{page.ending}"
        end = page.end(parent)
        return page.with_lines(end, end, [line])
    value = page.entries[keys].value
    if value.scalar and value.start < value.end:
        raise CannotWrite(f"'{_named(keys)}' holds a text where a group of fields is meant")
    if not value.flow:
        return page
    if page.below(keys) or not page.content.startswith("{}", value.start):
        raise CannotWrite(f"'{_named(keys)}' is written on one line; write each field on a line of its own")
    return _Page(page.content[: value.start].rstrip(" ") + page.content[value.start + 2 :])


def _with_field(page: _Page, keys: Keys, name: str, value: Value, order: Sequence[str]) -> _Page:
    """The page with one field set, in its place among the others, or removed."""
    path = (*keys, name)
    told = () if value is None else scalar_lines(name, value)
    new = [f"{' ' * page.indent(keys)}{one}{page.ending}" for one in told]
    if path in page.entries:
        start, end = page.place(path)[0], page.end(path)
        remark = _remark(page, path)
        if remark and len(new) == 1:
            new = [new[0].removesuffix(page.ending) + remark + page.ending]
        return page.with_lines(start, end, new)
    ranks = {field: rank for rank, field in enumerate(order)}
    inside = page.below(keys)
    at = page.end(keys) if inside else page.place(keys)[0] + 1
    for later in inside:
        if ranks.get(str(later[-1]), -1) > ranks[name]:
            at = with_comments(*page.place(later), page.lines)
            break
    return page.with_lines(at, at, new)


def _remark(page: _Page, path: Keys) -> str:
    """The comment behind a value that stands on one line, with the spaces before it."""
    value = page.entries[path].value
    if not value.scalar or len(value.lines) > 1 or value.quote in ("|", ">"):
        return ""
    rest = page.content[value.end :].partition("\n")[0].rstrip("\r")
    return rest if rest.lstrip().startswith("#") else ""
