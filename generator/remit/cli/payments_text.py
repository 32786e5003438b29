"""A payment calendar in words and tables for a terminal, and its invoices for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from babel.numbers import get_currency_precision

from remit.calc.money import total
from remit.calc.orders import changes_of
from remit.calc.payments.calendar import Month, PaymentCalendar
from remit.calc.payments.invoice import KINDS, Invoice, Kind
from remit.calc.payments.reductions import reducing
from remit.exchange.csv_text import csv_text
from remit.model.ledger import Ledger
from remit.model.parties import Party
from remit.model.values import Money
from remit.pages.book import country

COLUMNS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("Fees", ("units", "milestone", "holdback")),
    ("Investigators", ("investigator",)),
    ("Pass-through", ("pass-through",)),
    ("Advances", ("advance", "repayment")),
)
HEAD = (
    "order", "kind", "title", "sent", "due", "date is", "amount", "reduced", "net", "credited", "kept back", "payable",
    "currency",
)  # fmt: skip


def calendar_text(
    ledger: Ledger, found: PaymentCalendar, as_of: dt.date, *, every_invoice: bool
) -> Iterator[str]:
    """Everything that is said of one work order."""
    order = found.order
    party = ledger.of(Party).get(order.cro)
    yield f"{order.number}, {party.short_name if party else order.cro}: {order.totals.contract_value}, asked on {as_of}"
    yield f"  Paid within {order.payment.terms or found.terms.payment}. {_calendars(found)}"
    yield from _changes(ledger, found)
    terms = reducing(order)
    if terms:
        off = found.sum(KINDS, "reduced")
        yield f"  Co-investment takes {terms.reduction} from invoices for direct fees, at most {terms.cap}; {off} in all."
    for words in (*units_in_words(found), *not_in_figures(found)):
        yield f"  {words}"
    yield ""
    yield from _months(found)
    yield ""
    shown = [one for one in found.invoices if every_invoice or one.kind in _EVENTS]
    yield from _invoices("Every invoice" if every_invoice else "Milestones, advances and holdback", shown)
    if order.pass_through:
        yield ""
        yield from _limits(found)
    yield ""
    yield from _ties(found)
    yield ""


def not_in_figures(found: PaymentCalendar) -> Iterator[str]:
    """What the contract takes from these invoices and the calendar does not."""
    terms = found.order.co_investment
    if terms and not reducing(found.order):
        yield f"Not in these figures: co-investment, {terms.reduction} of direct fees up to {terms.cap}."
    if found.order.service_credits:
        yield "Not in these figures: service credits, which depend on results; remit settle says what is due."


def units_in_words(found: PaymentCalendar) -> Iterator[str]:
    """Which units are on record and which are foreseen; nothing where none are on record."""
    if not found.stated:
        return
    until = max(one.last for one in found.stated)
    waiting = (
        f"; {found.not_invoiced} more are accepted and not invoiced" if found.not_invoiced.amount else ""
    )
    rest = any(one.kind == "units" and one.known != "actual" for one in found.invoices)
    left = (
        " Their dates are 'actual'; all other units are a forecast of what is left of the order."
        if rest
        else ""
    )
    yield f"Units as recorded to {until}: {found.recorded} invoiced{waiting}.{left}"
    if found.not_completed.amount:
        why = (
            "that rounding each invoice has left of the amount agreed"
            if found.complete
            else "for units that were ordered, because no month is left for them"
        )
        yield f"Not foreseen any more: {found.not_completed} {why}."


_EVENTS: tuple[Kind, ...] = ("milestone", "advance", "holdback", "repayment")


def _calendars(found: PaymentCalendar) -> str:
    names = [
        country(one.country) if one.country else "no country"
        for one in (found.terms.provider, found.terms.sponsor)
    ]
    return f"Business days: {names[0]} for invoices, {names[1]} for payments."


def _changes(ledger: Ledger, found: PaymentCalendar) -> Iterator[str]:
    if found.labels:
        yield f"  With change orders {', '.join(found.labels)}."
    left_out = [one for one in changes_of(ledger, found.order) if one.number not in found.labels]
    if left_out:
        names = ", ".join(f"{one.number} ({one.status})" for one in left_out)
        yield f"  Not counted, because not signed: {names}; --pending counts them."


def _months(found: PaymentCalendar) -> Iterator[str]:
    used = [
        (name, kinds)
        for name, kinds in COLUMNS
        if found.sum(kinds, "payable").amount or found.sum(kinds).amount
    ]
    rows = [
        (
            f"{month.month:%Y-%m}",
            *(_sum(month, kinds, found.order.currency) for _, kinds in used),
            _cell(month.total),
            _cell(month.so_far),
        )
        for month in found.months()
    ]
    head = ("Month", *(name for name, _ in used), "Total", "In all")
    yield f"  Cash by month in which it is due, {found.order.currency}"
    yield from _table(head, rows)
    if found.undated:
        yield f"  Without a known day: {total((one.payable for one in found.undated), found.order.currency)}"


def _sum(month: Month, kinds: Iterable[Kind], currency: str) -> str:
    return _cell(total((month.paid[kind] for kind in kinds if kind in month.paid), currency), "")


def _cell(amount: Money, nothing: str | None = None) -> str:
    """An amount with the decimal places of its currency, or what stands for nothing."""
    if not amount.amount and nothing is not None:
        return nothing
    return f"{amount.amount:,.{get_currency_precision(amount.currency)}f}"


def _invoices(title: str, invoices: Sequence[Invoice]) -> Iterator[str]:
    less = any(one.reduced for one in invoices)
    rows = [
        (
            one.sent.isoformat() if one.sent else "not dated",
            one.due.isoformat() if one.due else "not dated",
            one.known,
            one.title,
            _cell(one.amount),
            *((_cell(taken(one), ""), _cell(one.net)) if less else ()),
            _cell(one.credited, ""),
            _cell(one.held, ""),
            _cell(one.payable),
        )
        for one in invoices
    ]
    yield f"  {title}" if rows else f"  {title}: none"
    if rows:
        yield from _table(
            (*_DATES, "Amount", *(("Reduced", "Net") if less else ()), "Credited", "Kept back", "Payable"),
            rows,
            words=(0, 1, 2, 3),
        )


_DATES = ("Sent", "Due", "Date is", "What")


def taken(one: Invoice) -> Money:
    """What a co-investment takes from an invoice; nothing where there is none."""
    return one.reduced or one.amount - one.amount


def _limits(found: PaymentCalendar) -> Iterator[str]:
    rows = [
        (
            line.id,
            line.stream,
            f"{line.quantity.normalize():,f} {line.unit}",
            _cell(line.estimate),
            _cell(line.cap) if line.cap else "none",
            _cell(line.approval_above) if line.approval_above else "none",
        )
        for line in found.order.pass_through.values()
    ]
    yield "  Pass-through costs: what drives them, and their limits"
    yield from _table(
        ("Line", "Stream", "Driver", "Estimate", "Cap", "Item needs approval above"), rows, words=(0, 1, 2)
    )


def _ties(found: PaymentCalendar) -> Iterator[str]:
    ties = found.ties()
    wrong = [tie for tie in ties if not tie.holds]
    if not wrong:
        yield f"  All {len(ties)} sums hold to the minor unit."
    for tie in wrong:
        yield f"  {tie.what}: the calendar comes to {tie.found}, the contract says {tie.agreed}; see remit check"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], words: Sequence[int] = (0,)) -> Iterator[str]:
    """Rows below their head; columns of figures are flush right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield f"    {'  '.join(cells).rstrip()}"


def csv_of(calendars: Iterable[PaymentCalendar]) -> str:
    """Every invoice as a row; in a spreadsheet no cell acts as a formula."""
    rows = (
        (
            found.order.number,
            one.kind,
            one.title,
            one.sent.isoformat() if one.sent else "",
            one.due.isoformat() if one.due else "",
            one.known,
            *(
                f"{part.amount:f}"
                for part in (one.amount, taken(one), one.net, one.credited, one.held, one.payable)
            ),
            found.order.currency,
        )
        for found in calendars
        for one in found.invoices
    )
    return csv_text(HEAD, rows)
