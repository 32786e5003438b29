"""The ledger: all records of a playbook, indexed, never changed. Every output is a function of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from remit.findings import Key, Where
from remit.frozen import dataclass
from remit.model.fields import (
    FieldDefinition,
    Identified,
    ListOf,
    MapOf,
    Record,
    RecordOf,
    Shape,
    definition,
    once_per_class,
)
from remit.model.playbook import Playbook, Thresholds

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where one record names another."""

    kind: str
    id: str
    holder: Record
    keys: tuple[Key, ...]
    on: str = "value"

    @property
    def where(self) -> Where:
        """The place of the name. It is worked out when asked for, because nearly all names are right."""
        place = self.holder.at(*self.keys)
        return place.key() if self.on == "key" else place


@dataclass(frozen=True)
class Ledger:
    """All records of a playbook.

    ``files`` maps a path below the workspace to its record. ``broken`` holds (kind, id) of records that exist in a file
    but could not be read, so that a reference to them is not called dangling as well; id "*" stands for a whole file.
    ``day`` is the day for which the ledger was asked, if it was; ``left_out`` holds the records, by (kind, id), that are not
    in force on it.
    """

    files: Mapping[str, Record]
    broken: frozenset[tuple[str, str]] = frozenset()
    damaged: frozenset[str] = frozenset()
    day: dt.date | None = None
    left_out: Mapping[tuple[str, str], Record] = dataclasses.field(default_factory=dict)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records wherever they stand, outer before inner."""
        return tuple(record for root in self.files.values() for record in walk(root))

    def knowing(self, records: tuple[Record, ...]) -> Ledger:
        """This ledger, told its own ``records``: to gather them asks the definition of every kind."""
        self.__dict__["records"] = records
        return self

    @cached_property
    def index(self) -> Mapping[str, Mapping[str, Record]]:
        """Records by kind and id; of two with the same id the first stays (the second is a finding)."""
        index: dict[str, dict[str, Record]] = {}
        for record in self.records:
            if record.KIND:
                index.setdefault(record.KIND, {}).setdefault(_id(record), record)
        return MappingProxyType(index)

    @cached_property
    def duplicates(self) -> tuple[tuple[Record, Record], ...]:
        """Pairs (first, second) of records of one kind that have the same id in two files."""
        pairs = []
        for record in self.records:
            if record.KIND:
                first = self.index[record.KIND][_id(record)]
                if first is not record:
                    pairs.append((first, record))
        return tuple(pairs)

    def of(self, cls: type[R]) -> Mapping[str, R]:
        """All records of a kind by id, in the order of their files."""
        return self.index.get(cls.KIND, {})  # type: ignore[return-value]

    @cached_property
    def _by_class(self) -> Mapping[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = {}
        for record in self.records:
            found.setdefault(type(record), []).append(record)
        return {cls: tuple(records) for cls, records in found.items()}

    def every(self, cls: type[R]) -> tuple[R, ...]:
        """All records of a class wherever they stand, also of kinds to which nothing refers."""
        if cls not in self._every:
            kinds = [kind for kind in self._by_class if issubclass(kind, cls)]
            alone = self._by_class[kinds[0]] if len(kinds) == 1 else ()
            self._every[cls] = alone or tuple(record for record in self.records if isinstance(record, cls))
        return self._every[cls]  # type: ignore[return-value]

    @cached_property
    def _every(self) -> dict[type[Record], tuple[Record, ...]]:
        return {}

    @cached_property
    def _in_studies(self) -> dict[type[Record], dict[str, tuple[Any, ...]]]:
        return {}

    def in_study(self, cls: type[R], study: str) -> tuple[R, ...]:
        """The records of a class that say that they belong to a study (by their field ``study``)."""
        if cls not in self._in_studies:
            found: dict[str, list[R]] = {}
            for record in self.every(cls):
                found.setdefault(record.study, []).append(record)  # type: ignore[attr-defined]
            self._in_studies[cls] = {name: tuple(records) for name, records in found.items()}
        return self._in_studies[cls].get(study, ())

    @cached_property
    def roots(self) -> Mapping[type[Record], Record]:
        """The first record of each kind of file."""
        return {type(record): record for record in reversed(tuple(self.files.values()))}

    def one(self, cls: type[R]) -> R:
        """The record of a kind of which a playbook has exactly one file; KeyError if the file is missing or broken."""
        try:
            return self.roots[cls]  # type: ignore[return-value]
        except KeyError:
            raise KeyError(cls.__name__) from None

    @cached_property
    def _known(self) -> dict[Callable[[Ledger], Any], Any]:
        return {}

    def once(self, function: Callable[[Ledger], T]) -> T:
        """What a function of the ledger alone gives, computed when first asked for. What it gives must not be changed."""
        if function not in self._known:
            self._known[function] = function(self)
        return self._known[function]  # type: ignore[no-any-return]

    @property
    def playbook(self) -> Playbook:
        """The playbook's own record."""
        return self.one(Playbook)

    @property
    def thresholds(self) -> Thresholds:
        """The limits that the playbook sets; their defaults where its own record is missing or cannot be read."""
        return next((one.thresholds for one in self.every(Playbook)), Thresholds())

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every place where one record names another, in the order of the files."""
        return tuple(ref for record in self.records for ref in _references(record))

    @cached_property
    def _referrers(self) -> Mapping[tuple[str, str], tuple[Reference, ...]]:
        found: dict[tuple[str, str], list[Reference]] = {}
        for reference in self.references:
            found.setdefault((reference.kind, reference.id), []).append(reference)
        return {target: tuple(references) for target, references in found.items()}

    def referrers(self, kind: str, id: str) -> tuple[Reference, ...]:
        """Where a record is named by others."""
        return self._referrers.get((kind, id), ())


def _id(record: Record) -> str:
    return record.id if isinstance(record, Identified) else ""


def walk(record: Record) -> Iterator[Record]:
    """A record and all records inside it, outer before inner."""
    found: list[Record] = []
    _gather(record, found)
    return iter(found)


@once_per_class
def _nesting_fields(cls: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in definition(cls) if isinstance(_innermost(field.shape), RecordOf))


def _innermost(shape: Shape) -> Shape:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape


def _gather(value: Any, found: list[Record]) -> None:
    if isinstance(value, Record):
        found.append(value)
        for name in _nesting_fields(type(value)):
            inner = getattr(value, name)
            if inner:
                _gather(inner, found)
    elif isinstance(value, tuple):
        for entry in value:
            _gather(entry, found)
    elif isinstance(value, Mapping):
        for entry in value.values():
            _gather(entry, found)


@once_per_class
def _reference_fields(cls: type[Record]) -> tuple[FieldDefinition, ...]:
    return tuple(field for field in definition(cls) if field.refers or field.keys)


def _references(record: Record) -> Iterator[Reference]:
    for field in _reference_fields(type(record)):
        value = getattr(record, field.name)
        if not value:
            continue
        if field.keys:
            yield from (Reference(field.keys, key, record, (field.name, key), "key") for key in value)
        if field.refers:
            yield from (Reference(field.refers, id, record, keys) for id, keys in _named(value, field.name))


def _named(value: Any, name: str) -> Iterable[tuple[str, tuple[Key, ...]]]:
    if isinstance(value, str):
        yield value, (name,)
    elif isinstance(value, tuple):
        yield from ((id, (name, place)) for place, id in enumerate(value))
    elif isinstance(value, Mapping):
        yield from ((id, (name, key)) for key, id in value.items())
