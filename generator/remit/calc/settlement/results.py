"""What is known of each measure and quality condition on a day, from milestones, metrics, findings and what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from remit.calc.business_days import Calendar, deadline
from remit.calc.judged import figure
from remit.calc.payments.known_dates import Dated, KnownDates
from remit.calc.settlement.words import days, gate_words, number, on
from remit.frozen import dataclass
from remit.model.money import WorkOrder
from remit.model.performance import MetricValue, Performance
from remit.model.quality import Metric
from remit.model.risk_sharing import Incentive, QualityGate
from remit.model.settlement import Settlement

Known = Literal["actual", "expected", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a measure: calendar days after the target that count, or the metric's figure; and where it is from.

    ``actual`` results are final, ``expected`` ones rest on a forecast or on the figure as it stands; ``open`` has none.
    """

    known: Known
    value: Fraction | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """Whether a quality condition holds on a day; None where nobody has said so."""

    id: str
    words: str
    holds: bool | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a settlement looks at, as of a day. ``order`` has the change orders in force on it.

    ``cro`` is the short name of the provider, ``country`` the ISO code of its place (empty where that is not known).
    """

    order: WorkOrder
    cro: str
    country: str
    metrics: Mapping[str, Metric]
    dates: KnownDates
    periods: tuple[Performance, ...]
    agreed: Settlement | None

    @property
    def as_of(self) -> dt.date:
        """The day on which is asked."""
        return self.dates.as_of

    def day_of(self, milestone: str | None) -> Dated | None:
        """When a payment milestone of the order is reached, as far as that is known."""
        one = self.order.payment.milestones.get(milestone or "")
        return self.dates.of_payment(self.order, one) if one else None


def result_of(facts: Facts, one: Incentive) -> Result:
    """The result of a measure on the day."""
    return _figure(facts, one) if one.measures == "metric" else _lateness(facts, one)


# ---- days late ------------------------------------------------------------------------------------------------------


def target_of(facts: Facts, one: Incentive) -> Dated | None:
    """The target date, and whether it is fixed ('actual') or moves with a milestone that is not reached."""
    if one.target_after and one.target_within:
        start = facts.day_of(one.target_after)
        return Dated(target_from(facts, one, start.day), start.known) if start else None
    milestone = facts.order.payment.milestones.get(one.milestone or "")
    target = one.target or (milestone.planned if milestone else None)
    return Dated(target, "actual") if target else None


def target_from(facts: Facts, one: Incentive, day: dt.date) -> dt.date:
    """The target of a measure that counts it from a day.

    Business days are those of the country that the measure names, else of the CRO's place: it must act (clause definitions).
    """
    calendar = Calendar(one.target_country or facts.country)
    return deadline(day, one.target_within, calendar) if one.target_within else day


def excluded_days(facts: Facts, id: str) -> int:
    """Days of delay that the sponsor has agreed not to count by the day."""
    claims = facts.agreed.exclusions.values() if facts.agreed else ()
    return sum(one.days for one in claims if one.incentive == id and one.agreed and one.agreed <= facts.as_of)


def counted(late: int, excluded: int) -> int:
    """Days that count: exclusions take away delay, and never make a late result an early one."""
    return max(late - excluded, 0) if late > 0 else late


def _lateness(facts: Facts, one: Incentive) -> Result:
    target, reached = target_of(facts, one), facts.day_of(one.milestone)
    if target is None or reached is None:
        return Result(known="open", value=None, words="no day is known for it")
    late = (reached.day - target.day).days
    excluded = excluded_days(facts, one.id)
    final = reached.known == "actual" and target.known == "actual"
    verb = "reached on" if reached.known == "actual" else "expected on"
    told = f"{verb} {on(reached.day)}, {_beside(late)} the target of {on(target.day)}"
    if excluded and late > 0:
        told += f"; {days(excluded)} are excluded, so that {days(counted(late, excluded))} count"
    return Result(
        known="actual" if final else "expected", value=Fraction(counted(late, excluded)), words=told
    )


def _beside(late: int) -> str:
    return "on" if late == 0 else f"{days(abs(late))} {'after' if late > 0 else 'before'}"


# ---- metrics --------------------------------------------------------------------------------------------------------


def _figure(facts: Facts, one: Incentive) -> Result:
    metric = facts.metrics.get(one.metric or "")
    if metric is None:
        return Result(known="open", value=None, words="its metric is not known")
    measured = facts.agreed.results.get(one.id) if facts.agreed else None
    if measured and measured.measured <= facts.as_of:
        value = MetricValue(
            numerator=measured.numerator, denominator=measured.denominator, value=measured.value
        )
        found = figure(metric, value)
        if found is not None:
            words = f"{_shown(found, metric)}, measured on {on(measured.measured)} ({measured.evidence})"
            return Result(known="actual", value=Fraction(found), words=words)
    return _as_reported(facts, one, metric)


def _as_reported(facts: Facts, one: Incentive, metric: Metric) -> Result:
    """The figure of the last period that was reported. It is not final: the contract measures on the milestone's day."""
    for period in reversed(facts.periods):
        value = period.values.get(metric.id)
        found = figure(metric, value) if value else None
        if found is not None:
            day = facts.day_of(one.milestone)
            passed = bool(day and day.known == "actual")
            rest = (
                "the figure of the day itself is not recorded"
                if passed
                else "it is measured when the milestone is reached"
            )
            words = f"{_shown(found, metric)} in the period to {on(period.last)}; {rest}"
            return Result(known="expected", value=Fraction(found), words=words)
    return Result(known="open", value=None, words="no figure has been reported")


def _shown(value: Decimal, metric: Metric) -> str:
    return f"{number(round(value, 2))} {metric.unit}"


# ---- quality conditions ---------------------------------------------------------------------------------------------

_GRADES = {"critical": ("critical",), "major": ("critical", "major")}


def gate_state(facts: Facts, gate: QualityGate) -> GateState:
    """Whether a condition holds: as the parties have stated, else as findings and metrics show."""
    words = gate_words(gate, facts.cro, facts.metrics)
    stated = facts.agreed.conditions.get(gate.id) if facts.agreed else None
    if stated and stated.stated <= facts.as_of:
        why = f"stated on {on(stated.stated)}: {stated.evidence}"
        return GateState(id=gate.id, words=words, holds=stated.holds, why=why)
    if not facts.periods:
        return GateState(id=gate.id, words=words, holds=None, why="no period has been reported")
    metric = facts.metrics.get(gate.metric or "")
    if gate.finding:
        holds, why = _findings(facts.periods, gate.finding)
    elif metric and gate.limit is not None:
        holds, why = _limit(facts.periods, metric, gate.limit)
    else:
        holds, why = None, "nobody has stated whether it holds"
    return GateState(id=gate.id, words=words, holds=holds, why=why)


def _findings(periods: Iterable[Performance], grade: str) -> tuple[bool | None, str]:
    """A finding that a period leaves open counts as open until the settlement states otherwise."""
    found = [
        (period, one)
        for period in periods
        for one in period.findings
        if one.grade in _GRADES[grade] and one.open and one.source != "oversight"
    ]
    if not found:
        last = tuple(periods)[-1].last
        return True, f"none is open in the periods reported to {on(last)}"
    period, one = found[-1]
    return False, f"open in the period to {on(period.last)}: {one.text}"


def _limit(periods: Iterable[Performance], metric: Metric, limit: Decimal) -> tuple[bool | None, str]:
    """The figure over all periods together; of a metric that is no fraction, the worst of them."""
    values = [
        value
        for period in periods
        if (value := period.values.get(metric.id)) and figure(metric, value) is not None
    ]
    if not values:
        return None, "no figure has been reported"
    higher = metric.direction == "higher"
    if all(value.numerator is not None and value.denominator for value in values):
        whole = MetricValue(
            numerator=sum((value.numerator or Decimal(0) for value in values), Decimal(0)),
            denominator=sum((value.denominator or Decimal(0) for value in values), Decimal(0)),
        )
        found = figure(metric, whole)
    else:
        figures = [one for value in values if (one := figure(metric, value)) is not None]
        found = min(figures) if higher else max(figures)
    if found is None:
        return None, "no figure has been reported"
    holds = found >= limit if higher else found <= limit
    return holds, f"{_shown(found, metric)} over {len(values)} periods reported"
