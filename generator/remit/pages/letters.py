"""R, A, C and I: the four parts that a role can have in an activity."""

from __future__ import annotations

from collections.abc import Mapping

from remit.model.services import RaciRow
from remit.pages.markdown import Inert, attributes

LETTERS: Mapping[str, str] = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
"""Letter to the field of a row that holds its roles."""


def letter(mark: str) -> Inert:
    """One letter as a coloured mark with its word for those who do not see it."""
    return Inert(f"<span{attributes(class_=f'raci raci-{mark.lower()}', title=LETTERS[mark])}>{mark}</span>")


def marks_of(row: RaciRow, role: str) -> str:
    """The letters of a role in a row, accountable first: "", "A", "AR" ..."""
    return "".join(mark for mark in "ARCI" if role in getattr(row, LETTERS[mark]))
