"""Units that are on record count as they were accepted and invoiced; only what is left of the order is foreseen."""

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
from remit.calc.payments.calendar import PaymentCalendar, payment_calendar
from remit.calc.payments.invoice import Version
from remit.calc.payments.invoices import invoices_of
from remit.calc.payments.known_dates import KnownDates
from remit.calc.payments.spreading import month_after
from remit.calc.payments.stated import fees_for, paid_by_units
from remit.cli.payments_text import units_in_words
from remit.load.records import read_records
from remit.model.money import Holdback, WorkOrder
from remit.model.risk_sharing import CoInvestment
from remit.model.settlement import CompletedUnits, UnitInvoice
from remit.model.values import Duration
from tests.calc.orders import money, percent, random_order, unit_line, work_order
from tests.calc.payments.test_invoices import TERMS, random_changes
from tests.rules.workspace import minimal

TODAY = dt.date(2026, 4, 20)
ORDER = work_order(
    (unit_line("visits", 60, money(100), "visit"), unit_line("calls", 12, money(50), "call")),
    units_share=percent(100),
    start=dt.date(2026, 1, 1),
    end=dt.date(2026, 6, 30),
)


def month(order: WorkOrder, first: dt.date, sent: int | None = 9, **units: Decimal | int) -> CompletedUnits:
    """Units of a month, accepted on the eighth of the next one and invoiced on day ``sent`` of it."""
    after = month_after(first, 1)
    one = CompletedUnits(
        id=f"{first:%Y-%m}",
        first=first,
        last=after - dt.timedelta(days=1),
        units={id: Decimal(count) for id, count in units.items()},
        accepted=after.replace(day=8),
        accepted_by="sponsor-project-manager",
        evidence="Visit list",
    )
    if sent is None:
        return one
    invoice = UnitInvoice(number=f"B-{first:%y%m}", sent=after.replace(day=sent), fees=fees_for(order, one))
    return replace(one, invoice=invoice)


def calendar(
    order: WorkOrder, stated: Sequence[CompletedUnits], *later: Version, as_of: dt.date = TODAY
) -> PaymentCalendar:
    versions = (Version(since=order.start, order=order), *later)
    terms = replace(TERMS, signed=order.start, provider=Calendar(), sponsor=Calendar())
    invoices = invoices_of(versions, terms, KnownDates({}, as_of), stated)
    return PaymentCalendar(
        order=versions[-1].order, labels=(), terms=terms, invoices=invoices, stated=tuple(stated)
    )


def told(found: PaymentCalendar) -> list[tuple[str, str, Decimal]]:
    return [(one.title, one.known, one.amount.amount) for one in found.invoices]


JANUARY, FEBRUARY, MARCH = (dt.date(2026, number, 1) for number in (1, 2, 3))


def test_recorded_invoices_stand_as_they_were_sent_and_the_rest_is_foreseen() -> None:
    stated = (month(ORDER, JANUARY, visits=5, calls=2), month(ORDER, FEBRUARY, visits=15))
    found = calendar(ORDER, stated)
    assert told(found) == [
        ("Invoice B-2601: units, January 2026", "actual", Decimal(600)),
        ("Invoice B-2602: units, February 2026", "actual", Decimal(1500)),
        *(
            (f"Completed units, {name} 2026", "forecast", Decimal(amount))
            for name, amount in (("March", 1100), ("April", 1150), ("May", 1100), ("June", 1150))
        ),
    ]
    first = found.invoices[0]
    assert (first.sent, first.due) == (dt.date(2026, 2, 9), dt.date(2026, 3, 11))
    assert (found.recorded, found.not_invoiced, found.not_completed) == (money(2100), money(0), money(0))
    assert all(tie.holds for tie in found.ties())
    assert sum(one.quantities.get("visits", Decimal(0)) for one in found.invoices) == 60
    assert sum(one.quantities.get("calls", Decimal(0)) for one in found.invoices) == 12


def test_units_accepted_without_an_invoice_are_expected_soon() -> None:
    found = calendar(ORDER, (month(ORDER, JANUARY, None, visits=5),))
    (one,) = [one for one in found.invoices if one.month == JANUARY]
    assert (one.title, one.known, one.amount) == (
        "Units accepted, not invoiced, January 2026",
        "forecast",
        money(500),
    )
    assert one.sent == dt.date(2026, 4, 21), "the next business day: by now it has not been sent"
    assert (found.recorded, found.not_invoiced) == (money(0), money(500))
    assert all(tie.holds for tie in found.ties())


def test_an_invoice_of_a_later_day_is_not_known_yet() -> None:
    found = calendar(ORDER, (month(ORDER, MARCH, 28, visits=5),))
    (one,) = [one for one in found.invoices if one.month == MARCH]
    assert one.title == "Units accepted, not invoiced, March 2026"


def test_a_month_of_which_some_days_are_stated_is_not_foreseen() -> None:
    half = replace(month(ORDER, JANUARY, visits=5), last=dt.date(2026, 2, 12), accepted=dt.date(2026, 2, 20))
    found = calendar(ORDER, (half,))
    assert [one.month for one in found.invoices] == [JANUARY, *(dt.date(2026, n, 1) for n in (3, 4, 5, 6))]
    assert found.invoices[0].title == "Invoice B-2601: units, to 2026-02-12"


def test_work_that_is_late_is_foreseen_in_the_next_month() -> None:
    early = replace(
        ORDER, direct={**ORDER.direct, "calls": replace(ORDER.direct["calls"], months=2, begins="start")}
    )
    stated = (month(early, JANUARY, visits=10, calls=3), month(early, FEBRUARY, visits=10, calls=4))
    dates = [one.quantities.get("calls") for one in calendar(early, stated).invoices]
    assert dates[:2] == [3, 4]
    assert sum(count or Decimal(0) for count in dates) == 12


def test_what_no_month_is_left_for_is_told_and_not_foreseen() -> None:
    stated = [month(ORDER, month_after(JANUARY, n), visits=9, calls=2) for n in range(6)]
    held = replace(
        ORDER,
        holdback=Holdback(
            share=percent(10),
            total=money(660),
            release="Report",
            release_within=Duration(30, "calendar day"),
            planned=dt.date(2026, 9, 1),
        ),
    )
    for order in (ORDER, held):
        found = calendar(order, stated, as_of=dt.date(2026, 8, 1))
        assert found.not_completed == money(600), "six visits of 100 USD"
        assert all(one.known == "actual" for one in found.invoices if one.kind == "units")
        assert all(tie.holds for tie in found.ties()), [tie for tie in found.ties() if not tie.holds]


@pytest.mark.parametrize("price", ["33.35", "33.37", "10.01"])
def test_the_last_units_of_an_order_bring_what_rounding_has_left(price: str) -> None:
    visits = unit_line("visits", 60, money(price), "visit")
    order = work_order((visits,), units_share=percent(50), start=ORDER.start, end=ORDER.end)
    done = [
        month(order, month_after(JANUARY, n), None if n == 3 else 9, visits=count)
        for n, count in enumerate((21, 13, 17, 9))
    ]
    found = calendar(order, done, as_of=dt.date(2026, 5, 20))
    before = sum(one.invoice.fees.amount for one in done if one.invoice)
    assert found.not_invoiced.amount == 30 * Decimal(price) - before
    assert abs(found.not_invoiced.amount - 9 * Decimal(price) / 2) <= Decimal("0.02")
    assert found.sum(["units"]) == paid_by_units(order)


def test_what_rounding_leaves_of_a_complete_order_is_told_as_that() -> None:
    visits = unit_line("visits", 60, money("10.01"), "visit")
    order = work_order((visits,), units_share=percent(50), start=ORDER.start, end=ORDER.end)
    done = [month(order, month_after(JANUARY, n), visits=n_) for n, n_ in enumerate((21, 13, 17, 9))]
    for stated, words in (
        (done, "0.02 USD that rounding each invoice has left of the amount agreed"),
        (done[:3], ""),
    ):
        found = calendar(order, stated, as_of=dt.date(2026, 5, 20))
        told = [one for one in units_in_words(found) if one.startswith("Not foreseen")]
        assert told == ([f"Not foreseen any more: {words}."] if words else [])
        assert found.complete is bool(words)


def test_more_than_was_ordered_does_not_tie_out() -> None:
    stated = [month(ORDER, month_after(JANUARY, n), visits=11, calls=2) for n in range(6)]
    found = calendar(ORDER, stated, as_of=dt.date(2026, 8, 1))
    assert found.not_completed == money(0)
    assert [tie.what for tie in found.ties() if not tie.holds] == [
        "Units and milestones are the direct fees",
        "All payments are the contract value",
    ]


def test_a_co_investment_is_taken_from_the_invoices_as_they_were_sent() -> None:
    terms = CoInvestment(
        model="co-investment", reduction=percent(10), cap=money(150), success="A licence", reached_by="licence",
        return_share=percent(150), return_cap=money(225), return_within=Duration(60, "calendar day"),
    )  # fmt: skip
    order = replace(ORDER, co_investment=terms)
    found = calendar(order, (month(order, JANUARY, visits=5), month(order, FEBRUARY, visits=15)))
    assert [one.reduced.amount for one in found.invoices if one.reduced is not None] == [50, 100, 0, 0, 0, 0]
    assert all(tie.holds for tie in found.ties())


def test_a_change_order_adds_to_what_was_invoiced_before_it() -> None:
    more = repriced(
        ORDER, direct={"visits": Priced(Decimal(90), money(100)), "calls": Priced(Decimal(12), money(50))}
    )
    stated = (month(ORDER, JANUARY, visits=5), month(ORDER, FEBRUARY, visits=15))
    found = calendar(ORDER, stated, Version(since=dt.date(2026, 4, 1), order=more, label="CO-01"))
    amounts = {one.month: one.amount.amount for one in found.invoices}
    assert (amounts[JANUARY], amounts[FEBRUARY]) == (500, 1500)
    assert sum(amounts.values()) == 9600
    assert all(tie.holds for tie in found.ties())


def random_stated(seed: int) -> PaymentCalendar:
    """A random order with up to two change orders, and months of which some of its units are on record."""
    chance = random.Random(seed)
    order = random_order(seed)
    later = random_changes(order, chance)
    left = {id: one.quantity for id, one in order.direct.items()}
    stated: list[CompletedUnits] = []
    at = order.start.replace(day=1)
    while at <= order.end and chance.random() < 0.9:
        done = {id: (count * chance.randrange(4) / 8).quantize(Decimal("0.01")) for id, count in left.items()}
        if chance.random() < 0.8:
            stated.append(month(order, at, chance.choice((None, 9, 25)), **done))
            left = {id: left[id] - done[id] for id in left}
        at = month_after(at, 1)
    return calendar(order, stated, *later, as_of=month_after(at, chance.randrange(3)))


def lost(found: PaymentCalendar) -> list[str]:
    """What does not tie out, and what is foreseen although it is on record."""
    wrong = [f"{tie.what}: {tie.found}, not {tie.agreed}" for tie in found.ties() if not tie.holds]
    units = [one for one in found.invoices if one.kind == "units"]
    whole = paid_by_units(found.order)
    if sum((one.amount.amount for one in units), found.not_completed.amount) != whole.amount:
        wrong.append("units")
    if any(one.amount != one.amount.rounded() for one in units):
        wrong.append("parts of a minor unit")
    titles = {one.title.partition(":")[0] for one in units}
    sent = [one.invoice for one in found.stated if one.invoice and f"Invoice {one.invoice.number}" in titles]
    if found.recorded.amount != sum((one.fees.amount for one in sent), Decimal(0)):
        wrong.append("invoices as they were sent")
    return wrong


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.deep) for part in range(1, 10))])
def test_no_minor_unit_is_gained_or_lost_whatever_is_on_record(part: int) -> None:
    wrong = {seed: now for seed in range(part * 600, part * 600 + 600) if (now := lost(random_stated(seed)))}
    assert wrong == {}


SETTLEMENT = "data/studies/al-101/settlements/wo-101.yaml"
UNITS = """work_order: wo-101
units:
  2026-03:
    first: 2026-03-01
    last: 2026-03-31
    units: {visits: 4}
    accepted: 2026-04-07
    accepted_by: sponsor-project-manager
    evidence: Visit list
    invoice: {number: BRI-1, sent: 2026-04-08, fees: 9600 USD}
"""


def test_the_calendar_of_a_playbook_takes_what_is_accepted_by_the_day() -> None:
    records, findings = read_records({**minimal(), SETTLEMENT: UNITS.encode()})
    assert not findings
    order = records.of(WorkOrder)["wo-101"]
    for day, planned_only, count in (
        (dt.date(2026, 4, 9), False, 1),
        (dt.date(2026, 4, 6), False, 0),
        (dt.date(2026, 4, 9), True, 0),
    ):
        found = payment_calendar(records, order, day, planned_only=planned_only)
        assert found
        assert len(found.stated) == count
        assert len([one for one in found.invoices if "BRI-1" in one.title]) == count
        assert all(tie.holds for tie in found.ties())


def test_an_invoice_in_another_currency_leaves_the_calendar_as_it_is_foreseen() -> None:
    records, _ = read_records({**minimal(), SETTLEMENT: UNITS.replace("9600 USD", "9600 EUR").encode()})
    found = payment_calendar(records, records.of(WorkOrder)["wo-101"], dt.date(2026, 4, 9))
    assert found
    assert found.stated == ()
