"""The tasks of a network along the calendar: when each is done, how far it may slip, and which of them are critical."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from remit.blocks.drawing import Box, Drawing, Label, Line, Mark, Shape
from remit.calc.business_days import calendar_of
from remit.calc.plan import Span, spans
from remit.calc.schedule import Network, is_network, pert
from remit.figures.legend import LINE, Entry, legend, lines_of
from remit.figures.palette import ACCENT, GREY, INK, MIDDLE, RULE, TINT, WIDTH
from remit.figures.scale import Scale
from remit.figures.speech import ENGLISH, NetworkWords, Speech
from remit.figures.words import cut, width_of
from remit.frozen import dataclass
from remit.model.planning import Schedule, StudyMilestone

MOST = 60
"""Tasks that have room; of more, those with the least slack are drawn."""
_SPOKEN = 20
"""Tasks that the alternative text tells one by one."""
_NAME, _DAYS, _HEAD, _ROW, _FOOT, _SIZE = 176.0, 198.0, 24.0, 14.0, 20.0, 7.5
_BOLD = 0.93
"""Share of the letters that have room in bold type."""
_MONTHS = 30
"""Months up to which each of them is marked; of a longer time, only the years are."""
_YEAR, _MONTH = 18.0, 15.0
"""Room that the number of a year and the name of a month take, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """A task with its days, all of them known."""

    id: str
    title: str
    start: dt.date
    finish: dt.date
    late_finish: dt.date
    length: float
    critical: bool


def gantt(schedule: Schedule, speech: Speech = ENGLISH) -> Drawing | None:
    """A bar for each task from its earliest start to its earliest finish by expected lengths, with its slack behind it.

    Below the tasks stand the milestones whose baseline falls into that time; a line marks the target. None without tasks,
    where they make no network, and where they reach beyond the known calendar.
    """
    network = pert(schedule.tasks) if schedule.tasks and is_network(schedule.tasks) else None
    if network is None:
        return None
    reach = max(math.ceil(network.length), schedule.target, 1)
    days = calendar_of(schedule).first(schedule.start, reach)
    bars = _bars(schedule, network, spans(days, network))
    if not bars:
        return None
    target = days[schedule.target - 1] if 0 < schedule.target <= len(days) else None
    last = max([*(bar.late_finish for bar in bars), *([target] if target else [])])
    milestones = [one for one in schedule.milestones.values() if schedule.start <= one.baseline <= last]
    along = Scale(low=schedule.start.toordinal(), high=last.toordinal() + 1, start=_DAYS + 8, end=WIDTH - 4)
    floor = _HEAD + (len(bars) + len(milestones)) * _ROW + (4 if milestones else 0)
    shapes: list[Shape] = [*_months(schedule.start, last, along, floor, speech)]
    for number, bar in enumerate(bars):
        shapes += _task(bar, along, _HEAD + number * _ROW, speech)
    shapes += _path(bars, network, along)
    shapes += _milestones(milestones, along, _HEAD + len(bars) * _ROW)
    if target:
        x = along(target.toordinal() + 1)
        shapes.append(Line(points=((x, _HEAD - 2), (x, floor)), colour=INK, width=1.25, dashed=True))
    shapes += _key(floor + _FOOT - 6, key := _entries(bool(milestones), target, speech), speech)
    lines = len(lines_of(key, _DAYS + 8, WIDTH, _SIZE))
    return Drawing(
        width=WIDTH,
        height=floor + _FOOT + (lines - 1) * LINE,
        alternative=_told(bars, milestones, len(network.tasks), target, speech),
        shapes=tuple(shapes),
    )


def _bars(schedule: Schedule, network: Network, placed_on: Mapping[str, Span]) -> Sequence[_Bar]:
    """The tasks with the least slack, by their earliest start."""
    placed = network.tasks
    chosen = sorted(placed, key=lambda id: placed[id].slack)[:MOST]
    found = []
    for id in sorted(chosen, key=lambda id: (placed[id].early_start, placed[id].early_finish)):
        span = placed_on[id]
        if not (span.early_start and span.early_finish and span.late_finish):
            return ()
        bar = _Bar(
            id=id,
            title=schedule.tasks[id].title,
            start=span.early_start,
            finish=span.early_finish,
            late_finish=span.late_finish,
            length=float(placed[id].early_finish - placed[id].early_start),
            critical=placed[id].slack == 0,
        )
        found.append(bar)
    return found


def _months(first: dt.date, last: dt.date, along: Scale, floor: float, speech: Speech) -> Iterator[Shape]:
    """A line at the first day of each month, with years and months above; of a long time, only at that of each year."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    free = along.start
    for number in range(count):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        day = max(dt.date(year, month + 1, 1), first)
        if count > _MONTHS and day.month > 1 and number:
            continue
        x = along(day.toordinal())
        yield Line(points=((x, _HEAD - 4), (x, floor)), colour=RULE, width=0.5)
        if (day.month == 1 or not number) and x + _YEAR <= WIDTH:
            yield Label(x=x, y=8, text=str(day.year), size=7, colour=GREY)
        cramped = number == 0 and count > 1 and along(day.toordinal() + 32 - day.day) - x < _MONTH
        if count <= _MONTHS and free <= x <= WIDTH - _MONTH and not cramped:
            name = speech.month(day)
            yield Label(x=x, y=17, text=name, size=7, colour=GREY)
            free = x + max(_MONTH, width_of(name, 7) + 2)


def _task(bar: _Bar, along: Scale, y: float, speech: Speech) -> Iterator[Shape]:
    start, end = along(bar.start.toordinal()), along(bar.finish.toordinal() + 1)
    late = along(bar.late_finish.toordinal() + 1)
    name = cut(bar.title, (_NAME - 6) * (_BOLD if bar.critical else 1), _SIZE)
    yield Label(x=0, y=y + 10, text=name, size=_SIZE, colour=INK, bold=bar.critical)
    days = speech.exact(Decimal(f"{bar.length:.1f}"))
    yield Label(x=_DAYS, y=y + 10, text=days, size=_SIZE, colour=GREY, right=True)
    if late > end:
        middle = y + 7.5
        yield Line(points=((end, middle), (late, middle)), colour=GREY, width=1, dashed=True)
        yield Line(points=((late, middle - 3), (late, middle + 3)), colour=GREY, width=1)
    look = {"fill": ACCENT} if bar.critical else {"fill": TINT, "edge": ACCENT, "hatched": MIDDLE}
    yield Box(x=start, y=y + 3.5, width=max(end - start, 1.5), height=8, **look)


def _path(bars: Sequence[_Bar], network: Network, along: Scale) -> Iterator[Shape]:
    """The critical path from bar to bar."""
    rows = {bar.id: (number, bar) for number, bar in enumerate(bars) if bar.critical}
    for number, bar in rows.values():
        for row, one in (rows[id] for id in network.before[bar.id] if id in rows):
            if network.tasks[one.id].early_finish == network.tasks[bar.id].early_start and row < number:
                x = along(bar.start.toordinal()) + 0.5
                top, foot = _HEAD + row * _ROW + 7.5, _HEAD + number * _ROW + 3.5
                end = along(one.finish.toordinal() + 1)
                yield Line(points=((end, top), (x, top), (x, foot)), colour=ACCENT, width=1)


def _milestones(milestones: Sequence[StudyMilestone], along: Scale, y: float) -> Iterator[Shape]:
    if milestones:
        yield Line(points=((0, y + 2), (WIDTH, y + 2)), colour=RULE, width=0.75)
    for number, one in enumerate(milestones):
        base = y + 4 + number * _ROW
        yield Label(x=0, y=base + 10, text=cut(one.title, _NAME - 6, _SIZE), size=_SIZE, colour=INK)
        yield Mark(x=along(one.baseline.toordinal() + 0.5), y=base + 7.5, form="diamond", colour=INK, size=8)


def _entries(milestones: bool, target: dt.date | None, speech: Speech) -> Sequence[Entry]:
    """What the forms mean."""
    say = speech.words(NetworkWords)
    entries = [
        Entry(form=_critical_sign, text=say.critical, words_at=18, least=52),
        Entry(form=_slack_sign, text=say.slack, words_at=32, least=76),
    ]
    if milestones:
        entries.append(Entry(form=_milestone_sign, text=say.milestone, words_at=11, least=52))
    if target:
        entries.append(Entry(form=_target_sign, text=say.target, words_at=7))
    return entries


def _critical_sign(x: float, y: float) -> Iterator[Shape]:
    yield Box(x=x, y=y - 7, width=14, height=8, fill=ACCENT)


def _slack_sign(x: float, y: float) -> Iterator[Shape]:
    yield Box(x=x, y=y - 7, width=14, height=8, fill=TINT, edge=ACCENT, hatched=MIDDLE)
    yield Line(points=((x + 14, y - 3), (x + 28, y - 3)), colour=GREY, width=1, dashed=True)
    yield Line(points=((x + 28, y - 6), (x + 28, y)), colour=GREY, width=1)


def _milestone_sign(x: float, y: float) -> Iterator[Shape]:
    yield Mark(x=x + 4, y=y - 2.6, form="diamond", colour=INK, size=8)


def _target_sign(x: float, y: float) -> Iterator[Shape]:
    yield Line(points=((x + 2, y - 7), (x + 2, y + 1)), colour=INK, width=1.25, dashed=True)


def _key(y: float, entries: Sequence[Entry], speech: Speech) -> Iterator[Shape]:
    """What the forms mean, one after the other, behind what the numbers count."""
    unit = cut(speech.words(NetworkWords).business_days, _DAYS, 7)
    yield Label(x=_DAYS, y=y, text=unit, size=7, colour=GREY, right=True)
    yield from legend(entries, _DAYS + 8, WIDTH, y, _SIZE)


def _told(
    bars: Sequence[_Bar],
    milestones: Sequence[StudyMilestone],
    count: int,
    target: dt.date | None,
    speech: Speech,
) -> str:
    say = speech.words(NetworkWords)
    critical = [bar for bar in bars if bar.critical]
    others = [bar for bar in bars if not bar.critical]
    told = [say.told_part.format(shown=len(bars), count=count) if count > len(bars) else say.told_tasks]
    told.append(say.told_critical.format(tasks=_listed(critical, speech)))
    if others:
        told.append(say.told_slack.format(tasks=_listed(others, speech)))
    if milestones:
        dated = ", ".join(f"{one.title} {speech.day(one.baseline)}" for one in milestones)
        told.append(say.told_milestones.format(milestones=dated))
    if target:
        told.append(say.told_target.format(date=speech.day(target)))
    return f"{'; '.join(told)}."


def _listed(bars: Sequence[_Bar], speech: Speech) -> str:
    say = speech.words(NetworkWords)
    listed = [
        say.told_task.format(task=bar.title, start=speech.day(bar.start), end=speech.day(bar.finish))
        for bar in bars[:_SPOKEN]
    ]
    more = len(bars) - _SPOKEN
    return ", ".join([*listed, *([say.told_more.format(count=more)] if more > 0 else [])])
