"""The playbook of one day: what is not yet or no longer in force is left out and remembered.

Only ``valid_from`` and ``valid_to`` decide. Both days are in force. Without a day asked for, nothing is left out: a playbook
is judged as it stands, so that the same files give the same findings on every day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from remit.model.fields import Identified, Record, definition, once_per_class
from remit.model.ledger import Ledger, walk
from remit.model.studies import Study

LeftOut = dict[tuple[str, str], Identified]


def is_in_force(record: Record, day: dt.date) -> bool:
    """Whether a record says nothing against being in force on a day."""
    if not isinstance(record, Identified):
        return True
    begun = record.valid_from is None or record.valid_from <= day
    return begun and (record.valid_to is None or day <= record.valid_to)


def in_force(ledger: Ledger, day: dt.date) -> Ledger:
    """The ledger of a day. What belongs to a record that is left out is left out with it, also the files of a study."""
    left_out: LeftOut = {}
    files: dict[str, Record] = {}
    for path, record in ledger.files.items():
        if is_in_force(record, day):
            files[path] = _pruned(record, day, left_out)
        else:
            _leave_out(record, left_out)
    for path, record in tuple(files.items()):
        if (Study.KIND, _study_of(record)) in left_out:
            _leave_out(files.pop(path), left_out)
    return replace(ledger, files=MappingProxyType(files), day=day, left_out=MappingProxyType(left_out))


def _leave_out(record: Record, left_out: LeftOut) -> None:
    for inner in walk(record):
        if isinstance(inner, Identified) and inner.KIND:
            left_out.setdefault((inner.KIND, inner.id), inner)


def _study_of(record: Record) -> str:
    """The study whose folder a file stands in; empty if it stands elsewhere."""
    return str(getattr(record, "study", None) or "") if _told_by_folder(type(record)) else ""


@once_per_class
def _told_by_folder(cls: type[Record]) -> bool:
    return any(field.name == "study" and field.from_path for field in definition(cls))


def _pruned(record: Record, day: dt.date, left_out: LeftOut) -> Record:
    """The record without what is not in force inside it; the record itself if all is."""
    changed: dict[str, Any] = {}
    for name in _fields(type(record)):
        value = getattr(record, name)
        kept = _kept(value, day, left_out)
        if kept is not value:
            changed[name] = kept
    return replace(record, **changed) if changed else record


@once_per_class
def _fields(cls: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in definition(cls))


def _kept(value: Any, day: dt.date, left_out: LeftOut) -> Any:
    if isinstance(value, Record):
        return _pruned(value, day, left_out)
    if isinstance(value, Mapping):
        pairs = {
            key: _kept(entry, day, left_out) for key, entry in value.items() if _stays(entry, day, left_out)
        }
        same = len(pairs) == len(value) and all(pairs[key] is value[key] for key in pairs)
        return value if same else MappingProxyType(pairs)
    if isinstance(value, tuple):
        entries = tuple(_kept(entry, day, left_out) for entry in value if _stays(entry, day, left_out))
        same = len(entries) == len(value) and all(a is b for a, b in zip(entries, value, strict=True))
        return value if same else entries
    return value


def _stays(entry: Any, day: dt.date, left_out: LeftOut) -> bool:
    if not isinstance(entry, Record) or is_in_force(entry, day):
        return True
    _leave_out(entry, left_out)
    return False
