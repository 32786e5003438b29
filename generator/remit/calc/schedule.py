"""The network of a schedule: forward and backward pass, critical path, and the chance to finish in time.

Lengths are business days, exact fractions; tasks without predecessors start with the network. The two passes are those of
the critical path method (Kelley and Walker, "Critical-path planning and scheduling", Proceedings of the Eastern Joint
Computer Conference 1959, 160-173). Three estimates give the expected length (o + 4m + p) / 6 and the variance
((p - o) / 6)^2 of a task; the length of the network is taken as normally distributed with the mean and the variance of its
critical path (PERT: Malcolm, Roseboom, Clark and Fazar, "Application of a technique for research and development program
evaluation", Operations Research 7 (1959) 646-669). calc/simulation.py does without that assumption.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from remit.frozen import dataclass
from remit.model.planning import LONGEST_TASK, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """When a task can begin and end at the earliest and must at the latest, in days from the start of the network.

    ``free_slack`` are the days by which it may slip without delaying the earliest start of any other task.
    """

    early_start: Fraction
    early_finish: Fraction
    late_start: Fraction
    late_finish: Fraction
    free_slack: Fraction

    @property
    def slack(self) -> Fraction:
        """Days by which the task may slip without moving the end of the network (total slack)."""
        return self.late_start - self.early_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network with its tasks placed in time, in an order in which they can be done.

    ``before`` holds the predecessors of each task. ``variance`` is that of the critical path, of several the largest.
    """

    tasks: Mapping[str, Placed]
    before: Mapping[str, tuple[str, ...]]
    length: Fraction
    variance: Fraction

    @property
    def critical(self) -> tuple[str, ...]:
        """Tasks without slack, in the order in which they can be done."""
        return tuple(id for id, placed in self.tasks.items() if placed.slack == 0)

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Every critical path from its first task to its last, one by one: there can be more than anyone would list."""
        drives = {id: [one for one in self.before[id] if self._drives(one, id)] for id in self.critical}
        led_to = {one for befores in drives.values() for one in befores}
        ways: list[tuple[str, ...]] = [(id,) for id in reversed(self.critical) if id not in led_to]
        while ways:
            way = ways.pop()
            if not drives[way[0]]:
                yield way
            ways += [(one, *way) for one in reversed(drives[way[0]])]

    def _drives(self, before: str, id: str) -> bool:
        """Whether a critical task starts when another critical one, its predecessor, ends."""
        one = self.tasks[before]
        return one.slack == 0 and one.early_finish == self.tasks[id].early_start

    def chance(self, days: float) -> float:
        """The probability to finish within a number of days, by the normal formula."""
        if self.variance == 0:
            return 1.0 if self.length <= days else 0.0
        return 0.5 * math.erfc((float(self.length) - days) / math.sqrt(2 * float(self.variance)))


def expected_days(task: Task) -> Fraction:
    """The mean of the three estimates: (optimistic + 4 likely + pessimistic) / 6."""
    return Fraction(task.optimistic + 4 * task.likely + task.pessimistic, 6)


def variance_of(task: Task) -> Fraction:
    """((pessimistic - optimistic) / 6)^2."""
    return Fraction(task.pessimistic - task.optimistic, 6) ** 2


def is_sound(task: Task) -> bool:
    """Whether the three estimates of a task are in order and possible (rules TIME-008 and NUM-001 say what is wrong)."""
    return 0 <= task.optimistic <= task.likely <= task.pessimistic <= LONGEST_TASK


def is_network(tasks: Mapping[str, Task]) -> bool:
    """Whether tasks make a network: estimates in order, predecessors that exist, and no circle.

    Rules TIME-007, TIME-008 and NUM-001 say what is wrong.
    """
    known = all(is_sound(task) and tasks.keys() >= set(task.after) for task in tasks.values())
    return known and len(in_order({id: task.after for id, task in tasks.items()})) == len(tasks)


def in_order(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids so that each stands behind those it comes after; what is in or behind a circle is left out.

    First come those that wait for none, as they are given, then those that wait only for these, and so on.
    """
    waits = {id: {before for before in befores if before in after} for id, befores in after.items()}
    behind: dict[str, list[str]] = {id: [] for id in after}
    for id, befores in waits.items():
        for before in befores:
            behind[before].append(id)
    place = {id: number for number, id in enumerate(after)}
    left = {id: len(befores) for id, befores in waits.items()}
    done: list[str] = []
    ready = [id for id, count in left.items() if count == 0]
    while ready:
        done += ready
        freed = []
        for id in (later for before in ready for later in behind[before]):
            left[id] -= 1
            if left[id] == 0:
                freed.append(id)
        ready = sorted(freed, key=place.__getitem__)
    return tuple(done)


def network(
    days: Mapping[str, Fraction], after: Mapping[str, Sequence[str]], variances: Mapping[str, Fraction]
) -> Network | None:
    """Place tasks with these lengths, predecessors and variances in time; None where predecessors run in a circle."""
    order = in_order(after)
    if len(order) < len(days):
        return None
    before = {id: tuple(one for one in dict.fromkeys(after[id]) if one in days) for id in order}
    start: dict[str, Fraction] = {}
    finish: dict[str, Fraction] = {}
    spread: dict[str, Fraction] = {}
    for id in order:
        start[id] = max((finish[one] for one in before[id]), default=Fraction(0))
        finish[id] = start[id] + days[id]
        driving = (spread[one] for one in before[id] if finish[one] == start[id])
        spread[id] = variances[id] + max(driving, default=Fraction(0))
    length = max(finish.values(), default=Fraction(0))
    latest, needed = dict.fromkeys(order, length), dict.fromkeys(order, length)
    for id in reversed(order):
        for one in before[id]:
            latest[one] = min(latest[one], latest[id] - days[id])
            needed[one] = min(needed[one], start[id])
    placed = {
        id: Placed(
            early_start=start[id],
            early_finish=finish[id],
            late_start=latest[id] - days[id],
            late_finish=latest[id],
            free_slack=needed[id] - finish[id],
        )
        for id in order
    }
    ends = (spread[id] for id in order if finish[id] == length)
    return Network(tasks=placed, before=before, length=length, variance=max(ends, default=Fraction(0)))


def most_likely(tasks: Mapping[str, Task]) -> Network | None:
    """The network of the most likely lengths, which money can shorten; None where predecessors run in a circle."""
    return network(
        {id: Fraction(task.likely) for id, task in tasks.items()},
        {id: task.after for id, task in tasks.items()},
        dict.fromkeys(tasks, Fraction(0)),
    )


def pert(tasks: Mapping[str, Task]) -> Network | None:
    """The network of expected lengths; None where predecessors run in a circle."""
    return network(
        {id: expected_days(task) for id, task in tasks.items()},
        {id: task.after for id, task in tasks.items()},
        {id: variance_of(task) for id, task in tasks.items()},
    )
