"""Which contracts belong to a study, and which change orders to a contract, looked up once for a whole ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from operator import attrgetter

from remit.calc.validity import effective_date
from remit.findings import Where
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder


def all_orders_for(ledger: Ledger, study: str) -> tuple[WorkOrder, ...]:
    """The work orders of a study and those of other studies that cover it, in the order of their files."""
    return ledger.once(_orders_by_study).get(study, ())


def orders_for(ledger: Ledger, study: str) -> tuple[WorkOrder, ...]:
    """The work orders of a study and those of other studies that cover it, without superseded ones."""
    return tuple(order for order in all_orders_for(ledger, study) if order.status != "superseded")


def _orders_by_study(ledger: Ledger) -> Mapping[str, tuple[WorkOrder, ...]]:
    found: dict[str, list[WorkOrder]] = {}
    for order in ledger.of(WorkOrder).values():
        for study in dict.fromkeys((order.study, *order.also_covers)):
            found.setdefault(study, []).append(order)
    return {study: tuple(orders) for study, orders in found.items()}


def all_changes_of(ledger: Ledger, order: WorkOrder) -> tuple[ChangeOrder, ...]:
    """The change orders of a work order in the order of their files."""
    return ledger.once(_changes_by_order).get(order.id, ())


def _changes_by_order(ledger: Ledger) -> Mapping[str, tuple[ChangeOrder, ...]]:
    found: dict[str, list[ChangeOrder]] = {}
    for change in ledger.of(ChangeOrder).values():
        found.setdefault(change.work_order, []).append(change)
    return {order: tuple(changes) for order, changes in found.items()}


def changes_of(ledger: Ledger, order: WorkOrder) -> tuple[ChangeOrder, ...]:
    """The change orders of a work order in sequence, without superseded ones."""
    valid = (one for one in all_changes_of(ledger, order) if one.status != "superseded")
    return tuple(sorted(valid, key=attrgetter("sequence")))


def last_day_of(ledger: Ledger, order: WorkOrder) -> tuple[dt.date, Where]:
    """The last day of a work order, also as change orders extend it, and where it is said."""
    ends = [(one.end, one.at("end")) for one in changes_of(ledger, order) if one.end]
    return max([(order.end, order.at("end")), *ends], key=lambda end: end[0])


def changes_in_force(ledger: Ledger, order: WorkOrder, day: dt.date) -> tuple[ChangeOrder, ...]:
    """The change orders of a work order that are executed and apply on a day, in sequence, up to the first that is not."""
    found: list[ChangeOrder] = []
    for change in changes_of(ledger, order):
        since = effective_date(change)
        if change.status != "executed" or since is None or since > day:
            break
        found.append(change)
    return tuple(found)
