"""YAML read strictly: every scalar stays text, and whatever could surprise is refused with its place.

Built on the events of ruamel.yaml's C parser. Mappings become dict, sequences list, scalars str, an empty value None.
Refused: duplicate keys, keys that are not plain text, anchors, aliases and tags, more than one document, depth over 64,
bytes that are not UTF-8, and characters that a Word file cannot hold (anything outside XML 1.0 Char).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import _ruamel_yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from remit.findings import Finding, Key, Where, error
from remit.frozen import dataclass
from remit.load.not_yaml import complaint

MAX_DEPTH = 64
MAX_BYTES = 5_000_000

Node = dict[str, Any] | list[Any] | str | None
Marks = dict[tuple[Key, ...], tuple[tuple[int, int], tuple[int, int]]]
"""For each path: line and column of its key (or list item), and of its value, from 1."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x7f-\x84\x86-\x9f]")


class _Refused(Exception):
    def __init__(self, rule: str, message: str, hint: str, line: int, column: int) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint, self.line, self.column = rule, message, hint, line, column


def parse(file: str, data: bytes) -> tuple[Node, tuple[Finding, ...]]:
    """The document in a file, or the findings that say why it cannot be read. An empty file gives None."""
    try:
        text = decode(data)
        return _Builder(text, marks=None).document(), ()
    except _Refused as refused:
        where = Where(file, (), refused.line, refused.column)
        return None, (error(refused.rule, refused.message, where, refused.hint),)


def positions(data: bytes) -> Marks:
    """Line and column of every key and value of a document that ``parse`` accepts, and of what stands before a refusal."""
    marks: Marks = {(): ((1, 1), (1, 1))}
    with contextlib.suppress(_Refused):
        _Builder(decode(data), marks).document()
    return marks


def decode(data: bytes) -> str:
    """UTF-8 text without byte-order mark, made only of characters that XML 1.0 can hold."""
    if len(data) > MAX_BYTES:
        raise _Refused(
            "YAML-001", f"this file has {len(data):,} bytes; the most is {MAX_BYTES:,}", "split it", 1, 1
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line, column = _line_column(data[: bad.start].decode("utf-8", "replace"))
        hint = "save the file as UTF-8 (in most editors: Save with encoding, UTF-8)"
        raise _Refused("YAML-002", "this file is not UTF-8 text", hint, line, column) from None
    bad_character = _bad_character(text)
    if bad_character:
        raise _Refused("YAML-003", bad_character[1], "remove it", *_line_column(text[: bad_character[0]]))
    return text


def _bad_character(text: str) -> tuple[int, str] | None:
    for pattern, what in (
        (_NOT_XML, "cannot be put into a Word file"),
        (_HIDDEN, "is invisible and can hide what a text says"),
    ):
        found = pattern.search(text)
        if found:
            return found.start(), f"the character U+{ord(found[0]):04X} {what}"
    return None


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@dataclass(slots=True)
class _Builder:
    text: str
    marks: Marks | None
    escapes: bool = False

    def document(self) -> Node:
        self.escapes = "\\" in self.text
        try:
            return self._document()
        except MarkedYAMLError as bad:
            raise self._syntax(bad) from None
        except YAMLError:
            raise _Refused(
                "YAML-004", "this file cannot be read", "check the indentation and quotes", 1, 1
            ) from None

    def _document(self) -> Node:
        events: Iterator[Event] = iter(_ruamel_yaml.CParser(self.text).get_event, None)
        root: Node = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _at(
                        event,
                        "YAML-005",
                        "the file holds more than one document",
                        "keep one document in a file (remove the line ---)",
                    )
                first = next(events)
                root = self._node(first, events, self._marked((), first, first), 0)
            elif isinstance(event, StreamEndEvent):
                break
        return root

    def _node(self, event: Event, events: Iterator[Event], path: tuple[Key, ...], depth: int) -> Node:
        if type(event) is ScalarEvent and not event.anchor and not event.tag and depth <= MAX_DEPTH:
            return self._scalar(event)  # what nearly all events are
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _at(
                event,
                "YAML-006",
                "anchors (&) and aliases (*) are not used in records",
                "write the value out",
            )
        if depth > MAX_DEPTH:
            raise _at(
                event, "YAML-007", f"nested deeper than {MAX_DEPTH} levels", "make the structure flatter"
            )
        if getattr(event, "tag", None) and not (isinstance(event, ScalarEvent) and event.implicit[1]):
            raise _at(
                event,
                "YAML-008",
                "tags (!) are not used in records",
                "remove the tag; the kind of value is known from the field",
            )
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._mapping(events, path, depth)

    def _scalar(self, event: ScalarEvent) -> str | None:
        value: str = event.value
        bad_character = _bad_character(value) if self.escapes else None
        if bad_character:
            raise _at(event, "YAML-003", bad_character[1], "remove it")
        return None if value == "" and not event.style else value

    def _sequence(self, events: Iterator[Event], path: tuple[Key, ...], depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            at = self._marked((*path, len(items)), event, event) if self.marks is not None else path
            items.append(self._node(event, events, at, depth + 1))
        return items

    def _mapping(self, events: Iterator[Event], path: tuple[Key, ...], depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        first: dict[str, Event] = {}
        for key in events:
            if isinstance(key, MappingEndEvent):
                break
            name = self._key(key)
            if name in mapping:
                hint = f"it stands first in line {_place(first[name])[0]}; keep one of the two"
                raise _at(key, "YAML-009", f"the key '{name}' stands twice", hint)
            first[name] = key
            value = next(events)
            at = self._marked((*path, name), key, value) if self.marks is not None else path
            mapping[name] = None
            mapping[name] = self._node(value, events, at, depth + 1)
        return mapping

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
            raise _at(event, "YAML-010", "a key must be plain text", "write the key as a word")
        if event.value == "<<" and not event.style:
            raise _at(event, "YAML-006", "merge keys (<<) are not used in records", "write the values out")
        return self._scalar(event) or ""

    def _marked(self, path: tuple[Key, ...], key: Event, value: Event) -> tuple[Key, ...]:
        """Notes a place where places are asked for; the path."""
        if self.marks is not None:
            self.marks[path] = (_place(key), _place(value))
        return path

    def _syntax(self, bad: MarkedYAMLError) -> _Refused:
        found = complaint(bad, self.text.split("\n"))
        return _Refused("YAML-004", found.message, found.hint, found.line, found.column)


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _at(event: Event, rule: str, message: str, hint: str) -> _Refused:
    line, column = _place(event)
    return _Refused(rule, message, hint, line, column)
