"""What a work order and its change orders earn, advance and release, month by month and event by event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from remit.calc.business_days import deadline
from remit.calc.money import rounding_only, total
from remit.calc.payments.invoice import Invoice, Kind, Terms, Version
from remit.calc.payments.known_dates import Known, KnownDates
from remit.calc.payments.spreading import even_quantities, last_day, months_between, portions
from remit.calc.payments.stated import are_all, fees_for, paid_by_units, touched
from remit.frozen import dataclass
from remit.model.money import PassThroughLine, PaymentMilestone, UnitLine, WorkOrder
from remit.model.settlement import CompletedUnits
from remit.model.values import Duration, Money

REPAID_WITHIN = Duration(30, "calendar day")
"""Time to repay what is left of an advance, counted here from the end of the order as the day of final reconciliation."""

ACTUAL: Known = "actual"
FORECAST: Known = "forecast"

LOT = "lot"
"""A cost estimated as a whole: it arises bit by bit, where a unit of work is invoiced when it is complete."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The versions of an order with what is needed to date their invoices.

    ``stated`` are the units that were accepted by the day that is asked for: they and their invoices count, and only what
    is left of the order is foreseen.
    """

    versions: tuple[Version, ...]
    terms: Terms
    dates: KnownDates
    stated: tuple[CompletedUnits, ...] = ()

    @property
    def order(self) -> WorkOrder:
        """The order as it stands at last."""
        return self.versions[-1].order

    @property
    def zero(self) -> Money:
        """Nothing, in the currency of the order."""
        return Money(Decimal(0), self.order.currency)

    # ---- by month ---------------------------------------------------------------------------------------------------

    def units(self) -> Iterator[Invoice]:
        """Direct fees that are paid monthly on completed units: those that are stated, then the rest as it is foreseen."""
        versions = [
            (one, paid_by_units(one.order), tuple(one.order.direct.values())) for one in self.versions
        ]
        yield from map(self._of_units, self.stated)
        yield from self._monthly("units", "Completed units", versions, self.stated)

    def _of_units(self, one: CompletedUnits) -> Invoice:
        """The invoice for units that are stated: as it was sent, or what it will come to once it is."""
        month = one.first.replace(day=1)
        ended = f"{month:%B %Y}" if (one.first, one.last) == (month, last_day(month)) else f"to {one.last}"
        if one.invoice and one.invoice.sent <= self.dates.as_of:
            title, sent, known = f"Invoice {one.invoice.number}: units", one.invoice.sent, ACTUAL
        else:
            title, known = "Units accepted, not invoiced", FORECAST
            soon = deadline(
                max(one.accepted, self.dates.as_of), Duration(1, "business day"), self.terms.provider
            )
            sent = max(self._sent(one.last), soon)
        invoice = self._invoice("units", f"{title}, {ended}", sent, known, self._fees(one), one.units)
        return replace(invoice, month=month)

    def _fees(self, one: CompletedUnits) -> Money:
        """What is invoiced for units: as the invoice says, else their price under the version in force when they ended.

        The last units of the order bring what rounding each invoice before has left of the amount agreed.
        """
        if one.invoice and one.invoice.sent <= self.dates.as_of:
            return one.invoice.fees
        price = fees_for(self.versions[_in_force(self.versions, one.last)].order, one)
        if one is not self.stated[-1] or not are_all(self.order, self.stated):
            return price
        before = total(map(self._fees, self.stated[:-1]), self.order.currency)
        rest = paid_by_units(self.order) - before
        return rest if rounding_only(rest, price, len(self.stated)) else price

    def costs(self, stream: Literal["other", "investigator"]) -> Iterator[Invoice]:
        """Pass-through costs or investigator payments, apart from everything else."""
        kind: Kind = "investigator" if stream == "investigator" else "pass-through"
        title = "Investigator payments" if stream == "investigator" else "Pass-through costs"
        versions = []
        for one in self.versions:
            lines = tuple(line for line in one.order.pass_through.values() if line.stream == stream)
            amount = total((line.estimate for line in lines), one.order.currency)
            by_milestones = one.order.payment.base == "contract value"
            versions.append((one, self.zero if by_milestones else amount, () if by_milestones else lines))
        yield from self._monthly(kind, title, versions)

    def _monthly(
        self,
        kind: Kind,
        title: str,
        versions: Sequence[tuple[Version, Money, Sequence[UnitLine | PassThroughLine]]],
        stated: Sequence[CompletedUnits] = (),
    ) -> Iterator[Invoice]:
        """What each version adds, over the months from its day on for which nothing is stated yet."""
        given = self.zero
        for place, (version, amount, lines) in enumerate(versions):
            since = (version.since if place else version.order.start).replace(day=1)
            until = versions[place + 1][0].since.replace(day=1) if place + 1 < len(versions) else dt.date.max
            seen = [one for one in stated if one.first < until]
            done = total(map(self._fees, seen), self.order.currency)
            work = units_by_month(self.dates, version.order, lines, seen)
            later = [month for month in work if month >= since]
            if not later and not seen and amount != given:
                later = [since]
            weights = [_worth(work.get(month, {}), lines) for month in later]
            parts = portions(amount - given - done, weights) if later else ()
            for month, part in zip(later, parts, strict=True):
                if month < until and part.amount:
                    given += part
                    invoice = self._of_month(kind, title, month, part, work.get(month, {}))
                    yield replace(invoice, known=FORECAST) if seen else invoice

    def _of_month(
        self, kind: Kind, title: str, month: dt.date, amount: Money, quantities: Mapping[str, Decimal]
    ) -> Invoice:
        sent = self._sent(last_day(month))
        invoice = self._invoice(kind, f"{title}, {month:%B %Y}", sent, "planned", amount, quantities)
        return replace(invoice, month=month)

    def _sent(self, day: dt.date) -> dt.date:
        within = self.order.payment.invoice_within or Duration(1, "business day")
        return deadline(day, within, self.terms.provider)

    def _invoice(
        self,
        kind: Kind,
        title: str,
        sent: dt.date | None,
        known: Known,
        amount: Money,
        quantities: Mapping[str, Decimal] | None = None,
    ) -> Invoice:
        within = self.order.payment.terms or self.terms.payment
        due = deadline(sent, within, self.terms.sponsor) if sent else None
        return Invoice(
            kind=kind,
            title=title,
            sent=sent,
            due=due,
            known=known,
            amount=amount,
            credited=self.zero,
            held=self.zero,
            quantities=quantities or {},
        )

    # ---- by event ---------------------------------------------------------------------------------------------------

    def milestones(self) -> Iterator[Invoice]:
        """Milestones when they are reached, at what the version in force on that day says; differences when they arise."""
        ids = dict.fromkeys(id for one in self.versions for id in one.order.payment.milestones)
        for id in ids:
            yield from self._milestone([(one, one.order.payment.milestones.get(id)) for one in self.versions])

    def _milestone(self, seen: Sequence[tuple[Version, PaymentMilestone | None]]) -> Iterator[Invoice]:
        version, last = next((version, one) for version, one in reversed(seen) if one)
        dated = self.dates.of_payment(version.order, last)
        at = _in_force([version for version, _ in seen], dated.day) if dated else len(seen) - 1
        paid = self.zero
        for place, (version, one) in enumerate(seen):
            amount = one.amount if one else self.zero
            if place < at or amount == paid:
                continue
            sent = self._sent(version.since) if place > at else self._sent(dated.day) if dated else None
            title = f"{last.title} (difference by {version.label})" if place > at else last.title
            yield self._invoice("milestone", title, sent, dated.known if dated else "planned", amount - paid)
            paid = amount

    def advances(self) -> Iterator[Invoice]:
        """Advances after signature, and what change orders add to them."""
        for id in dict.fromkeys(id for one in self.versions for id in one.order.advances):
            paid = self.zero
            for version in self.versions:
                one = version.order.advances.get(id)
                if one is None or one.amount == paid:
                    continue
                day = version.since if version.label else self.terms.signed
                added = f" (difference by {version.label})" if version.label and paid.amount else ""
                invoice = self._invoice(
                    "advance", f"Advance for {one.stream}{added}", day, "planned", one.amount - paid
                )
                due = deadline(day, one.due, self.terms.sponsor)
                yield replace(invoice, due=due, known=self._happened(day))
                paid = one.amount

    def _happened(self, day: dt.date) -> Known:
        return "actual" if day <= self.dates.as_of else "planned"

    def release(self, fees: Iterable[Invoice]) -> Iterator[Invoice]:
        """The holdback when its event happens: all that was kept back."""
        held = self.order.holdback
        kept = total((one.held for one in fees), self.order.currency)
        if held is None or not kept.amount:
            return
        dated = self.dates.of_release(self.order, held)
        day = dated.day if dated else None
        invoice = self._invoice(
            "holdback", "Release of holdback", day, dated.known if dated else "planned", kept
        )
        yield replace(invoice, due=deadline(day, held.release_within, self.terms.sponsor) if day else None)

    def repayment(self, stream: str, amount: Money) -> Invoice:
        """What is left of an advance at the end."""
        title = f"Advance for {stream}, repaid"
        back = self._invoice("repayment", title, self.order.end, "planned", self.zero - amount)
        return replace(back, due=deadline(self.order.end, REPAID_WITHIN, self.terms.provider))


def units_by_month(
    dates: KnownDates,
    order: WorkOrder,
    lines: Iterable[UnitLine | PassThroughLine],
    stated: Sequence[CompletedUnits] = (),
) -> dict[dt.date, dict[str, Decimal]]:
    """Quantities by the first day of the month and line, as contract and schedule spread them.

    Where units are ``stated``, only the rest is spread, over the months of its line of which nothing is stated. Where all of
    these are stated, what is still to be done is taken to be done in the next month of the order.
    """
    found: dict[dt.date, dict[str, Decimal]] = {}
    for line in lines:
        months = _free(months_between(*dates.span(order, line)), order, stated)
        done = sum((one.units.get(line.id, Decimal(0)) for one in stated), Decimal(0))
        in_units = line.people is None if isinstance(line, UnitLine) else line.unit != LOT
        parts = even_quantities(max(line.quantity - done, Decimal(0)), len(months), in_units=in_units)
        for month, quantity in zip(months, parts, strict=True):
            if quantity:
                found.setdefault(month, {})[line.id] = quantity
    return dict(sorted(found.items()))


def _free(months: Sequence[dt.date], order: WorkOrder, stated: Sequence[CompletedUnits]) -> Sequence[dt.date]:
    """The months of which nothing is stated; without any, the first such month of the order after the last statement."""
    left = [month for month in months if not touched(stated, month)]
    if left or not stated:
        return left
    ended = max(one.last for one in stated)
    after = [month for month in months_between(ended, order.end) if not touched(stated, month)]
    return after[:1]


def _worth(quantities: Mapping[str, Decimal], lines: Iterable[UnitLine | PassThroughLine]) -> Decimal:
    prices = {line.id: line.unit_price.amount for line in lines}
    return sum((quantity * prices[id] for id, quantity in quantities.items()), Decimal(0))


def _in_force(versions: Sequence[Version], day: dt.date) -> int:
    """The place of the version in force on a day; the first also before it."""
    return max((place for place, one in enumerate(versions) if one.since <= day), default=0)
