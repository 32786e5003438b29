"""The command `remit drift`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import click

from remit.cli.options import format_option, root_option
from remit.cli.review_text import told
from remit.cli.revisions import WORKING_TREE, of_folder
from remit.cli.signed import NotThere, SignedStates, executed
from remit.exchange.visible import visible_json
from remit.findings import CannotGoOn, Where, error
from remit.model.closing import RegisterEntry
from remit.pages.markdown import day
from remit.review.as_data import change_data, text_data
from remit.review.drifting import Drift, all_clear, counted, drift
from remit.review.words import became, honest, subject, what
from remit.schema.nearest import nearest
from remit.workspace import Workspace


@click.command("drift")
@click.argument("documents", nargs=-1)
@root_option
@format_option
def command(workspace: Workspace, documents: tuple[str, ...], form: str) -> None:
    """Say which signed documents no longer match the playbook, and how; all of them, or only DOCUMENTS.

    A document that the register calls executed is printed again from the records that it was signed with, which git still
    holds, and compared with what the records say today. That it was signed in the meantime is no difference.

    \b
    Exit codes: 0 all signed documents match; 1 some do not, or could not be compared; 2 there is nothing to compare.

    \b
    Example:
      remit drift
      remit drift wo-301 --format json
    """
    now = of_folder(WORKING_TREE, workspace)
    entries = _chosen(tuple(executed(now.loaded.ledger)), documents)
    states = SignedStates(workspace, now)
    found = [_drift(one, states) for one in entries]
    if form == "json":
        click.echo(
            visible_json(
                json.dumps({"documents": [_data(one) for one in found]}, indent=2, ensure_ascii=False)
            )
        )
    else:
        for one in found:
            for line in _lines(one):
                click.echo(honest(line))
    same, moved, lost = counted(found)
    not_compared = f", {lost} not compared" if lost else ""
    click.echo(f"{len(found)} signed: {same} match the playbook, {moved} do not{not_compared}", err=True)
    raise SystemExit(not all_clear(found))


def _chosen(entries: tuple[RegisterEntry, ...], documents: tuple[str, ...]) -> tuple[RegisterEntry, ...]:
    known = [one.document for one in entries]
    place = Where("data/register.yaml")
    if not entries:
        hint = "'remit issue DOCUMENT --status executed' enters a signed document into the register"
        raise CannotGoOn(error("CLI-004", "no document is signed, as far as the register says", place, hint))
    for name in documents:
        if name not in known:
            hint = nearest(name, known) or f"there are: {', '.join(known)}"
            raise CannotGoOn(error("CLI-003", f"no signed document is called '{name}'", place, hint))
    return tuple(one for one in entries if not documents or one.document in documents)


def _drift(entry: RegisterEntry, states: SignedStates) -> Drift:
    try:
        state = states.state(entry)
    except NotThere as reason:
        return Drift(entry=entry, signed=None, reason=str(reason))
    return drift(entry, state.side(states.like), states.like.side())


def _lines(one: Drift) -> Iterator[str]:
    entry = one.entry
    head = f"{entry.document} {entry.version}, signed {day(entry.date)}"
    if one.reason:
        yield f"{head}: not compared: {one.reason}"
    elif not one.drifted:
        yield f"{head}: matches the playbook"
    elif not one.changes:
        yield f"{head}: its record is gone from the playbook"
    else:
        yield f"{head}: {_many(one.changes)}; takes {'an' if one.needs[:1] in 'aeiou' else 'a'} {one.needs}"
        yield from (f"    {told(change)}" for change in one.changes)
        if one.causes:
            yield "    because of:"
        yield from (
            f"        {cause.place}: {subject(cause)}: {what(cause)}: {became(cause)}" for cause in one.causes
        )


def _many(changes: Sequence[object]) -> str:
    return f"{len(changes)} difference{'' if len(changes) == 1 else 's'}"


def _data(one: Drift) -> dict[str, object]:
    entry = one.entry
    return {
        "document": entry.document,
        "version": entry.version,
        "signed": entry.date.isoformat(),
        "data_revision": entry.data_revision,
        "state": "not compared" if one.reason else "drifted" if one.drifted else "matches",
        "reason": one.reason,
        "needs": one.needs,
        "differences": [text_data(change) for change in one.changes],
        "changes": [change_data(cause) for cause in one.causes],
    }
