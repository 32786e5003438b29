"""Sums of a work order: line amounts, totals, milestone amounts and the size of a fair advance.

Every result is rounded half-even to the minor unit of its currency, once, at the end. Mixing currencies raises ValueError.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision

from remit.model.money import PassThroughLine, Totals, UnitLine
from remit.model.values import Duration, Money, Percent

DAYS_BEFORE_INVOICE = 30
"""A month of work is done before its invoice is sent."""

MONTH = Decimal("30.4375")
"""Days of a contract month: a twelfth of 365.25."""


def line_amount(quantity: Decimal, unit_price: Money) -> Money:
    """Quantity times unit price."""
    return unit_price.times(quantity).rounded()


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts that are all in ``currency``; zero if there is none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result = result + amount
    return result


def rounded_money(amount: Fraction, currency: str) -> Money:
    """An exact amount, rounded half-even to the minor unit of its currency."""
    digits = get_currency_precision(currency)
    return Money(Decimal(round(amount * 10**digits)).scaleb(-digits), currency)


def share_of(base: Money, share: Percent) -> Money:
    """A percentage of an amount."""
    return base.times(share.fraction).rounded()


def work_order_totals(
    direct: Iterable[UnitLine], pass_through: Iterable[PassThroughLine], currency: str
) -> Totals:
    """The totals that a work order's lines add up to."""
    lines = tuple(pass_through)
    fees = total((line.amount for line in direct), currency)
    investigator = total((line.estimate for line in lines if line.stream == "investigator"), currency)
    other = total((line.estimate for line in lines if line.stream == "other"), currency)
    return Totals(
        direct=fees,
        investigator=investigator,
        other_pass_through=other,
        pass_through=investigator + other,
        contract_value=fees + investigator + other,
    )


def milestone_amounts(base: Money, shares: Sequence[Percent]) -> tuple[Money, ...]:
    """The amount of each milestone in order: its share of the base, with the rounding remainder on the last.

    The amounts add up to the base when the shares add up to 100 %, else to the rounded share of the base that they claim.
    """
    if not shares:
        return ()
    whole = share_of(base, Percent(sum((share.value for share in shares), Decimal(0))))
    first = tuple(share_of(base, share) for share in shares[:-1])
    return (*first, whole - total(first, base.currency))


def rounding_only(amount: Money, right: Money, parts: int) -> bool:
    """Whether rounding alone can explain a wrong amount: at most a minor unit for each of the parts of a whole."""
    if amount.currency != right.currency:
        return False
    unit = Decimal(1).scaleb(-get_currency_precision(right.currency))
    return abs(amount.amount - right.amount) <= unit * parts


def contract_days(start: dt.date, end: dt.date) -> int:
    """Days from the first to the last day of a contract, both counted."""
    return (end - start).days + 1


def contract_months(start: dt.date, end: dt.date) -> int:
    """The whole months nearest to the length of a contract; at least one where it has a length."""
    days = contract_days(start, end)
    return max(int((days / MONTH).to_integral_value(ROUND_HALF_UP)), 1) if days > 0 else 0


def calendar_days(duration: Duration) -> Decimal:
    """A duration in calendar days; a business day counts as 7/5 of a day, a month as a twelfth of a year."""
    exact = {
        "business day": Decimal("1.4"),
        "month": MONTH,
        "year": Decimal("365.25"),
        "week": Decimal(7),
    }
    if duration.unit == "hour":
        return Decimal(duration.n) / 24
    return duration.n * exact.get(duration.unit, Decimal(1))


def fair_advance(fees: Money, days: Decimal, payment_days: Decimal) -> Money:
    """The advance that keeps a CRO from lending to the sponsor: fees per contract day, for the days until the first payment.

    Those are a month of work before the invoice and the time to payment after it. ``days`` is the length of the contract.
    Zero where the contract has no length.
    """
    if days <= 0:
        return Money(Decimal(0), fees.currency)
    return fees.times((DAYS_BEFORE_INVOICE + payment_days) / days).rounded()


def thousands(amount: Money) -> Money:
    """Rounded down to whole thousands where that leaves anything, otherwise to the minor unit: advances are round sums."""
    down = (amount.amount / 1000).to_integral_value(ROUND_FLOOR) * 1000
    return Money(down, amount.currency) if down else amount.rounded()


def in_proportion(amount: Money, new: Money, old: Money) -> Money:
    """An amount that keeps its proportion while what it belongs to goes from ``old`` to ``new``; not rounded."""
    return amount.times(new.amount / old.amount) if old.amount else amount
