"""Bids divided by what all bidders were told: the parts multiplied again give the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.normalised import by_service, normalised, on_our_quantities, share_of_one
from remit.model.selection import Volumes
from remit.model.values import Money
from tests.calc.tenders import bid, example, tender, usd

MINOR = {"JPY": 0, "USD": 2, "KWD": 3}


def test_the_worked_example_by_participant_visit_and_month() -> None:
    found = {
        one.bid.id: one for one in normalised(example(Volumes(participants=420, visits=2080, months=44)))
    }
    calloway = found["calloway"]
    assert calloway.total == usd(27_782_000)
    assert calloway.whole["participant"] == usd("66147.62")
    assert calloway.direct["monitoring visit"] == usd("7375.38")
    assert calloway.direct["contract month"] == usd("348654.55")
    assert calloway.from_median == calloway.direct_from_median == 0
    orrin = found["orrin"].direct_from_median
    assert orrin is not None
    assert round(orrin, 1) == Decimal("-15.5")


def test_what_is_not_recorded_divides_nothing() -> None:
    assert [one.direct for one in normalised(example())] == [{}] * 3
    assert set(normalised(example(Volumes(participants=0, months=44)))[0].direct) == {"contract month"}


def test_a_bid_that_is_not_comparable_is_held_against_no_median() -> None:
    bids = [bid(name, {}, usd(amount)) for name, amount in (("a", 90), ("b", 100), ("c", 110))]
    found = normalised(tender([*bids, bid("d", {}, usd(10), comparable=False)], {}))
    assert [one.direct_from_median for one in found] == [-10, 0, 10, None]


def test_two_currencies_have_no_total() -> None:
    found = normalised(
        tender([bid("a", {}, usd(5), Money(Decimal(5), "EUR"))], {}, volumes=Volumes(participants=2))
    )
    assert (found[0].total, found[0].whole, found[0].direct["participant"]) == (None, {}, usd("2.5"))


@given(st.sampled_from(sorted(MINOR)), st.integers(0, 10**12), st.integers(1, 5000))
def test_parts_times_their_count_are_the_whole_but_for_rounding(
    currency: str, minor: int, count: int
) -> None:
    unit = Decimal(1).scaleb(-MINOR[currency])
    amount = Money(minor * unit, currency)
    part = share_of_one(amount, count).amount
    assert part == part.quantize(unit)
    assert abs(part * count - amount.amount) <= unit / 2 * count


@st.composite
def grids(draw: st.DrawFn) -> tuple[dict[str, tuple[str, int]], dict[str, tuple[int, Money]]]:
    """A grid, and prices of it in whole minor units."""
    names = [f"l{number}" for number in range(draw(st.integers(1, 6)))]
    quantities = {name: draw(st.integers(1, 2000)) for name in names}
    grid = {name: (draw(st.sampled_from(["visits", "start-up", "file"])), quantities[name]) for name in names}
    prices = {name: (quantities[name], usd(Decimal(draw(st.integers(0, 10**7))) / 100)) for name in names}
    return grid, prices


@given(grids())
def test_services_add_up_to_the_bid(
    case: tuple[dict[str, tuple[str, int]], dict[str, tuple[int, Money]]],
) -> None:
    grid, prices = case
    direct = sum((quantity * price.amount for quantity, price in prices.values()), Decimal(0))
    one = bid("a", {}, Money(direct, "USD"), prices=prices)
    selection = tender([one], {}, grid=grid)
    services = by_service(selection, one)
    assert sum(amount.amount for amount in services.values()) == direct
    assert list(services) == list(dict.fromkeys(service for service, _ in grid.values()))
    again = on_our_quantities(selection, one)
    assert again
    assert (again.direct.amount, again.missing) == (direct, ())


def test_a_line_outside_the_grid_is_seen() -> None:
    one = bid("a", {}, usd(30), prices={"visits": (1, usd(10)), "extra": (2, usd(10))})
    assert by_service(tender([one], {}, grid={"visits": ("monitoring", 1)}), one) == {
        "monitoring": usd(10), "": usd(20),
    }  # fmt: skip


def test_other_quantities_are_priced_on_ours() -> None:
    one = bid("a", {}, usd(900), prices={"visits": (90, usd(10))}, comparable=False)
    selection = tender([one], {}, grid={"visits": ("monitoring", 100), "file": ("tmf", 1)})
    found = on_our_quantities(selection, one)
    assert found
    assert (found.direct, found.missing) == (usd(1000), ("file",))


@pytest.mark.parametrize("prices", [{}, {"visits": (1, Money(Decimal(1), "EUR"))}])
def test_nothing_is_priced_on_ours_without_prices_in_one_currency(
    prices: dict[str, tuple[int, Money]],
) -> None:
    one = bid("a", {}, usd(1), prices=prices)
    assert on_our_quantities(tender([one], {}, grid={"visits": ("monitoring", 1)}), one) is None
    assert by_service(tender([one], {}, grid={"visits": ("monitoring", 1)}), one) == {}
