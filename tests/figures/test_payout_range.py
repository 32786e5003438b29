"""The range of likely sums: a bar between the percentiles on an axis from cap to cap, told in words."""

from __future__ import annotations

from dataclasses import replace

from remit.blocks.drawing import Box, Label, Mark
from remit.calc.settlement.distribution import Bar, Distribution
from remit.figures.payout_range import payout_range
from remit.model.risk_sharing import RiskSharing
from tests.calc.orders import money, percent
from tests.figures.reading import off_the_sheet, overlapping

TERMS = RiskSharing(
    model="bonus-malus",
    at_risk_share=percent(8),
    at_risk=money(600),
    bonus_share=percent(5),
    bonus_cap=money(400),
    malus_cap=money(600),
    incentives={},
)


def spread(low: int, middle: int, high: int) -> Distribution:
    return Distribution(
        runs=1000, low=low, middle=middle, high=high, mean=middle, gains=0.25, losses=0.5, certain=False
    )


def test_bar_and_middle_lie_in_proportion_between_the_caps() -> None:
    (whole,) = (
        one for one in payout_range(spread(-600, 0, 400), TERMS, "WO-1").shapes if isinstance(one, Box)
    )
    drawing = payout_range(spread(-350, -100, 150), TERMS, "WO-1")
    (bar,) = (one for one in drawing.shapes if isinstance(one, Box))
    (middle,) = (one for one in drawing.shapes if isinstance(one, Mark))
    assert abs(bar.width - whole.width / 2) < 0.01
    assert abs(bar.x - (whole.x + whole.width / 4)) < 0.01
    assert abs(middle.x - (whole.x + whole.width / 2)) < 0.01


def test_a_range_of_nothing_can_still_be_seen() -> None:
    (bar,) = (one for one in payout_range(spread(5, 5, 5), TERMS, "WO-1").shapes if isinstance(one, Box))
    assert bar.width >= 1


def test_it_says_in_words_what_it_shows() -> None:
    drawing = payout_range(spread(-350, -100, 150), TERMS, "WO-1")
    told = drawing.alternative
    assert "between -350 and 150 USD in eight of ten runs" in told
    assert "-100 USD in the middle; above nothing in 25% of the runs, below in 50%" in told
    words = " ".join(one.text for one in drawing.shapes if isinstance(one, Label))
    assert "Eight of ten runs (bar below): -350 to 150; middle -100" in words


BARS = (
    Bar(low=-600, high=-400, share=0.1),
    Bar(low=-400, high=-200, share=0),
    Bar(low=-200, high=0, share=0.2),
    Bar(low=0, high=200, share=0.4),
    Bar(low=200, high=400, share=0.3),
)


def test_columns_are_as_high_as_their_share_and_losses_are_hatched() -> None:
    drawing = payout_range(replace(spread(-350, -100, 150), bars=BARS), TERMS, "WO-1")
    columns = [one for one in drawing.shapes if isinstance(one, Box)][:4]
    heights = [one.height / columns[2].height for one in columns]
    assert [round(one, 3) for one in heights] == [0.25, 0.5, 1, 0.75]
    assert [bool(one.hatched) for one in columns] == [True, True, False, False]
    assert "Most often, in 40% of the runs, it lies from 0 to 200 USD." in drawing.alternative
    assert "40% of the runs" in [one.text for one in drawing.shapes if isinstance(one, Label)]


def test_everything_lies_on_the_sheet_wherever_most_runs_are() -> None:
    for place in range(len(BARS)):
        bars = tuple(replace(one, share=0.9 if at == place else 0.02) for at, one in enumerate(BARS))
        drawing = payout_range(replace(spread(-600, 0, 400), bars=bars), TERMS, "WO-1")
        assert off_the_sheet(drawing) == []
        assert overlapping(drawing) == []
