"""The payout curve of a measure: which share of its bonus and of its malus belongs to a result, in exact fractions.

Between full bonus and no bonus, and between no malus and full malus, shares move in straight lines; outside of them they are
0 or 1. Where two results are the same, the share jumps there: at the result itself the better of both sides counts. The
browser's calculator (site/assets/settlement.js) does the same sums in whole numbers.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision

from remit.model.risk_sharing import Band
from remit.model.values import Money

Number = Decimal | Fraction | int

_ENOUGH = Context(prec=80, rounding=ROUND_HALF_EVEN)


def higher_is_better(band: Band) -> bool:
    """Whether the band runs down: more is better, as for a share of documents; otherwise less is, as for days of delay."""
    return band.full_malus < band.full_bonus


def no_malus(band: Band) -> Decimal:
    """The result up to which nothing is deducted."""
    return band.no_bonus if band.no_malus is None else band.no_malus


def bonus_share(band: Band, result: Number) -> Fraction:
    """Which part of a measure's bonus a result earns, from 0 to 1."""
    return 1 - _fallen(band, result, band.full_bonus, band.no_bonus)


def malus_share(band: Band, result: Number) -> Fraction:
    """Which part of a measure's malus a result costs, from 0 to 1."""
    return _fallen(band, result, no_malus(band), band.full_malus)


def _fallen(band: Band, result: Number, best: Decimal, worst: Decimal) -> Fraction:
    """How far a result has gone from the best to the worst end of a line."""
    sign = -1 if higher_is_better(band) else 1
    at, start, end = (Fraction(one) * sign for one in (result, best, worst))
    if at <= start:
        return Fraction(0)
    if at >= end:
        return Fraction(1)
    return (at - start) / (end - start)


def part_of(amount: Money, share: Fraction) -> Money:
    """A share of an amount, rounded half-even to the minor unit; exact up to there."""
    digits = get_currency_precision(amount.currency)
    units = Fraction(amount.amount) * share * 10**digits
    return Money(Decimal(round(units)).scaleb(-digits, _ENOUGH), amount.currency)
