"""Figures of a study, an order or a decision as documents print them: the same drawings as on the site's pages.

Each function takes the records and what the template sees, and gives a drawing, several of them for a figure that is printed
for each entry of a list, or None where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from remit.blocks.drawing import Drawing
from remit.calc.acquisitions import costs
from remit.calc.bids import comparable
from remit.calc.change_steps import change_steps
from remit.calc.payments.calendar import payment_calendar
from remit.calc.plan import Plan, plan
from remit.calc.recorded import recorded_day
from remit.calc.scorecard import Row, Scorecard
from remit.calc.settlement.incentives import as_agreed
from remit.calc.settlement.study import settlement_of
from remit.calc.transition import Progress
from remit.documents.performance_report import attention
from remit.figures import prices as prices_drawn
from remit.figures.cash_flow import cash_flow as cash_drawn
from remit.figures.chance import chance_curve
from remit.figures.cost_history import cost_history
from remit.figures.crash_cost import crash_cost
from remit.figures.effort import effort_against_cap
from remit.figures.five_years import five_years
from remit.figures.gantt import gantt
from remit.figures.options import options as options_drawn
from remit.figures.payout import payout_curves, result_unit
from remit.figures.scorecard import glance
from remit.figures.scores import scores as scores_drawn
from remit.figures.speech import Speech
from remit.figures.transition import timeline
from remit.figures.trend import trend
from remit.figures.weights import weights as weights_drawn
from remit.figures.work_share import share_bars, work_share
from remit.model.changes import ChangeOrder
from remit.model.decisions import Decision
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Acquisition
from remit.model.planning import Schedule
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.model.selection import Selection, SelectionCriterion
from remit.model.services import Service
from remit.model.studies import Study

Drawn = Drawing | tuple[Drawing, ...] | None
Context = Mapping[str, Any]


def network(ledger: Ledger, context: Context, speech: Speech) -> Drawn:
    """The tasks of the study's schedule along the calendar with the critical path.

    An order shows them where one of them is an activity of a service that it buys; tasks that name no activity are anyone's.
    """
    schedule: Schedule | None = context["schedule"]
    order: WorkOrder = context["work_order"]
    if schedule is None:
        return None
    bought = {id for service in order.services for id in ledger.of(Service)[service].activities}
    named = {task.activity for task in schedule.tasks.values() if task.activity}
    return gantt(schedule, speech) if not named or named & bought else None


def payout(ledger: Ledger, context: Context, speech: Speech) -> Drawn:
    """What each measure of the shared risk earns or costs, as agreed: no result of today belongs into a contract."""
    order: WorkOrder = context["work_order"]
    if not order.risk_sharing:
        return None
    measures, metrics = as_agreed(order.risk_sharing), ledger.of(Metric)
    units = [result_unit(one.incentive, metrics, speech) for one in measures]
    return payout_curves(measures, units, order.number, speech)


def cash_flow(ledger: Ledger, context: Context, speech: Speech) -> Drawn:
    """What falls due in each month, as the records stand."""
    order: WorkOrder = context["work_order"]
    found = payment_calendar(ledger, order, recorded_day(ledger))
    return cash_drawn(found.months(), order.number, speech) if found and found.invoices else None


# ---- decisions and selections ---------------------------------------------------------------------------------------


def options(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The options of a decision by own people, cost and risk."""
    decision: Decision = context["decision"]
    return options_drawn(context["compared"], decision.chosen) if context["compared"] else None


def shares(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """Partners' share of the work before and after a decision."""
    limits: Thresholds = context["thresholds"]
    return work_share(share_bars(context["decision"]), float(limits.outsourced_share.value))


def _titles(ledger: Ledger, selection: Selection) -> dict[str, str]:
    return {id: ledger.of(SelectionCriterion)[id].title for id in selection.weights}


def scores(ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """Weighted scores of the bids, part by part."""
    one: Selection = context["selection"]
    return scores_drawn(
        context["standings"],
        {id: (title, str(one.weights[id])) for id, title in _titles(ledger, one).items()},
    )


def weights(ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The weights between which the first bid stays first."""
    one: Selection = context["selection"]
    names = {id: bid.bidder for id, bid in one.bids.items()}
    firm = context["robustness"]
    return weights_drawn(firm, _titles(ledger, one), names) if firm else None


def prices(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """Prices of the bids beside the median."""
    one: Selection = context["selection"]
    return prices_drawn.totals(tuple(one.bids.values()), context["thresholds"])


def unit_prices(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """Prices of one unit as multiples of the median."""
    one: Selection = context["selection"]
    lines = {id: line.description for id, line in one.grid.items()}
    return prices_drawn.unit_prices(lines, comparable(one), context["thresholds"])


# ---- performance ----------------------------------------------------------------------------------------------------


def scorecard(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The scorecard at a glance."""
    return glance(context["card"])


def trends(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The course of each metric that needs attention, in the order of ``attention``."""
    return _courses(attention(context["card"]), context["study"])


def courses(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The course of each metric that was measured, in the order of ``courses``."""
    card: Scorecard = context["card"]
    return _courses(card.rows, context["study"])


def _courses(rows: Iterable[Row], study: Study) -> tuple[Drawing, ...]:
    drawn = (trend(row.course, study.protocol_id, row.ahead) for row in rows)
    return tuple(one for one in drawn if one)


def effort(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The sponsor's effort against its cap, up to the period."""
    return effort_against_cap(context["spent"])


def transition(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The way to another oversight level, with what is done of it."""
    ways: tuple[Progress, ...] = context["ways"]
    return timeline(ways[-1]) if ways else None


def chance(ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The chance that the tasks of the study's schedule are done by each day."""
    found = _plan(ledger, context)
    return chance_curve(found) if found else None


def earlier_end(ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The least cost of an earlier end of those tasks."""
    found = _plan(ledger, context)
    return crash_cost(found, found.crashing.curve()) if found and found.crashing else None


def _plan(ledger: Ledger, context: Context) -> Plan | None:
    study: Study = context["study"]
    schedule = next(iter(ledger.in_study(Schedule, study.id)), None)
    return plan(schedule) if schedule and schedule.tasks else None


def payouts_as_they_stand(ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The payout curves of the CRO's orders with the results that are known or expected, as the records stand today."""
    study, cro = context["study"], context["cro"]
    drawn = []
    for order in (one for one in ledger.in_study(WorkOrder, study.id) if one.cro == cro.id):
        settled = settlement_of(ledger, order, recorded_day(ledger))
        if settled.bonus_malus:
            measures = settled.bonus_malus.measures
            units = [result_unit(one.incentive, settled.facts.metrics) for one in measures]
            drawn.append(payout_curves(measures, units, order.number))
    return tuple(drawn)


# ---- change orders and systems --------------------------------------------------------------------------------------


def contract_value(ledger: Ledger, context: Context, speech: Speech) -> Drawn:
    """How the value of the order has grown, against the limits of the playbook: nothing to show to the other party."""
    change: ChangeOrder = context["change_order"]
    steps = change_steps(ledger, ledger.of(WorkOrder)[change.work_order])
    place = next((at for at, one in enumerate(steps) if one.change.id == change.id), None)
    return None if place is None else cost_history(steps[: place + 1], speech)


def years(_ledger: Ledger, context: Context, _speech: Speech) -> Drawn:
    """The cost of the options of an acquisition by year."""
    one: Acquisition = context["acquisition"]
    return five_years(one, costs(one, context["systems"].discount_rate))
