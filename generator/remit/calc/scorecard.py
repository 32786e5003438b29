"""Metric values judged: the figure of a period, and whether it is green, amber or red."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from remit.model.performance import MetricValue
from remit.model.quality import Metric

Status = Literal["green", "amber", "red"]


def figure(metric: Metric, value: MetricValue) -> Decimal | None:
    """The figure of a period in the metric's unit: the value itself, or numerator / denominator.

    The ratio is taken times 100 where the unit says % or 'per 100'.

    None where nothing was measured, or where the denominator is 0 because nothing was due.
    """
    if value.value is not None:
        return value.value
    if value.numerator is None:
        return None
    if value.denominator is None:
        return value.numerator
    if value.denominator == 0:
        return None
    hundredfold = "%" in metric.unit or "per 100" in metric.unit
    return value.numerator / value.denominator * (100 if hundredfold else 1)


def status(metric: Metric, value: MetricValue) -> Status | None:
    """Red or amber where the figure is beyond the threshold in the bad direction, else green; None without a figure.

    For a metric with a range, the distance from zero counts on both sides.
    """
    found = figure(metric, value)
    if found is None:
        return None
    if metric.direction == "higher":
        return "red" if found < metric.red else "amber" if found < metric.amber else "green"
    distance = abs(found) if metric.direction == "range" else found
    return "red" if distance > metric.red else "amber" if distance > metric.amber else "green"
