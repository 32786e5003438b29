"""The end of a study: how far the checklist is, what is archived, and the last reckoning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.closing import CloseOut, FinancialClose
from remit.model.money import WorkOrder
from remit.pages.markdown import Block, Row, badge, heading, joined, paragraph, strong, table
from remit.pages.page import Desk

INSTEAD_OF = ("checklist", "financial")


def sections(desk: Desk, one: CloseOut) -> Iterator[Block]:
    """Checklist and money."""
    done = sum(item.done is not None for item in one.checklist.values())
    yield heading(2, "Checklist", "field-checklist")
    yield paragraph(f"{done} of {len(one.checklist)} done.")
    yield _checklist(desk, one)
    yield heading(2, "Financial close", "field-financial")
    for each in one.financial.values():
        yield _reckoning(desk, each)
    reckoned = {each.work_order for each in one.financial.values()}
    orders = [order for order in desk.book.ledger.of(WorkOrder).values() if order.study == one.study]
    yield from _open(desk, [order for order in orders if order.id not in reckoned])


def _checklist(desk: Desk, one: CloseOut) -> Block:
    rows = [
        (
            item.title,
            desk.role(item.owner),
            item.due,
            joined([badge("done", "good"), item.done], " ") if item.done else badge("open", "plain"),
            desk.source(item.where),
        )
        for item in one.checklist.values()
    ]
    columns = [("What is done", "wide"), "Owner", "Due", "State", "Source"]
    return table(columns, rows, caption="Close-out checklist")


def _open(desk: Desk, orders: Sequence[WorkOrder]) -> Iterator[Block]:
    if orders:
        yield paragraph(
            "Not reckoned yet: the final invoice is reviewed by contracts, finance and the project director."
        )
        rows = [(desk.record("work_order", order.id), str(order.totals.contract_value)) for order in orders]
        yield table(["Work order", ("Contract value", "num")], rows, caption="Work orders still to be closed")


def _reckoning(desk: Desk, one: FinancialClose) -> Block:
    closed: object = one.closed_in_systems or badge("open", "plain")
    rows = [
        ("Work order", desk.record("work_order", one.work_order)),
        ("Contract value", str(one.contract_value)),
        ("Paid", str(one.paid)),
        ("Still due", str(one.due)),
        ("Refund to the sponsor", str(one.refund)),
        Row.of((strong("Final value"), strong(one.final_value)), class_="total"),
        ("Final invoice reviewed by", desk.records("role", one.reviewed_by)),
        ("Closed in the finance systems", closed),
        ("Source", desk.source(one.where)),
    ]
    return table(["Item", ("Amount", "num")], rows, caption=f"Financial close of {one.work_order}")
