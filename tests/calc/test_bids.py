"""Weighted scores and medians of the worked example."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.bids import FarOff, comparable, median_of, prices_far_off, totals_far_off, weighted
from remit.model.playbook import Thresholds
from remit.model.selection import Bid
from remit.model.values import Money, Percent
from tests.calc.tenders import bid, example, usd

WEIGHTS = [20, 20, 15, 15, 10, 15, 5]


@pytest.mark.parametrize(
    ("scores", "score"),
    [
        ([4, 5, 4, 4, 4, 3, 4], "4.05"),
        ([5, 3, 4, 5, 4, 2, 3], "3.80"),
        ([3, 4, 3, 3, 3, 5, 4], "3.55"),
    ],
)
def test_weighted_scores(scores: list[int], score: str) -> None:
    found = weighted(
        {str(place): Decimal(one) for place, one in enumerate(scores)},
        {str(place): Percent(Decimal(one)) for place, one in enumerate(WEIGHTS)},
    )
    assert found == Decimal(score)


def test_the_median_takes_three_amounts_of_one_currency() -> None:
    bids = [Money(Decimal(amount), "USD") for amount in (15_340_800, 17_905_000, 12_960_000)]
    assert median_of(bids, "USD") == 15_340_800
    assert median_of(bids[:2], "USD") is None
    assert median_of([*bids[:2], Money(Decimal(1), "EUR")], "USD") is None


def test_no_price_of_the_worked_example_is_far_off() -> None:
    bids = comparable(example())
    assert list(totals_far_off(bids, Thresholds())) == []
    (low,) = totals_far_off(bids, Thresholds(bid_below_median=Percent(Decimal(15))))
    assert (low.bid.id, low.part, round(low.below, 1)) == ("orrin", "for direct fees", Decimal("15.5"))


@given(st.lists(st.integers(1, 300), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_bids_makes_no_price_far_off(prices: list[int], chance: Random) -> None:
    bids = [
        bid(f"b{number}", {}, usd(price), prices={"visits": (1, usd(price))})
        for number, price in enumerate(prices)
    ]
    mixed = list(bids)
    chance.shuffle(mixed)
    found = [
        {
            (one.bid.id, one.part, one.median)
            for one in (*totals_far_off(order, Thresholds()), *by_line(order))
        }
        for order in (bids, mixed)
    ]
    assert found[0] == found[1]
    middle = median(prices)
    if len(prices) > 2:
        assert {id for id, part, _ in found[0] if part == "for one unit"} == {
            f"b{number}" for number, price in enumerate(prices) if not middle / 2 <= price <= middle * 2
        }
    else:
        assert found[0] == set()


def by_line(bids: list[Bid]) -> Iterator[FarOff]:
    return prices_far_off(["visits"], bids, Thresholds())
