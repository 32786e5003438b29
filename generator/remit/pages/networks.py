"""The network of a schedule: when each task is done, how likely the target is, and what an earlier end costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from remit.calc import outlook
from remit.calc.plan import Plan
from remit.figures.chance import chance_curve
from remit.figures.crash_cost import crash_cost
from remit.figures.gantt import MOST, gantt
from remit.model.planning import Schedule, Task
from remit.model.values import brief, spoken
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    facts,
    figure,
    heading,
    joined,
    listing,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk

_PATHS = 3
"""Critical paths that are told task by task."""


def sections(desk: Desk, found: Plan) -> Iterator[Block]:
    """What follows from the tasks of a schedule that has some."""
    yield heading(2, "Earliest and latest days", "when")
    yield from _when(found)
    yield heading(2, "Chance to be in time", "chance")
    yield from _chance(found)
    yield from _haste(desk, found)


def _when(found: Plan) -> Iterator[Block]:
    network, end = found.expected, found.day(float(found.expected.length))
    paths = list(islice(network.paths(), _PATHS + 1))
    told = [joined([found.schedule.tasks[id].title for id in path], " → ") for path in paths[:_PATHS]]
    more = [small(f"There are more than {_PATHS} critical paths.")] if len(paths) > _PATHS else []
    yield facts(
        [
            (
                "Expected length",
                f"{_days(network.length)} business days{f', to {spoken(end)}' if end else ''}",
            ),
            ("Most likely length", f"{_days(found.likely.length)} business days"),
            ("Standard deviation", f"{float(network.variance) ** 0.5:.1f} business days"),
            ("Critical path", listing([*told, *more])),
        ]
    )
    drawing = gantt(found.schedule)
    if drawing:
        shown = f"the {MOST} tasks with the least slack" if len(network.tasks) > MOST else "tasks"
        yield figure(
            drawing, f"The {shown} at their earliest days, with the slack behind each and the critical path"
        )
    rows = []
    for id, placed in sorted(network.tasks.items(), key=lambda pair: pair[1].early_start):
        span = found.spans[id]
        critical = badge("critical", "accent") if placed.slack == 0 else ""
        cells = (
            joined([found.schedule.tasks[id].title, critical], " "),
            _days(placed.early_finish - placed.early_start),
            _span(span.early_start, span.early_finish),
            _span(span.late_start, span.late_finish),
            _days(placed.slack),
            _days(placed.free_slack),
            outlook.percent(found.simulation.criticality[id]),
        )
        rows.append(cells)
    columns = [
        ("Task", "wide"),
        ("Days", "num"),
        ("Earliest", "num"),
        ("Latest", "num"),
        ("Slack", "num"),
        ("Free slack", "num"),
        ("Critical in", "num"),
    ]
    yield table(columns, rows, caption="Earliest and latest days of each task")
    yield paragraph(
        small(
            "Slack: business days by which a task may slip without moving the end. Free slack: without delaying any other "
            "task. Critical in: the share of simulated runs in which a task has no slack."
        )
    )


def _span(start: dt.date | None, finish: dt.date | None) -> Inert:
    """First and last day, one above the other."""
    return joined([brief(day) for day in (start, finish) if day], "<br>")


def _chance(found: Plan) -> Iterator[Block]:
    runs = found.simulation
    yield paragraph(outlook.comparison(found))
    drawing = chance_curve(found)
    if drawing:
        yield figure(drawing, "The chance to be finished by each day")
    rows = [
        (
            one.why[:1].upper() + one.why[1:],
            str(one.days),
            brief(one.day) if one.day else "",
            f"{one.formula * 100:.1f} %",
            f"{one.simulated * 100:.1f} %",
        )
        for one in outlook.chances(found)
    ]
    columns = [
        "Within",
        ("Business days", "num"),
        ("By", "num"),
        ("Normal formula", "num"),
        ("Simulated", "num"),
    ]
    yield table(columns, rows, caption="Chance to finish by the normal formula and by simulation")
    yield paragraph(
        small(
            f"Simulated in {runs.runs:,} runs (seed {runs.seed}). Lengths of tasks are drawn independently of each other, "
            "from beta distributions with the mean and the variance that the formula uses. Another seed may give a share "
            f"that differs by {2 * runs.margin(found.target) * 100:.1f} percentage points."
        )
    )


def _haste(desk: Desk, found: Plan) -> Iterator[Block]:
    crash = found.crashing
    if crash is None:
        return
    curve = crash.curve()
    yield heading(2, "What an earlier end costs", "haste")
    yield paragraph(
        f"If every task takes as long as is most likely, the network takes {crash.longest} business days. Tasks can be "
        f"hurried; the line shows the least cost of each length. No money makes it shorter than {crash.shortest} days."
    )
    drawing = crash_cost(found, curve)
    if drawing:
        yield figure(drawing, "The least cost of an earlier end")
    rows = []
    for one in curve[:: max(len(curve) // 6, 1)]:
        saved = [f"{found.schedule.tasks[id].title}: {days}" for id, days in one.saved.items()]
        day = found.day(one.length)
        rows.append((str(one.length), brief(day) if day else "", str(one.cost), listing(saved, "nothing")))
    columns = [
        ("Business days", "narrow"),
        ("By", "num"),
        ("Least cost", "num"),
        ("Hurried, with days saved", "wide"),
    ]
    yield table(columns, rows, caption="The cheapest way to an earlier end")


def tasks(desk: Desk, one: Schedule) -> Iterator[Block]:
    """The tasks as the record has them."""
    if not one.tasks:
        return
    yield heading(2, "Tasks", "field-tasks")
    rows = []
    for task in one.tasks.values():
        before = [one.tasks[id].title if id in one.tasks else id for id in task.after]
        cells = (
            _named(desk, task),
            listing(before, ""),
            f"{task.optimistic} / {task.likely} / {task.pessimistic}",
            _price(task),
            desk.source(task.where),
        )
        rows.append(Row.of(cells, id=f"task-{task.id}"))
    columns = [
        ("Task, its activity and role", "wide"),
        ("After", "wide"),
        ("Days: optimistic / likely / pessimistic", "num"),
        ("Hurried: days, at the cost of each day saved", "num"),
        "Source",
    ]
    yield table(columns, rows, caption="Tasks")


def _named(desk: Desk, task: Task) -> Inert:
    """A task's title with what it belongs to and who does it."""
    title = joined([task.title, badge("set-up of the core team", "info") if task.core_set_up else ""], " ")
    fte = f" ({task.fte:f} FTE)" if task.fte is not None else ""
    parts = [
        *([desk.record("activity", task.activity)] if task.activity else []),
        *([joined([desk.role(task.role), fte], "")] if task.role else []),
    ]
    return joined([title, *([small(joined(parts, "; "))] if parts else [])], "<br>")


def _price(task: Task) -> str:
    if task.crash_days is None or task.crash_cost is None:
        return ""
    return f"{task.crash_days} at {task.crash_cost}"


def _days(length: Fraction) -> str:
    return f"{float(length):.1f}".removesuffix(".0")
