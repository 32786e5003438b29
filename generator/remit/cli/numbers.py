"""Exact numbers as JSON texts, so that no program rounds them by reading."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from remit.model.values import Money

PLACES = 6
"""Decimal places of a number that has no end."""


def number(value: Fraction | Decimal | int) -> str:
    """A number in plain digits, rounded half-even to six places, without zeros at its end."""
    exact = Fraction(value)
    text = f"{Decimal(round(exact * 10**PLACES)).scaleb(-PLACES):f}"
    return text.rstrip("0").rstrip(".") or "0"


def amount(money: Money | None) -> dict[str, str] | None:
    """An amount of money with its currency."""
    return {"amount": f"{money.amount:f}", "currency": money.currency} if money else None
