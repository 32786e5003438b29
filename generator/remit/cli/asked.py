"""What commands are asked about: a study, by its id."""

from __future__ import annotations

from typing import TypeVar

from remit.findings import CannotGoOn, Where, error
from remit.model.fields import Record
from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.schema.nearest import nearest

R = TypeVar("R", bound=Record)


def study_in(ledger: Ledger, id: str) -> Study:
    """The study of this id; CannotGoOn names those that there are."""
    studies = ledger.of(Study)
    if id not in studies:
        hint = nearest(id, list(studies)) or f"there are: {', '.join(studies) or 'none'}"
        raise CannotGoOn(error("CLI-003", f"there is no study '{id}'", Where("data/studies"), hint))
    return studies[id]


def record_in(ledger: Ledger, cls: type[R], study: str, name: str) -> R:
    """The record of which a study has one, in the file of this name; CannotGoOn where it has none."""
    found = ledger.in_study(cls, study)
    if not found:
        file = f"data/studies/{study}/{name}.yaml"
        hint = f"write {file}; the data dictionary of the website says which fields it has"
        raise CannotGoOn(error("CLI-003", f"study '{study}' has no {name}", Where(file), hint))
    return found[0]
