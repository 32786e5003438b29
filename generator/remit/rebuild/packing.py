"""Objects as bytes that this program keeps for its next run, in the user's own cache folder (see load.memory)."""

from __future__ import annotations

import copyreg
import dataclasses
import io
import marshal
import pickle
from collections.abc import Callable, Mapping
from types import CodeType, MappingProxyType
from typing import Any

from remit.frozen import contents, setters


def _mapping(items: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(items)


def _program(data: bytes) -> CodeType:
    program: CodeType = marshal.loads(data)  # noqa: S302 - written by this user for this program, see above
    return program


Forms = Mapping[Any, Callable[[Any], tuple[Any, ...]]]
_FORMS: Forms = {
    MappingProxyType: lambda value: (_mapping, (dict(value),)),
    CodeType: lambda value: (_program, (marshal.dumps(value),)),
}


class _Packer(pickle.Pickler):
    """Packs dataclasses as their fields alone: Python's own way takes ten times as long, and keeps what was only cached."""

    def reducer_override(self, value: Any) -> Any:
        kind: type = type(value)
        if not dataclasses.is_dataclass(kind) or kind in self.dispatch_table:
            return NotImplemented
        return _made, (kind, *contents(kind)(value))


def _made(kind: type, *values: Any) -> Any:
    made: Any = object.__new__(kind)
    for put, value in zip(setters(kind).values(), values, strict=True):
        put(made, value)
    return made


def packed(value: Any, forms: Forms = MappingProxyType({})) -> bytes:
    """The bytes of a value; ``forms`` say how to make again what Python's own way cannot."""
    out = io.BytesIO()
    packer = _Packer(out, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = {**copyreg.dispatch_table, **_FORMS, **forms}
    packer.dump(value)
    return out.getvalue()


def unpacked(data: bytes) -> Any:
    """The value of bytes that ``packed`` gave, and nobody else: reading them may run code."""
    return pickle.loads(data)  # noqa: S301 - written by this user for this program, see above
