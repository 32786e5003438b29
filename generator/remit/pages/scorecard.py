"""A period's performance: figures with their status and trend, effort against its cap, meetings held against the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from remit.calc.scorecard import Status, figure, status
from remit.model.governance import Body
from remit.model.performance import Held, MetricValue, Performance
from remit.model.quality import Metric
from remit.model.values import Money
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    day,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk

INSTEAD_OF = ("values", "savings", "effort", "meetings")
JUDGED = (
    "Green: the target is met. Acceptable: short of the target, but not yet amber; it is watched. "
    "Amber: beyond the first limit. Red: beyond the second; red, or amber twice, asks for an action."
)
TONES: dict[Status, Tone] = {"green": "good", "amber": "warn", "red": "bad"}


def sections(desk: Desk, one: Performance) -> Iterator[Block]:
    """What is said of a period in place of its plain values."""
    periods = periods_of(desk, one)
    place = [period.id for period in periods].index(one.id)
    before = periods[place - 1] if place else None
    yield heading(2, "Metrics", "field-values")
    yield paragraph(JUDGED)
    yield _metrics(desk, one, before)
    actions = [(id, value) for id, value in one.values.items() if value.action]
    if actions:
        yield heading(2, "Actions agreed", "actions")
        yield _actions(desk, actions)
    if one.meetings:
        yield heading(2, "Meetings held", "field-meetings")
        yield from _meetings(desk, one, periods[: place + 1])
    if one.effort:
        yield heading(2, "Sponsor's own effort", "field-effort")
        yield _effort(desk, one)
    if one.savings:
        yield heading(2, "Savings negotiated with vendors", "field-savings")
        yield _savings(desk, one)


_QUARTERS = ("first", "second", "third", "fourth")


def period(one: Performance) -> str:
    """What a period is called: ``third quarter 2026``, or its first and last day where it is no quarter."""
    quarter, begun = divmod(one.first.month - 1, 3)
    whole = (one.last + dt.timedelta(days=1)).day == 1 and one.last.month == one.first.month + 2
    if one.first.day == 1 and not begun and whole and one.first.year == one.last.year:
        return f"{_QUARTERS[quarter]} quarter {one.first.year}"
    return f"{day(one.first)} to {day(one.last)}"


def periods_of(desk: Desk, one: Performance) -> tuple[Performance, ...]:
    """The periods of the same study and CRO, oldest first."""
    found = (
        each for each in desk.book.ledger.every(Performance) if (each.study, each.cro) == (one.study, one.cro)
    )
    return tuple(sorted(found, key=lambda each: (each.first, each.id)))  # fmt: skip


# ---- metrics --------------------------------------------------------------------------------------------------------


def _metrics(desk: Desk, one: Performance, before: Performance | None) -> Block:
    known = desk.book.ledger.of(Metric)
    rows = [
        Row.of(
            (
                _named(desk, id, value),
                *_judged(known.get(id), value),
                _trend(known.get(id), value, before.values.get(id) if before else None),
                desk.source(value.where),
            ),
            id=f"value-{id}",
        )
        for id, value in one.values.items()
    ]
    last = f"Since the {period(before)}" if before else "Trend"
    columns = ["Metric", ("Figure", "num"), "Status", (last, "num"), "Source"]
    return table(columns, rows, caption="Metrics of the period")


def _named(desk: Desk, id: str, value: MetricValue) -> Inert:
    metric = desk.record("metric", id)
    return joined([metric, small(value.comment)], "<br>") if value.comment else metric


def _judged(metric: Metric | None, value: MetricValue) -> tuple[Inert, Inert]:
    found = figure(metric, value) if metric else None
    if metric is None or found is None:
        return small("not measured"), Inert("")
    parts = small(f"{value.numerator:,f} of {value.denominator:,f}") if value.denominator else Inert("")
    shown = joined([part for part in (_number(found, metric.unit), parts) if part], "<br>")
    state = status(metric, value)
    if state is None or (state == "green" and _short(metric, found)):
        return shown, badge("acceptable")
    return shown, badge(state, TONES[state])


def _short(metric: Metric, found: Decimal) -> bool:
    """Whether a figure that is not yet amber misses its target all the same."""
    if metric.direction == "higher":
        return found < metric.target
    return metric.direction == "lower" and found > metric.target


def _trend(metric: Metric | None, now: MetricValue, before: MetricValue | None) -> Inert:
    """The change since the period before, and whether it is for the better."""
    new = figure(metric, now) if metric else None
    old = figure(metric, before) if metric and before else None
    if metric is None or new is None or old is None:
        return Inert("")
    change = round(new, 1) - round(old, 1)
    if not change:
        return small("unchanged")
    closer = abs(new - metric.target) < abs(old - metric.target)
    better = closer if metric.direction == "range" else (change > 0) == (metric.direction == "higher")
    return badge(f"{change:+.1f} {'better' if better else 'worse'}", "good" if better else "warn")


def _number(value: Decimal, unit: str) -> str:
    shown = f"{value:,.1f}".removesuffix(".0")
    return f"{shown} {unit}"


def _actions(desk: Desk, actions: Sequence[tuple[str, MetricValue]]) -> Block:
    rows = [
        (
            desk.record("metric", id),
            value.action,
            desk.role(value.action_owner) if value.action_owner else "",
            value.action_due or "",
        )
        for id, value in actions
    ]
    return table(["Metric", ("Action", "wide"), "Owner", "Due"], rows, caption="Actions agreed")


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
    if study and study.fte_cap is not None:
        state = badge("within", "good") if actual <= study.fte_cap else badge("above", "bad")
        rows.append((joined(["Cap of the study ", state], ""), "", f"{study.fte_cap:f}", ""))
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
