"""A change order computed from two versions of a work order: what changes, by how much, and what the order costs after it.

The way to a change order in three steps, all pure functions:

    now  = current_order(order, earlier)                  what is agreed today (calc/current_order.py)
    new  = repriced(now, direct={...}, end=...)           what shall be agreed, with all that follows from the lines
    what = change_between(order, earlier, new)            the fields of the change order
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, Literal

from remit.calc.changes import COLUMNS, delta_of, original_lines
from remit.calc.current_order import assumed, current_order
from remit.calc.money import total
from remit.calc.validity import effective_date
from remit.frozen import dataclass
from remit.model.changes import AssumptionChange, ChangeOrder, HistoryRow, UnitChange
from remit.model.draft import plain
from remit.model.money import (
    Advance,
    PassThroughLine,
    PaymentMilestone,
    Totals,
    UnitLine,
    WorkOrder,
)
from remit.model.playbook import Thresholds
from remit.model.services import Service
from remit.model.values import Money, Percent

Line = UnitLine | PassThroughLine

NOT_ASSUMED = "none"
"""The former value of an assumption that a change order adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The fields of a change order that follow from the two versions; each has the name that the record gives it.

    ``growth`` is what all change orders up to this one add to the original direct fees, in percent. ``not_expressed``
    names fields of the work order that differ, too, but for which a change order has no field: they need words.
    """

    services_in: tuple[str, ...]
    services_out: tuple[str, ...]
    countries_in: tuple[str, ...]
    end: dt.date | None
    assumptions: Mapping[str, AssumptionChange]
    direct: Mapping[str, UnitChange]
    pass_through: Mapping[str, UnitChange]
    delta: Totals
    totals: Totals
    cost_history: tuple[HistoryRow, ...]
    base_amount: Money | None
    units_amount: Money | None
    milestones: Mapping[str, PaymentMilestone]
    advances: Mapping[str, Advance]
    growth: Percent
    not_expressed: tuple[str, ...]

    def values(self) -> dict[str, Any]:
        """The fields as the draft of a record holds them; what did not change is left out."""
        names = [one.name for one in fields(self) if one.name not in ("growth", "not_expressed")]
        return {name: plain(value) for name in names if (value := getattr(self, name))}


def change_between(
    order: WorkOrder,
    earlier: Sequence[ChangeOrder],
    new: WorkOrder,
    *,
    countries_in: Sequence[str] = (),
    step: str = "",
) -> Changed:
    """What a change order says that leads from a work order with its earlier change orders to ``new``.

    ``step`` names it in the cost history (CO-01, CO-02 ... by default). Payment milestones and base are given where any
    of them changes, advances where one is re-sized. Raises ValueError where the currencies differ.
    """
    now = current_order(order, earlier)
    delta = _less(new.totals, now.totals)
    schedule = (now.payment.base_amount, now.payment.units_amount, dict(now.payment.milestones))
    recut = schedule != (new.payment.base_amount, new.payment.units_amount, dict(new.payment.milestones))
    found = Changed(
        services_in=tuple(id for id in new.services if id not in now.services),
        services_out=tuple(id for id in now.services if id not in new.services),
        countries_in=tuple(countries_in),
        end=new.end if new.end != now.end else None,
        assumptions=_assumptions(order, now, new),
        direct=_lines(original_lines(order, "direct"), now.direct, new.direct),
        pass_through=_lines(original_lines(order, "pass_through"), now.pass_through, new.pass_through),
        delta=delta,
        totals=new.totals,
        cost_history=_history(order, earlier, delta, new.totals, step or f"CO-{len(earlier) + 1:02}"),
        base_amount=new.payment.base_amount if recut and new.payment.milestones else None,
        units_amount=new.payment.units_amount if recut else None,
        milestones=new.payment.milestones if recut else {},
        advances={id: one for id, one in new.advances.items() if now.advances.get(id) != one},
        growth=growth(order, (*(one.delta for one in earlier if one.delta), delta)),
        not_expressed=(),
    )
    return replace(found, not_expressed=_missing(current_order(now, [as_record(found, order)]), new))


def as_record(changed: Changed, order: WorkOrder) -> ChangeOrder:
    """The computed fields as a change order to ``order``; what only people know is left blank."""
    names = [one.name for one in fields(changed) if one.name not in ("growth", "not_expressed")]
    return ChangeOrder(
        number="",
        title="",
        version="0.1",
        status="draft",
        work_order=order.id,
        study=order.study,
        sequence=len(changed.cost_history) - 2,
        trigger="administrative",
        requested_by="",
        requested=dt.date.min,
        reason="",
        **{name: getattr(changed, name) for name in names},
    )


def growth(order: WorkOrder, deltas: Iterable[Totals]) -> Percent:
    """What changes together add to the original direct fees, in percent of them, not rounded; 0 % of no fees."""
    original = order.totals.direct
    added = total((delta.direct for delta in deltas), order.currency)
    return Percent(added.amount / original.amount * 100 if original.amount else Decimal(0))


Standing = Literal["within limits", "to be noticed", "to be approved"]


def standing(grown: Percent, limits: Thresholds) -> Standing:
    """What cumulative growth calls for: nothing, a look at the whole study (MON-029), or executive approval (MON-030)."""
    if grown.value > limits.change_order_limit.value:
        return "to be approved"
    return "to be noticed" if grown.value > limits.change_order_warning.value else "within limits"


def touched_duties(
    services: Mapping[str, Service],
    countries_in: Collection[str],
    services_in: Collection[str] = (),
    services_out: Collection[str] = (),
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why a change takes a new version of the transfer of obligations: field of the change order, and names.

    A new country brings duties of its own; a service brings or takes those of its activities (21 CFR 312.52(a), ICH E6(R3)
    3.6.2). Empty where no duty is touched.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    if countries_in:
        found.append(("countries_in", tuple(countries_in)))
    for field, ids in (("services_in", services_in), ("services_out", services_out)):
        known = [services[id] for id in ids if id in services]
        titles = tuple(one.title for one in known if any(act.duties for act in one.activities.values()))
        if titles:
            found.append((field, titles))
    return tuple(found)


def next_version(version: str) -> str:
    """The next minor version of a document: 1.1 after 1.0; a version that is no major.minor gets .1 behind it."""
    major, dot, minor = version.rpartition(".")
    return f"{major}.{int(minor) + 1}" if dot and minor.isascii() and minor.isdecimal() else f"{version}.1"


# ---- differences ----------------------------------------------------------------------------------------------------


def _less(after: Totals, before: Totals) -> Totals:
    return Totals(**{name: getattr(after, name) - getattr(before, name) for name in COLUMNS})


def _assumptions(order: WorkOrder, now: WorkOrder, new: WorkOrder) -> Mapping[str, AssumptionChange]:
    found = {}
    for id, one in new.assumptions.items():
        before = now.assumptions.get(id)
        if before is None or assumed(before) != assumed(one):
            first = order.assumptions.get(id)
            found[id] = AssumptionChange(
                id=id,
                original=assumed(first) if first else NOT_ASSUMED,
                current=assumed(before) if before else NOT_ASSUMED,
                new=assumed(one),
            )
    return found


def _lines(
    first: Mapping[str, Any], now: Mapping[str, Line], new: Mapping[str, Line]
) -> Mapping[str, UnitChange]:
    ids = (*new, *(id for id in now if id not in new))
    lines = ((id, _line(id, first, now.get(id), new.get(id))) for id in ids)
    return {id: line for id, line in lines if line is not None}


def _line(id: str, first: Mapping[str, Any], now: Line | None, new: Line | None) -> UnitChange | None:
    before, after = now or new, new or now
    if before is None or after is None:
        return None
    moved = after.unit_price != before.unit_price and new is not None
    cap, old_cap = getattr(after, "cap", None), getattr(before, "cap", None)
    new_cap = cap if new is not None and (now is None or cap != old_cap) else None
    previous, quantity = now.quantity if now else Decimal(0), new.quantity if new else Decimal(0)
    if previous == quantity and not moved and new_cap is None:
        return None
    line = UnitChange(
        id=id,
        original=first[id].quantity if id in first else Decimal(0),
        previous=previous,
        new=quantity,
        unit_price=before.unit_price,
        new_unit_price=after.unit_price if moved else None,
        delta=Money(Decimal(0), before.unit_price.currency),
        new_cap=new_cap,
        **(_added(new) if now is None and new is not None else {}),
    )
    return replace(line, delta=delta_of(line))


def _added(line: Line) -> dict[str, Any]:
    kind = {"service": line.service} if isinstance(line, UnitLine) else {"stream": line.stream}
    return {"description": line.description, "unit": line.unit, **kind}


def _history(
    order: WorkOrder, earlier: Sequence[ChangeOrder], delta: Totals, totals: Totals, step: str
) -> tuple[HistoryRow, ...]:
    rows = [_row("Original", effective_date(order), order.totals)]
    nothing = _less(order.totals, order.totals)
    rows += [_row(one.number, effective_date(one), one.delta or nothing) for one in earlier]
    return (*rows, _row(step, None, delta), _row("Total", None, totals))


def _row(step: str, effective: dt.date | None, totals: Totals) -> HistoryRow:
    return HistoryRow(
        step=step,
        effective=effective,
        direct=totals.direct,
        pass_through=totals.pass_through,
        total=totals.contract_value,
    )


def _missing(reached: WorkOrder, wanted: WorkOrder) -> tuple[str, ...]:
    """Fields of the work order in which the change order does not lead to the wanted version."""
    names = [one.name for one in fields(WorkOrder) if one.name not in DOCUMENT_ONLY]
    return tuple(name for name in names if getattr(reached, name) != getattr(wanted, name))


DOCUMENT_ONLY = frozenset(
    {
        "where",
        "id",
        "number",
        "title",
        "version",
        "status",
        "effective_date",
        "history",
        "signatures",
        "language",
    }
)
"""Fields that tell a document and its version apart and that no change order changes."""
