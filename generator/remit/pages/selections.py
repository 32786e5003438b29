"""A selection of a provider: bids, scores, prices and proposed people side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from remit.model.selection import Bid, GateResult, ProfileMetric, Question, Selection
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    facts,
    fold,
    heading,
    joined,
    listing,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk

INSTEAD_OF = ("winner", "reason", "questions", "weights", "grid", "bids")


def sections(desk: Desk, one: Selection) -> Iterator[Block]:
    """What is said of a selection in place of its plain fields."""
    bids = tuple(one.bids.values())
    yield heading(2, "Bids", "field-bids")
    yield _bids(desk, one, bids)
    yield facts([("Why it won", one.reason)])
    yield heading(2, "Scores", "field-weights")
    yield _scores(desk, one, bids)
    for bid in bids:
        yield fold(f"What the scores of {bid.bidder} rest on", [_evidence(desk, bid)])
    yield heading(2, "Gates", "gates")
    yield _gates(desk, bids)
    if any(bid.team for bid in bids):
        yield heading(2, "People proposed", "people")
        yield _people(desk, bids)
    if any(bid.profile for bid in bids):
        yield heading(2, "Profiles", "profiles")
        yield _profiles(desk, bids)
    if one.grid:
        yield heading(2, "Bid grid", "field-grid")
        yield _grid(desk, one, bids)
    if one.questions:
        yield heading(2, "Questions asked", "field-questions")
        yield fold(f"{len(one.questions)} questions", [_questions(desk, one.questions)])


def weighted(one: Selection, bid: Bid) -> Decimal:
    """The sum of a bid's scores times their weights; what was not scored counts nothing."""
    shares = ((bid.scores[id].score, weight.value) for id, weight in one.weights.items() if id in bid.scores)
    return sum((score * weight for score, weight in shares), Decimal(0)) / 100


def _bids(desk: Desk, one: Selection, bids: Sequence[Bid]) -> Block:
    rows = [
        Row.of(
            (
                joined(
                    [
                        _bidder(desk, bid),
                        badge("won", "good") if bid.id == one.winner else "",
                        desk.source(bid.where),
                    ],
                    " ",
                ),
                bid.received,
                str(bid.direct),
                str(bid.pass_through),
                "yes" if bid.comparable else badge("no", "warn"),
                f"{weighted(one, bid):.2f}",
            ),
            id=f"bid-{bid.id}",
        )
        for bid in bids
    ]
    columns = [
        "Bidder",
        ("Received", "num"),
        ("Direct fees", "num"),
        ("Pass-through", "num"),
        "On our quantities",
    ]
    return table([*columns, ("Score", "num")], rows, caption="Bids")


def _bidder(desk: Desk, bid: Bid) -> Inert:
    return desk.record("party", bid.party, bid.bidder) if bid.party else text(bid.bidder)


def _scores(desk: Desk, one: Selection, bids: Sequence[Bid]) -> Block:
    rows = [
        Row.of(
            (
                desk.record("selection_criterion", id),
                str(weight),
                *(f"{bid.scores[id].score:f}" if id in bid.scores else "" for bid in bids),
            )
        )
        for id, weight in one.weights.items()
    ]
    total = (strong("Weighted"), "", *(strong(f"{weighted(one, bid):.2f}") for bid in bids))
    columns = [("Criterion", "wide"), ("Weight", "num"), *((bid.bidder, "narrow") for bid in bids)]
    return table(columns, [*rows, Row.of(total, class_="total")], caption="Scores from 1 to 5")


def _evidence(desk: Desk, bid: Bid) -> Block:
    rows = [
        (desk.record("selection_criterion", id), f"{score.score:f}", score.evidence, desk.role(score.scorer))
        for id, score in bid.scores.items()
    ]
    return table(
        ["Criterion", ("Score", "num"), ("Evidence", "wide"), "Scored by"],
        rows,
        caption=f"Evidence of the scores of {bid.bidder}",
    )


def _gates(desk: Desk, bids: Sequence[Bid]) -> Block:
    ids = dict.fromkeys(id for bid in bids for id in bid.gates)
    rows = [(desk.record("gate", id), *(_gate(desk, bid.gates.get(id)) for bid in bids)) for id in ids]
    return table(["Gate", *(bid.bidder for bid in bids)], rows, caption="Gates")


def _gate(desk: Desk, result: GateResult | None) -> Inert:
    if result is None:
        return small("not asked")
    mark = badge("met", "good") if result.met else badge("not met", "bad")
    waived = joined([badge("waived", "warn"), desk.role(result.waived_by)], " ") if result.waived_by else ""
    return joined([part for part in (mark, waived, small(result.note)) if part], " ")


def _people(desk: Desk, bids: Sequence[Bid]) -> Block:
    rows = [
        (
            person.person,
            desk.role(person.role),
            bid.bidder,
            str(person.projects),
            badge("met", "good") if person.met else badge("not met", "warn"),
        )
        for bid in bids
        for person in bid.team
    ]
    columns = ["Person", "Role", "Bidder", ("Other projects", "num"), "In the bid defence"]
    return table(columns, rows, caption="People proposed and their load")


def _profiles(desk: Desk, bids: Sequence[Bid]) -> Block:
    known = desk.book.ledger.of(ProfileMetric)
    ids = dict.fromkeys(id for bid in bids for id in bid.profile)
    rows = [
        (
            desk.record("profile_metric", id),
            f"{known[id].low:f} to {known[id].high:f} {known[id].unit}" if id in known else "",
            *(_figure(known.get(id), bid.profile.get(id)) for bid in bids),
        )
        for id in ids
    ]
    columns = [("Figure", "wide"), "Usual range", *((bid.bidder, "narrow") for bid in bids)]
    return table(columns, rows, caption="Profiles of the bidders against the usual range")


def _figure(metric: ProfileMetric | None, value: Decimal | None) -> Inert:
    if value is None:
        return small("not given")
    if metric is None or metric.low <= value <= metric.high:
        return text(f"{value:f}")
    better = (value > metric.high) == (metric.direction == "higher")
    return badge(f"{value:f}", "good" if better else "warn")


def _grid(desk: Desk, one: Selection, bids: Sequence[Bid]) -> Block:
    rows = [
        (
            line.description,
            desk.record("service", line.service),
            line.unit,
            f"{line.quantity:,f}",
            *(_price(line.quantity, bid, id) for bid in bids),
        )
        for id, line in one.grid.items()
    ]
    columns = [("Line", "wide"), "Service", ("Unit", "narrow"), ("Quantity", "num")]
    prices = [(f"{bid.bidder}, a unit", "num") for bid in bids]
    return table([*columns, *prices], rows, caption="Prices of one unit by line and bidder")


def _price(quantity: Decimal, bid: Bid, line: str) -> Inert:
    priced = bid.lines.get(line)
    if priced is None:
        return small("not priced")
    other = small(f" for {priced.quantity:,f}") if priced.quantity != quantity else Inert("")
    return joined([str(priced.unit_price), other], "")


def _questions(desk: Desk, ids: Sequence[str]) -> Block:
    known = desk.book.ledger.of(Question)
    found = [known[id] for id in ids if id in known]
    topics = dict.fromkeys(one.topic for one in found)
    rows = [
        (topic.capitalize(), listing([desk.record("question", one.id, one.text) for one in found if one.topic == topic]))
        for topic in topics
    ]  # fmt: skip
    return table(["Topic", ("Questions", "wide")], rows, caption="Questions asked")
