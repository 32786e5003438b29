"""MON, continued: advances, holdback and payment terms."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.current_order import current_order
from remit.calc.money import calendar_days, contract_days, fair_advance, share_of, total
from remit.model.agreements import MasterAgreement
from remit.model.ledger import Ledger
from remit.model.money import Advance, WorkOrder
from remit.model.playbook import Playbook
from remit.model.values import Money
from remit.rules.changes import sound_changes
from remit.rules.prices import sound_orders
from remit.rules.rule import Problem, must, see, should, whole
from remit.schema.nearest import nearest


def _states(ledger: Ledger) -> Iterator[WorkOrder]:
    """Work orders as they were signed first, and as each change order that re-sizes their advances leaves them."""
    yield from sound_orders(ledger)
    for order, earlier, change in sound_changes(ledger):
        if change.advances:
            yield current_order(order, (*earlier, change))


@must("MON-013")
def advances_within_stream(ledger: Ledger) -> Iterator[Problem]:
    """Advances are not more than all that is paid for their stream.

    Why: An advance is credited against later invoices; what no invoice can take back is a gift.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            amount: 600000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            amount: 50000 USD

    Source: contract practice.
    """
    for order in _states(ledger):
        streams = {"fees": "direct", "pass-through": "pass_through", "investigator": "investigator"}
        for stream, field in streams.items():
            advances = [advance for advance in order.advances.values() if advance.stream == stream]
            paid, whole_stream = (
                total((one.amount for one in advances), order.currency),
                getattr(order.totals, field),
            )
            if paid.amount > whole_stream.amount:
                message = f"advances of {paid} are more than all that is paid for: {whole_stream}"
                yield Problem(message, advances[-1].at("amount"), "lower the advance")


@should("MON-014")
def advance_not_too_large(ledger: Ledger) -> Iterator[Problem]:
    """An advance on fees is not much above what the CRO lays out until the first payment.

    Why: A fair advance covers a month of work and the time to payment: fees / contract days x (30 + payment days).
    More is a loan by the sponsor. The playbook's threshold 'advance_factor' says how much more is accepted without a
    word.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            amount: 90000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        advances:
          fees:
            amount: 50000 USD

    Source: published practice for up-front payments (days float).
    """
    for order in _states(ledger):
        master = ledger.of(MasterAgreement).get(order.master)
        advances = [advance for advance in order.advances.values() if advance.stream == "fees"]
        terms = order.payment.terms or (master.payment_terms if master else None)
        if terms and advances and order.end > order.start:
            fair = fair_advance(
                order.totals.direct, Decimal(contract_days(order.start, order.end)), calendar_days(terms)
            )
            yield from _too_large(ledger, advances, fair, f"(30 + {terms})")


def _too_large(ledger: Ledger, advances: list[Advance], fair: Money, days: str) -> Iterator[Problem]:
    factor = next((p.thresholds.advance_factor for p in ledger.every(Playbook)), Decimal("1.25"))
    paid = total((advance.amount for advance in advances), fair.currency)
    if paid.amount > fair.amount * factor:
        yield Problem(
            f"the advance of {paid} is more than {factor} times {fair}, which is fees per contract day x {days}",
            advances[-1].at("amount"),
            "lower it, or say in 'basis' why it must be more and accept the warning",
        )


@must("MON-015")
def holdback_amount(ledger: Ledger) -> Iterator[Problem]:
    """The total held back is its share of the direct fees.

    Why: What is kept back must be the same sum in the contract, in the forecast and in the invoices.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        holdback:
          total: 30000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        holdback:
          total: 25000 USD

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        if not order.holdback:
            continue
        right = share_of(order.totals.direct, order.holdback.share)
        if order.holdback.total != right:
            message = (
                f"{order.holdback.share} of the direct fees {order.totals.direct} is {right}, not "
                f"{order.holdback.total}"
            )
            yield Problem(
                message,
                order.holdback.at("total"),
                f"write 'total: {right.amount.normalize():f} {right.currency}'",
            )


@must("MON-016")
def payment_terms_agree(ledger: Ledger) -> Iterator[Problem]:
    """A work order pays in the time of its master agreement, or says why not.

    Why: Two payment terms in one contract make every late invoice a dispute.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          terms: 60 calendar days

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        payment:
          terms: 45 calendar days

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        master, terms = ledger.of(MasterAgreement).get(order.master), order.payment.terms
        if master and terms and terms != master.payment_terms and not order.payment.terms_note:
            yield Problem(
                f"invoices are paid within {terms} here, but within {master.payment_terms} by the master agreement",
                order.payment.at("terms"),
                "remove 'terms', or add 'terms_note:' with why they differ",
                see("the master agreement's term", master.at("payment_terms")),
            )


@must("MON-041")
def holdback_is_released(ledger: Ledger) -> Iterator[Problem]:
    """A holdback is released by a payment milestone or deliverable of its own work order, or by a milestone of the study.

    Why: Money whose release hangs on an event that nobody owes is never released, or released in a dispute.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        holdback:
          deliverable: file-transfer

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        holdback:
          deliverable: reports

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        held = order.holdback
        if held is None or not whole(ledger, order):
            continue
        if not (held.milestone or held.deliverable or held.reached_by):
            yield Problem(
                "nothing that somebody owes releases the holdback",
                held.at("release"),
                "add 'milestone:' or 'deliverable:' with its id here, or 'reached_by:' with a milestone of the schedule",
            )
        for field, id, known in (
            ("milestone", held.milestone, order.payment.milestones),
            ("deliverable", held.deliverable, order.deliverables),
        ):
            if id and id not in known:
                there = f"there are: {', '.join(known)}" if known else f"this work order has no {field}s"
                message = f"the holdback is released by {field} '{id}', which this work order does not have"
                yield Problem(message, held.at(field), nearest(id, list(known)) or there)


RULES = (
    advances_within_stream,
    advance_not_too_large,
    holdback_amount,
    payment_terms_agree,
    holdback_is_released,
)
