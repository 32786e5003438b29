"""Records made up from their definitions alone: one of every kind, and pairs that differ by exactly one edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from remit.documents.templates import Templates
from remit.findings import Where
from remit.model.catalogue import FILE_KINDS, FileKind
from remit.model.fields import (
    Choice,
    FieldDefinition,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Scalar,
    Shape,
    definition,
)
from remit.model.ledger import Ledger
from remit.model.values import Duration, Money, PartialDate, Percent
from remit.review.edits import OF_A_FILE, Edit, edits_of, innermost, is_prose
from remit.review.sides import Side

Wrap = Callable[[Record], Record]

_VALUES: dict[str, tuple[Any, Any, Any]] = {
    "text": ("one two three four", "five six seven eight", "one two three nine"),
    "whole number": (2, 5, None),
    "number": (Decimal("2.5"), Decimal("5.5"), None),
    "yes or no": (False, True, True),
    "date": (dt.date(2026, 1, 5), dt.date(2026, 3, 5), None),
    "date, month or year": (PartialDate("2026-01"), PartialDate("2026-03"), PartialDate("2026-01-05")),
    "amount of money": (Money(Decimal(20), "USD"), Money(Decimal(50), "USD"), Money(Decimal(20), "EUR")),
    "percentage": (Percent(Decimal(2)), Percent(Decimal(5)), None),
    "duration": (Duration(2, "week"), Duration(5, "week"), Duration(14, "calendar day")),
}
"""A value of each type, one that is more, and one that is neither more nor less."""


def value(shape: Shape, which: int = 0) -> Any:
    """A value of a shape: the first, one that is more, one that is just another."""
    match shape:
        case Scalar(name=name):
            return _VALUES[name][which]
        case Choice(options):
            return options[min(which, 1)]
        case RecordOf(cls):
            return sample(cls)
        case ListOf():
            return ()
        case MapOf():
            return MappingProxyType({})


def sample(cls: type[Record], **fields: Any) -> Any:
    """A record of a kind with what it must hold."""
    needed = {field.name: value(field.shape) for field in definition(cls) if field.required}
    return cls(**{"where": Where("data/x.yaml"), **needed, **fields})


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of a field: the kind of file, the field, the edit, and the two records with a file of their own."""

    file: FileKind
    cls: type[Record] | None
    field: FieldDefinition | None
    edit: Edit
    old: Record | None
    new: Record | None

    @property
    def name(self) -> str:
        """Kind of record, field and edit."""
        told = f"{self.cls.__name__}.{self.field.name}" if self.cls and self.field else "file"
        return f"{self.file.name}: {told} {self.edit.name}"


def cases() -> Iterator[Case]:
    """Every edit that the definitions allow, once for each place where a kind of record can stand."""
    for file in FILE_KINDS:
        yield from _of_file(file)
        yield from _within(file, file.cls, lambda record: record)


def _of_file(file: FileKind) -> Iterator[Case]:
    record = sample(file.cls)
    for edit in OF_A_FILE:
        if edit is Edit.RENAMED and "{id}" in file.pattern:
            old, new = (replace(record, id="old"), replace(record, id="new", was=("old",)))
            if file.cls.KIND or not any(field.name == "was" for field in definition(file.cls)):
                yield Case(file, None, None, edit, old, new)
        elif edit is Edit.ADDED:
            yield Case(file, None, None, edit, None, record)
        elif edit is Edit.REMOVED:
            yield Case(file, None, None, edit, record, None)


def _within(file: FileKind, cls: type[Record], wrap: Wrap) -> Iterator[Case]:
    for field in definition(cls):
        for edit in edits_of(field):
            if field.from_path and not (
                "{id}" in file.pattern and file.cls.KIND and "{study}" in file.pattern
            ):
                continue
            old, new = edited(cls, field, edit)
            yield Case(file, cls, field, edit, wrap(old), wrap(new))
        inner = innermost(field.shape)
        if isinstance(inner, RecordOf):
            yield from _within(file, inner.cls, _wrapping(cls, field, wrap))


def _wrapping(cls: type[Record], field: FieldDefinition, wrap: Wrap) -> Wrap:
    return lambda record: wrap(sample(cls, **{field.name: _holding(field.shape, record)}))


def _holding(shape: Shape, record: Record) -> Any:
    match shape:
        case ListOf():
            return (record,)
        case MapOf():
            return MappingProxyType({"entry": _with_id(record, "entry")})
        case _:
            return record


def _with_id(record: Record, id: str) -> Record:
    return replace(record, id=id) if any(f.name == "id" for f in definition(type(record))) else record


def edited(cls: type[Record], field: FieldDefinition, edit: Edit) -> tuple[Record, Record]:
    """Two records of a kind that differ by one edit of one field."""
    old, new = _pair(field, edit)
    return sample(cls, **{field.name: old}), sample(cls, **{field.name: new})


def _pair(field: FieldDefinition, edit: Edit) -> tuple[Any, Any]:
    shape = field.shape
    if isinstance(shape, MapOf):
        return _maps(shape, edit)
    if isinstance(shape, ListOf):
        return _lists(field, shape, edit)
    a, more, other = (value(shape, which) for which in range(3))
    return {
        Edit.ADDED: (None, a),
        Edit.REMOVED: (a, None),
        Edit.CHANGED: (a, other),
        Edit.INCREASED: (a, more),
        Edit.DECREASED: (more, a),
    }[edit]


def _maps(shape: MapOf, edit: Edit) -> tuple[Any, Any]:
    def entry(id: str, which: int = 0) -> Any:
        made = value(shape.of, which)
        return _with_id(made, id) if isinstance(made, Record) else made

    def mapping(*ids: str, which: int = 0) -> Any:
        return MappingProxyType({id: entry(id, which) for id in ids})

    match edit:
        case Edit.ADDED:
            return mapping("entry"), mapping("entry", "other")
        case Edit.REMOVED:
            return mapping("entry", "other"), mapping("entry")
        case Edit.REORDERED:
            return mapping("entry", "other"), mapping("other", "entry")
        case Edit.RENAMED:
            new = MappingProxyType({"other": replace(entry("other"), was=("entry",))})
            return mapping("entry"), new
    which = {Edit.CHANGED: (0, 2), Edit.INCREASED: (0, 1), Edit.DECREASED: (1, 0)}[edit]
    return mapping("entry", which=which[0]), mapping("entry", which=which[1])


def _lists(field: FieldDefinition, shape: ListOf, edit: Edit) -> tuple[Any, Any]:
    a, b = _entries(shape.of)
    match edit:
        case Edit.ADDED:
            return (a,), (a, b)
        case Edit.REMOVED:
            return (a, b), (a,)
        case Edit.REORDERED:
            return (a, b), (b, a)
    assert field.ordered or is_prose(field)
    which = {Edit.CHANGED: (0, 2), Edit.INCREASED: (0, 1), Edit.DECREASED: (1, 0)}[edit]
    return (value(shape.of, which[0]),), (value(shape.of, which[1]),)


def _entries(shape: Shape) -> tuple[Any, Any]:
    if not isinstance(shape, RecordOf):
        return value(shape), value(shape, 1)
    assert shape.cls.KEY, (
        f"{shape.cls.__name__} stands in a list: name in its KEY what tells its entries apart"
    )
    key = shape.cls.KEY[0]
    field = next(one for one in definition(shape.cls) if one.name == key)
    one, other = sample(shape.cls), sample(shape.cls, **{key: value(field.shape, 1)})
    return one, other


def side(file: FileKind, record: Record | None) -> Side:
    """A state of a playbook that holds one record."""
    files: dict[str, Record] = {}
    if record is not None:
        id, study = getattr(record, "id", ""), getattr(record, "study", "")
        path = f"data/{file.pattern.format(id=id or 'x', study=study or 's')}"
        files[path] = record
    return Side(name="side", ledger=Ledger(files), tree={}, templates=Templates({}, None))
