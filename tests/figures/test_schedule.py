"""The figures of a schedule: tasks along the calendar, chances by day, costs of an earlier end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark
from remit.calc.plan import Plan, plan
from remit.figures.chance import chance_curve
from remit.figures.crash_cost import crash_cost
from remit.figures.gantt import MOST, gantt
from remit.model.planning import Schedule, StudyMilestone, Task
from remit.model.values import Duration, Money
from tests.calc.networks import start_up, task

MONDAY = dt.date(2025, 4, 21)


def planned(tasks: dict[str, Task], **fields: Any) -> Plan:
    defaults = {"start": MONDAY, "calendar": "US", "target": 150, "milestones": {}}
    found = plan(Schedule(tasks=tasks, **{**defaults, **fields}), runs=2000)
    assert found
    return found


def drawn(found: Plan) -> Drawing:
    drawing = gantt(found.schedule)
    assert drawing
    return drawing


def bars(drawing: Drawing) -> list[Box]:
    return [shape for shape in drawing.shapes if isinstance(shape, Box)][:-2]  # before the key


def within(drawing: Drawing) -> bool:
    for shape in drawing.shapes:
        points = (
            [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            if isinstance(shape, Box)
            else shape.points
            if isinstance(shape, Line)
            else [(shape.x, shape.y)]
            if isinstance(shape, Mark | Label)
            else []
        )
        if not all(-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1 for x, y in points):
            return False
    return True


def test_each_task_has_a_bar_as_long_as_its_days_and_critical_ones_look_different() -> None:
    drawing = drawn(planned(start_up()))
    found = bars(drawing)
    assert len(found) == 12
    plain = [bar for bar in found if not bar.hatched]
    assert len(plain) == 5, "b, e, f, k and l are critical"
    days = sorted((bar.x, bar.width) for bar in plain)
    first, approval = days[0], days[2]
    assert round(first[1] / approval[1], 2) == round(52 / 86, 2), (
        "calendar days, 21 April to 11 June and 8 July to 1 October"
    )
    assert within(drawing)


def test_slack_hangs_behind_a_task_as_a_broken_line() -> None:
    drawing = drawn(planned(start_up()))
    broken = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.dashed]
    assert len(broken) == 7 + 1 + 2, "seven tasks with slack, the target, and both in the key"


def test_the_path_is_told_in_words_too() -> None:
    told = drawn(planned(start_up())).alternative
    assert told.startswith(
        "Tasks of the network by day; critical: b 21 April 2025 to 11 June 2025, e 12 June 2025"
    )
    assert "with slack: c 21 April 2025 to 27 May 2025" in told
    assert told.endswith("target: 24 November 2025.")


def test_milestones_within_the_time_stand_below_the_tasks() -> None:
    def at(id: str, day: dt.date) -> StudyMilestone:
        return StudyMilestone(id=id, event="kick-off", title=id, baseline=day, tolerance=Duration(1, "week"))

    milestones = {one.id: one for one in (at("now", dt.date(2025, 6, 2)), at("later", dt.date(2027, 1, 1)))}
    drawing = drawn(planned(start_up(), milestones=milestones))
    assert len([shape for shape in drawing.shapes if isinstance(shape, Mark)]) == 2, "one, and the key"
    assert "milestones: now 2 June 2025" in drawing.alternative


def test_of_many_tasks_those_with_the_least_slack_have_room() -> None:
    tasks = {f"t{n}": task(f"t{n}", n, n + 1, n + 2) for n in range(200)}
    drawing = drawn(planned(tasks))
    assert len(bars(drawing)) == MOST
    assert "60 of 200" in drawing.alternative
    assert "t199" in drawing.alternative
    assert len(drawing.alternative) < 2500


def test_long_and_short_times_have_an_axis() -> None:
    years = drawn(
        planned({"x": task("x", 900, 1000, 1100), "y": task("y", 900, 1000, 1100, after="x")}, target=2100)
    )
    labels = {shape.text for shape in years.shapes if isinstance(shape, Label)}
    assert {"2025", "2029", "2033"} <= labels
    assert "Jun" not in labels
    day = drawn(planned({"x": task("x", 0, 0, 0)}, target=0))
    assert within(day)


def test_without_tasks_or_known_days_there_is_no_figure() -> None:
    empty = planned({})
    assert gantt(empty.schedule) is None
    circle = replace(empty.schedule, tasks={"x": task("x", 1, 1, 1, after="x")})
    assert gantt(circle) is None
    far = planned(
        {
            "x": task("x", 9999, 9999, 9999),
            "y": task("y", 9999, 9999, 9999, "x"),
            "z": task("z", 9999, 9999, 9999, "y"),
        }
    )
    assert gantt(far.schedule) is None


def test_two_rising_curves_differ_in_form_and_meet_the_target() -> None:
    found = planned(start_up())
    drawing = chance_curve(found)
    assert drawing
    dashed, solid = (
        max(
            (shape for shape in drawing.shapes if isinstance(shape, Line) and shape.dashed is form),
            key=lambda line: len(line.points),
        )
        for form in (True, False)
    )
    for line in (dashed, solid):
        heights = [y for _, y in line.points]
        assert heights == sorted(heights, reverse=True)
    marks = [shape for shape in drawing.shapes if isinstance(shape, Mark)]
    assert {mark.form for mark in marks} == {"square", "dot"}
    assert marks[0].y < marks[1].y, "the formula is too hopeful"
    assert "within 150 business days (24 November 2025) 68 % by the formula" in drawing.alternative
    assert within(drawing)


def test_what_is_certain_has_no_curve() -> None:
    assert chance_curve(planned({"x": task("x", 5, 5, 5)})) is None


def test_a_target_far_off_stays_on_the_sheet() -> None:
    for target in (1, 400):
        drawing = chance_curve(planned(start_up(), target=target))
        assert drawing
        assert within(drawing)


def test_costs_rise_towards_the_shortest_length() -> None:
    cost = Money(Decimal(20_000), "USD")
    found = planned({"x": replace(task("x", 8, 10, 12), crash_days=6, crash_cost=cost)})
    assert found.crashing
    drawing = crash_cost(found, found.crashing.curve())
    assert drawing
    marks = [(shape.x, shape.y) for shape in drawing.shapes if isinstance(shape, Mark)]
    assert len(marks) == 5
    assert marks == sorted(marks, reverse=True)
    assert "10 business days (2 May 2025) for 0 USD" in drawing.alternative
    assert "6 business days (28 April 2025) for 80,000 USD. No money makes it shorter." in drawing.alternative
    labels = {shape.text for shape in drawing.shapes if isinstance(shape, Label)}
    assert {
        "Thousand USD",
        "10 days at no cost",
        "6 days for 80,000 USD: no money makes it shorter",
    } <= labels
    assert within(drawing)


def test_where_haste_costs_nothing_or_saves_nothing() -> None:
    free = planned({"x": replace(task("x", 8, 10, 12), crash_days=6, crash_cost=Money(Decimal(0), "USD"))})
    assert free.crashing
    assert crash_cost(free, free.crashing.curve())
    useless = planned(
        {"x": replace(task("x", 8, 10, 12), crash_days=10, crash_cost=Money(Decimal(5), "USD"))}
    )
    assert useless.crashing
    assert crash_cost(useless, useless.crashing.curve()) is None
