"""How long a large network takes to simulate, beside one plain pass with networkx: `python -m benchmarks.schedule`.

In every round, one after the other, so that a busy machine burdens all alike:
  networkx   one forward and backward pass over a networkx graph with fixed lengths: what each run would cost without arrays
  exact      the same by remit.calc.schedule, in exact fractions, with slack and the variance of the critical path
  simulate   remit.calc.simulation: all runs, with the length of each and the criticality of every task
  lengths    of that, making the distributions of the tasks' lengths, which numpy does, too
  few        the simulation of four runs: making the distributions, and calling numpy as often, for arrays of four numbers
  crash      the least cost of one shorter length, by linear programming
  plan       everything that `remit schedule` and the website show
Seconds are those of the processor, the best of the rounds; ratios are medians of the ratios in each round. The ends of the
first runs are compared with networkx, so that nothing wrong is timed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal

import networkx as nx  # type: ignore[import-untyped]

from benchmarks.clock import spent
from remit.calc import simulation
from remit.calc.crashing import crashing
from remit.calc.plan import plan
from remit.calc.schedule import pert
from remit.calc.simulation import simulate
from remit.model.planning import Schedule, Task
from remit.model.values import Money


def invented(count: int, seed: int = 1) -> dict[str, Task]:
    """A network of activities, each after one to three of the forty before it."""
    chance = random.Random(seed)
    tasks: dict[str, Task] = {}
    for number in range(count):
        likely = chance.randint(5, 60)
        before = list(tasks)[-40:]
        tasks[f"t{number}"] = Task(
            id=f"t{number}",
            title=f"Task {number}",
            after=tuple(chance.sample(before, min(len(before), chance.randint(1, 3)))),
            optimistic=max(1, likely - chance.randint(1, 10)),
            likely=likely,
            pessimistic=likely + chance.randint(1, 40),
            crash_days=max(0, likely - chance.randint(0, 5)),
            crash_cost=Money(Decimal(chance.randint(5, 90) * 100), "USD"),
        )
    return tasks


def graph_of(tasks: Mapping[str, Task]) -> nx.DiGraph:
    """The activities as nodes of networkx, with their most likely lengths."""
    graph = nx.DiGraph()
    for id, task in tasks.items():
        graph.add_node(id, days=float(task.likely))
        graph.add_edges_from((before, id) for before in task.after)
    return graph


def passes(graph: nx.DiGraph) -> tuple[float, list[str]]:
    """Length and critical activities by a forward and a backward pass."""
    order = list(nx.topological_sort(graph))
    finish: dict[str, float] = {}
    for id in order:
        finish[id] = graph.nodes[id]["days"] + max(
            (finish[one] for one in graph.predecessors(id)), default=0.0
        )
    length = max(finish.values(), default=0.0)
    latest: dict[str, float] = {}
    for id in reversed(order):
        latest[id] = min(
            (latest[one] - graph.nodes[one]["days"] for one in graph.successors(id)), default=length
        )
    return length, [id for id in order if latest[id] == finish[id]]


def proven(tasks: Mapping[str, Task]) -> None:
    """Stop if the simulated ends of three runs are not those of networkx."""
    found = simulate(tasks, runs=3, keep=tasks)
    assert found
    for run in range(3):
        graph = graph_of(tasks)
        for id, task in tasks.items():
            start = max((found.finishes[one][run] for one in task.after), default=0.0)
            graph.nodes[id]["days"] = float(found.finishes[id][run] - start)
        if passes(graph)[0] != found.lengths[run]:
            raise SystemExit("the simulation and networkx disagree, so that a time means nothing")


def _ways(tasks: Mapping[str, Task], runs: int) -> Mapping[str, Callable[[], object]]:
    graph, money = graph_of(tasks), crashing(tasks)
    assert money
    middle = (money.longest + money.shortest) // 2
    schedule = Schedule(
        start=dt.date(2026, 1, 5), calendar="US", target=money.longest, tasks=tasks, milestones={}
    )
    return {
        "networkx": lambda: passes(graph),
        "exact": lambda: pert(tasks),
        "simulate": lambda: simulate(tasks, runs=runs),
        "lengths": lambda: list(simulation._draws(tasks, simulation.SEED)),
        "few": lambda: simulate(tasks, runs=4),
        "crash": lambda: money.cheapest(middle),
        "plan": lambda: plan(schedule, runs=runs),
    }


def main() -> int:
    """Measure one network."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=1000, metavar="N", help="activities (1000)")
    parser.add_argument("--runs", type=int, default=10_000, metavar="N", help="simulated runs (10000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of all ways (5)")
    given = parser.parse_args()
    tasks = invented(given.tasks)
    proven(tasks)
    ways = _ways(tasks, given.runs)
    for work in ways.values():
        work()  # what is imported late is imported before
    rounds = [{way: spent(work) for way, work in ways.items()} for _ in range(given.rounds)]
    sys.stdout.write(_told(given.tasks, given.runs, rounds))
    return 0


def _told(count: int, runs: int, rounds: list[dict[str, float]]) -> str:
    lines = [
        f"{count:,} activities, {runs:,} simulated runs",
        f"  {'way':<12}{'seconds':>10}{'x networkx':>12}",
    ]
    for way in rounds[0]:
        best = min(one[way] for one in rounds)
        ratio = statistics.median(one[way] / one["networkx"] for one in rounds)
        lines.append(f"  {way:<12}{best:>10.3f}{ratio:>12.1f}")
    loop = statistics.median(one["networkx"] * runs / one["simulate"] for one in rounds)
    arrays = statistics.median(1 - one["few"] / one["simulate"] for one in rounds)
    drawn = statistics.median(one["lengths"] / one["simulate"] for one in rounds)
    lines.append(f"  {runs:,} passes with networkx would take {loop:,.0f} times as long as the simulation")
    lines.append(
        f"  of the simulation, {arrays:.0%} is numpy's work on arrays of all runs, {drawn:.0%} making distributions with "
        f"numpy, and {1 - arrays - drawn:.0%} Python"
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
