"""TIME, continued: what dates, costs and people of a schedule rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.model.ledger import Ledger
from remit.model.planning import Schedule
from remit.rules.rule import Problem, must, see, should, whole
from remit.schema.nearest import nearest

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEAR = 366


@must("TIME-021")
def milestones_end_with_tasks(ledger: Ledger) -> Iterator[Problem]:
    """A milestone that is reached with the end of a task names a task of its schedule.

    Why: The forecast of the milestone, and the incentive that hangs on it, are computed from the task's end.

    Wrong:
        # data/studies/al-101/schedule.yaml
        milestones:
          first-site:
            task: first-sites

    Right:
        # data/studies/al-101/schedule.yaml
        milestones:
          first-site:
            task: first-site

    Source: network planning (CPM).
    """
    for schedule in ledger.every(Schedule):
        for milestone in schedule.milestones.values():
            id = milestone.task
            if id is not None and id not in schedule.tasks and whole(ledger, schedule):
                hint = nearest(id, list(schedule.tasks)) or "name the id of a task of this schedule"
                yield Problem(f"there is no task '{id}'", milestone.at("task"), hint)


@must("TIME-022")
def closures_end(ledger: Ledger) -> Iterator[Problem]:
    """A closure does not end before it begins, and lasts no longer than a year.

    Why: Closed days move every date of the schedule. A wrong year would close the study for good.

    Wrong:
        # data/studies/al-101/schedule.yaml
        closures:
          - title: Year-end shutdown
            first: 2025-12-29
            last: 2025-01-02

    Right:
        # data/studies/al-101/schedule.yaml
        closures:
          - title: Year-end shutdown
            first: 2026-12-29
            last: 2027-01-02

    Source: the calendar.
    """
    for schedule in ledger.every(Schedule):
        for closure in schedule.closures:
            last = closure.last or closure.first
            if last < closure.first:
                message = f"'{closure.title}' ends on {last}, before it begins on {closure.first}"
            elif (last - closure.first).days >= _YEAR:
                message = f"'{closure.title}' lasts from {closure.first} to {last}, longer than a year"
            else:
                continue
            yield Problem(message, closure.at("last"), "correct one of the dates")


@must("TIME-023")
def one_currency_of_hurry(ledger: Ledger) -> Iterator[Problem]:
    """What it costs to hurry the tasks of a schedule is in one currency.

    Why: The cheapest way to an earlier date compares these costs and adds them up. Nobody has agreed on a rate.

    Wrong:
        # data/studies/al-101/schedule.yaml
        tasks:
          first-site:
            crash_days: 15
            crash_cost: 2000 EUR

    Right:
        # data/studies/al-101/schedule.yaml
        tasks:
          first-site:
            crash_days: 15
            crash_cost: 2000 USD

    Source: contract practice.
    """
    for schedule in ledger.every(Schedule):
        priced = [task for task in schedule.tasks.values() if task.crash_cost]
        for task in priced[1:]:
            first = priced[0]
            if task.crash_cost and first.crash_cost and task.crash_cost.currency != first.crash_cost.currency:
                yield Problem(
                    f"this cost is in {task.crash_cost.currency}, that of '{first.title}' in {first.crash_cost.currency}",
                    task.at("crash_cost"),
                    "write all of them in one currency",
                    see("the other cost", first.at("crash_cost")),
                )


@should("TIME-024")
def enough_people(ledger: Ledger) -> Iterator[Problem]:
    """Of no role more is needed in a month than there is.

    Why: Work that nobody has time for is late, whatever the network says.

    Wrong:
        # data/studies/al-101/schedule.yaml
        loading:
          - role: cro-project-manager
            month: 2026-01
            needed: 1.5
            available: 1.0

    Right:
        # data/studies/al-101/schedule.yaml
        loading:
          - role: cro-project-manager
            month: 2026-01
            needed: 1.0
            available: 1.0

    Source: project management practice.
    """
    for schedule in ledger.every(Schedule):
        for load in schedule.loading:
            if load.needed > load.available:
                yield Problem(
                    f"{load.role} is needed for {load.needed:f} full-time equivalents in {load.month}, and there are "
                    f"{load.available:f}",
                    load.at("needed"),
                    "add people, move work to another month, or give it to another role",
                    see("'available'", load.at("available")),
                )


@must("TIME-025")
def months_of_loading(ledger: Ledger) -> Iterator[Problem]:
    """A month of a schedule's loading is a month, and stands there once for each role.

    Why: People are counted by month; what is counted twice, or for no month, is planned for nobody.

    Wrong:
        # data/studies/al-101/schedule.yaml
        loading:
          - role: cro-project-manager
            month: 2026-13
            needed: 1.0
            available: 1.0

    Right:
        # data/studies/al-101/schedule.yaml
        loading:
          - role: cro-project-manager
            month: 2026-12
            needed: 1.0
            available: 1.0

    Source: the calendar.
    """
    for schedule in ledger.every(Schedule):
        seen: dict[tuple[str, str], int] = {}
        for place, load in enumerate(schedule.loading):
            if not _MONTH.fullmatch(load.month):
                hint = "write year-month, for example 2026-03"
                yield Problem(f"'{load.month}' is not a month", load.at("month"), hint)
            elif (first := seen.setdefault((load.role, load.month), place)) != place:
                yield Problem(
                    f"{load.role} stands here for {load.month} a second time",
                    load.at("month"),
                    "put both entries together, or correct one",
                    see("the first entry", schedule.loading[first].at("month")),
                )


RULES = (
    milestones_end_with_tasks,
    closures_end,
    one_currency_of_hurry,
    enough_people,
    months_of_loading,
)
