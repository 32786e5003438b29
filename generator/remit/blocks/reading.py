"""Printed events back to blocks, with every number counted and every reference resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from remit.blocks.events import BRACES, END, FACES, FIELD, START
from remit.blocks.numbering import Labels, Numbered, Numbering, reference
from remit.blocks.types import (
    Block,
    Blocks,
    Break,
    Bullet,
    ClauseItem,
    ClauseUse,
    Column,
    Container,
    Document,
    Face,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Place,
    Position,
    Ref,
    Row,
    Table,
    Text,
    Value,
)
from remit.findings import Where
from remit.frozen import dataclass

_EVENT = re.compile(f"{START}(.)([^{END}]*){END}([^{START}]*)", re.S)
_SHOW = str.maketrans({hidden: shown for shown, hidden in BRACES.items()})
SERIES_LEVEL = -1


@dataclass(frozen=True, slots=True)
class Event:
    """One event: letter, fields, and the words after it."""

    letter: str
    fields: tuple[str, ...]
    words: str
    number: str = ""
    label: str = ""


def read_events(markup: str, sources: Sequence[Where] = (), labels: Labels | None = None) -> Document:
    """The document of printed events. ``sources`` are the places of its sourced values, in the order of printing."""
    found = [
        Event(m[1], tuple(m[2].translate(_SHOW).split(FIELD)), m[3].translate(_SHOW))
        for m in _EVENT.finditer(markup)
    ]
    events = iter(_numbered(found, labels or Labels()))
    reader = _Reader(events, sources)
    next(events, None)
    title = "".join(i.text for i in reader.inlines() if isinstance(i, Text | Value))
    blocks = reader.blocks()
    return Document(title=title, blocks=blocks, values=tuple(reader.values))


def _numbered(events: Sequence[Event], labels: Labels) -> list[Event]:
    """The events with their numbers, references with what they print."""
    numbers: dict[str, Numbered] = {}
    counted: list[tuple[Event, str]] = []
    numbering = Numbering(labels)
    containers: list[str] = []
    for event in events:
        number = _count(event, numbering, containers, numbers)
        counted.append((Event(event.letter, event.fields, event.words, number), numbering.schedule))
        if event.letter in "ONBTRU":
            containers.append(event.fields[2] if event.letter == "O" else "")
        elif event.letter == "/" and containers.pop() == "schedule":
            numbering.end_schedule()
    return [_resolved(event, schedule, numbers, labels) for event, schedule in counted]


def _count(
    event: Event, numbering: Numbering, containers: Sequence[str], numbers: dict[str, Numbered]
) -> str:
    identifier = ""
    if event.letter == "H":
        identifier = event.fields[3]
        numbered = numbering.next(int(event.fields[2]) - 1, identifier)
    elif event.letter == "N" and int(event.fields[3]) == SERIES_LEVEL:
        identifier = event.fields[4]
        series = next((kind for kind in reversed(containers) if kind), "parties")
        numbered = Numbered("clause", ((identifier, numbering.next_in(series)),))
    elif event.letter == "N":
        identifier = event.fields[4]
        numbered = numbering.next(int(event.fields[3]), identifier)
    elif event.letter == "O" and event.fields[2] == "schedule":
        identifier = event.fields[3]
        name = numbering.start_schedule()
        numbered = Numbered("schedule", ((identifier, name),), name)
    else:
        return ""
    numbers[identifier] = numbered
    return numbered.parts[-1][1]


def _resolved(event: Event, schedule: str, numbers: Mapping[str, Numbered], labels: Labels) -> Event:
    if event.letter != "r":
        return event
    number = numbers.get(event.fields[1])
    if number is None:
        return event
    before, after = reference(number, schedule, labels)
    label = f"{before}{number.number}{after}"
    if event.fields[2] == "1":
        label = label[:1].upper() + label[1:]
    return Event(event.letter, event.fields, event.words, label=label)


class _Reader:
    """Builds blocks from events in order."""

    def __init__(self, events: Iterator[Event], sources: Sequence[Where]) -> None:
        self._events = events
        self._sources = sources
        self.values: list[Value] = []

    def blocks(self) -> Blocks:
        """Blocks up to the event that closes them, or the end."""
        out: list[Block] = []
        for event in self._events:
            if event.letter == "/":
                break
            out.append(self._block(event))
        return tuple(out)

    def _block(self, event: Event) -> Block:
        template, line, *rest = event.fields
        place = Place(template, int(line))
        match event.letter:
            case "H":
                return Heading(
                    level=int(rest[0]), inlines=self.inlines(), place=place, id=rest[1], number=event.number
                )
            case "P":
                return Paragraph(inlines=self.inlines(), place=place)
            case "B":
                return Bullet(depth=int(rest[0]), inlines=self.inlines(), place=place, children=self.blocks())
            case "T":
                return self._table(place, rest)
            case "U":
                return self._clause(place, rest)
            case "O":
                title = self.inlines()
                return Container(
                    kind=rest[0],
                    id=rest[1],
                    place=place,
                    title=title,
                    number=event.number,
                    children=self.blocks(),
                )
        depth, level, identifier = rest
        return ClauseItem(
            depth=int(depth),
            level=int(level),
            inlines=self.inlines(),
            place=place,
            id=identifier,
            number=event.number,
            children=self.blocks(),
        )

    def _clause(self, place: Place, rest: Sequence[str]) -> ClauseUse:
        topic, title, version, position, approver = rest
        chosen = Position(id=position, approver=approver, children=self.blocks())
        return ClauseUse(topic=topic, title=title, version=version, positions=(chosen,), place=place)

    def _table(self, place: Place, rest: Sequence[str]) -> Table:
        zebra, caption, aligns = rest
        rows: list[Row] = []
        for event in self._events:
            if event.letter == "/":
                break
            rows.append(self._row(event))
        head = rows.pop(0) if rows and rows[0].kind == "head" else None
        columns = tuple(Column(align) for align in aligns.split())
        return Table(
            columns=columns, head=head, rows=tuple(rows), place=place, zebra=zebra == "1", caption=caption
        )

    def _row(self, event: Event) -> Row:
        template, line, kind = event.fields
        cells: list[Inlines] = []
        for cell in self._events:
            if cell.letter == "/":
                break
            cells.append(self.inlines())
        return Row(cells=tuple(cells), place=Place(template, int(line)), kind=kind)

    def inlines(self) -> Inlines:
        """Inlines up to the end of their paragraph."""
        out: list[Inline] = []
        for event in self._events:
            match event.letter:
                case "E":
                    break
                case "b":
                    out.append(Break())
                case "t":
                    out.append(Text(event.words, _face(event.fields[0])))
                case "v":
                    out.append(self._value(event))
                case "r":
                    face, target, capital, template, line = event.fields
                    place = Place(template, int(line))
                    out.append(Ref(target, place, capital == "1", _face(face), event.label))
        return tuple(out)

    def _value(self, event: Event) -> Value:
        face, formatter, number = event.fields
        index = int(number) - 1
        source = self._sources[index] if 0 <= index < len(self._sources) else None
        value = Value(event.words, source, formatter, _face(face))
        self.values.append(value)
        return value


def _face(code: str) -> Face:
    return Face(**{name: name[0] in code for name in FACES})
