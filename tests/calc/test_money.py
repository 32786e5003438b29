"""Sums of a work order."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.money import (
    calendar_days,
    contract_days,
    fair_advance,
    line_amount,
    milestone_amounts,
    share_of,
    total,
    work_order_totals,
)
from remit.model.money import PassThroughLine, UnitLine
from remit.model.values import Duration, Money, Percent


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def percents(*shares: str) -> list[Percent]:
    return [Percent(Decimal(share)) for share in shares]


def test_a_line_is_quantity_times_price() -> None:
    assert line_amount(Decimal(90), usd("7800")) == usd("702000")


def test_half_a_cent_goes_to_the_even_cent() -> None:
    assert line_amount(Decimal("0.5"), usd("10.01")) == usd("5.00")
    assert line_amount(Decimal("0.5"), usd("10.03")) == usd("5.02")


def test_yen_have_no_minor_unit() -> None:
    assert line_amount(Decimal("0.3"), Money(Decimal(105), "JPY")) == Money(Decimal(32), "JPY")


def test_the_sum_of_nothing_is_zero() -> None:
    assert total((), "EUR") == Money(Decimal(0), "EUR")


def test_currencies_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="USD"):
        total((usd("1"), Money(Decimal(1), "EUR")), "USD")


def test_milestones_of_the_worked_example() -> None:
    shares = percents("10", "10", "10", "10", "12.5", "12.5", "10", "15", "5", "5")
    amounts = milestone_amounts(usd("6136320"), shares)
    expected = [613632] * 4 + [767040] * 2 + [613632, 920448, 306816, 306816]
    assert [amount.amount for amount in amounts] == expected


def test_the_rounding_remainder_is_on_the_last_milestone() -> None:
    thirds = percents("33.333", "33.333", "33.334")
    assert milestone_amounts(usd("100.01"), thirds) == (usd("33.34"), usd("33.34"), usd("33.33"))


def test_no_milestones_have_no_amounts() -> None:
    assert milestone_amounts(usd("100"), []) == ()


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**5), min_size=1, max_size=12))
def test_milestones_of_100_percent_add_up_to_the_base(cents: int, parts: list[int]) -> None:
    base = Money(Decimal(cents).scaleb(-2), "USD")
    shares = [Percent(Decimal(part).scaleb(-3)) for part in parts]
    shares.append(Percent(Decimal(100) - sum((share.value for share in shares), Decimal(0))))
    assert total(milestone_amounts(base, shares), "USD") == base


def test_totals_keep_the_streams_apart() -> None:
    fee = UnitLine(
        service="s", description="d", unit="u", quantity=Decimal(2), unit_price=usd("5"), amount=usd("10")
    )
    grant = PassThroughLine(
        stream="investigator",
        description="d",
        unit="u",
        quantity=Decimal(1),
        unit_price=usd("7"),
        estimate=usd("7"),
    )
    travel = PassThroughLine(
        stream="other", description="d", unit="u", quantity=Decimal(1), unit_price=usd("3"), estimate=usd("3")
    )
    totals = work_order_totals((fee,), (grant, travel), "USD")
    assert (totals.direct, totals.investigator, totals.other_pass_through) == (usd("10"), usd("7"), usd("3"))
    assert (totals.pass_through, totals.contract_value) == (usd("10"), usd("20"))


def test_the_advance_of_the_worked_example() -> None:
    days = 44 * Decimal("30.4375")
    assert fair_advance(usd("15340800"), days, Decimal(45)) == usd("859107.71")


def test_a_contract_without_length_has_no_advance() -> None:
    assert fair_advance(usd("100"), Decimal(0), Decimal(45)) == usd("0")


def test_first_and_last_day_both_count() -> None:
    assert contract_days(dt.date(2026, 1, 1), dt.date(2026, 1, 31)) == 31


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("45 calendar days", "45"),
        ("5 business days", "7"),
        ("2 months", "60.875"),
        ("24 hours", "1"),
        ("2 weeks", "14"),
    ],
)
def test_durations_in_days(text: str, days: str) -> None:
    assert calendar_days(Duration.parse(text)) == Decimal(days)


def test_a_share_is_rounded_to_the_cent() -> None:
    assert share_of(usd("859107.71"), Percent(Decimal("12.5"))) == usd("107388.46")


def test_the_longest_numbers_are_multiplied_exactly() -> None:
    longest = 999_999_999_999_999
    amount = line_amount(Decimal(longest), Money(Decimal(longest), "USD"))
    assert int(total((amount, amount), "USD").amount) == 2 * longest**2
