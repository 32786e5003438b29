"""The command `remit portfolio`."""

from __future__ import annotations

import json

import click

from remit.cli.options import format_option, root_option
from remit.cli.portfolio_report import data, lines
from remit.cli.report import findings_data, print_findings
from remit.cli.sound import judged_records
from remit.exchange.visible import visible, visible_json
from remit.findings import CannotGoOn, Severity, Where, error
from remit.model.decisions import Principles
from remit.workspace import Workspace

READ = (
    "playbook", "principles", "party", "roles", "services", "raci", "study", "study_raci", "decision", "work_order",
    "change_order",
)  # fmt: skip
"""Kinds of files that the portfolio rests on."""
RULES = ("SEL-012", "SEL-016", "SEL-018", "SEL-019", "SEL-020", "SEL-022")
"""Rules that judge the portfolio as a whole."""


@click.command("portfolio")
@format_option
@root_option
def command(form: str, workspace: Workspace) -> None:
    """Show how much of the work partners do, how it is spread, and what is outside as a whole.

    The partners' share of the full-time equivalents by year and by decision against the target; the contract value of each
    CRO and how concentrated it is; for each function, therapeutic area and region whether work is left inside; how many
    providers each study has; and whether every competence that stays has a holder.

    \b
    Exit code: 0 nothing to be looked at, 1 'remit check' finds something in the portfolio, 2 the command could not do its
    work.

    \b
    Examples:
      remit portfolio
      remit portfolio --format json > build/portfolio.json
    """
    loaded = judged_records(workspace, None, READ)
    principles = next(iter(loaded.ledger.every(Principles)), None)
    if principles is None:
        hint = "write data/principles.yaml; 'remit init' writes an example"
        raise CannotGoOn(
            error("CLI-003", "the playbook has no principles", Where("data/principles.yaml"), hint)
        )
    found = tuple(one for one in loaded.findings if one.rule in RULES)
    if form == "json":
        answer = {**data(loaded.ledger, principles), "findings": findings_data(found)}
        click.echo(visible_json(json.dumps(answer, indent=2, ensure_ascii=False)))
    else:
        for line in lines(loaded.ledger, principles):
            click.echo(visible(line))
        print_findings(found)
    raise SystemExit(any(one.severity is not Severity.INFORMATION for one in found))
