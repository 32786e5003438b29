"""What can be done to a field: the edits that its definition allows."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

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

ORDERED = (
    "whole number",
    "number",
    "date",
    "date, month or year",
    "amount of money",
    "percentage",
    "duration",
)
"""Scalars of which one value is more than another."""

WITH_UNIT = ("amount of money", "duration", "date, month or year")
"""Ordered scalars of which two values need not be comparable: another currency, another unit, a date less exactly known."""

UNCOMPARED = ("id", "was")
"""Fields that tell who a record is; a rename is a change of its own."""


class Edit(Enum):
    """What became of a value. The value of each is its place in the id of a rule."""

    ADDED = 1
    REMOVED = 2
    CHANGED = 3
    INCREASED = 4
    DECREASED = 5
    REORDERED = 6
    RENAMED = 7

    @property
    def mirror(self) -> Edit:
        """What the same change is when it is read backwards."""
        return _MIRROR.get(self, self)


_MIRROR = {
    Edit.ADDED: Edit.REMOVED,
    Edit.REMOVED: Edit.ADDED,
    Edit.INCREASED: Edit.DECREASED,
    Edit.DECREASED: Edit.INCREASED,
}

OF_A_FILE = (Edit.ADDED, Edit.REMOVED, Edit.RENAMED)
"""What can be done to a record that has a file of its own."""


def innermost(shape: Shape) -> Shape:
    """What a list or mapping holds in the end."""
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape


def is_prose(field: FieldDefinition) -> bool:
    """Whether a field holds words that can be reworded: free text, not a name of a record."""
    shape = innermost(field.shape)
    return isinstance(shape, Scalar) and shape.name == "text" and not field.refers


def edits_of(field: FieldDefinition) -> tuple[Edit, ...]:
    """Every edit that a comparison of two records can report of a field."""
    if field.name in UNCOMPARED:
        return ()
    return tuple(sorted(set(_edits(field)), key=lambda edit: edit.value))


def _edits(field: FieldDefinition) -> Iterator[Edit]:
    shape = field.shape
    if isinstance(shape, ListOf | MapOf):
        yield from (Edit.ADDED, Edit.REMOVED)
        if field.ordered and not (isinstance(shape, ListOf) and isinstance(shape.of, Scalar)):
            yield Edit.REORDERED
        if isinstance(shape, MapOf) and is_identified(shape) and not field.keys:
            yield Edit.RENAMED
        if isinstance(shape, MapOf) or field.ordered or is_prose(field):
            yield from _of_value(shape.of)
        return
    if field.nullable and not field.from_path:
        yield from (Edit.ADDED, Edit.REMOVED)
    yield from _of_value(shape)


def is_identified(shape: Shape) -> bool:
    """Whether a shape is a record with an id, or holds such records."""
    shape = innermost(shape)
    return isinstance(shape, RecordOf) and any(field.name == "id" for field in definition(shape.cls))


def _of_value(shape: Shape) -> Iterator[Edit]:
    match shape:
        case Scalar(name=name) if name in ORDERED:
            yield from (Edit.INCREASED, Edit.DECREASED)
            if name in WITH_UNIT:
                yield Edit.CHANGED
        case Scalar() | Choice():
            yield Edit.CHANGED


def record_kinds(cls: type[Record]) -> Iterator[type[Record]]:
    """A kind of record and all kinds inside it."""
    yield cls
    for field in definition(cls):
        shape = innermost(field.shape)
        if isinstance(shape, RecordOf):
            yield from record_kinds(shape.cls)
