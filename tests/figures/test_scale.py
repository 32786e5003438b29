"""An axis: places of values, and the round values at which it is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.figures.scale import Scale, ticks


def test_values_lie_between_the_ends() -> None:
    scale = Scale(low=100, high=200, start=10, end=110)
    assert [scale(100), scale(150), scale(200)] == [10, 60, 110]
    assert Scale(low=3, high=3, start=10, end=110)(3) == 10


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (97, 103, (98, 100, 102)),
        (5, 5, (5,)),
    ],
)
def test_marks_are_round(low: float, high: float, marks: tuple[float, ...]) -> None:
    assert ticks(low, high) == pytest.approx(marks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_marks_stay_within_and_are_few(low: float, width: float, most: int) -> None:
    found = ticks(low, low + width, most)
    assert 1 <= len(found) <= most
    assert all(low - width * 1e-6 <= one <= low + width * 1.000001 for one in found)
