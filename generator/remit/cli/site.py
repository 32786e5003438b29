"""The command `remit site`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from remit.cli.book import read_book
from remit.cli.export import write_schemas
from remit.cli.options import as_of_option, root_option
from remit.cli.report import summary
from remit.findings import CannotGoOn
from remit.pages.publish import publish
from remit.workspace import Workspace


@click.command("site")
@root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write the site.  [default: build/site]",
)
@as_of_option("Show the records that are in force on this day.  [default: all, as they stand]")
@click.option("--strict", is_flag=True, help="Do not build the site while there are errors.")
def command(workspace: Workspace, out: Path | None, as_of: dt.date | None, strict: bool) -> None:
    """Build the playbook website into build/site.

    Findings do not stop it: they are shown on the pages they concern and on a page of their own. The site is
    plain files that any web server can show; no page asks another server for anything.

    \b
    Example:
      remit site
      remit site --out /var/www/playbook --strict
      remit site --as-of 2026-06-30 --out build/june
    """
    target = out or workspace.build / "site"
    book = read_book(workspace, as_of)
    if strict and book.errors:
        raise CannotGoOn(*book.errors)
    count = publish(book, workspace, target)
    write_schemas(book.ledger, workspace.schemas)
    click.echo(f"{count} pages written to {target}: {summary(book.findings)}", err=True)
