"""What the units of a work order are worth in a period and in its year, as contract and schedule spread them over months."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.plan import units_by_month
from remit.calc.payments.spreading import last_day
from remit.calc.settlement.service_credits import Prices, Worked
from remit.model.money import WorkOrder
from remit.model.performance import Performance


def worked_in(period: Performance, order: WorkOrder, dates: KnownDates) -> Worked:
    """The price of the units of a period, of an order as it stands at its end.

    The units of a month belong to the period in which the month ends, or the order if that is earlier.
    """
    months = units_by_month(dates, order, tuple(order.direct.values()))
    ends = {month: min(last_day(month), order.end) for month in months}
    inside = [units for month, units in months.items() if period.first <= ends[month] <= period.last]
    of_year = [units for month, units in months.items() if month.year == period.last.year]
    return Worked(period=period, prices=_priced(order, inside), year=_priced(order, of_year))


def _priced(order: WorkOrder, months: list[dict[str, Decimal]]) -> Prices:
    """Quantity times unit price of each line, exact."""
    found: dict[str, Fraction] = {}
    for units in months:
        for id, quantity in units.items():
            price = Fraction(quantity) * Fraction(order.direct[id].unit_price.amount)
            found[id] = found.get(id, Fraction(0)) + price
    return found
