"""A record that is still being written: the values that are known, and remarks where a person must look."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from remit.findings import Key
from remit.frozen import dataclass
from remit.model.fields import Record, definition

CONFIRM = "confirm:"
"""How the comment at a proposed value begins in the file. It stands until a person has confirmed the value."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know about a field; ``keys`` is its path in the draft, also where the field is left out."""

    keys: tuple[Key, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The beginnings of a record of kind ``cls``.

    ``values`` holds fields as mappings, tuples and the value types of the model (Money, date, Percent ...). Fields that
    nobody knows yet are absent, so that a check names them; they are never filled with a guess. ``headline`` says in one
    sentence what the file is and where it came from.
    """

    cls: type[Record]
    headline: str
    values: Mapping[str, Any]
    remarks: tuple[Remark, ...] = ()


def values_of(record: Record) -> dict[str, Any]:
    """The values of a record as a draft holds them: without what its place tells and what is left at its default."""
    values = {}
    for item in definition(type(record)):
        value = getattr(record, item.name)
        if not item.from_path and (item.required or value != _default(type(record), item.name)):
            values[item.name] = plain(value)
    return values


def plain(value: Any) -> Any:
    """A value with the records inside it as mappings, as a draft holds them."""
    if isinstance(value, Record):
        return values_of(value)
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(plain(entry) for entry in value)
    return value


def _default(cls: type[Record], name: str) -> Any:
    field = next(field for field in dataclasses.fields(cls) if field.name == name)
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default
