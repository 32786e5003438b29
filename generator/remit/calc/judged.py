"""A metric's value judged: the figure, its status against the thresholds, and which of two figures is better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

from remit.model.performance import MetricValue
from remit.model.quality import Metric

Status = Literal["green", "acceptable", "amber", "red"]
RANK: Mapping[Status, int] = {"green": 0, "acceptable": 1, "amber": 2, "red": 3}
"""Statuses from the best to the worst."""
OFF_TARGET: frozenset[Status | None] = frozenset({"amber", "red"})
"""Statuses that count as a shortfall: beyond the first limit."""

Heading = Literal["better", "worse", "unchanged"]


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


def shortfall(metric: Metric, found: Decimal) -> Decimal:
    """A figure on a scale on which more is worse; thresholds stand on the same scale.

    Where higher is better the sign is turned; of a range it is the distance from zero.
    """
    if metric.direction == "higher":
        return -found
    return abs(found) if metric.direction == "range" else found


def judge(metric: Metric, found: Decimal) -> Status:
    """Red or amber beyond that limit in the bad direction; acceptable between target and amber; green at the target."""
    bad = shortfall(metric, found)
    if bad > shortfall(metric, metric.red):
        return "red"
    if bad > shortfall(metric, metric.amber):
        return "amber"
    return "acceptable" if bad > shortfall(metric, metric.target) else "green"


def status(metric: Metric, value: MetricValue) -> Status | None:
    """The status of a period's value; None without a figure."""
    found = figure(metric, value)
    return None if found is None else judge(metric, found)


def worst(statuses: Iterable[Status | None]) -> Status | None:
    """The worst of several statuses; None if nothing was measured."""
    return max((one for one in statuses if one is not None), key=RANK.__getitem__, default=None)


def heading(metric: Metric, before: Decimal, now: Decimal) -> Heading:
    """Whether one figure is better than the one before it."""
    old, new = shortfall(metric, before), shortfall(metric, now)
    return "unchanged" if old == new else "better" if new < old else "worse"


_EXACT = Context(prec=60)
DIGITS = 9
"""The most decimal places of a figure that is shown."""


def shown(metric: Metric, found: Decimal) -> Decimal:
    """The figure rounded for readers: to one decimal place, or to as many as the thresholds have.

    More are kept where a shorter figure would have another status than the exact one: 94.96 is not shown as 95.0 where 95
    is the limit.
    """
    for digits in range(_digits(metric), DIGITS):
        short = rounded(found, digits)
        if judge(metric, short) == judge(metric, found):
            return short
    return found


def _digits(metric: Metric) -> int:
    limits = (metric.target, metric.amber, metric.red)
    return max(1, *(-int(limit.normalize().as_tuple().exponent) for limit in limits))


def rounded(number: Decimal, digits: int) -> Decimal:
    """A number rounded half-even to some decimal places, however large it is."""
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN, _EXACT)


def difference(metric: Metric, change: Decimal) -> str:
    """The change of a figure for readers, with its sign: ``+4.5``, ``-11.7``; 0 where it is too small to be shown."""
    short = rounded(change, _digits(metric))
    return f"{'+' if short > 0 else ''}{plain(short)}"


def written(metric: Metric, found: Decimal) -> str:
    """The figure for readers with its unit: ``84.5 %``, ``598,000 USD``, without zeros at its end."""
    return f"{plain(shown(metric, found))} {metric.unit}"


def plain(number: Decimal) -> str:
    """A number with thousands set apart and without zeros at its end."""
    text = f"{number:,f}" if number else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unreadable(metric: Metric, value: MetricValue) -> tuple[str, str] | None:
    """What keeps a value from being judged, and what to do about it; None for a sound value."""
    if value.value is not None:
        if value.numerator is None and value.denominator is None:
            return None
        return "has a value and also a fraction", "keep 'value', or numerator and denominator"
    if value.numerator is None:
        if value.denominator is not None:
            return "has a denominator, but no numerator", "add 'numerator:'"
        return None if value.comment else ("has no figure", "add it, or say in 'comment' why there is none")
    if metric.denominator and value.denominator is None:
        return "has a numerator, but no denominator", "add 'denominator:', or write the figure as 'value'"
    if value.numerator < 0 or (value.denominator or 0) < 0:
        return "a count cannot be negative", "correct it"
    if value.denominator == 0 and not value.comment:
        return "nothing was due (denominator 0)", "say so in 'comment'"
    return None
