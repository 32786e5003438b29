"""Co-investment of a CRO on a day: by how much its invoices are reduced, and what is returned if the product succeeds.

Formula, from the clause co-investment of the clause library: invoices are reduced as calc/payments/reductions.py says. The
return is the lesser of its own cap and ``return_share`` percent of those reductions, rounded half-even once, due
``return_within`` after the event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction

from remit.calc.business_days import deadline
from remit.calc.caps import capped, part
from remit.calc.money import total
from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import Invoice
from remit.calc.payments.known_dates import Dated
from remit.calc.payments.reductions import reduced
from remit.calc.payments.spreading import last_day
from remit.calc.payments.stated import known_units
from remit.calc.settlement.completed import Days, Terms, fee_invoices, gaps
from remit.calc.settlement.results import Facts
from remit.calc.settlement.words import on
from remit.frozen import dataclass
from remit.model.risk_sharing import CoInvestment
from remit.model.settlement import CompletedUnits
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CoInvested:
    """The co-investment on a day.

    ``fees`` are the direct fees of invoices sent by then, ``made`` what they are reduced by, ``whole`` the reduction of all
    invoices to the end of the order. ``back`` is the return on ``made``: owed from the day of the event on (``happened``),
    otherwise only if it comes. ``open`` says what keeps the sums from being final.
    """

    terms: CoInvestment
    fees: Money
    made: Money
    whole: Money
    back: Money
    event: Dated | None
    due: dt.date | None
    formula: str
    back_formula: str
    open: tuple[str, ...]

    @property
    def happened(self) -> bool:
        """Whether the event has happened, so that the return is owed."""
        return bool(self.event and self.event.known == "actual")

    @property
    def left(self) -> Money:
        """By how much invoices can still be reduced until the cap."""
        return self.terms.cap - self.made


def returned(terms: CoInvestment, made: Money) -> Money:
    """What is returned on reductions if the event happens: their share, at most the cap of the return."""
    amount = Fraction(made.amount) * part(terms.return_share.value)
    return capped(amount, Fraction(terms.return_cap.amount), terms.return_cap.currency)


def settle_co_investment(
    facts: Facts, calendar: PaymentCalendar, terms: CoInvestment, at: Terms
) -> CoInvested:
    """The co-investment on the day of the facts; ``at`` gives the order with the change orders in force on a day.

    Milestones count when the schedule shows that they were reached, units by the invoices for those that are stated. For
    months of which no units are stated, what contract and schedule plan counts, and that is said.
    """
    units = known_units(facts.agreed, facts.as_of)
    fees = fee_invoices(calendar, units, at)
    sent = [one for one in fees if one.sent and one.sent <= facts.as_of]
    unsure = [one for one in sent if one.kind == "milestone" and one.known != "actual"]
    counted = [one for one in sent if one not in unsure]
    base = total((one.amount for one in counted), terms.cap.currency)
    made = reduced(terms, [one.amount for one in counted])
    whole = reduced(terms, [one.amount for one in fees])
    back = returned(terms, made)
    event = facts.dates.of_schedule(facts.order.study, terms.reached_by)
    due = deadline(event.day, terms.return_within, calendar.terms.sponsor) if event else None
    return CoInvested(
        terms=terms,
        fees=base,
        made=made,
        whole=whole,
        back=back,
        event=event,
        due=due,
        formula=f"{base} x {terms.reduction}, at most {terms.cap} = {made}",
        back_formula=f"{made} x {terms.return_share}, at most {terms.return_cap} = {back}",
        open=tuple(
            _open(
                terms, counted, unsure, event, made=made, whole=whole, missing=_missing(facts, counted, units)
            )
        ),
    )


def _missing(facts: Facts, counted: Sequence[Invoice], units: Sequence[CompletedUnits]) -> tuple[Days, ...]:
    """Days without a statement of units, up to the last month whose planned invoice would have been sent."""
    planned = [one.month for one in counted if one.kind == "units" and one.known != "actual" and one.month]
    until = max([*map(last_day, planned), *(one.last for one in units)], default=None)
    return gaps(units, facts.order.start, min(until, facts.order.end)) if until and planned else ()


def _open(
    terms: CoInvestment,
    counted: Sequence[Invoice],
    unsure: Sequence[Invoice],
    event: Dated | None,
    *,
    made: Money,
    whole: Money,
    missing: Sequence[Days],
) -> Iterable[str]:
    """What keeps the co-investment from being final; nothing is open of units once the cap is reached without them."""
    reached = reduced(terms, [one.amount for one in counted if one.known == "actual"])
    for first, last in missing if reached.amount < terms.cap.amount else ():
        yield (
            f"Units completed from {on(first)} to {on(last)} are not recorded: what contract and schedule plan counts "
            "instead."
        )
    for one in unsure if made.amount < terms.cap.amount else ():
        yield f"'{one.title}' was planned before this day; no milestone of the schedule shows whether it was reached."
    if event is None:
        yield f"No milestone of the schedule shows whether this has happened: {terms.success}."
    elif event.known != "actual":
        yield f"The return is not due before this happens, {event.known} for {on(event.day)}: {terms.success}."
    elif made.amount < whole.amount:
        yield f"The event has happened, but invoices are still to be reduced, to {whole} in all; the return grows with them."
