"""A period's performance: the scorecard with early warnings, effort against its cap, meetings held against the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from remit.calc.levels import effort
from remit.calc.periods import Periods, by_cro, name
from remit.calc.scorecard import Scorecard, asked_of, scorecard
from remit.model.governance import Body
from remit.model.performance import Held, Performance
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.model.values import Money
from remit.pages.book import Book
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk
from remit.pages.scores import actions, at_a_glance, courses, teams, values, warnings

INSTEAD_OF = ("values", "savings", "effort", "meetings", "surveys")


def sections(desk: Desk, one: Performance) -> Iterator[Block]:
    """What is said of a period in place of its plain values."""
    periods = periods_of(desk, one)
    so_far = periods[: [period.id for period in periods].index(one.id) + 1]
    card = card_of(desk.book, so_far)
    yield from at_a_glance(card)
    yield from warnings(desk, card)
    yield from values(desk, card)
    yield from actions(desk, card)
    if one.surveys:
        yield from teams(card)
    if one.meetings:
        yield heading(2, "Meetings held", "field-meetings")
        yield from _meetings(desk, one, so_far)
    if one.effort:
        yield heading(2, "Sponsor's own effort", "field-effort")
        yield _effort(desk, one)
    if one.savings:
        yield heading(2, "Savings negotiated with vendors", "field-savings")
        yield _savings(desk, one)
    yield from courses(desk, card)


def periods_of(desk: Desk, one: Performance) -> Periods:
    """The periods of the same study and CRO, oldest first."""
    found = by_cro(desk.book.ledger.in_study(Performance, one.study))
    return next(group for group in found if group[0].cro == one.cro)


def card_of(book: Book, periods: Periods) -> Scorecard:
    """The scorecard of the last of some periods, by the playbook's metrics and limits."""
    metrics, last = book.ledger.of(Metric), periods[-1]
    limits = book.playbook.thresholds if book.playbook else Thresholds()
    return scorecard(metrics, periods, limits, asked_of(metrics, book.studies.get(last.study), last.cro))


# ---- meetings, effort, savings --------------------------------------------------------------------------------------


def _meetings(desk: Desk, one: Performance, so_far: Sequence[Performance]) -> Iterator[Block]:
    year = one.last.year
    this_year = [period for period in so_far if period.last.year == year]
    yield paragraph(
        f"Face-to-face meetings are counted over {year} so far and held against the year's plan of each body."
    )
    bodies = desk.book.ledger.of(Body)
    rows = []
    for held in one.meetings:
        plan = bodies[held.body].face_to_face if held.body in bodies else None
        met = sum(
            each.face_to_face for period in this_year for each in period.meetings if each.body == held.body
        )
        rows.append(
            (desk.record("body", held.body), str(held.meetings), _cadence(bodies, held), str(held.face_to_face),
             str(met), str(plan) if plan is not None else small("none asked"))
        )  # fmt: skip
    columns = ["Body", ("Held", "num"), "At least every", ("Face to face", "num")]
    more = [(f"Face to face in {year}", "num"), ("Planned a year", "num")]
    yield table([*columns, *more], rows, caption="Meetings held and planned")


def _cadence(bodies: Mapping[str, Body], held: Held) -> str:
    body = bodies.get(held.body)
    return str(body.cadence) if body else ""


def _effort(desk: Desk, one: Performance) -> Block:
    rows: list[Sequence[object]] = [
        (each.function, f"{each.planned:f}", f"{each.actual:f}", desk.source(each.where))
        for each in one.effort
    ]
    planned = sum((each.planned for each in one.effort), Decimal(0))
    actual = sum((each.actual for each in one.effort), Decimal(0))
    rows.append(
        Row.of((strong("All functions"), strong(f"{planned:f}"), strong(f"{actual:f}"), ""), class_="total")
    )
    study = desk.book.studies.get(one.study)
    spent = [
        each
        for each in (effort(desk.book.ledger, study) if study else ())
        if (each.period.first, each.period.last) == (one.first, one.last)
    ]
    for each in spent:
        if each.cap is not None:
            state = badge("above", "bad") if each.over else badge("within", "good")
            level = f"Cap at level {each.level} " if each.level else "Cap of the study "
            rows.append((joined([level, state], ""), "", f"{each.cap:f}", ""))
    columns = [("Function", "wide"), ("Planned FTE", "num"), ("Actual FTE", "num"), "Source"]
    return table(columns, rows, caption="Sponsor's own effort in the period")


def _savings(desk: Desk, one: Performance) -> Block:
    rows: list[Sequence[object]] = [
        (
            each.vendor,
            each.subject,
            str(each.list_price),
            str(each.agreed_price),
            _saved(each.list_price, each.agreed_price),
            desk.source(each.where),
        )
        for each in one.savings
    ]
    currencies = {each.list_price.currency for each in one.savings} | {
        each.agreed_price.currency for each in one.savings
    }
    if len(currencies) == 1:
        saved = sum((each.list_price.amount - each.agreed_price.amount for each in one.savings), Decimal(0))
        total = strong(Money(saved, currencies.pop()))
        rows.append(Row.of((strong("All"), "", "", "", total, ""), class_="total"))
    columns = [
        "Vendor",
        ("Bought", "wide"),
        ("List price", "num"),
        ("Agreed", "num"),
        ("Saved", "num"),
        "Source",
    ]
    return table(columns, rows, caption="Savings negotiated with vendors")  # fmt: skip


def _saved(asked: Money, agreed: Money) -> Inert:
    return text(asked - agreed) if asked.currency == agreed.currency else small("in another currency")


def title(one: Performance) -> str:
    """What the page of a period is called."""
    return f"Performance, {name(one)}"
