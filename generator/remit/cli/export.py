"""The command `remit export`."""

from __future__ import annotations

from pathlib import Path

import click

from remit.cli.codeowners import command as codeowners
from remit.cli.coverage import command as coverage
from remit.cli.metric_values import export_metrics
from remit.cli.options import root_option
from remit.findings import CannotGoOn, Where, error
from remit.model.ledger import Ledger
from remit.pipeline import load
from remit.schema.change_order_schema import NAME as CHANGE_ORDER
from remit.schema.change_order_schema import change_order_schema
from remit.schema.decision_schemas import decision_schemas
from remit.schema.document_schemas import document_schemas
from remit.schema.findings_schema import NAME as FINDINGS
from remit.schema.findings_schema import findings_schema
from remit.schema.json_schema import all_schemas
from remit.schema.money_schemas import money_schemas
from remit.schema.performance_schemas import performance_schemas
from remit.schema.review_schema import NAME as REVIEW
from remit.schema.review_schema import review_schema
from remit.schema.schedule_schema import NAME as SCHEDULE
from remit.schema.schedule_schema import schedule_schema
from remit.workspace import Workspace


@click.group("export")
def command() -> None:
    """Write what other programs read."""


command.add_command(codeowners)
command.add_command(coverage)
command.add_command(export_metrics)


@command.command("jsonschema")
@root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write them.  [default: build/schemas]",
)
def jsonschema(workspace: Workspace, out: Path | None) -> None:
    """Write a JSON Schema for every kind of data file, so that editors complete and explain fields while you type.

    The first line of each data file names its schema. The ids of this playbook's records are offered for completion.
    Others tell what commands print as JSON: findings, review, scorecard, oversight, and NAME-report for 'remit schedule',
    'change-order', 'payments', 'settle', 'select', 'decide' (and acquisition for a system), 'portfolio', 'explain',
    'verify', 'drift', 'export coverage' and 'build --explain' (values).

    \b
    Example:
      remit export jsonschema
    """
    target = out or workspace.schemas
    count = write_schemas(load(workspace).ledger, target)
    click.echo(f"{count} schemas written to {target}", err=True)


@command.command("text")
@click.argument("file", type=click.Path(path_type=Path))
def text(file: Path) -> None:
    """Print the text of a Word FILE, a line for each paragraph, as a person reads it.

    With it, git shows what changed in a Word file: see the file .gitattributes of a playbook.

    \b
    Example:
      remit export text returned/wo-301.docx
      git config diff.docx.textconv "remit export text"
    """
    from remit.cli.verify import read_file
    from remit.documents.verify import opened
    from remit.exchange.visible import visible
    from remit.word.zipped import NotReadable

    try:
        found = opened(read_file(file)).text
    except NotReadable as reason:
        hint = "only .docx files are read; save an older one as .docx first"
        raise CannotGoOn(
            error("CLI-007", f"not a readable Word file: {reason}", Where(str(file)), hint)
        ) from None
    lines = [*(one.text for one in found.body if not one.contents), *sorted(found.running), *found.beside]
    for line in lines:
        for piece in line.expandtabs(4).splitlines():
            click.echo(visible(piece))


def write_schemas(ledger: Ledger, folder: Path) -> int:
    """Write the schemas of all kinds of files and of reports; returns their number. Each file is replaced as a whole."""
    known = {kind: tuple(records) for kind, records in ledger.index.items()}
    schemas = {
        **all_schemas(known),
        **performance_schemas(),
        **decision_schemas(),
        **money_schemas(),
        **document_schemas(),
        FINDINGS: findings_schema(),
        REVIEW: review_schema(),
        SCHEDULE: schedule_schema(),
        CHANGE_ORDER: change_order_schema(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas.items():
        beside = folder / f".{name}.new"
        beside.write_text(content, encoding="utf-8", newline="\n")
        beside.replace(folder / name)
    return len(schemas)
