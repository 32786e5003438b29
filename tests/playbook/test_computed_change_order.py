"""Change order CO-01, computed from the two versions of WO-301: the hand-written record holds the same in every field.

What people decide goes in: quantities and prices of the example, assumptions, new dates. Everything else is computed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from remit.calc.change_order import (
    Changed,
    change_between,
    next_version,
    standing,
    touched_duties,
)
from remit.calc.changes import Priced
from remit.calc.current_order import current_order, repriced
from remit.model.agreements import MasterAgreement
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.services import Service
from remit.model.studies import Transfer
from remit.model.values import Money

QUANTITIES = {
    "project-management": 46, "feasibility": 140, "qualification-visits": 109, "ethics-and-authority": 12,
    "site-activation": 98, "initiation-visits": 98, "on-site-visits": 1176, "remote-visits": 784, "close-out-visits": 98,
    "site-management": 2596, "central-monitoring": 36, "medical-monitoring": 42, "sae-processing": 161,
    "safety-management": 42, "tmf-management": 46, "vendor-management": 42, "payment-administration": 38,
}  # fmt: skip
COSTS = {"investigator-grants": 450, "screen-failures": 300, "site-start-up-fees": 98, "monitor-travel": 1481}
LOTS = {"authority-fees": 338_000, "translation": 262_000}
ASSUMED = {
    "contract-months": "46", "countries": "12", "sites-assessed": "140", "sites-qualified": "109", "sites": "98",
    "screened": "750", "participants": "450", "completed": "364", "enrolment-period": "20", "site-months": "2,596",
    "monitored-trips": "1,481", "serious-adverse-events": "161", "expedited-reports": "13", "languages": "14",
    "team-meetings": "112", "tmf-documents": "52,000",
}  # fmt: skip
COMPUTED = (
    "services_in", "services_out", "countries_in", "end", "assumptions", "direct", "pass_through", "delta", "totals",
    "cost_history", "base_amount", "units_amount", "milestones",
)  # fmt: skip


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.fixture
def order(ledger: Ledger) -> WorkOrder:
    return ledger.of(WorkOrder)["wo-301"]


@pytest.fixture
def record(ledger: Ledger) -> ChangeOrder:
    return ledger.of(ChangeOrder)["co-01"]


@pytest.fixture
def new(ledger: Ledger, order: WorkOrder, record: ChangeOrder) -> WorkOrder:
    """The order as amendment 2 wants it."""
    prices = {id: line.unit_price for id, line in (*order.direct.items(), *order.pass_through.items())}
    found = repriced(
        order,
        direct={id: Priced(Decimal(n), prices[id]) for id, n in QUANTITIES.items()},
        pass_through={
            **{id: Priced(Decimal(n), prices[id]) for id, n in COSTS.items()},
            **{id: Priced(Decimal(1), usd(price)) for id, price in LOTS.items()},
        },
        end=dt.date(2029, 3, 31),
        terms=ledger.of(MasterAgreement)[order.master].payment_terms,
    )
    assumptions = {id: replace(found.assumptions[id], value=value) for id, value in ASSUMED.items()}
    milestones = {
        id: replace(one, planned=record.milestones[id].planned, evidence=record.milestones[id].evidence)
        for id, one in found.payment.milestones.items()
    }
    return replace(
        found,
        assumptions={**found.assumptions, **assumptions},
        payment=replace(found.payment, milestones=milestones),
    )


@pytest.fixture
def computed(order: WorkOrder, new: WorkOrder) -> Changed:
    return change_between(order, (), new, countries_in=("BE",))


@pytest.mark.parametrize("field", COMPUTED)
def test_the_record_holds_what_is_computed(field: str, computed: Changed, record: ChangeOrder) -> None:
    assert getattr(computed, field) == getattr(record, field)


def test_the_totals_are_those_of_the_example(computed: Changed) -> None:
    totals = computed.totals
    assert (totals.direct, totals.pass_through) == (usd(16_477_220), usd(13_329_320))
    assert totals.contract_value == usd(29_806_540)
    assert computed.delta.direct == usd(1_136_420)
    assert computed.delta.contract_value == usd(2_024_540)


def test_the_advance_is_sized_anew(computed: Changed, record: ChangeOrder) -> None:
    assert list(computed.advances) == ["fees"]
    written = record.advances["fees"]
    assert replace(computed.advances["fees"], basis=written.basis) == written
    basis = computed.advances["fees"].basis or ""
    assert set(re.findall(r"\d[\d,.]*\d", written.basis or "")) <= set(re.findall(r"\d[\d,.]*\d", basis))


def test_the_fees_have_grown_within_the_limits(ledger: Ledger, computed: Changed) -> None:
    assert round(computed.growth.value, 2) == Decimal("7.41")
    assert standing(computed.growth, ledger.playbook.thresholds) == "within limits"


def test_a_new_country_takes_a_new_version_of_the_transfer(
    ledger: Ledger, computed: Changed, record: ChangeOrder
) -> None:
    assert touched_duties(ledger.of(Service), computed.countries_in) == (("countries_in", ("BE",)),)
    transfer = ledger.of(Transfer)["nvt-218-301"]
    assert next_version(transfer.version) == record.transfer_version


def test_nothing_is_left_that_a_change_order_cannot_say(computed: Changed) -> None:
    assert computed.not_expressed == ()


def test_the_order_with_its_change_is_the_new_version(
    order: WorkOrder, new: WorkOrder, record: ChangeOrder
) -> None:
    current = current_order(order, (record,))
    for field in (
        "totals",
        "end",
        "direct",
        "pass_through",
        "assumptions",
        "services",
        "holdback",
        "risk_sharing",
    ):
        assert getattr(current, field) == getattr(new, field), field
    assert current.payment.base_amount == usd(6_590_888)
    assert current.advances["fees"].amount == usd(882_000)
    assert current.risk_sharing
    assert current.risk_sharing.at_risk == usd("1318177.60")
    assert current.risk_sharing.bonus_cap == usd(823_861)
