"""What a co-investment takes from invoices: line by line, to the minor unit, never above its cap, and tied out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from remit.calc.business_days import Calendar
from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import FEES, Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.reductions import reduced, reducing, taken_off
from remit.model.money import WorkOrder
from remit.model.risk_sharing import CoInvestment
from remit.model.values import Duration
from tests.calc.orders import money, percent, random_order, unit_line, work_order

TERMS = Terms(
    signed=dt.date(2025, 12, 15),
    payment=Duration(30, "calendar day"),
    provider=Calendar("GB"),
    sponsor=Calendar("IE"),
)
INVEST = CoInvestment(
    model="co-investment",
    reduction=percent(5),
    cap=money("60.01"),
    success="Marketing authorisation",
    return_share=percent(150),
    return_cap=money(90),
    return_within=Duration(60, "calendar day"),
)


def calendar_of(order: WorkOrder) -> PaymentCalendar:
    invoices = invoices_of((Version(since=order.start, order=order),), TERMS, KnownDates({}, order.end))
    return PaymentCalendar(order=order, labels=(), terms=TERMS, invoices=invoices)


def test_each_invoice_carries_its_share_until_the_cap() -> None:
    order = work_order(
        (unit_line("work", 6, money("333.33")),), end=dt.date(2026, 6, 30), co_investment=INVEST
    )
    found = calendar_of(order)
    # by hand: 16.6665, 33.333, 49.9995, 66.666 of the sums so far, rounded half-even, at most 60.01
    less = [one.reduced for one in found.invoices]
    assert less == [money(one) for one in ("16.67", "16.66", "16.67", "10.01", "0", "0")]
    assert [one.net for one in found.invoices][:4] == [
        money(one) for one in ("316.66", "316.67", "316.66", "323.32")
    ]
    assert [one.payable for one in found.invoices] == [one.net for one in found.invoices]
    ties = {tie.what: tie.found for tie in found.ties() if tie.holds}
    assert ties["Taken off for the co-investment"] == money("60.01")
    assert ties["All payments are the contract value without what is taken off"] == money("1939.97")


def test_milestones_of_the_contract_value_are_not_reduced_line_by_line() -> None:
    order = work_order((unit_line("work", 6, money(100)),), co_investment=INVEST)
    whole = replace(order, payment=replace(order.payment, base="contract value"))
    assert (reducing(order), reducing(whole)) == (INVEST, None)


@given(st.integers(0, 500), st.integers(0, 300))
def test_every_random_calendar_ties_out_with_a_co_investment(seed: int, tenths: int) -> None:
    order = random_order(seed)
    terms = replace(
        INVEST, reduction=percent(Decimal(tenths) / 10), cap=order.totals.direct.times(Decimal("0.05"))
    )
    found = calendar_of(replace(order, co_investment=terms))
    plain = calendar_of(order)
    assert [tie for tie in found.ties() if not tie.holds] == []
    fees = [one for one in found.invoices if one.kind in FEES]
    assert all(one.reduced is not None and one.reduced.amount >= 0 for one in fees)
    assert sum((one.reduced.amount for one in fees if one.reduced), Decimal(0)) == (
        reduced(terms, [one.amount for one in fees]).amount
    )
    assert all(one.reduced is None for one in found.invoices if one.kind not in FEES)
    gross = [(one.kind, one.title, one.amount) for one in found.invoices if one.kind != "repayment"]
    assert gross == [(one.kind, one.title, one.amount) for one in plain.invoices if one.kind != "repayment"]
    assert taken_off(terms, plain.invoices)[0].amount == plain.invoices[0].amount
