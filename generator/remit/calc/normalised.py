"""Bids on one footing: by participant, visit and month, by service, and on the quantities that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from remit.calc.bids import bid_total, median_of
from remit.calc.money import line_amount, rounded_money, total
from remit.frozen import dataclass
from remit.model.selection import Bid, Selection, Volumes
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalised:
    """A bid divided by the volumes that all bidders were told, each amount rounded to the minor unit.

    ``direct`` and ``whole`` (direct fees with pass-through costs) hold an amount for each volume by its name: participant,
    monitoring visit, contract month. ``total`` is None, and ``whole`` empty, where a bid is in two currencies.
    ``from_median`` and ``direct_from_median``: by how many percent a comparable bid lies above (negative: below) the median.
    """

    bid: Bid
    total: Money | None
    direct: Mapping[str, Money]
    whole: Mapping[str, Money]
    from_median: Decimal | None
    direct_from_median: Decimal | None


def volumes_of(volumes: Volumes | None) -> Mapping[str, int]:
    """What prices are divided by, as far as it is recorded and not zero."""
    if volumes is None:
        return {}
    counts = {
        "participant": volumes.participants,
        "monitoring visit": volumes.visits,
        "contract month": volumes.months,
    }
    return {name: count for name, count in counts.items() if count}


def share_of_one(amount: Money, count: int) -> Money:
    """An amount divided by a count of at least 1, rounded half-even to the minor unit.

    Times the count it differs from the amount by at most half a minor unit for each of the count.
    """
    return rounded_money(Fraction(amount.amount) / count, amount.currency)


def normalised(selection: Selection) -> tuple[Normalised, ...]:
    """Every bid of a selection, in the order of its record."""
    counts = volumes_of(selection.volumes)
    level = [bid for bid in selection.bids.values() if bid.comparable]
    return tuple(_normalised(bid, counts, level) for bid in selection.bids.values())


def _normalised(bid: Bid, counts: Mapping[str, int], level: Sequence[Bid]) -> Normalised:
    whole = bid_total(bid)
    totals = [found for one in level if (found := bid_total(one))]
    return Normalised(
        bid=bid,
        total=whole,
        direct={name: share_of_one(bid.direct, count) for name, count in counts.items()},
        whole={name: share_of_one(whole, count) for name, count in counts.items()} if whole else {},
        from_median=_from_median(whole, totals) if bid.comparable else None,
        direct_from_median=_from_median(bid.direct, [one.direct for one in level])
        if bid.comparable
        else None,
    )


def _from_median(own: Money | None, others: Iterable[Money]) -> Decimal | None:
    middle = median_of(others, own.currency) if own else None
    return (own.amount / middle - 1) * 100 if own and middle else None


def by_service(selection: Selection, bid: Bid) -> Mapping[str, Money]:
    """What a bid asks for each service of the grid: its lines' quantities times prices, in the order of the grid.

    Together they are the sum of the bid's lines. Lines that are not in the grid stand under an empty name. Empty where the
    lines are in several currencies.
    """
    if any(line.unit_price.currency != bid.direct.currency for line in bid.lines.values()):
        return {}
    names = dict.fromkeys(line.service for line in selection.grid.values())
    found: dict[str, list[Money]] = {name: [] for name in names}
    for id, line in bid.lines.items():
        service = selection.grid[id].service if id in selection.grid else ""
        found.setdefault(service, []).append(line_amount(line.quantity, line.unit_price))
    return {name: total(amounts, bid.direct.currency) for name, amounts in found.items() if amounts}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnOurQuantities:
    """A bid's unit prices times the quantities of the grid. ``missing`` names the lines that it does not price."""

    direct: Money
    missing: tuple[str, ...]


def on_our_quantities(selection: Selection, bid: Bid) -> OnOurQuantities | None:
    """Direct fees as if the bid had priced the quantities that were asked for; None without prices or in mixed currencies.

    It is what a bid that is not comparable would cost, as far as its unit prices reach.
    """
    priced = {id: bid.lines[id].unit_price for id in selection.grid if id in bid.lines}
    if not priced or any(price.currency != bid.direct.currency for price in priced.values()):
        return None
    amounts = (line_amount(selection.grid[id].quantity, price) for id, price in priced.items())
    return OnOurQuantities(
        direct=total(amounts, bid.direct.currency),
        missing=tuple(id for id in selection.grid if id not in priced),
    )


def from_median_in_words(share: Decimal | None) -> str:
    """How far a price lies above or, with a minus, below the median."""
    if share is None:
        return "no median"
    return f"{share:+.1f} %" if share else "at the median"
