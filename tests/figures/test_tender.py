"""Figures of a selection: every bid and criterion is there, nothing is cut off, and the words say the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from remit.blocks.drawing import Box, Drawing, Mark
from remit.calc.ranking import standings
from remit.calc.sensitivity import robustness
from remit.figures.prices import MOST_BIDS, totals, unit_prices
from remit.figures.scores import scores
from remit.figures.weights import weights
from remit.model.playbook import Thresholds
from remit.model.values import Money
from tests.calc.tenders import CRITERIA, bid, example, tender, usd
from tests.figures.reading import off_the_sheet, overlapping, words

TITLES = {name: name.capitalize() for name in CRITERIA}
LONG = "A bidder whose name is as long as that of a group of companies in several countries Ltd"


def scored() -> Drawing:
    selection = example()
    criteria = {name: (TITLES[name], str(weight)) for name, weight in selection.weights.items()}
    return scores(standings(selection, ()), criteria)


def firm() -> Drawing:
    selection = example()
    found = robustness(selection, standings(selection, ()))
    assert found
    return weights(found, TITLES, {id: one.bidder for id, one in selection.bids.items()})


def priced() -> Drawing:
    drawn = totals(tuple(example().bids.values()), Thresholds())
    assert drawn
    return drawn


def units(count: int = 3) -> Drawing | None:
    bids = [
        bid(f"b{n}", {}, usd(100 + n), prices={"visits": (1, usd(100 + 10 * n)), "file": (1, usd(40 + n))})
        for n in range(count)
    ]
    return unit_prices({"visits": "Visits", "file": "Trial master file"}, bids, Thresholds())


def drawn_units() -> Drawing:
    found = units()
    assert found
    return found


@pytest.mark.parametrize("drawn", [scored, firm, priced, drawn_units])
def test_everything_is_on_the_sheet_and_no_words_lie_on_others(drawn: object) -> None:
    drawing = drawn()  # type: ignore[operator]
    assert off_the_sheet(drawing) == []
    assert overlapping(drawing) == []
    assert drawing.alternative.endswith(".")


def test_scores_show_a_part_for_each_criterion_and_the_sums() -> None:
    drawing = scored()
    assert [text for text in words(drawing) if text in ("4.05", "3.80", "3.55")] == ["4.05", "3.80", "3.55"]
    assert sum(isinstance(shape, Box) for shape in drawing.shapes) == 3 * 7 + 7
    assert "A  Area, 20 %" in words(drawing)
    assert "Calloway 4.05 (place 1: Area 0.80, Team 1.00" in drawing.alternative


def test_neighbouring_parts_differ_without_colour() -> None:
    boxes = [shape for shape in scored().shapes if isinstance(shape, Box)][:7]
    looks = [(int(box.fill[:2], 16) // 40, bool(box.hatched)) for box in boxes]
    assert all(one != other for one, other in pairwise(looks))


def test_who_may_not_win_is_said_in_words() -> None:
    bids = [
        bid("a", {"team": 3}, usd(1), gates={"audit": True}),
        bid("b", {"team": 5}, usd(1), gates={"audit": False}),
    ]
    found = standings(tender(bids, {"team": 100}), ("audit",))
    drawing = scores(found, {"team": ("Team", "100 %")})
    assert words(drawing).count("may not win") == 1
    assert "B 5.00 (may not win" in drawing.alternative


def test_prices_show_median_and_limit() -> None:
    drawing = priced()
    assert "median 15,340,800" in words(drawing)
    assert "median 27,782,000" in words(drawing)
    assert words(drawing).count("limit, 20 % below") == 2
    assert "Orrin 12,960,000" in drawing.alternative


def test_without_three_bids_there_is_no_median_and_without_two_no_figure() -> None:
    bids = tuple(example().bids.values())
    two = totals(bids[:2], Thresholds())
    assert two
    assert not [text for text in words(two) if "median" in text]
    assert totals(bids[:1], Thresholds()) is None
    mixed = bid("x", {}, Money(usd(1).amount, "EUR"))
    assert totals((*bids, mixed), Thresholds()) is None


def test_a_bid_that_is_not_comparable_is_named_so() -> None:
    bids = (*example().bids.values(), bid("late", {}, usd(5_000_000), comparable=False))
    drawn = totals(bids, Thresholds())
    assert drawn
    assert "Late (not comparable)" in words(drawn)
    assert "Late 5,000,000 (not comparable)" in drawn.alternative


def test_prices_of_units_have_a_sign_for_each_bid_and_line() -> None:
    drawing = drawn_units()
    marks = [shape for shape in drawing.shapes if isinstance(shape, Mark)]
    assert len(marks) == 3 + 2 * 3
    assert len({mark.form for mark in marks[:3]}) == 3
    assert "Visits: B0 0.91, B1 1.00, B2 1.09" in drawing.alternative


def test_more_bids_than_signs_are_not_drawn() -> None:
    assert units(MOST_BIDS)
    assert units(MOST_BIDS + 1) is None
    assert units(2) is None, "two bids have no median"


def test_weights_say_who_leads_beyond_the_ends() -> None:
    drawing = firm()
    assert "Tresco leads above 36 %" in words(drawing)
    assert "no weight changes the lead" in words(drawing)
    assert "Area, now 20 %: Tresco leads above 36 %" in drawing.alternative


def test_long_names_are_cut_and_told_in_full() -> None:
    bids = [bid(LONG, {"team": 3}, usd(5)), bid("b", {"team": 4}, usd(6)), bid("c", {"team": 4}, usd(7))]
    drawn = totals(bids, Thresholds())
    assert drawn
    assert off_the_sheet(drawn) == overlapping(drawn) == []
    assert LONG.capitalize() in drawn.alternative
