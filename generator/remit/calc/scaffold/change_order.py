"""A new change order: computed from what a work order says today, against what was signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from remit.calc.change_order import Changed, change_between, next_version, standing, touched_duties
from remit.calc.changes import Priced
from remit.calc.current_order import current_order, repriced
from remit.calc.orders import changes_of
from remit.calc.scaffold.document import front_matter, signing
from remit.calc.scaffold.lookup import named
from remit.findings import CannotGoOn, error
from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder
from remit.model.draft import Draft, Remark
from remit.model.ledger import Ledger
from remit.model.money import PassThroughLine, UnitLine, WorkOrder
from remit.model.services import Service
from remit.model.studies import Study, Transfer

L = TypeVar("L", UnitLine, PassThroughLine)
_WORDS = "say in 'consequences' how {} changes: a change order has no field of its own for it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A work order as it was signed, and the countries that its study had then (ISO 3166)."""

    order: WorkOrder
    countries: Sequence[str]


def new_change_order(
    ledger: Ledger, id: str, order_id: str, today: dt.date, signed: Signed | None = None
) -> Draft:
    """A draft change order to a work order, next in its sequence.

    With ``signed`` it holds everything that the work order's record says otherwise today. Where earlier change orders moved
    a line, the difference is added to what they left. Without ``signed`` it holds the cost history, and people write the
    change. Raises CannotGoOn where nothing differs.
    """
    order = named(ledger, WorkOrder, order_id, "work order")
    study = named(ledger, Study, order.study, "study")
    earlier = changes_of(ledger, order)
    first = signed.order if signed else order
    known = {
        *(signed.countries if signed else study.countries),
        *(c for one in earlier for c in one.countries_in),
    }
    countries = tuple(code for code in study.countries if code not in known)
    wanted = _wanted(ledger, first, order, earlier)
    changed = change_between(first, earlier, wanted, countries_in=countries, step=id.upper())
    if signed and not _says_something(changed):
        message = f"{order.number} and its study say today what was signed, so there is nothing to change"
        hint = (
            "change the work order's record first, or leave --from-drift out; "
            "what drift shows of other records, such as the master agreement, is agreed with those"
        )
        raise CannotGoOn(error("NEW-007", message, order.where, hint))
    return _draft(ledger, id, order, study, earlier, changed, today, computed=signed is not None)


def _wanted(ledger: Ledger, first: WorkOrder, today: WorkOrder, earlier: Sequence[ChangeOrder]) -> WorkOrder:
    """The order that people want: the record as it stands, or what was agreed with the record's own moves on top."""
    if not earlier:
        return today
    agreed = current_order(first, earlier)
    master = ledger.of(MasterAgreement).get(today.master)
    grown = replace(
        agreed,
        services=tuple(dict.fromkeys((*agreed.services, *today.services))),
        direct={**agreed.direct, **_added(first.direct, today.direct)},
        pass_through={**agreed.pass_through, **_added(first.pass_through, today.pass_through)},
        assumptions={
            **agreed.assumptions,
            **{id: one for id, one in today.assumptions.items() if first.assumptions.get(id) != one},
        },
    )
    return repriced(
        grown,
        direct=dict(_moved(first.direct, today.direct, agreed.direct)),
        pass_through=dict(_moved(first.pass_through, today.pass_through, agreed.pass_through)),
        end=today.end if today.end != first.end else None,
        terms=master.payment_terms if master else None,
    )


def _added(first: Mapping[str, L], today: Mapping[str, L]) -> dict[str, L]:
    return {id: line for id, line in today.items() if id not in first}


def _moved(
    first: Mapping[str, L], today: Mapping[str, L], agreed: Mapping[str, L]
) -> Iterator[tuple[str, Priced]]:
    """Lines that the record moved or dropped: the move on top of what was agreed since; what is dropped comes to nothing."""
    for id, was in first.items():
        held, now = agreed.get(id), today.get(id)
        if held is None:
            continue
        if now is None:
            yield id, Priced(Decimal(0), held.unit_price)
        elif (now.quantity, now.unit_price) != (was.quantity, was.unit_price):
            price = now.unit_price if now.unit_price != was.unit_price else held.unit_price
            yield id, Priced(held.quantity + now.quantity - was.quantity, price)


def _says_something(changed: Changed) -> bool:
    values = changed.values()
    moves = {name for name in values if name not in ("delta", "totals", "cost_history")}
    return bool(moves or changed.not_expressed)


def _draft(
    ledger: Ledger,
    id: str,
    order: WorkOrder,
    study: Study,
    earlier: Sequence[ChangeOrder],
    changed: Changed,
    today: dt.date,
    *,
    computed: bool,
) -> Draft:
    number = id.upper()
    why = "Computed from the records and the signed order" if computed else "First draft"
    values: dict[str, Any] = front_matter(
        ledger, number, f"Change Order {number} to Work Order {order.number}", today, why, order
    )
    parties = [party for party in (study.sponsor, order.cro) if party]
    values["signatures"], unsigned = signing(
        ledger, parties, ChangeOrder, order, changed.totals.contract_value
    )
    values |= {
        "work_order": order.id,
        "sequence": len(earlier) + 1,
        "requested": today,
        **({"language": order.language} if order.language else {}),
    }
    values |= changed.values()
    remarks = [*unsigned, *_remarks(ledger, changed)]
    version = _transfer_version(ledger, study, changed)
    if version:
        values["transfer_version"] = version
        remarks.append(
            Remark(
                ("transfer_version",),
                "the change touches duties of the sponsor: give the transfer this version",
            )
        )
    headline = (
        f"Change order {len(earlier) + 1} to {order.number}. {why}; reason, trigger and requester are open."
    )
    return Draft(ChangeOrder, headline, values, tuple(remarks))


def _remarks(ledger: Ledger, changed: Changed) -> Iterator[Remark]:
    limit = standing(changed.growth, ledger.playbook.thresholds)
    if limit != "within limits":
        told = f"all change orders together add {changed.growth.value:.2f} % to the original direct fees: {limit}"
        yield Remark(("delta",), told)
    for name in changed.not_expressed:
        yield Remark(("consequences",), _WORDS.format(f"'{name.replace('_', ' ')}'"))


def _transfer_version(ledger: Ledger, study: Study, changed: Changed) -> str:
    touched = touched_duties(
        ledger.of(Service), changed.countries_in, changed.services_in, changed.services_out
    )
    transfer = ledger.of(Transfer).get(study.id)
    return next_version(transfer.version) if touched and transfer else ""
