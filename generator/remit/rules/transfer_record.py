"""TOO, continued: functions, evidence, dates and submissions of a transfer of obligations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.calc.orders import last_day_of, orders_for
from remit.calc.responsibility import regimes_of, responsibilities, transfer_of
from remit.calc.validity import effective_date, last_signature
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party, Role
from remit.model.services import Raci, Services
from remit.model.studies import Allocation, Study, Transfer
from remit.rules.rule import Problem, complete, listed, must, see, should
from remit.rules.transfer import allocated, duty_name, transfers


@should("TOO-015")
def sponsor_function_named(ledger: Ledger) -> Iterator[Problem]:
    """Each duty names the sponsor's role that keeps it or oversees its holder, and the evidence that it is discharged.

    Why: "The sponsor" is nobody an inspector can interview, and a duty without evidence counts as not done.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            evidence:

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            evidence: Monitoring reports, TMF 05.04.03

    Source: ICH E6(R3) 3.9; inspection practice.
    """
    for _study, _transfer, allocation, duty in allocated(ledger):
        if allocation.disposition == "not applicable":
            continue
        role = ledger.of(Role).get(allocation.sponsor_function or "")
        if not allocation.sponsor_function:
            message = f"{duty_name(duty)} names no role of the sponsor that keeps or oversees it"
            yield Problem(message, allocation.where.key(), "add 'sponsor_function:' with a sponsor role")
        elif role and role.party != "sponsor":
            message = f"{role.title} is a {role.party} role and cannot keep or oversee {duty_name(duty)} for the sponsor"
            yield Problem(message, allocation.at("sponsor_function"), "name a sponsor role")
        if not allocation.evidence:
            message = f"nothing is said about the evidence that {duty_name(duty)} is discharged"
            yield Problem(
                message, allocation.where.key(), "add 'evidence:' with the record and where it is filed"
            )


@must("TOO-016")
def effective_after_signature(ledger: Ledger) -> Iterator[Problem]:
    """No duty moves before the transfer takes effect, and no transfer takes effect before it is signed.

    Why: Responsibility cannot be moved for the past.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            effective_from: 2025-12-01

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            effective_from: 2026-01-05

    Source: ICH E6(R3) 3.6.1 (agreements before activities start).
    """
    for _study, transfer in transfers(ledger):
        signed, effective = last_signature(transfer), effective_date(transfer)
        if signed and transfer.effective_date and transfer.effective_date < signed:
            message = f"the transfer takes effect on {transfer.effective_date}, before its last signature on {signed}"
            yield Problem(
                message, transfer.at("effective_date"), "give a date on or after the last signature"
            )
        for allocation in transfer.allocations.values():
            begin, end = allocation.effective_from, allocation.effective_to
            if effective and begin and begin < effective:
                message = f"this duty moves on {begin}, before the transfer takes effect on {effective}"
                yield Problem(
                    message,
                    allocation.at("effective_from"),
                    "give a date on or after that day, or remove the line",
                )
            if end and (begin or effective or end) > end:
                message = f"this entry ends on {end}, before it begins on {begin or effective}"
                yield Problem(message, allocation.at("effective_to"), "give a later date")


@should("TOO-017")
def authorities_told(ledger: Ledger) -> Iterator[Problem]:
    """Where an authority is told of a transfer, the submission is planned, and dated once it is signed.

    Why: A transfer of which the authority does not know leaves the sponsor alone on record.

    Wrong:
        # data/studies/al-101/transfer.yaml
        submissions: []

    Right:
        # data/studies/al-101/transfer.yaml
        submissions:
          - authority: FDA
            reference: IND 100101
            form: Form FDA 1571 and eCTD module 1.3.1.4
            regimes: [us-21cfr312]
            date: 2025-12-20

    Source: 21 CFR 312.23(a)(1)(viii).
    """
    for study, transfer in transfers(ledger):
        moved = {one.id for one in transfer.allocations.values() if one.disposition == "transferred"}
        for regime in regimes_of(ledger, study):
            if (
                regime.effect == "duty moves"
                and regime.told_to
                and moved & regime.obligations.keys()
                and not transfer.submissions
            ):
                message = f"duties under {regime.short_title} are transferred, but no submission to an authority is planned"
                yield Problem(message, transfer.where, f"add an entry under 'submissions': {regime.told_to}")
        told = {submission.authority for submission in transfer.submissions if submission.date}
        for submission in transfer.submissions:
            if submission.date is None and transfer.status == "executed" and submission.authority not in told:
                message = f"the transfer is signed, but the date is missing on which {submission.authority} was told"
                yield Problem(message, submission.where, "add 'date:' when it is sent")


@should("TOO-018")
def transfer_written(ledger: Ledger) -> Iterator[Problem]:
    """A study in which a CRO provides services has a transfer of obligations.

    Why: Without a writing every duty stays with the sponsor, whatever the work order buys.

    Wrong:
        # data/studies/al-101/transfer.yaml

    Right:
        # data/studies/al-101/transfer.yaml
        number: TOO-101

    Source: 21 CFR 312.52(a); ICH E6(R3) 3.6.4.
    """
    if not complete(ledger, Transfer):
        return
    for study in ledger.every(Study):
        providers = {service.provider for service in study.services.values()}
        cros = [
            ledger.of(Party)[id].short_name
            for id in sorted(providers)
            if id in ledger.of(Party) and ledger.of(Party)[id].kind == "cro"
        ]
        if cros and transfer_of(ledger, study) is None:
            message = (
                f"{listed(cros)} provide{'s' if len(cros) == 1 else ''} services in study "
                f"{study.protocol_id}, but no transfer of obligations is written"
            )
            yield Problem(
                message, study.at("services").key(), f"write it with 'remit new transfer --study {study.id}'"
            )


@must("TOO-027")
def duty_lasts_as_long_as_its_work(ledger: Ledger) -> Iterator[Problem]:
    """A duty moves when the work begins that discharges it, and stays until that work ends, or its scope says otherwise.

    Why: Before its first day and after its last the duty is the sponsor's, while the CRO does the work and believes to hold
    it. Where another party has it in that time, or the work begins later, 'scope' says so.

    Wrong:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            effective_from: 2026-06-01

    Right:
        # data/studies/al-101/transfer.yaml
        allocations:
          us312-56a:
            effective_from: 2026-06-01
            scope: On-site monitoring, which begins on 1 June 2026; there is none before

    Source: ICH E6(R3) 3.6.1 (agreements before activities start); 21 CFR 312.52(a).
    """
    if not complete(ledger, WorkOrder, Raci, Services, Study):
        return
    for study, transfer, allocation, duty in allocated(ledger):
        if allocation.scope or not (allocation.effective_from or allocation.effective_to):
            continue
        orders = _orders_behind(ledger, study, allocation, duty.topic)
        if orders:
            yield from _shorter_than_work(ledger, transfer, allocation, orders)


def _orders_behind(ledger: Ledger, study: Study, allocation: Allocation, topic: str) -> list[WorkOrder]:
    """The study's own work orders by which the holders of a duty do the work that discharges it."""
    holders = {allocation.to, *(share.party for share in allocation.shares)}
    services = {
        one.service.id
        for one in responsibilities(ledger, study)
        if topic in one.activity.duties and one.study_service.provider in holders
    }
    return [
        order
        for order in orders_for(ledger, study.id)
        if order.study == study.id and order.cro in holders and services & set(order.services)
    ]


def _shorter_than_work(
    ledger: Ledger, transfer: Transfer, allocation: Allocation, orders: list[WorkOrder]
) -> Iterator[Problem]:
    begin, end = allocation.effective_from, allocation.effective_to
    first = min(orders, key=lambda order: order.start)
    effective = effective_date(transfer)
    if begin and begin > first.start and (effective is None or begin > effective):
        yield Problem(
            f"this duty moves on {begin}, but the work that discharges it begins on {first.start} under {first.number}",
            allocation.at("effective_from"),
            "let it move with the work, or say in 'scope' what begins on that day and who does it before",
            see("the first day of the work", first.at("start")),
        )
    ends = [(*last_day_of(ledger, order), order.number) for order in orders]
    last, where, number = max(ends, key=lambda entry: entry[0])
    if end and end < last:
        yield Problem(
            f"this duty goes back to the sponsor after {end}, but the work that discharges it goes on until {last} under "
            f"{number}",
            allocation.at("effective_to"),
            "let it last as long as the work, or say in 'scope' what ends on that day and who does it after",
            see("the last day of the work", where),
        )


@must("TOO-028")
def study_is_the_one_told(ledger: Ledger) -> Iterator[Problem]:
    """The application number under which an authority is told of a transfer is one of the study's numbers.

    Why: A list that is filed under another application tells the authority nothing about this study.

    Wrong:
        # data/studies/al-101/study.yaml
        identifiers:
          - scheme: FDA IND
            value: IND 100110

    Right:
        # data/studies/al-101/study.yaml
        identifiers:
          - scheme: FDA IND
            value: "100101"

    Source: 21 CFR 312.23(a)(1) (the cover sheet names the application).
    """
    for study, transfer in transfers(ledger):
        known = [_plain(one.value) for one in study.identifiers]
        for submission in transfer.submissions:
            told = _plain(submission.reference)
            if told and not any(one and (one in told or told in one) for one in known):
                numbers = listed(f"{one.scheme}: {one.value}" for one in study.identifiers)
                message = (
                    f"{submission.authority} is told under '{submission.reference}', which is no number of study "
                    f"{study.protocol_id}"
                )
                hint = f"there are: {numbers}" if numbers else "add it to the 'identifiers' of the study"
                where = study.at("identifiers") if numbers else study.where
                yield Problem(message, submission.at("reference"), hint, see("the study", where))


def _plain(number: str) -> str:
    """A number without spaces and signs, so that 'IND 162218' and '162218' are seen to be one."""
    return re.sub(r"[\W_]", "", number.casefold())


RULES = (
    sponsor_function_named,
    effective_after_signature,
    authorities_told,
    transfer_written,
    duty_lasts_as_long_as_its_work,
    study_is_the_one_told,
)
