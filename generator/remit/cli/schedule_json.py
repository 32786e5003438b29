"""A schedule for other programs; schema/schedule_schema.py describes every field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from remit.calc import outlook
from remit.calc.business_days import calendar_of
from remit.calc.crashing import Hurried
from remit.calc.loading import Load
from remit.calc.milestones import Standing
from remit.calc.plan import Plan
from remit.model.ledger import Ledger
from remit.model.parties import Role

PATHS = 100
"""Most critical paths that are listed."""


def data(ledger: Ledger, plan: Plan, wanted: int | None, hurried: Hurried | None) -> dict[str, Any]:
    """Everything that is known of a schedule. ``wanted`` is the length asked for, ``hurried`` the cheapest way to it."""
    schedule = plan.schedule
    calendar = calendar_of(schedule)
    return {
        "as_of": _day(plan.as_of),
        "start": _day(schedule.start),
        "calendar": {
            "country": schedule.calendar,
            "holidays_known": calendar.knows_holidays,
            "closures": [
                {"title": one.title, "first": _day(one.first), "last": _day(one.last or one.first)}
                for one in schedule.closures
            ],
        },
        "network": _network(plan),
        "simulation": {
            "runs": plan.simulation.runs,
            "seed": plan.simulation.seed,
            "mean": _rounded(plan.simulation.mean),
            "deviation": _rounded(plan.simulation.deviation),
        },
        "chances": [
            {
                "why": one.why,
                "days": one.days,
                "day": _day(one.day),
                "formula": _share(one.formula),
                "simulated": _share(one.simulated),
                "margin": _share(one.margin),
            }
            for one in outlook.chances(plan)
        ],
        "comparison": outlook.comparison(plan),
        "tasks": list(_tasks(plan)),
        "crashing": _crashing(plan, wanted, hurried),
        "milestones": [_milestone(plan, one) for one in plan.standings],
        "loads": [_load(ledger, one) for one in plan.loads],
        "attention": list(outlook.attention(plan)),
    }


def _network(plan: Plan) -> dict[str, Any]:
    network = plan.expected
    paths = [list(path) for path in islice(network.paths(), PATHS + 1)]
    return {
        "expected_length": _rounded(network.length),
        "expected_end": _day(plan.day(float(network.length))),
        "likely_length": _rounded(plan.likely.length),
        "variance": _rounded(network.variance),
        "deviation": _rounded(float(network.variance) ** 0.5),
        "target": plan.target,
        "target_day": _day(plan.day(plan.target)),
        "critical_paths": paths[:PATHS],
        "more_critical_paths": len(paths) > PATHS,
    }


def _tasks(plan: Plan) -> Iterator[dict[str, Any]]:
    for id, placed in plan.expected.tasks.items():
        task, span = plan.schedule.tasks[id], plan.spans[id]
        yield {
            "id": id,
            "title": task.title,
            "after": list(plan.expected.before[id]),
            "role": task.role,
            "optimistic": task.optimistic,
            "likely": task.likely,
            "pessimistic": task.pessimistic,
            "expected": _rounded(placed.early_finish - placed.early_start),
            "early_start": _rounded(placed.early_start),
            "early_finish": _rounded(placed.early_finish),
            "late_start": _rounded(placed.late_start),
            "late_finish": _rounded(placed.late_finish),
            "early_start_day": _day(span.early_start),
            "early_finish_day": _day(span.early_finish),
            "late_start_day": _day(span.late_start),
            "late_finish_day": _day(span.late_finish),
            "slack": _rounded(placed.slack),
            "free_slack": _rounded(placed.free_slack),
            "critical": placed.slack == 0,
            "criticality": _share(plan.simulation.criticality[id]),
        }


def _crashing(plan: Plan, wanted: int | None, hurried: Hurried | None) -> dict[str, Any] | None:
    crash = plan.crashing
    if crash is None:
        return None
    return {
        "currency": crash.currency,
        "longest": crash.longest,
        "shortest": crash.shortest,
        "curve": [
            {"length": one.length, "day": _day(plan.day(one.length)), "cost": f"{one.cost.amount:f}"}
            for one in crash.curve()
        ],
        "asked": None if wanted is None else _asked(plan, wanted, hurried),
    }


def _asked(plan: Plan, wanted: int, hurried: Hurried | None) -> dict[str, Any]:
    saved = []
    for id, days in hurried.saved.items() if hurried else ():
        cost = plan.schedule.tasks[id].crash_cost
        saved.append(
            {"task": id, "days": days, "cost": f"{cost.times(Decimal(days)).amount:f}" if cost else "0"}
        )
    return {
        "length": wanted,
        "feasible": hurried is not None,
        "cost": f"{hurried.cost.amount:f}" if hurried else None,
        "saved": saved,
    }


def _milestone(plan: Plan, one: Standing) -> dict[str, Any]:
    said = outlook.of_network(plan, one)
    milestone = one.milestone
    return {
        "id": milestone.id,
        "title": milestone.title,
        "event": milestone.event,
        "contractual": milestone.contractual,
        "baseline": _day(milestone.baseline),
        "forecast": _day(milestone.forecast),
        "actual": _day(one.known) if one.reached else None,
        "known": _day(one.known),
        "slip": one.slip,
        "slip_unit": "business day" if one.in_business_days else "calendar day",
        "tolerance": str(milestone.tolerance),
        "status": one.status,
        "task": milestone.task,
        "network_day": _day(said.day) if said else None,
        "network_chance": _share(said.by_baseline) if said else None,
    }


def _load(ledger: Ledger, one: Load) -> dict[str, Any]:
    role = ledger.of(Role).get(one.role)
    return {
        "role": one.role,
        "title": role.title if role else one.role,
        "month": one.month,
        "by_tasks": f"{one.from_tasks:f}",
        "tasks": list(one.tasks),
        "needed": None if one.needed is None else f"{one.needed:f}",
        "available": None if one.available is None else f"{one.available:f}",
        "missing": f"{one.over:f}",
    }


def _rounded(days: Fraction | float) -> float:
    """Days to a thousandth."""
    return round(float(days), 3)


def _share(share: float) -> float:
    """A share of one to four places: what 10,000 runs can tell."""
    return round(share, 4)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
