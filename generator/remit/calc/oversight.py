"""Which level of oversight the results of a study call for.

Down one level after quarters without amber and red, at the present level, with no critical finding open and a quality
agreement in force; up one level at once on a red quality or risk metric or a critical finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from remit.calc.judged import OFF_TARGET, status
from remit.calc.periods import QUARTER, day_after, follow, short_name, whole_months
from remit.calc.scorecard import is_due
from remit.frozen import dataclass
from remit.model.oversight import LevelMove, LevelName
from remit.model.performance import Performance
from remit.model.quality import Metric
from remit.model.values import spoken

LEVELS: tuple[LevelName, ...] = ("L1", "L2", "L3", "L4")
"""Levels from the most to the least intensive."""

_SAFEGUARDED = ("quality", "risk")
"""Categories of metrics whose red moves a study up at once."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one period says about the level.

    ``off_target`` and ``missing`` are ids of metrics: amber or red, and due without a figure or a reason; ``titles`` is what
    people call them. ``alarms`` names the red quality metrics and critical findings.
    """

    period: Performance
    off_target: tuple[str, ...]
    alarms: tuple[str, ...]
    critical_open: bool
    missing: tuple[str, ...] = ()
    measured: int = 1
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def green(self) -> bool:
        """Whether something was measured, nothing that was due is missing, and no metric was amber or red."""
        return self.measured > 0 and not self.off_target and not self.missing

    @property
    def shortfall(self) -> str:
        """Why the period was not green, in words; empty if it was."""
        parts = [self._named(self.off_target)] if self.off_target else []
        if self.missing:
            parts.append(f"nothing is said about {self._named(self.missing)}")
        if not self.measured:
            parts.append("nothing was measured")
        return "; ".join(parts)

    def _named(self, ids: Iterable[str]) -> str:
        return ", ".join(self.titles.get(id, id) for id in ids)


def result(
    metrics: Mapping[str, Metric], period: Performance, asked: Collection[str] | None = None
) -> Result:
    """Judge a period. Metrics that show the sponsor's own work say nothing about its oversight of others.

    ``asked`` are the ids of the metrics for which the CRO is asked, by default all.
    """
    others = {id: metric for id, metric in metrics.items() if metric.accountable != "sponsor"}
    judged = {id: status(others[id], value) for id, value in period.values.items() if id in others}
    off_target = tuple(id for id, colour in judged.items() if colour in OFF_TARGET)
    red = (
        f"'{metrics[id].title}' is red" for id in off_target if judged[id] == "red" and guarded(metrics[id])
    )
    critical = [finding for finding in period.findings if finding.grade == "critical"]
    explained = {id for id, value in period.values.items() if judged.get(id) or value.comment}
    return Result(
        period,
        off_target,
        (*red, *(f"a critical finding: {finding.text}" for finding in critical)),
        any(finding.open for finding in critical),
        tuple(
            id
            for id, metric in others.items()
            if (asked is None or id in asked) and is_due(metric, period) and id not in explained
        ),
        sum(colour is not None for colour in judged.values()),
        {id: metric.title for id, metric in others.items()},
    )


def guarded(metric: Metric) -> bool:
    """Whether a red of this metric moves a study up at once."""
    return metric.category in _SAFEGUARDED or metric.kind in ("KQI", "QTL")


def one_up(level: LevelName) -> LevelName:
    """The next more intensive level; the most intensive stays."""
    return LEVELS[max(0, LEVELS.index(level) - 1)]


def is_leaner(level: LevelName, than: LevelName) -> bool:
    """Whether one level takes less oversight than another."""
    return LEVELS.index(level) > LEVELS.index(than)


def green_run(results: Sequence[Result]) -> tuple[Result, ...]:
    """The green periods up to the last, as far back as they follow one another without a gap."""
    run: list[Result] = []
    for one in reversed(results):
        if not one.green or (run and not follow(one.period, run[0].period)):
            break
        run.insert(0, one)
    return tuple(run)


def green_quarters(results: Sequence[Result]) -> int:
    """How many whole quarters the green periods up to the last cover."""
    run = green_run(results)
    return whole_months(run[0].period.first, run[-1].period.last) // QUARTER if run else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One condition of a move to a leaner level: what is asked, what was found, and what is missing (empty if nothing)."""

    asked: str
    found: str
    missing: str = ""


def gates(
    move: LevelMove, results: Sequence[Result], quality_agreement: bool, since: dt.date | None = None
) -> tuple[Gate, ...]:
    """The conditions of a move to a leaner level, held against the periods of a CRO, oldest first.

    ``since`` is the first day of the present level, where it is known: what was green before has earned that level, and
    earns no other.
    """
    found = [_quarters_gate(move, results, since)]
    if move.no_critical_finding:
        still_open = [one.period.id for one in (*green_run(results), *results[-1:]) if one.critical_open]
        found.append(
            Gate(
                asked="no critical finding open",
                found=f"open in {still_open[-1]}" if still_open else "none",
                missing="a critical finding was open" if still_open else "",
            )
        )
    if move.quality_agreement:
        found.append(
            Gate(
                asked="a quality agreement in force",
                found="in force" if quality_agreement else "not in force",
                missing="" if quality_agreement else "no quality agreement was in force",
            )
        )
    return tuple(found)


def _quarters_gate(move: LevelMove, results: Sequence[Result], since: dt.date | None) -> Gate:
    counted = [one for one in results if since is None or one.period.first >= since]
    run, have = green_run(counted), green_quarters(counted)
    at = f" at {move.from_level}" if since else ""
    number = "quarter" if move.green_periods == 1 else "quarters"
    asked = f"{move.green_periods} green {number} in a row{at}"
    found = f"{have}: {', '.join(one.period.id for one in run)}" if run else str(have)
    if have >= move.green_periods:
        return Gate(asked=asked, found=found)
    before = counted[-len(run) - 1] if len(counted) > len(run) else None
    if before is None:
        missing = f"{asked} are needed, {have} {'is' if have == 1 else 'are'} recorded"
        if since and len(counted) < len(results):
            missing += f" since {move.from_level} began on {spoken(since)}"
    elif not before.green:
        missing = f"{short_name(before.period)} was not green ({before.shortfall})"
    else:
        missing = f"nothing is recorded from {spoken(day_after(before.period.last))} on"
    return Gate(asked=asked, found=found, missing=missing)


def unmet(
    move: LevelMove, results: Sequence[Result], quality_agreement: bool, since: dt.date | None = None
) -> tuple[str, ...]:
    """What is missing for a move to a leaner level after these periods, oldest first; empty if nothing is."""
    return tuple(gate.missing for gate in gates(move, results, quality_agreement, since) if gate.missing)


def recommended(
    level: LevelName,
    results: Sequence[Result],
    moves: Iterable[LevelMove],
    quality_agreement: bool,
    since: dt.date | None = None,
    *,
    answered: bool = False,
) -> LevelName:
    """The level that the results of a CRO call for: one up at once on an alarm, one down when a move's terms are met.

    ``answered`` says that the study was moved up in the last period or after it, so that its alarms call for nothing more.
    """
    if results and results[-1].alarms:
        return level if answered else one_up(level)
    for move in moves:
        if move.from_level == level and not unmet(move, results, quality_agreement, since):
            return move.to_level
    return level
