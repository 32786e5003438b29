"""How firmly the first place of a selection stands: at which weights another bid leads, and who leads under many others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.calc.sensitivity import Robustness, Turn
from remit.figures.weights import firm_in_words, percent, weights
from remit.figures.weights import in_words as turn_in_words
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
    yield paragraph(firm_in_words(firm, known, names))
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


def _turn(turn: Turn | None, names: Mapping[str, str]) -> Inert:
    return text(turn_in_words(turn, names)) if turn else small("no change")
