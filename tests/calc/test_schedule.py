"""The network of the worked example against figures that were computed apart from this program."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.schedule import Network, in_order, network, pert
from remit.model.planning import Task
from tests.calc.networks import START_UP, start_up


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
