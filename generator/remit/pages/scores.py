"""The parts of a scorecard on a page: dimensions, early warnings, figures with status and trend, actions, courses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from remit.calc.course_words import change_in_words, tendency_in_words
from remit.calc.judged import Status, plain, written
from remit.calc.periods import name, short_name
from remit.calc.scorecard import Dimension, Scorecard
from remit.calc.scorecard import Row as Scored
from remit.calc.trends import Ahead, Course
from remit.figures.scorecard import glance
from remit.figures.trend import trend
from remit.model.performance import MetricValue
from remit.model.quality import Metric
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    day,
    facts,
    figure,
    fold,
    heading,
    joined,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk

JUDGED = (
    "Green: the target is met. Acceptable: short of the target, but not yet amber; it is watched. "
    "Amber: beyond the first limit. Red: beyond the second; red, or amber for too long, asks for an action."
)
TONES: Mapping[Status, Tone] = {"green": "good", "acceptable": "plain", "amber": "warn", "red": "bad"}
_SIDES = {"sponsor": "The sponsor's team", "cro": "The CRO's team"}


def mark(status: Status | None) -> Inert:
    """A status as a badge."""
    return small("not measured") if status is None else badge(status, TONES[status])


# ---- at a glance ----------------------------------------------------------------------------------------------------


def at_a_glance(card: Scorecard) -> Iterator[Block]:
    """The status of the whole and of each dimension, and the last periods side by side."""
    yield heading(2, "At a glance", "dimensions")
    yield facts(
        [
            ("The CRO's work", mark(card.status)),
            ("The sponsor's own work", mark(card.sponsor_status) if card.sponsor else None),
            ("In breach", _number(card.breaches, "metric", "nothing")),
            ("Early warnings", _number(card.warnings, "lead indicator", "none")),
        ]
    )
    rows = [_dimension(one) for one in card.dimensions]
    counts = [("Green", "num"), ("Acceptable", "num"), ("Amber", "num"), ("Red", "num"), ("No figure", "num")]
    yield table(["Dimension", "Status", *counts], rows, caption="Dimensions of the scorecard")
    yield figure(
        glance(card),
        f"Metrics by dimension, up to the {name(card.period)}. A sign stands for each status; the figure stands beside it.",
    )


def _number(rows: Sequence[Scored], what: str, nothing: str) -> Inert:
    if not rows:
        return badge(nothing, "good")
    return badge(f"{len(rows)} {what}{'s' if len(rows) > 1 else ''}", "warn")


def _dimension(one: Dimension) -> tuple[object, ...]:
    counts = one.counts
    if not one.rows:
        return (_title(one), small("no metric"), "", "", "", "", "")
    numbers = (counts.get(status, 0) for status in ("green", "acceptable", "amber", "red", None))
    return (_title(one), mark(one.status), *(str(number) if number else "" for number in numbers))


def _title(one: Dimension) -> str:
    return f"{one.name[0].upper()}{one.name[1:]}"


# ---- early warnings -------------------------------------------------------------------------------------------------


def warnings(desk: Desk, card: Scorecard) -> Iterator[Block]:
    """Lead indicators whose trend leads to amber or red, with what is done about it."""
    yield heading(2, "Early warnings", "early-warnings")
    if not card.warnings:
        yield paragraph(small("No lead indicator is heading for a limit."))
        return
    yield paragraph(
        "Lead indicators whose last figure, carried on with the slope of all periods, gets a worse status. Act before."
    )
    rows = [
        (
            desk.record("metric", row.metric.id),
            _now(row),
            _leads(row.metric, row.ahead),
            day(row.ahead.crosses),
            _answer(row.value),
        )
        for row in card.warnings
        if row.ahead
    ]
    columns = ["Metric", "Now", "Leads to", "Limit crossed", ("What is done", "wide")]
    yield table(columns, rows, caption="Early warnings")


def _leads(metric: Metric, ahead: Ahead) -> Inert:
    """Where the trend leads, when, and how many figures it rests on."""
    words = f" {written(metric, ahead.figure)} by {day(ahead.on)}"
    base = small(f"by the slope of {ahead.periods} figures")
    return joined([joined([badge(ahead.status, TONES[ahead.status]), words], ""), base], "<br>")


def _now(row: Scored) -> Inert:
    found = row.figure
    return mark(None) if found is None else joined([mark(row.status), f" {written(row.metric, found)}"], "")


def _answer(value: MetricValue | None) -> Inert:
    if value and value.action:
        return joined([value.action], "")
    return joined([value.comment], "") if value and value.comment else badge("nothing said", "warn")


# ---- figures with status and trend ----------------------------------------------------------------------------------


def values(desk: Desk, card: Scorecard) -> Iterator[Block]:
    """Every metric with figure, status, change and trend; what shows the sponsor's own work in a table of its own."""
    yield heading(2, "Metrics", "field-values")
    yield paragraph(JUDGED)
    rows = [_value(desk, row) for one in card.dimensions for row in one.rows if row.due or row.value]
    known = {row.metric.id for row in card.rows}
    rows += [_unknown(desk, id, value) for id, value in card.period.values.items() if id not in known]
    columns = _columns(card)
    yield table(columns, rows, caption="Metrics of the period")
    own = [_value(desk, row) for row in card.sponsor if row.due or row.value]
    if own:
        yield heading(3, "The sponsor's own work", "sponsor-side")
        yield paragraph(
            "A CRO that waits for reviews and payments cannot be judged by dates alone. These metrics show what the sponsor "
            "controls; they do not count for the status of the CRO's work."
        )
        yield table(columns, own, caption="Metrics of the sponsor's own work")


def _columns(card: Scorecard) -> list[str | tuple[str, str]]:
    since = f"Since {short_name(card.before)}" if card.before else "Change"
    return ["Metric", ("Figure", "num"), "Status", (since, "num"), "All periods", "Source"]


def _value(desk: Desk, row: Scored) -> Row:
    value, found = row.value, row.figure
    named = desk.record("metric", row.metric.id)
    name_ = joined([named, small(value.comment)], "<br>") if value and value.comment else named
    source = desk.source(value.where) if value else ""
    if found is None:
        state = badge("not reported", "warn") if row.unreported else Inert("")
        return Row.of((name_, small("not measured"), state, "", "", source), id=f"value-{row.metric.id}")
    shown_ = [written(row.metric, found)]
    if value and value.denominator:
        shown_.append(small(f"{plain(value.numerator or 0)} of {plain(value.denominator)}"))  # type: ignore[arg-type]
    cells = (
        name_,
        joined(shown_, "<br>"),
        joined([mark(row.status), _running(row)], " "),
        _change(row.course),
        _tendency(row),
        source,
    )
    return Row.of(cells, id=f"value-{row.metric.id}")


def _unknown(desk: Desk, id: str, value: MetricValue) -> Row:
    return Row.of(
        (desk.record("metric", id), small("not measured"), "", "", "", desk.source(value.where)),
        id=f"value-{id}",
    )


def _running(row: Scored) -> Inert:
    count = row.course.running
    return small(f"{count} periods running") if row.status in ("amber", "red") and count > 1 else Inert("")


def _change(found: Course) -> Inert:
    """The change since the period before, and whether it is for the better."""
    words = change_in_words(found)
    if words in ("", "unchanged"):
        return small(words) if words else Inert("")
    return badge(words, "good" if found.heading == "better" else "warn")


def _tendency(row: Scored) -> Inert:
    """The trend over all periods, and where it leads."""
    words = tendency_in_words(row.course) or "too few figures"
    if row.ahead is None:
        return small(words)
    return joined([small(words), badge(f"{row.ahead.status} by {row.ahead.on}", "warn")], "<br>")


# ---- actions, teams -------------------------------------------------------------------------------------------------


def actions(desk: Desk, card: Scorecard) -> Iterator[Block]:
    """What is in breach and what was agreed on any metric; what a breach lacks is said."""
    agreed = [row for row in card.rows if row.breach or (row.value and row.value.action)]
    if not agreed:
        return
    yield heading(2, "Breaches and actions", "actions")
    yield paragraph(
        "A breach is red, or amber for too many periods running. It needs an action, an owner and a due date."
    )
    rows = [_action(desk, row) for row in agreed]
    columns = ["Metric", "Status", ("Action", "wide"), "Owner", "Due", "Done"]
    yield table(columns, rows, caption="Breaches and actions")


def _action(desk: Desk, row: Scored) -> tuple[object, ...]:
    value = row.value
    lacking = badge("missing", "bad")
    action = value.action if value else None
    owner = value.action_owner if value else None
    due = value.action_due if value else None
    done = value.action_done if value else None
    late = small(" late") if done and due and done > due else ""
    return (
        desk.record("metric", row.metric.id),
        joined([mark(row.status), badge("breach", "bad") if row.breach else ""], " "),
        action or (lacking if row.breach else ""),
        desk.role(owner) if owner else (lacking if row.breach else ""),
        due or (lacking if row.breach else ""),
        joined([day(done), late], "") if done else small("open"),
    )


def teams(card: Scorecard) -> Iterator[Block]:
    """What both teams think of the work together."""
    yield heading(2, "Satisfaction of both teams", "field-surveys")
    earlier = {survey.team: survey for period in card.periods[:-1] for survey in period.surveys}
    rows: list[tuple[object, ...]] = []
    for one in card.dimensions[-1].teams:
        before = earlier.get(one.survey.team)
        rows.append(
            (
                _SIDES[one.survey.team],
                f"{plain(one.survey.score)} of 10",
                mark(one.status),
                plain(before.score) if before else small("not asked before"),
                str(one.survey.answers),
            )
        )
    rows += [(_SIDES[team], badge("not asked", "warn"), "", "", "") for team in card.silent_teams]
    columns = ["Team", ("Score", "num"), "Status", ("Before", "num"), ("Answers", "num")]
    yield table(columns, rows, caption="Satisfaction of both teams")


# ---- courses --------------------------------------------------------------------------------------------------------


def courses(desk: Desk, card: Scorecard) -> Iterator[Block]:
    """A figure for every metric that was measured; those that need attention are open."""
    rows = [row for row in card.rows if row.course.measured]
    if not rows:
        return
    yield heading(2, "Course of each metric", "courses")
    protocol = desk.book.studies.get(card.period.study)
    whose = protocol.protocol_id if protocol else card.period.study
    for row in rows:
        drawing = trend(row.course, whose, row.ahead)
        if drawing:
            summary = joined([row.metric.title, mark(row.status)], " ")
            picture = figure(drawing, f"{row.metric.title}, in {row.metric.unit}")
            yield fold(summary, [picture], is_open=row.breach or row.warns)
