"""Pages for kinds of records that have no page made for them: their definitions say what is shown, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from remit.frozen import dataclass
from remit.model.catalogue import file_kind
from remit.model.changes import ChangeOrder
from remit.model.closing import CloseOut, Readiness
from remit.model.decisions import Decision, Principles
from remit.model.fields import FieldDefinition, ListOf, MapOf, Record, RecordOf, Shape, definition
from remit.model.money import WorkOrder
from remit.model.oversight import Risks, Transition
from remit.model.performance import Performance
from remit.model.planning import Schedule
from remit.model.process import Process
from remit.model.selection import Selection
from remit.model.settlement import Settlement
from remit.pages import (
    changes,
    closing,
    decisions,
    expected,
    levels,
    portfolio,
    readiness,
    risks,
    schedules,
    scorecard,
    selections,
    settlement_record,
)
from remit.pages.book import Book, country, generic_page
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    facts,
    fold,
    heading,
    joined,
    lead,
    listing,
    small,
    table,
    text,
)
from remit.pages.page import Desk, Page, name
from remit.schema.dictionary import doc_of, title_of


@dataclass(frozen=True, slots=True)
class Tailored:
    """Sections made for one kind of record, and the fields that are then not shown a second time."""

    sections: Callable[[Desk, Any], Iterator[Block]]
    instead_of: tuple[str, ...]
    rest: str = ""
    """The heading of the plain fields where they follow the sections instead of opening the page."""


TAILORED: Mapping[type[Record], Tailored] = {
    Principles: Tailored(portfolio.sections, portfolio.INSTEAD_OF),
    Process: Tailored(expected.sections, expected.INSTEAD_OF),
    Risks: Tailored(risks.sections, risks.INSTEAD_OF),
    Decision: Tailored(decisions.sections, decisions.INSTEAD_OF),
    Selection: Tailored(selections.sections, selections.INSTEAD_OF),
    Schedule: Tailored(schedules.sections, schedules.INSTEAD_OF),
    Readiness: Tailored(readiness.sections, readiness.INSTEAD_OF),
    Performance: Tailored(scorecard.sections, scorecard.INSTEAD_OF),
    Transition: Tailored(levels.transition_sections, levels.INSTEAD_OF),
    ChangeOrder: Tailored(changes.sections, changes.INSTEAD_OF, rest="Further terms"),
    Settlement: Tailored(settlement_record.sections, settlement_record.INSTEAD_OF),
    CloseOut: Tailored(closing.sections, closing.INSTEAD_OF),
}
"""What is shown better than field by field; everything else of these records follows in the order of its definition."""

_MOST_COLUMNS = 11
_LISTED = 4
"""Most entries of a list that stands in a column."""
_MANY = 8
"""Entries from which a list is shown only on a click."""
_LONG = 60
"""Characters from which a text needs a wide column."""


_TITLES: Mapping[str, str] = {"kick_off": "Kick-off", "closeout": "Close-out"}
_SHORT: Mapping[str, str] = {"cro": "CRO", "fte": "FTE", "sop": "SOP", "tmf": "TMF", "capa": "CAPA"}


def pages(book: Book) -> Iterator[Page]:
    """A page for every file of such a kind, in the order of the catalogue."""
    for file, record in book.ledger.files.items():
        path = generic_page(file)
        if path:
            yield _page(Desk(book, path), file, record)


def _page(desk: Desk, file: str, record: Record) -> Page:
    title = _title(desk, file, record)
    study = getattr(record, "study", None)
    whole = f"{title}: {desk.book.protocol(study)}" if study else title
    blocks = [
        heading(1, whole),
        lead(doc_of(type(record)).partition(" (data/")[0]),
        *_whole(desk, record),
        desk.kept(record),
    ]
    return desk.page(title, blocks)


def _title(desk: Desk, file: str, record: Record) -> str:
    """What a file is called; one of several by its number, its period, or the order that it belongs to."""
    if isinstance(record, Performance):
        return scorecard.title(record)
    found = file_kind(file.removeprefix("data/"))
    if found is None:
        return title_of(type(record))
    title = _TITLES.get(found[0].name, found[0].name.replace("_", " ").capitalize())
    if "{id}" not in found[0].pattern:
        return title
    told = PurePosixPath(file).stem
    if isinstance(record, Settlement):
        order = desk.book.ledger.of(WorkOrder).get(told)
        return f"{title} of {order.number if order else told}"
    return f"{title} {getattr(record, 'number', told)}"


def _whole(desk: Desk, record: Record) -> Iterator[Block]:
    """The record of a file: plain fields, then what is made for its kind, then its other groups."""
    made = TAILORED.get(type(record), Tailored(lambda *_: iter(()), ()))
    fields = [field for field in _shown(type(record)) if field.name not in made.instead_of]
    if not made.rest:
        yield from _plain(desk, record, fields)
    yield from made.sections(desk, record)
    if made.rest:
        yield heading(2, made.rest, "further")
        yield from _plain(desk, record, fields)
    yield from _groups(desk, record, fields, 2)


def _own(desk: Desk, record: Record, level: int) -> Iterator[Block]:
    """The plain fields as facts, then each group of records inside as a table or as sections."""
    fields = _shown(type(record))
    # The heading says the name already.
    yield from _plain(desk, record, [one for one in fields if getattr(record, one.name) != name(record)])
    yield from _groups(desk, record, fields, level)


def _plain(desk: Desk, record: Record, fields: Sequence[FieldDefinition]) -> Iterator[Block]:
    shown = [(field, getattr(record, field.name)) for field in fields if _inner(field.shape) is None]
    yield facts(
        [(_label(field), _folded(field, _value(desk, field, value), value)) for field, value in shown]
    )


def _folded(field: FieldDefinition, shown: Inert, value: Any) -> Inert:
    if not isinstance(value, tuple) or len(value) <= _MANY:
        return shown
    return Inert(fold(f"{len(value)} {_label(field).lower()}", [shown]))


def _groups(desk: Desk, record: Record, fields: Sequence[FieldDefinition], level: int) -> Iterator[Block]:
    for field in fields:
        inner = _inner(field.shape)
        value = getattr(record, field.name)
        if inner is not None and value:
            yield heading(level, _label(field), f"field-{field.name}" if level == 2 else None)
            yield from _group(desk, field, inner, value, level)


def _group(
    desk: Desk, field: FieldDefinition, inner: type[Record], value: Any, level: int
) -> Iterator[Block]:
    records = _several(value)
    fields = [
        one for one in _shown(inner) if any(getattr(each, one.name) not in (None, "", ()) for each in records)
    ]
    if len(fields) <= _MOST_COLUMNS and all(_fits(one, records) for one in fields):
        yield _table(desk, field, fields, value)
        return
    for key, one in _keyed(value):
        title = _row_name(desk, field, key) if field.keys else text(name(one) or title_of(inner))
        if level < 3 and len(records) <= 12:
            yield heading(3, title, _anchor(one))
            yield from _own(desk, one, 4)
        else:
            blocks = [Inert(f'<span id="{_anchor(one)}"></span>')] if _anchor(one) else []
            yield fold(title, [*blocks, *_flat(desk, one)])


def _fits(field: FieldDefinition, records: Sequence[Record]) -> bool:
    """Whether a field's values can stand in a column: no records, and no long lists."""
    values = [getattr(record, field.name) for record in records]
    return _inner(field.shape) is None and not any(
        isinstance(one, tuple) and len(one) > _LISTED for one in values
    )


def _flat(desk: Desk, record: Record) -> Iterator[Block]:
    """Everything of a record without headings, for what opens on a click."""
    pairs: list[tuple[object, object]] = []
    for field in _shown(type(record)):
        value = getattr(record, field.name)
        if _inner(field.shape) is None:
            pairs.append((_label(field), _value(desk, field, value)))
        elif value:
            pairs.append((_label(field), listing([_line(desk, one) for one in _several(value)])))
    yield facts([*pairs, ("Source", desk.source(record.where))])


def _line(desk: Desk, record: Record) -> Inert:
    """A record within a record within a record: its values in a line."""
    parts = []
    for field in _shown(type(record)):
        value = getattr(record, field.name)
        if _inner(field.shape) is None and value not in (None, "", ()):
            parts.append(joined([small(f"{_label(field)}: "), _value(desk, field, value)], ""))
        elif value:
            parts.append(joined([_line(desk, one) for one in _several(value)], "; "))
    return joined(parts, "; ")


def _table(desk: Desk, field: FieldDefinition, used: Sequence[FieldDefinition], value: Any) -> Block:
    records = _several(value)
    keyed = _names_rows(field, used)
    rows = []
    for key, record in _keyed(value):
        cells = [_value(desk, one, getattr(record, one.name)) for one in used]
        first = [_row_name(desk, field, key)] if keyed else []
        rows.append(Row.of((*first, *cells, desk.source(record.where)), id=_anchor(record) or None))
    columns = [(_label(one), _width(one, records)) for one in used]
    return table([*([_row_head(field)] if keyed else []), *columns, "Source"], rows, caption=_label(field))


def _names_rows(field: FieldDefinition, fields: Sequence[FieldDefinition]) -> bool:
    """Whether the key under which a record stands says more of it than its first field."""
    if not isinstance(field.shape, MapOf):
        return False
    return bool(field.keys) or fields[0].name not in ("title", "name", "level", "event", "topic", "process")


def _row_head(field: FieldDefinition) -> str:
    return field.keys.replace("_", " ").capitalize() if field.keys else "Name"


def _row_name(desk: Desk, field: FieldDefinition, key: str) -> Inert:
    return desk.record(field.keys, key) if field.keys else text(key.replace("-", " "))


def _width(field: FieldDefinition, records: Sequence[Record]) -> str:
    values = [getattr(record, field.name) for record in records]
    if any(isinstance(value, Decimal | int) and not isinstance(value, bool) for value in values):
        return "num"
    return "wide" if any(isinstance(value, str) and len(value) > _LONG for value in values) else ""


def _shown(cls: type[Record]) -> list[FieldDefinition]:
    return [field for field in definition(cls) if not field.from_path]


def _inner(shape: Shape) -> type[Record] | None:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.cls if isinstance(shape, RecordOf) else None


def _several(value: Any) -> Sequence[Record]:
    if isinstance(value, Record):
        return (value,)
    return tuple(value.values()) if isinstance(value, Mapping) else tuple(value)


def _keyed(value: Any) -> Sequence[tuple[str, Record]]:
    """Records with the keys under which they stand; an empty key where they stand in a list."""
    return tuple(value.items()) if isinstance(value, Mapping) else tuple(("", one) for one in _several(value))


def _anchor(record: Record) -> str:
    id = getattr(record, "id", "")
    return f"{record.KIND or type(record).__name__.lower()}-{id}" if id else ""


def _label(field: FieldDefinition) -> str:
    words = [_SHORT.get(word, word) for word in field.name.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def _value(desk: Desk, field: FieldDefinition, value: Any) -> Inert:
    """A value as readers know it; what refers to a record becomes a link."""
    match value:
        case None:
            return Inert("")
        case bool():
            return text("yes" if value else "no")
        case Decimal():
            return text(f"{value:,f}")
        case dt.date():
            return text(value)
        case tuple():
            return listing([_value(desk, field, one) for one in value]) if value else Inert("")
        case Mapping() if not value:
            return Inert("")
        case Mapping():
            return listing(
                [joined([f"{key}: ", _value(desk, field, one)], "") for key, one in value.items()], ""
            )
        case str() if field.refers:
            return desk.record(field.refers, value)
        case str() if field.name in ("country", "countries"):
            return text(country(value))
    return text(value)
