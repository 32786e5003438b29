"""How co-investment and service credits of a work order stand: the sums in words, and what is not final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.calc.periods import titled
from remit.calc.settlement.co_investment import CoInvested
from remit.calc.settlement.service_credits import Credited, LevelCredit, PeriodCredit
from remit.model.money import WorkOrder
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    code,
    facts,
    heading,
    joined,
    listing,
    paragraph,
    small,
    table,
)


def co_investment_blocks(order: WorkOrder, one: CoInvested, day: dt.date) -> Iterator[Block]:
    """By how much invoices are reduced so far, and what is returned if the product succeeds."""
    yield heading(3, f"Co-investment of {order.number} as it stands", f"{order.id}-co-investment")
    yield _asked(order, day)
    if one.happened and one.event and one.due:
        back = joined(
            [one.back_formula, "; the event happened on ", one.event.day, ", to be paid by ", one.due], ""
        )
    else:
        back = joined([f"nothing yet; if it happens: {one.back_formula}"], "")
    yield facts(
        [
            ("Invoices reduced", f"{one.formula}; {one.left} of the cap is left"),
            ("Reduced in all, to the end of the order", str(one.whole)),
            ("Event", one.terms.success),
            ("Return owed to the CRO, as the records stand", back),
            _final(one.open),
        ]
    )


def credit_blocks(order: WorkOrder, one: Credited, day: dt.date) -> Iterator[Block]:
    """Credits of each period and level."""
    yield heading(3, f"Service credits of {order.number} as they stand", f"{order.id}-service-credits")
    yield _asked(order, day)
    rows = [
        (
            joined(
                [
                    joined([titled(period.period), _state(level)], " "),
                    small(level.title),
                    small(level.formula),
                ],
                "<br>",
            ),
            _credit(period, level),
        )
        for period in one.periods
        for level in period.levels
    ]
    if rows:
        columns = ["Period, level and sum", ("Credit", "num")]
        yield table(columns, rows, caption=f"Service credits of {order.number}")
    yield facts(
        [
            ("Credited", str(one.credit)),
            ("Earned back", str(one.given_back)),
            ("Owed by the CRO, as the records stand", str(one.owed)),
            _final(one.open),
        ]
    )


def _final(reasons: tuple[str, ...]) -> tuple[str, object]:
    if reasons:
        return "Not final", listing(list(reasons))
    return "State", joined([badge("final", "good"), " nothing is missing that could change the sum"], "")


def _asked(order: WorkOrder, day: dt.date) -> Block:
    words = ["Computed from the records as they stand on ", day, ". ", code(f"remit settle {order.study}")]
    return paragraph(joined([*words, " gives the same for any day."], ""))


def _credit(period: PeriodCredit, one: LevelCredit) -> Inert:
    if one.credit == one.due:
        return joined([str(one.credit)])
    return joined([str(one.credit), small("cut to the cap of"), small(str(period.cap))], "<br>")


def _state(one: LevelCredit) -> Inert:
    if one.given_back:
        return badge("earned back", "good")
    return {
        "credit": badge("missed", "bad"),
        "kept": badge("kept", "good"),
        "not measured": badge("not measured", "warn"),
        "too early": badge("no credit yet", "info"),
    }[one.state]
