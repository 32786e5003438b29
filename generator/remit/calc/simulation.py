"""Many invented courses of a schedule's network: when it and its tasks end, how likely that is in time, what delays it.

Each run draws a length for every task, independently, and puts the network together by the longest path. Unlike the
normal formula of PERT (calc/schedule.py), which looks at one path, a run ends when the last of all paths ends. Where
paths compete, the formula is therefore too hopeful (merge bias: MacCrimmon and Ryavec, "An analytical study of the PERT
assumptions", Operations Research 12 (1964) 16-37; simulation as the remedy: Van Slyke, "Monte Carlo methods and the
PERT problem", Operations Research 11 (1963) 839-860).

A length is drawn from the beta distribution between the optimistic and the pessimistic estimate that has PERT's own
mean, (o + 4m + p) / 6, and variance, ((p - o) / 6)^2. Then formula and simulation start from the same tasks, and what
remains between them is the network. A triangular distribution has another mean, (o + m + p) / 3, which alone would move
the end of a path by days. Source: Davis, "Teaching project simulation in Excel using PERT-beta distributions", INFORMS
Transactions on Education 8 (2008) 139-148, after Malcolm, Roseboom, Clark and Fazar, "Application of a technique for
research and development program evaluation", Operations Research 7 (1959) 646-669.

The same seed gives the same runs on every machine: only the raw bits of the generator are used, lengths come from a
table of equally likely values in multiples of 1/65536 day, and sums and comparisons of those are exact. Every task
draws from a stream named by its id, so that a task that is added, moved or changed leaves the draws of all others as
they were.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from remit.calc.business_days import Calendar, calendar_of
from remit.calc.schedule import in_order, is_network
from remit.frozen import dataclass
from remit.model.planning import Schedule, StudyMilestone, Task

if TYPE_CHECKING:  # numpy takes longer to import than most commands take
    import numpy as np
    from numpy.typing import NDArray

    Days = NDArray[np.float64]
    """Business days from the start of the network, one value for each run."""
    Dates = NDArray[np.datetime64]
    """Calendar days, one for each run."""

RUNS, SEED = 10_000, 2026
"""How many runs are usual, and the seed with which their drawing begins."""

_LIKELY = 4096
"""Equally likely lengths of a task: twelve bits of a draw."""
_GRAIN = 65536
"""Parts of a day in which lengths are counted."""
_AT_ONCE = 10_000_000
"""Ends of tasks that are held at a time: 80 MB."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulation:
    """What came out of the runs.

    ``lengths`` holds for each run the business days from the start to the end of the network, ``finishes`` the same for
    the end of each task that was asked for. Both count whole and parts of days from 0; all have the shape (runs,), and
    the n-th values belong to the same run. ``criticality`` is the share of runs in which a task had no slack (0 to 1),
    for every task.
    """

    runs: int
    seed: int
    lengths: Days
    finishes: Mapping[str, Days]
    criticality: Mapping[str, float]

    def chance(self, days: float) -> float:
        """The share of runs in which the network ends within a number of business days."""
        return float((self.lengths <= days).mean())

    def margin(self, days: float) -> float:
        """The standard error of that share: endless runs would hardly ever give one that is further off than twice it."""
        share = self.chance(days)
        return math.sqrt(share * (1 - share) / self.runs)

    def days_for(self, chance: float) -> float:
        """Business days within which a share of the runs (0 to 1) ends."""
        import numpy as np

        return float(np.quantile(self.lengths, chance, method="inverted_cdf"))

    @property
    def mean(self) -> float:
        """The average length in business days."""
        return float(self.lengths.mean())

    @property
    def deviation(self) -> float:
        """The standard deviation of the length in business days."""
        return float(self.lengths.std())


def simulate(
    tasks: Mapping[str, Task], *, runs: int = RUNS, seed: int = SEED, keep: Iterable[str] = ()
) -> Simulation | None:
    """Run a network many times; ``keep`` names tasks whose ends in each run are kept.

    ``seed`` is a whole number from 0 to 2^64 - 1. Time and memory grow with the number of tasks; 10,000 runs of 1,000 tasks
    take a fraction of a second and 100 MB.

    None where the tasks make no network (calc/schedule.is_network). Fewer runs with the same seed are the first of more
    runs.
    """
    import numpy as np

    if not is_network(tasks):
        return None
    order = in_order({id: task.after for id, task in tasks.items()})
    place = {id: number for number, id in enumerate(order)}
    before = [[place[one] for one in dict.fromkeys(tasks[id].after)] for id in order]
    draws = tuple(_draws({id: tasks[id] for id in order}, seed))
    kept = {id: np.zeros(runs) for id in keep if id in place}
    lengths, critical = np.zeros(runs), np.zeros(len(order))
    together = max(_AT_ONCE // max(len(order), 1) // 4, 1) * 4  # four draws come from one word of bits
    for first in range(0, runs, together):
        part = slice(first, min(first + together, runs))
        ends = _forward(draws, before, part.stop - part.start)
        lengths[part] = ends.max(axis=0, initial=0.0)
        critical += _without_slack(before, ends, lengths[part])
        for id, values in kept.items():
            values[part] = ends[place[id]]
    shares = (critical / max(runs, 1)).tolist()
    return Simulation(
        runs=runs,
        seed=seed,
        lengths=lengths,
        finishes=kept,
        criticality=dict(zip(order, shares, strict=True)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Draws:
    """Lengths of one task: equally likely values, and the bits that choose among them."""

    values: Days
    bits: np.random.Philox

    def into(self, lengths: Days) -> None:
        """Fill an array with the next lengths."""
        import numpy as np

        words = self.bits.random_raw(-(-lengths.size // 4)).astype("<u8", copy=False)
        places = (words.view("<u2")[: lengths.size] >> 4).astype(np.intp)
        self.values.take(
            places, out=lengths, mode="clip"
        )  # no place is too high, and so asked it needs no copy


def _draws(tasks: Mapping[str, Task], seed: int) -> Iterator[_Draws]:
    import numpy as np

    shapes: dict[Fraction, Days] = {}
    for id, task in tasks.items():
        width = task.pessimistic - task.optimistic
        peak = Fraction(task.likely - task.optimistic, width) if width else Fraction(0)
        if peak not in shapes:
            shapes[peak] = equally_likely(float(peak))
        values = np.rint((task.optimistic + width * shapes[peak]) * _GRAIN) / _GRAIN
        name = int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], "big")
        yield _Draws(values, np.random.Philox(key=np.array([seed, name], dtype=np.uint64)))


def equally_likely(peak: float) -> Days:
    """4,096 equally likely lengths between 0 (optimistic) and 1 (pessimistic), ascending; ``peak`` is the likely one.

    They are the middle quantiles of the beta distribution with the mean (1 + 4 peak) / 6 and the variance 1 / 36 (see
    above). Its density is summed up over an angle a, of which the length is sin(a)^2: there it has no poles.
    """
    import numpy as np

    total = 4 * (1 + 4 * peak * (1 - peak))
    alpha, beta = (1 + 4 * peak) / 6 * total, (5 - 4 * peak) / 6 * total
    sine, cosine, length = _angles()
    density = np.exp((2 * alpha - 1) * sine + (2 * beta - 1) * cosine)
    below = np.concatenate(([0.0], np.cumsum(density[1:] + density[:-1])))
    lengths: Days = np.interp((np.arange(_LIKELY) + 0.5) / _LIKELY, below / below[-1], length)
    return lengths


@cache
def _angles() -> tuple[Days, Days, Days]:
    """Angles from 0 to a right one: the logarithms of sine and cosine, and the square of the sine."""
    import numpy as np

    angle = np.linspace(0, np.pi / 2, _LIKELY // 2 + 1)
    with np.errstate(divide="ignore"):
        return np.log(np.sin(angle)), np.log(np.cos(angle).clip(0)), np.sin(angle) ** 2


def _forward(draws: Sequence[_Draws], before: Sequence[Sequence[int]], runs: int) -> Days:
    """Ends of all tasks in some runs, of shape (tasks, runs): a task starts when the last before it has ended."""
    import numpy as np

    ends = np.empty((len(draws), runs))
    for number, (draw, befores) in enumerate(zip(draws, before, strict=True)):
        draw.into(ends[number])
        if befores:
            ends[number] += _start(ends, befores)
    return ends


def _start(ends: Days, befores: Sequence[int]) -> Days:
    """When a task starts in each run that comes after these."""
    import numpy as np

    first, *others = befores
    start: Days = ends[first]
    for one in others:
        start = np.maximum(start, ends[one])
    return start


def _without_slack(before: Sequence[Sequence[int]], ends: Days, lengths: Days) -> Days:
    """In how many runs each task is on a longest path: it ends with the network, or when one on such a path begins."""
    import numpy as np

    critical = ends == lengths
    for number in reversed(range(len(before))):
        start = _start(ends, before[number]) if before[number] else lengths
        for one in before[number]:
            critical[one] |= critical[number] & (start == ends[one])
    return np.asarray(critical.sum(axis=1), dtype=np.float64)


def milestone_dates(
    schedule: Schedule,
    *,
    runs: int = RUNS,
    seed: int = SEED,
    as_of: dt.date | None = None,
) -> Mapping[str, Dates] | None:
    """The day of each milestone in each run, by its id, in the order of the record; None where there is no network to run.

    A milestone reached (on or before ``as_of``, where that is given) has its actual day in every run. One with a
    ``task`` has the day on which the task ends. Any other keeps its planned distance in calendar days (forecast, else
    baseline) to the one that is planned before it, so that a late start moves what follows; the first of all has its
    planned day. The n-th values of all milestones belong to the same run.
    """
    import numpy as np

    ends = [one.task for one in schedule.milestones.values() if one.task]
    found = simulate(schedule.tasks, runs=runs, seed=seed, keep=ends)
    if found is None or not schedule.tasks:
        return None
    dates: dict[str, Dates] = {}
    moved = np.zeros(runs, dtype="timedelta64[D]")
    for one in sorted(schedule.milestones.values(), key=_planned):
        planned = np.datetime64(_planned(one), "D")
        if one.actual and (as_of is None or one.actual <= as_of):
            dates[one.id] = np.full(runs, np.datetime64(one.actual, "D"))
        elif one.task and one.task in found.finishes:
            dates[one.id] = end_dates(found.finishes[one.task], schedule.start, calendar_of(schedule))
        else:
            dates[one.id] = planned + moved
        moved = dates[one.id] - planned
    return {id: dates[id] for id in schedule.milestones}


def end_dates(days: Days, start: dt.date, calendar: Calendar) -> Dates:
    """The calendar days on which work ends that takes so many business days from the first one on or after ``start``.

    A part of a day counts as the whole day. Work that takes no time ends on the first business day.
    """
    import numpy as np

    numbers = np.maximum(np.ceil(days).astype(np.int64) - 1, 0)
    known = np.array(calendar.first(start, int(numbers.max(initial=0)) + 1), dtype="datetime64[D]")
    return known[np.minimum(numbers, len(known) - 1)]


def _planned(one: StudyMilestone) -> dt.date:
    return one.forecast or one.baseline
