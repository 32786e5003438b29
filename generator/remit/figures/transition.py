"""The way to another oversight level: its tasks over the months, what is done, and the day of the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.levels import began
from remit.calc.transition import Progress
from remit.figures.palette import ACCENT, BAD, GOOD, GREY, INK, MIDDLE, RULE, TINT, WATCH, WIDTH
from remit.figures.scale import Scale
from remit.figures.words import cut
from remit.model.oversight import TransitionTask
from remit.model.values import PartialDate, spoken

MOST = 36
"""Months that have room; a longer transition has no figure."""
_NAME, _HEAD, _ROW, _FOOT, _SIZE = 178.0, 16.0, 15.0, 30.0, 7.5


def timeline(found: Progress) -> Drawing | None:
    """A bar for each task with a sign on the day it was done; None for a transition without time or of too many months."""
    one, months = found.transition, found.months
    if not 0 < len(months) <= MOST:
        return None
    first = months[0].first.toordinal()
    last = max(one.end, one.approved, *(task.done for task in one.tasks.values() if task.done), began(one))
    along = Scale(low=first, high=max(last.toordinal() + 3, first + 1), start=_NAME, end=WIDTH - 4)
    floor = _HEAD + len(one.tasks) * _ROW
    shapes: list[Shape] = [*_months(found, along, floor)]
    for number, task in enumerate(one.tasks.values()):
        shapes += _task(task, found.states[task.id], along, _HEAD + number * _ROW)
    shapes += _days(found, along, floor)
    shapes += _key(floor + _FOOT - 5)
    return Drawing(width=WIDTH, height=floor + _FOOT, alternative=_told(found), shapes=tuple(shapes))


def _months(found: Progress, along: Scale, floor: float) -> Iterator[Shape]:
    free = 0.0
    for number, month in enumerate(found.months):
        x = along(month.first.toordinal())
        yield Line(points=((x, _HEAD - 4), (x, floor)), colour=RULE, width=0.5)
        if x >= free:
            text = spoken(PartialDate(month.first.isoformat()[:7]))
            year = f" {text[-4:]}" if not number or month.first.month == 1 else ""
            free = x + (36 if year else 18)
            yield Label(x=x + 2, y=9, text=f"{text[:3]}{year}", size=7, colour=GREY)


def _task(task: TransitionTask, state: str, along: Scale, y: float) -> Iterator[Shape]:
    start, end = along(task.start.toordinal()), along(task.end.toordinal() + 1)
    yield Label(x=0, y=y + 10, text=cut(task.title, _NAME - 8, _SIZE), size=_SIZE, colour=INK)
    done = state in ("done", "done late")
    yield Box(
        x=start,
        y=y + 3.5,
        width=max(end - start, 1.5),
        height=8,
        fill=MIDDLE if done else TINT,
        edge=ACCENT,
        hatched="" if done else MIDDLE,
    )
    if done and task.done:
        form, colour = ("dot", GOOD) if state == "done" else ("triangle", WATCH)
        yield Mark(x=along(task.done.toordinal() + 0.5), y=y + 7.5, form=form, colour=colour, size=7)  # type: ignore[arg-type]


def _days(found: Progress, along: Scale, floor: float) -> Iterator[Shape]:
    """The approval and the first day of the new level, as lines from top to bottom."""
    one = found.transition
    for day, colour, dashed in ((one.approved, BAD, True), (began(one), ACCENT, False)):
        x = along(day.toordinal())
        yield Line(points=((x, _HEAD - 2), (x, floor + 3)), colour=colour, width=1.25, dashed=dashed)


def _key(y: float) -> Iterator[Shape]:
    yield Mark(x=4, y=y - 2.6, form="dot", colour=GOOD, size=7)
    yield Label(x=11, y=y, text="done in time", size=_SIZE, colour=INK)
    yield Mark(x=70, y=y - 2.6, form="triangle", colour=WATCH, size=7)
    yield Label(x=77, y=y, text="done late", size=_SIZE, colour=INK)
    yield Box(x=122, y=y - 7, width=14, height=8, fill=TINT, edge=ACCENT, hatched=MIDDLE)
    yield Label(x=140, y=y, text="not done", size=_SIZE, colour=INK)
    yield Line(points=((190, y - 2.6), (208, y - 2.6)), colour=BAD, width=1.25, dashed=True)
    yield Label(x=212, y=y, text="approval", size=_SIZE, colour=INK)
    yield Line(points=((258, y - 2.6), (276, y - 2.6)), colour=ACCENT, width=1.25)
    yield Label(x=280, y=y, text="the new level begins", size=_SIZE, colour=INK)


def _told(found: Progress) -> str:
    one = found.transition
    tasks = [
        f"{task.title}: {_day(task.start)} to {_day(task.end)}, "
        + (f"done on {_day(task.done)}" if task.done else "not done")
        for task in one.tasks.values()
    ]
    return (
        f"The way from {one.from_level} to {one.to_level}: {found.done} of {len(one.tasks)} tasks done. {'; '.join(tasks)}. "
        f"Approved on {_day(one.approved)}; {one.to_level} begins on {_day(began(one))}."
    )


def _day(day: dt.date) -> str:
    return spoken(day)
