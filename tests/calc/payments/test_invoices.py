"""The calendar of invoices: what is sent and due when, what is kept back, credited and released."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from remit.calc.business_days import Calendar
from remit.calc.changes import Priced
from remit.calc.current_order import repriced
from remit.calc.payments.calendar import PaymentCalendar
from remit.calc.payments.invoice import Invoice, Terms, Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.model.money import Advance, Holdback, WorkOrder
from remit.model.planning import Schedule, StudyMilestone
from remit.model.values import Duration, Money
from tests.calc.orders import cost_line, milestone, money, percent, random_order, unit_line, work_order

TERMS = Terms(
    signed=dt.date(2025, 12, 15),
    payment=Duration(30, "calendar day"),
    provider=Calendar("GB"),
    sponsor=Calendar("IE"),
)
TODAY = dt.date(2026, 6, 30)
MANAGEMENT = unit_line("management", 6, money(1000))


def calendar(
    order: WorkOrder, *later: Version, schedule: Schedule | None = None, terms: Terms = TERMS, **options: bool
) -> PaymentCalendar:
    versions = (Version(since=terms.signed, order=order), *later)
    dates = KnownDates({"s-1": schedule} if schedule else {}, TODAY, **options)
    return PaymentCalendar(
        order=versions[-1].order,
        labels=tuple(one.label for one in later),
        terms=terms,
        invoices=invoices_of(versions, terms, dates),
    )


def half_a_year(*milestones: object, **more: object) -> WorkOrder:
    return work_order(
        (MANAGEMENT,), milestones=milestones, start=dt.date(2026, 1, 5), end=dt.date(2026, 6, 30), **more
    )  # type: ignore[arg-type]


def sent(invoices: Sequence[Invoice]) -> list[tuple[str, dt.date | None, Money]]:
    return [(one.title, one.sent, one.amount) for one in invoices]


def test_units_are_invoiced_each_month() -> None:
    found = calendar(half_a_year(units_share=percent(100))).invoices
    assert [one.amount for one in found] == [money(1000)] * 6
    assert found[0].title == "Completed units, January 2026"
    assert found[0].quantities == {"management": 1}


def test_an_invoice_is_sent_and_paid_in_its_time() -> None:
    order = half_a_year(units_share=percent(100))
    order = replace(order, payment=replace(order.payment, invoice_within=Duration(10, "business day")))
    last = calendar(order).invoices[
        3
    ]  # work of April: the first Monday of May is a holiday in the provider's country
    assert (last.sent, last.due) == (dt.date(2026, 5, 15), dt.date(2026, 6, 14))


def test_business_days_to_payment_are_those_of_the_sponsor() -> None:
    order = half_a_year(units_share=percent(100))
    order = replace(order, payment=replace(order.payment, terms=Duration(5, "business day")))
    first = calendar(order).invoices[0]
    assert (first.sent, first.due) == (
        dt.date(2026, 2, 2),
        dt.date(2026, 2, 9),
    )  # a holiday in Ireland only, on 2 February


def test_a_milestone_is_invoiced_when_it_is_reached() -> None:
    order = half_a_year(milestone("report", 100, dt.date(2026, 5, 29)))
    (found,) = calendar(order).invoices
    assert (found.sent, found.known, found.amount) == (dt.date(2026, 6, 1), "planned", money(6000))


def schedule(**days: dt.date | None) -> Schedule:
    point = StudyMilestone(
        id="last-visit",
        event="database lock",
        title="Lock",
        baseline=dt.date(2026, 5, 29),
        tolerance=Duration(5, "business day"),
        **days,
    )
    return Schedule(
        study="s-1",
        start=dt.date(2026, 1, 1),
        calendar="US",
        target=10,
        tasks={},
        milestones={"last-visit": point},
    )


@pytest.mark.parametrize(
    ("days", "known", "day"),
    [
        ({"actual": dt.date(2026, 6, 8)}, "actual", dt.date(2026, 6, 9)),
        ({"forecast": dt.date(2026, 7, 6)}, "forecast", dt.date(2026, 7, 7)),
        ({"actual": dt.date(2026, 7, 1), "forecast": dt.date(2026, 7, 6)}, "forecast", dt.date(2026, 7, 7)),
        ({}, "planned", dt.date(2026, 6, 1)),
    ],
)
def test_the_schedule_of_the_study_says_when(days: dict[str, dt.date], known: str, day: dt.date) -> None:
    order = half_a_year(milestone("report", 100, dt.date(2026, 4, 1), reached_by="last-visit"))
    (found,) = calendar(order, schedule=schedule(**days)).invoices
    assert (found.known, found.sent) == (known, day)


def test_the_contract_can_be_asked_alone() -> None:
    order = half_a_year(milestone("report", 100, dt.date(2026, 4, 2), reached_by="last-visit"))
    (found,) = calendar(order, schedule=schedule(actual=dt.date(2026, 6, 8)), planned_only=True).invoices
    assert found.sent == dt.date(2026, 4, 6)  # after Good Friday


def test_a_milestone_without_a_date_is_last_and_not_due() -> None:
    order = half_a_year(milestone("first", 50, None), milestone("report", 50, dt.date(2026, 5, 29)))
    found = calendar(order)
    assert [one.title for one in found.invoices] == ["Report", "First"]
    assert [one.title for one in found.undated] == ["First"]
    assert all(tie.holds for tie in found.ties())


def test_lines_are_worked_between_their_milestones() -> None:
    line = unit_line("monitoring", 2, money(100), begins="last-visit")
    order = work_order((line,), units_share=percent(100), start=dt.date(2026, 1, 5), end=dt.date(2026, 7, 31))
    found = calendar(order, schedule=schedule(forecast=dt.date(2026, 6, 8))).invoices
    assert [one.title for one in found] == ["Completed units, June 2026", "Completed units, July 2026"]


def test_people_work_for_their_months() -> None:
    line = unit_line(
        "programmer", 2, money(100), "FTE-month", people=Decimal(1), months=Decimal(2), ends="last-visit"
    )
    order = work_order(
        (line,), units_share=percent(100), start=dt.date(2026, 1, 5), end=dt.date(2026, 12, 31)
    )
    found = calendar(order, schedule=schedule(forecast=dt.date(2026, 6, 8))).invoices
    assert [one.title for one in found] == ["Completed units, May 2026", "Completed units, June 2026"]


def test_investigator_payments_are_a_stream_of_their_own_by_their_driver() -> None:
    grants = cost_line("grants", 12, money(50), stream="investigator", unit="participant")
    travel = cost_line("travel", 6, money(10))
    order = work_order(
        (MANAGEMENT,),
        (grants, travel),
        units_share=percent(100),
        start=dt.date(2026, 1, 5),
        end=dt.date(2026, 6, 30),
    )
    found = [one for one in calendar(order).invoices if one.kind == "investigator"]
    assert [one.quantities for one in found] == [{"grants": 2}] * 6
    assert {one.amount for one in found} == {money(100)}


def test_a_contract_value_by_milestones_has_no_invoices_for_costs() -> None:
    order = work_order(
        (MANAGEMENT,), (cost_line("travel", 6, money(10)),), (milestone("report", 100, dt.date(2026, 5, 29)),)
    )
    value = order.totals.contract_value
    payment = replace(order.payment, base="contract value", base_amount=value)
    payment = replace(payment, milestones={"report": replace(payment.milestones["report"], amount=value)})
    found = calendar(replace(order, payment=payment))
    assert [(one.kind, one.amount) for one in found.invoices] == [("milestone", money(6060))]
    assert all(tie.holds for tie in found.ties())


# ---- kept back and advanced -----------------------------------------------------------------------------------------


def held(order: WorkOrder, planned: dt.date | None) -> WorkOrder:
    share = percent("3.33")
    return replace(
        order,
        holdback=Holdback(
            share=share,
            total=order.totals.direct.times(share.fraction).rounded(),
            release="Acceptance",
            planned=planned,
            release_within=Duration(2, "month"),
        ),
    )


def test_a_holdback_is_kept_from_each_invoice_and_released() -> None:
    found = calendar(held(half_a_year(units_share=percent(100)), dt.date(2026, 8, 31)))
    assert [one.held for one in found.invoices[:-1]] == [money("33.30")] * 6
    last = found.invoices[-1]
    assert (last.kind, last.amount, last.due) == ("holdback", money("199.80"), dt.date(2026, 10, 31))
    assert all(tie.holds for tie in found.ties())


def test_a_release_that_nobody_has_dated_is_not_due() -> None:
    found = calendar(held(half_a_year(units_share=percent(100)), None))
    assert [(one.kind, one.due) for one in found.undated] == [("holdback", None)]
    assert all(tie.holds for tie in found.ties())


def advanced(order: WorkOrder, amount: int, credit: str, **more: int) -> WorkOrder:
    advance = Advance(
        id="fees",
        stream="fees",
        amount=money(amount),
        due=Duration(10, "business day"),
        credit=credit,  # type: ignore[arg-type]
        **more,
    )  # type: ignore[arg-type]
    return replace(order, advances={"fees": advance})


def test_an_advance_is_due_after_signature() -> None:
    first = calendar(advanced(half_a_year(units_share=percent(100)), 500, "last invoices")).invoices[0]
    assert (first.kind, first.sent, first.due) == (
        "advance",
        TERMS.signed,
        dt.date(2025, 12, 31),
    )  # two holidays in between


def test_an_advance_is_credited_against_the_last_invoices() -> None:
    found = calendar(advanced(half_a_year(units_share=percent(100)), 2500, "last invoices"))
    assert [one.credited.amount for one in found.invoices[1:]] == [0, 0, 0, 500, 1000, 1000]
    assert all(tie.holds for tie in found.ties())


def test_an_advance_is_credited_in_equal_parts() -> None:
    order = advanced(half_a_year(units_share=percent(100)), 1000, "equal parts", credit_invoices=3)
    found = calendar(order)
    assert [str(one.credited.amount) for one in found.invoices[-3:]] == ["333.33", "333.34", "333.33"]
    assert all(tie.holds for tie in found.ties())


def test_what_no_invoice_can_take_is_repaid() -> None:
    order = held(half_a_year(units_share=percent(100)), dt.date(2026, 8, 31))
    found = calendar(advanced(order, 6000, "last invoices"))
    (back,) = [one for one in found.invoices if one.kind == "repayment"]
    assert (back.payable, back.due) == (money("-199.80"), dt.date(2026, 7, 30))
    assert all(tie.holds for tie in found.ties())


def test_without_units_an_advance_is_credited_against_milestones() -> None:
    order = half_a_year(
        milestone("first", 50, dt.date(2026, 2, 2)), milestone("report", 50, dt.date(2026, 5, 29))
    )
    found = calendar(advanced(order, 3500, "last invoices")).invoices
    assert [one.credited.amount for one in found] == [0, 500, 3000]


# ---- change orders --------------------------------------------------------------------------------------------------


def test_a_change_order_counts_from_its_month_and_adds_the_difference_for_what_was_reached() -> None:
    order = advanced(
        work_order(
            (MANAGEMENT,),
            milestones=(
                milestone("first", 50, dt.date(2026, 2, 2)),
                milestone("report", 50, dt.date(2026, 5, 29)),
            ),
            units_share=percent(50),
            start=dt.date(2026, 1, 5),
            end=dt.date(2026, 6, 30),
        ),
        800,
        "last invoices",
    )
    new = repriced(order, direct={"management": Priced(Decimal(12), money(1000))})
    new = replace(new, advances={"fees": replace(new.advances["fees"], amount=money(1000))})
    found = calendar(order, Version(since=dt.date(2026, 4, 20), order=new, label="CO-01"))
    assert sent([one for one in found.invoices if one.kind == "milestone"]) == [
        ("First", dt.date(2026, 2, 3), money(1500)),
        ("First (difference by CO-01)", dt.date(2026, 4, 21), money(1500)),
        ("Report", dt.date(2026, 6, 1), money(3000)),
    ]
    units = [one.amount.amount for one in found.invoices if one.kind == "units"]
    assert units == [500, 500, 500, 1500, 1500, 1500]
    advances = [(one.title, one.amount) for one in found.invoices if one.kind == "advance"]
    assert advances == [
        ("Advance for fees", money(800)),
        ("Advance for fees (difference by CO-01)", money(200)),
    ]
    assert all(tie.holds for tie in found.ties())


def test_a_change_order_after_the_last_month_is_invoiced_at_once() -> None:
    order = half_a_year(units_share=percent(100))
    new = repriced(order, direct={"management": Priced(Decimal(7), money(1000))})
    found = calendar(order, Version(since=dt.date(2026, 8, 3), order=new, label="CO-01"))
    assert found.invoices[-1].title == "Completed units, August 2026"
    assert all(tie.holds for tie in found.ties())


# ---- all together ---------------------------------------------------------------------------------------------------


def random_changes(order: WorkOrder, chance: random.Random) -> list[Version]:
    """Up to two random change orders, one after the other."""
    later, since, now = [], order.start, order
    for number in range(chance.randrange(3)):
        since += dt.timedelta(days=chance.randrange(400))
        lines = {
            id: Priced(line.quantity * chance.randrange(1, 5), line.unit_price)
            for id, line in now.direct.items()
        }
        now = repriced(now, direct=lines, end=now.end + dt.timedelta(days=chance.randrange(100)))
        later.append(Version(since=since, order=now, label=f"CO-{number + 1:02}"))
    return later


def random_calendar(seed: int) -> PaymentCalendar:
    """A random order with up to two random change orders."""
    chance = random.Random(seed)
    order = random_order(seed)
    later = random_changes(order, chance)
    terms = replace(
        TERMS,
        signed=order.start,
        payment=Duration(chance.randrange(90), "calendar day"),
        provider=Calendar(),
        sponsor=Calendar(),
    )
    return calendar(order, *later, terms=terms)


def lost(found: PaymentCalendar) -> list[str]:
    """Sums that do not tie out, and months that do not add up to what is dated."""
    wrong = [f"{tie.what}: {tie.found}, not {tie.agreed}" for tie in found.ties() if not tie.holds]
    months = found.months()
    undated = sum((one.payable.amount for one in found.undated), Decimal(0))
    if months and months[-1].so_far.amount + undated != found.order.totals.contract_value.amount:
        wrong.append("months")
    if any(one.payable != one.payable.rounded() for one in found.invoices):
        wrong.append("parts of a minor unit")
    return wrong


@pytest.mark.parametrize(
    "part", [0, 1, *(pytest.param(part, marks=pytest.mark.deep) for part in range(2, 10))]
)
def test_money_never_gains_or_loses_a_minor_unit_in_ten_thousand_schedules(part: int) -> None:
    wrong = {
        seed: found
        for seed in range(part * 1000, part * 1000 + 1000)
        if (found := lost(random_calendar(seed)))
    }
    assert wrong == {}
