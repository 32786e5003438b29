"""A new work order: with what the playbook tells, or modelled on another with quantities for this study."""

from __future__ import annotations

from remit.calc.scaffold.document import front_matter, signing
from remit.calc.scaffold.lookup import cro_named, named
from remit.calc.scaffold.modelled_order import ModelledOrder
from remit.calc.scaffold.order import Order, agreements
from remit.findings import CannotGoOn, Key, error
from remit.model.draft import Draft, Remark
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.studies import Study


def new_work_order(ledger: Ledger, order: Order, like_id: str | None = None) -> Draft:
    """A draft work order.

    Without ``like`` it holds what follows from the playbook; scope, price and payment are left for people. With ``like``
    it has the structure and the unit prices of that work order, and quantities scaled to this study; every figure that
    rests on a proportion says so in a comment.
    """
    study = named(ledger, Study, order.study, "study")
    cro = cro_named(ledger, order.cro)
    if study.participants.enrolled == 0:
        raise _nothing_to_order(study, "enrols 0 participants", "participants", "enrolled")
    if like_id is None:
        return _plain(ledger, order, study, cro)
    like = named(ledger, WorkOrder, like_id, "work order")
    for name, number in (("sites", study.sites), ("countries", len(study.countries))):
        if number == 0:
            raise _nothing_to_order(study, f"has 0 {name}", name)
    return ModelledOrder.of(ledger, order, study, cro, like).draft()


def _nothing_to_order(study: Study, why: str, *at: Key) -> CannotGoOn:
    message = f"study {study.protocol_id} {why}, so every quantity of a work order would be 0"
    hint = "a withdrawn study needs no work order; otherwise write the planned number into the study's record"
    return CannotGoOn(error("NEW-005", message, study.at(*at), hint))


def _plain(ledger: Ledger, order: Order, study: Study, cro: Party) -> Draft:
    number = order.id.upper()
    values = front_matter(
        ledger, number, f"Work Order {number} for Study {study.protocol_id}", order.today, "First draft"
    )
    remarks: list[Remark] = []
    values |= agreements(ledger, cro, remarks)
    services = tuple(id for id, service in study.services.items() if service.provider == cro.id)
    if services:
        values["services"] = services
    else:
        remarks.append(
            Remark(("services",), f"{cro.short_name} provides no service in study {study.protocol_id}")
        )
    for name, value in (("start", order.start), ("end", order.end)):
        if value:
            values[name] = value
    values["currency"] = ledger.playbook.currency
    parties = [party for party in (study.sponsor, cro.id) if party]
    values["signatures"], unsigned = signing(ledger, parties, WorkOrder)
    remarks.append(
        Remark(
            ("direct",),
            "lines of direct fees; --like takes structure and unit prices from another work order",
        )
    )
    headline = (
        f"Work order of {cro.short_name} for study {study.protocol_id}. Scope, price and payment are open."
    )
    return Draft(WorkOrder, headline, values, (*remarks, *unsigned))
