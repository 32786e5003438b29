"""Invented work orders for tests of the money: parts to build them from, and random ones in three kinds of currency."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from remit.calc.money import line_amount, milestone_amounts, share_of, work_order_totals
from remit.model.money import (
    Advance,
    Holdback,
    PassThroughLine,
    PaymentMilestone,
    PaymentSchedule,
    UnitLine,
    WorkOrder,
)
from remit.model.values import Duration, Money, Percent

CURRENCIES = ("JPY", "USD", "KWD")
"""With no, two and three decimal places."""


def money(amount: Decimal | int | str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def percent(value: Decimal | int | str) -> Percent:
    return Percent(Decimal(value))


def unit_line(id: str, quantity: Decimal | int, price: Money, unit: str = "month", **more: Any) -> UnitLine:
    amount = line_amount(Decimal(quantity), price)
    return UnitLine(
        id=id,
        service=more.pop("service", "project-management"),
        description=more.pop("description", id.replace("-", " ").capitalize()),
        unit=unit,
        quantity=Decimal(quantity),
        unit_price=price,
        amount=amount,
        **more,
    )


def cost_line(id: str, quantity: Decimal | int, price: Money, **more: Any) -> PassThroughLine:
    return PassThroughLine(
        id=id,
        stream=more.pop("stream", "other"),
        description=id.replace("-", " ").capitalize(),
        unit=more.pop("unit", "visit"),
        quantity=Decimal(quantity),
        unit_price=price,
        estimate=line_amount(Decimal(quantity), price),
        **more,
    )


def milestone(id: str, share: Decimal | int | str, planned: dt.date | None, **more: Any) -> PaymentMilestone:
    return PaymentMilestone(
        id=id,
        title=id.replace("-", " ").capitalize(),
        evidence="Confirmation",
        planned=planned,
        share=percent(share),
        amount=money(0, more.pop("currency", "USD")),
        **more,
    )


def work_order(
    direct: tuple[UnitLine, ...],
    pass_through: tuple[PassThroughLine, ...] = (),
    milestones: tuple[PaymentMilestone, ...] = (),
    *,
    units_share: Percent | None = None,
    start: dt.date = dt.date(2026, 1, 5),
    end: dt.date = dt.date(2027, 12, 31),
    **more: Any,
) -> WorkOrder:
    """An order whose sums follow from its lines and shares."""
    currency = direct[0].unit_price.currency
    totals = work_order_totals(direct, pass_through, currency)
    units = share_of(totals.direct, units_share) if units_share else None
    base = totals.direct - units if units else totals.direct
    amounts = milestone_amounts(base, [one.share for one in milestones])
    payment = PaymentSchedule(
        base="part of direct fees" if units else "direct fees",
        base_amount=base,
        units_share=units_share,
        units_amount=units,
        milestones={
            one.id: replace(one, amount=amount) for one, amount in zip(milestones, amounts, strict=True)
        },
        invoicing="Monthly",
    )
    if not milestones and units_share:
        payment = replace(payment, base="direct fees", base_amount=totals.direct)
    values: dict[str, Any] = {
        "id": "wo-1",
        "number": "WO-1",
        "title": "Work order",
        "version": "1.0",
        "status": "executed",
        "study": "s-1",
        "master": "msa",
        "quality_agreement": "qa",
        "cro": "cro",
        "services": ("project-management",),
        "start": start,
        "end": end,
        "currency": currency,
        "pricing": "units",
        "direct": {line.id: line for line in direct},
        "pass_through": {line.id: line for line in pass_through},
        "totals": totals,
        "payment": payment,
        **more,
    }
    return WorkOrder(**values)


def random_order(seed: int) -> WorkOrder:
    """An order of random lines, shares, dates and terms: odd amounts, many currencies' worth of rounding."""
    chance = random.Random(seed)
    currency = chance.choice(CURRENCIES)
    start = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(700))
    end = start + dt.timedelta(days=chance.randrange(20, 1600))
    direct = tuple(
        unit_line(
            f"line-{n}", _quantity(chance), _price(chance, currency), chance.choice(("month", "visit", "lot"))
        )
        for n in range(chance.randrange(1, 5))
    )
    costs = tuple(
        cost_line(
            f"cost-{n}",
            _quantity(chance),
            _price(chance, currency),
            stream=chance.choice(("investigator", "other")),
        )
        for n in range(chance.randrange(0, 4))
    )
    costs = tuple(
        replace(one, cap=one.estimate)
        if chance.random() < 0.7
        else replace(one, approval_above=money(1000, currency))
        for one in costs
    )
    shares = _shares(chance, chance.randrange(0, 7))
    days = sorted(start + dt.timedelta(days=chance.randrange(-10, (end - start).days + 1)) for _ in shares)
    milestones = tuple(
        milestone(f"m-{n}", share, day if chance.random() < 0.9 else None, currency=currency)
        for n, (share, day) in enumerate(zip(shares, days, strict=True))
    )
    units = percent(Decimal(chance.randrange(1, 10**5)) / 1000) if shares else percent(100)
    order = work_order(
        direct,
        costs,
        milestones,
        units_share=units if not shares or chance.random() < 0.7 else None,
        start=start,
        end=end,
    )
    return _with_terms(chance, order)


def _with_terms(chance: random.Random, order: WorkOrder) -> WorkOrder:
    if chance.random() < 0.5:
        amount = order.totals.direct.times(Decimal(chance.randrange(1, 30)) / 100).rounded()
        advance = Advance(
            id="fees",
            stream="fees",
            amount=amount,
            due=Duration(30, "calendar day"),
            credit=chance.choice(("last invoices", "equal parts", "revolving")),
            credit_invoices=chance.randrange(1, 9),
        )
        order = replace(order, advances={"fees": advance})
    if chance.random() < 0.5:
        share = percent(chance.randrange(1, 11))
        held = Holdback(
            share=share,
            total=share_of(order.totals.direct, share),
            release="Acceptance",
            release_within=Duration(45, "calendar day"),
        )
        order = replace(order, holdback=held)
    return order


def _quantity(chance: random.Random) -> Decimal:
    return Decimal(chance.randrange(1, 5000)) / chance.choice((1, 10, 1000))


def _price(chance: random.Random, currency: str) -> Money:
    amount = Decimal(chance.randrange(1, 10**7)).scaleb(-get_currency_precision(currency))
    return Money(amount, currency)


def _shares(chance: random.Random, count: int) -> list[Decimal]:
    """So many shares that sum to 100."""
    if not count:
        return []
    cuts = sorted(Decimal(chance.randrange(0, 100_001)) / 1000 for _ in range(count - 1))
    return [after - before for before, after in zip([Decimal(0), *cuts], [*cuts, Decimal(100)], strict=True)]
