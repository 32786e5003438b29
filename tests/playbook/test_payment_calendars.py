"""The payment calendars of the example: amounts and dates as the example gives them, and sums that tie out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from remit.calc.current_order import sized_advance
from remit.calc.money import thousands
from remit.calc.payments.calendar import PaymentCalendar, payment_calendar
from remit.calc.recorded import recorded_day
from remit.model.agreements import MasterAgreement
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.values import Money

TODAY = dt.date(2026, 11, 30)


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


def calendar(ledger: Ledger, id: str, *, pending: bool = False) -> PaymentCalendar:
    found = payment_calendar(ledger, ledger.of(WorkOrder)[id], TODAY, pending=pending)
    assert found is not None
    return found


@pytest.mark.parametrize("pending", [False, True])
@pytest.mark.parametrize("id", ["wo-301", "wo-201", "wo-fsp-01"])
def test_every_sum_ties_out_to_the_unit(ledger: Ledger, id: str, pending: bool) -> None:
    found = calendar(ledger, id, pending=pending)
    assert [tie.what for tie in found.ties() if not tie.holds] == []
    assert found.undated == ()
    assert found.months()[-1].so_far == found.order.totals.contract_value


def test_the_milestones_of_301_pay_what_the_example_says(ledger: Ledger) -> None:
    found = [one.amount for one in calendar(ledger, "wo-301").invoices if one.kind == "milestone"]
    expected = [613_632] * 4 + [767_040] * 2 + [613_632, 920_448, 306_816, 306_816]
    assert found == [usd(amount) for amount in expected]


def test_the_advance_of_301_is_the_formula_rounded_down(ledger: Ledger) -> None:
    order = ledger.of(WorkOrder)["wo-301"]
    exact = sized_advance(order, ledger.of(MasterAgreement)[order.master].payment_terms)
    assert exact == usd("859107.71")
    assert exact
    assert thousands(exact) == order.advances["fees"].amount == usd(859_000)


def test_the_advance_is_credited_against_the_last_unit_invoices(ledger: Ledger) -> None:
    units = [one for one in calendar(ledger, "wo-301").invoices if one.kind == "units"]
    credited = [one for one in units if one.credited.amount]
    assert credited == units[-len(credited) :]
    assert sum(one.credited.amount for one in credited) == 859_000
    assert all(one.payable.amount == 0 for one in credited[1:])


def test_invoices_of_june_2025_are_due_by_the_terms_of_the_contract(ledger: Ledger) -> None:
    june = next(
        one for one in calendar(ledger, "wo-301").invoices if one.title == "Completed units, June 2025"
    )
    assert june.sent == dt.date(2025, 7, 14), "the tenth business day of July"
    assert june.due == dt.date(2025, 8, 28), "45 calendar days later"


def test_investigators_are_paid_for_all_participants(ledger: Ledger) -> None:
    found = [one for one in calendar(ledger, "wo-301").invoices if one.kind == "investigator"]
    assert sum(one.quantities.get("investigator-grants", 0) for one in found) == 420
    assert sum(one.quantities.get("screen-failures", 0) for one in found) == 280


def test_the_holdback_of_201_is_released_whole(ledger: Ledger) -> None:
    found = calendar(ledger, "wo-201")
    kept = [one.held for one in found.invoices if one.kind == "milestone"]
    assert kept == [usd(19_200)] * 10
    (release,) = [one for one in found.invoices if one.kind == "holdback"]
    assert (release.amount, release.due) == (usd(192_000), dt.date(2027, 8, 2))


def test_the_change_order_adds_the_difference_for_milestones_already_paid(ledger: Ledger) -> None:
    found = [one for one in calendar(ledger, "wo-301", pending=True).invoices if "difference" in one.title]
    assert [(one.kind, one.amount) for one in found] == [
        ("advance", usd(23_000)),
        *[("milestone", usd("45456.80"))] * 4,
    ]


def test_pages_ask_for_the_day_on_which_the_records_stand(ledger: Ledger) -> None:
    assert recorded_day(ledger) == dt.date(2026, 11, 2), (
        "the licence that ends the co-investment of the second study"
    )
