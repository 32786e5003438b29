"""Units as they are stated: they make credits and reductions final, replace what was planned, and keep to the caps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.business_days import Calendar
from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.settlement.co_investment import CoInvested, settle_co_investment
from remit.calc.settlement.completed import fees_for, gaps
from remit.calc.settlement.results import Facts
from remit.calc.settlement.service_credits import Credited, settle_service_credits
from remit.calc.settlement.worked import worked_in
from remit.model.money import WorkOrder
from remit.model.performance import Performance
from remit.model.planning import Schedule, StudyMilestone
from remit.model.risk_sharing import CoInvestment, CreditStep, ServiceCredits, ServiceLevel
from remit.model.settlement import CompletedUnits, ExcludedResult, Settlement, UnitInvoice
from remit.model.values import Duration, Money
from tests.calc.measured import QUERIES, quarter, value
from tests.calc.orders import CURRENCIES, money, percent, unit_line, work_order

CREDITS = ServiceCredits(
    model="service-credits",
    levels={
        "queries": ServiceLevel(
            id="queries",
            metric="queries",
            lines=("data",),
            steps=(CreditStep(beyond=Decimal(7), credit=percent(10)),),
        )
    },
    starts_after=Duration(1, "month"),
    period_cap=percent(10),
    yearly_cap=percent(5),
)
INVEST = CoInvestment(
    model="co-investment",
    reduction=percent(10),
    cap=money(1000),
    success="Licence signed",
    reached_by="licence",
    return_share=percent(150),
    return_cap=money(1400),
    return_within=Duration(30, "calendar day"),
)
ORDER = work_order(
    (unit_line("data", 12, money(500)), unit_line("visits", 6, money(1000), "visit")),
    units_share=percent(100),
    start=dt.date(2026, 1, 1),
    end=dt.date(2026, 12, 31),
    service_credits=CREDITS,
    co_investment=INVEST,
)
LATER = dt.date(2027, 3, 1)


def month(number: int, units: Mapping[str, int | str], fees: Money | None = None) -> CompletedUnits:
    """The units of a month of 2026, accepted and invoiced on the fifth of the next one."""
    first = dt.date(2026, number, 1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    one = CompletedUnits(
        id=f"2026-{number:02}",
        first=first,
        last=after - dt.timedelta(days=1),
        units={id: Decimal(quantity) for id, quantity in units.items()},
        accepted=after + dt.timedelta(days=4),
        accepted_by="sponsor-project-manager",
        evidence="Report",
    )
    sent = UnitInvoice(number=f"{number}", sent=one.accepted, fees=fees or fees_for(ORDER, one))
    return replace(one, invoice=sent)


YEAR = tuple(month(number, {"data": 1, "visits": number % 2}) for number in range(1, 13))


def claim(**more: object) -> ExcludedResult:
    values: dict[str, object] = {
        "id": "outage",
        "level": "queries",
        "period": "q-2",
        "cause": "The sponsor's system was not available",
        "claimed": dt.date(2026, 7, 3),
        "evidence": "Ticket 7",
    }
    return ExcludedResult(**{**values, **more})  # type: ignore[arg-type]


def facts(
    units: Iterable[CompletedUnits],
    as_of: dt.date = LATER,
    order: WorkOrder = ORDER,
    claims: Iterable[ExcludedResult] = (),
    periods: Iterable[Performance] = (),
    happened: bool = True,
) -> Facts:
    licence = StudyMilestone(
        id="licence",
        title="Licence",
        event="database lock",
        baseline=dt.date(2027, 2, 1),
        actual=dt.date(2027, 2, 1) if happened else None,
        tolerance=Duration(5, "business day"),
    )
    schedule = Schedule(
        study="s-1", start=order.start, calendar="US", target=10, tasks={}, milestones={"licence": licence}
    )
    return Facts(
        order=order,
        cro="CRO",
        country="GB",
        metrics={"queries": QUERIES},
        dates=KnownDates({"s-1": schedule}, as_of),
        periods=tuple(periods),
        agreed=Settlement(
            id="wo-1",
            work_order="wo-1",
            units={one.id: one for one in units},
            excluded_results={one.id: one for one in claims},
        ),
    )


def figures(*days: str) -> tuple[Performance, ...]:
    return tuple(
        quarter(number, {"queries": value(plain=one)}, id=f"q-{number}") for number, one in enumerate(days, 1)
    )


def credits_of(known: Facts) -> Credited:
    worked = [worked_in(period, known, lambda _: known.order) for period in known.periods]
    return settle_service_credits(
        CREDITS, known.order.start, worked, known.metrics, known.order.currency, known.order.end
    )


def invested(known: Facts) -> CoInvested:
    terms = Terms(
        signed=dt.date(2025, 12, 1),
        payment=Duration(30, "calendar day"),
        provider=Calendar("GB"),
        sponsor=Calendar("IE"),
    )
    calendar = PaymentCalendar(
        order=known.order,
        labels=(),
        terms=terms,
        invoices=invoices_of((Version(since=terms.signed, order=known.order),), terms, known.dates),
    )
    assert known.order.co_investment
    return settle_co_investment(known, calendar, known.order.co_investment, lambda _: known.order)


def test_gaps_are_the_days_that_no_statement_covers() -> None:
    january, march = month(1, {}), month(3, {})
    day = dt.date
    assert gaps((), day(2026, 1, 1), day(2026, 1, 31)) == ((day(2026, 1, 1), day(2026, 1, 31)),)
    assert gaps((march, january), day(2026, 1, 1), day(2026, 4, 2)) == (
        (day(2026, 2, 1), day(2026, 2, 28)),
        (day(2026, 4, 1), day(2026, 4, 2)),
    )
    assert gaps((january,), day(2026, 1, 5), day(2026, 1, 31)) == ()


# ---- service credits ------------------------------------------------------------------------------------------------


def test_a_credit_is_taken_from_the_units_that_were_accepted_and_is_final() -> None:
    stated = [*YEAR[:3], month(4, {"data": 2}), month(5, {"data": 0}), month(6, {"data": "0.5"}), *YEAR[6:]]
    found = credits_of(facts(stated, periods=figures("5", "8", "5", "5")))
    # by hand: 2.5 units of data at 500 in the second quarter, 10 %; the year's cap is 5 % of 11.5 x 500
    assert found.periods[1].levels[0].due == money(125)
    assert (found.credit, found.owed) == (money(125), money(125))
    assert found.open == ()


def test_units_that_are_missing_are_said_where_a_level_was_missed() -> None:
    found = credits_of(facts([*YEAR[:4], *YEAR[5:]], periods=figures("5", "8", "5", "5")))
    assert found.credit == money(150), "three months of data as planned, 10 %"
    assert found.open == (
        "Units completed from 1 May 2026 to 31 May 2026 are not recorded: the price of second quarter 2026 is that of the "
        "units that contract and schedule plan.",
    )
    assert credits_of(facts([*YEAR[:4], *YEAR[5:]], periods=figures("5", "5", "5", "5"))).open == ()


def test_the_cap_of_a_year_is_final_when_its_units_are() -> None:
    bad = figures("5", "8", "8", "5")
    # by hand: 150 a quarter; 5 % of a year's 12 x 500 = 300
    assert credits_of(facts(YEAR, periods=bad)).open == ()
    early = credits_of(facts(YEAR[:9], dt.date(2026, 11, 30), periods=bad[:3]))
    assert early.credit == money(300)
    assert early.open == (
        "The cap of 2026 rests on units of that year that are planned, not yet recorded as accepted.",
    )
    small = credits_of(facts(YEAR[:6], dt.date(2026, 7, 31), periods=bad[:2]))
    assert small.credit == money(150)
    assert small.open == (), "5 % of 6 x 500 holds 150 already"


def test_until_the_time_to_claim_is_over_nothing_is_final() -> None:
    # ten business days after 30 June 2026 end on 14 July
    for day, count in ((14, 1), (15, 0)):
        found = credits_of(facts(YEAR[:6], dt.date(2026, 7, day), periods=figures("5", "8")))
        assert len(found.open) == count
    assert credits_of(facts(YEAR[:6], dt.date(2026, 7, 14), periods=figures("5", "8"))).open == (
        "Until 14 July 2026 it can be claimed that 'Queries' does not count for second quarter 2026.",
    )


def test_an_agreed_claim_takes_the_result_out_and_a_refused_one_does_not() -> None:
    quarters = figures("5", "8", "5", "5")
    pending = credits_of(facts(YEAR, claims=[claim()], periods=quarters))
    assert pending.credit == money(150)
    assert pending.open == (
        "The claim that 'Queries' does not count for second quarter 2026 has not been decided.",
    )
    agreed = claim(agreed=dt.date(2026, 8, 1), agreed_by="sponsor-project-manager")
    without = credits_of(facts(YEAR, claims=[agreed], periods=quarters))
    assert (without.credit, without.open) == (money(0), ())
    assert (
        "does not count, as the sponsor agreed: The sponsor's system" in without.periods[1].levels[0].formula
    )
    corrected = credits_of(facts(YEAR, claims=[replace(agreed, value=Decimal("7.5"))], periods=quarters))
    assert (corrected.credit, corrected.open) == (money(150), ())
    assert "7.5" in corrected.periods[1].levels[0].formula
    refused = credits_of(facts(YEAR, claims=[claim(refused=dt.date(2026, 8, 1))], periods=quarters))
    assert (refused.credit, refused.open) == (money(150), ())
    before = credits_of(facts(YEAR[:6], dt.date(2026, 7, 20), claims=[agreed], periods=quarters[:2]))
    assert before.credit == money(150), "agreed on 1 August"


def test_quarters_that_nobody_reported_are_said() -> None:
    found = credits_of(facts(YEAR, periods=figures("5", "5")))
    assert found.open == ("Nothing has been reported since second quarter 2026.",)
    late = replace(facts(YEAR), periods=figures("5", "5", "5", "5")[2:])
    assert credits_of(late).open == (
        "Nothing has been reported between 1 February 2026 and third quarter 2026.",
    )


# ---- co-investment --------------------------------------------------------------------------------------------------


def test_invoices_that_were_sent_are_reduced_and_the_return_is_final() -> None:
    order = replace(ORDER, co_investment=replace(INVEST, cap=money(5000), return_cap=money(7500)))
    found = invested(facts(YEAR, order=order))
    # by hand: 12 x 500 + 6 x 1,000 = 12,000; 10 % of it; 150 % of that
    assert (found.fees, found.made, found.whole, found.back) == tuple(
        money(n) for n in (12_000, 1200, 1200, 1800)
    )
    assert (found.happened, found.due, found.open) == (True, dt.date(2027, 3, 3), ())


def test_the_caps_hold_for_stated_units() -> None:
    found = invested(facts(YEAR))
    assert (found.made, found.back) == (money(1000), money(1400))


def test_a_month_without_a_statement_counts_as_planned_and_is_said() -> None:
    order = replace(ORDER, co_investment=replace(INVEST, cap=money(5000)))
    found = invested(facts([*YEAR[:6], *YEAR[7:]], order=order))
    assert found.open == (
        "Units completed from 1 July 2026 to 31 July 2026 are not recorded: what contract and schedule plan counts instead.",
    )
    capped = invested(facts([*YEAR[:6], *YEAR[7:]]))
    assert capped.open == (), "10 % of the invoices that are recorded reach the cap of 1,000 already"


def test_units_whose_invoice_is_not_sent_reduce_nothing_yet() -> None:
    order = replace(ORDER, co_investment=replace(INVEST, cap=money(5000)))
    waiting = replace(YEAR[-1], invoice=None)
    found = invested(facts([*YEAR[:-1], waiting], order=order))
    assert (found.made, found.whole) == (money(1150), money(1200))
    assert "invoices are still to be reduced, to 1,200 USD in all" in found.open[0]


def test_what_the_sponsor_has_not_accepted_by_the_day_is_not_known() -> None:
    order = replace(ORDER, co_investment=replace(INVEST, cap=money(5000)))
    found = invested(facts(YEAR, dt.date(2026, 4, 3), order=order, happened=False))
    assert "Units completed from 1 March 2026 to 31 March 2026 are not recorded" in found.open[0]


@pytest.mark.parametrize("share", [25, 60])
def test_of_units_paid_in_part_the_invoice_is_that_part(share: int) -> None:
    order = replace(
        ORDER,
        payment=replace(ORDER.payment, units_share=percent(share), units_amount=money(120 * share)),
    )
    assert fees_for(order, YEAR[0]) == money(15 * share), "of 500 + 1,000"


@given(
    st.sampled_from(CURRENCIES),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.booleans()), min_size=1, max_size=12),
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
    st.integers(1, 10**7),
    st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000)),
)
def test_whatever_is_stated_no_cap_is_passed_and_nothing_is_negative(
    currency: str,
    months: list[tuple[int, int, bool]],
    results: list[int],
    price: int,
    tenths: tuple[int, int, int],
) -> None:
    cost = Money(Decimal(price).scaleb({"JPY": 0, "USD": -2, "KWD": -3}[currency]), currency)
    reduction, period_cap, yearly_cap = (percent(Decimal(one) / 10) for one in tenths)
    cap = Money(Decimal(price), currency)
    order = work_order(
        (unit_line("data", 40, cost), unit_line("visits", 40, cost, "visit")),
        units_share=percent(100),
        start=ORDER.start,
        end=ORDER.end,
        co_investment=replace(INVEST, reduction=reduction, cap=cap, return_cap=cap),
    )
    stated = []
    for number, (data, visits, sent) in enumerate(months, 1):
        one = month(number, {"data": str(Decimal(data) / 100), "visits": str(Decimal(visits) / 100)})
        invoice = UnitInvoice(number=str(number), sent=one.accepted, fees=fees_for(order, one))
        stated.append(replace(one, invoice=invoice if sent else None))
    known = facts(stated, order=order, periods=figures(*map(str, results)))
    found = invested(known)
    assert 0 <= found.made.amount <= found.whole.amount <= cap.amount
    assert 0 <= found.back.amount <= cap.amount
    assert found.made == found.made.rounded()
    terms = replace(CREDITS, period_cap=period_cap, yearly_cap=yearly_cap)
    worked = [worked_in(period, known, lambda _: order) for period in known.periods]
    credited = settle_service_credits(terms, order.start, worked, known.metrics, currency, order.end)
    for one, each in zip(worked, credited.periods, strict=True):
        assert (
            0 <= each.credit.amount <= one.prices.get("data", Fraction(0)) * Fraction(period_cap.value) / 100
        )
        assert one.sure.get("data", 0) <= one.year.get("data", 0)
    whole = worked[-1].year.get("data", Fraction(0)) * Fraction(yearly_cap.value) / 100
    assert 0 <= sum(each.credit.amount for each in credited.periods) <= whole
