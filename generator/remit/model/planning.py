"""Time: the network of activities of a study, its milestones, its loading, and its kick-off meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Duration, Money

LONGEST_TASK = 10_000
"""Business days that no task takes: 40 years."""


@record
class Task(Identified):
    """An activity of the network. Days are business days."""

    title: str = item("What is done.", Meaning.TIME)
    activity: str | None = item(
        "Activity of the service catalogue.", Meaning.RESPONSIBILITY, default=None, refers="activity"
    )
    after: tuple[str, ...] = item("Ids of the tasks that must be finished before.", Meaning.TIME, default=())
    optimistic: int = item("Days if all goes well.", Meaning.TIME, least=0)
    likely: int = item("Most likely days.", Meaning.TIME)
    pessimistic: int = item("Days if all goes badly.", Meaning.TIME, most=LONGEST_TASK)
    crash_days: int | None = item("Fewest days that money can buy.", Meaning.TIME, default=None, least=0)
    crash_cost: Money | None = item("Cost of each day saved.", Meaning.MONEY, default=None)
    role: str | None = item("Role that does it.", Meaning.RESPONSIBILITY, default=None, refers="role")
    fte: Decimal | None = item(
        "Full-time equivalents of the role while the task lasts; without it, one.",
        Meaning.PEOPLE,
        default=None,
        example="0.5",
        least=0,
    )
    core_set_up: bool = item("Yes: a set-up task for a core team member.", Meaning.PEOPLE, default=False)


@record
class StudyMilestone(Identified):
    """A milestone of the study."""

    event: Literal[
        "contract signed",
        "kick-off",
        "first site active",
        "first participant in",
        "half of sites active",
        "25 % enrolled",
        "50 % enrolled",
        "last participant in",
        "last participant last visit",
        "database lock",
        "clinical study report",
        "archive",
        "product event",
    ] = item("Event.", Meaning.TIME)
    title: str = item("Name.", Meaning.TIME)
    baseline: dt.date = item("Date as agreed.", Meaning.TIME)
    forecast: dt.date | None = item("Date as expected now.", Meaning.TIME, default=None)
    actual: dt.date | None = item("Date on which it happened.", Meaning.TIME, default=None)
    tolerance: Duration = item("Delay that is accepted without a decision.", Meaning.TIME, least=0)
    contractual: bool = item("Yes: a payment or incentive hangs on it.", Meaning.MONEY, default=False)
    task: str | None = item(
        "Id of the task of the network with whose end it is reached.", Meaning.TIME, default=None
    )


MilestoneStatus = Literal["planned", "in time", "within tolerance", "beyond tolerance", "overdue"]
"""How a milestone stands on a day, by its dates and its tolerance."""


@record
class Closure(Record):
    """Days on which nobody works on the study although the country of the calendar does."""

    KEY: ClassVar[tuple[str, ...]] = ("title",)

    title: str = item("Name.", Meaning.TIME, example="Year-end shutdown")
    first: dt.date = item("First closed day.", Meaning.TIME)
    last: dt.date | None = item(
        "Last closed day; without it, the first is the only one.", Meaning.TIME, default=None
    )


@record
class Loading(Record):
    """Full-time equivalents of a role in a month."""

    KEY: ClassVar[tuple[str, ...]] = ("role", "month")

    role: str = item("Role.", Meaning.PEOPLE, refers="role")
    month: str = item("Month, year-month.", Meaning.TIME, example="2025-09")
    needed: Decimal = item("Full-time equivalents needed.", Meaning.PEOPLE, least=0)
    available: Decimal = item("Full-time equivalents available.", Meaning.PEOPLE, least=0)


@record
class Schedule(Identified):
    """The schedule of a study (data/studies/<study>/schedule.yaml)."""

    KIND: ClassVar[str] = "schedule"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    start: dt.date = item("Day on which the network starts.", Meaning.TIME)
    calendar: str = item("ISO code of the country whose business days count.", Meaning.TIME, example="US")
    closures: tuple[Closure, ...] = item(
        "Holidays and shutdowns beyond the public holidays of the country.", Meaning.TIME, default=()
    )
    target: int = item("Business days within which the network should finish.", Meaning.TIME, least=1)
    tasks: Mapping[str, Task] = item("Tasks by id.", Meaning.TIME)
    milestones: Mapping[str, StudyMilestone] = item("Milestones by id, in order.", Meaning.TIME, ordered=True)
    loading: tuple[Loading, ...] = item("Loading of roles by month.", Meaning.PEOPLE, default=())


@record
class AgendaItem(Record):
    """An item of the agenda."""

    KEY: ClassVar[tuple[str, ...]] = ("topic",)

    topic: str = item("Topic.", Meaning.WORDING)
    objective: Literal[
        "shared understanding and commitment", "optimised plan", "challenges and first solutions"
    ] = item("Objective it serves.", Meaning.QUALITY)
    lead: str = item("Role that leads it.", Meaning.RESPONSIBILITY, refers="role")
    minutes: int = item("Minutes.", Meaning.TIME, least=1)
    outcome: str | None = item("Outcome.", Meaning.WORDING, default=None)


@record
class Action(Identified):
    """Something to do, by whom and when."""

    text: str = item("What is to be done.", Meaning.RESPONSIBILITY)
    owner: str = item("Role that does it.", Meaning.RESPONSIBILITY, refers="role")
    due: dt.date = item("Due date.", Meaning.TIME)
    done: dt.date | None = item("Date on which it was done.", Meaning.TIME, default=None)


@record
class HandOver(Record):
    """Knowledge that the sponsor passes on."""

    KEY: ClassVar[tuple[str, ...]] = ("subject",)

    subject: str = item("What is passed on.", Meaning.QUALITY)
    giver: str = item("Role that gives it.", Meaning.RESPONSIBILITY, refers="role")
    receiver: str = item("Role that receives it.", Meaning.RESPONSIBILITY, refers="role")
    date: dt.date = item("Date.", Meaning.TIME)


@record
class KickOff(Identified):
    """The kick-off meeting of a study (data/studies/<study>/kick_off.yaml)."""

    KIND: ClassVar[str] = "kick_off"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    date: dt.date = item("Date.", Meaning.TIME)
    place: str = item("Place or link.", Meaning.WORDING)
    minutes: int = item("Length in minutes.", Meaning.TIME, least=1)
    chair: str = item("Role that chairs.", Meaning.RESPONSIBILITY, refers="role")
    attendees: tuple[str, ...] = item("Roles that attend.", Meaning.PEOPLE, refers="role")
    pre_reads: tuple[str, ...] = item("Papers sent before.", Meaning.QUALITY)
    pre_reads_sent: dt.date = item("Date on which they were sent.", Meaning.TIME)
    agenda: tuple[AgendaItem, ...] = item("Agenda.", Meaning.TIME, ordered=True)
    actions: Mapping[str, Action] = item("Actions by id.", Meaning.RESPONSIBILITY, default={})
    hand_over: tuple[HandOver, ...] = item("Knowledge passed on.", Meaning.QUALITY, default=())
