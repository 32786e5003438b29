"""A work order and its change orders in sequence: quantities, prices and totals as they stand before each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Literal

from remit.calc.money import line_amount
from remit.frozen import dataclass
from remit.model.changes import ChangeOrder, UnitChange
from remit.model.money import Totals, WorkOrder
from remit.model.values import Money

Part = Literal["direct", "pass_through"]
PARTS: tuple[Part, ...] = ("direct", "pass_through")


@dataclass(frozen=True, slots=True)
class Priced:
    """A quantity at a unit price."""

    quantity: Decimal
    unit_price: Money


def original_lines(order: WorkOrder, part: Part) -> dict[str, Priced]:
    """The lines of a work order as it was signed first."""
    lines = order.direct if part == "direct" else order.pass_through
    return {id: Priced(line.quantity, line.unit_price) for id, line in lines.items()}


def lines_before(order: WorkOrder, earlier: Iterable[ChangeOrder], part: Part) -> dict[str, Priced]:
    """The lines as the work order and these change orders leave them."""
    lines = original_lines(order, part)
    for change in earlier:
        for id, line in changed_lines(change, part).items():
            lines[id] = Priced(line.new, line.new_unit_price or line.unit_price)
    return lines


def changed_lines(change: ChangeOrder, part: Part) -> Mapping[str, UnitChange]:
    """The lines that a change order changes."""
    return change.direct if part == "direct" else change.pass_through


def delta_of(line: UnitChange) -> Money:
    """New amount less previous amount of a line."""
    after = line_amount(line.new, line.new_unit_price or line.unit_price)
    return after - line_amount(line.previous, line.unit_price)


def summed(one: Totals, other: Totals) -> Totals:
    """Two totals added, column by column."""
    return Totals(**{name: getattr(one, name) + getattr(other, name) for name in COLUMNS})


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Totals) if field.name != "where")
"""The columns of a work order's totals."""


def totals_before(order: WorkOrder, earlier: Iterable[ChangeOrder]) -> Totals | None:
    """The totals as the work order and these change orders leave them; None where one does not state its delta."""
    totals = order.totals
    for change in earlier:
        if change.delta is None:
            return None
        totals = summed(totals, change.delta)
    return totals
