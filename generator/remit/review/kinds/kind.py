"""A kind of change: a subject with a number, and how much an edit of it weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from remit.frozen import dataclass
from remit.model.fields import FieldDefinition, Heavier, Record
from remit.review.edits import Edit, is_prose

REST = "*"
"""Stands for all fields of a kind of record that no kind of change names."""


class Weight(Enum):
    """How much a change weighs. An editorial one needs nobody's approval."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    EDITORIAL = "editorial"

    @property
    def rank(self) -> int:
        """0 for the heaviest, so that sorting by rank puts it first."""
        return tuple(Weight).index(self)


CRITICAL, MAJOR, MINOR, EDITORIAL = Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A subject of changes. ``number`` has two digits; ``noun`` begins every title; ``why`` is the reason to look at it.

    ``heavy`` weighs an edit in the direction that the field calls heavier, ``light`` one in the other, ``reworded`` a text
    written differently (by default like ``light``). ``fields`` names what belongs to it by kind of record, ``files`` the
    kinds of files that come and go under it.
    """

    number: int
    noun: str
    heavy: Weight
    light: Weight
    why: str
    reworded: Weight | None = None
    fields: Mapping[type[Record], tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def rule(self, edit: Edit) -> str:
        """The id of the rule for an edit."""
        return f"CHG-{self.number}{edit.value}"

    def weight(self, edit: Edit, *, heavier: bool, prose: bool = False) -> Weight:
        """What an edit weighs; ``prose`` where the value is free text."""
        if edit is Edit.RENAMED:
            return EDITORIAL
        if edit is Edit.REORDERED:
            return MINOR if self.light.rank < MINOR.rank else self.light
        if edit is Edit.CHANGED and prose:
            return self.reworded or self.light
        return self.heavy if heavier else self.light


def is_heavier(what: FieldDefinition, edit: Edit, side: Heavier | None = None) -> bool:
    """Whether an edit goes in the direction that weighs more: ``side``, or what the field's definition says.

    Where only more or less was foreseen, a value that comes or goes weighs more: no limit may be the highest or the lowest,
    and only a reader can tell.
    """
    side = side or what.heavier
    match edit:
        case Edit.ADDED | Edit.REMOVED if side in (Heavier.ADDED, Heavier.REMOVED):
            return side.name == edit.name
        case Edit.INCREASED | Edit.DECREASED if side in (Heavier.INCREASE, Heavier.DECREASE):
            return side.name == edit.name.removesuffix("D")
        case _:
            return True


__all__ = [
    "CRITICAL",
    "EDITORIAL",
    "MAJOR",
    "MINOR",
    "REST",
    "Kind",
    "Weight",
    "is_heavier",
    "is_prose",
]
