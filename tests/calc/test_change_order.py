"""Change orders computed from two versions of a work order, and work orders with their change orders applied."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.calc.change_order import as_record, change_between, next_version, standing, touched_duties
from remit.calc.changes import Priced, delta_of
from remit.calc.current_order import current_order, repriced
from remit.calc.money import contract_months, total
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import Advance, Assumption, Holdback, WorkOrder
from remit.model.playbook import Thresholds
from remit.model.risk_sharing import RiskSharing
from remit.model.services import Activity, Service
from remit.model.values import Duration, Money
from remit.rules import change_lines, change_terms, changes
from tests.calc.orders import cost_line, milestone, money, percent, random_order, unit_line, work_order

MANAGEMENT = unit_line("management", 24, money(1000))
VISITS = unit_line("visits", 100, money(400), "visit")
GRANTS = cost_line("grants", 50, money(800), stream="investigator", cap=money(40000))
ORDER = work_order(
    (MANAGEMENT, VISITS),
    (GRANTS,),
    (milestone("first", 25, dt.date(2026, 3, 2)), milestone("report", 75, dt.date(2027, 11, 30))),
    units_share=percent(60),
    assumptions={"sites": Assumption(id="sites", title="Sites", value="10", unit="sites")},
)
TERMS = Duration(45, "calendar day")


def priced(order: WorkOrder, **quantities: int) -> WorkOrder:
    return repriced(
        order,
        direct={
            id: Priced(Decimal(n), order.direct[id].unit_price)
            for id, n in quantities.items()
            if id in order.direct
        },
        pass_through={
            id: Priced(Decimal(n), order.pass_through[id].unit_price)
            for id, n in quantities.items()
            if id in order.pass_through
        },
        terms=TERMS,
    )


def test_a_line_says_from_what_to_what_it_changes() -> None:
    line = change_between(ORDER, (), priced(ORDER, visits=110)).direct["visits"]
    assert (line.original, line.previous, line.new) == (100, 100, 110)
    assert (line.unit_price, line.new_unit_price, line.delta) == (money(400), None, money(4000))


def test_what_does_not_change_is_not_named() -> None:
    found = change_between(ORDER, (), ORDER)
    assert found.values() == {
        "delta": dict.fromkeys(
            ("direct", "investigator", "other_pass_through", "pass_through", "contract_value"), money(0)
        ),
        "totals": change_between(ORDER, (), ORDER).values()["totals"],
        "cost_history": found.values()["cost_history"],
    }
    assert found.not_expressed == ()


def test_the_second_change_starts_from_the_first() -> None:
    first = as_record(change_between(ORDER, (), priced(ORDER, visits=110)), ORDER)
    now = current_order(ORDER, (first,))
    second = change_between(ORDER, (first,), priced(now, visits=105))
    line = second.direct["visits"]
    assert (line.original, line.previous, line.new, line.delta) == (100, 110, 105, money(-2000))
    assert [row.direct for row in second.cost_history] == [
        money(64000),
        money(4000),
        money(-2000),
        money(66000),
    ]
    assert second.growth == percent(Decimal(2000) / 64000 * 100)


def test_milestones_are_cut_again_and_the_remainder_is_on_the_last() -> None:
    found = change_between(ORDER, (), priced(ORDER, visits=101))
    assert (found.base_amount, found.units_amount) == (money(25760), money(38640))
    assert [one.amount for one in found.milestones.values()] == [money(6440), money(19320)]


def test_a_cap_that_equals_the_estimate_follows_it() -> None:
    line = change_between(ORDER, (), priced(ORDER, grants=60)).pass_through["grants"]
    assert (line.new_cap, line.delta) == (money(48000), money(8000))


def test_a_cap_above_the_estimate_stays() -> None:
    order = replace(ORDER, pass_through={"grants": replace(GRANTS, cap=money(45000))})
    assert change_between(order, (), priced(order, grants=55)).pass_through["grants"].new_cap is None


def test_an_added_line_says_what_it_is() -> None:
    calls = unit_line("calls", 10, money(50), "call", service="site-monitoring")
    new = repriced(replace(ORDER, direct={**ORDER.direct, "calls": calls}))
    line = change_between(ORDER, (), new).direct["calls"]
    assert (line.original, line.previous, line.new, line.delta) == (0, 0, 10, money(500))
    assert (line.description, line.unit, line.service, line.stream) == (
        "Calls",
        "call",
        "site-monitoring",
        None,
    )


def test_a_line_taken_out_goes_to_nothing() -> None:
    new = repriced(replace(ORDER, direct={"management": MANAGEMENT}))
    found = change_between(ORDER, (), new)
    assert (found.direct["visits"].new, found.direct["visits"].delta) == (0, money(-40000))
    assert "visits" not in current_order(ORDER, [as_record(found, ORDER)]).direct


def test_assumptions_keep_their_unit() -> None:
    new = replace(
        ORDER,
        assumptions={
            "sites": replace(ORDER.assumptions["sites"], value="12"),
            "arms": Assumption(id="arms", title="Arms", value="3"),
        },
    )
    found = change_between(ORDER, (), new).assumptions
    assert (found["sites"].original, found["sites"].current, found["sites"].new) == (
        "10 sites",
        "10 sites",
        "12 sites",
    )
    assert (found["arms"].current, found["arms"].new) == ("none", "3")


def test_what_a_change_order_has_no_field_for_is_named() -> None:
    new = replace(ORDER, out_of_scope=("Audits",), services=("project-management", "safety"))
    found = change_between(ORDER, (), new)
    assert found.services_in == ("safety",)
    assert found.not_expressed == ("out_of_scope",)


def advanced(amount: int) -> WorkOrder:
    advance = Advance(
        id="fees",
        stream="fees",
        amount=money(amount),
        due=Duration(10, "business day"),
        credit="last invoices",
    )
    return replace(ORDER, advances={"fees": advance})


def test_an_advance_by_the_formula_is_sized_by_it_again() -> None:
    # 64,000 / (24 x 30.4375) x 75 = 6,570.84; 124,000 / (30 x 30.4375) x 75 = 10,184.80
    new = repriced(
        advanced(6000),
        direct={"visits": Priced(Decimal(250), money(400))},
        end=dt.date(2028, 6, 30),
        terms=TERMS,
    )
    assert new.advances["fees"].amount == money(10000)
    assert "10,184.80 USD, rounded down" in (new.advances["fees"].basis or "")
    assert "difference of 4,000 USD is invoiced" in (new.advances["fees"].basis or "")


def test_another_advance_keeps_its_proportion() -> None:
    new = repriced(advanced(13000), direct={"visits": Priced(Decimal(260), money(400))}, terms=TERMS)
    assert new.advances["fees"].amount == money(26000)
    assert new.advances["fees"].basis is None


def test_shares_of_the_fees_follow_them() -> None:
    held = Holdback(
        share=percent(5), total=money(3200), release="Acceptance", release_within=Duration(1, "month")
    )
    risk = RiskSharing(
        model="bonus-malus",
        at_risk_share=percent(8),
        at_risk=money(5120),
        bonus_share=percent(5),
        bonus_cap=money(3200),
        malus_cap=money(2560),
        incentives={},
    )
    change = as_record(change_between(ORDER, (), priced(ORDER, visits=260)), ORDER)
    now = current_order(replace(ORDER, holdback=held, risk_sharing=risk), (change,))
    assert now.holdback
    assert now.risk_sharing
    assert now.holdback.total == money(6400)
    assert (now.risk_sharing.at_risk, now.risk_sharing.bonus_cap, now.risk_sharing.malus_cap) == (
        money(10240),
        money(6400),
        money(5120),
    )


def test_a_change_without_a_schedule_keeps_the_shares() -> None:
    change = as_record(change_between(ORDER, (), priced(ORDER, visits=110)), ORDER)
    bare = replace(change, base_amount=None, units_amount=None, milestones={})
    assert current_order(ORDER, (bare,)).payment == current_order(ORDER, (change,)).payment


def test_the_growth_is_held_against_its_limits() -> None:
    limits = Thresholds()
    assert standing(percent("10"), limits) == "within limits"
    assert standing(percent("10.01"), limits) == "to be noticed"
    assert standing(percent("20.01"), limits) == "to be approved"


def service(id: str, *duties: str) -> Service:
    activity = Activity(id=f"{id}-work", title="Work", phase="conduct", duties=duties)
    return Service(
        id=id, title=id.capitalize(), definition="Work", stage="clinical", activities={activity.id: activity}
    )


def test_a_service_with_duties_touches_the_transfer() -> None:
    services = {one.id: one for one in (service("safety", "report"), service("travel"))}
    assert touched_duties(services, (), ("safety", "travel")) == (("services_in", ("Safety",)),)
    assert touched_duties(services, (), (), ("travel",)) == ()


@pytest.mark.parametrize(
    ("now", "following"), [("1.0", "1.1"), ("2.9", "2.10"), ("3", "3.1"), ("draft", "draft.1")]
)
def test_the_next_version(now: str, following: str) -> None:
    assert next_version(now) == following


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (dt.date(2025, 6, 2), dt.date(2029, 1, 31), 44),
        (dt.date(2025, 6, 2), dt.date(2029, 3, 31), 46),
        (dt.date(2026, 1, 15), dt.date(2026, 2, 14), 1),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 2), 1),
        (dt.date(2026, 1, 2), dt.date(2026, 1, 1), 0),
    ],
)
def test_months_of_a_contract(start: dt.date, end: dt.date, months: int) -> None:
    assert contract_months(start, end) == months


# ---- random orders --------------------------------------------------------------------------------------------------


def moved(order: WorkOrder, seed: int) -> WorkOrder:
    """The order with random quantities, prices, lines and another last day."""
    chance = random.Random(seed)

    def other(line: object) -> Priced:
        price: Money = line.unit_price  # type: ignore[attr-defined]
        quantity = Decimal(chance.randrange(0, 3000)) / chance.choice((1, 100))
        return Priced(quantity, price.times(Decimal(chance.randrange(1, 4))))

    added = unit_line(f"added-{seed}", chance.randrange(1, 9), order.totals.direct)
    start = replace(order, direct={**order.direct, added.id: added}) if chance.random() < 0.3 else order
    return repriced(
        start,
        direct={id: other(line) for id, line in order.direct.items() if chance.random() < 0.6},
        pass_through={id: other(line) for id, line in order.pass_through.items() if chance.random() < 0.6},
        end=order.end + dt.timedelta(days=chance.randrange(0, 200)),
        terms=TERMS,
    )


def chain(seed: int, length: int) -> tuple[WorkOrder, list[ChangeOrder], WorkOrder]:
    """An order, change orders computed one behind the other, and the version that the last leads to."""
    order = random_order(seed)
    records: list[ChangeOrder] = []
    now = order
    for step in range(length):
        new = moved(now, seed + step)
        changed = change_between(order, records, new)
        assert changed.not_expressed == ()
        record = replace(as_record(changed, order), id=f"co-{step + 1}", number=f"CO-{step + 1:02}")
        records.append(record)
        now = new
    return order, records, now


@given(st.integers(0, 10**9), st.integers(1, 3))
@settings(max_examples=150)
def test_the_changes_applied_lead_to_the_new_version(seed: int, length: int) -> None:
    order, records, new = chain(seed, length)
    reached = current_order(order, records)
    assert reached.totals == new.totals
    assert dict(reached.direct) == dict(new.direct)
    assert dict(reached.pass_through) == dict(new.pass_through)
    assert reached.payment == new.payment
    assert reached.end == new.end


@given(st.integers(0, 10**9), st.integers(1, 3))
@settings(max_examples=100)
def test_the_rules_of_change_orders_find_nothing_in_computed_ones(seed: int, length: int) -> None:
    order, records, _ = chain(seed, length)
    approved = [replace(one, executive_approval="Approved") for one in records]
    files = {f"data/studies/s-1/{one.id}.yaml": one for one in (order, *approved)}
    ledger = Ledger(files=files)
    rules = (*changes.RULES, *change_lines.RULES, *change_terms.RULES)
    found = [f"{one.id}: {finding.message}" for one in rules for finding in one.findings(ledger)]
    assert found == []


@given(st.integers(0, 10**9))
@settings(max_examples=100)
def test_deltas_add_up_in_every_column(seed: int) -> None:
    order, (record,), new = chain(seed, 1)
    assert record.delta
    assert order.totals.contract_value + record.delta.contract_value == new.totals.contract_value
    lines = (*record.direct.values(), *record.pass_through.values())
    assert total((delta_of(line) for line in lines), order.currency) == record.delta.contract_value
