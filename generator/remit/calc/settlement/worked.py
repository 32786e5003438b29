"""What the units of a work order are worth in a period and in its year, and which claims there are against its results.

Units that the sponsor has accepted count as they are stated; for other months, contract and schedule say what is planned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from remit.calc.business_days import Calendar, deadline
from remit.calc.payments.plan import units_by_month
from remit.calc.payments.spreading import last_day
from remit.calc.payments.stated import Prices, known_units, price_of
from remit.calc.settlement.completed import Terms, gaps, inside, together
from remit.calc.settlement.results import Facts
from remit.calc.settlement.service_credits import Worked
from remit.model.money import WorkOrder
from remit.model.performance import Performance
from remit.model.settlement import CompletedUnits, ExcludedResult
from remit.model.values import Duration

CLAIMED_WITHIN = Duration(10, "business day")
"""Time from the end of a period to say that a result does not count, as the clause service-credits says."""


def worked_in(period: Performance, facts: Facts, terms: Terms) -> Worked:
    """A period with the price of its units, of an order as it stands at its end."""
    order, known = terms(period.last), known_units(facts.agreed, facts.as_of)
    first, last = max(period.first, order.start), min(period.last, order.end)
    stated, missing = (
        inside(known, period.first, period.last),
        gaps(inside(known, period.first, period.last), first, last),
    )
    planned = _planned(facts, order)
    begun, ended = dt.date(period.last.year, 1, 1), dt.date(period.last.year, 12, 31)
    of_year = inside(known, begun, ended)
    rest = [prices for day, prices in planned if begun <= day <= ended and gaps(of_year, *_month(order, day))]
    claims = [one for one in _claims(facts) if one.period == period.id and one.claimed <= facts.as_of]
    return Worked(
        period=period,
        prices=together(
            [prices for day, prices in planned if period.first <= day <= period.last]
            if missing
            else _priced(stated, terms)
        ),
        year=together([*_priced(of_year, terms), *rest]),
        sure=together(_priced(of_year, terms)),
        missing=missing,
        agreed={one.level: one for one in claims if one.agreed and one.agreed <= facts.as_of},
        pending=frozenset(one.level for one in claims if not _decided(one, facts.as_of)),
        claim_by=claim_by(period, facts.country),
        as_of=facts.as_of,
    )


def claim_by(period: Performance, country: str) -> dt.date:
    """The last day on which the CRO can say that a result of a period does not count, by the business days of its place."""
    return deadline(period.last, CLAIMED_WITHIN, Calendar(country))


def _claims(facts: Facts) -> Iterable[ExcludedResult]:
    return facts.agreed.excluded_results.values() if facts.agreed else ()


def _decided(one: ExcludedResult, as_of: dt.date) -> bool:
    return any(day is not None and day <= as_of for day in (one.agreed, one.refused))


def _priced(units: Iterable[CompletedUnits], terms: Terms) -> list[Prices]:
    return [price_of(terms(one.last), one.units) for one in units]


def _month(order: WorkOrder, day: dt.date) -> tuple[dt.date, dt.date]:
    """The days of a month that lie within the order."""
    return max(day.replace(day=1), order.start), day


def _planned(facts: Facts, order: WorkOrder) -> Sequence[tuple[dt.date, Prices]]:
    """The price of the units planned for each month, with the month's last day, or that of the order if it is earlier."""
    months = units_by_month(facts.dates, order, tuple(order.direct.values()))
    return [(min(last_day(month), order.end), price_of(order, units)) for month, units in months.items()]
