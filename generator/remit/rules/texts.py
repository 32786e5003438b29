"""Every text in a record with its place, for rules on what is written."""

from __future__ import annotations

from collections.abc import Iterator

from remit.findings import Key
from remit.model.fields import TEXT, ListOf, Record, definition, once_per_class
from remit.model.ledger import walk


def texts_of(record: Record) -> Iterator[tuple[str, Record, tuple[Key, ...]]]:
    """Every text in a record, with the record that holds it and its path there."""
    for part in walk(record):
        for name in _fields_with_text(type(part)):
            value = getattr(part, name)
            if isinstance(value, str):
                yield value, part, (name,)
            elif isinstance(value, tuple):
                yield from ((text, part, (name, place)) for place, text in enumerate(value))


@once_per_class
def _fields_with_text(cls: type[Record]) -> tuple[str, ...]:
    return tuple(
        field.name for field in definition(cls) if field.shape in (TEXT, ListOf(TEXT)) and not field.from_path
    )
