"""Finding the records that a draft builds on; whoever names one that does not exist is told the nearest."""

from __future__ import annotations

import difflib
from typing import TypeVar

from remit.findings import CannotGoOn, Where, error
from remit.model.agreements import MasterAgreement, QualityAgreement
from remit.model.fields import Identified
from remit.model.ledger import Ledger
from remit.model.parties import Party

R = TypeVar("R", bound=Identified)


def named(ledger: Ledger, cls: type[R], id: str, what: str) -> R:
    """The record of a kind with this id; CannotGoOn names the nearest, or all if none is near."""
    known = ledger.of(cls)
    if id in known:
        return known[id]
    near = difflib.get_close_matches(id, known, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(sorted(known)) or 'none'}"
    if (cls.KIND, id) in ledger.broken:
        hint = "its file has a fault; 'remit check' says which"
    raise CannotGoOn(error("NEW-002", f"there is no {what} '{id}' that could be read", Where("data"), hint))


def cro_named(ledger: Ledger, id: str) -> Party:
    """The party with this id, which must be a CRO or vendor."""
    party = named(ledger, Party, id, "party")
    if party.kind not in ("cro", "vendor"):
        message = f"{party.short_name} is of kind '{party.kind}', not a CRO"
        raise CannotGoOn(error("NEW-003", message, party.at("kind"), "name the party that does the work"))
    return party


def sponsor_named(ledger: Ledger, id: str) -> Party:
    """The party with this id, which must be a sponsor."""
    party = named(ledger, Party, id, "party")
    if party.kind != "sponsor":
        message = f"{party.short_name} is of kind '{party.kind}', not a sponsor"
        raise CannotGoOn(error("NEW-003", message, party.at("kind"), "name a party of kind sponsor"))
    return party


def master_with(ledger: Ledger, cro: str) -> MasterAgreement | None:
    """The master agreement with a CRO that is in force, or else the only one."""
    return _current([agreement for agreement in ledger.of(MasterAgreement).values() if agreement.cro == cro])


def quality_agreement_with(ledger: Ledger, cro: str) -> QualityAgreement | None:
    """The quality agreement with a CRO that is in force, or else the only one."""
    return _current([agreement for agreement in ledger.of(QualityAgreement).values() if agreement.cro == cro])


A = TypeVar("A", MasterAgreement, QualityAgreement)


def _current(agreements: list[A]) -> A | None:
    executed = [agreement for agreement in agreements if agreement.status == "executed"]
    candidates = executed or [agreement for agreement in agreements if agreement.status != "superseded"]
    return candidates[-1] if candidates else None
