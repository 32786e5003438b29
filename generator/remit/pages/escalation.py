"""Escalation: the ladder, severities, event clocks, and a finder for "what happened, how bad" in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.governance import Escalation, EventClock, IssueSeverity, LadderStep, Route
from remit.model.values import Duration
from remit.pages.book import Book
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    attributes,
    badge,
    block,
    element,
    group,
    heading,
    joined,
    lead,
    listing,
    note,
    paragraph,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk, Page

_TONES: tuple[Tone, ...] = ("bad", "warn", "info")


def pages(book: Book) -> Iterator[Page]:
    """The escalation page."""
    desk = Desk(book, "governance/escalation")
    escalation = book.escalation
    if escalation is None:
        yield desk.page("Escalation", [heading(1, "Escalation"), desk.missing("data/escalation.yaml")])
        return
    blocks = [
        heading(1, "Escalation"),
        lead("Who is told when something happens, by when, and who takes it up if it cannot be settled."),
        heading(2, "What happened?", "finder"),
        _finder(desk, escalation),
        heading(2, "The ladder", "ladder"),
        paragraph(
            "From the first step down to the last: what one step does not settle in its time goes to the next."
        ),
        _ladder(desk, escalation),
        heading(2, "How bad is it?", "severities"),
        _severities(desk, escalation),
        heading(2, "Events with a clock", "clocks"),
        _clocks(desk, escalation),
        heading(2, "Which body takes it", "routing"),
        _routing(desk, escalation),
        desk.kept(escalation),
    ]
    yield desk.page("Escalation", blocks)


# ---- the finder: every answer is on the page; the script shows the chosen one and works out the hours --------------------


def _finder(desk: Desk, escalation: Escalation) -> Block:
    events = [(f"clock-{one.id}", one.event) for one in escalation.clocks.values()]
    issues = [(f"route-{one.id}", one.issue) for one in escalation.routing.values()]
    grades = [(one.id, one.title) for one in escalation.severities.values()]
    events_and_issues = _options("Events with a clock", events) + _options("Other issues", issues)
    form = group(
        "form",
        [
            _choice("What happened?", "event", events_and_issues),
            _choice("How bad is it?", "severity", _options("", grades)),
            Inert('<label>Known since <input type="datetime-local" name="since"></label>'),
        ],
        class_="filters",
        id="finder-form",
    )
    answers = [
        *(_event_answer(desk, one) for one in escalation.clocks.values()),
        *(_route_answer(desk, one) for one in escalation.routing.values()),
        *(_severity_answer(desk, escalation, one) for one in escalation.severities.values()),
    ]
    hint = block("p", "Choose what happened, how bad it is, or both.", class_="quiet", id="finder-hint")
    return group(
        "section",
        [form, hint, group("div", answers, id="finder-answers", aria_live="polite")],
        class_="finder",
        id="escalation-finder",
    )


def _choice(label: str, name: str, options: str) -> Inert:
    return Inert(
        f'<label>{label} <select name="{name}"><option value="">Choose</option>{options}</select></label>'
    )


def _options(label: str, options: Sequence[tuple[str, str]]) -> str:
    written = "".join(f"<option{attributes(value=value)}>{text(shown)}</option>" for value, shown in options)
    return f"<optgroup{attributes(label=label)}>{written}</optgroup>" if label and written else written


def _due(duration: Duration, step: str | None = None) -> Inert:
    """A time limit with a place where the script writes the moment at which it ends.

    ``step`` marks a step of the ladder: "first" counts from the event, "next" from the end of the step before.
    """
    return element(
        "strong", str(duration), class_="due", data_n=duration.n, data_unit=duration.unit, data_step=step
    )


def _answer(kind: str, id: str, title: object, lines: Sequence[object]) -> Block:
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    content = Inert(f'<p class="answer-title">{text(title)}</p>\n<ul>{items}</ul>')
    return Block(
        f"<div{attributes(class_='answer', hidden=True, data_answer=kind, data_id=id)}>\n{content}\n</div>"
    )


def _event_answer(desk: Desk, clock: EventClock) -> Block:
    lines: list[object] = [
        joined(
            [desk.role(clock.sender), " tells ", desk.role(clock.recipient), " within ", _due(clock.within)],
            "",
        ),
        f"The clock starts: {clock.starts}",
    ]
    if clock.regulator_clock:
        lines.append(joined(["The authority must know within ", _due(clock.regulator_clock)], ""))
    lines.append(joined(["From: ", clock.source], ""))
    return _answer("event", f"clock-{clock.id}", clock.event, lines)


def _route_answer(desk: Desk, route: Route) -> Block:
    return _answer(
        "event",
        f"route-{route.id}",
        route.issue,
        [joined(["Taken to ", desk.record("body", route.body)], ""), f"Examples: {route.examples}"],
    )


def _severity_answer(desk: Desk, escalation: Escalation, grade: IssueSeverity) -> Block:
    lines: list[object] = [
        joined(
            ["Confirm receipt within ", _due(grade.acknowledge), ", agree a plan within ", _due(grade.plan)],
            "",
        )
    ]
    for place, step in enumerate(_climb(escalation, grade.enters_at)):
        people = [
            desk.role(step.sponsor_role),
            " and ",
            desk.role(step.cro_role),
            " settle it within ",
            _due(step.resolve_within, "next" if place else "first"),
        ]
        stand_in = [desk.role(role) for role in (step.sponsor_backup, step.cro_backup) if role]
        backup = joined([small(" (in their absence "), joined(stand_in), small(")")], "") if stand_in else ""
        lines.append(joined([strong(step.title), ": ", *people, backup], ""))
    lines.append(f"Then: {escalation.after_ladder}")
    return _answer("severity", grade.id, grade.title, lines)


def _climb(escalation: Escalation, start: str) -> Iterator[LadderStep]:
    seen: set[str] = set()
    here: str | None = start
    while here and here in escalation.ladder and here not in seen:
        seen.add(here)
        yield escalation.ladder[here]
        here = escalation.ladder[here].next


# ---- the same as tables -----------------------------------------------------------------------------------------------


def _ladder(desk: Desk, escalation: Escalation) -> Block:
    rungs = [_rung(desk, step) for step in escalation.ladder.values()]
    top = Inert(
        f'<li class="rung rung-after"><strong>After the last step</strong><span>{text(escalation.after_ladder)}</span></li>'
    )
    return group(
        "ol",
        [*rungs, top],
        class_="ladder",
        aria_label="Escalation ladder, first step first",
    )


def _rung(desk: Desk, step: LadderStep) -> Inert:
    backups = [role for role in (step.sponsor_backup, step.cro_backup) if role]
    parts = [
        strong(step.title),
        element("span", f"settles within {step.resolve_within}", class_="rung-time"),
        element("span", joined([desk.role(step.sponsor_role), desk.role(step.cro_role)], " &harr; ")),
        small(joined(["In their absence: ", desk.records("role", backups)], "")) if backups else "",
        small(joined(["Told: ", desk.records("role", step.inform)], "")) if step.inform else "",
        desk.source(step.where),
    ]
    return element("li", joined(parts, ""), id=f"step-{step.id}", class_="rung")


def _severities(desk: Desk, escalation: Escalation) -> Block:
    rows = [
        Row.of(
            (
                badge(one.title, _TONES[min(place, 2)]),
                joined([one.definition, listing(one.examples)], "<br>") if one.examples else one.definition,
                str(one.acknowledge),
                str(one.plan),
                desk.record("step", one.enters_at),
                desk.source(one.where),
            ),
            id=f"severity-{one.id}",
        )
        for place, one in enumerate(escalation.severities.values())
    ]
    return table(
        ["Severity", ("Definition and examples", "wide"), "Confirmed in", "Plan in", "Starts at", "Source"],
        rows,
        caption="Severities of issues",
    )


def _clocks(desk: Desk, escalation: Escalation) -> Block:
    rows = [
        Row.of(
            (
                one.event,
                desk.role(one.sender),
                desk.role(one.recipient),
                str(one.within),
                one.starts,
                str(one.regulator_clock or ""),
                joined([part for part in (one.source, desk.source(one.where)) if part], "<br>"),
            ),
            id=f"clock-{one.id}",
        )
        for one in escalation.clocks.values()
    ]
    columns = [
        "What happened",
        "Who tells",
        "Who is told",
        ("Within", "narrow"),
        "The clock starts",
        "Authority's own clock",
        "From",
    ]
    return table(columns, rows, caption="Events that must be told within a time")


def _routing(desk: Desk, escalation: Escalation) -> Block:
    if not escalation.routing:
        return (
            note("No routing", "No kinds of issue are routed to a body.")
            if escalation.ladder
            else paragraph("")
        )
    rows = [
        (one.issue, one.examples, desk.record("body", one.body), desk.source(one.where))
        for one in escalation.routing.values()
    ]
    return table(
        ["Kind of issue", ("Examples", "wide"), "Body", "Source"], rows, caption="Bodies that take issues"
    )
