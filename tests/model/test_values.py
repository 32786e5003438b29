"""Values are exact, and what cannot be one says why."""

from datetime import date
from decimal import Decimal

import pytest

from remit.model.values import (
    Duration,
    Money,
    PartialDate,
    Percent,
    brief,
    parse_bool,
    parse_date,
    parse_decimal,
    parse_int,
)


def test_money_keeps_every_digit() -> None:
    assert Money.parse("0.10 USD").amount == Decimal("0.10")
    assert str(Money.parse("15340800 USD")) == "15,340,800 USD"
    assert str(Money.parse("859107.71 USD")) == "859,107.71 USD"


@pytest.mark.parametrize(
    "text", ["1,000 USD", "USD 1", "1 usd", "1 XYZ", "1.5 JPY", "1.001 USD", "1e3 USD", "NaN USD", "1USD"]
)
def test_what_is_not_money(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|currency|decimal"):
        Money.parse(text)


def test_money_of_two_currencies_does_not_add() -> None:
    with pytest.raises(ValueError, match="USD with EUR"):
        Money.parse("1 USD") + Money.parse("1 EUR")


@pytest.mark.parametrize(("amount", "rounded"), [("0.125", "0.12"), ("0.135", "0.14"), ("2.5", "2.50")])
def test_money_rounds_half_to_even(amount: str, rounded: str) -> None:
    assert Money(Decimal(amount), "USD").rounded().amount == Decimal(rounded)


def test_currencies_have_their_own_minor_units() -> None:
    assert Money(Decimal("2.5"), "JPY").rounded().amount == Decimal(2)
    assert Money(Decimal("0.0005"), "BHD").rounded().amount == Decimal("0.000")


def test_other_values() -> None:
    assert Percent.parse("12.5 %").fraction == Decimal("0.125")
    assert str(Duration.parse("1 business day")) == "1 business day"
    assert str(Duration.parse("30 calendar days")) == "30 calendar days"
    assert Duration.parse("24 hours").hours < Duration.parse("2 business days").hours
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    assert (parse_bool("yes"), parse_int("12"), parse_decimal("0.8")) == (True, 12, Decimal("0.8"))
    assert str(PartialDate.parse("2015-09")) == "2015-09"


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-3", "20260203", "0000-01-01", "2026-01-01T00:00"])
def test_what_is_not_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2015-13", "2015-00", "15", "2015-02-30"])
def test_what_is_not_a_partial_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_date_in_few_letters() -> None:
    assert brief(date(2026, 9, 5)) == "5 Sep 2026"
