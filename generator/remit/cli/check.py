"""The command `remit check`."""

from __future__ import annotations

import click

from remit.cli.options import format_option, root_option
from remit.cli.report import as_json, print_findings, summary
from remit.findings import in_order
from remit.pipeline import load, load_templates
from remit.workspace import Workspace


@click.command("check")
@root_option
@format_option
def command(workspace: Workspace, form: str) -> None:
    """Report everything that is wrong in the records and templates, all at once.

    Each line begins with file, line and column. 'remit explain RULE' says more about a rule.

    \b
    Example:
      remit check
      remit check --format json > findings.json
    """
    loaded = load(workspace)
    _, template_findings = load_templates(workspace)
    findings = in_order((*loaded.findings, *template_findings))
    if form == "json":
        click.echo(as_json(findings, files=len(loaded.tree)))
    else:
        print_findings(findings)
        click.echo(f"{len(loaded.tree)} files: {summary(findings)}", err=True)
    raise SystemExit(1 if findings else 0)
