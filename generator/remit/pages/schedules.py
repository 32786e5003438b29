"""A study's schedule: milestones with their slip, and people needed and available by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from remit.model.planning import Loading, Schedule, StudyMilestone
from remit.model.values import PartialDate
from remit.pages.book import country
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    day,
    facts,
    heading,
    joined,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk

INSTEAD_OF = ("start", "calendar", "target", "milestones", "loading")
PHASES: Mapping[str, tuple[str, str]] = {
    "Start-up": ("contract signed", "first participant in"),
    "Management": ("first site active", "clinical study report"),
    "Close-out": ("clinical study report", "archive"),
}
"""The milestones with which each phase begins and ends."""


def sections(desk: Desk, one: Schedule) -> Iterator[Block]:
    """The frame of the schedule, milestones and loading."""
    yield facts(
        [
            ("Start", one.start),
            ("Counted in", f"Business days of {_named(one.calendar)}"),
            ("Target", f"{one.target} business days"),
        ]
    )
    yield heading(2, "Milestones", "field-milestones")
    yield _milestones(desk, one)
    phases = _phases(one)
    if phases:
        yield heading(2, "Phases", "phases")
        yield paragraph("Start-up and management overlap: each site starts when it is ready.")
        columns = ["Phase", ("From", "num"), "Begins with", ("To", "num"), "Ends with"]
        yield table(columns, phases, caption="Phases of the study by its milestones")
    if one.loading:
        yield heading(2, "People needed and available", "field-loading")
        yield _loading(desk, one)


def _named(code: str) -> str:
    """A country within a sentence."""
    found = country(code)
    return f"the {found}" if found.startswith("United") or found in _WITH_ARTICLE else found


_WITH_ARTICLE = ("Netherlands", "Philippines", "Bahamas", "Maldives")


def _milestones(desk: Desk, one: Schedule) -> Block:
    rows = [
        Row.of(
            (
                joined([each.title, badge("contract", "accent") if each.contractual else ""], " "),
                each.baseline,
                each.forecast or "",
                each.actual or "",
                _slip(each),
                str(each.tolerance),
                desk.source(each.where),
            ),
            id=f"studymilestone-{each.id}",
        )
        for each in one.milestones.values()
    ]
    dates = ("Baseline", "Forecast", "Actual", ("Slip", "num"))
    return table([("Milestone", "wide"), *dates, "Accepted delay", "Source"], rows, caption="Milestones")


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


def _slip(each: StudyMilestone) -> Inert:
    """Calendar days from the baseline to what is known now."""
    if not (each.actual or each.forecast):
        return small("as planned")
    days = (_known(each) - each.baseline).days
    word = "day" if abs(days) == 1 else "days"
    return badge(f"{days:+d} {word}", "warn" if days > 0 else "good") if days else badge("on time", "good")


def _loading(desk: Desk, one: Schedule) -> Block:
    months = sorted({each.month for each in one.loading})
    roles = dict.fromkeys(each.role for each in one.loading)
    found = {(each.role, each.month): each for each in one.loading}
    rows = [(desk.role(role), *(_load(found.get((role, month))) for month in months)) for role in roles]
    caption = "Full-time equivalents needed of those available, by role and month"
    return table([("Role", "wide"), *((_month(month), "num") for month in months)], rows, caption=caption)


def _month(month: str) -> str:
    """``2026-06`` as June 2026."""
    try:
        return day(PartialDate.parse(month))
    except ValueError:
        return month


def _load(each: Loading | None) -> Inert:
    if each is None:
        return Inert("")
    shown = f"{each.needed:f} of {each.available:f}"
    return badge(shown, "bad") if each.needed > each.available else Inert(shown)
