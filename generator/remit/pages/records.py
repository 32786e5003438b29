"""Pages for kinds of records that have no page made for them: their definitions say what is shown, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from remit.model.catalogue import file_kind
from remit.model.fields import FieldDefinition, ListOf, MapOf, Record, RecordOf, Shape, definition
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

_MOST_COLUMNS = 11
_LONG = 60
"""Characters from which a text needs a wide column."""


_SHORT: Mapping[str, str] = {"cro": "CRO", "fte": "FTE", "sop": "SOP", "tmf": "TMF", "capa": "CAPA"}


def pages(book: Book) -> Iterator[Page]:
    """A page for every file of such a kind, in the order of the catalogue."""
    for file, record in book.ledger.files.items():
        path = generic_page(file)
        if path:
            yield _page(Desk(book, path), file, record)


def _page(desk: Desk, file: str, record: Record) -> Page:
    found = file_kind(file.removeprefix("data/"))
    title = title_of(type(record)) if found is None else found[0].name.replace("_", " ").capitalize()
    told = PurePosixPath(file).stem
    if found and "{id}" in found[0].pattern:
        title = f"{title} {told}"
    study = getattr(record, "study", None)
    whole = f"{title}: {_protocol(desk, study)}" if study else title
    blocks = [
        heading(1, whole),
        lead(doc_of(type(record)).partition(" (data/")[0]),
        *_own(desk, record, 2),
        desk.kept(record),
    ]
    return desk.page(title, blocks)


def _protocol(desk: Desk, study: str) -> str:
    found = desk.book.studies.get(study)
    return found.protocol_id if found else study


def _own(desk: Desk, record: Record, level: int) -> Iterator[Block]:
    """The plain fields as facts, then each group of records inside as a table or as sections."""
    plain = [field for field in _shown(type(record)) if _inner(field.shape) is None]
    if level > 2:
        # The heading says it already.
        plain = [field for field in plain if getattr(record, field.name) != name(record)]
    yield facts([(_label(field), _value(desk, field, getattr(record, field.name))) for field in plain])
    for field in _shown(type(record)):
        inner = _inner(field.shape)
        value = getattr(record, field.name)
        if inner is not None and value:
            yield heading(level, _label(field), f"field-{field.name}" if level == 2 else None)
            yield from _group(desk, field, inner, _several(value), level)


def _group(
    desk: Desk, field: FieldDefinition, inner: type[Record], records: Sequence[Record], level: int
) -> Iterator[Block]:
    fields = _shown(inner)
    if all(_inner(one.shape) is None for one in fields) and len(fields) <= _MOST_COLUMNS:
        yield _table(desk, field, fields, records)
        return
    for one in records:
        title = _row_name(desk, field, one) if field.keys else text(name(one) or title_of(inner))
        if level < 3 and len(records) <= 12:
            yield heading(3, title, _anchor(one))
            yield from _own(desk, one, 4)
        else:
            blocks = [Inert(f'<span id="{_anchor(one)}"></span>')] if _anchor(one) else []
            yield fold(title, [*blocks, *_flat(desk, one)])


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


def _table(
    desk: Desk, field: FieldDefinition, fields: Sequence[FieldDefinition], records: Sequence[Record]
) -> Block:
    used = [
        one for one in fields if any(getattr(record, one.name) not in (None, "", ()) for record in records)
    ]
    keyed = _names_rows(field, fields)
    rows = []
    for record in records:
        cells = [_value(desk, one, getattr(record, one.name)) for one in used]
        first = [_row_name(desk, field, record)] if keyed else []
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


def _row_name(desk: Desk, field: FieldDefinition, record: Record) -> Inert:
    id = str(getattr(record, "id", ""))
    return desk.record(field.keys, id) if field.keys else text(id.replace("-", " "))


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
            return text(value.isoformat())
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
