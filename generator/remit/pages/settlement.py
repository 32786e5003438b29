"""How a work order's shared risk stands: bonus and malus with what other cases would pay, co-investment, service credits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.calc.recorded import recorded_day
from remit.calc.settlement.distribution import distribution
from remit.calc.settlement.incentives import BonusMalus, Measure
from remit.calc.settlement.scenarios import scenarios
from remit.calc.settlement.study import OrderSettlement, settlement_of
from remit.figures.payout import payout_curves, result_unit
from remit.figures.payout_range import payout_range
from remit.model.money import WorkOrder
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    code,
    facts,
    figure,
    heading,
    joined,
    listing,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk
from remit.pages.settlement_calculator import calculator
from remit.pages.settlement_shared import co_investment_blocks, credit_blocks


def settlement_blocks(desk: Desk, order: WorkOrder) -> Iterator[Block]:
    """The settlement of shared risk as the records stand; nothing where the order shares none."""
    if not (order.risk_sharing or order.co_investment or order.service_credits):
        return
    day = recorded_day(desk.book.ledger)
    settled = settlement_of(desk.book.ledger, order, day)
    if settled.bonus_malus:
        yield from _scheme(order, settled, settled.bonus_malus, day)
    if settled.co_invested:
        yield from co_investment_blocks(order, settled.co_invested, day)
    if settled.credits:
        yield from credit_blocks(order, settled.credits, day)
    for words in settled.by_hand:
        yield paragraph(f"Not calculated, settled by hand: {words}.")


def _scheme(order: WorkOrder, settled: OrderSettlement, found: BonusMalus, day: dt.date) -> Iterator[Block]:
    yield heading(3, f"Bonus and malus of {order.number} as they stand", f"{order.id}-settlement")
    words = [
        "Computed from milestones, metrics and agreed exclusions as the records stand on ",
        day,
        ". ",
        code(f"remit settle {order.study}"),
        " gives the same for any day.",
    ]
    yield paragraph(joined(words, ""))
    units = [result_unit(one.incentive, settled.facts.metrics) for one in found.measures]
    yield figure(
        payout_curves(found.measures, units, order.number),
        f"What each measure of {order.number} earns or costs",
    )
    yield _measures(order, found)
    yield _conditions(found)
    yield _cases(order, found)
    yield from _likely(settled, found)
    yield calculator(settled, found)


def _likely(settled: OrderSettlement, found: BonusMalus) -> Iterator[Block]:
    """The payout under the uncertainty of the schedule, while something is open that its network can move."""
    spread = distribution(settled.facts, found.terms) if found.open else None
    if spread is None:
        return
    if spread.certain:
        yield paragraph(
            "The network of the schedule moves none of the dates that are measured any more, so there is no range of "
            "likely sums: the forecast is all there is."
        )
        return
    yield figure(
        payout_range(spread, found.terms, settled.order.number),
        f"What {settled.order.number} is likely to pay ({spread.runs:,} runs of the schedule; figures of metrics as last "
        "reported or at their target, quality conditions taken to hold)",
    )


def _cases(order: WorkOrder, found: BonusMalus) -> Block:
    rows = [
        (
            joined([one.case, small(f"bonus {one.balance.bonus}, malus {one.balance.malus}")], "<br>"),
            str(one.balance.net),
        )
        for one in scenarios(found)
    ]
    columns = ["Case, with all quality conditions met", ("Balance", "num")]
    return table(columns, rows, caption=f"What {order.number} would pay in other cases")


def _measures(order: WorkOrder, found: BonusMalus) -> Block:
    """A row for each measure: its result and how its sum comes about below its name, so that the table fits a telephone."""
    rows = [
        (
            joined(
                [
                    joined([one.incentive.title, _state(one)], " "),
                    *(small(words) for words in (one.result.words, one.formula) if words),
                ],
                "<br>",
            ),
            str(one.bonus or ""),
            str(one.malus or ""),
        )
        for one in found.measures
    ]
    columns = ["Measure, its result and its sum", ("Bonus", "num"), ("Malus", "num")]
    return table(columns, rows, caption=f"Measures of {order.number}")


def _state(one: Measure) -> Inert:
    if one.settled:
        return badge("settled", "good")
    return {
        "actual": badge("final", "good"),
        "expected": badge("expected", "info"),
        "open": badge("open", "warn"),
    }[one.known]


def _holds(holds: bool | None) -> Inert:
    if holds is None:
        return badge("open", "warn")
    return badge("holds", "good") if holds else badge("does not hold", "bad")


def _conditions(found: BonusMalus) -> Block:
    gates = [joined([_holds(one.holds), f" {one.words} ({one.why})"], "") for one in found.gates]
    owed = (
        f"balance {found.owed.net}"
        if found.owed
        else "nothing yet; it is settled when the last result is known"
    )
    return facts(
        [
            ("No bonus without", listing(gates) if gates else None),
            ("Final results so far", f"bonus {found.so_far.bonus}, malus {found.so_far.malus}"),
            ("With what is expected", f"bonus {found.expected.bonus}, malus {found.expected.malus}"),
            ("Owed", owed),
        ]
    )
