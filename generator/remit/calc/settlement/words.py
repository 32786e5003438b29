"""Targets, bands and conditions in words, from the same figures that the settlement calculates with.

Contracts print the same in their own template (schedule "Risk sharing").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale

from remit.calc.settlement.bands import higher_is_better, no_malus
from remit.model.money import WorkOrder
from remit.model.quality import Metric
from remit.model.risk_sharing import Band, Incentive, QualityGate

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def on(day: dt.date) -> str:
    """A day as people say it: 24 November 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def number(value: Decimal) -> str:
    """A number without zeros that say nothing."""
    return f"{value.normalize():,f}" if value else "0"


def days(count: int | Decimal) -> str:
    """``1 calendar day``, ``12 calendar days``."""
    shown = number(Decimal(count))
    return f"{shown} calendar day{'' if shown == '1' else 's'}"


def lateness(value: Decimal) -> str:
    """Days counted from a target: after it, on it, or before it where they are negative."""
    if not value:
        return "on the target date"
    return f"{days(abs(value))} {'after' if value > 0 else 'before'} the target date"


def target_words(order: WorkOrder, one: Incentive, metric: Metric | None) -> str:
    """What must be reached for the full bonus."""
    milestones = order.payment.milestones
    milestone, after = milestones.get(one.milestone or ""), milestones.get(one.target_after or "")
    if one.measures == "metric":
        least = "at least" if higher_is_better(one.band) else "at most"
        when = f", measured on the day of '{milestone.title}'" if milestone else ""
        return f"{least} {_figure(one.band.full_bonus, metric)}{when}"
    if after and one.target_within:
        code = one.target_country
        where = f" in {Locale('en').territories.get(code, code)}" if code else ""
        return f"{one.target_within}{where} after '{after.title}'"
    target = one.target or (milestone.planned if milestone else None)
    return on(target) if target else "not agreed"


def band_words(one: Incentive, metric: Metric | None) -> str:
    """How a result moves from full bonus to full malus."""
    band = one.band
    if one.measures == "metric":
        return _of_figures(band, metric)
    falls = (
        f"after that falling in a straight line, to nothing {lateness(band.no_bonus)}"
        if band.no_bonus != band.full_bonus
        else "none after that"
    )
    return (
        f"Full bonus {lateness(band.full_bonus)} or earlier, {falls}. The malus starts from nothing "
        f"{lateness(no_malus(band))}, rises in a straight line and is full {lateness(band.full_malus)}."
    )


def _of_figures(band: Band, metric: Metric | None) -> str:
    more, below = ("more", "below") if higher_is_better(band) else ("less", "above")
    falls = (
        f"{below} that falling in a straight line, to nothing at {_figure(band.no_bonus, metric)}"
        if band.no_bonus != band.full_bonus
        else f"none {below} that"
    )
    return (
        f"Full bonus at {_figure(band.full_bonus, metric)} or {more}, {falls}. The malus starts from nothing at "
        f"{_figure(no_malus(band), metric)}, rises in a straight line and is full at {_figure(band.full_malus, metric)}."
    )


def _figure(value: Decimal, metric: Metric | None) -> str:
    return f"{number(value)} {metric.unit}" if metric else number(value)


def gate_words(gate: QualityGate, cro: str, metrics: Mapping[str, Metric]) -> str:
    """A quality condition; ``cro`` is the short name of the provider."""
    if gate.finding:
        grades = "critical or major" if gate.finding == "major" else "critical"
        return f"No {grades} finding of an audit or inspection of {cro} in the study is open"
    metric = metrics.get(gate.metric or "")
    if metric and gate.limit is not None:
        least = "at least" if metric.direction == "higher" else "at most"
        return f"'{metric.title}' is {least} {_figure(gate.limit, metric)} over the whole study"
    return gate.condition or gate.id
