"""What a settlement looks at, gathered from the records of a playbook."""

from __future__ import annotations

import datetime as dt

from remit.calc.current_order import current_order
from remit.calc.orders import changes_in_force
from remit.calc.payments.known_dates import KnownDates
from remit.calc.settlement.results import Facts
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.performance import Performance
from remit.model.planning import Schedule
from remit.model.quality import Metric
from remit.model.settlement import Settlement


def facts_of(ledger: Ledger, order: WorkOrder, as_of: dt.date) -> Facts:
    """The order with the change orders in force, the dates, the reported periods and what was agreed, as of a day."""
    schedules = {one.study: one for one in ledger.of(Schedule).values()}
    periods = [
        one for one in ledger.in_study(Performance, order.study) if one.cro == order.cro and one.last <= as_of
    ]
    party = ledger.of(Party).get(order.cro)
    agreed = [one for one in ledger.in_study(Settlement, order.study) if one.work_order == order.id]
    return Facts(
        order=current_order(order, changes_in_force(ledger, order, as_of)),
        cro=party.short_name if party else order.cro,
        country=party.address.country if party else "",
        metrics=ledger.of(Metric),
        dates=KnownDates(schedules, as_of),
        periods=tuple(sorted(periods, key=lambda one: (one.last, one.id))),
        agreed=agreed[0] if agreed else None,
    )
