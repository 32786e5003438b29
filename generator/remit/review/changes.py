"""A change as a value: what became of which field of which record, where in both states, and its name for good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import field
from typing import Any

from remit.findings import Key, Where
from remit.frozen import dataclass
from remit.model.fields import Meaning, Record
from remit.review.edits import Edit
from remit.review.kinds import Weight
from remit.review.values import canonical

DIGITS = 16
"""Hexadecimal digits of a fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of meaning. Two records are the same when their ids are, wherever they stand.

    ``file`` is the kind of file (see model/catalogue.py), ``record`` the id of the record that the file holds, "" where
    there is only one; ``path`` leads from there to the value, by fields, ids, and what tells the entries of a list apart.
    ``cls`` and ``name`` are the kind of record and the field; None and "" where a whole file came or went.

    ``old`` and ``new`` are the values for people, ``was`` and ``now`` the values themselves; None where there is none.
    ``before`` and ``after`` are their places; of what is only on one side, the other place is that of the record around it.
    ``about`` is what people call the record around the value, where its id alone would not tell.
    """

    rule: str
    weight: Weight
    edit: Edit
    means: Meaning
    file: str
    record: str
    path: tuple[Key, ...]
    cls: type[Record] | None
    name: str
    old: str | None
    new: str | None
    before: Where | None
    after: Where | None
    about: str = field(default="", compare=False)
    was: Any = field(default=None, compare=False, repr=False)
    now: Any = field(default=None, compare=False, repr=False)

    @property
    def fingerprint(self) -> str:
        """A name that stays the same while files move, lines shift and commits are rebased."""
        what = [self.rule, self.file, self.record, [str(key) for key in self.path]]
        text = json.dumps([*what, canonical(self.was), canonical(self.now)])
        return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]

    @property
    def place(self) -> Where | None:
        """Where to look first: in the later state, if it is there."""
        return self.after or self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompared:
    """Something that could not be compared, because one of the states could not be read there. It may have changed."""

    what: str
    side: str
    reason: str
    where: Where


def worst_first(changes: list[Change]) -> tuple[Change, ...]:
    """Changes by weight, then by record and path."""
    return tuple(
        sorted(
            changes,
            key=lambda one: (one.weight.rank, one.file, one.record, tuple(map(str, one.path)), one.rule),
        )
    )
