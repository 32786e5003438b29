"""Visible stand-ins for records that a draft needs and the playbook does not have."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from remit.findings import Where
from remit.model.catalogue import FILE_KINDS
from remit.model.fields import Choice, ListOf, MapOf, Record, RecordOf, Scalar, Shape, definition
from remit.model.ledger import Ledger


def with_placeholders(ledger: Ledger) -> Ledger:
    """The ledger in which every name that leads nowhere leads to a record that says so in brackets.

    Only for drafts. Kinds whose fields hold amounts or dates get no stand-in: an invented figure in a contract, even in a
    draft, is worse than none.
    """
    missing = {
        (ref.kind, ref.id) for ref in ledger.references if ref.id not in ledger.index.get(ref.kind, {})
    }
    files = dict(ledger.files)
    kinds = _kinds()
    for kind, id in sorted(missing):
        stand_in = _stand_in(kinds[kind], kind, id)
        if stand_in is not None:
            files[f"missing {kind} {id}"] = stand_in
    return Ledger(MappingProxyType(files), ledger.broken, ledger.damaged)


def _kinds() -> dict[str, type[Record]]:
    found: dict[str, type[Record]] = {}
    waiting = [file.cls for file in FILE_KINDS]
    while waiting:
        cls = waiting.pop()
        if cls.KIND:
            found[cls.KIND] = cls
        waiting.extend(inner for field in definition(cls) if (inner := _record_in(field.shape)))
    return found


def _record_in(shape: Shape) -> type[Record] | None:
    while isinstance(shape, ListOf | MapOf):
        shape = shape.of
    return shape.cls if isinstance(shape, RecordOf) else None


def _stand_in(cls: type[Record], kind: str, id: str) -> Record | None:
    words = f"[{kind.replace('_', ' ')} '{id}' is missing]"
    try:
        return _filled(cls, words, {"id": id})
    except _HasFigures:
        return None


class _HasFigures(Exception):
    """A field holds an amount, a date or another figure that cannot be stood in for."""


def _filled(cls: type[Record], words: str, known: dict[str, Any]) -> Record:
    fields = definition(cls)
    values = {field.name: _value(field.shape, words) for field in fields if field.required}
    named = {field.name for field in fields}
    return cls(
        where=Where("missing"), **values, **{name: value for name, value in known.items() if name in named}
    )


def _value(shape: Shape, words: str) -> Any:
    match shape:
        case Scalar(name="text"):
            return words
        case Scalar(name="yes or no"):
            return False
        case Choice(options):
            return options[0]
        case ListOf():
            return ()
        case MapOf():
            return MappingProxyType({})
        case RecordOf(cls):
            return _filled(cls, words, {})
        case _:
            raise _HasFigures
