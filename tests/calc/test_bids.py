"""Weighted scores and medians of the worked example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from remit.calc.bids import median_of, weighted
from remit.model.values import Money, Percent

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
