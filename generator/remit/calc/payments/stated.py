"""Units that were completed and accepted, as settlement records state them: which are known on a day, and their price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from remit.calc.money import rounded_money
from remit.calc.payments.spreading import last_day
from remit.model.money import WorkOrder
from remit.model.settlement import CompletedUnits, Settlement
from remit.model.values import Money

Prices = Mapping[str, Fraction]
"""Price of the units completed on each line of direct fees, by its id, in the currency of the order."""


def known_units(agreed: Settlement | None, as_of: dt.date) -> tuple[CompletedUnits, ...]:
    """What the sponsor had accepted by a day, in the order of time."""
    every = agreed.units.values() if agreed else ()
    known = (one for one in every if one.accepted <= as_of and one.last <= as_of)
    return tuple(sorted(known, key=lambda one: (one.first, one.last, one.id)))


def touched(units: Iterable[CompletedUnits], month: dt.date) -> bool:
    """Whether units of any day of a month (its first day) are stated: nothing is foreseen for it any more."""
    return any(one.first <= last_day(month) and one.last >= month for one in units)


def are_all(order: WorkOrder, units: Sequence[CompletedUnits]) -> bool:
    """Whether all units of an order are stated."""
    done = {id: sum((one.units.get(id, Decimal(0)) for one in units), Decimal(0)) for id in order.direct}
    return all(done[id] >= line.quantity for id, line in order.direct.items())


def price_of(order: WorkOrder, quantities: Mapping[str, Decimal]) -> Prices:
    """Quantity times unit price of each line, exact; a line that the order does not have is worth nothing."""
    lines = order.direct
    return {
        id: Fraction(quantity) * Fraction(lines[id].unit_price.amount)
        for id, quantity in quantities.items()
        if id in lines
    }


def paid_by_units(order: WorkOrder) -> Money:
    """What is paid monthly: the agreed amount, or all direct fees where no schedule pays them."""
    payment = order.payment
    if payment.units_amount:
        return payment.units_amount
    nothing = Money(Decimal(0), order.currency)
    return nothing if payment.milestones else order.totals.direct


def fees_for(order: WorkOrder, units: CompletedUnits) -> Money:
    """What is invoiced for units: their price, or the share of it that is paid monthly, rounded half-even."""
    paid, whole = paid_by_units(order).amount, order.totals.direct.amount
    share = Fraction(paid) / Fraction(whole) if whole else Fraction(0)
    return rounded_money(sum(price_of(order, units.units).values(), Fraction(0)) * share, order.currency)
