"""The work order that a change order starts from, as it was signed; and its record put back to that."""

from __future__ import annotations

import click

from remit.calc.change_order import DOCUMENT_ONLY
from remit.calc.scaffold.change_order import Signed
from remit.cli.revisions import WORKING_TREE, of_folder
from remit.cli.signed import NotThere, SignedStates, executed
from remit.findings import CannotGoOn, Finding, Where, error
from remit.frozen import dataclass
from remit.load.put_back import put_back
from remit.load.write import CannotWrite, save
from remit.model.closing import RegisterEntry
from remit.model.money import WorkOrder
from remit.model.studies import Study
from remit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """A signed work order with its file as it was then and as it is now, and the path of that file below the root."""

    signed: Signed
    file: str
    then: bytes
    now: bytes


def signed_order(workspace: Workspace, order: str) -> SignedOrder:
    """The work order as the register's entry says that it was signed. Raises CannotGoOn."""
    now = of_folder(WORKING_TREE, workspace)
    entry = next((one for one in executed(now.loaded.ledger) if one.document == order), None)
    if entry is None:
        message = f"the register has no signed '{order}', so nothing tells what was agreed"
        hint = f"enter it with 'remit issue {order} --status executed', or leave --from-drift out"
        raise CannotGoOn(error("CLI-003", message, Where("data/register.yaml"), hint))
    try:
        then = SignedStates(workspace, now).state(entry)
    except NotThere as reason:
        raise CannotGoOn(_lost(entry, str(reason))) from None
    signed = then.loaded.ledger.of(WorkOrder).get(order)
    if signed is None or order not in now.loaded.ledger.of(WorkOrder):
        raise CannotGoOn(_lost(entry, "its record is not there, or has errors"))
    file = now.loaded.ledger.of(WorkOrder)[order].where.file
    study = then.loaded.ledger.of(Study).get(signed.study)
    return SignedOrder(
        Signed(order=signed, countries=study.countries if study else ()),
        file,
        then.loaded.tree[signed.where.file],
        now.loaded.tree[file],
    )


def _lost(entry: RegisterEntry, reason: str) -> Finding:
    message = f"what {entry.document} said when it was signed cannot be had: {reason}"
    return error("CLI-003", message, entry.where, "run this in the repository that holds its records")


def restored(found: SignedOrder) -> bytes:
    """The record with what was signed, except its own version, status and signatures. Raises CannotGoOn."""
    try:
        return put_back(found.now, found.then, DOCUMENT_ONLY)
    except CannotWrite as reason:
        message = f"it cannot be put back to what was signed by itself: {reason}"
        hint = "leave --restore out, and put it back by hand once the change order is written"
        raise CannotGoOn(error("NEW-008", message, Where(found.file), hint)) from None


def write_back(workspace: Workspace, found: SignedOrder, before: bytes) -> None:
    """Write the restored record, unless somebody changed it in the meantime."""
    if not save(workspace.root / found.file, found.now, before):
        place = Where(found.file)
        raise CannotGoOn(
            error("FIX-001", "this file was changed in the meantime", place, "put it back by hand")
        )
    click.echo(f"{found.file} is back to what was signed", err=True)
