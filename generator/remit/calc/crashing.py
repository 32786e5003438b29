"""The cheapest way to make a network shorter: which tasks are hurried, by how many days, and what that costs.

Counted are most likely days. A task can be hurried down to ``crash_days`` for ``crash_cost`` a day; one without these keeps
its length. With the start s and the finish f of each task, this is a linear program:

    least sum of  cost x (likely - (f - s))    so that    crash_days <= f - s <= likely,
                                                          s >= f of each task before,  f <= target

(Kelley, "Critical-path planning and scheduling: mathematical basis", Operations Research 9 (1961) 296-320; Fulkerson, "A
network flow computation for project cost curves", Management Science 7 (1961) 167-178.) Every condition limits the
difference of two times, so that the corners of the program are whole days. HiGHS finds the best one; its days are added
up again exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision

from remit.calc.schedule import is_network, network
from remit.frozen import dataclass
from remit.model.planning import Task
from remit.model.values import Money

if TYPE_CHECKING:  # the solver takes longer to import than most commands take
    import highspy

POINTS = 31
"""Most lengths for which a curve of costs is computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurried:
    """A network made shorter: its length in business days, the least cost of that, and the days saved by task."""

    length: int
    cost: Money
    saved: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crashing:
    """What money can do for these tasks: ``longest`` is their most likely length, ``shortest`` what no money can beat."""

    tasks: Mapping[str, Task]
    currency: str
    longest: int
    shortest: int

    def cheapest(self, target: int) -> Hurried | None:
        """The least cost to finish within ``target`` business days; None where no money can do that.

        Of several ways that cost the same, it tells one that saves few days.
        """
        return next(self._hurried([target])) if target >= self.shortest else None

    def curve(self, most: int = POINTS) -> tuple[Hurried, ...]:
        """The least cost of lengths from the longest to the shortest, evenly spread, at most so many."""
        span = self.longest - self.shortest
        steps = max(min(span, most - 1), 1)
        lengths = dict.fromkeys(self.longest - span * step // steps for step in range(steps + 1))
        return tuple(self._hurried(list(lengths)))

    def _hurried(self, targets: Sequence[int]) -> Iterator[Hurried]:
        solver = _program(self.tasks)
        for target in targets:
            saved = {id: days for id, days in _solved(solver, self.tasks, target).items() if days}
            allowed = all(0 < days <= most_saved(self.tasks[id]) for id, days in saved.items())
            if not allowed or length(self.tasks, saved) > target:
                raise ArithmeticError(f"the days that the solver saves do not lead to {target}")
            cost = Money(Decimal(0), self.currency)
            for id, days in saved.items():
                cost += _cost(self.tasks[id], self.currency).times(Decimal(days))
            yield Hurried(length=target, cost=cost, saved=saved)


def crashing(tasks: Mapping[str, Task]) -> Crashing | None:
    """What money can do for these tasks; None where that cannot be said.

    That is so where no task can be hurried, where costs are in several currencies (rule TIME-023), where the tasks make
    no network (calc/schedule.is_network), and where crash days or costs contradict the estimates (TIME-008).
    """
    hurried = [task for task in tasks.values() if task.crash_cost and task.crash_days is not None]
    currencies = {task.crash_cost.currency for task in hurried if task.crash_cost}
    sound = all(0 <= most_saved(task) <= task.likely for task in tasks.values())
    gain = any(task.crash_cost and task.crash_cost.amount < 0 for task in hurried)
    if len(currencies) != 1 or gain or not sound or not is_network(tasks):
        return None
    return Crashing(
        tasks=tasks,
        currency=currencies.pop(),
        longest=length(tasks, {}),
        shortest=length(tasks, {id: most_saved(task) for id, task in tasks.items()}),
    )


def most_saved(task: Task) -> int:
    """Days by which money can make a task shorter than is likely."""
    return 0 if task.crash_days is None or task.crash_cost is None else task.likely - task.crash_days


def length(tasks: Mapping[str, Task], saved: Mapping[str, int]) -> int:
    """Most likely length of a network without a circle, in business days, with so many days saved by task."""
    days = {id: Fraction(task.likely - saved.get(id, 0)) for id, task in tasks.items()}
    after = {id: task.after for id, task in tasks.items()}
    placed = network(days, after, dict.fromkeys(days, Fraction(0)))
    return int(placed.length) if placed else 0


def _cost(task: Task, currency: str) -> Money:
    return task.crash_cost or Money(Decimal(0), currency)


def _weights(tasks: Mapping[str, Task]) -> list[float]:
    """What a saved day weighs: its cost in the largest unit that goes into all costs, and a little more.

    The little more sums up to less than one unit. So it never makes a dearer way win, but it does decide between ways of the
    same cost: for fewer days, and for tasks that come first in the file.
    """
    costs = [
        int(task.crash_cost.amount.scaleb(get_currency_precision(task.crash_cost.currency)))
        if task.crash_cost
        else 0
        for task in tasks.values()
    ]
    unit = math.gcd(*costs) or 1
    most = 2 * sum(map(most_saved, tasks.values())) + 1
    return [cost // unit + (1 + place / len(costs)) / most for place, cost in enumerate(costs)]


def _program(tasks: Mapping[str, Task]) -> highspy.Highs:
    """The linear program. Columns are the starts, the finishes and the end; each row is a difference of two of them."""
    import highspy
    import numpy as np

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - the library prints its own name when it does this
            self.silent()

    count, place = len(tasks), {id: number for number, id in enumerate(tasks)}
    lengths = [(count + number, number) for number in range(count)]
    sequence = [(place[id], count + place[one]) for id, task in tasks.items() for one in task.after]
    ends = [(2 * count, count + number) for number in range(count)]
    rows = [*lengths, *sequence, *ends]
    least = [task.likely - most_saved(task) for task in tasks.values()]
    most = [task.likely for task in tasks.values()]
    weights, free = np.array(_weights(tasks)), len(rows) - count
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * count + 1, len(rows)
    program.col_cost_ = np.concatenate([weights, -weights, [0.0]])
    program.col_lower_ = np.zeros(2 * count + 1)
    program.col_upper_ = np.full(2 * count + 1, highspy.kHighsInf)
    program.row_lower_ = np.array([*least, *[0] * free], dtype=np.float64)
    program.row_upper_ = np.array([*most, *[highspy.kHighsInf] * free], dtype=np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.arange(0, 2 * len(rows) + 1, 2)
    program.a_matrix_.index_ = np.array(rows).ravel()
    program.a_matrix_.value_ = np.tile([1.0, -1.0], len(rows))
    solver = Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    return solver


def _solved(solver: highspy.Highs, tasks: Mapping[str, Task], target: int) -> dict[str, int]:
    """Days saved by task where the network ends by the target."""
    count = len(tasks)
    solver.changeColBounds(2 * count, 0.0, float(target))
    solver.run()
    times = solver.getSolution().col_value
    return {
        id: round(task.likely - (times[count + number] - times[number]))
        for number, (id, task) in enumerate(tasks.items())
    }
