"""The command `remit payments`."""

from __future__ import annotations

import datetime as dt
import json

import click

from remit.calc.orders import changes_of, orders_for
from remit.calc.payments.calendar import PaymentCalendar, payment_calendar
from remit.cli.asked import calculable, study_in
from remit.cli.options import as_of_option, root_option
from remit.cli.payments_text import calendar_text, csv_of, not_in_figures, taken
from remit.cli.saving import records_of
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Where, error
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.schema.nearest import nearest
from remit.workspace import Workspace


@click.command("payments")
@click.argument("study")
@click.option("--order", metavar="ID", help="Only this work order.")
@as_of_option("The day on which is asked: change orders in force, milestones reached.  [default: today]")
@click.option(
    "--pending", is_flag=True, help="Count change orders that are not signed yet, from that day on."
)
@click.option(
    "--planned", is_flag=True, help="Take the dates that the contract plans, not what became of them."
)
@click.option(
    "--invoices", is_flag=True, help="List every invoice, not only milestones, advances and holdback."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to report; csv lists the invoices for a spreadsheet.",
)
@root_option
def command(
    study: str,
    order: str | None,
    as_of: dt.date | None,
    pending: bool,
    planned: bool,
    invoices: bool,
    form: str,
    workspace: Workspace,
) -> None:
    """Foresee what is invoiced under the work orders of STUDY, when it is due, and the cash of each month.

    Units that the settlement record states count as they were accepted and invoiced. What is left of units and costs is
    spread over the months in which the contract and the schedule let them fall; milestones are due after they are
    reached. Every sum is held against the contract, to the minor unit.

    Exit codes: 0 all sums hold, 1 one does not, 2 the command could not do its work.

    \b
    Examples:
      remit payments nvt-218-301
      remit payments nvt-218-301 --order wo-301 --pending --invoices
      remit payments nvt-344-201 --format csv > build/invoices.csv
    """
    ledger = records_of(workspace, study)
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    found = [
        _calendar(ledger, one, day, pending, planned)
        for one in calculable(ledger, _orders(ledger, study, order))
    ]
    if form == "json":
        data = {"study": study, "as_of": day.isoformat(), "orders": [_data(ledger, one) for one in found]}
        click.echo(visible_json(json.dumps(data, indent=2, ensure_ascii=False)))
    elif form == "csv":
        click.echo(csv_of(found), nl=False)
    else:
        for one in found:
            for line in calendar_text(ledger, one, day, every_invoice=invoices):
                click.echo(visible(line))
    raise SystemExit(0 if all(tie.holds for one in found for tie in one.ties()) else 1)


def _orders(ledger: Ledger, study: str, id: str | None) -> tuple[WorkOrder, ...]:
    name = study_in(ledger, study).id
    orders = orders_for(ledger, name)
    if id is None and orders:
        return orders
    if id is not None and id in (known := {one.id: one for one in orders}):
        return (known[id],)
    there = [one.id for one in orders]
    if not there:
        hint = "'remit new work-order' proposes one"
        raise CannotGoOn(error("CLI-004", f"study '{name}' has no work order", Where("data/studies"), hint))
    hint = nearest(id or "", there) or f"there are: {', '.join(there)}"
    raise CannotGoOn(
        error("CLI-003", f"study '{name}' has no work order '{id}'", Where("data/studies"), hint)
    )


def _calendar(
    ledger: Ledger, order: WorkOrder, day: dt.date, pending: bool, planned: bool
) -> PaymentCalendar:
    found = payment_calendar(ledger, order, day, pending=pending, planned_only=planned)
    if found is None:
        raise CannotGoOn(
            error(
                "CLI-008",
                f"{order.number} has no time to payment, and its master agreement cannot be read",
                order.at("master"),
                "put right what 'remit check' says of them",
            )
        )
    return found


def _data(ledger: Ledger, found: PaymentCalendar) -> dict[str, object]:
    order, terms = found.order, found.terms
    left_out = [one.number for one in changes_of(ledger, order) if one.number not in found.labels]
    return {
        "order": order.id,
        "number": order.number,
        "cro": order.cro,
        "currency": order.currency,
        "change_orders": list(found.labels),
        "change_orders_not_counted": left_out,
        "payment_within": str(order.payment.terms or terms.payment),
        "not_in_the_figures": list(not_in_figures(found)),
        "business_days": {"invoices": terms.provider.country, "payments": terms.sponsor.country},
        "units_recorded": _recorded(found),
        "invoices": [
            {
                "kind": one.kind,
                "title": one.title,
                "sent": one.sent.isoformat() if one.sent else None,
                "due": one.due.isoformat() if one.due else None,
                "date_is": one.known,
                "amount": _plain(one.amount.amount),
                "reduced": _plain(taken(one).amount),
                **{name: _plain(getattr(one, name).amount) for name in PARTS},
                "quantities": {id: _plain(quantity) for id, quantity in one.quantities.items()},
            }
            for one in found.invoices
        ],
        "months": [
            {
                "month": f"{month.month:%Y-%m}",
                "paid": {kind: _plain(amount.amount) for kind, amount in month.paid.items()},
                "total": _plain(month.total.amount),
                "so_far": _plain(month.so_far.amount),
            }
            for month in found.months()
        ],
        "limits": [
            {
                "line": line.id,
                "stream": line.stream,
                "driver": line.unit,
                "units": _plain(line.quantity),
                "estimate": _plain(line.estimate.amount),
                "cap": _plain(line.cap.amount) if line.cap else None,
                "approval_above": _plain(line.approval_above.amount) if line.approval_above else None,
            }
            for line in order.pass_through.values()
        ],
        "sums": [
            {
                "what": tie.what,
                "found": _plain(tie.found.amount),
                "agreed": _plain(tie.agreed.amount),
                "holds": tie.holds,
            }
            for tie in found.ties()
        ],
    }


def _recorded(found: PaymentCalendar) -> dict[str, str] | None:
    """The units that are on record, in money; None where none are."""
    if not found.stated:
        return None
    return {
        "until": max(one.last for one in found.stated).isoformat(),
        "invoiced": _plain(found.recorded.amount),
        "not_invoiced": _plain(found.not_invoiced.amount),
        "not_foreseen": _plain(found.not_completed.amount),
    }


PARTS = ("net", "credited", "held", "payable")


def _plain(number: object) -> str:
    return f"{number:f}"
