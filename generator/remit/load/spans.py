"""Where each key and value of a data file begins and ends in its text, for changes that leave everything else alone."""

from __future__ import annotations

from collections.abc import Iterator

import _ruamel_yaml
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from remit.findings import Key
from remit.frozen import dataclass

Keys = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a text, on ``lines`` (from 0). Of a mapping or list only the beginning is known.

    ``quote`` is ' or " where the text is quoted, | or > for a block of text, else empty.
    """

    start: int
    end: int
    lines: range
    scalar: bool
    quote: str = ""
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with its key; entries of lists have none."""

    key: Span | None
    value: Span


def spans(text: str) -> dict[Keys, Entry]:
    """The entries of a text by path, in the order of the text. The text is one that load.yaml.parse accepts."""
    found: dict[Keys, Entry] = {}
    stream: Iterator[Event] = iter(_ruamel_yaml.CParser(text).get_event, None)
    for event in stream:
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            _collect(event, stream, (), None, found)
    return found


def _collect(
    event: Event, stream: Iterator[Event], path: Keys, key: Span | None, found: dict[Keys, Entry]
) -> None:
    found[path] = Entry(key, _span(event))
    if isinstance(event, MappingStartEvent):
        for name in stream:
            if isinstance(name, MappingEndEvent):
                break
            _collect(next(stream), stream, (*path, str(getattr(name, "value", ""))), _span(name), found)
    elif isinstance(event, SequenceStartEvent):
        for place, entry in enumerate(stream):
            if isinstance(entry, SequenceEndEvent):
                break
            _collect(entry, stream, (*path, place), None, found)


def _span(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, ScalarEvent):
        lines = range(start.line, end.line + 1)
        return Span(start.index, end.index, lines, scalar=True, quote=str(event.style or ""))
    flow = bool(getattr(event, "flow_style", False))
    return Span(start.index, start.index, range(start.line, start.line + 1), scalar=False, flow=flow)
