"""Which body decides: the lowest whose limits cover the amount and the delay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from remit.calc.limits import deciding, upward
from remit.model.governance import Body, DecisionRight, Quorum
from remit.model.values import Duration, Money

TOPIC = "Cost and time of an order"


def usd(amount: int, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def body(id: str, above: str | None, *rights: DecisionRight, level: str = "steering") -> Body:
    return Body(
        id=id,
        title=id,
        level=level,  # type: ignore[arg-type]
        purpose="Decides.",
        mandates=(),
        chair=f"{id}-chair",
        members=(),
        quorum=Quorum(sponsor=1, cro=1),
        cadence=Duration(1, "month"),
        pack_due=Duration(1, "week"),
        minutes_due=Duration(1, "week"),
        decisions=rights,
        reports_to=above,
    )


def right(limit: Money | None, days: int | None, topic: str = TOPIC) -> DecisionRight:
    return DecisionRight(
        topic=topic, limit=limit, time_limit=Duration(days, "calendar day") if days else None
    )


BODIES = {
    "top": body("top", None, right(None, None)),
    "team": body("team", "committee", right(usd(25_000), 5), DecisionRight(topic="Study plans")),
    "committee": body("committee", "top", right(usd(150_000), 15)),
    "experts": body("experts", "top", right(usd(1), 1), level="independent"),
}


def test_bodies_stand_from_the_lowest_to_the_highest() -> None:
    assert [one.id for one in upward(BODIES)] == ["team", "committee", "experts", "top"]


@pytest.mark.parametrize(
    ("amount", "days", "decides"),
    [
        (usd(25_000), 0, "team"),
        (usd(25_001), 0, "committee"),
        (usd(150_000), 15, "committee"),
        (usd(150_001), 0, "top"),
        (usd(-150_001), 0, "top"),
        (usd(1), 6, "committee"),
        (usd(1), 16, "top"),
        (None, 5, "team"),
        (None, 0, "team"),
        (usd(0, "EUR"), 0, "team"),
        (usd(1, "EUR"), 0, "top"),
    ],
)
def test_the_lowest_body_whose_limits_cover_both_decides(
    amount: Money | None, days: int, decides: str
) -> None:
    (found,) = deciding(BODIES, amount, days)
    assert found.topic == TOPIC
    assert found.body is not None
    assert found.body.id == decides


def test_above_every_limit_nobody_decides() -> None:
    bodies = {"team": body("team", None, right(usd(25_000), None))}
    (found,) = deciding(bodies, usd(25_001), 0)
    assert found.body is None


def test_a_ring_of_bodies_ends() -> None:
    ring = {"a": body("a", "b"), "b": body("b", "a")}
    assert {one.id for one in upward(ring)} == {"a", "b"}
