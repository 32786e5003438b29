"""Tenders for tests: bids with scores, prices and gates, written in a line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from remit.model.selection import (
    Bid,
    BidLine,
    CriterionScore,
    GateResult,
    GridLine,
    ProcessDates,
    Selection,
    Volumes,
)
from remit.model.values import Money, Percent

DAY = dt.date(2025, 3, 21)
DATES = ProcessDates(issued=DAY, questions_due=DAY, answers=DAY, bids_due=DAY, defences=DAY, decision=DAY)

EXAMPLE = {
    "calloway": ((4, 5, 4, 4, 4, 3, 4), 15_340_800, 12_441_200),
    "tresco": ((5, 3, 4, 5, 4, 2, 3), 17_905_000, 12_880_000),
    "orrin": ((3, 4, 3, 3, 3, 5, 4), 12_960_000, 11_150_000),
}
"""The bids of the worked example: scores, direct fees and pass-through costs."""
CRITERIA = ("area", "team", "quality", "capacity", "technology", "cost", "references")
WEIGHTS = (20, 20, 15, 15, 10, 15, 5)


def usd(amount: int | str | Decimal) -> Money:
    return Money(Decimal(amount), "USD")


def bid(
    id: str,
    scores: Mapping[str, int | str],
    direct: Money,
    pass_through: Money | None = None,
    *,
    prices: Mapping[str, tuple[int, Money]] | None = None,
    gates: Mapping[str, bool | str] | None = None,
    comparable: bool = True,
) -> Bid:
    """A bid. A price is (quantity, unit price); a gate is met, not met, or waived by the role that is named."""
    return Bid(
        id=id,
        bidder=id.capitalize(),
        received=DAY,
        direct=direct,
        pass_through=pass_through or Money(Decimal(0), direct.currency),
        comparable=comparable,
        lines={
            name: BidLine(quantity=Decimal(quantity), unit_price=price)
            for name, (quantity, price) in (prices or {}).items()
        },
        scores={
            name: CriterionScore(score=Decimal(value), evidence="Seen", scorer="lead")
            for name, value in scores.items()
        },
        gates={name: _gate(result) for name, result in (gates or {}).items()},
    )


def _gate(result: bool | str) -> GateResult:
    if isinstance(result, str):
        return GateResult(met=False, note="Waived", waived_by=result)
    return GateResult(met=result, note="Seen")


def tender(
    bids: Sequence[Bid],
    weights: Mapping[str, int | str],
    *,
    grid: Mapping[str, tuple[str, int]] | None = None,
    volumes: Volumes | None = None,
) -> Selection:
    """A selection. A line of the grid is (service, quantity)."""
    return Selection(
        study="al-101",
        title="Operations",
        services=(),
        consulted=(),
        dates=DATES,
        weights={name: Percent(Decimal(value)) for name, value in weights.items()},
        grid={
            name: GridLine(
                id=name, service=service, description=name, unit="unit", quantity=Decimal(quantity)
            )
            for name, (service, quantity) in (grid or {}).items()
        },
        volumes=volumes,
        bids={one.id: one for one in bids},
        winner=bids[0].id,
        reason="Best",
    )


def example(volumes: Volumes | None = None) -> Selection:
    """The tender of the worked example."""
    bids = [
        bid(id, dict(zip(CRITERIA, scores, strict=True)), usd(direct), usd(pass_through))
        for id, (scores, direct, pass_through) in EXAMPLE.items()
    ]
    return tender(bids, dict(zip(CRITERIA, WEIGHTS, strict=True)), volumes=volumes)
