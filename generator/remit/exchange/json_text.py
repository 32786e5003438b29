"""JSON read strictly: whatever could surprise is refused with its place, and places of values are found on demand.

Refused: more than 20 MB, bytes that are not UTF-8, a key that stands twice, nesting over 100, NaN and infinite
numbers, numbers of absurd length. Numbers with a point become Decimal, so that 300.0 is exact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from remit.exchange.characters import shown
from remit.findings import CannotGoOn, Key, Where, error

MAX_BYTES = 20_000_000
MAX_DEPTH = 100
MAX_DIGITS = 30

_CUT_OFF = "this file is cut off: it ends in the middle and is only a part of a JSON file"
_ENDS = re.compile(
    r"\s*(?:-|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|N(?:aN?)?|-?I[a-z]*|u[0-9A-Fa-f]{0,3}|\\u?[0-9A-Fa-f]{0,3})?\s*"
)
"""What may follow the place where reading stopped in a file whose end is missing: nothing, or the beginning of a word."""

Path_ = tuple[Key, ...]
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)


class _Refused(ValueError):
    def __init__(self, rule: str, message: str, hint: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint, self.offset = rule, message, hint, offset


class _Odd(_Refused):
    """A number that is none."""

    def __init__(self, number: str, message: str) -> None:
        super().__init__("JSON-006", message, "save the record again, with a number or without this field")
        self.number = number


class _Twice(Exception):
    """Some object has a key twice."""


def read(path: Path) -> str:
    """The text of a file from outside; CannotGoOn says why it cannot be read."""
    where = Where(str(path))
    if not path.is_file():
        what = "there is no such file" if not path.exists() else "this is not a regular file"
        raise CannotGoOn(
            error(
                "JSON-001", what, where, "name a JSON file that was saved from the registry or study builder"
            )
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        message = f"this file has {size:,} bytes; the most is {MAX_BYTES:,}"
        raise CannotGoOn(error("JSON-001", message, where, "save the record of one study only"))
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line, column = line_column(data[: bad.start].decode("utf-8", "replace"), None)
        if bad.reason == "unexpected end of data":
            at = Where(str(path), (), line, column)
            raise CannotGoOn(error("JSON-003", _CUT_OFF, at, "save the record again, to its end")) from None
        raise CannotGoOn(
            error(
                "JSON-002",
                "this file is not UTF-8 text",
                Where(str(path), (), line, column),
                "save it as UTF-8",
            )
        ) from None


def parse(file: str, text: str) -> Any:
    """The value in a JSON text; CannotGoOn with line and column says why it is not JSON that can be relied on."""
    try:
        _check_depth(text)
        return json.loads(
            text, parse_int=_whole, parse_float=_decimal, parse_constant=_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as bad:
        raise _stop(file, text, _syntax(text, bad)) from None
    except _Twice:
        raise _stop(file, text, _duplicate(text)) from None
    except _Refused as refused:
        raise _stop(file, text, _number(text, refused)) from None


def _stop(file: str, text: str, refused: _Refused) -> CannotGoOn:
    line, column = line_column(text, refused.offset) if refused.offset is not None else (None, None)
    return CannotGoOn(error(refused.rule, refused.message, Where(file, (), line, column), refused.hint))


def _syntax(text: str, bad: json.JSONDecodeError) -> _Refused:
    if not text.strip():
        return _Refused("JSON-003", "this file is empty", "save the record again", 0)
    if _ENDS.fullmatch(text, bad.pos) or bad.msg.startswith("Unterminated string"):
        return _Refused("JSON-003", _CUT_OFF, "save the record again, to its end", bad.pos)
    if text.lstrip().startswith("<"):
        return _Refused(
            "JSON-003", "this is a web page or XML, not JSON", "save the record in the format JSON", bad.pos
        )
    return _Refused(
        "JSON-003",
        f"this is not JSON: {bad.msg[:1].lower()}{bad.msg[1:]}",
        "save the record again and do not edit it",
        bad.pos,
    )


def _check_depth(text: str) -> None:
    depth = 0
    for found in re.finditer(r"[\[\]{}]", _STRING.sub(lambda s: " " * len(s[0]), text)):
        depth += 1 if found[0] in "[{" else -1
        if depth > MAX_DEPTH:
            raise _Refused(
                "JSON-005",
                f"nested deeper than {MAX_DEPTH} levels",
                "this is not a study record",
                found.start(),
            )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) != len(pairs):
        raise _Twice
    return whole


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _Odd(text, f"the number {shown(text, 20)} is too long to be meant")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("Infinity")
    if len(text) > 2 * MAX_DIGITS or not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise _Odd(text, f"the number {shown(text, 20)} is too long to be meant")
    return number


def _constant(text: str) -> Any:
    raise _Odd(text, f"{text} is not a number in JSON")


# ---- places -----------------------------------------------------------------------------------------------------------


def line_column(text: str, offset: int | None) -> tuple[int, int]:
    """Line and column, from 1, of an offset; of the end of the text if no offset is given."""
    before = text if offset is None else text[:offset]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def places(text: str, wanted: set[Path_]) -> dict[Path_, tuple[int, int]]:
    """Line and column of values by their path, in one pass; a path that does not exist gets its nearest holder's place."""
    asked = {path[:length] for path in wanted for length in range(len(path) + 1)}
    found: dict[Path_, int] = {}
    for path, offset in _values(text):
        if path in asked:
            found.setdefault(path, offset)
    answer = {}
    for path in wanted:
        holder = path
        while holder not in found and holder:
            holder = holder[:-1]
        answer[path] = line_column(text, found.get(holder, 0))
    return answer


def path_text(path: Path_) -> str:
    """A path as people write it: protocolSection.contactsLocationsModule.locations[3].country."""
    return (
        "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
        or "the whole file"
    )


def _duplicate(text: str) -> _Refused:
    seen: set[Path_] = set()
    for path, offset in _values(text):
        if path in seen:
            return _Refused(
                "JSON-004",
                f"{path_text(path)} stands twice",
                "save the record again and do not edit it",
                offset,
            )
        seen.add(path)
    return _Refused("JSON-004", "a key stands twice", "save the record again and do not edit it", 0)


def _number(text: str, refused: _Refused) -> _Refused:
    """The same refusal with the field and place of the number, if it is about one."""
    if isinstance(refused, _Odd):
        for path, offset in _values(text):
            if text.startswith(refused.number, offset):
                return _Refused(refused.rule, f"{path_text(path)}: {refused.message}", refused.hint, offset)
    return refused


def _values(text: str) -> Iterator[tuple[Path_, int]]:
    """Path and offset of every value of a text that is JSON, holders before what they hold."""
    path: list[Key] = []
    holders: list[str] = []
    key_next = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark == ",":
            if holders[-1] == "[":
                path[-1] = int(path[-1]) + 1
            key_next = holders[-1] == "{"
        elif mark in "]}":
            holders.pop()
            path.pop()
            key_next = False
        elif mark == ":":
            key_next = False
        elif key_next:
            path[-1] = json.loads(mark, strict=False)
        else:
            yield tuple(path), token.start()
            if mark in "[{":
                holders.append(mark)
                path.append(0)
                key_next = mark == "{"
