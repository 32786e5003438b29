"""Units of a work order as they were accepted: a row for each period, a column for each line, and the invoices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.money import total
from remit.calc.payments.spreading import last_day
from remit.model.money import WorkOrder
from remit.model.settlement import CompletedUnits, Settlement
from remit.model.values import PartialDate, spoken
from remit.pages.markdown import Block, Row, heading, strong, table
from remit.pages.page import Desk

INSTEAD_OF = ("units",)


def sections(desk: Desk, one: Settlement) -> Iterator[Block]:
    """The table of units, where any are stated."""
    order = desk.book.ledger.of(WorkOrder).get(one.work_order)
    if one.units and order:
        yield heading(2, "Units accepted", "field-units")
        yield _table(order, sorted(one.units.values(), key=lambda each: (each.first, each.last)))


def _period(one: CompletedUnits) -> str:
    """A month by its name, any other period by its first and last day."""
    if one.first.day == 1 and one.last == last_day(one.first):
        return spoken(PartialDate(f"{one.first:%Y-%m}"))
    return f"{spoken(one.first)} to {spoken(one.last)}"


def _table(order: WorkOrder, stated: list[CompletedUnits]) -> Block:
    lines = [id for id in order.direct if any(id in one.units for one in stated)]
    others = dict.fromkeys(id for one in stated for id in one.units if id not in order.direct)
    ids = [*lines, *others]
    rows = [
        Row.of(
            (
                _period(one),
                *(_plain(one.units[id]) if id in one.units else "" for id in ids),
                one.accepted,
                one.invoice.number if one.invoice else "not sent",
                one.invoice.sent if one.invoice else "",
                str(one.invoice.fees) if one.invoice else "",
            )
        )
        for one in stated
    ]
    fees = [one.invoice.fees for one in stated if one.invoice]
    same = all(each.currency == order.currency for each in fees)
    sums = [_plain(sum((one.units.get(id, Decimal(0)) for one in stated), Decimal(0))) for id in ids]
    whole = ("All", *sums, "", "", "", str(total(fees, order.currency)) if same else "")
    columns = [
        "Period",
        *((order.direct[id].description if id in order.direct else id, "num") for id in ids),
        "Accepted",
        "Invoice",
        "Sent",
        ("Direct fees", "num"),
    ]
    return table(
        columns,
        [*rows, Row.of([strong(cell) for cell in whole], class_="total")],
        caption=f"Units of {order.number} as they were accepted",
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}" if value else "0"
