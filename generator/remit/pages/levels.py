"""The oversight level of a study: what its results call for, on which evidence, who approves a move, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from remit.calc.judged import plain
from remit.calc.levels import Spent, Standing, effort, level_named, standing
from remit.calc.oversight import Gate, Result, is_leaner, one_up
from remit.calc.periods import name
from remit.calc.transition import Progress, State, progress
from remit.figures.effort import effort_against_cap
from remit.figures.transition import timeline
from remit.model.oversight import LevelName, Oversight, Transition
from remit.model.performance import Performance
from remit.model.studies import Study
from remit.pages.book import Book, generic_page
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    bullets,
    day,
    facts,
    figure,
    heading,
    joined,
    lead,
    listing,
    note,
    paragraph,
    small,
    table,
    text,
)
from remit.pages.page import Desk, Page

LEVELS: Mapping[LevelName, str] = {
    "L1": "L1 intensive",
    "L2": "L2 standard",
    "L3": "L3 lean",
    "L4": "L4 light",
}


def path(study: str) -> str:
    """The page of a study's oversight level."""
    return f"studies/{study}/oversight"


def pages(book: Book) -> Iterator[Page]:
    """A page for each study that has an oversight level."""
    for study in book.studies.values():
        found = standing(book.ledger, study)
        if found:
            yield _page(Desk(book, path(study.id)), study, found)


def _page(desk: Desk, study: Study, found: Standing) -> Page:
    blocks = [
        heading(1, f"Oversight level: {study.protocol_id}"),
        lead(
            "How closely the sponsor watches over this study, what its results call for, and what that costs."
        ),
        _verdict(found),
        *_level(desk, found),
        *_evidence(desk, found),
        *_moves(desk, found),
        *_effort(desk, study),
        *_transition(desk, study),
        desk.kept(study),
    ]
    return desk.page("Oversight level", blocks)


def _verdict(found: Standing) -> Block:
    level, wanted = found.held.level, found.recommended
    why = joined(found.reasons, "; ")
    if not found.moves:
        return note(
            f"The results call for {LEVELS[wanted]}, the level that it has", joined([why, "."], ""), "good"
        )
    tone: Tone = "info" if is_leaner(wanted, level) else "bad"
    way = "may move down" if is_leaner(wanted, level) else "must move up"
    return note(f"The study {way} from {LEVELS[level]} to {LEVELS[wanted]}", joined([why, "."], ""), tone)


def _level(desk: Desk, found: Standing) -> Iterator[Block]:
    level = level_named(desk.book.ledger, found.held.level)
    oversight = desk.book.only(Oversight)
    rules = generic_page(oversight.where.file) if oversight else None
    yield heading(2, "The level and what it means", "level")
    yield facts(
        [
            ("Level", LEVELS[found.held.level]),
            ("Since", day(found.held.since) or small("not recorded")),
            ("Oversight contact", f"at least every {level.contact}" if level else None),
            ("Visits joined", str(level.co_monitoring) if level else None),
            ("Documents", level.documents if level else None),
            (
                "Rules of the levels",
                desk.to(rules, "All levels and what moves between them") if rules else None,
            ),
        ]
    )


def _evidence(desk: Desk, found: Standing) -> Iterator[Block]:
    yield heading(2, "Evidence", "evidence")
    rows = [_result(desk, cro, one) for cro, results in found.results.items() for one in reversed(results)]
    yield paragraph(
        "A period is green when nothing that was due is missing and no metric is amber or red; the sponsor's own metrics "
        "say nothing about its oversight of others."
    )
    columns = ["Period", "CRO", "Green", "What was short", "Findings", "Calls for more at once"]
    yield table(columns, rows, caption="Periods as evidence for the level", empty="No period is recorded.")


def _result(desk: Desk, cro: str, one: Result) -> tuple[object, ...]:
    page = generic_page(one.period.where.file)
    known = [desk.record("metric", id) for id in one.off_target]
    missing = [joined(["nothing is said about ", desk.record("metric", id)], "") for id in one.missing]
    short = [*known, *missing, *([] if one.measured else ["nothing was measured"])]
    return (
        desk.to(page, _called(one.period)) if page else _called(one.period),
        desk.record("party", cro),
        badge("green", "good") if one.green else badge("not green", "warn"),
        joined(short),
        listing(_findings(one.period), "none"),
        listing([badge(alarm, "bad") for alarm in one.alarms], ""),
    )


def _called(period: Performance) -> str:
    """The name of a period where it begins a cell."""
    words = name(period)
    return f"{words[0].upper()}{words[1:]}"


def _findings(period: Performance) -> list[str]:
    """The findings of a period by grade, worst first: ``1 major, open``."""
    counts = Counter((one.grade, one.open) for one in period.findings)
    return [
        f"{counts[grade, still]} {grade}, {'open' if still else 'closed'}"
        for grade in ("critical", "major", "minor")
        for still in (True, False)
        if counts[grade, still]
    ]


def _moves(desk: Desk, found: Standing) -> Iterator[Block]:
    level = found.held.level
    oversight = desk.book.only(Oversight)
    if found.down:
        yield heading(2, f"Towards {LEVELS[found.down.to_level]}", "down")
        rows = [_gate(desk, cro, gate) for cro, gates in found.gates.items() for gate in gates]
        columns = ["Condition", "CRO", "Met", ("Found", "wide")]
        yield table(columns, rows, caption="Conditions of a leaner level", empty="No period is recorded.")
        approved = joined(["Approved by ", desk.record("body", found.down.approver), "."], "")
        yield Block(f"<p>{approved}</p>")
    if one_up(level) != level and oversight:
        yield heading(2, f"Back to {LEVELS[one_up(level)]}", "up")
        yield Block(f"<p>{text(oversight.up_at_once)}</p>")
        yield facts(
            [
                ("Decided by", desk.role(oversight.up_decided_by) if oversight.up_decided_by else None),
                (
                    "Confirmed by",
                    desk.record("body", oversight.up_confirmed_by) if oversight.up_confirmed_by else None,
                ),
            ]
        )


def _gate(desk: Desk, cro: str, gate: Gate) -> tuple[object, ...]:
    met = badge("not yet", "warn") if gate.missing else badge("met", "good")
    return (gate.asked, desk.record("party", cro), met, gate.missing or gate.found)


# ---- effort ---------------------------------------------------------------------------------------------------------


def _effort(desk: Desk, study: Study) -> Iterator[Block]:
    spent = effort(desk.book.ledger, study)
    drawing = effort_against_cap(spent)
    if drawing is None:
        return
    yield heading(2, "The sponsor's own effort", "effort")
    yield figure(
        drawing,
        "Full-time equivalents planned and spent in each period, against the cap of the level that it had",
    )
    rows = [_spent(one) for one in spent]
    columns = ["Period", "Level", ("Planned", "num"), ("Spent", "num"), ("Cap", "num"), "Within the cap"]
    yield table(columns, rows, caption="The sponsor's own effort against its cap")


def _spent(one: Spent) -> tuple[object, ...]:
    if one.cap is None:
        state: Inert = small("no cap")
    else:
        state = badge(f"{' and '.join(one.over)} above", "bad") if one.over else badge("within", "good")
    cap = "" if one.cap is None else plain(one.cap)
    return (_called(one.period), one.level or "", plain(one.planned), plain(one.actual), cap, state)


# ---- the way to another level ---------------------------------------------------------------------------------------


_STATES: Mapping[State, Tone] = {
    "done": "good",
    "done late": "warn",
    "late": "bad",
    "running": "info",
    "to come": "plain",
    "open": "plain",
}
INSTEAD_OF = ("tasks",)


def _transition(desk: Desk, study: Study) -> Iterator[Block]:
    for one in desk.book.ledger.in_study(Transition, study.id):
        found = progress(one)
        page = generic_page(one.where.file)
        yield heading(2, f"The way from {LEVELS[one.from_level]} to {LEVELS[one.to_level]}", "transition")
        words = [f"{found.done} of {len(one.tasks)} tasks done."]
        yield paragraph(
            joined([*words, desk.to(page, "Tasks, criteria and joint messages") if page else ""], " ")
        )
        yield from _timeline(found)


def _timeline(found: Progress) -> Iterator[Block]:
    drawing = timeline(found)
    if drawing:
        yield figure(drawing, "Tasks of the transition, with the day on which each was done")


def transition_sections(desk: Desk, one: Transition) -> Iterator[Block]:
    """The tasks of a transition with their criteria and progress, on a line of time and month by month."""
    found = progress(one, desk.book.ledger.day)
    yield heading(2, "Tasks", "field-tasks")
    yield paragraph(f"{found.done} of {len(one.tasks)} tasks done.")
    yield from _timeline(found)
    rows = [
        Row.of(
            (
                task.title,
                desk.role(task.owner),
                task.start,
                task.end,
                task.done or "",
                badge(found.states[id], _STATES[found.states[id]]),
                task.criterion,
                desk.source(task.where),
            ),
            id=f"transitiontask-{id}",
        )
        for id, task in one.tasks.items()
    ]
    columns = [("Task", "wide"), "Owner", "Start", "End", "Done", "State", ("Shown by", "wide"), "Source"]
    yield table(columns, rows, caption="Tasks of the transition")
    if one.tasks and found.months:
        yield heading(2, "Month by month", "months")
        yield bullets(_month(found, number) for number in range(len(found.months)))


def _month(found: Progress, number: int) -> Inert:
    month, tasks = found.months[number], found.transition.tasks
    due = [tasks[id].title for id in month.due]
    said = f"{len(month.under_way)} under way, {len(month.due)} due, {len(month.done)} done"
    label = day(month.first).partition(" ")[2]
    return joined([f"{label}: {said}", f". Due: {'; '.join(due)}" if due else ""], "")
