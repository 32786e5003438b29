"""What a plan says in words: how likely it is in time by formula and simulation, why they differ, what needs a decision."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal

from remit.calc.loading import Load
from remit.calc.milestones import Standing
from remit.calc.plan import Plan
from remit.frozen import dataclass

SHARES = (0.5, 0.8, 0.9, 0.95)
"""Probabilities for which a plan says how many days to agree on."""
_NAMED = 2
"""Competing tasks that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The probability to finish within ``days`` business days, on ``day``: by the normal formula and as share of the runs.

    ``margin`` is the standard error of the share. ``why`` says what the row stands for.
    """

    why: str
    days: int
    day: dt.date | None
    formula: float
    simulated: float
    margin: float


def chance(plan: Plan, days: int, why: str) -> Chance:
    """Both probabilities to finish within a number of business days."""
    return Chance(
        why=why,
        days=days,
        day=plan.day(days),
        formula=plan.expected.chance(days),
        simulated=plan.simulation.chance(days),
        margin=plan.simulation.margin(days),
    )


def chances(plan: Plan) -> tuple[Chance, ...]:
    """The chance of the target, then the whole days within which 50, 80, 90 and 95 % of the runs end."""
    rows = [chance(plan, plan.target, "target")]
    for share in SHARES:
        days = math.ceil(plan.simulation.days_for(share))
        rows.append(chance(plan, days, f"{percent(share)} of the runs"))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfNetwork:
    """What the network says of a milestone that is not reached: the expected day, and the share of runs by its baseline."""

    day: dt.date | None
    by_baseline: float


def of_network(plan: Plan, one: Standing) -> OfNetwork | None:
    """The network's word on a milestone; None where it is reached, or where no task's end is named for it."""
    task = one.milestone.task
    if one.reached or task is None or task not in plan.spans:
        return None
    finish = plan.simulation.finishes[task]
    return OfNetwork(
        day=plan.spans[task].early_finish,
        by_baseline=float((finish <= plan.length_to(one.milestone.baseline)).mean()),
    )


def comparison(plan: Plan) -> str:
    """Why formula and simulation give different chances at the target, or that they do not, in a sentence or two."""
    at = chance(plan, plan.target, "target")
    gap = at.simulated - at.formula
    if abs(gap) <= 2 * at.margin + 0.005:
        told = "Formula and simulation agree here"
        return (
            f"{told}, although other paths compete: {_rivals(plan)}."
            if plan.rivals
            else f"{told}: one path decides."
        )
    points = f"{abs(gap) * 100:.0f} percentage points"
    if gap > 0:
        return (
            f"The simulation gives {points} more than the formula: most runs end a little before the average and few long "
            "after it, which the formula's bell curve does not know."
        )
    if not plan.rivals:
        return f"The simulation gives {points} less than the formula: long delays are more likely than its bell curve says."
    return (
        f"The simulation gives {points} less than the formula: the formula looks at the critical path alone, but paths "
        f"compete, and the last of them decides. {_rivals(plan)}."
    )


def percent(share: float) -> str:
    """A share as whole per cent; near 0 and 1 it says so, for nothing is promised that is only likely."""
    if 0 < share < 0.01:
        return "less than 1 %"
    if 0.99 < share < 1:
        return "more than 99 %"
    return f"{share * 100:.0f} %"


def _rivals(plan: Plan) -> str:
    share = plan.simulation.criticality
    named = [
        f"'{plan.schedule.tasks[id].title}' is critical in {percent(share[id])} of the runs"
        for id in plan.rivals[:_NAMED]
    ]
    return " and ".join(named) + ", though not on the critical path"


def attention(plan: Plan) -> tuple[str, ...]:
    """What needs a decision: a target that is more likely missed, milestones beyond tolerance, roles without people."""
    return (*_chance(plan), *(_late(one) for one in plan.standings if one.late), *_over(plan))


def _chance(plan: Plan) -> Iterator[str]:
    at = chance(plan, plan.target, "target")
    if plan.schedule.tasks and at.simulated < 0.5:
        yield (
            f"The target of {plan.target} business days is missed more often than met: {at.simulated:.0%}".replace(
                "%", " %"
            )
            + " of the runs meet it."
        )


def _late(one: Standing) -> str:
    title = f"'{one.milestone.title}'"
    if one.status == "overdue":
        return f"{title} was due on {one.known} and is not reported as reached."
    what = "was reached" if one.reached else "is expected"
    return f"{title} {what} {days(one)} late, beyond its tolerance of {one.milestone.tolerance}."


def days(one: Standing) -> str:
    """A slip in words: '3 business days'."""
    unit = "business day" if one.in_business_days else "calendar day"
    return f"{abs(one.slip)} {unit}{'' if abs(one.slip) == 1 else 's'}"


def _over(plan: Plan) -> Iterator[str]:
    by_role: dict[str, list[Load]] = {}
    for load in plan.loads:
        if load.over > 0:
            by_role.setdefault(load.role, []).append(load)
    for role, found in by_role.items():
        months = ", ".join(load.month for load in found)
        most = max((load.over for load in found), default=Decimal(0))
        yield f"{role} is needed for more than there is in {months}: up to {most:f} full-time equivalents are missing."
