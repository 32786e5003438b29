"""The command `remit select`."""

from __future__ import annotations

import json

import click

from remit.cli.asked import record_in, study_in
from remit.cli.options import format_option, root_option
from remit.cli.report import findings_data, print_findings
from remit.cli.selecting_report import data, lines
from remit.cli.sound import findings_in, judged_records
from remit.exchange.visible import visible, visible_json
from remit.findings import Severity
from remit.model.selection import Selection
from remit.workspace import Workspace

READ = ("playbook", "selection_rules", "study", "selection")
"""Kinds of files that a selection rests on."""


@click.command("select")
@click.argument("study")
@format_option
@root_option
def command(study: str, form: str, workspace: Workspace) -> None:
    """Compare the bids for STUDY: scores with gates, how firmly the first place stands, and prices on one footing.

    Every score and weight is reckoned in exact fractions. For each criterion it is told at which weight another bid would
    lead, the other weights keeping their proportions. Prices are held against the median of comparable bids and divided by
    the participants, visits and months that all bidders were told.

    \b
    Exit code: 0 nothing to be looked at, 1 'remit check' finds something in the selection, 2 the command could not do its
    work.

    \b
    Examples:
      remit select nvt-218-301
      remit select nvt-218-301 --format json > build/selection.json
    """
    loaded = judged_records(workspace, study, READ)
    of_study = study_in(loaded.ledger, study)
    selection = record_in(loaded.ledger, Selection, study, "selection")
    found = findings_in(loaded, selection.where)
    if form == "json":
        about = {"study": study, "protocol": of_study.protocol_id}
        answer = {**about, **data(loaded.ledger, selection), "findings": findings_data(found)}
        click.echo(visible_json(json.dumps(answer, indent=2, ensure_ascii=False)))
    else:
        for line in lines(loaded.ledger, of_study.protocol_id, selection):
            click.echo(visible(line))
        print_findings(found)
    raise SystemExit(any(one.severity is not Severity.INFORMATION for one in found))
