"""Limits of decision: which body decides on an amount of money and a delay."""

from __future__ import annotations

from collections.abc import Mapping

from remit.frozen import dataclass
from remit.model.governance import Body, DecisionRight
from remit.model.values import Duration, Money


@dataclass(frozen=True, slots=True)
class Decides:
    """A body and the right by which it decides; ``body`` is None where an amount is above every limit."""

    topic: str
    body: Body | None
    right: DecisionRight | None


def upward(bodies: Mapping[str, Body]) -> list[Body]:
    """Bodies from the lowest to the highest: those with more bodies above them come first."""

    def above(body: Body) -> int:
        count, seen, at = 0, {body.id}, body.reports_to
        while at and at in bodies and at not in seen:
            seen.add(at)
            count, at = count + 1, bodies[at].reports_to
        return count

    return sorted(bodies.values(), key=above, reverse=True)


def deciding(bodies: Mapping[str, Body], amount: Money | None, delay: int) -> tuple[Decides, ...]:
    """For each topic with limits the lowest body whose limits cover an amount and a delay in calendar days.

    Bodies of independent experts decide on no contract. An amount in another currency than a limit is not covered by it.
    """
    joint = {id: body for id, body in bodies.items() if body.level != "independent"}
    rights = [(body, right) for body in upward(joint) for right in body.decisions]
    topics = dict.fromkeys(right.topic for _, right in rights if right.limit or right.time_limit)
    return tuple(
        _lowest(topic, [one for one in rights if one[1].topic == topic], amount, delay) for topic in topics
    )


def _lowest(
    topic: str, rights: list[tuple[Body, DecisionRight]], amount: Money | None, delay: int
) -> Decides:
    for body, right in rights:
        if _covers_amount(right.limit, amount) and _covers_delay(right.time_limit, delay):
            return Decides(topic, body, right)
    return Decides(topic, None, None)


def _covers_amount(limit: Money | None, amount: Money | None) -> bool:
    if limit is None or amount is None or not amount.amount:
        return True
    return limit.currency == amount.currency and abs(amount.amount) <= limit.amount


def _covers_delay(limit: Duration | None, days: int) -> bool:
    return limit is None or days * 24 <= limit.hours
