"""Change order CO-01 to WO-301: the figures as the example gives them, and every sum computed again from its parts."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_FLOOR, Decimal

import pytest

from remit.model.agreements import Document
from remit.model.changes import ChangeOrder, UnitChange
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.money import Totals, WorkOrder
from remit.model.studies import Study, Transfer
from remit.model.values import Money

# What the example changes: quantity before and after; unit prices come from the work order.
DIRECT = {
    "project-management": (44, 46), "feasibility": (130, 140), "qualification-visits": (100, 109),
    "ethics-and-authority": (11, 12), "site-activation": (90, 98), "initiation-visits": (90, 98),
    "on-site-visits": (1080, 1176), "remote-visits": (720, 784), "close-out-visits": (90, 98),
    "site-management": (2340, 2596), "central-monitoring": (34, 36), "medical-monitoring": (40, 42),
    "sae-processing": (150, 161), "safety-management": (40, 42), "tmf-management": (44, 46),
    "vendor-management": (40, 42), "payment-administration": (36, 38),
}  # fmt: skip
# Additional quantity and its price, or for a lot the additional estimate.
PASS_THROUGH = {
    "investigator-grants": (30, 21500), "screen-failures": (20, 1900), "site-start-up-fees": (8, 8500),
    "monitor-travel": (121, 720), "authority-fees": (1, 28000), "translation": (1, 22000),
}  # fmt: skip


def usd(amount: int | str | Decimal) -> Money:
    return Money(Decimal(amount), "USD")


def total(amounts: object) -> Money:
    result = usd(0)
    for amount in amounts:  # type: ignore[attr-defined]
        result += amount
    return result


def plus(first: Totals, second: Totals) -> dict[str, Money]:
    return {name: getattr(first, name) + getattr(second, name) for name in NAMES}


NAMES = ("direct", "investigator", "other_pass_through", "pass_through", "contract_value")


def figures(totals: Totals) -> dict[str, Money]:
    return {name: getattr(totals, name) for name in NAMES}


@pytest.fixture
def change(ledger: Ledger) -> ChangeOrder:
    return ledger.of(ChangeOrder)["co-01"]


@pytest.fixture
def order(ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)["wo-301"]


def amount_of(line: UnitChange) -> Money:
    """Change of the amount, computed from quantities and prices."""
    after = line.new_unit_price or line.unit_price
    return after.times(line.new) - line.unit_price.times(line.previous)


def test_the_order_that_was_signed_stays_as_it_is(
    ledger: Ledger, change: ChangeOrder, order: WorkOrder
) -> None:
    assert change.status in ("draft", "in review")
    assert all(signing.date is None for signing in change.signatures)
    assert (order.version, order.status) == ("1.0", "executed")
    assert (ledger.of(Study)["nvt-218-301"].participants.enrolled, order.end) == (420, dt.date(2029, 1, 31))


def test_quantities_of_direct_fees(change: ChangeOrder, order: WorkOrder) -> None:
    assert {key: (int(line.previous), int(line.new)) for key, line in change.direct.items()} == DIRECT
    for key, line in change.direct.items():
        assert line.original == line.previous == order.direct[key].quantity, key
        assert line.unit_price == order.direct[key].unit_price, key
        assert line.new_unit_price is None


def test_quantities_of_pass_through_costs(change: ChangeOrder, order: WorkOrder) -> None:
    assert list(change.pass_through) == list(PASS_THROUGH)
    for key, line in change.pass_through.items():
        count, price = PASS_THROUGH[key]
        assert line.delta == usd(count * price), key
        assert line.original == line.previous == order.pass_through[key].quantity, key
        assert line.unit_price == order.pass_through[key].unit_price, key


def test_every_line_comes_to_its_delta(change: ChangeOrder) -> None:
    for key, line in {**change.direct, **change.pass_through}.items():
        assert line.delta == amount_of(line), key


def test_trips_are_the_visits_that_are_added(change: ChangeOrder) -> None:
    added = {key: line.new - line.previous for key, line in change.direct.items()}
    visits = ("qualification-visits", "initiation-visits", "on-site-visits", "close-out-visits")
    travel = change.pass_through["monitor-travel"]
    assert sum(added[key] for key in visits) == travel.new - travel.previous == 121


def test_deltas_come_to_the_totals_of_the_example(change: ChangeOrder, order: WorkOrder) -> None:
    assert change.delta
    assert change.totals
    streams = {key: line.stream for key, line in order.pass_through.items()}
    by_stream = {
        stream: total(line.delta for key, line in change.pass_through.items() if streams[key] == stream)
        for stream in ("investigator", "other")
    }
    assert total(line.delta for line in change.direct.values()) == change.delta.direct == usd(1_136_420)
    assert by_stream == {"investigator": change.delta.investigator, "other": change.delta.other_pass_through}
    assert change.delta.pass_through == total(by_stream.values()) == usd(888_120)
    assert change.delta.contract_value == usd(2_024_540)
    assert figures(change.totals) == plus(order.totals, change.delta)
    assert (change.totals.direct, change.totals.pass_through) == (usd(16_477_220), usd(13_329_320))
    assert change.totals.contract_value == usd(29_806_540)


def test_share_of_the_original_fees(change: ChangeOrder, order: WorkOrder) -> None:
    assert change.delta
    share = change.delta.direct.amount / order.totals.direct.amount * 100
    assert round(share, 2) == Decimal("7.41")


def test_cost_history_adds_up_by_column_and_row(change: ChangeOrder, order: WorkOrder) -> None:
    *steps, last = change.cost_history
    assert [row.step for row in change.cost_history] == ["Original", "CO-01", "Total"]
    assert steps[0].direct == order.totals.direct
    for row in change.cost_history:
        assert row.total == row.direct + row.pass_through
    for column in ("direct", "pass_through", "total"):
        assert getattr(last, column) == total(getattr(row, column) for row in steps)
    assert change.totals
    assert last.total == change.totals.contract_value


def test_milestones_are_cut_again_on_the_new_base(change: ChangeOrder, order: WorkOrder) -> None:
    assert change.totals
    assert change.base_amount
    assert change.units_amount
    assert change.base_amount == change.totals.direct.times(Decimal("0.4")) == usd(6_590_888)
    assert change.base_amount + change.units_amount == change.totals.direct
    assert list(change.milestones) == list(order.payment.milestones)
    for key, milestone in change.milestones.items():
        assert milestone.share == order.payment.milestones[key].share
        assert milestone.amount == change.base_amount.times(milestone.share.fraction).rounded(), key
    assert total(milestone.amount for milestone in change.milestones.values()) == change.base_amount
    paid_less = change.milestones["enrolment-25"].amount - order.payment.milestones["enrolment-25"].amount
    assert any(str(paid_less).split()[0] in text for text in change.consequences)


def test_dates_move_with_the_change_and_stay_in_order(change: ChangeOrder, order: WorkOrder) -> None:
    planned = [milestone.planned for milestone in change.milestones.values() if milestone.planned]
    assert len(planned) == len(change.milestones)
    assert planned == sorted(planned)
    assert change.end
    assert planned[-1] <= change.end
    assert (change.end.year * 12 + change.end.month) - (order.end.year * 12 + order.end.month) == 2
    dates = {key: milestone.planned for key, milestone in change.milestones.items()}
    last_visit, lock = dates["last-participant-last-visit"], dates["database-lock"]
    assert last_visit
    assert lock
    assert (lock - last_visit).days == 30


def test_the_advance_is_sized_by_the_formula_on_new_fees_and_term(
    change: ChangeOrder, order: WorkOrder
) -> None:
    assert change.totals
    days = Decimal(46) * Decimal("30.4375")
    found = change.totals.direct.amount / days * 75
    advance = change.advances["fees"].amount.amount
    assert advance == found.quantize(Decimal("1E3"), ROUND_FLOOR) == 882_000
    assert f"{found:,.2f}" in (change.advances["fees"].basis or "")
    assert f"{advance - order.advances['fees'].amount.amount:,}" in (change.advances["fees"].basis or "")


def test_risk_sharing_follows_the_new_fees(change: ChangeOrder, order: WorkOrder) -> None:
    assert change.totals
    assert order.risk_sharing
    text = " ".join(change.consequences)
    for share in (order.risk_sharing.at_risk_share, order.risk_sharing.bonus_share):
        assert str(change.totals.direct.times(share.fraction).rounded()).split()[0] in text


def test_assumptions_change_from_what_the_order_says(change: ChangeOrder, order: WorkOrder) -> None:
    for key, assumption in change.assumptions.items():
        was = order.assumptions[key]
        assert assumption.original == assumption.current
        assert assumption.original == f"{was.value} {was.unit}" != assumption.new, key


def test_assumptions_agree_with_the_lines(change: ChangeOrder) -> None:
    new = {key: int(re.sub(r"\D", "", a.new)) for key, a in change.assumptions.items()}
    lines = {"contract-months": "project-management", "countries": "ethics-and-authority", "sites-assessed": "feasibility",
             "sites-qualified": "qualification-visits", "sites": "site-activation", "site-months": "site-management",
             "serious-adverse-events": "sae-processing"}  # fmt: skip
    assert {key: change.direct[line].new for key, line in lines.items()} == {key: new[key] for key in lines}
    assert new["participants"] == change.pass_through["investigator-grants"].new
    assert new["screened"] - new["participants"] == change.pass_through["screen-failures"].new
    assert new["monitored-trips"] == change.pass_through["monitor-travel"].new


def test_a_new_country_takes_a_new_version_of_the_transfer(ledger: Ledger, change: ChangeOrder) -> None:
    study = ledger.of(Study)["nvt-218-301"]
    assert len(change.countries_in) == 1
    assert not set(change.countries_in) & set(study.countries)
    transfer: Document = next(t for t in ledger.every(Transfer) if t.study == study.id)
    assert (transfer.version, change.transfer_version) == ("1.0", "1.1")


def test_who_decides_is_above_the_limit_of_the_steering_committee(
    ledger: Ledger, change: ChangeOrder
) -> None:
    limit = next(d.limit for d in ledger.of(Body)["joint-steering-committee"].decisions if d.limit)
    assert change.delta
    assert change.delta.contract_value.amount > limit.amount
    assert "executive sponsors" in (change.executive_approval or "")
    first = change.direct["feasibility"].delta + change.direct["ethics-and-authority"].delta
    assert change.authorised_before_signature == first
    assert change.authorised_by
