"""Build or buy: five years as a plain sum, discounted, and by point of quality, reckoned a second way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.acquisitions import beaten_by, cost_of
from remit.model.parties import Acquisition, AcquisitionOption
from remit.model.values import Money, Percent


def option(id: str, years: list[int], quality: str, currency: str = "USD") -> AcquisitionOption:
    return AcquisitionOption(
        id=id,
        kind="buy",
        title=id,
        yearly=tuple(Money(Decimal(year), currency) for year in years),
        quality=Decimal(quality),
        risk="Dependence",
    )


def decision(*options: AcquisitionOption) -> Acquisition:
    return Acquisition(
        need="A system",
        component="software",
        type="enterprise",
        delivery="cloud",
        end_use="sponsor",
        options={one.id: one for one in options},
        chosen=options[0].id,
        integration="Export",
        exit="Export",
        decided=dt.date(2025, 1, 1),
        approved_by="sponsor-executive",
    )


RATE = Percent(Decimal(8))
BUY = option("buy", [165_000, 92_000, 94_000, 96_000, 98_000], "8.5")


def test_the_worked_example() -> None:
    found = cost_of(BUY, RATE)
    assert found
    assert [str(one) for one in (found.whole, found.present, found.by_quality, found.present_by_quality)] == [
        "545,000 USD", "479,015.86 USD", "64,117.65 USD", "56,354.81 USD",
    ]  # fmt: skip


def test_without_a_rate_nothing_is_discounted() -> None:
    found = cost_of(BUY, None)
    assert found
    assert (found.present, found.present_by_quality) == (None, None)


def test_at_no_interest_later_years_count_in_full() -> None:
    found = cost_of(BUY, Percent(Decimal(0)))
    assert found
    assert found.present == found.whole


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8), st.integers(0, 4000))
def test_discounting_from_the_last_year_backwards_gives_the_same(years: list[int], hundredths: int) -> None:
    """Horner's scheme in floating point, against the sum of fractions."""
    found = cost_of(option("x", years, "5"), Percent(Decimal(hundredths) / 100))
    value = 0.0
    for year in reversed(years):
        value = value / (1 + hundredths / 10_000) + year
    assert found
    assert found.present
    assert float(found.present.amount) == pytest.approx(value, abs=0.01)
    assert found.present.amount <= found.whole.amount


@pytest.mark.parametrize("years", [[], [1]])
def test_no_cost_without_years_in_one_currency(years: list[int]) -> None:
    mixed = option("x", years, "5")
    more = option("y", [1], "5", "EUR")
    assert (
        cost_of(
            AcquisitionOption(**{**fields(mixed), "yearly": (*mixed.yearly, *more.yearly) if years else ()}),
            RATE,
        )
        is None
    )


def fields(one: AcquisitionOption) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("id", "kind", "title", "yearly", "quality", "risk")}


def test_without_quality_there_is_no_cost_of_it() -> None:
    found = cost_of(option("x", [1], "0"), RATE)
    assert found
    assert (found.by_quality, found.present_by_quality) == (None, None)


def test_an_option_is_beaten_by_one_that_is_cheaper_and_no_worse() -> None:
    one = decision(
        option("cheap", [10], "8"),
        option("dear", [20], "8"),
        option("fine", [30], "9"),
        option("poor", [10], "7"),
        option("other", [1], "9", "EUR"),
    )
    assert {id: beaten_by(one, id, None) for id in one.options} == {
        "cheap": (), "dear": ("cheap",), "fine": (), "poor": ("cheap",), "other": (),
    }  # fmt: skip


def test_the_rate_decides_between_early_and_late_cost() -> None:
    one = decision(option("late", [0, 100], "5"), option("early", [95, 0], "5"))
    assert beaten_by(one, "late", None) == ("early",)
    assert beaten_by(one, "early", RATE) == ("late",)
