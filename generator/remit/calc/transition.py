"""The way from one oversight level to another: how far its tasks are, month by month."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Mapping
from typing import Literal

from remit.calc.periods import day_after
from remit.frozen import dataclass
from remit.model.oversight import Transition, TransitionTask

State = Literal["done", "done late", "late", "running", "to come", "open"]
"""'open' is all that can be said of a task that is not done where no day is asked for."""


def state(task: TransitionTask, day: dt.date | None = None) -> State:
    """How far a task is on a day; without a day, as it is recorded."""
    if task.done is not None and (day is None or task.done <= day):
        return "done late" if task.done > task.end else "done"
    if day is None:
        return "open"
    if day > task.end:
        return "late"
    return "running" if day >= task.start else "to come"


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a transition by its first day: tasks under way, due and done in it, by id."""

    first: dt.date
    under_way: tuple[str, ...]
    due: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A transition on a day."""

    transition: Transition
    states: Mapping[str, State]
    months: tuple[Month, ...]

    @property
    def done(self) -> int:
        """Number of tasks done."""
        return sum(one in ("done", "done late") for one in self.states.values())

    @property
    def late(self) -> tuple[str, ...]:
        """Ids of the tasks that are past their last day and not done."""
        return tuple(id for id, one in self.states.items() if one == "late")


def progress(transition: Transition, day: dt.date | None = None) -> Progress:
    """How far a transition is on a day, or as it is recorded."""
    tasks = transition.tasks
    return Progress(
        transition=transition,
        states={id: state(task, day) for id, task in tasks.items()},
        months=tuple(_month(tasks, first, last, day) for first, last in months(transition)),
    )


def months(transition: Transition) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and last day of each calendar month that a transition touches; none if it ends before it begins."""
    first = transition.start.replace(day=1)
    while first <= transition.end:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, last
        if last == dt.date.max:
            return
        first = day_after(last)


def _month(tasks: Mapping[str, TransitionTask], first: dt.date, last: dt.date, day: dt.date | None) -> Month:
    return Month(
        first=first,
        under_way=tuple(id for id, one in tasks.items() if one.start <= last and one.end >= first),
        due=tuple(id for id, one in tasks.items() if first <= one.end <= last),
        done=tuple(
            id
            for id, one in tasks.items()
            if one.done and first <= one.done <= last and (day is None or one.done <= day)
        ),
    )
