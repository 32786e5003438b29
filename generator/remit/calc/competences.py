"""What the sponsor keeps: whether each competence has a holder, and whether what gives an advantage stays inside."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.responsibility import accountable_parties, responsibilities
from remit.model.decisions import Competence, Decision, Keep
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.studies import Study


def gaps(ledger: Ledger, one: Competence) -> tuple[str, ...]:
    """What is missing for a competence that is kept or shared, in words; nothing for one that is given out.

    It takes a role of the sponsor, and a role that stands in for it.
    """
    if one.holder == "outsourced":
        return ()
    if not one.role:
        return ("no role keeps it",)
    role = ledger.of(Role).get(one.role)
    if role is None:
        return ()
    missing = []
    if role.party != "sponsor":
        missing.append(f"{role.title} is no role of the sponsor")
    if not role.backup:
        missing.append(f"no role stands in for the {role.title}")
    return tuple(missing)


def given_away(ledger: Ledger, decision: Decision) -> Iterator[tuple[Keep, str]]:
    """What a decision keeps for its advantage, though another party answers for it in the study: with that party."""
    study = ledger.of(Study).get(decision.study)
    if study is None:
        return
    kept = {one.activity: one for one in decision.kept if one.advantage}
    for one in responsibilities(ledger, study):
        for party in sorted(accountable_parties(ledger, one) - {study.sponsor}):
            if one.activity.id in kept:
                yield kept[one.activity.id], party
