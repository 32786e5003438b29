"""A selection compared, as lines for a terminal and as data (schema/decision_schemas.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from remit.calc.bids import (
    FarOff,
    comparable,
    far_off_in_words,
    nothing_far_off,
    prices_far_off,
    totals_far_off,
)
from remit.calc.normalised import by_service, from_median_in_words, normalised, on_our_quantities, volumes_of
from remit.calc.profiles import position
from remit.calc.ranking import Standing, standings
from remit.calc.sensitivity import Robustness, Turn, robustness
from remit.cli.columns import columns, wrapped
from remit.cli.numbers import amount, number
from remit.figures.weights import firm_in_words, percent, told
from remit.model.ledger import Ledger
from remit.model.selection import Bid, Gate, ProfileMetric, Selection, SelectionCriterion
from remit.model.values import spoken
from remit.pages.markdown import whole_units

# ---- lines ----------------------------------------------------------------------------------------------------------


def lines(ledger: Ledger, protocol: str, one: Selection) -> Iterator[str]:
    """Bids, scores, how firmly they stand, prices and profiles."""
    found = standings(one, ledger.of(Gate))
    won = one.bids.get(one.winner)
    yield f"{protocol}: selection, {one.title}"
    yield f"  Decided on {spoken(one.dates.decision)}; won: {won.bidder if won else one.winner}"
    yield ""
    yield "  Bids"
    yield from _bids(ledger, one, found)
    yield ""
    yield "  Scores, 1 to 5"
    yield from _scores(ledger, one, found)
    firm = robustness(one, found)
    if firm:
        yield ""
        yield "  How firmly the first place stands"
        yield from _firm(ledger, one, firm)
    yield ""
    yield "  Prices"
    yield from _prices(ledger, one)
    yield ""
    yield "  Profiles"
    yield from _profiles(ledger, one)


def _bids(ledger: Ledger, one: Selection, found: Sequence[Standing]) -> Iterator[str]:
    rows = [
        (
            each.bid.id,
            each.bid.bidder,
            str(each.place or "-"),
            f"{float(each.score):.2f}",
            str(each.bid.direct),
            str(each.bid.pass_through),
            "won" if each.bid.id == one.winner else "",
        )
        for each in found
    ]
    head = ("bid", "bidder", "place", "score", "direct fees", "pass-through", "")
    yield from columns(head, rows, numbers=(2, 3, 4, 5))
    gates = ledger.of(Gate)
    if all(each.may_win and not each.waived for each in found):
        yield "    Every bid is scored on every criterion and meets every gate."
    for each in found:
        for why, ids in (
            ("misses", each.failed),
            ("has a waiver for", each.waived),
            ("says nothing of", each.unanswered),
        ):
            for id in ids:
                yield f"    {each.bid.id} {why}: {gates[id].title if id in gates else id}"
        for id in each.unscored:
            yield f"    {each.bid.id} has no score for: {_criterion(ledger, id)}"
        if not each.bid.comparable:
            yield f"    {each.bid.id} was priced on other quantities and makes up no median"


def _criterion(ledger: Ledger, id: str) -> str:
    known = ledger.of(SelectionCriterion)
    return known[id].title if id in known else id


def _scores(ledger: Ledger, one: Selection, found: Sequence[Standing]) -> Iterator[str]:
    rows = [
        (
            _criterion(ledger, id),
            str(weight),
            *(f"{each.bid.scores[id].score:f}" if id in each.bid.scores else "none" for each in found),
        )
        for id, weight in one.weights.items()
    ]
    rows.append(("Weighted", "", *(f"{float(each.score):.2f}" for each in found)))
    numbers = range(1, len(found) + 2)
    yield from columns(
        ("criterion", "weight", *(each.bid.id for each in found)), rows, numbers=tuple(numbers)
    )


def _firm(ledger: Ledger, one: Selection, firm: Robustness) -> Iterator[str]:
    names = {id: bid.bidder for id, bid in one.bids.items()}
    titles = {id: _criterion(ledger, id) for id in one.weights}
    yield from wrapped(firm_in_words(firm, titles, names), 4)
    rows = [(titles[each.criterion], percent(each.weight), told(each, names)) for each in firm.criteria]
    yield from columns(("criterion", "weight", "who leads at another weight"), rows, numbers=(1,))


def _prices(ledger: Ledger, one: Selection) -> Iterator[str]:
    far = _far_off(ledger, one)
    for price in far:
        yield from wrapped(far_off_in_words(one, price), 4)
    if not far:
        yield from wrapped(nothing_far_off(one, ledger.thresholds), 4)
    found = normalised(one)
    rows: list[tuple[str, ...]] = [
        ("in all", *(str(each.total or "none") for each in found)),
        ("in all, from the median", *(from_median_in_words(each.from_median) for each in found)),
        (
            "direct fees, from the median",
            *(from_median_in_words(each.direct_from_median) for each in found),
        ),
    ]
    for name in volumes_of(one.volumes):
        amounts = (each.whole if name == "participant" else each.direct for each in found)
        rows.append((f"a {name}", *(whole_units(of[name]) if name in of else "none" for of in amounts)))
    repriced = [on_our_quantities(one, each.bid) for each in found]
    rows.append(
        ("direct fees on our quantities", *(str(each.direct) if each else "none" for each in repriced))
    )
    numbers = tuple(range(1, len(found) + 1))
    yield from columns(("amount", *(each.bid.id for each in found)), rows, numbers=numbers)
    for bid, again in zip(one.bids.values(), repriced, strict=True):
        if again and again.missing:
            missing = ", ".join(one.grid[id].description for id in again.missing)
            yield f"    {bid.id} does not price: {missing}"


def _far_off(ledger: Ledger, one: Selection) -> tuple[FarOff, ...]:
    level, limits = comparable(one), ledger.thresholds
    return (*totals_far_off(level, limits), *prices_far_off(one.grid, level, limits))


def _profiles(ledger: Ledger, one: Selection) -> Iterator[str]:
    known = ledger.of(ProfileMetric)
    outside = [
        (
            bid.id,
            metric.title,
            f"{bid.profile[id]:f} {metric.unit}",
            f"{metric.low:f} to {metric.high:f}",
            where,
        )
        for bid in one.bids.values()
        for id, metric in known.items()
        if id in bid.profile and (where := position(metric, bid.profile[id])) != "within"
    ]
    if outside:
        yield from columns(("bid", "figure", "value", "usual range", ""), outside, numbers=(2,))
    else:
        yield "    No figure lies outside the range seen in the field."
    for bid in one.bids.values():
        silent = [metric.title for id, metric in known.items() if id not in bid.profile]
        if silent:
            yield from wrapped(f"{bid.id} gives no figure for: {'; '.join(silent)}", 4)


# ---- data -----------------------------------------------------------------------------------------------------------


def data(ledger: Ledger, one: Selection) -> dict[str, Any]:
    """The same as JSON values: numbers as text, shares in percent."""
    found = standings(one, ledger.of(Gate))
    firm = robustness(one, found)
    return {
        "title": one.title,
        "decided": one.dates.decision.isoformat(),
        "winner": one.winner,
        "volumes": dict(volumes_of(one.volumes)),
        "criteria": [
            {"id": id, "title": _criterion(ledger, id), "weight": number(weight.value)}
            for id, weight in one.weights.items()
        ],
        "bids": [_bid(ledger, one, each) for each in found],
        "sensitivity": _sensitivity(firm) if firm else None,
        "far_off": [_far(each) for each in _far_off(ledger, one)],
    }


def _bid(ledger: Ledger, one: Selection, each: Standing) -> dict[str, Any]:
    bid = each.bid
    (same,) = (row for row in normalised(one) if row.bid.id == bid.id)
    again = on_our_quantities(one, bid)
    return {
        "id": bid.id,
        "bidder": bid.bidder,
        "party": bid.party,
        "place": each.place,
        "score": number(each.score),
        "parts": {id: number(part) for id, part in each.parts.items()},
        "unscored": list(each.unscored),
        "gates_missed": list(each.failed),
        "gates_waived": list(each.waived),
        "gates_open": list(each.unanswered),
        "comparable": bid.comparable,
        "direct": amount(bid.direct),
        "pass_through": amount(bid.pass_through),
        "total": amount(same.total),
        "from_median": _number(same.from_median),
        "direct_from_median": _number(same.direct_from_median),
        "direct_by": {name: amount(money) for name, money in same.direct.items()},
        "total_by": {name: amount(money) for name, money in same.whole.items()},
        "by_service": {name: amount(money) for name, money in by_service(one, bid).items()},
        "on_our_quantities": {"direct": amount(again.direct), "missing": list(again.missing)}
        if again
        else None,
        "profile": _profile(ledger, bid),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number(value)


def _profile(ledger: Ledger, bid: Bid) -> list[dict[str, Any]]:
    known = ledger.of(ProfileMetric)
    return [
        {
            "id": id,
            "value": number(value),
            "low": number(known[id].low),
            "high": number(known[id].high),
            "position": position(known[id], value),
        }
        for id, value in bid.profile.items()
        if id in known
    ]


def _sensitivity(firm: Robustness) -> dict[str, Any]:
    return {
        "first": firm.first,
        "nearest": firm.nearest.criterion if firm.nearest else None,
        "criteria": [
            {
                "id": each.criterion,
                "weight": number(each.weight * 100),
                "below": _turn(each.lower),
                "above": _turn(each.upper),
            }
            for each in firm.criteria
        ],
        "draws": firm.firmness.draws,
        "leads_near": dict(firm.firmness.near),
        "leads_any": dict(firm.firmness.any),
    }


def _turn(turn: Turn | None) -> dict[str, str] | None:
    if turn is None:
        return None
    return {"weight": number(turn.weight * 100), "exact": str(turn.weight), "leader": turn.leader}


def _far(far: FarOff) -> dict[str, Any]:
    return {
        "bid": far.bid.id,
        "part": far.part,
        "line": far.line or None,
        "price": amount(far.own),
        "median": number(far.median),
        "below": number(far.below),
    }
