"""Figures of a study, an order or a decision as documents print them: the same drawings as on the site's pages.

Each function takes the records and what the template sees, and gives a drawing, several of them for a figure that is printed
for each entry of a list, or None where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from remit.blocks.drawing import Drawing
from remit.calc.bids import comparable
from remit.calc.payments.calendar import payment_calendar
from remit.calc.recorded import recorded_day
from remit.calc.settlement.incentives import as_agreed
from remit.calc.transition import Progress
from remit.documents.performance_report import attention
from remit.figures import prices as prices_drawn
from remit.figures.cash_flow import cash_flow as cash_drawn
from remit.figures.effort import effort_against_cap
from remit.figures.gantt import gantt
from remit.figures.options import options as options_drawn
from remit.figures.payout import payout_curves, result_unit
from remit.figures.scorecard import glance
from remit.figures.scores import scores as scores_drawn
from remit.figures.transition import timeline
from remit.figures.trend import trend
from remit.figures.weights import weights as weights_drawn
from remit.figures.work_share import share_bars, work_share
from remit.model.decisions import Decision
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.planning import Schedule
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.model.selection import Selection, SelectionCriterion
from remit.model.services import Service
from remit.model.studies import Study

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


# ---- decisions and selections ---------------------------------------------------------------------------------------


def options(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The options of a decision by own people, cost and risk."""
    decision: Decision = context["decision"]
    return options_drawn(context["compared"], decision.chosen) if context["compared"] else None


def shares(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """Partners' share of the work before and after a decision."""
    limits: Thresholds = context["thresholds"]
    return work_share(share_bars(context["decision"]), float(limits.outsourced_share.value))


def _titles(ledger: Ledger, selection: Selection) -> dict[str, str]:
    return {id: ledger.of(SelectionCriterion)[id].title for id in selection.weights}


def scores(ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """Weighted scores of the bids, part by part."""
    one: Selection = context["selection"]
    return scores_drawn(
        context["standings"],
        {id: (title, str(one.weights[id])) for id, title in _titles(ledger, one).items()},
    )


def weights(ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The weights between which the first bid stays first."""
    one: Selection = context["selection"]
    names = {id: bid.bidder for id, bid in one.bids.items()}
    firm = context["robustness"]
    return weights_drawn(firm, _titles(ledger, one), names) if firm else None


def prices(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """Prices of the bids beside the median."""
    one: Selection = context["selection"]
    return prices_drawn.totals(tuple(one.bids.values()), context["thresholds"])


def unit_prices(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """Prices of one unit as multiples of the median."""
    one: Selection = context["selection"]
    lines = {id: line.description for id, line in one.grid.items()}
    return prices_drawn.unit_prices(lines, comparable(one), context["thresholds"])


# ---- performance ----------------------------------------------------------------------------------------------------


def scorecard(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The scorecard at a glance."""
    return glance(context["card"])


def trends(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The course of each metric that needs attention, in the order of ``attention``."""
    study: Study = context["study"]
    drawn = (trend(row.course, study.protocol_id, row.ahead) for row in attention(context["card"]))
    return tuple(one for one in drawn if one)


def effort(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The sponsor's effort against its cap, up to the period."""
    return effort_against_cap(context["spent"])


def transition(_ledger: Ledger, context: Context, _locale: str) -> Drawn:
    """The way to another oversight level, with what is done of it."""
    ways: tuple[Progress, ...] = context["ways"]
    return timeline(ways[-1]) if ways else None
