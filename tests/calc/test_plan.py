"""What follows from a schedule as a whole: days of tasks, milestones, people, and what is said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from remit.calc import outlook
from remit.calc.loading import Load, loads
from remit.calc.milestones import Standing, standings
from remit.calc.plan import Plan, plan
from remit.calc.schedule import pert
from remit.model.planning import Closure, Loading, Schedule, StudyMilestone, Task
from remit.model.values import Duration, Money
from tests.calc.networks import critical_path, start_up, task

MONDAY = dt.date(2026, 3, 2)


def schedule(tasks: dict[str, Task], **fields: Any) -> Schedule:
    defaults = {"start": MONDAY, "calendar": "", "target": 10, "milestones": {}}
    return Schedule(tasks=tasks, **{**defaults, **fields})


def planned(tasks: dict[str, Task], **fields: Any) -> Plan:
    found = plan(schedule(tasks, **fields))
    assert found
    return found


def fixed(id: str, days: int, after: str = "", **fields: Any) -> Task:
    return replace(task(id, days, days, days, after), **fields)


# ---- days -----------------------------------------------------------------------------------------------------------


def test_a_task_begins_on_the_day_after_those_before_it() -> None:
    spans = planned({"x": fixed("x", 5), "y": fixed("y", 1, after="x"), "z": fixed("z", 2)}).spans
    assert (spans["x"].early_start, spans["x"].early_finish) == (MONDAY, dt.date(2026, 3, 6))
    assert (spans["y"].early_start, spans["y"].early_finish) == (dt.date(2026, 3, 9), dt.date(2026, 3, 9))
    assert (spans["z"].late_start, spans["z"].late_finish) == (dt.date(2026, 3, 6), dt.date(2026, 3, 9))


def test_a_part_of_a_day_is_on_that_day() -> None:
    spans = planned({"x": task("x", 0, 1, 2), "half": task("half", 0, 0, 3, after="x")}).spans
    assert (spans["half"].early_start, spans["half"].early_finish) == (
        dt.date(2026, 3, 3),
        dt.date(2026, 3, 3),
    )


def test_what_takes_no_time_is_on_the_day_on_which_the_last_before_it_ends() -> None:
    spans = planned({"x": fixed("x", 3), "y": fixed("y", 0, after="x"), "first": fixed("first", 0)}).spans
    assert (spans["y"].early_start, spans["y"].early_finish) == (dt.date(2026, 3, 4), dt.date(2026, 3, 4))
    assert spans["first"].early_start == spans["first"].early_finish == MONDAY


def test_closures_move_days() -> None:
    closures = (
        Closure(title="a day", first=dt.date(2026, 3, 3)),
        Closure(title="a weekend and more", first=dt.date(2026, 3, 5), last=dt.date(2026, 3, 9)),
    )
    spans = planned({"x": fixed("x", 4)}, closures=closures).spans
    assert spans["x"].early_finish == dt.date(2026, 3, 11)


def test_the_worked_example_ends_on_the_days_that_a_calendar_of_the_united_states_counts() -> None:
    found = planned(start_up(), start=dt.date(2025, 4, 21), calendar="US", target=150)
    assert found.day(145) == dt.date(2025, 11, 17)
    assert found.day(150) == dt.date(2025, 11, 24)
    assert found.length_to(dt.date(2025, 11, 24)) == 150
    assert found.spans["l"].late_finish == dt.date(2025, 11, 17)


def test_beyond_the_known_calendar_there_is_no_day() -> None:
    found = planned({"x": fixed("x", 10_000), "y": fixed("y", 10_000, "x"), "z": fixed("z", 5, "y")})
    assert found.spans["x"].early_finish == dt.date(2064, 6, 27)
    assert found.spans["z"].early_finish is None
    assert found.day(20_001) is None


@pytest.mark.parametrize("tasks", [{}, {"x": fixed("x", 0)}])
def test_an_empty_network_ends_where_it_begins(tasks: dict[str, Task]) -> None:
    found = planned(tasks)
    assert (found.expected.length, found.day(0), found.crashing) == (0, MONDAY, None)
    assert outlook.attention(found) == ()
    assert "agree here" in outlook.comparison(found)


def test_what_runs_in_a_circle_is_not_planned() -> None:
    assert plan(schedule({"x": fixed("x", 1, after="x")})) is None


# ---- milestones -----------------------------------------------------------------------------------------------------


def standing(tolerance: str = "5 business days", as_of: str = "", **dates: str) -> Standing:
    given = {name: dt.date.fromisoformat(day) for name, day in dates.items()}
    one = StudyMilestone(
        id="m", event="kick-off", title="Kick-off", tolerance=Duration.parse(tolerance), **given
    )
    (found,) = standings(schedule({}, milestones={"m": one}), dt.date.fromisoformat(as_of) if as_of else None)
    return found


@pytest.mark.parametrize(
    ("dates", "slip", "status"),
    [
        ({"baseline": "2026-03-02"}, 0, "planned"),
        ({"baseline": "2026-03-02", "forecast": "2026-03-02"}, 0, "in time"),
        ({"baseline": "2026-03-02", "forecast": "2026-02-26"}, -2, "in time"),
        ({"baseline": "2026-03-02", "forecast": "2026-03-09"}, 5, "within tolerance"),
        ({"baseline": "2026-03-02", "forecast": "2026-03-10"}, 6, "beyond tolerance"),
        ({"baseline": "2026-03-02", "forecast": "2026-05-10", "actual": "2026-03-03"}, 1, "within tolerance"),
    ],
)
def test_a_slip_is_judged_by_its_tolerance(dates: dict[str, str], slip: int, status: str) -> None:
    found = standing(**dates)
    assert (found.slip, found.status) == (slip, status)
    assert found.reached is ("actual" in dates)


@pytest.mark.parametrize(
    ("tolerance", "day", "status"),
    [
        ("1 week", "2026-03-09", "within tolerance"),
        ("1 week", "2026-03-10", "beyond tolerance"),
        ("2 months", "2026-05-01", "within tolerance"),
        ("2 months", "2026-05-03", "beyond tolerance"),
        ("36 hours", "2026-03-03", "within tolerance"),
        ("36 hours", "2026-03-04", "beyond tolerance"),
    ],
)
def test_other_tolerances_count_calendar_days(tolerance: str, day: str, status: str) -> None:
    assert standing(tolerance, baseline="2026-03-02", forecast=day).status == status


def test_on_a_day_only_what_has_happened_is_known() -> None:
    dates = {"baseline": "2026-03-02", "forecast": "2026-03-05", "actual": "2026-03-10"}
    before, between, after = (
        standing(**dates, as_of=day) for day in ("2026-03-05", "2026-03-06", "2026-03-10")
    )
    assert (before.status, before.reached, before.late) == ("within tolerance", False, False)
    assert (between.status, between.reached, between.late) == ("overdue", False, True)
    assert (after.status, after.reached, after.late) == ("beyond tolerance", True, True)


def test_the_network_says_how_likely_the_baseline_of_a_milestone_is() -> None:
    one = StudyMilestone(
        id="m",
        event="kick-off",
        title="m",
        baseline=dt.date(2026, 3, 6),
        tolerance=Duration(1, "week"),
        task="x",
    )
    found = planned({"x": task("x", 2, 5, 8)}, milestones={"m": one})
    said = outlook.of_network(found, found.standings[0])
    assert said
    assert said.day == dt.date(2026, 3, 6)
    assert said.by_baseline == pytest.approx(0.5, abs=0.03)
    reached = planned({"x": fixed("x", 1)}, milestones={"m": replace(one, actual=MONDAY)})
    assert outlook.of_network(reached, reached.standings[0]) is None
    other = planned({"x": fixed("x", 1)}, milestones={"m": replace(one, task=None)})
    assert outlook.of_network(other, other.standings[0]) is None


# ---- people ---------------------------------------------------------------------------------------------------------


def loaded(tasks: dict[str, Task], *loading: Loading, start: dt.date = MONDAY) -> tuple[Load, ...]:
    network = pert(tasks)
    assert network
    return loads(schedule(tasks, start=start, loading=loading), network)


def test_a_task_takes_its_role_for_its_share_of_the_month() -> None:
    tasks = {
        "x": fixed("x", 11, role="monitor", fte=Decimal("0.5")),
        "y": fixed("y", 22, after="x", role="monitor"),
        "z": fixed("z", 3),
    }
    march, april = loaded(tasks)  # 22 business days each
    assert (march.role, march.month, march.from_tasks) == ("monitor", "2026-03", Decimal("0.75"))
    assert march.tasks == ("x", "y")
    assert (april.month, april.from_tasks, april.tasks) == ("2026-04", Decimal("0.50"), ("y",))
    assert (april.needed, april.available, april.over, april.beyond_plan) == (None, None, 0, 0)


def test_more_than_there_is_is_told_whether_tasks_or_the_plan_take_it() -> None:
    def plan_of(needed: str, available: str) -> Loading:
        return Loading(role="monitor", month="2026-03", needed=Decimal(needed), available=Decimal(available))

    tasks = {"x": fixed("x", 22, role="monitor")}
    over = [loaded(tasks, plan_of(*pair))[0] for pair in [("0.5", "0.8"), ("1.5", "1.0"), ("1", "1")]]
    assert [one.over for one in over] == [Decimal("0.20"), Decimal("0.5"), 0]
    assert [one.beyond_plan for one in over] == [Decimal("0.50"), 0, 0]


def test_plans_without_tasks_stand_beside_tasks_without_plans() -> None:
    tasks = {"x": fixed("x", 1, role="writer")}
    other = Loading(role="monitor", month="2026-01", needed=Decimal(1), available=Decimal(1))
    assert [(one.role, one.month, one.from_tasks) for one in loaded(tasks, other)] == [
        ("monitor", "2026-01", Decimal(0)),
        ("writer", "2026-03", Decimal("0.05")),
    ]


def test_what_is_taken_in_all_months_is_what_the_tasks_last() -> None:
    tasks = {id: replace(one, role="all") for id, one in start_up().items()}
    found = loaded(tasks, start=dt.date(2025, 4, 21))
    weekdays = dict(zip(range(4, 12), (22, 22, 21, 23, 21, 22, 23, 20), strict=True))
    total = sum(float(one.from_tasks) * weekdays[int(one.month[5:])] for one in found)
    assert total == pytest.approx(31 + 38 + 26 + 21 + 16 + 61 + 53 + 51 + 46 + 15 + 16 + 15, abs=1)


# ---- words ----------------------------------------------------------------------------------------------------------


def test_both_chances_stand_side_by_side_for_the_target_and_for_days_to_agree_on() -> None:
    found = planned(start_up(), target=150)
    target, even, *_, last = outlook.chances(found)
    assert (target.why, target.days) == ("target", 150)
    assert target.formula == pytest.approx(0.6813, abs=0.00005)
    assert target.simulated == pytest.approx(0.64, abs=0.015)
    assert (even.why, last.why) == ("50 % of the runs", "95 % of the runs")
    assert even.simulated >= 0.5 > found.simulation.chance(even.days - 1)
    assert last.simulated >= 0.95 > found.simulation.chance(last.days - 1)


def test_it_says_that_paths_compete() -> None:
    said = outlook.comparison(planned(start_up(), target=150))
    assert said.startswith("The simulation gives 4 percentage points less than the formula")
    assert "the formula looks at the critical path alone, but paths compete" in said
    assert "'j' is critical in 39 % of the runs and 'a' is critical in" in said


def test_it_says_that_one_path_decides() -> None:
    path = critical_path()
    assert outlook.comparison(planned(path, target=145)).endswith("agree here: one path decides.")


def test_it_says_that_delays_are_lopsided() -> None:
    lopsided = {"x": task("x", 10, 10, 40)}
    assert "most runs end a little before the average" in outlook.comparison(planned(lopsided, target=15))
    assert "long delays are more likely" in outlook.comparison(planned(lopsided, target=23))


def test_what_needs_a_decision_is_said() -> None:
    late = StudyMilestone(
        id="m",
        event="kick-off",
        title="Kick-off",
        baseline=MONDAY,
        forecast=dt.date(2026, 3, 10),
        tolerance=Duration(1, "business day"),
    )
    over = Loading(role="monitor", month="2026-03", needed=Decimal("1.5"), available=Decimal(1))
    found = planned({"x": task("x", 9, 10, 20)}, milestones={"m": late}, loading=(over,))
    target, milestone, people = outlook.attention(found)
    assert target.startswith("The target of 10 business days is missed more often than met: ")
    assert milestone == "'Kick-off' is expected 6 business days late, beyond its tolerance of 1 business day."
    assert (
        people
        == "monitor is needed for more than there is in 2026-03: up to 0.5 full-time equivalents are missing."
    )


def test_what_is_overdue_is_said() -> None:
    one = StudyMilestone(
        id="m", event="kick-off", title="Kick-off", baseline=MONDAY, tolerance=Duration(1, "week")
    )
    found = plan(schedule({}, milestones={"m": one}), as_of=dt.date(2026, 3, 3))
    assert found
    assert outlook.attention(found) == ("'Kick-off' was due on 2026-03-02 and is not reported as reached.",)


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0 %"), (0.001, "less than 1 %"), (0.634, "63 %"), (0.9999, "more than 99 %"), (1, "100 %")],
)
def test_a_share_promises_nothing_that_is_only_likely(share: float, told: str) -> None:
    assert outlook.percent(share) == told


def test_money_is_asked_of_the_same_tasks() -> None:
    tasks = {"x": replace(task("x", 4, 8, 9), crash_days=5, crash_cost=Money(Decimal(100), "USD"))}
    found = planned(tasks).crashing
    assert found
    assert [(one.length, str(one.cost)) for one in found.curve()] == [
        (8, "0 USD"), (7, "100 USD"), (6, "200 USD"), (5, "300 USD"),
    ]  # fmt: skip
