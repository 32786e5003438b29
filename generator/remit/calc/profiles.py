"""A bidder's profile held against the range seen in the field."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from remit.model.selection import ProfileMetric

Position = Literal["within", "outside, better", "outside, worse"]


def position(metric: ProfileMetric, value: Decimal) -> Position:
    """Where a figure lies: in the range, whose ends belong to it, or outside on the better or the worse side.

    A figure outside is asked about, not rejected; on the better side it may rest on another way of counting.
    """
    if metric.low <= value <= metric.high:
        return "within"
    return "outside, better" if (value > metric.high) == (metric.direction == "higher") else "outside, worse"
