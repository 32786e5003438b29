"""Units of a work order as they were accepted: a row for each period with its units, its acceptance and its invoice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from remit.calc.money import total
from remit.calc.payments.spreading import last_day
from remit.model.money import WorkOrder
from remit.model.settlement import CompletedUnits, Settlement
from remit.model.values import PartialDate, spoken
from remit.pages.markdown import Block, Inert, Row, heading, joined, small, strong, table
from remit.pages.page import Desk

INSTEAD_OF = ("units",)


def sections(desk: Desk, one: Settlement) -> Iterator[Block]:
    """The table of units, where any are stated."""
    order = desk.book.ledger.of(WorkOrder).get(one.work_order)
    if one.units and order:
        yield heading(2, "Units accepted", "field-units")
        yield _table(desk, order, sorted(one.units.values(), key=lambda each: (each.first, each.last)))


def _period(one: CompletedUnits) -> str:
    """A month by its name, any other period by its first and last day."""
    if one.first.day == 1 and one.last == last_day(one.first):
        return spoken(PartialDate(f"{one.first:%Y-%m}"))
    return f"{spoken(one.first)} to {spoken(one.last)}"


def _table(desk: Desk, order: WorkOrder, stated: list[CompletedUnits]) -> Block:
    """A row for each period; its units stand one below the other, so that an order of many lines needs no wide table."""
    rows = [
        Row.of((_what(desk, one), _units(order, one.units), str(one.invoice.fees) if one.invoice else ""))
        for one in stated
    ]
    fees = [one.invoice.fees for one in stated if one.invoice]
    same = all(each.currency == order.currency for each in fees)
    sums: dict[str, Decimal] = {}
    for one in stated:
        for id, count in one.units.items():
            sums[id] = sums.get(id, Decimal(0)) + count
    whole = ("All", _units(order, sums), str(total(fees, order.currency)) if same else "")
    return table(
        ["Period", "Units", ("Direct fees", "num")],
        [*rows, Row.of([strong(cell) for cell in whole], class_="total")],
        caption=f"Units of {order.number} as they were accepted",
    )


def _what(desk: Desk, one: CompletedUnits) -> Inert:
    """The period, and below it by whom it was accepted, and the invoice."""
    accepted = joined(["accepted ", one.accepted, " by ", desk.role(one.accepted_by)], "")
    invoice = (
        joined(["invoice ", one.invoice.number, " of ", one.invoice.sent], "")
        if one.invoice
        else "invoice not sent"
    )
    return joined([_period(one), small(accepted), small(invoice), small(one.evidence)], "<br>")


def _units(order: WorkOrder, units: Mapping[str, Decimal]) -> Inert:
    """Counts of units by the description of their lines, in the order of the work order's lines."""
    known = [id for id in order.direct if id in units]
    return joined(
        [
            f"{_plain(units[id])} x {order.direct[id].description if id in order.direct else id}"
            for id in dict.fromkeys([*known, *units])
        ],
        "<br>",
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}" if value else "0"
