"""A scorecard as lines for a terminal and as data for other programs (schema/scorecard_schema.py describes the latter)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from remit.calc.course_words import change_in_words, off_target_in_words, tendency_in_words
from remit.calc.judged import Status, plain, rounded, written
from remit.calc.periods import name, short_name
from remit.calc.scorecard import Dimension, Row, Scorecard
from remit.calc.trends import Ahead, Point
from remit.cli.columns import columns, wrapped
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.performance import MetricValue, Performance
from remit.model.studies import Study
from remit.model.values import spoken

_SIDES = {"sponsor": "the sponsor's team", "cro": "the CRO's team"}


# ---- lines ----------------------------------------------------------------------------------------------------------


def lines(ledger: Ledger, study: Study, card: Scorecard, day: dt.date) -> Iterator[str]:
    """The scorecard in words and tables."""
    period = card.period
    party = ledger.of(Party).get(period.cro)
    cro = party.short_name if party else period.cro
    yield f"{study.protocol_id}, {cro}: {name(period)} ({spoken(period.first)} to {spoken(period.last)})"
    yield f"  The CRO's work: {_word(card.status)}. The sponsor's own work: {_word(card.sponsor_status)}."
    yield from _tables(card)
    yield from _warnings(card)
    yield from _actions(ledger, card, day)
    yield from _gaps(card)
    yield ""


def _word(status: Status | None) -> str:
    return status or "not measured"


def _tables(card: Scorecard) -> Iterator[str]:
    """The metrics by dimension, in columns that are equally wide everywhere."""
    since = f"since {short_name(card.before)}" if card.before else "change"
    head = ("metric", "figure", "status", since, "over all periods")
    first, *rest = columns(head, [_cells(row) for row in card.rows], numbers=(1,))
    told = dict(zip((row.metric.id for row in card.rows), rest, strict=True))
    yield ""
    yield first
    for one in card.dimensions:
        if one.rows:
            yield f"  {one.name[0].upper()}{one.name[1:]}: {_word(one.status)}"
            yield from (told[row.metric.id] for row in one.rows)
            yield from _teams(one, card)
    if card.sponsor:
        yield f"  The sponsor's own work: {_word(card.sponsor_status)}"
        yield from (told[row.metric.id] for row in card.sponsor)


def _cells(row: Row) -> tuple[str, ...]:
    figure = written(row.metric, row.figure) if row.figure is not None else "-"
    return (row.metric.title, figure, _word(row.status), change_in_words(row.course), _tendency(row))


def _tendency(row: Row) -> str:
    words = ", ".join(filter(None, (tendency_in_words(row.course), off_target_in_words(row.course))))
    return f"{words}, {row.ahead.status} by {row.ahead.on}" if words and row.ahead else words


def _teams(one: Dimension, card: Scorecard) -> Iterator[str]:
    for team in one.teams:
        answers = f"{team.survey.answers} answers"
        score = f"{plain(team.survey.score)} of 10 ({_word(team.status)}, {answers})"
        yield f"    {_SIDES[team.survey.team]}: {score}"
    if one.teams:
        for silent in card.silent_teams:
            yield f"    {_SIDES[silent]}: not asked"


def _warnings(card: Scorecard) -> Iterator[str]:
    if not card.warnings:
        return
    yield ""
    yield "  Early warnings: lead indicators that are heading for a limit"
    for row in card.warnings:
        if row.ahead:
            yield from wrapped(f"{row.metric.title}: {_leads(row, row.ahead)}", 4)
            yield from wrapped(_answer(row), 6)


def _leads(row: Row, ahead: Ahead) -> str:
    figure = written(row.metric, ahead.figure)
    slope = f"by the slope of {ahead.periods} figures"
    return f"{ahead.status} by {spoken(ahead.on)} ({figure} {slope}), across the limit on {spoken(ahead.crosses)}"


def _answer(row: Row) -> str:
    value = row.value
    if value and value.action:
        return f"action: {value.action}"
    return (
        f"said of it: {value.comment}"
        if value and value.comment
        else "nothing is said of it; agree on an action"
    )


def _actions(ledger: Ledger, card: Scorecard, day: dt.date) -> Iterator[str]:
    rows = [row for row in card.rows if row.breach or (row.value and row.value.action)]
    if not rows:
        return
    yield ""
    yield "  Breaches and actions"
    for row in rows:
        state = f"{_word(row.status)}, in breach" if row.breach else _word(row.status)
        yield f"    {row.metric.title}: {state}"
        if row.value and row.value.action:
            yield from wrapped(row.value.action, 6)
            yield from wrapped(_by(ledger, row.value, day), 6)
        if row.lacking:
            yield from wrapped(f"MISSING: {', '.join(row.lacking)}; for example: {row.metric.action}", 6)


def _by(ledger: Ledger, value: MetricValue, day: dt.date) -> str:
    role = ledger.of(Role).get(value.action_owner or "")
    owner = role.title if role else value.action_owner or "no owner"
    due = f"due {spoken(value.action_due)}" if value.action_due else "no due date"
    if value.action_done and value.action_done <= day:
        state = f"done {spoken(value.action_done)}"
    else:
        state = "LATE" if value.action_due and value.action_due < day else "open"
    return f"{owner}, {due}, {state}"


def _gaps(card: Scorecard) -> Iterator[str]:
    told = [f"{row.metric.title}: nothing is said of it, though it is due" for row in card.unreported]
    told += [f"{row.metric.title}: {row.fault}" for row in card.rows if row.fault]
    told += [f"{id}: no such metric in data/metrics.yaml; it is not judged" for id in card.unknown]
    if told:
        yield ""
        yield "  Not in order"
        yield from (f"    {one}" for one in told)


# ---- data -----------------------------------------------------------------------------------------------------------


def data(card: Scorecard, day: dt.date) -> dict[str, Any]:
    """The scorecard as JSON values: figures as text with at most six decimal places, days as year-month-day."""
    return {
        "period": _period(card.period),
        "cro": card.period.cro,
        "before": card.before.id if card.before else None,
        "status": card.status,
        "sponsor_status": card.sponsor_status,
        "dimensions": [
            {"name": one.name, "status": one.status, "metrics": [row.metric.id for row in one.rows]}
            for one in card.dimensions
        ],
        "teams": [
            {
                "team": one.survey.team,
                "score": _number(one.survey.score),
                "answers": one.survey.answers,
                "status": one.status,
            }
            for dimension in card.dimensions
            for one in dimension.teams
        ],
        "metrics": [_metric(row, day) for row in card.rows],
        "breaches": [row.metric.id for row in card.breaches],
        "warnings": [row.metric.id for row in card.warnings],
        "unreported": [row.metric.id for row in card.unreported],
        "late": [row.metric.id for row in card.rows if row.late(day)],
        "unknown": list(card.unknown),
    }


def _period(period: Performance) -> dict[str, Any]:
    return {
        "id": period.id,
        "name": name(period),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }


def _metric(row: Row, day: dt.date) -> dict[str, Any]:
    metric, found, value = row.metric, row.course, row.value
    return {
        "id": metric.id,
        "title": metric.title,
        "kind": metric.kind,
        "dimension": metric.category,
        "accountable": metric.accountable,
        "lead": metric.lead,
        "unit": metric.unit,
        "direction": metric.direction,
        **{limit: _number(getattr(metric, limit)) for limit in ("target", "amber", "red")},
        "due": row.due,
        "figure": _number(row.figure),
        "numerator": _number(value.numerator if value else None),
        "denominator": _number(value.denominator if value else None),
        "status": row.status,
        "change": _number(found.change),
        "heading": found.heading,
        "tendency": found.tendency,
        "running": found.running,
        "running_red": found.running_red,
        "breach": row.breach,
        "lacking": list(row.lacking),
        "fault": row.fault or None,
        "comment": value.comment if value else None,
        "action": _action(row, day),
        "ahead": _ahead(row.ahead),
        "course": [_point(point) for point in found.points],
    }


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(rounded(number, 6)).replace(",", "")


def _action(row: Row, day: dt.date) -> dict[str, Any] | None:
    value = row.value
    if value is None or value.action is None:
        return None
    return {
        "text": value.action,
        "owner": value.action_owner,
        "due": value.action_due.isoformat() if value.action_due else None,
        "done": value.action_done.isoformat() if value.action_done else None,
        "late": row.late(day),
    }


def _ahead(ahead: Ahead | None) -> dict[str, Any] | None:
    if ahead is None:
        return None
    return {
        "status": ahead.status,
        "figure": _number(ahead.figure),
        "on": ahead.on.isoformat(),
        "crosses": ahead.crosses.isoformat(),
        "figures": ahead.periods,
    }


def _point(point: Point) -> dict[str, Any]:
    return {"period": point.period.id, "figure": _number(point.figure), "status": point.status}
