"""Bids compared: weighted scores, and prices against the median of comparable bids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Literal

from remit.frozen import dataclass
from remit.model.playbook import Thresholds
from remit.model.selection import Bid, Selection
from remit.model.values import Money, Percent

Part = Literal["in all", "for direct fees", "for one unit"]


def weighted(scores: Mapping[str, Decimal], weights: Mapping[str, Percent]) -> Decimal:
    """The sum of scores times weights; criteria without a score count nothing."""
    return sum((scores[id] * weight.fraction for id, weight in weights.items() if id in scores), Decimal(0))


def bid_score(bid: Bid, weights: Mapping[str, Percent]) -> Decimal:
    """A bid's weighted score, 1 to 5."""
    return weighted({id: entry.score for id, entry in bid.scores.items()}, weights)


def bid_total(bid: Bid) -> Money | None:
    """Direct fees and pass-through costs together; None in two currencies."""
    return bid.direct + bid.pass_through if bid.direct.currency == bid.pass_through.currency else None


def comparable(selection: Selection) -> tuple[Bid, ...]:
    """The bids that were priced on the quantities asked for; only these make up a median."""
    return tuple(bid for bid in selection.bids.values() if bid.comparable)


def median_of(amounts: Iterable[Money], currency: str) -> Decimal | None:
    """The median of the amounts in one currency; None where fewer than three can be compared."""
    known = [money.amount for money in amounts if money.currency == currency]
    return median(known) if len(known) > 2 else None


def price_median(bids: Iterable[Bid], line: str, currency: str) -> Decimal | None:
    """The median of the prices of one unit of a line; None where fewer than three can be compared."""
    return median_of((bid.lines[line].unit_price for bid in bids if line in bid.lines), currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class FarOff:
    """A price of a bid that is far from the median of comparable bids. ``line`` is empty for totals."""

    bid: Bid
    part: Part
    own: Money
    median: Decimal
    line: str = ""

    @property
    def below(self) -> Decimal:
        """How far the price lies below the median, in percent; negative above it."""
        return (1 - self.own.amount / self.median) * 100


def totals_far_off(bids: Sequence[Bid], limits: Thresholds) -> Iterator[FarOff]:
    """Bids below the median by more than the playbook's ``bid_below_median``, each once.

    The total is looked at first and names the bid; direct fees are looked at where the total does not stand out.
    """
    for bid in bids:
        found = (_total_far_off(bid, part, bids, limits) for part in ("in all", "for direct fees"))
        yield from [one for one in found if one][:1]


def _total_far_off(bid: Bid, part: str, bids: Sequence[Bid], limits: Thresholds) -> FarOff | None:
    whole = part == "in all"
    own = bid_total(bid) if whole else bid.direct
    others = (bid_total(one) if whole else one.direct for one in bids)
    middle = median_of((one for one in others if one), own.currency) if own else None
    if own is None or not middle or own.amount >= middle * (1 - limits.bid_below_median.fraction):
        return None
    return FarOff(bid=bid, part="in all" if whole else "for direct fees", own=own, median=middle)


def prices_far_off(lines: Iterable[str], bids: Sequence[Bid], limits: Thresholds) -> Iterator[FarOff]:
    """Prices of one unit outside the playbook's ``unit_price_low`` to ``unit_price_high`` times the median, by line."""
    for line in lines:
        for bid in bids:
            if line not in bid.lines:
                continue
            own = bid.lines[line].unit_price
            middle = price_median(bids, line, own.currency)
            if middle and not limits.unit_price_low * middle <= own.amount <= limits.unit_price_high * middle:
                yield FarOff(bid=bid, part="for one unit", own=own, median=middle, line=line)


def nothing_far_off(one: Selection, limits: Thresholds) -> str:
    """That no price stands out, or that there is nothing to hold a price against."""
    if len(comparable(one)) < 3:
        return "With fewer than three comparable bids there is no median to hold a price against."
    return (
        f"No bid is more than {limits.bid_below_median} below the median, and no price of one unit outside "
        f"{limits.unit_price_low:f} to {limits.unit_price_high:f} times the median."
    )


def far_off_in_words(one: Selection, far: FarOff) -> str:
    """A price that stands out, in a sentence."""
    if not far.line:
        return (
            f"{far.bid.bidder}: {far.own} {far.part}, {far.below:.1f} % below the median of {far.median:,.0f}"
        )
    line = one.grid[far.line].description
    return f"{far.bid.bidder}: {far.own} for one unit of '{line}', {far.own.amount / far.median:.2f} times the median"
