"""Kinds of change: what a change of a field is called, which rule it falls under, and how much it weighs.

A kind is a subject ("the holder of a legal duty"). Its number and the edit make the id of a rule: CHG-111 is a holder
added, CHG-112 its mirror, a holder removed. Seven kinds stand for whatever means a legal duty, responsibility, money, time,
quality, people or wording; the others are subjects of their own, because they weigh more or less, or are asked for by name.
Which of two directions weighs more is not said here but in the definition of the field (``heavier``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from remit.model.fields import FieldDefinition, Heavier, Meaning, Record, definition, once_per_class
from remit.review.edits import Edit, is_prose
from remit.review.kinds.duties import ISSUES, LEGAL, PEOPLE, QUALITY, RESPONSIBILITY
from remit.review.kinds.kind import REST, Kind, Weight, is_heavier
from remit.review.kinds.terms import CLAUSES, CONTROLS, MONEY, TIME, WORDING

__all__ = ["KINDS", "Kind", "Weight", "kind_of", "kind_of_file", "numbered", "weight_of"]

KINDS: tuple[Kind, ...] = (
    *LEGAL,
    *RESPONSIBILITY,
    *MONEY,
    *TIME,
    *QUALITY,
    *ISSUES,
    *PEOPLE,
    *WORDING,
    *CLAUSES,
    *CONTROLS,
)

_GENERAL: Mapping[Meaning, int] = {
    Meaning.LEGAL_DUTY: 10,
    Meaning.RESPONSIBILITY: 20,
    Meaning.MONEY: 30,
    Meaning.TIME: 40,
    Meaning.QUALITY: 50,
    Meaning.PEOPLE: 60,
    Meaning.WORDING: 70,
}

_FILES: Mapping[str, Meaning] = {
    "playbook": Meaning.RESPONSIBILITY,
    "party": Meaning.RESPONSIBILITY,
    "topics": Meaning.LEGAL_DUTY,
    "regime": Meaning.LEGAL_DUTY,
    "metrics": Meaning.QUALITY,
    "quality": Meaning.QUALITY,
    "oversight": Meaning.QUALITY,
    "risks": Meaning.QUALITY,
    "systems": Meaning.QUALITY,
    "risk_sharing": Meaning.MONEY,
    "master": Meaning.LEGAL_DUTY,
    "quality_agreement": Meaning.QUALITY,
    "study": Meaning.LEGAL_DUTY,
    "transfer": Meaning.LEGAL_DUTY,
    "team": Meaning.PEOPLE,
    "work_order": Meaning.MONEY,
    "change_order": Meaning.MONEY,
    "schedule": Meaning.TIME,
    "kick_off": Meaning.TIME,
    "readiness": Meaning.QUALITY,
    "performance": Meaning.QUALITY,
    "settlement": Meaning.MONEY,
    "transition": Meaning.QUALITY,
    "closeout": Meaning.LEGAL_DUTY,
}
"""What it means that a file of a kind comes or goes; responsibility where nothing is said."""


def numbered(number: int) -> Kind:
    """The kind of a number."""
    return next(kind for kind in KINDS if kind.number == number)


def kind_of(cls: type[Record], name: str) -> Kind:
    """The kind of change for a field of a kind of record: named for it, or for the rest of its record, or by its meaning.

    What names a field goes before what takes the rest of its record; a note beside a value is only wording.
    """
    return _kinds(cls)[name]


@once_per_class
def _kinds(cls: type[Record]) -> Mapping[str, Kind]:
    return {field.name: _kind(cls, field) for field in definition(cls)}


def _kind(cls: type[Record], field: FieldDefinition) -> Kind:
    aside = field.means is Meaning.WORDING and field.name.endswith("note")
    for wanted in (field.name,) if aside else (field.name, REST):
        for base in cls.__mro__:
            for kind in KINDS:
                if wanted in kind.fields.get(base, ()):
                    return kind
    return numbered(_GENERAL[field.means])


@cache
def kind_of_file(file: str) -> tuple[Kind, Meaning]:
    """The kind of change for files of a kind, and what it means that one comes or goes."""
    means = _FILES.get(file, Meaning.RESPONSIBILITY)
    special = next((kind for kind in KINDS if file in kind.files), None)
    return special or numbered(_GENERAL[means]), means


def weight_of(cls: type[Record], field: FieldDefinition, edit: Edit, side: Heavier | None = None) -> Weight:
    """What an edit of a field weighs; ``side`` where the record itself says which direction is heavier."""
    kind = kind_of(cls, field.name)
    return kind.weight(edit, heavier=is_heavier(field, edit, side), prose=is_prose(field))
