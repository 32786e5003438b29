"""Figures of a study, an order or a decision as documents print them: the same drawings as on the site's pages.

Each function takes the records and what the template sees, and gives a drawing, several of them for a figure that is printed
for each entry of a list, or None where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from remit.blocks.drawing import Drawing
from remit.calc.payments.calendar import payment_calendar
from remit.calc.recorded import recorded_day
from remit.calc.settlement.incentives import as_agreed
from remit.figures.cash_flow import cash_flow as cash_drawn
from remit.figures.gantt import gantt
from remit.figures.payout import payout_curves, result_unit
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.planning import Schedule
from remit.model.quality import Metric
from remit.model.services import Service

Drawn = Drawing | tuple[Drawing, ...] | None
Context = Mapping[str, Any]


def network(ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The tasks of the study's schedule along the calendar with the critical path.

    An order shows them where one of them is an activity of a service that it buys; tasks that name no activity are anyone's.
    """
    schedule: Schedule | None = context["schedule"]
    order: WorkOrder = context["work_order"]
    if schedule is None:
        return None
    bought = {id for service in order.services for id in ledger.of(Service)[service].activities}
    named = {task.activity for task in schedule.tasks.values() if task.activity}
    return gantt(schedule) if not named or named & bought else None


def payout(ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """What each measure of the shared risk earns or costs, as agreed: no result of today belongs into a contract."""
    order: WorkOrder = context["work_order"]
    if not order.risk_sharing:
        return None
    measures, metrics = as_agreed(order.risk_sharing), ledger.of(Metric)
    return payout_curves(measures, [result_unit(one.incentive, metrics) for one in measures], order.number)


def cash_flow(ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """What falls due in each month, as the records stand."""
    order: WorkOrder = context["work_order"]
    found = payment_calendar(ledger, order, recorded_day(ledger))
    return cash_drawn(found.months(), order.number) if found and found.invoices else None
