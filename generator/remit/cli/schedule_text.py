"""A schedule in words and tables for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from textwrap import wrap

from remit.calc import outlook
from remit.calc.business_days import calendar_of
from remit.calc.crashing import Hurried
from remit.calc.loading import Load
from remit.calc.plan import Plan
from remit.cli.columns import columns
from remit.model.ledger import Ledger
from remit.model.parties import Role

PATHS = 3
"""Critical paths that are told task by task."""
_POINTS = 8
"""Lengths of which a table tells the cost."""
_TITLE, _WIDTH = 44, 110


def lines(
    ledger: Ledger, protocol: str, plan: Plan, wanted: int | None, hurried: Hurried | None
) -> Iterator[str]:
    """Everything that is said of a schedule. ``wanted`` is the length asked for, ``hurried`` the cheapest way to it."""
    yield from _head(protocol, plan)
    for part in (
        _tasks(plan),
        _chances(plan),
        _costs(plan, wanted, hurried),
        _milestones(plan),
        _people(ledger, plan),
        _attention(plan),
    ):
        found = list(part)
        if found:
            yield ""
            yield from found


def _head(protocol: str, plan: Plan) -> Iterator[str]:
    schedule, network = plan.schedule, plan.expected
    yield f"Schedule of {protocol} ({schedule.where.file}), seen on {plan.as_of}"
    closed = len(schedule.closures)
    closures = f", without {closed} named closure{'s' if closed > 1 else ''}" if closed else ""
    yield f"Business days of {schedule.calendar or 'no country'} from {schedule.start}{closures}"
    if not calendar_of(schedule).knows_holidays:
        yield f"No public holidays are known for '{schedule.calendar}': only weekends are left out."
    if not schedule.tasks:
        yield "The schedule has no tasks."
        return
    yield (
        f"{_count(len(schedule.tasks), 'task')}, expected length {days(network.length)} business days, to "
        f"{_day(plan.day(float(network.length)))}; most likely {days(plan.likely.length)}"
    )
    yield f"Variance {float(network.variance):.3f}, standard deviation {float(network.variance) ** 0.5:.3f} business days"
    paths = list(islice(network.paths(), PATHS + 1))
    for path in paths[:PATHS]:
        yield f"Critical path: {' - '.join(path)}"
    if len(paths) > PATHS:
        yield f"There are more than {PATHS} critical paths."


def _tasks(plan: Plan) -> Iterator[str]:
    head = ("Task", "", "Days", "Earliest", "", "Latest", "", "Slack", "Free", "Critical")
    rows = []
    for id, placed in sorted(plan.expected.tasks.items(), key=lambda pair: pair[1].early_start):
        span, task = plan.spans[id], plan.schedule.tasks[id]
        rows.append(
            (
                f"{'* ' if placed.slack == 0 else '  '}{id}",
                _cut(task.title),
                days(placed.early_finish - placed.early_start),
                _day(span.early_start),
                _day(span.early_finish),
                _day(span.late_start),
                _day(span.late_finish),
                days(placed.slack),
                days(placed.free_slack),
                outlook.percent(plan.simulation.criticality[id]),
            )
        )
    if rows:
        yield "Tasks (* on the critical path; 'Critical' is the share of simulated runs in which a task had no slack)"
        yield from columns(head, rows, numbers=(2, 7, 8, 9), indent="  ")


def _chances(plan: Plan) -> Iterator[str]:
    if not plan.schedule.tasks:
        return
    runs = plan.simulation
    yield f"Chance to finish (simulated in {runs.runs:,} runs, seed {runs.seed})"
    rows = [
        (
            f"{one.why[:1].upper()}{one.why[1:]}",
            str(one.days),
            _day(one.day),
            _exact(one.formula),
            _exact(one.simulated),
            f"{2 * one.margin * 100:.1f}",
        )
        for one in outlook.chances(plan)
    ]
    head = ("", "Days", "By", "Normal formula", "Simulated", "+/- points")
    yield from columns(head, rows, numbers=(1, 3, 4, 5))
    yield from wrap(outlook.comparison(plan), _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _costs(plan: Plan, wanted: int | None, hurried: Hurried | None) -> Iterator[str]:
    crash = plan.crashing
    if crash is None:
        if wanted is not None:
            yield "What haste costs is not known: no task has crash days with a cost in one currency."
        return
    yield f"Least cost to be shorter than the most likely {crash.longest} days"
    rows = [
        (str(one.length), _day(plan.day(one.length)), f"{one.cost.amount:,f}") for one in crash.curve(_POINTS)
    ]
    yield from columns(("Days", "By", crash.currency), rows, numbers=(0, 2))
    yield f"    No money makes it shorter than {crash.shortest} days."
    if wanted is None:
        return
    if hurried is None:
        yield f"    {wanted} days cannot be reached: the tasks cannot be hurried that much."
    elif not hurried.saved:
        yield f"    {wanted} days need no haste."
    else:
        yield f"    {wanted} days cost {hurried.cost}:"
        for id, saved in hurried.saved.items():
            task = plan.schedule.tasks[id]
            price = f" for {task.crash_cost.times(Decimal(saved))}" if task.crash_cost else ""
            yield f"      {id}  {task.title}: {_count(saved, 'day')} shorter{price}"


def _milestones(plan: Plan) -> Iterator[str]:
    rows = []
    for one in plan.standings:
        said = outlook.of_network(plan, one)
        rows.append(
            (
                _cut(one.milestone.title),
                _day(one.milestone.baseline),
                _day(one.milestone.forecast),
                _day(one.known) if one.reached else "",
                f"{one.slip:+d}" if one.slip else "0",
                str(one.milestone.tolerance),
                one.status,
                f"{outlook.percent(said.by_baseline)} by the baseline" if said else "",
            )
        )
    if rows:
        yield "Milestones"
        head = ("", "Baseline", "Forecast", "Actual", "Slip", "Tolerance", "Status", "Simulated")
        yield from columns(head, rows, numbers=(4,), indent="  ")


def _people(ledger: Ledger, plan: Plan) -> Iterator[str]:
    """Roles in months in which there are too few people, or in which tasks take more than was planned."""
    tight = [one for one in plan.loads if one.over or one.beyond_plan]
    if not plan.loads:
        return
    roles = len({one.role for one in plan.loads})
    months = sorted({one.month for one in plan.loads})
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    yield f"People: {_count(roles, 'role')}, {span}"
    if not tight:
        yield "    No role is needed for more than is planned and there (--format json lists every month)."
        return
    rows = [_load(ledger, one) for one in tight]
    head = ("Role", "Month", "By tasks", "Planned", "There are", "Missing")
    yield from columns(head, rows, numbers=(2, 3, 4, 5))


def _load(ledger: Ledger, one: Load) -> tuple[str, ...]:
    role = ledger.of(Role).get(one.role)
    return (
        role.title if role else one.role,
        one.month,
        f"{one.from_tasks:f}",
        "" if one.needed is None else f"{one.needed:f}",
        "" if one.available is None else f"{one.available:f}",
        f"{one.over:f}" if one.over else "",
    )


def _attention(plan: Plan) -> Iterator[str]:
    found = outlook.attention(plan)
    if found:
        yield "To decide"
    for one in found:
        yield from wrap(one, _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def days(length: Fraction) -> str:
    """A number of business days with at most one decimal place."""
    return f"{float(length):.1f}".removesuffix(".0")


def _exact(share: float) -> str:
    return f"{share * 100:.1f} %"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 3].rstrip()}..."
