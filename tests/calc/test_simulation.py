"""Simulated courses of a network, judged by formulas, by networkx and by counting."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Mapping

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from remit.calc.business_days import Calendar
from remit.calc.schedule import pert
from remit.calc.simulation import Simulation, end_dates, equally_likely, milestone_dates, simulate
from remit.model.planning import Schedule, StudyMilestone, Task
from remit.model.values import Duration
from tests.calc.networks import critical_path, networks, start_up, task


def simulated(tasks: Mapping[str, Task], **options: int) -> Simulation:
    found = simulate(tasks, **options)
    assert found
    return found


def test_a_single_path_is_near_the_normal_formula() -> None:
    path = critical_path()
    found, formula = simulated(path, runs=40_000), pert(path)
    assert formula
    assert found.mean == pytest.approx(145, abs=0.2)
    assert found.deviation**2 == pytest.approx(float(formula.variance), rel=0.03)
    for days in (135, 140, 145, 150, 155, 160):
        assert found.chance(days) == pytest.approx(formula.chance(days), abs=0.02)


def test_where_paths_compete_the_formula_is_too_hopeful() -> None:
    found, formula = simulated(start_up()), pert(start_up())
    assert formula
    for days in (140, 145, 150, 155, 160):
        assert found.chance(days) < formula.chance(days) - 2 * found.margin(days)


@pytest.mark.parametrize("peak", [0.0, 0.05, 0.25, 0.5, 0.8, 1.0])
def test_lengths_have_the_mean_and_the_variance_of_pert(peak: float) -> None:
    values = equally_likely(peak)
    assert (np.diff(values) >= 0).all()
    assert values.min() >= 0
    assert values.max() <= 1
    assert values.mean() == pytest.approx((1 + 4 * peak) / 6, abs=2e-5)
    assert values.var() == pytest.approx(1 / 36, rel=2e-4)


@pytest.mark.parametrize(("peak", "alpha", "beta"), [(0.5, 4.0, 4.0), (0.25, 7 / 3, 14 / 3)])
def test_lengths_are_those_of_the_beta_distribution(peak: float, alpha: float, beta: float) -> None:
    drawn = np.random.default_rng(1).beta(alpha, beta, 400_000)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(equally_likely(peak), share) == pytest.approx(np.quantile(drawn, share), abs=0.003)


def test_the_same_seed_gives_the_same_runs_on_every_machine() -> None:
    found = simulated(start_up(), runs=5_000, seed=7)
    told = hashlib.sha256(found.lengths.astype("<f8").tobytes()).hexdigest()[:16]
    assert (told, found.chance(150), round(found.criticality["j"], 4)) == ("408cb8744d183309", 0.6406, 0.3948)


def test_fewer_runs_are_the_first_of_more() -> None:
    few, many = simulated(start_up(), runs=2_050), simulated(start_up(), runs=6_001)
    assert (few.lengths == many.lengths[:2_050]).all()


def test_a_task_that_is_added_leaves_the_others_as_they_were() -> None:
    alone = simulate({"x": task("x", 1, 5, 20)}, keep=["x"])
    beside = simulate({"y": task("y", 3, 4, 8), "x": task("x", 1, 5, 20)}, keep=["x"])
    assert alone
    assert beside
    assert (alone.finishes["x"] == beside.finishes["x"]).all()


def test_other_seeds_differ_within_the_margin() -> None:
    first, second = simulated(start_up(), seed=1), simulated(start_up(), seed=2)
    assert not (first.lengths == second.lengths).all()
    assert first.chance(150) == pytest.approx(second.chance(150), abs=4 * math.sqrt(2) * first.margin(150))


def test_criticality_of_two_equal_paths_is_shared_and_what_always_drives_has_one() -> None:
    found = simulated(
        {"x": task("x", 2, 5, 8), "y": task("y", 2, 5, 8), "end": task("end", 1, 2, 3, after="xy")}
    )
    assert found.criticality["end"] == 1
    assert found.criticality["x"] == pytest.approx(0.5, abs=0.03)
    assert found.criticality["x"] + found.criticality["y"] >= 1


def test_tasks_without_spread_end_with_the_network_in_every_run() -> None:
    found = simulated({"x": task("x", 3, 3, 3), "y": task("y", 0, 0, 0, after="x"), "z": task("z", 1, 1, 1)})
    assert (found.lengths == 3).all()
    assert found.criticality == {"x": 1, "y": 1, "z": 0}
    assert (found.chance(3), found.chance(2.9), found.days_for(0.8), found.margin(3)) == (1, 0, 3, 0)


def test_an_empty_network_takes_no_time() -> None:
    found = simulated({}, runs=10)
    assert (found.lengths.tolist(), found.criticality) == ([0.0] * 10, {})


@pytest.mark.parametrize(
    "tasks",
    [
        {"x": task("x", 1, 2, 3, after="y"), "y": task("y", 1, 2, 3, after="x")},
        {"x": task("x", 1, 2, 3, after="x")},
        {"x": task("x", 3, 2, 1)},
        {"x": task("x", -1, 2, 3)},
    ],
)
def test_what_is_no_network_is_not_run(tasks: dict[str, Task]) -> None:
    assert simulate(tasks) is None


@given(networks())
def test_each_run_is_a_longest_path_of_networkx(tasks: dict[str, Task]) -> None:
    found = simulate(tasks, runs=9, keep=tasks)
    assert found
    for run in range(9):
        graph = nx.DiGraph()
        graph.add_node("end")
        for id, one in tasks.items():
            start = max((found.finishes[before][run] for before in one.after), default=0.0)
            length = found.finishes[id][run] - start
            assert one.optimistic - 1e-9 <= length <= one.pessimistic + 1e-9
            for other in ["end", *(other for other in tasks if id in tasks[other].after)]:
                graph.add_edge(id, other, weight=length)
        assert found.lengths[run] == nx.dag_longest_path_length(graph)


def schedule(**milestones: StudyMilestone) -> Schedule:
    return Schedule(
        start=dt.date(2026, 3, 2),
        calendar="",
        target=10,
        tasks={"x": task("x", 2, 4, 12)},
        milestones=milestones,
    )


def milestone(id: str, baseline: str, *, actual: str = "", task: str | None = None) -> StudyMilestone:
    return StudyMilestone(
        id=id,
        event="kick-off",
        title=id,
        baseline=dt.date.fromisoformat(baseline),
        actual=dt.date.fromisoformat(actual) if actual else None,
        tolerance=Duration(1, "week"),
        task=task,
    )


def test_milestones_end_with_their_task_and_move_what_follows() -> None:
    dates = milestone_dates(
        schedule(
            later=milestone("later", "2026-06-01"),
            first=milestone("first", "2026-02-02"),
            end=milestone("end", "2026-03-06", task="x"),
        ),
        runs=500,
    )
    assert dates
    assert list(dates) == ["later", "first", "end"]
    assert set(dates["first"].tolist()) == {dt.date(2026, 2, 2)}
    assert dates["end"].min() >= np.datetime64("2026-03-03")
    assert dates["end"].max() <= np.datetime64("2026-03-17")
    assert len(set(dates["end"].tolist())) > 4
    assert not any(day.weekday() > 4 for day in dates["end"].tolist())
    assert (dates["later"] - dates["end"] == np.timedelta64(87, "D")).all()


def test_what_has_happened_is_certain_from_its_day_on() -> None:
    known = schedule(end=milestone("end", "2026-03-06", actual="2026-03-09", task="x"))
    after = milestone_dates(known, runs=50, as_of=dt.date(2026, 3, 9))
    before = milestone_dates(known, runs=50, as_of=dt.date(2026, 3, 8))
    assert after
    assert before
    assert set(after["end"].tolist()) == {dt.date(2026, 3, 9)}
    assert len(set(before["end"].tolist())) > 1


def test_without_a_network_there_are_no_dates() -> None:
    empty = Schedule(start=dt.date(2026, 3, 2), calendar="", target=1, tasks={}, milestones={})
    assert milestone_dates(empty) is None


def test_a_part_of_a_day_ends_on_that_day_and_no_time_on_the_first() -> None:
    days = np.array([0.0, 0.5, 1.0, 1.01, 5.0, 6.0])
    assert end_dates(days, dt.date(2026, 3, 7), Calendar()).tolist() == [
        dt.date(2026, 3, 9),
        dt.date(2026, 3, 9),
        dt.date(2026, 3, 9),
        dt.date(2026, 3, 10),
        dt.date(2026, 3, 13),
        dt.date(2026, 3, 16),
    ]
