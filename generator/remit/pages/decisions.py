"""A decision to outsource: options and weighted scores, held against the threshold for lean oversight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from remit.model.decisions import Decision, DecisionCriterion, Principles, Score, SuitabilityFactor
from remit.model.services import Activity
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk

INSTEAD_OF = ("criteria", "suitability", "options", "chosen", "kept", "outsourced_before", "outsourced_after")

Weighted = DecisionCriterion | SuitabilityFactor


def sections(desk: Desk, one: Decision) -> Iterator[Block]:
    """Options, scores, and what is kept because it gives an advantage."""
    yield heading(2, "Options", "field-options")
    yield _options(desk, one)
    before, after = one.outsourced_before, one.outsourced_after
    yield paragraph(f"Partners' share of the work: {before} before, {after} after this decision.")
    yield heading(2, "Criteria", "field-criteria")
    yield from _scores(desk, "decision_criterion", desk.book.ledger.of(DecisionCriterion), one.criteria)
    if one.suitability:
        yield heading(2, "Suitability for lean oversight", "field-suitability")
        yield from _scores(
            desk, "suitability_factor", desk.book.ledger.of(SuitabilityFactor), one.suitability
        )
    if one.kept:
        yield heading(2, "What gives an advantage and stays", "field-kept")
        yield _kept(desk, one)


def weighted(weights: Mapping[str, Weighted], scores: Mapping[str, Score]) -> Decimal:
    """The sum of scores times the weights of their criteria."""
    known = ((score.score, weights[id].weight.value) for id, score in scores.items() if id in weights)
    return sum((score * weight for score, weight in known), Decimal(0)) / 100


def _options(desk: Desk, one: Decision) -> Block:
    rows = [
        Row.of(
            (
                joined([_option(one, id), small(each.note)], "<br>"),
                each.model,
                f"{each.internal_fte:f}",
                str(each.cost),
                f"{each.risk:f}",
                desk.source(each.where),
            ),
            id=f"option-{id}",
        )
        for id, each in one.options.items()
    ]
    columns = [("Option", "wide"), "Model", ("Own FTE", "num"), ("Cost", "num"), ("Risk", "num")]
    return table([*columns, "Source"], rows, caption="Options that were weighed")


def _option(one: Decision, id: str) -> Inert:
    title = one.options[id].title
    return joined([title, badge("chosen", "good")], " ") if id == one.chosen else text(title)


def _scores(
    desk: Desk, kind: str, weights: Mapping[str, Weighted], scores: Mapping[str, Score]
) -> Iterator[Block]:
    rows = [
        (
            desk.record(kind, id),
            str(weights[id].weight) if id in weights else "",
            f"{score.score:f}",
            score.reason,
            desk.source(score.where),
        )
        for id, score in scores.items()
    ]
    total = weighted(weights, scores)
    principles = desk.book.only(Principles)
    threshold = principles.lean_threshold if principles else None
    reached = ""
    if threshold is not None:
        words = "reaches" if total >= threshold else "below"
        reached = badge(f"{words} {threshold:f} for lean oversight", "good" if total >= threshold else "info")
    last = Row.of((strong("Weighted"), "", strong(f"{total:.2f}"), reached, ""), class_="total")
    columns = ["Criterion", ("Weight", "num"), ("Score", "num"), ("What it rests on", "wide"), "Source"]
    about = kind.replace("_", " ")
    yield table(columns, [*rows, last], caption=f"Scores from 1 to 5 by {about}")


def _kept(desk: Desk, one: Decision) -> Block:
    known = desk.book.ledger.of(Activity)
    rows = [
        (
            desk.record("activity", each.activity) if each.activity in known else each.activity,
            badge("kept", "accent") if each.advantage else badge("may be outsourced", "plain"),
            each.reason,
            desk.source(each.where),
        )
        for each in one.kept
    ]
    return table(
        [("Activity", "wide"), "Answer", ("Why", "wide"), "Source"],
        rows,
        caption="Activities asked about for competitive advantage",
    )
