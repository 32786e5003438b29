"""The payment calendar of a work order from the records of a playbook, with the sums by which it can be checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from remit.calc.business_days import Calendar
from remit.calc.current_order import current_order
from remit.calc.money import share_of, total
from remit.calc.orders import changes_in_force, changes_of
from remit.calc.payments.invoice import FEES, KINDS, Invoice, Kind, Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.reductions import reduced, reducing
from remit.calc.payments.spreading import months_between
from remit.calc.payments.stated import are_all, known_units, paid_by_units, touched
from remit.calc.validity import effective_date, last_signature
from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import Holdback, WorkOrder
from remit.model.parties import Party
from remit.model.planning import Schedule
from remit.model.settlement import CompletedUnits, Settlement
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

    ``order`` has all change orders that count, which ``labels`` names in sequence. ``stated`` are the units that were
    accepted by that day: their invoices are in the calendar as they were sent, and only the rest is foreseen.
    """

    order: WorkOrder
    labels: tuple[str, ...]
    terms: Terms
    invoices: tuple[Invoice, ...]
    stated: tuple[CompletedUnits, ...] = ()

    @property
    def recorded(self) -> Money:
        """Direct fees on the invoices that were sent for units that are stated."""
        sent = (one.amount for one in self.invoices if one.kind == "units" and one.known == "actual")
        return total(sent, self.order.currency)

    @property
    def not_invoiced(self) -> Money:
        """Direct fees for units that were accepted, and for which no invoice is recorded."""
        waiting = (
            one.amount
            for one in self.invoices
            if one.kind == "units" and one.known != "actual" and one.month and touched(self.stated, one.month)
        )
        return total(waiting, self.order.currency)

    @property
    def not_completed(self) -> Money:
        """Direct fees that are not foreseen any more: for units that no month is left for, or what rounding has left."""
        zero = total((), self.order.currency)
        if not self.stated or self.order.payment.base == "contract value":
            return zero
        left = paid_by_units(self.order) - self.sum(["units"])
        return left if left.amount > 0 else zero

    @property
    def complete(self) -> bool:
        """Whether all units of the order are stated: what is still missing then comes of rounding each invoice."""
        return are_all(self.order, self.stated)

    def sum(self, kinds: Iterable[Kind], part: str = "amount") -> Money:
        """The sum of a part (amount, reduced, net, credited, held or payable) over invoices of some kinds."""
        wanted = frozenset(kinds)
        amounts = (getattr(one, part) for one in self.invoices if one.kind in wanted)
        return total((one for one in amounts if one is not None), self.order.currency)

    def ties(self) -> tuple[Tie, ...]:
        """What must be equal if the calendar loses and invents nothing."""
        order, payment = self.order, self.order.payment
        by_value = payment.base == "contract value"
        fees, lost = self.sum(FEES), self.not_completed
        rows = [
            ("Units and milestones are the direct fees", fees + lost, order.totals.direct),
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
            kept = (
                _kept_at_most(order.holdback, order.totals.direct - lost)
                if lost.amount
                else order.holdback.total
            )
            rows.append(("Holdback kept back", self.sum(KINDS, "held"), kept))
            rows.append(("Holdback released", self.sum(["holdback"]), kept))
        invested, value = reducing(order), order.totals.contract_value
        every = "All payments are the contract value"
        if invested:
            off = reduced(invested, [order.totals.direct - lost])
            rows.append(("Taken off for the co-investment", self.sum(FEES, "reduced"), off))
            value, every = value - off, f"{every} without what is taken off"
        rows.append((every, self.sum(KINDS, "payable") + lost, value))
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


def _kept_at_most(holdback: Holdback, fees: Money) -> Money:
    """What is kept back of fees that are less than was agreed."""
    share = share_of(fees, holdback.share)
    return share if share.amount <= holdback.total.amount else holdback.total


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
    contract and baseline count instead of what happened and is forecast, and no units as accepted.
    """
    terms = _terms(ledger, order)
    if terms is None:
        return None
    versions = tuple(_versions(ledger, order, as_of, terms.signed, pending=pending))
    schedules = {one.study: one for one in ledger.of(Schedule).values()}
    stated = () if planned_only else _stated(ledger, versions[-1].order, as_of)
    return PaymentCalendar(
        order=versions[-1].order,
        labels=tuple(one.label for one in versions if one.label),
        terms=terms,
        invoices=invoices_of(versions, terms, KnownDates(schedules, as_of, planned_only), stated),
        stated=stated,
    )


def _stated(ledger: Ledger, order: WorkOrder, as_of: dt.date) -> tuple[CompletedUnits, ...]:
    """The units that were accepted by a day, of an order that pays by units; none where their sums mean nothing."""
    settlements = (one for one in ledger.in_study(Settlement, order.study) if one.work_order == order.id)
    found = known_units(next(settlements, None), as_of)
    strange = any(one.invoice and one.invoice.fees.currency != order.currency for one in found)
    return () if strange or not paid_by_units(order).amount else found


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
