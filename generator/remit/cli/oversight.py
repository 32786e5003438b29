"""The command `remit oversight`."""

from __future__ import annotations

import datetime as dt
import json

import click

from remit.calc.levels import effort, standing
from remit.calc.transition import progress
from remit.cli.asked import study_in
from remit.cli.options import as_of_option, format_option, root_option
from remit.cli.oversight_report import Told, data, lines
from remit.cli.sound import sound_records
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, error
from remit.model.ledger import Ledger
from remit.model.oversight import Transition
from remit.model.studies import Study
from remit.workspace import Workspace

READ = (
    "playbook", "party", "roles", "metrics", "governance", "oversight", "quality_agreement", "study", "performance",
    "transition", "work_order",
)  # fmt: skip
"""Kinds of files that a level rests on."""


@click.command("oversight")
@click.argument("study")
@as_of_option(
    "Judge by the level, periods and tasks of this day.  [default: all that is recorded; late from today on]"
)
@format_option
@root_option
def command(study: str, as_of: dt.date | None, form: str, workspace: Workspace) -> None:
    """Say which oversight level the results of STUDY call for, with the evidence.

    Green quarters at the present level, findings and the quality agreement are held against the conditions of the next
    leaner level; a red quality or risk metric or a critical finding calls for the next closer one at once. Says who must
    approve, how the transition goes, and whether the sponsor's own effort stays within the cap of the level.

    \b
    Exit code: 0 the level is what the results call for, and the effort is within its cap; 1 one of them is not;
    2 the command could not do its work.

    \b
    Examples:
      remit oversight nvt-344-201
      remit oversight nvt-344-201 --as-of 2026-07-15 --format json
    """
    ledger = sound_records(workspace, study, READ, as_of)
    told = _told(ledger, study_in(ledger, study), as_of)
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    if form == "json":
        answer = {"study": study, "protocol": told.standing.study.protocol_id, "as_of": day.isoformat()}
        click.echo(visible_json(json.dumps({**answer, **data(ledger, told)}, indent=2, ensure_ascii=False)))
    else:
        for line in lines(ledger, told):
            click.echo(visible(line))
    raise SystemExit(told.standing.moves or any(one.over for one in told.effort))


def _told(ledger: Ledger, study: Study, as_of: dt.date | None) -> Told:
    found = standing(ledger, study, as_of)
    if found is None:
        hint = "add 'oversight_level:' to the study (L1 intensive, L2 standard, L3 lean, L4 light)"
        raise CannotGoOn(
            error("CLI-004", f"study {study.protocol_id} has no oversight level", study.where, hint)
        )
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    return Told(
        standing=found,
        effort=effort(ledger, study, as_of),
        transitions=tuple(progress(one, day) for one in ledger.in_study(Transition, study.id)),
    )
