"""What commands are asked about: a study, by its id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from remit.calc.orders import changes_of
from remit.findings import CannotGoOn, Where, error
from remit.model.fields import Record
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.settlement import Settlement
from remit.model.studies import Study
from remit.schema.nearest import nearest

R = TypeVar("R", bound=Record)


def study_in(ledger: Ledger, id: str) -> Study:
    """The study of this id; CannotGoOn names those that there are."""
    studies = ledger.of(Study)
    if id not in studies:
        hint = nearest(id, list(studies)) or f"there are: {', '.join(studies) or 'none'}"
        raise CannotGoOn(error("CLI-003", f"there is no study '{id}'", Where("data/studies"), hint))
    return studies[id]


def record_in(ledger: Ledger, cls: type[R], study: str, name: str) -> R:
    """The record of which a study has one, in the file of this name; CannotGoOn where it has none."""
    found = ledger.in_study(cls, study)
    if not found:
        file = f"data/studies/{study}/{name}.yaml"
        hint = f"write {file}; the data dictionary of the website says which fields it has"
        raise CannotGoOn(error("CLI-003", f"study '{study}' has no {name}", Where(file), hint))
    return found[0]


def calculable(ledger: Ledger, orders: Iterable[WorkOrder]) -> tuple[WorkOrder, ...]:
    """The orders, if their sums and those of their change orders and settlements mean something.

    CannotGoOn names the first that was not read whole or mixes currencies.
    """
    from remit.rules.prices import amounts
    from remit.rules.rule import whole

    found = tuple(orders)
    for order in found:
        settlements = (one for one in ledger.of(Settlement).values() if one.work_order == order.id)
        records = (order, *changes_of(ledger, order), *settlements)
        strange = [
            where for one in records for money, where in amounts(one) if money.currency != order.currency
        ]
        unread = [one.where for one in records if not whole(ledger, one)]
        for place in (*unread, *strange):
            hint = "put right what 'remit check' says of it"
            message = f"{order.number} cannot be calculated: its records are not whole, or mix currencies"
            raise CannotGoOn(error("CLI-008", message, place, hint))
    return found
