"""What is invoiced under a work order and when: a figure of the cash of each month, and the invoices behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from remit.calc.money import total
from remit.calc.orders import changes_of
from remit.calc.payments.calendar import Month, PaymentCalendar, payment_calendar
from remit.calc.payments.invoice import KINDS, Invoice, Kind
from remit.calc.payments.known_dates import Known
from remit.calc.payments.reductions import reducing
from remit.calc.recorded import recorded_day
from remit.figures.cash_flow import STREAMS, cash_flow
from remit.model.money import WorkOrder
from remit.model.values import Money
from remit.pages.book import country
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    code,
    facts,
    figure,
    fold,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
)
from remit.pages.page import Desk

NAMES = {
    "units": "Completed units",
    "milestone": "Milestone",
    "pass-through": "Pass-through costs",
    "investigator": "Investigator payments",
    "advance": "Advance",
    "holdback": "Holdback",
    "repayment": "Repayment",
}


def payment_blocks(desk: Desk, order: WorkOrder) -> Iterator[Block]:
    """The payment calendar of a work order as the records stand; nothing where no time to payment is known."""
    day = recorded_day(desk.book.ledger)
    found = payment_calendar(desk.book.ledger, order, day)
    if found is None or not found.invoices:
        return
    yield heading(3, f"Invoices and cash of {order.number}", f"{order.id}-payments")
    yield paragraph(
        joined(
            [
                "Computed from the lines and terms of the order and the dates of the schedule, as the records stand on ",
                day,
                ". What lies ahead is a forecast; what is owed follows from the contract. ",
                code(f"remit payments {order.study}"),
                " gives the same for any day.",
            ],
            "",
        )
    )
    yield figure(
        cash_flow(found.months(), order.number),
        f"Payments under {order.number} by the month in which they are due",
    )
    yield _terms(desk, found)
    yield _years(found)
    yield fold(f"Every invoice of {order.number}", [_invoices(found)])


def _terms(desk: Desk, found: PaymentCalendar) -> Block:
    order, terms = found.order, found.terms
    pending = [one for one in changes_of(desk.book.ledger, order) if one.number not in found.labels]
    ties = found.ties()
    wrong = [f"{tie.what}: {tie.found}, not {tie.agreed}" for tie in ties if not tie.holds]
    sums = joined(wrong) if wrong else f"All {len(ties)} hold to the minor unit"
    return facts(
        [
            ("Units on record", _recorded(found) if found.stated else None),
            ("Change orders counted", joined(found.labels) if found.labels else None),
            (
                "Not counted, not signed",
                joined([desk.to(f"studies/{one.study}/change_order-{one.id}", one.number) for one in pending])
                if pending
                else None,
            ),
            ("Invoices sent within", order.payment.invoice_within),
            ("Paid within", order.payment.terms or terms.payment),
            (
                "Business days",
                f"{_named(terms.provider.country)} for invoices, {_named(terms.sponsor.country)} for payments",
            ),
            ("Taken off for the co-investment", found.sum(KINDS, "reduced") if reducing(order) else None),
            ("Sums against the contract", joined([badge(sums, "bad" if wrong else "good")])),
        ]
    )


def _recorded(found: PaymentCalendar) -> Inert:
    """Which units are as accepted and invoiced; all others are foreseen."""
    until = max(one.last for one in found.stated)
    parts = [joined(["to ", until, f": {found.recorded} invoiced, with dates that are actual"], "")]
    if found.not_invoiced.amount:
        parts.append(joined([f"{found.not_invoiced} accepted and not invoiced"]))
    if found.not_completed.amount:
        what = "left by rounding each invoice" if found.complete else "of units that were ordered"
        parts.append(joined([f"{found.not_completed} {what} are not foreseen any more"]))
    if any(one.kind == "units" and one.known != "actual" for one in found.invoices):
        parts.append(joined(["what is left of the order is a forecast"]))
    return joined(parts, "; ")


def _named(code: str) -> str:
    return country(code) if code else "Monday to Friday"


def _years(found: PaymentCalendar) -> Block:
    months, currency = found.months(), found.order.currency
    kinds_paid = {kind for month in months for kind in month.paid}
    used = [(name, kinds) for name, kinds in STREAMS if kinds_paid.intersection(kinds)]
    rows: list[Row] = []
    for year in sorted({month.month.year for month in months}):
        of_year = [month for month in months if month.month.year == year]
        cells = [_paid(of_year, kinds, currency) for _, kinds in used]
        rows.append(Row.of((str(year), *map(str, cells), str(total(cells, currency)))))
    undated = total((one.payable for one in found.undated), currency)
    if undated.amount:
        rows.append(Row.of(("Not dated", *("" for _ in used), str(undated))))
    sums = [_paid(months, kinds, currency) for _, kinds in used]
    whole = ("All", *sums, total(sums, currency) + undated)
    rows.append(Row.of([strong(cell) for cell in whole], class_="total"))
    columns = ["Year", *((name, "num") for name, _ in used), ("Total", "num")]
    return table(columns, rows, caption=f"Payments of {found.order.number} by year", class_="money")


def _paid(months: Iterable[Month], kinds: Iterable[Kind], currency: str) -> Money:
    return total((month.paid[kind] for month in months for kind in kinds if kind in month.paid), currency)


_DATED: Mapping[Known, Tone] = {"actual": "good", "forecast": "info", "planned": "plain"}


def _invoices(found: PaymentCalendar) -> Block:
    """A row for each invoice: below its title its dates, below its amount what is taken from it, so that it stays narrow."""
    rows = [(_what(one), _amount(one), _plain(one.payable)) for one in found.invoices]
    columns = ["Invoice", (f"Amount, {found.order.currency}", "num"), ("Payable", "num")]
    return table(columns, rows, caption=f"Invoices of {found.order.number}")


def _what(one: Invoice) -> Inert:
    """The title of an invoice with how its dates are known, and below it the dates."""
    title = joined([one.title, badge(one.known, _DATED[one.known])], " ")
    dates = joined(["sent ", one.sent, ", due ", one.due], "") if one.sent and one.due else "not dated"
    kind = [small(NAMES[one.kind])] if not one.title.startswith(NAMES[one.kind]) else []
    return joined([title, *kind, small(dates)], "<br>")


def _amount(one: Invoice) -> Inert:
    """The amount of an invoice, and below it each part that is not paid on it."""
    parts = (("co-investment", one.reduced), ("credited", one.credited), ("kept back", one.held))
    less = [joined([small(name), f"-{_plain(part)}"], "<br>") for name, part in parts if part and part.amount]
    return joined([_plain(one.amount), *less], "<br>")


def _plain(amount: Money) -> str:
    """An amount without its currency, which the head of the table names."""
    return str(amount).rpartition(" ")[0]
