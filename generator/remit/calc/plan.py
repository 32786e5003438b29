"""Everything that follows from a study's schedule, together: what command, page and figures show of it."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

from remit.calc.business_days import calendar_of
from remit.calc.crashing import Crashing, crashing
from remit.calc.loading import Load, loads
from remit.calc.milestones import Standing, standings
from remit.calc.schedule import Network, Placed, most_likely, pert
from remit.calc.simulation import RUNS, SEED, Simulation, simulate
from remit.frozen import dataclass
from remit.model.planning import Schedule

RIVAL = 0.05
"""Share of runs from which a task off the critical path is named among those that compete with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days on which a task is done at the earliest and at the latest; None beyond the end of all calendars."""

    early_start: dt.date | None
    early_finish: dt.date | None
    late_start: dt.date | None
    late_finish: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A schedule worked out. ``target`` is the number of business days within which its network should end.

    ``expected`` is the network of expected lengths, ``likely`` that of the most likely ones, which money can shorten.
    ``crashing`` is None where it cannot be said what money can do.
    """

    schedule: Schedule
    target: int
    as_of: dt.date | None
    expected: Network
    likely: Network
    simulation: Simulation
    spans: Mapping[str, Span]
    standings: tuple[Standing, ...]
    loads: tuple[Load, ...]
    crashing: Crashing | None
    days: Sequence[dt.date]
    """The business days of the calendar from the start, as far as anything of the plan reaches."""

    def day(self, length: float) -> dt.date | None:
        """The day on which work ends that takes so many business days from the start; None beyond the last known one."""
        place = max(math.ceil(length) - 1, 0)
        return self.days[place] if place < len(self.days) else None

    def length_to(self, day: dt.date) -> int:
        """Business days from the start to the end of a day, as far as anything of the plan reaches."""
        return bisect_right(self.days, day)

    @property
    def rivals(self) -> tuple[str, ...]:
        """Tasks off the critical path that are critical in many runs, the most often critical first."""
        share = self.simulation.criticality
        off = [id for id, placed in self.expected.tasks.items() if placed.slack and share[id] >= RIVAL]
        return tuple(sorted(off, key=lambda id: -share[id]))


def plan(
    schedule: Schedule,
    *,
    target: int | None = None,
    as_of: dt.date | None = None,
    runs: int = RUNS,
    seed: int = SEED,
) -> Plan | None:
    """Work a schedule out; None where its tasks make no network (calc/schedule.is_network)."""
    expected, likely = pert(schedule.tasks), most_likely(schedule.tasks)
    ends = [one.task for one in schedule.milestones.values() if one.task]
    simulation = simulate(schedule.tasks, runs=runs, seed=seed, keep=ends)
    if not (expected and likely and simulation):
        return None
    within = schedule.target if target is None else target
    reach = max(float(expected.length), float(simulation.lengths.max(initial=0.0)), within, 1)
    days = calendar_of(schedule).first(schedule.start, math.ceil(reach))
    return Plan(
        schedule=schedule,
        target=within,
        as_of=as_of,
        expected=expected,
        likely=likely,
        simulation=simulation,
        spans=spans(days, expected),
        standings=standings(schedule, as_of),
        loads=loads(schedule, expected),
        crashing=crashing(schedule.tasks),
        days=days,
    )


def spans(days: Sequence[dt.date], network: Network) -> Mapping[str, Span]:
    """The days of each task. ``days`` are the business days of the calendar from the start of the network."""
    return {id: _span(days, placed) for id, placed in network.tasks.items()}


def _span(days: Sequence[dt.date], placed: Placed) -> Span:
    def start(begin: Fraction, end: Fraction) -> dt.date | None:
        return on(begin) if begin < end else finish(end)

    def finish(end: Fraction) -> dt.date | None:
        return on(Fraction(max(math.ceil(end) - 1, 0)))

    def on(place: Fraction) -> dt.date | None:
        return days[math.floor(place)] if place < len(days) else None

    return Span(
        early_start=start(placed.early_start, placed.early_finish),
        early_finish=finish(placed.early_finish),
        late_start=start(placed.late_start, placed.late_finish),
        late_finish=finish(placed.late_finish),
    )
