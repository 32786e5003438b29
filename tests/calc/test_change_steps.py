"""Change orders one after another: sums against the record, in random orders; advances, growth, and what is open."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.change_order import as_record, change_between
from remit.calc.change_steps import ChangeStep, change_steps
from remit.calc.changes import Priced
from remit.calc.current_order import current_order, repriced
from remit.calc.money import total
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.values import Money
from tests.calc.orders import random_order


def chain(order: WorkOrder, draw: random.Random, count: int) -> list[ChangeOrder]:
    """Change orders as the tool computes them, each from the order that the ones before it leave."""
    found: list[ChangeOrder] = []
    for place in range(1, count + 1):
        now = current_order(order, found)
        new = repriced(
            now,
            direct={
                id: Priced(line.quantity + draw.randrange(0, 9), line.unit_price)
                for id, line in now.direct.items()
            },
        )
        one = as_record(change_between(order, found, new, step=f"CO-{place:02}"), order)
        found.append(replace(one, id=f"co-{place:02}", number=f"CO-{place:02}"))
    return found


def steps(order: WorkOrder, changes: list[ChangeOrder]) -> tuple[ChangeStep, ...]:
    return change_steps(Ledger({"order": order, **{one.id: one for one in changes}}), order)


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_what_was_computed_is_stated_and_every_sum_ties_out(seed: int, count: int) -> None:
    draw, order = random.Random(seed), random_order(seed)
    currency = order.currency
    found = steps(order, chain(order, draw, count))
    for one in found:
        assert one.differences == ()
        first, *between, last = one.computed.cost_history
        assert total((row.total for row in (first, *between)), currency) == last.total
        assert last.total == one.computed.totals.contract_value
        if one.milestones:
            amounts = [each.now.amount for each in one.milestones if each.now]
            assert total(amounts, currency) == one.after.payment.base_amount
    assert [one.before.totals for one in found[1:]] == [one.after.totals for one in found[:-1]]


@given(st.integers(0, 10_000))
def test_a_sum_that_is_off_by_one_is_found(seed: int) -> None:
    draw, order = random.Random(seed), random_order(seed)
    currency = order.currency
    (change,) = chain(order, draw, 1)
    assert change.delta
    wrong = replace(change.delta, direct=change.delta.direct + Money(Decimal(1), currency))
    (one,) = steps(order, [replace(change, delta=wrong)])
    assert [each.what for each in one.differences] == ["change of the total 'direct'"]
    assert "differs" in one.open


def test_superseded_changes_do_not_count() -> None:
    draw, order = random.Random(3), random_order(3)
    (change,) = chain(order, draw, 1)
    assert steps(order, [replace(change, status="superseded")]) == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_second_change_in_a_wrong_currency_raises(seed: int) -> None:
    draw, order = random.Random(seed), random_order(seed)
    (change,) = chain(order, draw, 1)
    id, line = next(iter(change.direct.items()))
    odd = replace(change, direct={id: replace(line, unit_price=Money(Decimal(1), "EUR"))})
    with pytest.raises(ValueError, match="EUR"):
        steps(order, [odd])
