"""The payment calendar of a work order from the records of a playbook, with the sums by which it can be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from remit.calc.business_days import Calendar
from remit.calc.current_order import current_order
from remit.calc.money import total
from remit.calc.orders import changes_in_force, changes_of
from remit.calc.payments.invoice import FEES, KINDS, Invoice, Kind, Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.reductions import reduced, reducing
from remit.calc.payments.spreading import months_between
from remit.calc.validity import effective_date, last_signature
from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.planning import Schedule
from remit.model.studies import Study
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A sum of the calendar and what the contract says it must be."""

    what: str
    found: Money
    agreed: Money

    @property
    def holds(self) -> bool:
        """Whether they are equal to the minor unit."""
        return self.found == self.agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is paid in a month, by kind of invoice, and all that is paid up to its end."""

    month: dt.date
    paid: Mapping[Kind, Money]
    total: Money
    so_far: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCalendar:
    """The invoices of a work order as they stand and are expected on a day.

    ``order`` has all change orders that count, which ``labels`` names in sequence.
    """

    order: WorkOrder
    labels: tuple[str, ...]
    terms: Terms
    invoices: tuple[Invoice, ...]

    def sum(self, kinds: Iterable[Kind], part: str = "amount") -> Money:
        """The sum of a part (amount, reduced, net, credited, held or payable) over invoices of some kinds."""
        wanted = frozenset(kinds)
        amounts = (getattr(one, part) for one in self.invoices if one.kind in wanted)
        return total((one for one in amounts if one is not None), self.order.currency)

    def ties(self) -> tuple[Tie, ...]:
        """What must be equal if the calendar loses and invents nothing."""
        order, payment = self.order, self.order.payment
        by_value = payment.base == "contract value"
        fees = self.sum(FEES)
        rows = [
            ("Units and milestones are the direct fees", fees, order.totals.direct),
            ("Investigator payments", self.sum(["investigator"]), order.totals.investigator),
            ("Other pass-through costs", self.sum(["pass-through"]), order.totals.other_pass_through),
        ]
        if by_value:
            rows = [("Milestones are the contract value", fees, order.totals.contract_value)]
        if payment.milestones:
            rows.append(("Milestones are their base", self.sum(["milestone"]), payment.base_amount))
        advanced = total((one.amount for one in order.advances.values()), order.currency)
        if order.advances:
            returned = self.sum(KINDS, "credited") - self.sum(["repayment"])
            rows.append(("Advances paid", self.sum(["advance"]), advanced))
            rows.append(("Advances credited or repaid", returned, advanced))
        if order.holdback:
            rows.append(("Holdback kept back", self.sum(KINDS, "held"), order.holdback.total))
            rows.append(("Holdback released", self.sum(["holdback"]), order.holdback.total))
        invested, value = reducing(order), order.totals.contract_value
        every = "All payments are the contract value"
        if invested:
            off = reduced(invested, [order.totals.direct])
            rows.append(("Taken off for the co-investment", self.sum(FEES, "reduced"), off))
            value, every = value - off, f"{every} without what is taken off"
        rows.append((every, self.sum(KINDS, "payable"), value))
        return tuple(Tie(what=what, found=found, agreed=agreed) for what, found, agreed in rows)

    def months(self) -> tuple[Month, ...]:
        """What is due in each month from the first to the last; invoices without a day are in none."""
        by_month: dict[dt.date, dict[Kind, Money]] = {}
        zero = total((), self.order.currency)
        for one in self.invoices:
            if one.due:
                paid = by_month.setdefault(one.due.replace(day=1), {})
                paid[one.kind] = paid.get(one.kind, zero) + one.payable
        found: list[Month] = []
        for month in months_between(min(by_month), max(by_month)) if by_month else ():
            paid = by_month.get(month, {})
            whole = total(paid.values(), self.order.currency)
            so_far = (found[-1].so_far if found else zero) + whole
            found.append(Month(month=month, paid=paid, total=whole, so_far=so_far))
        return tuple(found)

    @property
    def undated(self) -> tuple[Invoice, ...]:
        """Invoices for what nobody has dated."""
        return tuple(one for one in self.invoices if one.due is None)


def payment_calendar(
    ledger: Ledger,
    order: WorkOrder,
    as_of: dt.date,
    *,
    pending: bool = False,
    planned_only: bool = False,
) -> PaymentCalendar | None:
    """The calendar of a work order with the change orders in force on a day; None where no time to payment is agreed.

    With ``pending``, change orders that are not signed yet count from that day on. With ``planned_only``, the dates of
    contract and baseline count instead of what happened and is forecast.
    """
    terms = _terms(ledger, order)
    if terms is None:
        return None
    versions = tuple(_versions(ledger, order, as_of, terms.signed, pending=pending))
    schedules = {one.study: one for one in ledger.of(Schedule).values()}
    invoices = invoices_of(versions, terms, KnownDates(schedules, as_of, planned_only))
    labels = tuple(one.label for one in versions if one.label)
    return PaymentCalendar(order=versions[-1].order, labels=labels, terms=terms, invoices=invoices)


def _terms(ledger: Ledger, order: WorkOrder) -> Terms | None:
    master = ledger.of(MasterAgreement).get(order.master)
    payment = order.payment.terms or (master.payment_terms if master else None)
    if payment is None:
        return None
    study = ledger.of(Study).get(order.study)
    return Terms(
        signed=last_signature(order) or order.effective_date or order.start,
        payment=payment,
        provider=_calendar(ledger, order.cro),
        sponsor=_calendar(ledger, (study.sponsor if study else None) or ""),
    )


def _calendar(ledger: Ledger, party: str) -> Calendar:
    found = ledger.of(Party).get(party)
    return Calendar(found.address.country if found else "")


def _versions(
    ledger: Ledger, order: WorkOrder, as_of: dt.date, signed: dt.date, *, pending: bool
) -> Iterator[Version]:
    yield Version(since=signed, order=order)
    counting: list[ChangeOrder] = list(changes_in_force(ledger, order, as_of))
    if pending:
        counting = list(changes_of(ledger, order))
    since = signed
    for place, change in enumerate(counting, 1):
        known = effective_date(change) if change.status == "executed" else None
        since = max(since, known or as_of)
        yield Version(since=since, order=current_order(order, counting[:place]), label=change.number)
