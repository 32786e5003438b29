"""The settlement of a work order on a day: all by which sponsor and CRO share its risk, and what is not settled yet."""

from __future__ import annotations

import datetime as dt

from remit.calc.current_order import current_order
from remit.calc.money import total
from remit.calc.orders import changes_in_force
from remit.calc.payments.calendar import PaymentCalendar, payment_calendar
from remit.calc.payments.reductions import reducing
from remit.calc.settlement.co_investment import CoInvested, settle_co_investment
from remit.calc.settlement.completed import Terms
from remit.calc.settlement.facts import facts_of
from remit.calc.settlement.incentives import BonusMalus, settle_bonus_malus
from remit.calc.settlement.results import Facts
from remit.calc.settlement.service_credits import Credited, settle_service_credits
from remit.calc.settlement.worked import worked_in
from remit.frozen import dataclass
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalments:
    """A fixed price by its milestones: what is earned because they are reached, and what is still to come.

    ``unsure`` are those planned for a day that has passed of which no milestone of the schedule shows whether they were
    reached; they count as still to come.
    """

    reached: tuple[str, ...]
    unsure: tuple[str, ...]
    earned: Money
    to_come: Money

    @property
    def open(self) -> tuple[str, ...]:
        """What keeps the sum from being final."""
        return tuple(f"whether '{title}' has been reached" for title in self.unsure)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A holdback: what has been kept back from invoices sent by the day, when the rest is released, and if it is due."""

    kept: Money
    whole: Money
    event: dt.date | None
    happened: bool
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSettlement:
    """All sharing of risk in one work order; parts that it does not agree on are None."""

    facts: Facts
    instalments: Instalments | None
    held_back: HeldBack | None
    bonus_malus: BonusMalus | None
    co_invested: CoInvested | None
    credits: Credited | None

    @property
    def order(self) -> WorkOrder:
        """The order with the change orders in force."""
        return self.facts.order

    @property
    def shares_risk(self) -> bool:
        """Whether there is anything to settle."""
        parts = (self.instalments, self.held_back, self.bonus_malus, self.co_invested, self.credits)
        return any((*parts, self.by_hand))

    @property
    def open(self) -> tuple[str, ...]:
        """What keeps any part from being final."""
        parts = (self.instalments, self.bonus_malus, self.co_invested, self.credits)
        return tuple(reason for one in parts if one for reason in one.open)

    @property
    def by_hand(self) -> tuple[str, ...]:
        """Terms of the order that cannot be calculated from the records and have to be settled by hand, and why."""
        if self.order.co_investment is None or self.co_invested:
            return ()
        if self.order.payment.base == "contract value":
            why = (
                "milestones pay for pass-through costs as well, and no record says which part are direct fees"
            )
        else:
            why = "no time to payment is known, so that invoices cannot be dated"
        terms = self.order.co_investment
        return (f"Co-investment of {terms.reduction} up to {terms.cap}: {why}",)


def settlement_of(ledger: Ledger, order: WorkOrder, as_of: dt.date) -> OrderSettlement:
    """What is owed under the risk sharing of a work order on a day."""
    facts = facts_of(ledger, order, as_of)
    calendar = payment_calendar(ledger, order, as_of)
    return OrderSettlement(
        facts=facts,
        instalments=_instalments(facts),
        held_back=_held_back(facts, calendar) if calendar else None,
        bonus_malus=settle_bonus_malus(facts, facts.order.risk_sharing) if facts.order.risk_sharing else None,
        co_invested=_co_invested(facts, calendar, _terms(ledger, order)),
        credits=_credits(ledger, order, facts),
    )


def _terms(ledger: Ledger, order: WorkOrder) -> Terms:
    return lambda day: current_order(order, changes_in_force(ledger, order, day))


def _co_invested(facts: Facts, calendar: PaymentCalendar | None, at: Terms) -> CoInvested | None:
    terms = reducing(facts.order)
    if terms is None or calendar is None:
        return None
    return settle_co_investment(facts, calendar, terms, at)


def _credits(ledger: Ledger, order: WorkOrder, facts: Facts) -> Credited | None:
    terms = facts.order.service_credits
    if terms is None:
        return None
    periods = [one for one in facts.periods if one.last >= order.start and one.first <= facts.order.end]
    worked = [worked_in(period, facts, _terms(ledger, order)) for period in periods]
    start, end = facts.order.start, facts.order.end
    return settle_service_credits(terms, start, worked, facts.metrics, facts.order.currency, end)


def _instalments(facts: Facts) -> Instalments | None:
    order = facts.order
    if order.pricing != "fixed price" or not order.payment.milestones:
        return None
    reached = [
        one
        for one in order.payment.milestones.values()
        if (day := facts.dates.of_payment(order, one)) and day.known == "actual"
    ]
    unsure = [
        one.title
        for one in order.payment.milestones.values()
        if one not in reached
        and one.planned
        and one.planned <= facts.as_of
        and facts.dates.of_schedule(order.study, one.reached_by or one.id) is None
    ]
    earned = total((one.amount for one in reached), order.currency)
    whole = total((one.amount for one in order.payment.milestones.values()), order.currency)
    return Instalments(
        reached=tuple(one.title for one in reached),
        unsure=tuple(unsure),
        earned=earned,
        to_come=whole - earned,
    )


def _held_back(facts: Facts, calendar: PaymentCalendar) -> HeldBack | None:
    held = facts.order.holdback
    if held is None:
        return None
    kept = [one.held for one in calendar.invoices if one.sent and one.sent <= facts.as_of]
    event = facts.dates.of_release(facts.order, held)
    release = next((one for one in calendar.invoices if one.kind == "holdback"), None)
    return HeldBack(
        kept=total(kept, facts.order.currency),
        whole=held.total,
        event=event.day if event else None,
        happened=bool(event and event.known == "actual"),
        due=release.due if release else None,
    )
