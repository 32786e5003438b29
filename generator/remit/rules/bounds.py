"""NUM: numbers lie within the bounds that their fields have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from remit.model.catalogue import FILE_KINDS
from remit.model.fields import FieldDefinition, ListOf, MapOf, Record, RecordOf, Shape, definition
from remit.model.ledger import Ledger
from remit.model.values import Duration, Percent
from remit.rules.rule import Problem, must


@must("NUM-001")
def numbers_within_bounds(ledger: Ledger) -> Iterator[Problem]:
    """A number lies within the bounds of its field: scores on their scale, percentages from 0 to 100, times above zero.

    Why: A number off its scale is a slip of the pen, and every average, chart and limit takes it at its word.

    Wrong:
        # data/studies/al-101/team.yaml
        assignments:
          sponsor-pm:
            fte: -0.5

    Right:
        # data/studies/al-101/team.yaml
        assignments:
          sponsor-pm:
            fte: 0.5

    Source: how numbers are read; the data dictionary gives the bounds of each field.
    """
    for cls, fields in _bounded():
        for record in ledger.every(cls):
            for field in fields:
                value = getattr(record, field.name)
                if value is not None and not _within(_number(value), field):
                    yield Problem(
                        f"'{field.name}' is {value}; it {bounds_of(field)}",
                        record.at(field.name),
                        f"correct it: {field.doc[0].lower()}{field.doc[1:].rstrip('.')}",
                    )


def bounds_of(field: FieldDefinition) -> str:
    """'runs from 1 to 5', 'is at least 1' or 'is at most 100'."""
    if field.least is not None and field.most is not None:
        return f"runs from {field.least} to {field.most}"
    return f"is at least {field.least}" if field.least is not None else f"is at most {field.most}"


def _number(value: Any) -> Decimal:
    match value:
        case Duration(n=number) | Percent(value=number):
            return Decimal(number)
        case _:
            return Decimal(value)


def _within(number: Decimal, field: FieldDefinition) -> bool:
    return (field.least is None or number >= field.least) and (field.most is None or number <= field.most)


@cache
def _bounded() -> tuple[tuple[type[Record], tuple[FieldDefinition, ...]], ...]:
    """Every kind of record that has a bounded field, with those fields."""
    found: dict[type[Record], tuple[FieldDefinition, ...]] = {}
    for kind in FILE_KINDS:
        _collect(kind.cls, found)
    return tuple((cls, fields) for cls, fields in found.items() if fields)


def _collect(cls: type[Record], found: dict[type[Record], tuple[FieldDefinition, ...]]) -> None:
    if cls in found:
        return
    found[cls] = tuple(
        field for field in definition(cls) if field.least is not None or field.most is not None
    )
    for field in definition(cls):
        inner = _record_in(field.shape)
        if inner:
            _collect(inner, found)


def _record_in(shape: Shape) -> type[Record] | None:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.cls if isinstance(shape, RecordOf) else None


RULES = (numbers_within_bounds,)
