"""Typed records from documents that hold only text. Cerberus is asked only when this fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from remit.findings import Key, Where
from remit.model.fields import (
    ID_PATTERN,
    Choice,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Scalar,
    Shape,
    definition,
    once_per_class,
)

Make = Callable[[Any, Where, Key], Any]
"""Makes a value from what stands under a key below a place. Only records keep their place, so only they work it out."""


class NotARecord(Exception):
    """The document does not fit the definition; the schema says why."""


def build(cls: type[Record], document: Any, where: Where, from_path: Mapping[str, str]) -> Record:
    """A record of kind ``cls`` from what the YAML reader gave; NotARecord if anything does not fit."""
    names = {field.name for field in definition(cls)}
    told = {name: value for name, value in from_path.items() if name in names}
    if "id" in names and "id" not in told and "study" in told:
        told["id"] = told["study"]
    return _maker(cls)(document, where, told)


@once_per_class
def _maker(cls: type[Record]) -> Callable[..., Record]:
    fields = {
        field.name: (_make(field.shape, bool(field.keys)), field.required)
        for field in definition(cls)
        if not field.from_path
    }
    required = frozenset(name for name, (_, needed) in fields.items() if needed)

    def make(document: Any, where: Where, told: Mapping[str, str]) -> Record:
        if type(document) is not dict:
            raise NotARecord
        values: dict[str, Any] = dict(told)
        for name, value in document.items():
            if name not in fields:
                raise NotARecord
            build_one, needed = fields[name]
            if value is None:
                if needed:
                    raise NotARecord
                continue
            values[name] = build_one(value, where, name)
        if not required <= values.keys():
            raise NotARecord
        return cls(where=where, **values)

    return make


def _make(shape: Shape, ids: bool = False) -> Make:
    match shape:
        case Scalar(parse=parse):
            return _scalar(parse)
        case Choice(options):
            return _choice(options)
        case ListOf(of):
            return _list(_make(of))
        case MapOf(of, key):
            pattern = key or (ID_PATTERN if ids or isinstance(of, RecordOf) else "")
            return _map(of, re.compile(pattern) if pattern else None)
        case RecordOf(cls):
            return lambda value, where, key: _maker(cls)(value, where.at(key), {})


def _scalar(parse: Callable[[str], Any]) -> Make:
    def build_scalar(value: Any, _where: Where, _key: Key) -> Any:
        if type(value) is not str:
            raise NotARecord
        try:
            return parse(value)
        except ValueError:
            raise NotARecord from None

    return build_scalar


def _choice(options: tuple[str, ...]) -> Make:
    def build_choice(value: Any, _where: Where, _key: Key) -> Any:
        if value not in options:
            raise NotARecord
        return value

    return build_choice


def _list(make: Make) -> Make:
    def build_list(value: Any, where: Where, key: Key) -> tuple[Any, ...]:
        if type(value) is not list:
            raise NotARecord
        here = where.at(key)
        return tuple([make(entry, here, place) for place, entry in enumerate(value)])

    return build_list


def _map(of: Shape, keys: re.Pattern[str] | None) -> Make:
    identified = isinstance(of, RecordOf) and any(field.name == "id" for field in definition(of.cls))
    inner = _make(of)

    def one(key: str, entry: Any, where: Where) -> Any:
        if keys and not keys.fullmatch(key):
            raise NotARecord
        if identified and isinstance(of, RecordOf):
            return _maker(of.cls)(entry, where.at(key), {"id": key})
        return inner(entry, where, key)

    def build_map(value: Any, where: Where, key: Key) -> Mapping[str, Any]:
        if type(value) is not dict:
            raise NotARecord
        here = where.at(key)
        return MappingProxyType({id: one(id, entry, here) for id, entry in value.items()})

    return build_map
