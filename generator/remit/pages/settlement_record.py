"""The record of a settlement: units, claims and results, named as the contract names them, in tables for narrow screens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from remit.calc.judged import plain
from remit.calc.periods import titled
from remit.calc.settlement.words import gate_words
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.performance import Performance
from remit.model.quality import Metric
from remit.model.settlement import ExcludedDays, ExcludedResult, Settlement
from remit.pages import completed_units
from remit.pages.markdown import Block, Inert, badge, day, heading, joined, small, table
from remit.pages.page import Desk

INSTEAD_OF = (
    *completed_units.INSTEAD_OF,
    "exclusions",
    "excluded_results",
    "results",
    "conditions",
    "settled",
)


def sections(desk: Desk, one: Settlement) -> Iterator[Block]:
    """A section for each part of a settlement in which something stands."""
    yield from completed_units.sections(desk, one)
    order = desk.book.ledger.of(WorkOrder).get(one.work_order)
    if one.exclusions:
        yield heading(2, "Claims of days that do not count", "field-exclusions")
        yield _exclusions(desk, one, order)
    if one.excluded_results:
        yield heading(2, "Claims of results that do not count", "field-excluded_results")
        yield _excluded_results(desk, one, order)
    if one.results:
        yield heading(2, "Results", "field-results")
        yield _results(one, order, desk.book.ledger)
    if one.conditions:
        yield heading(2, "Quality conditions", "field-conditions")
        yield _conditions(desk, one, order)
    if one.settled:
        yield heading(2, "Settled", "field-settled")
        yield _settled(one, order)


def measure_title(order: WorkOrder | None, id: str) -> str:
    """What a measure of shared risk is called in the order; its id where there is none."""
    known = order.risk_sharing.incentives if order and order.risk_sharing else {}
    return known[id].title if id in known else id


def _exclusion(order: WorkOrder | None, incentive: str, id: str) -> str:
    known = order.risk_sharing.incentives if order and order.risk_sharing else {}
    return known[incentive].exclusions.get(id, id) if incentive in known else id


def _level(order: WorkOrder | None, id: str, ledger: Ledger) -> str:
    known = order.service_credits.levels if order and order.service_credits else {}
    metric = ledger.of(Metric).get(known[id].metric) if id in known else None
    return metric.title if metric else id


def _exclusions(desk: Desk, one: Settlement, order: WorkOrder | None) -> Block:
    rows = [
        (
            _stacked(
                measure_title(order, each.incentive),
                _exclusion(order, each.incentive, each.exclusion),
                joined(["began ", each.began, ", claimed ", each.claimed], ""),
                each.evidence,
            ),
            str(each.days),
            _decided(desk, each, None),
        )
        for each in one.exclusions.values()
    ]
    columns = ["Measure and cause of the delay", ("Days", "num"), "Decision"]
    return table(columns, rows, caption="Days of delay that the CRO has claimed not to count")


def _excluded_results(desk: Desk, one: Settlement, order: WorkOrder | None) -> Block:
    ledger = desk.book.ledger
    rows = []
    for each in one.excluded_results.values():
        period = ledger.in_study(Performance, one.study)
        known = next((one for one in period if one.id == each.period), None)
        rows.append(
            (
                _stacked(
                    _level(order, each.level, ledger),
                    titled(known) if known else each.period,
                    joined(["claimed ", each.claimed], ""),
                    each.cause,
                    each.evidence,
                ),
                _figure(each.numerator, each.denominator, each.value) or "none",
                _decided(desk, each, each.refused),
            )
        )
    columns = ["Level and cause", ("Counts instead", "num"), "Decision"]
    return table(columns, rows, caption="Results of service levels that the CRO has claimed not to count")


def _decided(desk: Desk, claim: ExcludedDays | ExcludedResult, refused: dt.date | None) -> Inert:
    """Whether a claim counts, since when, and by whom."""
    if claim.agreed:
        role = [desk.role(claim.agreed_by)] if claim.agreed_by else []
        return _stacked(badge("agreed", "good"), day(claim.agreed), *role)
    if refused:
        return _stacked(badge("refused", "bad"), day(refused))
    return _stacked(badge("not agreed", "warn"), "does not count")


def _results(one: Settlement, order: WorkOrder | None, ledger: Ledger) -> Block:
    rows = []
    for id, each in one.results.items():
        known = order.risk_sharing.incentives if order and order.risk_sharing else {}
        metric = ledger.of(Metric).get(known[id].metric or "") if id in known else None
        figure = _figure(each.numerator, each.denominator, each.value)
        name = [metric.title] if metric else []
        rows.append((_stacked(measure_title(order, id), *name, each.evidence), figure, day(each.measured)))
    columns = ["Measure", ("Figure", "num"), "Measured"]
    return table(columns, rows, caption="Figures measured for the measures of shared risk")


def _conditions(desk: Desk, one: Settlement, order: WorkOrder | None) -> Block:
    ledger = desk.book.ledger
    gates = order.risk_sharing.gates if order and order.risk_sharing else {}
    cro = ledger.of(Party).get(order.cro) if order else None
    rows = []
    for id, each in one.conditions.items():
        words = gate_words(gates[id], cro.short_name if cro else "", ledger.of(Metric)) if id in gates else id
        state = badge("holds", "good") if each.holds else badge("does not hold", "bad")
        rows.append(
            (_stacked(words, each.evidence), _stacked(state, day(each.stated), desk.role(each.stated_by)))
        )
    return table(["Condition", "Stated"], rows, caption="Quality conditions as the parties have stated them")


def _settled(one: Settlement, order: WorkOrder | None) -> Block:
    rows = [
        (
            _stacked(measure_title(order, id), joined([each.document, " of ", each.settled], "")),
            str(each.bonus),
            str(each.malus),
        )
        for id, each in one.settled.items()
    ]
    columns = ["Measure", ("Bonus", "num"), ("Malus", "num")]
    return table(columns, rows, caption="Measures that have been settled")


def _stacked(first: object, *others: object) -> Inert:
    """What a row is about, and below it in small letters what is said of it."""
    return joined([first, *map(small, others)], "<br>")


def _figure(numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None) -> str:
    if numerator is not None and denominator is not None:
        return f"{plain(numerator)} of {plain(denominator)}"
    return plain(value) if value is not None else ""
