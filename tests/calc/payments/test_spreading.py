"""Quantities and amounts in parts that add up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.money import total
from remit.calc.payments.spreading import (
    even_quantities,
    last_day,
    month_after,
    months_between,
    portions,
)
from remit.model.values import Money
from tests.calc.orders import CURRENCIES, money

decimals = st.decimals(0, 10**9, places=3, allow_nan=False)


def test_months_from_the_first_to_the_last() -> None:
    assert months_between(dt.date(2025, 11, 30), dt.date(2026, 1, 1)) == (
        dt.date(2025, 11, 1),
        dt.date(2025, 12, 1),
        dt.date(2026, 1, 1),
    )


def test_a_span_that_ends_before_it_begins_is_one_month() -> None:
    assert months_between(dt.date(2026, 5, 2), dt.date(2026, 3, 1)) == (dt.date(2026, 5, 1),)


def test_months_before_and_after() -> None:
    assert month_after(dt.date(2026, 1, 31), -1) == dt.date(2025, 12, 1)
    assert last_day(dt.date(2028, 2, 3)) == dt.date(2028, 2, 29)


def test_units_count_when_they_are_complete() -> None:
    assert even_quantities(Decimal(2), 4, in_units=True) == (0, 1, 0, 1)
    assert even_quantities(Decimal(1), 3, in_units=True) == (0, 0, 1)
    assert even_quantities(Decimal(3), 2, in_units=True) == (1, 2)


def test_lots_and_parts_of_units_are_spread_evenly() -> None:
    assert even_quantities(Decimal(1), 4, in_units=False) == (Decimal("0.25"),) * 4
    assert even_quantities(Decimal("0.5"), 2, in_units=True) == (Decimal("0.25"),) * 2


def test_nothing_is_in_no_parts() -> None:
    assert even_quantities(Decimal(5), 0, in_units=True) == ()
    with pytest.raises(ValueError, match="no parts"):
        portions(money(5), [])


def test_the_rounding_remainder_is_in_the_last_part() -> None:
    assert portions(money(100), [Decimal(1)] * 3) == (money("33.33"), money("33.34"), money("33.33"))
    assert portions(money(5), [Decimal(0), Decimal(0)]) == (money(0), money(5))


@given(decimals, st.integers(1, 80), st.booleans())
def test_no_quantity_is_lost(quantity: Decimal, parts: int, in_units: bool) -> None:
    found = even_quantities(quantity, parts, in_units=in_units)
    assert sum(found) == quantity
    assert len(found) == parts
    assert all(part >= 0 for part in found)


@given(
    st.integers(-(10**12), 10**12), st.lists(decimals, min_size=1, max_size=60), st.sampled_from(CURRENCIES)
)
def test_no_minor_unit_is_lost(units: int, weights: list[Decimal], currency: str) -> None:
    digits = {"JPY": 0, "USD": 2, "KWD": 3}[currency]
    whole = Money(Decimal(units).scaleb(-digits), currency)
    found = portions(whole, weights)
    assert total(found, currency) == whole
    assert all(part == part.rounded() for part in found)


@given(st.integers(0, 10**9), st.lists(decimals, min_size=1, max_size=40).filter(any))
def test_no_part_is_further_from_its_share_than_a_minor_unit(cents: int, weights: list[Decimal]) -> None:
    whole = Money(Decimal(cents).scaleb(-2), "USD")
    for part, weight in zip(portions(whole, weights), weights, strict=True):
        assert abs(part.amount - whole.amount * weight / sum(weights)) <= Decimal("0.01")
