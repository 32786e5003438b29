"""The range of likely sums: a bar between the percentiles on an axis from cap to cap, told in words."""

from __future__ import annotations

from remit.blocks.drawing import Box, Label, Mark
from remit.calc.settlement.distribution import Distribution
from remit.figures.payout_range import payout_range
from remit.model.risk_sharing import RiskSharing
from tests.calc.orders import money, percent

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
    assert "Eight of ten runs: -350 to 150; middle -100" in words
