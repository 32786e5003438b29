"""Quantities and amounts spread over months so that nothing is gained or lost: each part is a difference of rounded sums.

Part n is round(sum of the first n shares) less round(sum of the first n - 1 shares), so that the parts add up to the whole
to the minor unit, and no part is further from its exact share than a minor unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from remit.model.values import Money


def months_between(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The first days of the calendar months from that of ``first`` to that of ``last``; one month where last is earlier."""
    count = max((last.year - first.year) * 12 + last.month - first.month, 0) + 1
    return tuple(month_after(first.replace(day=1), n) for n in range(count))


def month_after(month: dt.date, n: int) -> dt.date:
    """The first day of the n-th month after a month; before it where n is negative."""
    year, index = divmod(month.year * 12 + month.month - 1 + n, 12)
    return dt.date(year, index + 1, 1)


def last_day(month: dt.date) -> dt.date:
    """The last day of the month of a date."""
    return month_after(month.replace(day=1), 1) - dt.timedelta(days=1)


def even_quantities(quantity: Decimal, parts: int, *, in_units: bool) -> tuple[Decimal, ...]:
    """A quantity in even parts that add up to it.

    ``in_units`` counts whole units when they are complete: of two meetings in twelve months, one falls in the sixth and one
    in the last. Quantities that are no whole number are spread evenly in any case.
    """
    if parts <= 0:
        return ()
    whole = in_units and quantity == quantity.to_integral_value()
    sums = [quantity * n / parts for n in range(parts)]
    reached = [one.to_integral_value(ROUND_FLOOR) for one in sums] if whole else sums
    return tuple(after - before for before, after in pairwise([*reached, quantity]))


def portions(whole: Money, weights: Sequence[Decimal]) -> tuple[Money, ...]:
    """An amount in parts by weight that add up to it, to the minor unit; without any weight all is in the last part.

    Weights are not negative. Raises ValueError where there is no part to hold the amount.
    """
    if not weights:
        raise ValueError("an amount cannot be split into no parts")
    everything = sum(weights, Decimal(0))
    parts: list[Money] = []
    reached, given = Decimal(0), Money(Decimal(0), whole.currency)
    for place, weight in enumerate(weights, 1):
        reached += weight
        if place == len(weights):
            so_far = whole
        elif everything:
            so_far = whole.times(reached / everything).rounded()
        else:
            so_far = given
        parts.append(so_far - given)
        given = so_far
    return tuple(parts)
