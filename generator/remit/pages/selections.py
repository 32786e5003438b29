"""A selection of a provider: bids, scores and how firmly they stand, gates, proposed people and profiles side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from remit.calc.profiles import position
from remit.calc.ranking import Standing, standings
from remit.calc.sensitivity import robustness
from remit.figures.scores import scores as drawn
from remit.model.selection import (
    Bid,
    Gate,
    GateResult,
    ProfileMetric,
    Question,
    Selection,
    SelectionCriterion,
)
from remit.pages import bid_prices, firmness
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    facts,
    figure,
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

INSTEAD_OF = ("winner", "reason", "questions", "weights", "grid", "volumes", "bids")


def sections(desk: Desk, one: Selection) -> Iterator[Block]:
    """What is said of a selection in place of its plain fields."""
    bids = tuple(one.bids.values())
    found = standings(one, desk.book.ledger.of(Gate))
    yield heading(2, "Bids", "field-bids")
    yield _bids(desk, one, found)
    yield facts([("Why it won", one.reason)])
    yield heading(2, "Scores", "field-weights")
    yield _scores_figure(desk, one, found)
    yield _scores(desk, one, found)
    for bid in bids:
        yield fold(f"What the scores of {bid.bidder} rest on", [_evidence(desk, bid)])
    firm = robustness(one, found)
    if firm:
        yield from firmness.sections(desk, one, firm)
    yield heading(2, "Gates", "gates")
    yield _gates(desk, bids)
    yield from bid_prices.sections(desk, one)
    if any(bid.team for bid in bids):
        yield heading(2, "People proposed", "people")
        yield _people(desk, bids)
    if any(bid.profile for bid in bids):
        yield heading(2, "Profiles", "profiles")
        yield _profiles(desk, bids)
    if one.questions:
        yield heading(2, "Questions asked", "field-questions")
        yield fold(f"{len(one.questions)} questions", [_questions(desk, one.questions)])


def _bids(desk: Desk, one: Selection, found: Sequence[Standing]) -> Block:
    rows = [
        Row.of(
            (
                joined(
                    [
                        _bidder(desk, each.bid),
                        badge("won", "good") if each.bid.id == one.winner else "",
                        desk.source(each.bid.where),
                    ],
                    " ",
                ),
                each.bid.received,
                str(each.bid.direct),
                str(each.bid.pass_through),
                "yes" if each.bid.comparable else badge("no", "warn"),
                f"{float(each.score):.2f}",
                _place(desk, each),
            ),
            id=f"bid-{each.bid.id}",
        )
        for each in found
    ]
    columns = [
        "Bidder",
        ("Received", "num"),
        ("Direct fees", "num"),
        ("Pass-through", "num"),
        "On our quantities",
    ]
    return table([*columns, ("Score", "num"), "Place"], rows, caption="Bids")


def _place(desk: Desk, one: Standing) -> Inert:
    """The place, or why there is none."""
    if one.place:
        waived = [badge("with a waiver", "warn")] if one.waived else []
        return joined([str(one.place), *waived], " ")
    gates, criteria = desk.book.ledger.of(Gate), desk.book.ledger.of(SelectionCriterion)
    why = [f"misses: {gates[id].title}" if id in gates else f"misses: {id}" for id in one.failed]
    why += [f"open: {gates[id].title}" for id in one.unanswered if id in gates]
    why += [f"no score: {criteria[id].title}" if id in criteria else f"no score: {id}" for id in one.unscored]
    return joined([badge("may not win", "bad"), small(joined(why, "; "))], " ")


def _bidder(desk: Desk, bid: Bid) -> Inert:
    return desk.record("party", bid.party, bid.bidder) if bid.party else text(bid.bidder)


def _scores_figure(desk: Desk, one: Selection, found: Sequence[Standing]) -> Block:
    criteria = {id: (title, str(one.weights[id])) for id, title in firmness.titles(desk, one).items()}
    return figure(
        drawn(found, criteria), "Weighted scores: each part is a score from 1 to 5 times its weight."
    )


def _scores(desk: Desk, one: Selection, found: Sequence[Standing]) -> Block:
    bids = [each.bid for each in found]
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
    total = (strong("Weighted"), "", *(strong(f"{float(each.score):.2f}") for each in found))
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
    if metric is None:
        return text(f"{value:f}")
    found = position(metric, value)
    if found == "within":
        return text(f"{value:f}")
    return joined([f"{value:f}", badge(found, "info" if found == "outside, better" else "warn")], " ")


def _questions(desk: Desk, ids: Sequence[str]) -> Block:
    known = desk.book.ledger.of(Question)
    found = [known[id] for id in ids if id in known]
    topics = dict.fromkeys(one.topic for one in found)
    rows = [
        (topic.capitalize(), listing([desk.record("question", one.id, one.text) for one in found if one.topic == topic]))
        for topic in topics
    ]  # fmt: skip
    return table(["Topic", ("Questions", "wide")], rows, caption="Questions asked")
