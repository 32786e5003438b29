"""A work order as it stands after changes: with its change orders applied, or with other quantities, prices and last day.

Whatever follows from the lines follows here: line amounts, caps that equal their estimate, totals, the base and amounts of
the payment schedule, holdback, risk sharing and the advance on fees. Shares, dates and words stay as they were agreed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from remit.calc.changes import Priced
from remit.calc.money import (
    DAYS_BEFORE_INVOICE,
    MONTH,
    calendar_days,
    contract_months,
    fair_advance,
    in_proportion,
    line_amount,
    milestone_amounts,
    share_of,
    thousands,
    total,
    work_order_totals,
)
from remit.model.changes import AssumptionChange, ChangeOrder, UnitChange
from remit.model.money import (
    Advance,
    Assumption,
    PassThroughLine,
    PaymentMilestone,
    PaymentSchedule,
    Totals,
    UnitLine,
    WorkOrder,
)
from remit.model.risk_sharing import RiskSharing
from remit.model.values import Duration, Money

NOTHING: Mapping[str, Any] = MappingProxyType({})


def current_order(order: WorkOrder, changes: Iterable[ChangeOrder]) -> WorkOrder:
    """The work order as these change orders, in sequence, leave it.

    A schedule that a change order states is taken as stated; where it changes prices and states none, shares stay and
    amounts follow. Lines that come to a quantity of nothing are left out.
    """
    for change in changes:
        order = _applied(order, change)
    return order


def repriced(
    order: WorkOrder,
    *,
    direct: Mapping[str, Priced] = NOTHING,
    pass_through: Mapping[str, Priced] = NOTHING,
    end: dt.date | None = None,
    terms: Duration | None = None,
) -> WorkOrder:
    """The work order with other quantities and prices of some lines and another last day, and all that follows from them.

    ``terms`` is the time to payment of the master agreement, by which the advance on fees is sized anew; without it, and
    without a time in the order itself, the advance moves in proportion to the fees.
    """
    lines = _kept({id: _unit(line, direct.get(id)) for id, line in order.direct.items()})
    costs = _kept({id: _cost(line, pass_through.get(id)) for id, line in order.pass_through.items()})
    totals = work_order_totals(lines.values(), costs.values(), order.currency)
    new = replace(
        order,
        direct=lines,
        pass_through=costs,
        end=end or order.end,
        totals=totals,
        payment=rescheduled(order.payment, order.totals, totals),
    )
    return _shares_followed(replace(new, advances=_resized(order, new, terms)))


def assumed(assumption: Assumption) -> str:
    """The value of an assumption with its unit, as change orders write it."""
    return " ".join(part for part in (assumption.value, assumption.unit) if part)


def rescheduled(payment: PaymentSchedule, old: Totals, new: Totals) -> PaymentSchedule:
    """The payment schedule with its shares on the new totals: ``base`` and ``units`` make up what they made up before."""
    units = payment.units_amount
    if payment.units_share and units:
        units = share_of(new.direct, payment.units_share)
    if payment.base == "contract value":
        base = new.contract_value
    elif payment.base == "direct fees":
        base = new.direct
    elif payment.units_share and units:
        base = new.direct - units
    else:
        base = in_proportion(payment.base_amount, new.direct, old.direct).rounded()
    return replace(payment, base_amount=base, units_amount=units, milestones=_cut(payment.milestones, base))


def _cut(milestones: Mapping[str, PaymentMilestone], base: Money) -> Mapping[str, PaymentMilestone]:
    amounts = milestone_amounts(base, [one.share for one in milestones.values()])
    return {
        id: replace(one, amount=amount) for (id, one), amount in zip(milestones.items(), amounts, strict=True)
    }


# ---- applying change orders -----------------------------------------------------------------------------------------


def _applied(order: WorkOrder, change: ChangeOrder) -> WorkOrder:
    direct = dict(order.direct) | {
        id: _unit_after(order.direct.get(id), line) for id, line in change.direct.items()
    }
    costs = dict(order.pass_through) | {
        id: _cost_after(order.pass_through.get(id), line) for id, line in change.pass_through.items()
    }
    totals = change.totals or order.totals
    if change.totals is None and (change.direct or change.pass_through):
        totals = work_order_totals(direct.values(), costs.values(), order.currency)
    gone = set(change.services_out)
    new = replace(
        order,
        services=(*(id for id in order.services if id not in gone), *change.services_in),
        end=change.end or order.end,
        assumptions={**order.assumptions, **_assumptions(order.assumptions, change.assumptions)},
        direct=_kept(direct),
        pass_through=_kept(costs),
        totals=totals,
        payment=_schedule_after(order, change, totals),
        advances={**order.advances, **change.advances},
    )
    return _shares_followed(new)


def _schedule_after(order: WorkOrder, change: ChangeOrder, totals: Totals) -> PaymentSchedule:
    payment = order.payment
    if totals.direct != order.totals.direct or totals.contract_value != order.totals.contract_value:
        payment = rescheduled(payment, order.totals, totals)
    milestones = change.milestones or payment.milestones
    if change.base_amount and not change.milestones:
        milestones = _cut(milestones, change.base_amount)
    return replace(
        payment,
        base_amount=change.base_amount or payment.base_amount,
        units_amount=change.units_amount or payment.units_amount,
        milestones=milestones,
    )


def _assumptions(
    known: Mapping[str, Assumption], changes: Mapping[str, AssumptionChange]
) -> Mapping[str, Assumption]:
    return {id: _assumption(known.get(id), id, one.new) for id, one in changes.items()}


def _assumption(old: Assumption | None, id: str, text: str) -> Assumption:
    if old is None:
        return Assumption(id=id, title=id.replace("-", " ").capitalize(), value=text)
    ending = f" {old.unit}"
    if old.unit and text.endswith(ending):
        return replace(old, value=text.removesuffix(ending))
    return replace(old, value=text, unit=None)


def _unit_after(old: UnitLine | None, change: UnitChange) -> UnitLine:
    now = _priced(change)
    nothing = line_amount(Decimal(0), now.unit_price)
    added: dict[str, Any] = {"quantity": Decimal(0), "unit_price": now.unit_price, "amount": nothing}
    line = old or UnitLine(id=change.id, service=change.service or "", **_named(change), **added)
    return _unit(line, now)


def _cost_after(old: PassThroughLine | None, change: UnitChange) -> PassThroughLine:
    now = _priced(change)
    nothing = line_amount(Decimal(0), now.unit_price)
    added: dict[str, Any] = {"quantity": Decimal(0), "unit_price": now.unit_price, "estimate": nothing}
    line = old or PassThroughLine(id=change.id, stream=change.stream or "other", **_named(change), **added)
    return replace(_cost(line, now), cap=change.new_cap or line.cap)


def _priced(change: UnitChange) -> Priced:
    return Priced(change.new, change.new_unit_price or change.unit_price)


def _named(change: UnitChange) -> dict[str, Any]:
    return {"description": change.description or change.id, "unit": change.unit or ""}


# ---- what follows from lines ----------------------------------------------------------------------------------------


def _unit(line: UnitLine, now: Priced | None) -> UnitLine:
    if now is None:
        return line
    months = line.months
    if line.people and months is not None and now.quantity != line.quantity:
        months = now.quantity / line.people
    amount = line_amount(now.quantity, now.unit_price)
    return replace(line, quantity=now.quantity, unit_price=now.unit_price, amount=amount, months=months)


def _cost(line: PassThroughLine, now: Priced | None) -> PassThroughLine:
    """A cap that equals the estimate follows it; any other cap is an agreement of its own and stays."""
    if now is None:
        return line
    estimate = line_amount(now.quantity, now.unit_price)
    cap = estimate if line.cap == line.estimate else line.cap
    return replace(line, quantity=now.quantity, unit_price=now.unit_price, estimate=estimate, cap=cap)


def _kept(lines: Mapping[str, Any]) -> dict[str, Any]:
    return {id: line for id, line in lines.items() if line.quantity}


def _shares_followed(order: WorkOrder) -> WorkOrder:
    """Holdback and risk sharing keep their shares, and their amounts follow the direct fees."""
    held, risk, fees = order.holdback, order.risk_sharing, order.totals.direct
    return replace(
        order,
        holdback=replace(held, total=share_of(fees, held.share)) if held else None,
        risk_sharing=_risk(risk, fees) if risk else None,
    )


def _risk(risk: RiskSharing, fees: Money) -> RiskSharing:
    at_risk = share_of(fees, risk.at_risk_share)
    malus = (
        at_risk
        if risk.malus_cap == risk.at_risk
        else in_proportion(risk.malus_cap, at_risk, risk.at_risk).rounded()
    )
    return replace(risk, at_risk=at_risk, bonus_cap=share_of(fees, risk.bonus_share), malus_cap=malus)


def _resized(old: WorkOrder, new: WorkOrder, terms: Duration | None) -> Mapping[str, Advance]:
    """Advances on fees for the new fees and term; what was sized by the formula is sized by it again."""
    fees = [one for one in old.advances.values() if one.stream == "fees"]
    unchanged = (old.totals.direct, old.end) == (new.totals.direct, new.end)
    if unchanged or not fees or not total((one.amount for one in fees), old.currency).amount:
        return new.advances
    terms = new.payment.terms or terms
    before, after = sized_advance(old, terms), sized_advance(new, terms)
    by_formula = len(fees) == 1 and before is not None and fees[0].amount == thousands(before)
    resized = {}
    for one in fees:
        if by_formula and before and after:
            resized[one.id] = replace(
                one, amount=thousands(after), basis=_basis(one.amount, new, after, terms)
            )
        else:
            size, was = (after, before) if after and before else (new.totals.direct, old.totals.direct)
            resized[one.id] = replace(one, amount=thousands(in_proportion(one.amount, size, was)))
    return {**new.advances, **resized}


def sized_advance(order: WorkOrder, terms: Duration | None) -> Money | None:
    """The advance on fees by the formula, to the minor unit; None where the time to payment is not known.

    Fees per contract day times the days until the first payment, where a contract has as many days as its whole months of
    30.4375 days (published practice for up-front payments, 'days float').
    """
    terms = order.payment.terms or terms
    if terms is None:
        return None
    days = contract_months(order.start, order.end) * MONTH
    return fair_advance(order.totals.direct, days, calendar_days(terms))


def _basis(was: Money, new: WorkOrder, exact: Money, terms: Duration | None) -> str:
    months = contract_months(new.start, new.end)
    days = DAYS_BEFORE_INVOICE + (calendar_days(terms) if terms else Decimal(0))
    size = thousands(exact)
    now = (
        f"the difference of {size - was} is invoiced"
        if size.amount > was.amount
        else f"the difference of {was - size} is credited"
    )
    return (
        f"New direct fees divided by the new contract days ({months} months of {MONTH} days) times {days.normalize():f} "
        f"days gives {exact}, rounded down. {was} was agreed before; {now} after signature."
    )
