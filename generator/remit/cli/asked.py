"""What commands are asked about: a study, by its id."""

from __future__ import annotations

from remit.findings import CannotGoOn, Where, error
from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.schema.nearest import nearest


def study_in(ledger: Ledger, id: str) -> Study:
    """The study of this id; CannotGoOn names those that there are."""
    studies = ledger.of(Study)
    if id not in studies:
        hint = nearest(id, list(studies)) or f"there are: {', '.join(studies) or 'none'}"
        raise CannotGoOn(error("CLI-003", f"there is no study '{id}'", Where("data/studies"), hint))
    return studies[id]
