"""TIME: dates of documents, milestones and people in their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from remit.calc.money import calendar_days
from remit.calc.orders import changes_of, last_day_of
from remit.calc.validity import effective_date, last_signature
from remit.findings import Where
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.ledger import Ledger
from remit.model.money import PaymentMilestone, WorkOrder
from remit.model.studies import Study, StudyTeam, Transfer
from remit.rules.rule import Problem, must, see, should


@must("TIME-001")
def milestones_in_order(ledger: Ledger) -> Iterator[Problem]:
    """Planned dates of payment milestones do not go back from one milestone to the next.

    Why: Milestones are listed as they fall due. A date before the one above it is a slip of the pen, and it moves a payment.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              planned: 2026-06-30

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              planned: 2027-11-30

    Source: contract practice.
    """
    for milestones, _end in _payments(ledger):
        latest: tuple[dt.date, str, Where] | None = None
        for milestone in milestones.values():
            if milestone.planned is None:
                continue
            if latest and milestone.planned < latest[0]:
                message = f"'{milestone.title}' is planned for {milestone.planned}, before '{latest[1]}' on {latest[0]}"
                hint = "correct a date, or the order of the milestones"
                yield Problem(message, milestone.at("planned"), hint, see(f"'{latest[1]}'", latest[2]))
            else:
                latest = milestone.planned, milestone.title, milestone.at("planned")


def _payments(
    ledger: Ledger,
) -> Iterator[tuple[Mapping[str, PaymentMilestone], tuple[dt.date | None, Where]]]:
    """The payment milestones of work orders, and as change orders leave them, with the last day of the work order.

    None stands for a day before the first, which is a finding of its own.
    """
    for order in ledger.of(WorkOrder).values():
        sound = order.end >= order.start
        yield order.payment.milestones, (order.end if sound else None, order.at("end"))
        for change in changes_of(ledger, order):
            end, where = last_day_of(ledger, order)
            yield change.milestones, (end if end >= order.start else None, where)


@must("TIME-002")
def ends_after_beginning(ledger: Ledger) -> Iterator[Problem]:
    """No work order, assignment or study ends before it begins.

    Why: A term that ends before it begins binds nobody.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        end: 2025-12-31

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        end: 2027-12-31

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        if order.end < order.start:
            yield _backwards("the work order", order.start, order.end, order.at("end"), order.at("start"))
        for change in changes_of(ledger, order):
            if change.end and change.end < order.start:
                yield _backwards(
                    "the changed work order", order.start, change.end, change.at("end"), order.at("start")
                )
    for team in ledger.every(StudyTeam):
        for one in team.assignments.values():
            if one.start and one.end and one.end < one.start:
                yield _backwards("the assignment", one.start, one.end, one.at("end"), one.at("start"))
    for study in ledger.every(Study):
        dates = study.dates
        begin, end = dates.start, dates.completion
        if begin and end and end.text < begin.text[: len(end.text)]:
            yield _backwards("the study", begin.text, end.text, dates.at("completion"), dates.at("start"))


def _backwards(what: str, start: dt.date | str, end: dt.date | str, at: Where, begin: Where) -> Problem:
    return Problem(
        f"{what} ends on {end}, before it begins on {start}",
        at,
        "correct one of the dates",
        see("the beginning", begin),
    )


@must("TIME-003")
def milestones_within_term(ledger: Ledger) -> Iterator[Problem]:
    """Payment milestones are planned within the term of the work order.

    Why: A milestone after the end of the contract is work that nobody owes any more.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              planned: 2028-02-28

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          milestones:
            report:
              planned: 2027-11-30

    Source: contract practice.
    """
    for milestones, (end, where) in _payments(ledger):
        for milestone in milestones.values():
            if milestone.planned and end and milestone.planned > end:
                message = f"'{milestone.title}' is planned for {milestone.planned}, after the work order ends on {end}"
                hint = "extend the work order, or correct the date"
                yield Problem(message, milestone.at("planned"), hint, see("the last day", where))


@should("TIME-004")
def work_order_within_master(ledger: Ledger) -> Iterator[Problem]:
    """A work order runs within the term of its master agreement.

    Why: When the master agreement ends first, its terms must be said to survive.

    Wrong:
        # data/agreements/master/msa-bright.yaml
        term: 12 months

    Right:
        # data/agreements/master/msa-bright.yaml
        term: 60 months

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        master = ledger.of(MasterAgreement).get(order.master)
        if master is None:
            continue
        if order.start < master.date:
            message = f"the work order begins on {order.start}, before its master agreement of {master.date}"
            yield Problem(
                message,
                order.at("start"),
                "correct one of the dates",
                see("the master agreement", master.at("date")),
            )
        days = int(calendar_days(master.term))
        if (order.end - master.date).days > days + 1:
            message = (
                f"the work order ends on {order.end}, after the master agreement of {master.date} with a "
                f"term of {master.term}"
            )
            hint = "extend the master agreement, or check that its clause on survival covers this work order"
            yield Problem(message, order.at("end"), hint, see("the term", master.at("term")))


@must("TIME-005")
def agreements_before_work(ledger: Ledger) -> Iterator[Problem]:
    """The quality agreement and the transfer of obligations take effect on or before the first day of the work.

    Why: Agreements are documented before the activities start; work before them is done without a standard and
    without a duty. Behind a signed work order neither may still wait for its first signature.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        effective_date: 2026-03-01

    Right:
        # data/agreements/quality/qa-bright.yaml
        effective_date: 2025-11-01

    Source: ICH E6(R3) 3.6.1.
    """
    for order in ledger.of(WorkOrder).values():
        if order.status == "superseded":
            continue
        agreement, transfer = (
            ledger.of(QualityAgreement).get(order.quality_agreement),
            ledger.of(Transfer).get(order.study),
        )
        for document, what in (
            (agreement, "the quality agreement"),
            (transfer, "the transfer of obligations"),
        ):
            effective = effective_date(document) if document else None
            if document and effective is None and order.status == "executed" and not _signed_before(document):
                yield Problem(
                    f"{what} {document.number} is not signed, though the work begins on {order.start} under {order.number}",
                    document.at("signatures").key(),
                    "sign it, or set the status of the work order back",
                    see("the first day of the work", order.at("start")),
                )
            elif document and effective and effective > order.start:
                field = "effective_date" if document.effective_date else "signatures"
                yield Problem(
                    f"{what} {document.number} takes effect on {effective}, after the work begins on {order.start}",
                    document.at(field),
                    "bring the agreement forward, or begin the work later",
                    see("the first day of the work", order.at("start")),
                )


def _signed_before(document: Document) -> bool:
    """Whether an earlier version was one to sign (1.0 or higher), which stays in force until the new one is signed."""
    majors = [one.version.partition(".")[0] for one in document.history[:-1]]
    return any(major.isdecimal() and int(major) > 0 for major in majors)


@should("TIME-006")
def signed_before_work(ledger: Ledger) -> Iterator[Problem]:
    """A work order is signed before its first day, and not before its own date of effect is possible.

    Why: Work before signature is done at the CRO's risk, or under a letter of intent that should be named.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        start: 2025-12-01

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        start: 2026-01-05

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        signed = last_signature(order)
        if signed and signed > order.start:
            message = f"the work begins on {order.start}, but the last signature is of {signed}"
            yield Problem(
                message,
                order.at("start"),
                "begin later, or name the letter of intent in the work order's assumptions",
            )


RULES = (
    milestones_in_order,
    ends_after_beginning,
    milestones_within_term,
    work_order_within_master,
    agreements_before_work,
    signed_before_work,
)
