"""A new quality agreement: parties, services, metrics and contacts as far as the playbook tells them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from remit.calc.scaffold.document import front_matter, signing
from remit.calc.scaffold.lookup import cro_named, master_with, named
from remit.model.agreements import QualityAgreement
from remit.model.draft import Draft, Remark, values_of
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.quality import Metric
from remit.model.services import Service
from remit.model.studies import Study

HEADLINE = "Quality agreement, drafted from the playbook. It must be in force before the CRO's first transferred activity."


def new_quality_agreement(
    ledger: Ledger, id: str, cro_id: str, today: dt.date, like_id: str | None = None
) -> Draft:
    """A draft between the playbook's sponsor and a CRO.

    Services are those that the CRO provides in any study, or else those of ``like``. Metrics are those of ``like``, or
    else all on quality and risk that show the CRO's performance. Contacts are the quality mailboxes of both parties.
    """
    cro = cro_named(ledger, cro_id)
    like = named(ledger, QualityAgreement, like_id, "quality agreement") if like_id else None
    master = master_with(ledger, cro.id)
    sponsor_id = master.sponsor if master else _sponsor(ledger)
    sponsor = ledger.of(Party).get(sponsor_id or "")
    names = f"between {sponsor.short_name} and {cro.short_name}" if sponsor else f"with {cro.short_name}"
    values = front_matter(
        ledger, id.upper(), f"Clinical Quality Agreement {names}", today, "First draft", like
    )
    remarks: list[Remark] = []
    values["cro"] = cro.id
    if master:
        values["master"] = master.id
    else:
        remarks.append(Remark(("master",), f"no master agreement with {cro.short_name} in this playbook"))
    if sponsor:
        values["sponsor"] = sponsor.id
    signatures, unsigned = signing(
        ledger, [party.id for party in (sponsor, cro) if party], QualityAgreement, like
    )
    values["signatures"] = signatures
    values |= _services(ledger, cro, like, remarks)
    values["metrics"] = like.metrics if like else _metrics(ledger)
    values |= _contacts(ledger, [party for party in (sponsor, cro) if party], like, remarks)
    if like and like.sops:
        values["sops"] = like.sops
    return Draft(QualityAgreement, HEADLINE, values, (*remarks, *unsigned))


def _sponsor(ledger: Ledger) -> str | None:
    try:
        return ledger.playbook.sponsor
    except KeyError:
        return None


def _services(
    ledger: Ledger, cro: Party, like: QualityAgreement | None, remarks: list[Remark]
) -> dict[str, Any]:
    provided = {
        id
        for study in ledger.of(Study).values()
        for id, service in study.services.items()
        if service.provider == cro.id
    }
    services = tuple(id for id in ledger.of(Service) if id in provided) or (like.services if like else ())
    if services:
        return {"services": services}
    remarks.append(Remark(("services",), f"{cro.short_name} provides no service in any study yet"))
    return {}


def _metrics(ledger: Ledger) -> tuple[str, ...]:
    metrics = ledger.of(Metric).values()
    return tuple(
        one.id for one in metrics if one.accountable != "sponsor" and one.category in ("quality", "risk")
    )


def _contacts(
    ledger: Ledger, parties: list[Party], like: QualityAgreement | None, remarks: list[Remark]
) -> dict[str, Any]:
    """Contacts of ``like`` for the parties that it shares, otherwise each party's contact for quality."""
    contacts: list[dict[str, Any]] = []
    for party in parties:
        known = [values_of(contact) for contact in like.contacts if contact.party == party.id] if like else []
        mailbox = party.contacts.get("quality")
        role = _quality_role(ledger, party)
        if not known and mailbox and role:
            known = [{"party": party.id, "role": role, "name": mailbox.name, "email": mailbox.email}]
            if mailbox.phone:
                known[0]["phone"] = mailbox.phone
            remarks.append(
                Remark(("contacts",), f"the quality mailbox of {party.short_name}; name the person")
            )
        elif not known:
            remarks.append(Remark(("contacts",), f"no contact for quality of {party.short_name} is known"))
        contacts += known
    return {"contacts": tuple(contacts)} if contacts else {}


def _quality_role(ledger: Ledger, party: Party) -> str | None:
    """The role of a party's kind that leads quality: not the head of the function, if there is another."""
    roles = [
        role
        for role in ledger.of(Role).values()
        if role.party == party.kind and "quality" in role.function.lower()
    ]
    roles.sort(key=lambda role: role.team in ("governance", "corporate"))
    return roles[0].id if roles else None
