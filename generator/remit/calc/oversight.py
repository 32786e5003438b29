"""Which level of oversight the results of a study call for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from remit.calc.scorecard import status
from remit.model.oversight import LevelMove, LevelName
from remit.model.performance import Performance
from remit.model.quality import Metric

LEVELS: tuple[LevelName, ...] = ("L1", "L2", "L3", "L4")
"""Levels from the most to the least intensive."""

_SAFEGUARDED = ("quality", "risk")
"""Categories of metrics whose red moves a study up at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one period says about the level. ``alarms`` names the red quality metrics and open critical findings."""

    period: Performance
    off_target: tuple[str, ...]
    alarms: tuple[str, ...]
    critical_open: bool

    @property
    def green(self) -> bool:
        """Whether no metric was amber or red."""
        return not self.off_target


def result(metrics: Mapping[str, Metric], period: Performance) -> Result:
    """Judge a period. Metrics that show the sponsor's own work say nothing about its oversight of others."""
    judged = {
        id: status(metrics[id], value)
        for id, value in period.values.items()
        if id in metrics and metrics[id].accountable != "sponsor"
    }
    off_target = tuple(id for id, colour in judged.items() if colour in ("amber", "red"))
    red = (
        f"'{metrics[id].title}' is red" for id in off_target if judged[id] == "red" and _guarded(metrics[id])
    )
    critical = [finding for finding in period.findings if finding.grade == "critical"]
    alarms = (*red, *(f"a critical finding: {finding.text}" for finding in critical))
    return Result(period, off_target, alarms, any(finding.open for finding in critical))


def _guarded(metric: Metric) -> bool:
    return metric.category in _SAFEGUARDED or metric.kind in ("KQI", "QTL")


def one_up(level: LevelName) -> LevelName:
    """The next more intensive level; the most intensive stays."""
    return LEVELS[max(0, LEVELS.index(level) - 1)]


def is_leaner(level: LevelName, than: LevelName) -> bool:
    """Whether one level takes less oversight than another."""
    return LEVELS.index(level) > LEVELS.index(than)


def unmet(move: LevelMove, results: Sequence[Result], quality_agreement: bool) -> tuple[str, ...]:
    """What is missing for a move to a leaner level after these periods, oldest first; empty if nothing is."""
    last = results[-move.green_periods :] if move.green_periods > 0 else ()
    missing = []
    if len(last) < move.green_periods:
        missing.append(f"{move.green_periods} periods with results are needed, {len(last)} are recorded")
    missing += [
        f"{one.period.id} was not green ({', '.join(one.off_target)})" for one in last if one.off_target
    ]
    if move.no_critical_finding and any(one.critical_open for one in last):
        missing.append("a critical finding was open")
    if move.quality_agreement and not quality_agreement:
        missing.append("no quality agreement was in force")
    return tuple(missing)


def recommended(
    level: LevelName, results: Sequence[Result], moves: Iterable[LevelMove], quality_agreement: bool
) -> LevelName:
    """The level that results call for: one up at once on an alarm, one down when a move's terms are met."""
    if results and results[-1].alarms:
        return one_up(level)
    for move in moves:
        if move.from_level == level and not unmet(move, results, quality_agreement):
            return move.to_level
    return level
