"""The calendar of invoices of a work order and its change orders: what is sent when, what is due, what is kept back.

Completed units and costs are invoiced for each calendar month, milestones when they are reached, advances after signature.
Units that the sponsor has accepted count as they are stated, with the invoices for them; what is left is foreseen. A
change order counts from the month in which it takes effect: what was invoiced before stays, and what it adds to milestones
already reached and to advances already paid is invoiced then. A co-investment is taken from each invoice for direct fees up
to its cap. Advances are credited as agreed, holdback is kept from direct fees, as they are before the co-investment, and
released after its event. All dates in the future are expectations; the amounts add up to the contract to the minor unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from remit.calc.payments.credits import credited, held
from remit.calc.payments.invoice import Invoice, Terms, Version, in_time
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.plan import Plan
from remit.calc.payments.reductions import reducing, taken_off
from remit.model.settlement import CompletedUnits


def invoices_of(
    versions: Sequence[Version], terms: Terms, dates: KnownDates, stated: Sequence[CompletedUnits] = ()
) -> tuple[Invoice, ...]:
    """All invoices of an order whose versions follow one another in time, those without a day last.

    ``stated`` are units accepted by the day on which is asked.
    """
    plan = Plan(tuple(versions), terms, dates, tuple(stated))
    earned = (*plan.units(), *plan.milestones())
    fees = tuple(sorted(earned, key=in_time))
    invested = reducing(plan.order)
    kept = held(taken_off(invested, fees) if invested else fees, plan.order)
    costs = [*plan.costs("other"), *plan.costs("investigator")]
    settled = credited(plan.order, (*kept, *costs), plan.repayment)
    every = (*plan.advances(), *settled, *plan.release(kept))
    return tuple(sorted(every, key=in_time))
