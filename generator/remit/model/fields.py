"""How a record is defined: frozen dataclasses whose fields carry their own documentation.

Everything that needs to know about a field reads it here: the loader, the Cerberus schema, the JSON Schema for
editors, the data dictionary and the review of changes. Nothing about a field is written twice.
"""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, ClassVar, Literal, dataclass_transform

from remit.findings import Key, Where
from remit.frozen import dataclass
from remit.model.values import (
    Duration,
    Money,
    PartialDate,
    Percent,
    parse_bool,
    parse_date,
    parse_decimal,
    parse_int,
    parse_text,
)


class Meaning(Enum):
    """What a change of a field means for the people who approve it."""

    RESPONSIBILITY = "responsibility"
    LEGAL_DUTY = "legal duty"
    MONEY = "money"
    TIME = "time"
    QUALITY = "quality"
    PEOPLE = "people"
    WORDING = "wording"


class Heavier(Enum):
    """Which direction of a change weighs more: what loosens a duty, costs more, takes longer or protects less."""

    INCREASE = "increase"
    DECREASE = "decrease"
    ADDED = "an entry added"
    REMOVED = "an entry removed"
    EITHER = "either direction"


NO_DEFAULT: Any = dataclasses.MISSING


def item(
    doc: str,
    means: Meaning,
    *,
    default: Any = NO_DEFAULT,
    example: str = "",
    refers: str = "",
    keys: str = "",
    from_path: bool = False,
    heavier: Heavier | None = None,
    last: bool = False,
    ordered: bool = False,
    least: int | None = None,
    most: int | None = None,
) -> Any:
    """A field of a record.

    ``doc`` is one sentence for the hover text of editors and the data dictionary. ``default`` makes the field optional
    (None, () or {}). ``refers`` names the kind of record whose id the text holds; ``keys`` the same for the keys of a
    mapping. ``from_path`` marks what the file's own place tells (an id or a study), so that it is not written again.
    ``heavier`` says which direction of a change weighs more where that is not what its meaning and type suggest.
    ``last`` puts a field that many kinds of records share behind their own fields. ``ordered`` marks a list or mapping whose
    order says something, so that another order is a change. ``least`` and ``most`` bound a number where its type does not:
    a percentage lies between 0 and 100 and a duration is at least 1 unless they say otherwise.
    """
    metadata = {
        "doc": doc,
        "means": means,
        "example": example,
        "refers": refers,
        "keys": keys,
        "from_path": from_path,
        "heavier": heavier,
        "last": last,
        "ordered": ordered,
        "least": least,
        "most": most,
    }
    if default == {} and isinstance(default, dict):
        return dataclasses.field(default_factory=_nothing, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def _nothing() -> Mapping[str, Any]:
    return types.MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Any mapping of the playbook with a fixed set of fields. Equality ignores where a record stands."""

    KIND: ClassVar[str] = ""
    """Name by which other records refer to this kind; empty where nothing refers to it."""

    KEY: ClassVar[tuple[str, ...]] = ()
    """The fields that tell the entries of a list of such records apart, where they have no id; each such kind names some."""

    where: Where = dataclasses.field(default=Where(""), compare=False, repr=False)

    def at(self, *keys: Key) -> Where:
        """The place of one of this record's fields."""
        return self.where.at(*keys)


_T = typing.TypeVar("_T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(item,))
def record(cls: type[_T]) -> type[_T]:
    """Make a class a record: frozen, keyword-only, slotted, and equal to another of its kind with equal fields."""
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)


@record
class Identified(Record):
    """A record with an id: the key under which it stands, or the name of its file.

    It is in force on every day unless it says otherwise (see model/in_force.py).
    """

    id: str = dataclasses.field(
        default="", metadata={"from_path": True, "doc": "Identifier.", "means": Meaning.WORDING}
    )
    valid_from: date | None = item(
        "First day on which this is in force; without it, it always was.",
        Meaning.TIME,
        default=None,
        last=True,
    )
    valid_to: date | None = item(
        "Last day on which this is in force; without it, it stays.", Meaning.TIME, default=None, last=True
    )
    was: tuple[str, ...] = item(
        "Ids under which this stood before, so that a review does not take it for one removed and another added.",
        Meaning.WORDING,
        default=(),
        last=True,
    )


# ---- what a field may hold ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value written as text. ``name`` is the type in words, ``parse`` turns text into the value or raises ValueError."""

    name: str
    parse: Callable[[str], Any]
    example: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed set of words."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A sequence."""

    of: Shape


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from ids to values. ``key`` is the pattern of its keys where they are not ids."""

    of: Shape
    key: str = ""


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A nested record."""

    cls: type[Record]


ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
"""What an id looks like: it is also a file name and a part of web addresses, on every system."""

RuleId = typing.NewType("RuleId", str)
"""The key of a mapping that says something about rules."""

RULE_PATTERN = r"[A-Z]{2,8}-[0-9]{3}"
"""What the id of a rule looks like."""

Shape = Scalar | Choice | ListOf | MapOf | RecordOf

TEXT = Scalar("text", parse_text, "")
SCALARS: dict[type, Scalar] = {
    str: TEXT,
    int: Scalar("whole number", parse_int, "12"),
    bool: Scalar("yes or no", parse_bool, "yes"),
    Decimal: Scalar("number", parse_decimal, "0.8"),
    date: Scalar("date", parse_date, "2025-06-02"),
    PartialDate: Scalar("date, month or year", PartialDate.parse, "2015-09"),
    Money: Scalar("amount of money", Money.parse, "41500 USD"),
    Percent: Scalar("percentage", Percent.parse, "12.5 %"),
    Duration: Scalar("duration", Duration.parse, "5 business days"),
}


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """All that is known of one field. ``nullable``: it may hold nothing, which is its default."""

    name: str
    shape: Shape
    required: bool
    doc: str
    means: Meaning
    example: str
    refers: str
    keys: str
    from_path: bool
    heavier: Heavier
    ordered: bool
    nullable: bool
    least: int | None = None
    most: int | None = None


_R = typing.TypeVar("_R")


def once_per_class(function: Callable[[type[Record]], _R]) -> Callable[[type[Record]], _R]:
    """Keep what a function of a record kind gives; the definitions do not change while a program runs."""
    return typing.cast("Callable[[type[Record]], _R]", cache(function))


@once_per_class
def definition(cls: type[Record]) -> tuple[FieldDefinition, ...]:
    """The fields of a record kind in the order in which they are written, without ``where``."""
    hints = typing.get_type_hints(cls)
    own = list(inspect.get_annotations(cls))
    fields = sorted(dataclasses.fields(cls), key=lambda field: _rank(field, own))
    return tuple(_field(field, hints[field.name]) for field in fields if field.name != "where")


def _rank(field: dataclasses.Field[Any], own: list[str]) -> tuple[bool, int]:
    """What a kind defines itself stands behind what it inherits, except what many kinds share."""
    return bool(field.metadata.get("last")), own.index(field.name) + 1 if field.name in own else 0


def _field(field: dataclasses.Field[Any], hint: Any) -> FieldDefinition:
    meta = field.metadata
    shape = _shape(hint)
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return FieldDefinition(
        name=field.name,
        shape=shape,
        required=required,
        doc=meta["doc"],
        means=meta["means"],
        example=meta.get("example", ""),
        refers=meta.get("refers", ""),
        keys=meta.get("keys", ""),
        from_path=meta.get("from_path", False),
        heavier=meta.get("heavier") or _usually_heavier(meta["means"], shape),
        ordered=meta.get("ordered", False),
        nullable=field.default is None,
        least=_bound(meta.get("least"), shape, {"percentage": 0, "duration": 1}),
        most=_bound(meta.get("most"), shape, {"percentage": 100}),
    )


def _bound(stated: int | None, shape: Shape, usual: Mapping[str, int]) -> int | None:
    return stated if stated is not None or not isinstance(shape, Scalar) else usual.get(shape.name)


_ORDERED = (
    "whole number",
    "number",
    "date",
    "date, month or year",
    "amount of money",
    "percentage",
    "duration",
)


def _usually_heavier(means: Meaning, shape: Shape) -> Heavier:
    """More money and more time weigh more than less; a holder, duty or quality measure lost more than one gained."""
    costs = means in (Meaning.MONEY, Meaning.TIME)
    match shape:
        case ListOf() | MapOf():
            return Heavier.ADDED if costs else Heavier.REMOVED
        case Scalar(name=name) if name in _ORDERED:
            return Heavier.INCREASE if costs else Heavier.DECREASE
        case _:
            return Heavier.EITHER


def _shape(hint: Any) -> Shape:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _shape(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        return Choice(args)
    if origin is tuple:
        return ListOf(_shape(args[0]))
    if origin is not None and issubclass(origin, Mapping):
        return MapOf(_shape(args[1]), RULE_PATTERN if args[0] is RuleId else "")
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Record):
        return RecordOf(hint)
    raise TypeError(f"a record field cannot hold {hint!r}")
