"""A study's schedule: its network with chances and costs, milestones with their slip, and people by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from remit.calc import outlook
from remit.calc.business_days import calendar_of
from remit.calc.loading import Load
from remit.calc.milestones import Standing, standings
from remit.calc.plan import Plan, plan
from remit.model.planning import MilestoneStatus, Schedule, StudyMilestone
from remit.model.values import PartialDate, brief, spoken
from remit.pages import networks
from remit.pages.book import country
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    facts,
    heading,
    joined,
    listing,
    note,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk

INSTEAD_OF = ("start", "calendar", "closures", "target", "tasks", "milestones", "loading")
PHASES: Mapping[str, tuple[str, str]] = {
    "Start-up": ("contract signed", "first participant in"),
    "Management": ("first site active", "clinical study report"),
    "Close-out": ("clinical study report", "archive"),
}
"""The milestones with which each phase begins and ends."""


def sections(desk: Desk, one: Schedule) -> Iterator[Block]:
    """The frame of the schedule, its network, milestones, phases and people."""
    found = plan(one)
    yield facts(
        [
            ("Start", one.start),
            ("Counted in", _counted(one)),
            ("Closed days", listing([_closure(*each) for each in _closures(one)]) if one.closures else None),
            ("Target", _target(one, found)),
        ]
    )
    if found is None:
        why = "Tasks wait for each other or for one that is not there, or estimates contradict each other: see the findings."
        yield note("This network cannot be worked out", why, "bad")
    elif one.tasks:
        yield from networks.sections(desk, found)
    yield from networks.tasks(desk, one)
    yield heading(2, "Milestones", "field-milestones")
    yield _milestones(desk, one, found)
    phases = _phases(one)
    if phases:
        yield heading(2, "Phases", "phases")
        yield paragraph("Start-up and management overlap: each site starts when it is ready.")
        columns = ["Phase", ("From", "num"), "Begins with", ("To", "num"), "Ends with"]
        yield table(columns, phases, caption="Phases of the study by its milestones")
    if found and found.loads:
        yield heading(2, "People needed and available", "field-loading")
        yield from _people(desk, found)


def _counted(one: Schedule) -> str:
    counted = f"Business days of {_named(one.calendar)}"
    if calendar_of(one).knows_holidays:
        return counted
    return f"{counted}, of which no public holidays are known: only weekends are left out"


def _target(one: Schedule, found: Plan | None) -> str:
    day = found.day(one.target) if found else None
    return f"{one.target} business days{f', to {spoken(day)}' if day else ''}"


def _closures(one: Schedule) -> Iterator[tuple[str, dt.date, dt.date]]:
    for each in one.closures:
        yield each.title, each.first, each.last or each.first


def _closure(title: str, first: dt.date, last: dt.date) -> str:
    return f"{title}: {spoken(first)}{f' to {spoken(last)}' if last != first else ''}"


def _named(code: str) -> str:
    """A country within a sentence."""
    found = country(code)
    return f"the {found}" if found.startswith("United") or found in _WITH_ARTICLE else found


_WITH_ARTICLE = ("Netherlands", "Philippines", "Bahamas", "Maldives")

_TONES: Mapping[MilestoneStatus, Tone] = {
    "planned": "plain",
    "in time": "good",
    "within tolerance": "info",
    "beyond tolerance": "bad",
    "overdue": "bad",
}


def _milestones(desk: Desk, one: Schedule, found: Plan | None) -> Block:
    rows = []
    for each in found.standings if found else standings(one):
        milestone = each.milestone
        cells = (
            joined([milestone.title, badge("contract", "accent") if milestone.contractual else ""], " "),
            brief(milestone.baseline),
            brief(milestone.forecast) if milestone.forecast else "",
            brief(milestone.actual) if milestone.actual else "",
            _slip(each),
            _status(found, each),
            desk.source(milestone.where),
        )
        rows.append(Row.of(cells, id=f"studymilestone-{milestone.id}"))
    numbers = ("Baseline", "Forecast", "Actual", "Slip, and what is accepted")
    columns = ["Milestone", *((name, "num") for name in numbers), "Status", "Source"]
    return table(columns, rows, caption="Milestones")


def _slip(each: Standing) -> Inert:
    """From the baseline to what is known now, and the tolerance below it."""
    told = f"{each.slip:+d}" if each.slip else "0"
    accepted = small(f"of {each.milestone.tolerance}")
    return accepted if each.status == "planned" else joined([told, accepted], "<br>")


def _status(found: Plan | None, each: Standing) -> Inert:
    shown = badge(each.status, _TONES[each.status])
    said = outlook.of_network(found, each) if found else None
    return (
        joined([shown, small(f"{outlook.percent(said.by_baseline)} of runs by its baseline")], "<br>")
        if said
        else shown
    )


def _phases(one: Schedule) -> list[tuple[object, ...]]:
    """Each phase whose first and last milestone the schedule has, with the dates as known now."""
    by_event: dict[str, StudyMilestone] = {each.event: each for each in one.milestones.values()}
    rows: list[tuple[object, ...]] = []
    for phase, (first, last) in PHASES.items():
        begin, end = by_event.get(first), by_event.get(last)
        if begin and end:
            rows.append((phase, _known(begin), begin.title, _known(end), end.title))
    return rows


def _known(each: StudyMilestone) -> dt.date:
    return each.actual or each.forecast or each.baseline


def _people(desk: Desk, found: Plan) -> Iterator[Block]:
    yield paragraph(
        "Full-time equivalents needed of those available, as planned; in small type what the tasks of the network take, "
        "at their earliest days. Months with too few people, and tasks that take more than is planned, are marked."
    )
    months = sorted({each.month for each in found.loads})
    roles = dict.fromkeys(each.role for each in found.loads)
    by_place = {(each.role, each.month): each for each in found.loads}
    rows = [(desk.role(role), *(_load(by_place.get((role, month))) for month in months)) for role in roles]
    columns = [("Role", "wide"), *((_month(month), "num") for month in months)]
    yield table(columns, rows, caption="Full-time equivalents by role and month")


def _load(each: Load | None) -> Inert:
    if each is None:
        return Inert("")
    planned = "" if each.needed is None else f"{each.needed:f} of {each.available:f}"
    tasks = small(f"tasks {each.from_tasks:f}") if each.tasks else ""
    if each.over:
        planned = badge(planned, "bad")
    elif each.beyond_plan:
        tasks = badge(f"tasks {each.from_tasks:f}", "warn")
    return joined([part for part in (planned, tasks) if part], "<br>")


def _month(month: str) -> str:
    """``2026-06`` as Jun 2026."""
    try:
        name, year = spoken(PartialDate.parse(month)).split()
    except ValueError:
        return month
    return f"{name[:3]} {year}"
