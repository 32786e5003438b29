"""Co-investment: what invoices are reduced by, never above the cap, and what is returned after the event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.business_days import Calendar
from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.reductions import reduced
from remit.calc.settlement.co_investment import (
    CoInvested,
    returned,
    settle_co_investment,
)
from remit.calc.settlement.results import Facts
from remit.model.money import WorkOrder
from remit.model.planning import Schedule, StudyMilestone
from remit.model.risk_sharing import CoInvestment
from remit.model.settlement import Settlement
from remit.model.values import Duration, Money
from tests.calc.orders import CURRENCIES, milestone, money, percent, unit_line, work_order

TERMS = Terms(
    signed=dt.date(2025, 12, 15),
    payment=Duration(30, "calendar day"),
    provider=Calendar("GB"),
    sponsor=Calendar("IE"),
)
INVEST = CoInvestment(
    model="co-investment",
    reduction=percent(5),
    cap=money(3000),
    success="Marketing authorisation",
    reached_by="approval",
    return_share=percent(150),
    return_cap=money(4000),
    return_within=Duration(60, "calendar day"),
)
ORDER = work_order(
    (unit_line("plan", 1, money(100_000)),),
    milestones=(
        milestone("begin", 40, dt.date(2026, 2, 2)),
        milestone("middle", 40, dt.date(2026, 6, 1)),
        milestone("end", 20, dt.date(2027, 6, 1)),
    ),
    co_investment=INVEST,
)


def study_milestone(
    id: str, actual: dt.date | None = None, forecast: dt.date | None = None
) -> StudyMilestone:
    day = actual or forecast or dt.date(2026, 1, 1)
    return StudyMilestone(
        id=id,
        title=id,
        event="database lock",
        tolerance=Duration(14, "calendar day"),
        baseline=day,
        actual=actual,
        forecast=forecast,
    )


def settle(
    order: WorkOrder, as_of: dt.date, *known: StudyMilestone, agreed: Settlement | None = None
) -> CoInvested:
    schedule = Schedule(
        study="s-1",
        start=dt.date(2026, 1, 1),
        calendar="US",
        target=10,
        tasks={},
        milestones={one.id: one for one in known},
    )
    dates = KnownDates({"s-1": schedule}, as_of)
    calendar = PaymentCalendar(
        order=order,
        labels=(),
        terms=TERMS,
        invoices=invoices_of((Version(since=TERMS.signed, order=order),), TERMS, dates),
    )
    facts = Facts(order=order, cro="CRO", country="GB", metrics={}, dates=dates, periods=(), agreed=agreed)
    assert order.co_investment
    return settle_co_investment(facts, calendar, order.co_investment, lambda _: order)


BEGIN = study_milestone("begin", dt.date(2026, 2, 10))
MIDDLE = study_milestone("middle", dt.date(2026, 6, 10))
END = study_milestone("end", dt.date(2027, 6, 10))


def test_milestones_that_were_reached_reduce_by_the_share() -> None:
    found = settle(ORDER, dt.date(2026, 3, 1), BEGIN)
    assert (found.fees, found.made, found.left, found.whole) == (
        money(40_000),
        money(2000),
        money(1000),
        money(3000),
    )
    assert found.formula == "40,000 USD x 5 %, at most 3,000 USD = 2,000 USD"
    assert not found.happened
    assert found.open == (
        "No milestone of the schedule shows whether this has happened: Marketing authorisation.",
    )


def test_the_cap_ends_the_reductions() -> None:
    found = settle(ORDER, dt.date(2026, 7, 1), BEGIN, MIDDLE)
    assert found.made == money(3000), "80,000 x 5 % is 4,000"
    assert found.left == money(0)


def test_a_milestone_that_only_the_contract_plans_does_not_count() -> None:
    found = settle(ORDER, dt.date(2026, 7, 1), BEGIN)
    assert found.made == money(2000)
    assert found.open[0].startswith("'Middle' was planned before this day")


def test_the_return_is_owed_after_the_event_within_its_own_cap() -> None:
    event = study_milestone("approval", dt.date(2028, 1, 10))
    found = settle(ORDER, dt.date(2028, 2, 1), BEGIN, MIDDLE, END, event)
    assert found.happened
    assert found.back == money(4000), "3,000 x 150 % is 4,500"
    assert found.due == dt.date(2028, 3, 10), "60 days after 10 January of a leap year"
    assert found.open == ()


def test_an_event_that_is_expected_is_told_with_its_day() -> None:
    found = settle(
        ORDER, dt.date(2026, 3, 1), BEGIN, study_milestone("approval", forecast=dt.date(2028, 1, 10))
    )
    assert not found.happened
    assert found.back == money(3000), "2,000 x 150 %"
    assert found.open == (
        "The return is not due before this happens, forecast for 10 January 2028: Marketing authorisation.",
    )


def test_an_event_before_the_last_invoice_leaves_the_return_open() -> None:
    found = settle(ORDER, dt.date(2026, 3, 1), BEGIN, study_milestone("approval", dt.date(2026, 2, 20)))
    assert (found.back, found.happened) == (money(3000), True)
    assert "invoices are still to be reduced, to 3,000 USD in all" in found.open[0]


def test_units_that_are_not_stated_count_as_they_are_planned() -> None:
    order = work_order(
        (unit_line("work", 24, money(1000)),),
        units_share=percent(100),
        end=dt.date(2027, 12, 31),
        co_investment=INVEST,
    )
    found = settle(order, dt.date(2026, 4, 30))
    assert (found.fees, found.made) == (money(3000), money(150)), "January to March are invoiced by 30 April"
    assert found.open[0] == (
        "Units completed from 5 January 2026 to 31 March 2026 are not recorded: what contract and schedule plan counts "
        "instead."
    )


def test_fees_in_another_currency_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot combine"):
        reduced(INVEST, [money(100, "EUR")])


@st.composite
def fees_and_terms(draw: st.DrawFn) -> tuple[Sequence[Money], CoInvestment]:
    currency = draw(st.sampled_from(CURRENCIES))
    digits = {"JPY": 0, "USD": 2, "KWD": 3}[currency]
    amount = st.integers(0, 10**10).map(lambda units: Money(Decimal(units).scaleb(-digits), currency))
    share = st.integers(0, 1000).map(lambda tenths: percent(Decimal(tenths) / 10))
    # a cap may be written with more places than the currency has
    odd = st.integers(0, 10**12).map(lambda units: Money(Decimal(units).scaleb(-digits - 2), currency))
    terms = replace(
        INVEST,
        reduction=draw(share),
        cap=draw(odd),
        return_share=draw(share),
        return_cap=draw(st.one_of(amount, odd)),
    )
    return draw(st.lists(amount, max_size=12)), terms


@given(fees_and_terms())
def test_reductions_and_return_never_pass_their_caps_and_are_never_negative(
    case: tuple[Sequence[Money], CoInvestment],
) -> None:
    fees, terms = case
    made = reduced(terms, fees)
    back = returned(terms, made)
    assert 0 <= made.amount <= terms.cap.amount
    assert 0 <= back.amount <= terms.return_cap.amount
    assert made == made.rounded()
    assert back == back.rounded()
    assert made.amount <= sum((one.amount for one in fees), Decimal(0))


@given(fees_and_terms())
def test_more_fees_never_reduce_less(case: tuple[Sequence[Money], CoInvestment]) -> None:
    fees, terms = case
    steps = [reduced(terms, fees[:count]).amount for count in range(len(fees) + 1)]
    assert steps == sorted(steps)
