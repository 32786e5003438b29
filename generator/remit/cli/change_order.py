"""The command `remit change-order`."""

from __future__ import annotations

import json

import click

from remit.calc.change_steps import ChangeStep, change_steps
from remit.cli.asked import calculable
from remit.cli.change_order_report import data, lines
from remit.cli.options import format_option, root_option
from remit.cli.saving import records_of
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Where, error
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.schema.nearest import nearest
from remit.workspace import Workspace


@click.command("change-order")
@click.argument("order")
@click.argument("change_order", required=False)
@format_option
@root_option
def command(order: str, change_order: str | None, form: str, workspace: Workspace) -> None:
    """Compute CHANGE_ORDER of the work order ORDER from the order before it and after it; without it, every one.

    Lines, assumptions, totals, cost history from the original order on, payments cut again, advances sized again, growth
    against the limits of the playbook, whether the transfer of obligations takes a new version, and who decides. Where
    the record states another sum, that is said.

    \b
    Exit codes: 0 nothing to put right, 1 the record states another sum, an approval or a version of the transfer is missing,
    2 the command could not do its work.

    \b
    Examples:
      remit change-order wo-301
      remit change-order wo-301 co-01 --format json
    """
    ledger = records_of(workspace)
    (found,) = calculable(ledger, [_order(ledger, order)])
    steps = _asked(found, change_steps(ledger, found), change_order)
    if form == "json":
        click.echo(visible_json(json.dumps(data(ledger, found, steps), indent=2, ensure_ascii=False)))
    else:
        for line in lines(ledger, found, steps):
            click.echo(visible(line))
    raise SystemExit(1 if any(one.open for one in steps) else 0)


def _order(ledger: Ledger, id: str) -> WorkOrder:
    """The work order; CannotGoOn names those that there are, or says that it could not be read."""
    orders = ledger.of(WorkOrder)
    if id in orders:
        return orders[id]
    if (WorkOrder.KIND, id) in ledger.broken:
        hint = "put right what 'remit check' says of it"
        raise CannotGoOn(error("CLI-008", f"work order '{id}' cannot be read", Where("data/studies"), hint))
    change = ledger.of(ChangeOrder).get(id)
    hint = (
        f"that is a change order: remit change-order {change.work_order} {id}"
        if change
        else nearest(id, list(orders)) or f"there are: {', '.join(orders) or 'none'}"
    )
    raise CannotGoOn(error("CLI-003", f"there is no work order '{id}'", Where("data/studies"), hint))


def _asked(order: WorkOrder, steps: tuple[ChangeStep, ...], id: str | None) -> tuple[ChangeStep, ...]:
    found = tuple(one for one in steps if id in (None, one.change.id))
    if found or id is None:
        return found
    known = [one.change.id for one in steps]
    hint = nearest(id, known) or (
        f"there are: {', '.join(known)}" if known else "'remit new change-order' writes the first"
    )
    raise CannotGoOn(error("CLI-003", f"{order.number} has no change order '{id}'", order.where, hint))
