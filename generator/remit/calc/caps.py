"""Amounts that stay within a cap: rounded half-even once, at the end, and never above what the contract allows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from babel.numbers import get_currency_precision

from remit.calc.money import rounded_money
from remit.model.values import Money


def capped(amount: Fraction, cap: Fraction, currency: str) -> Money:
    """An exact amount, rounded half-even to the minor unit, between nothing and a cap.

    A cap that is no whole number of minor units is rounded down, so that rounding never passes it.
    """
    most = Fraction(floor(max(cap, Fraction(0)) * 10 ** get_currency_precision(currency)))
    limit = most / 10 ** get_currency_precision(currency)
    rounded = Fraction(rounded_money(max(amount, Fraction(0)), currency).amount)
    return rounded_money(min(rounded, limit), currency)


def part(share: Decimal) -> Fraction:
    """A percentage as an exact part of one."""
    return Fraction(share) / 100
