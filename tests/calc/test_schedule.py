"""The network of the worked example against figures that were computed apart from this program."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.schedule import Network, expected_days, in_order, most_likely, network, pert
from remit.model.planning import Task
from tests.calc.networks import START_UP, networks, start_up, task


@pytest.fixture
def network_of_start_up() -> Network:
    found = pert(start_up())
    assert found
    return found


def test_length_variance_and_critical_path(network_of_start_up: Network) -> None:
    assert network_of_start_up.length == 145
    assert float(network_of_start_up.variance) == pytest.approx(112.556, abs=0.001)
    assert network_of_start_up.critical == ("b", "e", "f", "k", "l")


def test_slack_of_the_other_tasks(network_of_start_up: Network) -> None:
    slack = {id: placed.slack for id, placed in network_of_start_up.tasks.items() if placed.slack}
    assert slack == {"a": 6, "c": 35, "d": 67, "g": 24, "h": 32, "i": 37, "j": 1}


@pytest.mark.parametrize(("days", "chance"), [(140, 0.3187), (150, 0.6813), (155, 0.8271), (160, 0.9213)])
def test_the_chance_to_be_in_time(network_of_start_up: Network, days: int, chance: float) -> None:
    assert network_of_start_up.chance(days) == pytest.approx(chance, abs=0.00005)


def test_most_likely_days_give_the_deterministic_length() -> None:
    likely = {id: Fraction(m) for id, (_, _, m, _) in START_UP.items()}
    found = network(
        likely, {id: list(after) for id, (after, *_) in START_UP.items()}, dict.fromkeys(likely, Fraction(0))
    )
    assert found
    assert found.length == 139


def test_without_spread_the_network_is_in_time_or_it_is_not() -> None:
    one = pert({"a": Task(id="a", title="a", optimistic=5, likely=5, pessimistic=5)})
    assert one
    assert (one.chance(4), one.chance(5)) == (0.0, 1.0)


def test_of_two_critical_paths_the_more_uncertain_one_counts() -> None:
    found = network(
        {"sure": Fraction(10), "unsure": Fraction(10)},
        {"sure": (), "unsure": ()},
        {"sure": Fraction(1), "unsure": Fraction(9)},
    )
    assert found
    assert found.variance == 9


def test_free_slack_delays_no_other_task(network_of_start_up: Network) -> None:
    free = {id: placed.free_slack for id, placed in network_of_start_up.tasks.items() if placed.free_slack}
    assert free == {"d": 67, "g": 24, "h": 32, "i": 37, "j": 1}


def test_the_critical_path_of_the_worked_example_is_the_only_one(network_of_start_up: Network) -> None:
    assert [*network_of_start_up.paths()] == [("b", "e", "f", "k", "l")]


def test_critical_paths_that_part_and_meet_are_told_one_by_one() -> None:
    tasks = {id: task(id, 2, 2, 2, after) for id, after in {"a": "", "b": "a", "c": "a", "d": "bc"}.items()}
    tasks["short"] = task("short", 1, 1, 1)
    found = pert(tasks)
    assert found
    assert [*found.paths()] == [("a", "b", "d"), ("a", "c", "d")]


def test_so_many_critical_paths_that_nobody_lists_them_all() -> None:
    tasks = {f"{level}{side}": task(f"{level}{side}", 1, 1, 1) for level in range(40) for side in "lr"}
    after = {id: [f"{int(id[:-1]) - 1}{side}" for side in "lr" if int(id[:-1])] for id in tasks}
    found = network(dict.fromkeys(tasks, Fraction(1)), after, dict.fromkeys(tasks, Fraction(0)))
    assert found
    assert [len(path) for path in islice(found.paths(), 3)] == [40, 40, 40]


@given(networks())
def test_times_and_paths_are_those_of_all_paths_tried_out(tasks: dict[str, Task]) -> None:
    found = pert(tasks)
    assert found
    days = {id: expected_days(one) for id, one in tasks.items()}
    graph = nx.DiGraph([(before, id) for id, one in tasks.items() for before in one.after])
    graph.add_nodes_from(tasks)
    firsts = [id for id in tasks if not graph.in_degree(id)]
    lasts = [id for id in tasks if not graph.out_degree(id)]
    paths = [
        tuple(path)
        for first in firsts
        for last in lasts
        for path in ([[first]] if first == last else nx.all_simple_paths(graph, first, last))
    ]
    lengths = {path: sum((days[id] for id in path), Fraction(0)) for path in paths}
    assert found.length == max(lengths.values())
    for id, placed in found.tasks.items():
        through = [path for path in paths if id in path]
        before = max(sum((days[one] for one in path[: path.index(id)]), Fraction(0)) for path in through)
        assert placed.early_start == before
        assert placed.early_finish == before + days[id]
        assert placed.slack == found.length - max(lengths[path] for path in through)
        assert placed.late_finish - placed.late_start == days[id]
        later = [found.tasks[one].early_start for one in graph.successors(id)]
        assert placed.free_slack == min(later, default=found.length) - placed.early_finish
    longest = {path for path, length in lengths.items() if length == found.length}
    told = [*found.paths()]
    assert len(told) == len(set(told))
    assert _without_idle_ends(longest, days) <= {_trimmed(path, days) for path in told}
    assert set(told) <= longest | {path for path in told if sum(days[id] for id in path) == found.length}


def _trimmed(path: tuple[str, ...], days: dict[str, Fraction]) -> tuple[str, ...]:
    return tuple(id for id in path if days[id])


def _without_idle_ends(paths: set[tuple[str, ...]], days: dict[str, Fraction]) -> set[tuple[str, ...]]:
    return {_trimmed(path, days) for path in paths}


@given(networks(), st.randoms())
def test_longest_path_of_networkx_whatever_the_order_of_the_file(
    tasks: dict[str, Task], mixed: Random
) -> None:
    ids = list(tasks)
    mixed.shuffle(ids)
    found = most_likely({id: tasks[id] for id in ids})
    graph = nx.DiGraph()
    for id, one in tasks.items():
        graph.add_edge(("start", id), ("end", id), weight=one.likely)
        graph.add_edges_from([(("end", before), ("start", id)) for before in one.after], weight=0)
    assert found
    assert found.length == nx.dag_longest_path_length(graph)


def test_a_long_chain_takes_no_long_time() -> None:
    count = 20_000
    after = {str(n): [str(n - 1)] if n else [] for n in range(count)}
    assert in_order({id: after[id] for id in reversed(list(after))}) == tuple(map(str, range(count)))


def test_an_empty_network_takes_no_time() -> None:
    found = pert({})
    assert found
    assert (found.length, found.critical) == (0, ())


def test_a_circle_has_no_length() -> None:
    assert (
        network(dict.fromkeys("ab", Fraction(1)), {"a": "b", "b": "a"}, dict.fromkeys("ab", Fraction(0)))
        is None
    )


@given(st.dictionaries(st.integers(0, 30), st.lists(st.integers(0, 30), max_size=4), max_size=30))
def test_no_task_begins_before_those_it_comes_after(wanted: dict[int, list[int]]) -> None:
    after = {str(id): [str(one) for one in befores if one < id] for id, befores in wanted.items()}
    order = in_order(after)
    assert sorted(order) == sorted(after)
    for id, befores in after.items():
        assert all(order.index(one) < order.index(id) for one in befores if one in after)
