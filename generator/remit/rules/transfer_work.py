"""TOO, continued: the transfer of obligations against the work that is assigned, overseen and bought."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.orders import orders_for
from remit.calc.responsibility import (
    Responsibility,
    accountable_parties,
    responsibilities,
)
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party, Role, Roles
from remit.model.services import Obligation, Raci, Services
from remit.model.studies import Allocation, Study, Transfer
from remit.rules.rule import Problem, complete, listed, must, see, should, whole
from remit.rules.transfer import allocations, duty_name, transfers


def _discharging(ledger: Ledger, study: Study) -> dict[str, list[Responsibility]]:
    """Topic -> activities of the study that discharge it."""
    found: dict[str, list[Responsibility]] = {}
    for one in responsibilities(ledger, study):
        for topic in one.activity.duties:
            found.setdefault(topic, []).append(one)
    return found


def _holders(ledger: Ledger, study: Study, transfer: Transfer) -> dict[str, set[str]]:
    """Topic -> parties that hold a duty of it, under any regime."""
    found: dict[str, set[str]] = {}
    for allocation, duty in _duties(ledger, transfer):
        holders = found.setdefault(duty.topic, set())
        if allocation.disposition == "retained" and study.sponsor:
            holders.add(study.sponsor)
        holders.update({allocation.to} if allocation.to else (), (share.party for share in allocation.shares))
    return found


def _duties(
    ledger: Ledger, transfer: Transfer, *dispositions: str
) -> Iterator[tuple[Allocation, Obligation]]:
    """What a transfer says of each duty, limited to dispositions.

    A duty that must stay with the sponsor but is moved has a finding already and is left out.
    """
    for allocation, duty in allocations(ledger, transfer):
        void = duty.transfer == "retained" and allocation.disposition in ("transferred", "shared")
        wanted = not dispositions or allocation.disposition in dispositions
        if wanted and not void:
            yield allocation, duty


def _resolved(ledger: Ledger, one: Responsibility) -> bool:
    """Whether all accountable roles exist; where one does not, its reference has a finding already."""
    return all(role in ledger.of(Role) for role in one.row.accountable)


def _name(ledger: Ledger, party: str | None) -> str:
    known = ledger.of(Party).get(party or "")
    return known.short_name if known else str(party)


@must("TOO-012")
def holder_does_the_work(ledger: Ledger) -> Iterator[Problem]:
    """A duty that is transferred to a CRO is discharged by activities for which that CRO is accountable.

    Why: The transfer and the responsibility matrix are read side by side by inspectors. A duty at one party and its work at
    another means that nobody can answer for it.

    Wrong:
        # data/raci.yaml
        activities:
          monitoring-visits:
            accountable: [sponsor-project-manager]

    Right:
        # data/raci.yaml
        activities:
          monitoring-visits:
            accountable: [cro-project-manager]

    Source: 21 CFR 312.52(b); ICH E6(R3) 3.6.
    """
    if not complete(ledger, Raci, Roles, Services, Study):
        return
    for study, transfer in transfers(ledger):
        work, holders = _discharging(ledger, study), _holders(ledger, study, transfer)
        for allocation, duty in _duties(ledger, transfer, "transferred"):
            activities = work.get(duty.topic, [])
            done_by = {party for one in activities for party in accountable_parties(ledger, one)}
            sure = allocation.to in ledger.of(Party) and all(_resolved(ledger, one) for one in activities)
            if sure and allocation.to not in done_by:
                yield _undone(ledger, allocation, duty_name(duty), duty.topic, activities)
        if whole(ledger, transfer):
            yield from _done_by_others(ledger, transfer, work, holders)


def _undone(
    ledger: Ledger, allocation: Allocation, duty: str, topic: str, work: list[Responsibility]
) -> Problem:
    name = _name(ledger, allocation.to)
    if not work:
        hint = f"add '{topic}' to the duties of an activity of {name}'s services, or keep the duty"
        return Problem(
            f"{duty} is transferred to {name}, but no activity in the study discharges it",
            allocation.at("to"),
            hint,
        )
    one = work[0]
    others = (
        listed(sorted({_name(ledger, p) for item in work for p in accountable_parties(ledger, item)}))
        or "nobody"
    )
    return Problem(
        f"{duty} is transferred to {name}, but {others} answers for the work: '{one.activity.title}'",
        allocation.at("to"),
        f"name the party that does the work, or make a role of {name} accountable",
        see("the accountable role", one.row.at("accountable", 0)),
    )


def _done_by_others(
    ledger: Ledger, transfer: Transfer, work: dict[str, list[Responsibility]], holders: dict[str, set[str]]
) -> Iterator[Problem]:
    moved = {duty.topic: one for one, duty in _duties(ledger, transfer, "transferred")}
    for topic, allocation in moved.items():
        for one in work.get(topic, ()):
            for party in sorted(
                (accountable_parties(ledger, one) - holders[topic]) & ledger.of(Party).keys()
            ):
                yield Problem(
                    f"{_name(ledger, party)} answers for '{one.activity.title}' in study "
                    f"{one.study.protocol_id}, which discharges "
                    f"the duty '{topic}', but holds no duty of that kind: it is transferred to "
                    f"{_name(ledger, allocation.to)}",
                    one.row.at("accountable", 0),
                    "transfer or share the duty accordingly, or give the activity another accountable role",
                    see("the transfer", allocation.at("to")),
                )


@must("TOO-013")
def sponsor_oversees(ledger: Ledger) -> Iterator[Problem]:
    """For every duty that is transferred or shared, the sponsor keeps an oversight activity and answers for it.

    Why: The sponsor stays answerable for the trial whatever it transfers, and must show how it watches.

    Wrong:
        # data/services.yaml
        services:
          sponsor-oversight:
            activities:
              oversee-monitoring:
                oversees: [investigator-selection]

    Right:
        # data/services.yaml
        services:
          sponsor-oversight:
            activities:
              oversee-monitoring:
                oversees: [monitoring-conduct, investigator-selection]

    Source: ICH E6(R3) 3.6.6 and 3.9; FDA guidance on risk-based monitoring (2013).
    """
    if not complete(ledger, Raci, Roles, Services, Study):
        return
    for study, transfer in transfers(ledger):
        overseen = {
            topic
            for one in responsibilities(ledger, study)
            if study.sponsor in accountable_parties(ledger, one) or not _resolved(ledger, one)
            for topic in one.activity.oversees
        }
        for allocation, duty in _duties(ledger, transfer, "transferred", "shared"):
            if duty.topic not in overseen:
                yield Problem(
                    f"{duty_name(duty)} is {allocation.disposition}, but no activity of the sponsor oversees it",
                    allocation.at("disposition"),
                    f"add '{duty.topic}' to 'oversees' of an oversight activity with an accountable sponsor role",
                )


@must("TOO-014")
def transferred_work_is_bought(ledger: Ledger) -> Iterator[Problem]:
    """A duty that is transferred to a CRO belongs to a service that a work order of the same CRO buys.

    Why: A duty without paid work will not be discharged; work without the duty leaves the duty with the sponsor. A
    work order of another study counts if it names this one under 'also_covers'.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        status: superseded

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        status: executed

    Source: ICH E6(R3) 3.6.1; contract practice.
    """
    if not complete(ledger, WorkOrder, Services, Study):
        return
    for study, transfer in transfers(ledger):
        orders = orders_for(ledger, study.id)
        if any(order.cro not in ledger.of(Party) for order in orders):
            continue  # whose order it is has to be put right first
        work = _discharging(ledger, study)
        for allocation, duty in _duties(ledger, transfer, "transferred"):
            services = {one.service.id for one in work.get(duty.topic, ())}
            needed = {id for id in services if study.services[id].provider == allocation.to}
            if needed and not any(_buys(order, allocation.to, needed) for order in orders):
                yield Problem(
                    f"{duty_name(duty)} is transferred to {_name(ledger, allocation.to)}, but no work order of "
                    f"{_name(ledger, allocation.to)} buys the service {listed(sorted(needed))}",
                    allocation.at("to"),
                    "add the service to a work order, or keep the duty",
                )


def _buys(order: WorkOrder, cro: str | None, services: set[str]) -> bool:
    return order.cro == cro and bool(services & set(order.services))


@should("TOO-019")
def every_duty_discharged(ledger: Ledger) -> Iterator[Problem]:
    """Every duty that applies to a study is discharged by an activity of the study.

    Why: A duty to which no work belongs is kept on paper only, also by the sponsor.

    Wrong:
        # data/services.yaml
        services:
          sponsor-oversight:
            activities:
              maintain-ind:
                duties: [transfer-instrument]

    Right:
        # data/services.yaml
        services:
          sponsor-oversight:
            activities:
              maintain-ind:
                duties: [transfer-instrument, ind-maintenance]

    Source: ICH E6(R3) 3.3 (allocation of activities).
    """
    if not complete(ledger, Raci, Services, Study):
        return
    for study, transfer in transfers(ledger):
        work = _discharging(ledger, study)
        for allocation, duty in _duties(ledger, transfer, "retained", "shared"):
            if duty.topic not in work:
                message = (
                    f"{duty_name(duty)} is {allocation.disposition}, but no activity of study "
                    f"{study.protocol_id} discharges it"
                )
                yield Problem(
                    message, allocation.where.key(), f"add '{duty.topic}' to the duties of an activity"
                )


RULES = (
    holder_does_the_work,
    sponsor_oversees,
    transferred_work_is_bought,
    every_duty_discharged,
)
