"""How firmly the first place of a selection stands: at which weights another bid leads, and who leads under many others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.calc.sensitivity import Robustness, Turn
from remit.figures.weights import in_words as turn_in_words
from remit.figures.weights import percent, weights
from remit.model.selection import Selection, SelectionCriterion
from remit.pages.markdown import Block, Inert, figure, fold, heading, paragraph, small, table, text
from remit.pages.page import Desk


def titles(desk: Desk, one: Selection) -> dict[str, str]:
    """The title of each criterion of a selection by its id."""
    known = desk.book.ledger.of(SelectionCriterion)
    return {id: known[id].title if id in known else id for id in one.weights}


def sections(desk: Desk, one: Selection, firm: Robustness) -> Iterator[Block]:
    """In words, as a figure, and as a table."""
    known, names = titles(desk, one), {id: bid.bidder for id, bid in one.bids.items()}
    yield heading(2, "How firmly the first place stands", "sensitivity")
    yield paragraph(in_words(firm, known, names))
    yield figure(
        weights(firm, known, names),
        "Weights between which the first bid stays first, when one weight changes and the others keep their proportions.",
    )
    rows = [
        (
            desk.record("selection_criterion", each.criterion),
            percent(each.weight),
            _turn(each.lower, names),
            _turn(each.upper, names),
        )
        for each in firm.criteria
    ]
    columns = [("Criterion", "wide"), ("Weight", "num"), "Lower weight", "Higher weight"]
    caption = "Weights at which another bid leads"
    yield fold(caption, [table(columns, rows, caption=caption)])


def in_words(firm: Robustness, criteria: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The smallest change of a weight that costs the first place, and the shares of other weightings that keep it."""
    first, nearest = names[firm.first], firm.nearest
    if nearest and nearest.nearest:
        turn = nearest.nearest
        closest = (
            f"The smallest change of a weight that gives another bid the lead: '{criteria[nearest.criterion]}' from "
            f"{percent(nearest.weight)} to {turn.side} {turn.percent:f} %; then {names[turn.leader]} leads."
        )
    else:
        closest = f"No change of a single weight takes the first place from {first}."
    near, anything = (
        count[firm.first] / firm.firmness.draws for count in (firm.firmness.near, firm.firmness.any)
    )
    return (
        f"{closest} Of {firm.firmness.draws:,} random weightings in which each weight lies between half and one and a half "
        f"times its own, {first} leads in {near * 100:.0f} %; of as many in which every weighting is as likely as any "
        f"other, in {anything * 100:.0f} %."
    )


def _turn(turn: Turn | None, names: Mapping[str, str]) -> Inert:
    return text(turn_in_words(turn, names)) if turn else small("no change")
