"""What is asked for when a work order is drafted, and the agreements that it stands under."""

from __future__ import annotations

import datetime as dt
from typing import Any

from remit.calc.scaffold.lookup import master_with, quality_agreement_with
from remit.frozen import dataclass
from remit.model.draft import Remark
from remit.model.ledger import Ledger
from remit.model.parties import Party


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: the work order's id, its study and CRO, and its term as far as it is given."""

    id: str
    study: str
    cro: str
    today: dt.date
    start: dt.date | None = None
    end: dt.date | None = None


def agreements(ledger: Ledger, cro: Party, remarks: list[Remark]) -> dict[str, Any]:
    """The CRO with its master and quality agreement, and remarks where there is none."""
    values: dict[str, Any] = {"cro": cro.id}
    master, quality = master_with(ledger, cro.id), quality_agreement_with(ledger, cro.id)
    if master:
        values["master"] = master.id
    else:
        remarks.append(Remark(("master",), f"no master agreement with {cro.short_name} in this playbook"))
    if quality:
        values["quality_agreement"] = quality.id
    else:
        remarks.append(
            Remark(
                ("quality_agreement",),
                f"none with {cro.short_name}; write one with 'remit new quality-agreement'",
            )
        )
    return values
