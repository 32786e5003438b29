"""Frozen dataclasses that cost little to define.

``dataclasses`` writes and compiles six functions for each class when its module is imported: with four hundred classes that
was two fifths of the time in which `remit build` prints one document. What is the same for all classes is given here once,
and what makes a value is compiled when the first value of its class is made, which for most classes is never.

Fields, ``replace``, patterns, copies and pickles are as with ``dataclasses.dataclass``, whose name this has for that reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

Put = Callable[[Any, Any], None]


@cache
def setters(kind: type) -> Mapping[str, Put]:
    """What sets each field of a dataclass, frozen or not."""
    return {one.name: _setter(kind, one.name) for one in dataclasses.fields(kind)}


def _setter(kind: type, name: str) -> Put:
    slot = getattr(kind, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda made, value: object.__setattr__(made, name, value)


@cache
def contents(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all fields of a dataclass."""
    names = [one.name for one in dataclasses.fields(kind)]
    return (
        attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    )


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # what it is to whoever uses it
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True):
        """As ``dataclasses.dataclass``; for all that is not both frozen and slotted, it is that."""
        if not (frozen and slots):
            return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only, eq=eq)

        def define(cls: type) -> type:
            plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
            return _frozen(plain(cls), eq=eq)

        return define


def _frozen(made: Any, *, eq: bool) -> Any:
    if hasattr(made, "__post_init__") or not all(one.init for one in dataclasses.fields(made)):
        raise TypeError(
            f"{made.__qualname__}: every field of a frozen dataclass is given, and nothing else is done then"
        )
    given: dict[str, Any] = {"__repr__": _shown}
    if eq:
        given |= _equality([one.name for one in dataclasses.fields(made) if one.compare])
    for name, function in given.items():
        if vars(made).get(name) is None:  # else it is the class's own
            setattr(made, name, function)
    made.__init__ = _Init(made)
    made.__setattr__ = made.__delattr__ = _refused
    made.__getstate__, made.__setstate__ = _state, _restored
    return made


class _Init:
    """Stands in a class for what makes its values, until that is asked for."""

    __slots__ = ("kind",)

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def __get__(self, value: Any, cls: type) -> Any:
        made = self.kind.__init__ = _compiled(self.kind)  # type: ignore[misc]
        return made.__get__(value, cls)


def _compiled(kind: type) -> Any:
    """The function that makes a value of a kind: its parameters are the fields, in their order, those by keyword last."""
    fields = sorted(dataclasses.fields(kind), key=lambda one: bool(one.kw_only))
    known: dict[str, Any] = {f"__put_{name}": put for name, put in setters(kind).items()}
    known |= {f"__default_{one.name}": one.default for one in fields}
    known |= {f"__new_{one.name}": one.default_factory for one in fields}
    lines = [f"def __init__({', '.join(_parameters(fields))}):", *map(_line, fields)]
    exec("\n ".join([*lines, "pass"]), known)  # noqa: S102 - as dataclasses does it
    made = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__annotations__ = {one.name: one.type for one in fields}
    return made


def _parameters(fields: list[dataclasses.Field[Any]]) -> Iterator[str]:
    yield "self"
    named = False
    for one in fields:
        if one.kw_only and not named:
            named = True
            yield "*"
        required = one.default is one.default_factory is dataclasses.MISSING
        yield one.name if required else f"{one.name}=__default_{one.name}"


def _line(one: dataclasses.Field[Any]) -> str:
    if one.default_factory is dataclasses.MISSING:
        return f"__put_{one.name}(self, {one.name})"
    return f"__put_{one.name}(self, __new_{one.name}() if {one.name} is __default_{one.name} else {one.name})"


def _equality(names: list[str]) -> dict[str, Any]:
    """Being equal to another of its kind with equal fields, and a hash that is equal then."""
    content = attrgetter(*names) if names else type

    def equal(self: Any, other: object) -> Any:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(content(self))

    return {"__eq__": equal, "__hash__": hashed}


def _refused(self: Any, name: str, *_value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"field {name!r} of {type(self).__qualname__} cannot be changed")


def _shown(self: Any) -> str:
    fields = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(fields)})"


def _state(self: Any) -> tuple[Any, ...]:
    return contents(self.__class__)(self)


def _restored(self: Any, state: tuple[Any, ...]) -> None:
    for put, value in zip(setters(self.__class__).values(), state, strict=True):
        put(self, value)
