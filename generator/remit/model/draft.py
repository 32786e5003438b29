"""A record that is still being written: the values that are known, and remarks where a person must look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from remit.findings import Key
from remit.model.fields import Record


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
