"""REF, continued: what records name inside other records exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remit.calc.orders import changes_of
from remit.findings import Where
from remit.model.agreements import Document, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.fields import Record
from remit.model.governance import Communication
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.planning import Schedule
from remit.model.quality import Quality
from remit.model.settlement import Settlement
from remit.rules.rule import Problem, must, whole
from remit.schema.nearest import nearest


@must("REF-002")
def inner_names_resolve(ledger: Ledger) -> Iterator[Problem]:
    """What a document names inside another record exists: signatories, SOP rows, review times, milestones, advances.

    Why: A signature panel for a person whom the party does not know is found out on the day of signing.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        deliverables:
          reports:
            review: standrd

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        deliverables:
          reports:
            review: standard

    Source: how records are found.
    """
    for document in ledger.every(Document):
        yield from _signatories(ledger, document)
    for order in ledger.every(WorkOrder):
        yield from _in_order(ledger, order)
        yield from _in_schedule(ledger, order)
    for change in ledger.every(ChangeOrder):
        yield from _in_schedule(ledger, change)
        yield from _in_change(ledger, change)
    for settlement in ledger.every(Settlement):
        yield from _in_settlement(ledger, settlement)
    for agreement in ledger.every(QualityAgreement):
        yield from _in_agreement(ledger, agreement)


def _signatories(ledger: Ledger, document: Document) -> Iterator[Problem]:
    for signing in document.signatures:
        party = ledger.of(Party).get(signing.party)
        if party and whole(ledger, party):
            place = signing.at("signatory")
            yield from _known("signatory", signing.signatory, party.signatories, place, party.short_name)


def _in_agreement(ledger: Ledger, agreement: QualityAgreement) -> Iterator[Problem]:
    for quality in ledger.every(Quality):
        if whole(ledger, quality):
            for at, row in enumerate(agreement.sops):
                place = agreement.at("sops", at)
                yield from _known("row of the SOP matrix", row, quality.sops, place, "quality.yaml")
            for row in agreement.procedures:
                place = agreement.at("procedures", row).key()
                yield from _known("row of the SOP matrix", row, quality.sops, place, "quality.yaml")


def _in_order(ledger: Ledger, order: WorkOrder) -> Iterator[Problem]:
    for communication in ledger.every(Communication):
        if whole(ledger, communication):
            for deliverable in order.deliverables.values():
                if deliverable.review:
                    times = communication.review_turnaround
                    yield from _known(
                        "review time",
                        deliverable.review,
                        times,
                        deliverable.at("review"),
                        "communication.yaml",
                    )
    if whole(ledger, order):
        yield from _in_sharing(order)


def _in_sharing(order: WorkOrder) -> Iterator[Problem]:
    """What the terms of risk sharing name inside their work order."""
    here = "this work order"
    for incentive in order.risk_sharing.incentives.values() if order.risk_sharing else ():
        for field in ("milestone", "target_after"):
            id = getattr(incentive, field)
            if id:
                milestones = order.payment.milestones
                yield from _known("payment milestone", id, milestones, incentive.at(field), here)
    for level in order.service_credits.levels.values() if order.service_credits else ():
        for place, id in enumerate(level.lines):
            yield from _known("line of direct fees", id, order.direct, level.at("lines", place), here)


def _in_settlement(ledger: Ledger, settlement: Settlement) -> Iterator[Problem]:
    """Measures, exclusions and conditions of the work order that a settlement names."""
    order = ledger.of(WorkOrder).get(settlement.work_order)
    if order is None or not whole(ledger, order):
        return
    terms = order.risk_sharing
    measures = terms.incentives if terms else {}
    for claim in settlement.exclusions.values():
        yield from _known("measure", claim.incentive, measures, claim.at("incentive"), order.number)
        if claim.incentive in measures:
            known = measures[claim.incentive].exclusions
            holder = f"the measure '{claim.incentive}'"
            yield from _known("exclusion", claim.exclusion, known, claim.at("exclusion"), holder)
    yield from _in_units(ledger, settlement, order)
    for entries in (settlement.results, settlement.settled):
        for id, entry in entries.items():
            yield from _known("measure", id, measures, entry.where.key(), order.number)
    for id, stated in settlement.conditions.items():
        gates = terms.gates if terms else {}
        yield from _known("quality condition", id, gates, stated.where.key(), order.number)


def _in_units(ledger: Ledger, settlement: Settlement, order: WorkOrder) -> Iterator[Problem]:
    """Lines of which units are stated, also such as a change order adds, and levels of which a result is excluded."""
    added = {id: line for change in changes_of(ledger, order) for id, line in change.direct.items()}
    lines = {**order.direct, **added}
    for one in settlement.units.values():
        for id in one.units:
            yield from _known("line of direct fees", id, lines, one.at("units", id).key(), order.number)
    levels = order.service_credits.levels if order.service_credits else {}
    for claim in settlement.excluded_results.values():
        yield from _known("service level", claim.level, levels, claim.at("level"), order.number)


def _in_schedule(ledger: Ledger, document: WorkOrder | ChangeOrder) -> Iterator[Problem]:
    """Milestones of a study's schedule by which payments are dated."""
    for holder, field, study in _dated_by_schedule(document):
        id = getattr(holder, field)
        for schedule in ledger.in_study(Schedule, study) if id else ():
            if whole(ledger, schedule):
                known = schedule.milestones
                yield from _known("milestone", id, known, holder.at(field), f"the schedule of {study}")


def _dated_by_schedule(document: WorkOrder | ChangeOrder) -> Iterator[tuple[Record, str, str]]:
    """Each field that may name a milestone of a schedule, and the study whose schedule it is."""
    own = document.study
    if isinstance(document, ChangeOrder):
        yield from ((one, "reached_by", own) for one in document.milestones.values())
        return
    for line in document.direct.values():
        yield from ((line, field, line.study or own) for field in ("begins", "ends"))
    for cost in document.pass_through.values():
        yield from ((cost, field, own) for field in ("begins", "ends"))
    yield from ((one, "reached_by", own) for one in document.payment.milestones.values())
    for terms in (document.holdback, document.co_investment):
        if terms:
            yield terms, "reached_by", own


def _in_change(ledger: Ledger, change: ChangeOrder) -> Iterator[Problem]:
    """Advances that a change order re-sizes under an id that the work order does not have."""
    order = ledger.of(WorkOrder).get(change.work_order)
    if order is None or not whole(ledger, order, change):
        return
    for advance in change.advances.values():
        if any(one.stream == advance.stream for one in order.advances.values()):
            yield from _known("advance", advance.id, order.advances, advance.where.key(), order.number)


def _known(what: str, id: str, known: Iterable[str], where: Where, holder: str) -> Iterator[Problem]:
    ids = list(known)
    if id not in ids:
        yield Problem(
            f"{holder} has no {what} '{id}'",
            where,
            nearest(id, ids) or f"there are: {', '.join(ids) or 'none'}",
        )


RULES = (inner_names_resolve,)
