"""TIME, continued: the network of a schedule, its milestones, and whether it can be in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.calc.schedule import Network, in_order, is_network, pert
from remit.findings import Where
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.planning import Schedule, StudyMilestone
from remit.model.playbook import Playbook, Thresholds
from remit.rules.rule import Problem, listed, must, see, should, whole
from remit.schema.nearest import nearest

CHAIN = (
    "contract signed",
    "first site active",
    "first participant in",
    "last participant in",
    "last participant last visit",
    "database lock",
    "clinical study report",
    "archive",
)
"""Events that follow one another in every study."""


@must("TIME-007")
def network_without_circle(ledger: Ledger) -> Iterator[Problem]:
    """Tasks of a schedule come after tasks that exist, and never after themselves.

    Why: Tasks that wait for each other never begin.

    Wrong:
        # data/studies/al-101/schedule.yaml
        tasks:
          plans:
            after: [first-site]

    Right:
        # data/studies/al-101/schedule.yaml
        tasks:
          plans:
            after: []

    Source: network planning (CPM).
    """
    for schedule in ledger.every(Schedule):
        tasks = schedule.tasks
        for task in tasks.values():
            for place, id in enumerate(task.after):
                if id not in tasks and whole(ledger, schedule):
                    hint = nearest(id, list(tasks)) or "name the id of a task of this schedule"
                    yield Problem(f"there is no task '{id}'", task.at("after", place), hint)
        done = in_order({id: task.after for id, task in tasks.items()})
        stuck = _circle({id: [one for one in task.after if one in tasks] for id, task in tasks.items()}, done)
        if stuck:
            first = tasks[stuck[0]]
            titles = listed(f"'{tasks[id].title}'" for id in stuck)
            message = (
                f"these tasks wait for each other: {titles}"
                if len(stuck) > 1
                else f"{titles} waits for itself"
            )
            yield Problem(message, first.at("after"), "remove one of the predecessors")


def _circle(after: dict[str, list[str]], done: tuple[str, ...]) -> list[str]:
    """The tasks of one circle, beginning with the first in the file; none if all can be done."""
    current = next((id for id in after if id not in done), None)
    path: list[str] = []
    while current is not None and current not in path:
        path.append(current)
        current = next((one for one in after[current] if one not in done), None)
    circle = path[path.index(current) :] if current is not None else []
    return sorted(circle, key=list(after).index)


@must("TIME-008")
def estimates_in_order(ledger: Ledger) -> Iterator[Problem]:
    """Of the three estimates of a task none contradicts another, and money makes it shorter, not longer.

    Why: The length of the study and its price of haste are computed from these numbers.

    Wrong:
        # data/studies/al-101/schedule.yaml
        tasks:
          plans:
            likely: 40

    Right:
        # data/studies/al-101/schedule.yaml
        tasks:
          plans:
            likely: 20

    Source: network planning (PERT).
    """
    for schedule in ledger.every(Schedule):
        for task in schedule.tasks.values():
            rows = [
                ("optimistic", task.optimistic),
                ("likely", task.likely),
                ("pessimistic", task.pessimistic),
            ]
            for (name, days), (then, more) in (rows[:2], rows[1:]):
                if more < days:
                    yield Problem(
                        f"'{task.title}' takes {more} days {then}, less than {days} {name}",
                        task.at(then),
                        "correct one of the estimates",
                        see(f"'{name}'", task.at(name)),
                    )
            if task.crash_cost and task.crash_cost.amount < 0:
                message = "hurry costs money and does not earn it"
                yield Problem(message, task.at("crash_cost"), "correct the amount")
            if task.crash_days is not None and task.crash_days > task.likely:
                yield Problem(
                    f"'{task.title}' takes {task.crash_days} days when hurried, more than {task.likely} otherwise",
                    task.at("crash_days"),
                    "correct one of the numbers",
                    see("'likely'", task.at("likely")),
                )
            if (task.crash_days is None) != (task.crash_cost is None):
                known, missing = (
                    ("crash_cost", "crash_days") if task.crash_cost else ("crash_days", "crash_cost")
                )
                message = f"'{task.title}' has '{known}', but no '{missing}'"
                yield Problem(message, task.at(known), f"add '{missing}:', or remove '{known}'")


def date_of(milestone: StudyMilestone) -> tuple[dt.date, Where]:
    """When a milestone was reached, is expected or was agreed, with the place of that date."""
    for name in ("actual", "forecast"):
        if (found := getattr(milestone, name)) is not None:
            return found, milestone.at(name)
    return milestone.baseline, milestone.at("baseline")


@must("TIME-009")
def milestones_of_a_study(ledger: Ledger) -> Iterator[Problem]:
    """Milestones follow the course of every study: signature, first site, participants, lock, report, archive.

    Why: A last visit before the last participant came in is a slip of the pen that moves payments and people.

    Wrong:
        # data/studies/al-101/schedule.yaml
        milestones:
          last-participant:
            baseline: 2027-12-01

    Right:
        # data/studies/al-101/schedule.yaml
        milestones:
          last-participant:
            baseline: 2026-12-01

    Source: the course of a clinical study.
    """
    for schedule in ledger.every(Schedule):
        known: dict[str, StudyMilestone] = {}
        for one in schedule.milestones.values():
            first = known.setdefault(one.event, one)
            if first is not one and one.event in CHAIN[1:]:
                message = f"'{one.title}' is the event '{one.event}', which '{first.title}' is already"
                hint = "keep one milestone for it, or correct an 'event'"
                yield Problem(message, one.at("event"), hint, see(first.title, first.at("event")))
        for dated in (lambda one: (one.baseline, one.at("baseline")), date_of):
            found = False
            before: tuple[StudyMilestone, dt.date, Where] | None = None
            for milestone in (known[event] for event in CHAIN if event in known):
                day, where = dated(milestone)
                if before and day < before[1]:
                    found = True
                    message = f"'{milestone.title}' is on {day}, before '{before[0].title}' on {before[1]}"
                    yield Problem(message, where, "correct one of the dates", see(before[0].title, before[2]))
                before = milestone, day, where
            if found:
                break


def _networks(ledger: Ledger) -> Iterator[tuple[Schedule, Network]]:
    for schedule in ledger.every(Schedule):
        tasks = schedule.tasks
        found = pert(tasks) if tasks and is_network(tasks) and whole(ledger, schedule) else None
        if found:
            yield schedule, found


def _limits(ledger: Ledger) -> Thresholds:
    return next((one.thresholds for one in ledger.every(Playbook)), Thresholds())


def _chance(schedule: Schedule, plan: Network) -> str:
    return (
        f"the network takes {float(plan.length):.1f} business days on average; the probability to finish within "
        f"{schedule.target} is {plan.chance(schedule.target):.0%}"
    )


@should("TIME-010")
def likely_in_time(ledger: Ledger) -> Iterator[Problem]:
    """The network of a schedule is more likely in time than not.

    Why: A date that is missed more often than met is a wish, and payments and incentives hang on it. The playbook's
    threshold is 'schedule_chance_warning'.

    Wrong:
        # data/studies/al-101/schedule.yaml
        target: 54

    Right:
        # data/studies/al-101/schedule.yaml
        target: 60

    Source: network planning (PERT).
    """
    limits = _limits(ledger)
    for schedule, plan in _networks(ledger):
        chance = plan.chance(schedule.target) * 100
        if limits.schedule_chance_limit.value <= chance < limits.schedule_chance_warning.value:
            hint = "shorten a critical task, begin earlier, or agree on a later date"
            yield Problem(_chance(schedule, plan), schedule.at("target"), hint)


@must("TIME-011")
def possibly_in_time(ledger: Ledger) -> Iterator[Problem]:
    """The network of a schedule has a real chance to be in time.

    Why: Whoever signs a date that can hardly be met signs a dispute. The playbook's threshold is 'schedule_chance_limit'.

    Wrong:
        # data/studies/al-101/schedule.yaml
        target: 45

    Right:
        # data/studies/al-101/schedule.yaml
        target: 60

    Source: network planning (PERT).
    """
    limits = _limits(ledger)
    for schedule, plan in _networks(ledger):
        if plan.chance(schedule.target) * 100 < limits.schedule_chance_limit.value:
            hint = "shorten critical tasks, begin earlier, or agree on a later date"
            yield Problem(_chance(schedule, plan), schedule.at("target"), hint)


@should("TIME-017")
def milestones_agree(ledger: Ledger) -> Iterator[Problem]:
    """A milestone that releases a payment has one date in the schedule and in the work order.

    Why: Two dates for one milestone are two forecasts of money.

    Wrong:
        # data/studies/al-101/schedule.yaml
        milestones:
          first-participant:
            baseline: 2026-03-03

    Right:
        # data/studies/al-101/schedule.yaml
        milestones:
          first-participant:
            baseline: 2026-03-02

    Source: contract practice.
    """
    for schedule in ledger.every(Schedule):
        for order in ledger.in_study(WorkOrder, schedule.study):
            if order.status == "superseded":
                continue
            for id, payment in order.payment.milestones.items():
                milestone = schedule.milestones.get(id)
                if milestone and payment.planned and payment.planned != milestone.baseline:
                    yield Problem(
                        f"'{milestone.title}' is agreed for {milestone.baseline} here, but planned for "
                        f"{payment.planned} in {order.number}",
                        milestone.at("baseline"),
                        "correct one of them; what is expected now belongs in 'forecast'",
                        see("the work order", payment.at("planned")),
                    )


RULES = (
    network_without_circle,
    estimates_in_order,
    milestones_of_a_study,
    likely_in_time,
    possibly_in_time,
    milestones_agree,
)
