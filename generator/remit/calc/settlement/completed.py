"""Units that were completed and accepted, as the settlement record states them: their price, their invoices, and gaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import FEES, Invoice
from remit.calc.payments.stated import Prices, fees_for, touched
from remit.calc.periods import day_after
from remit.model.money import WorkOrder
from remit.model.settlement import CompletedUnits
from remit.model.values import Money

Days = tuple[dt.date, dt.date]
"""First and last day, both included."""
Terms = Callable[[dt.date], WorkOrder]
"""The order with the change orders in force on a day."""


def inside(units: Iterable[CompletedUnits], first: dt.date, last: dt.date) -> tuple[CompletedUnits, ...]:
    """Those whose period lies wholly between two days."""
    return tuple(one for one in units if first <= one.first and one.last <= last)


def gaps(units: Iterable[CompletedUnits], first: dt.date, last: dt.date) -> tuple[Days, ...]:
    """Days from ``first`` to ``last`` for which no units are stated, not even that there were none."""
    found: list[Days] = []
    at = first
    for one in sorted(units, key=lambda each: each.first):
        if one.first > at and at <= last:
            found.append((at, min(one.first - dt.timedelta(days=1), last)))
        at = max(at, day_after(one.last))
    return (*found, (at, last)) if at <= last else tuple(found)


def together(prices: Iterable[Prices]) -> Prices:
    """Prices added up line by line."""
    found: dict[str, Fraction] = {}
    for id, price in chain.from_iterable(one.items() for one in prices):
        found[id] = found.get(id, Fraction(0)) + price
    return found


def fee_invoices(
    calendar: PaymentCalendar, units: Sequence[CompletedUnits], terms: Terms
) -> tuple[Invoice, ...]:
    """Invoices for direct fees: those of the units that are stated, milestones, and what is planned for all other months.

    What is planned for a month gives way as soon as units of any day of it are stated.
    """
    zero = Money(Decimal(0), calendar.order.currency)
    stated = tuple(_invoice(one, terms(one.last), zero) for one in units)
    planned = (one for one in calendar.invoices if one.kind in FEES)
    return (*stated, *(one for one in planned if one.month is None or not touched(units, one.month)))


def _invoice(one: CompletedUnits, order: WorkOrder, zero: Money) -> Invoice:
    """The invoice as it was sent, or what it will come to."""
    sent = one.invoice
    return Invoice(
        kind="units",
        title=f"Invoice {sent.number}" if sent else f"Units completed to {one.last}",
        sent=sent.sent if sent else None,
        due=None,
        known="actual" if sent else "forecast",
        amount=sent.fees if sent else fees_for(order, one),
        credited=zero,
        held=zero,
        month=one.first.replace(day=1),
        quantities=one.units,
    )
