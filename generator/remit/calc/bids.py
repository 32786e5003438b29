"""Bids compared: weighted scores, and prices against the median of comparable bids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from statistics import median

from remit.model.selection import Bid
from remit.model.values import Money, Percent


def weighted(scores: Mapping[str, Decimal], weights: Mapping[str, Percent]) -> Decimal:
    """The sum of scores times weights; criteria without a score count nothing."""
    return sum((scores[id] * weight.fraction for id, weight in weights.items() if id in scores), Decimal(0))


def bid_score(bid: Bid, weights: Mapping[str, Percent]) -> Decimal:
    """A bid's weighted score, 1 to 5."""
    return weighted({id: entry.score for id, entry in bid.scores.items()}, weights)


def bid_total(bid: Bid) -> Money | None:
    """Direct fees and pass-through costs together; None in two currencies."""
    return bid.direct + bid.pass_through if bid.direct.currency == bid.pass_through.currency else None


def median_of(amounts: Iterable[Money], currency: str) -> Decimal | None:
    """The median of the amounts in one currency; None where fewer than three can be compared."""
    known = [money.amount for money in amounts if money.currency == currency]
    return median(known) if len(known) > 2 else None
