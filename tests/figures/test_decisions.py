"""Figures of decisions and of the portfolio: options, shares of work, and cost by year."""

from __future__ import annotations

from itertools import pairwise

import pytest

from remit.blocks.drawing import Box, Drawing, Line
from remit.calc.acquisitions import costs
from remit.calc.deciding import compared
from remit.figures.five_years import five_years
from remit.figures.options import options
from remit.figures.work_share import ShareBar, work_share
from tests.calc.test_acquisitions import BUY, RATE, decision, option
from tests.calc.test_deciding import EXAMPLE, WEIGHTS
from tests.figures.reading import off_the_sheet, overlapping, words


def weighed() -> Drawing:
    return options(compared(EXAMPLE, WEIGHTS), "hybrid")


def shared() -> Drawing:
    bars = [
        ShareBar(words="2024", share=24, kind="year"),
        ShareBar(words="before AL-101", share=24, kind="before"),
        ShareBar(words="after AL-101", share=37, kind="after"),
    ]
    return work_share(bars, 30)


def bought() -> Drawing:
    one = decision(BUY, option("build", [310_000, 120_000, 85_000, 85_000, 85_000], "6"))
    drawn = five_years(one, costs(one, RATE))
    assert drawn
    return drawn


@pytest.mark.parametrize("drawn", [weighed, shared, bought])
def test_everything_is_on_the_sheet_and_no_words_lie_on_others(drawn: object) -> None:
    drawing = drawn()  # type: ignore[operator]
    assert off_the_sheet(drawing) == []
    assert overlapping(drawing) == []
    assert drawing.alternative.endswith(".")


def test_the_chosen_option_is_named_and_differs_without_colour() -> None:
    drawing = weighed()
    assert "hybrid, chosen" in words(drawing)
    assert [text for text in words(drawing) if text.count(".") == 1][-4:] == ["93.0", "91.8", "72.7", "54.3"]
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert [bool(box.hatched) for box in boxes[:4]] == [False, True, True, True]
    assert (
        "hybrid (hybrid, chosen): 5.5 full-time equivalents, 33,400,000 USD, risk 2.5" in drawing.alternative
    )


def test_shares_before_are_hatched_and_the_target_is_a_broken_line() -> None:
    drawing = shared()
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert [bool(box.hatched) for box in boxes] == [False, True, False]
    assert [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.dashed]
    assert "at least 30 %" in words(drawing)
    assert "after AL-101: 37 %" in drawing.alternative
    assert "at least" not in " ".join(words(work_share([], None)))


def test_cost_by_year_ends_at_the_sum() -> None:
    drawing = bought()
    assert "545,000 USD" in words(drawing)
    assert "quality 8.5, 64,118 by point, discounted 479,016" in words(drawing)
    assert "165,000, 92,000, 94,000, 96,000, 98,000" in drawing.alternative
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Box)][:5]
    assert all(abs(a.x + a.width - b.x) < 0.01 for a, b in pairwise(boxes))


def test_costs_that_cannot_be_compared_are_not_drawn() -> None:
    for others in ([option("euro", [1], "5", "EUR")], [option("none", [], "5")]):
        one = decision(BUY, *others)
        assert five_years(one, costs(one, None)) is None
    free = decision(option("free", [0], "5"))
    assert five_years(free, costs(free, None)) is None
