"""Least-cost acceleration against costs computed apart, every combination of days, and greatest flows by networkx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.calc.crashing import Crashing, crashing, length, most_saved
from remit.model.planning import Task
from remit.model.values import Money
from tests.calc.networks import networks, start_up, task

# id: crash days, cost of each day
PRICES = {
    "a": (24, 2500), "b": (30, 1800), "c": (20, 900), "d": (15, 1200), "e": (10, 3000), "f": (50, 9000),
    "g": (40, 2200), "h": (42, 3500), "i": (38, 2800), "j": (10, 1500), "k": (10, 4000), "l": (10, 5000),
}  # fmt: skip


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def priced(one: Task, crash_days: int, cost: Money) -> Task:
    return replace(one, crash_days=crash_days, crash_cost=cost)


def of_start_up() -> Crashing:
    found = crashing({id: priced(one, PRICES[id][0], usd(PRICES[id][1])) for id, one in start_up().items()})
    assert found
    return found


@pytest.mark.parametrize(
    ("target", "cost"),
    [
        (145, 0),
        (139, 0),
        (135, 7_200),
        (130, 21_000),
        (125, 44_000),
        (120, 71_500),
        (115, 116_500),
        (110, 161_500),
    ],
)
def test_least_cost_of_the_worked_example(target: int, cost: int) -> None:
    found = of_start_up().cheapest(target)
    assert found
    assert found.cost == usd(cost)
    assert sum(PRICES[id][1] * days for id, days in found.saved.items()) == cost


@pytest.mark.parametrize("target", [109, 105, 0, -1])
def test_what_no_money_can_buy_is_not_sold(target: int) -> None:
    assert of_start_up().cheapest(target) is None


def test_the_curve_runs_from_no_cost_to_the_shortest_length() -> None:
    every, some = of_start_up().curve(most=1000), of_start_up().curve(most=4)
    assert [one.length for one in every] == [*range(139, 109, -1)]
    assert (every[0].cost, every[-1].cost) == (usd(0), usd(161_500))
    costs = [int(one.cost.amount) for one in every]
    steps = [later - before for before, later in pairwise(costs)]
    assert steps == sorted(steps)
    assert [one.length for one in some] == [139, 130, 120, 110]


def test_of_equal_prices_the_fewest_days_and_the_first_task_win() -> None:
    tasks = {
        "x": priced(task("x", 1, 9, 9), 4, usd(100)),
        "y": priced(task("y", 1, 9, 9, after="x"), 4, usd(100)),
        "free": priced(task("free", 1, 5, 9), 1, usd(0)),
    }
    found = crashing(tasks)
    assert found
    hurried = found.cheapest(15)
    assert hurried
    assert hurried.saved == {"x": 3}


@pytest.mark.parametrize(
    "tasks",
    [
        {},
        {"x": task("x", 1, 2, 3)},
        {"x": replace(task("x", 1, 2, 3), crash_cost=usd(5))},
        {"x": priced(task("x", 1, 2, 3, after="x"), 1, usd(5))},
        {"x": priced(task("x", 1, 2, 3), 3, usd(5))},
        {"x": priced(task("x", 1, 2, 3), -1, usd(5))},
        {"x": priced(task("x", 3, 2, 1), 1, usd(5))},
        {
            "x": priced(task("x", 1, 2, 3), 1, usd(5)),
            "y": priced(task("y", 1, 2, 3), 1, Money(Decimal(5), "EUR")),
        },
    ],
)
def test_what_cannot_be_priced_is_not_priced(tasks: dict[str, Task]) -> None:
    assert crashing(tasks) is None


def test_a_solver_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    assert of_start_up().cheapest(130)
    assert capfd.readouterr() == ("", "")


def test_minor_units_count() -> None:
    dear = priced(task("x", 1, 5, 9), 1, Money(Decimal("0.01"), "USD"))
    dearer = priced(task("y", 1, 5, 9, after="x"), 1, Money(Decimal("1000000.02"), "USD"))
    found = crashing({"x": dear, "y": dearer})
    assert found
    hurried = found.cheapest(5)
    assert hurried
    assert (hurried.cost, hurried.saved) == (Money(Decimal("1000000.06"), "USD"), {"x": 4, "y": 1})


@st.composite
def hurried_networks(draw: st.DrawFn, most: int, days: int) -> dict[str, Task]:
    """Networks in which most tasks can be made some days shorter."""
    tasks = draw(networks(most=most, longest=12))
    return {
        id: priced(one, max(one.likely - draw(st.integers(0, days)), 0), usd(draw(st.integers(0, 50))))
        if draw(st.integers(0, 4))
        else one
        for id, one in tasks.items()
    }


@given(hurried_networks(most=5, days=2))
def test_no_combination_of_days_is_cheaper(tasks: dict[str, Task]) -> None:
    found = crashing(tasks)
    if found is None:
        assert not any(one.crash_cost for one in tasks.values())
        return
    cheapest: dict[int, int] = {}
    for days in product(*(range(most_saved(one) + 1) for one in tasks.values())):
        saved = dict(zip(tasks, days, strict=True))
        cost = sum(int(tasks[id].crash_cost.amount) * n for id, n in saved.items() if n)
        reached = length(tasks, saved)
        cheapest[reached] = min(cost, cheapest.get(reached, cost))
    assert (found.longest, found.shortest) == (length(tasks, {}), min(cheapest))
    for target in range(min(cheapest) - 1, found.longest + 2):
        least = min((cost for reached, cost in cheapest.items() if reached <= target), default=None)
        hurried = found.cheapest(target)
        assert (hurried and int(hurried.cost.amount)) == least


@settings(max_examples=60)
@given(hurried_networks(most=12, days=6), st.data())
def test_the_cost_is_that_of_the_greatest_flow(tasks: dict[str, Task], data: st.DataObject) -> None:
    found = crashing(tasks)
    if found is None:
        assert not any(one.crash_cost for one in tasks.values())
        return
    target = data.draw(st.integers(found.shortest - 2, found.longest + 1))
    hurried = found.cheapest(target)
    assert (hurried and int(hurried.cost.amount)) == by_flow(tasks, target)


def by_flow(tasks: Mapping[str, Task], target: int) -> int | None:
    """The least cost by the dual of the program, a flow of greatest value (Fulkerson 1961); None where it has no bound."""
    graph = nx.MultiDiGraph()
    graph.add_edge("end", "start", weight=target)
    for id, one in tasks.items():
        saved, price = most_saved(one), int(one.crash_cost.amount) if one.crash_cost else 0
        graph.add_edge(("start", id), ("end", id), weight=saved - one.likely)
        if saved:
            graph.add_edge(("start", id), ("end", id), weight=-one.likely, capacity=price)
        graph.add_edge("start", ("start", id), weight=0)
        graph.add_edge(("end", id), "end", weight=0)
        graph.add_edges_from(((("end", before), ("start", id)) for before in one.after), weight=0)
    try:
        return -int(nx.capacity_scaling(graph)[0])
    except nx.NetworkXUnbounded:
        return None
