"""A change order: totals before and after, what changes, and the cost history of its work order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.model.changes import ChangeOrder, UnitChange
from remit.model.money import Totals, WorkOrder
from remit.pages.change_effects import effects
from remit.pages.markdown import Block, Row, facts, heading, joined, strong, table
from remit.pages.page import Desk
from remit.pages.statuses import signatures, status

INSTEAD_OF = (
    "number", "title", "version", "status", "signatures", "work_order", "trigger", "reason", "delta", "totals",
    "assumptions", "direct", "pass_through", "cost_history",
)  # fmt: skip
TOTALS: Mapping[str, str] = {
    "direct": "Direct fees",
    "investigator": "Investigator payments",
    "other_pass_through": "Other pass-through costs",
    "contract_value": "Contract value",
}


def sections(desk: Desk, one: ChangeOrder) -> Iterator[Block]:
    """Why, how much, and what it adds up to."""
    yield facts(
        [
            ("Document", joined([one.title, f", version {one.version} ", status(one)], "")),
            ("Changes", desk.record("work_order", one.work_order)),
            ("Because of", one.trigger),
            ("What happened", one.reason),
            ("Signatures", signatures(desk, one)),
        ]
    )
    if one.delta and one.totals:
        yield heading(2, "Totals", "field-totals")
        yield _totals(desk, one, one.delta, one.totals)
    yield heading(2, "Cost history", "field-cost_history")
    yield _history(desk, one)
    yield from effects(desk, one)
    if one.assumptions:
        yield heading(2, "Assumptions", "field-assumptions")
        yield _assumptions(desk, one)
    order = desk.book.ledger.of(WorkOrder).get(one.work_order)
    for name, words in (("direct", "Direct fees"), ("pass_through", "Pass-through costs")):
        lines: Mapping[str, UnitChange] = getattr(one, name)
        if lines:
            yield heading(2, words, f"field-{name}")
            yield _lines(desk, words, lines, getattr(order, name) if order else {})


def _totals(desk: Desk, one: ChangeOrder, delta: Totals, after: Totals) -> Block:
    rows = []
    for name, words in TOTALS.items():
        change, new = getattr(delta, name), getattr(after, name)
        same = change.currency == new.currency
        cells = (words, str(new - change) if same else "", str(change), str(new))
        last = name == "contract_value"
        rows.append(
            Row.of([strong(cell) for cell in cells] if last else cells, class_="total" if last else None)
        )
    columns = ["Total", ("Before", "num"), ("Change", "num"), ("After", "num")]
    return table(columns, rows, caption="Totals before and after the change", class_="money")  # fmt: skip


def _history(desk: Desk, one: ChangeOrder) -> Block:
    rows = [
        (
            each.step,
            each.effective or "",
            str(each.direct),
            str(each.pass_through),
            str(each.total),
            desk.source(each.where),
        )
        for each in one.cost_history
    ]
    columns = ["Step", "Date", ("Direct fees", "num"), ("Pass-through", "num"), ("Total", "num"), "Source"]
    return table(columns, rows, caption="Cost history")


def _assumptions(desk: Desk, one: ChangeOrder) -> Block:
    order = desk.book.ledger.of(WorkOrder).get(one.work_order)
    known = order.assumptions if order else {}
    rows = [
        (known[id].title if id in known else id.replace("-", " "), each.original, each.current, each.new)
        for id, each in one.assumptions.items()
    ]
    columns = [("Assumption", "wide"), "In the original order", "Before", "After"]
    return table(columns, rows, caption="Assumptions that change")


def _lines(desk: Desk, words: str, lines: Mapping[str, UnitChange], known: Mapping[str, object]) -> Block:
    rows = [
        (
            getattr(known.get(id), "description", id.replace("-", " ")),
            f"{each.previous:,f}",
            f"{each.new:,f}",
            joined([str(price) for price in (each.unit_price, each.new_unit_price) if price], " &rarr; "),
            str(each.delta),
            desk.source(each.where),
        )
        for id, each in lines.items()
    ]
    columns = [("Line", "wide"), ("Before", "num"), ("After", "num"), ("Price of a unit", "num")]
    return table([*columns, ("Change", "num"), "Source"], rows, caption=f"Lines of {words} that change")
