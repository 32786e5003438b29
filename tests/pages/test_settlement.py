"""What the page of a study says about the sums that the uncertainty of the schedule makes likely."""

from __future__ import annotations

import pytest

from remit.calc.settlement.distribution import Distribution
from remit.model.money import WorkOrder
from remit.pages import settlement
from remit.pages.page import Desk
from tests.pages.books import make_book


def page(monkeypatch: pytest.MonkeyPatch, *, certain: bool) -> str:
    """The blocks of the minimal order with this outcome of its simulation (it has no schedule of its own)."""
    found = Distribution(
        runs=500, low=-7000, middle=1000, high=9000, mean=900, gains=0.6, losses=0.4, certain=certain
    )
    monkeypatch.setattr(settlement, "distribution", lambda *_: found)
    book = make_book()
    (order,) = book.ledger.of(WorkOrder).values()
    return "\n".join(settlement.settlement_blocks(Desk(book, "studies/al-101"), order))


def test_a_range_is_shown_while_the_schedule_can_move_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    written = page(monkeypatch, certain=False)
    assert "between -7,000 and 9,000 USD in eight of ten runs" in written
    assert "What WO-101 is likely to pay (500 runs of the schedule" in written
    assert "moves none of the dates" not in written


def test_it_is_said_when_the_schedule_moves_nothing_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    written = page(monkeypatch, certain=True)
    assert "moves none of the dates that are measured any more" in written
    assert "eight of ten runs" not in written
