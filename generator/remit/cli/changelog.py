"""The command `remit changelog`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from remit.cli.editions import commit_of_edition
from remit.cli.options import root_option
from remit.cli.revisions import WORKING_TREE, of_commit, of_folder
from remit.files import write_whole
from remit.review.changelog import as_document, as_page, changelog
from remit.review.reviewing import review
from remit.workspace import Workspace


@click.command("changelog")
@click.argument("span", metavar="EARLIER..LATER")
@root_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file: a Word document (.docx), or a page (.md). Default: the page, on the terminal.",
)
def command(workspace: Workspace, span: str, out: Path | None) -> None:
    """Tell readers what changed between two editions, by subject: who does what, legal duties, money, time, quality.

    An edition is named as in data/playbook.yaml, and means the commit that began it; a branch, tag or commit may be named,
    too. Without LATER the records are taken as they stand. A page written into playbook/ is shown by the website.

    \b
    Example:
      remit changelog 2026.1..2026.2
      remit changelog 2026.1..2026.2 --out playbook/30-changes-2026-2.md
      remit changelog 2026.1.. --out build/changes.docx
    """
    earlier, dots, later = span.partition("..")
    if not dots or not earlier or ".." in later:
        raise click.UsageError("name two editions with two points between them, for example 2026.1..2026.2")
    if out is not None and out.suffix not in (".md", ".docx"):
        raise click.UsageError("--out takes a file that ends in .md or .docx")
    first = of_commit(workspace, earlier, commit_of_edition(workspace, earlier), None)
    if later:
        second = of_commit(workspace, later, commit_of_edition(workspace, later), first.loaded)
    else:
        second = of_folder(WORKING_TREE, workspace, first.loaded)
    after = second.side(first)
    log = changelog(review(first.side(), after, dt.date.today()))  # noqa: DTZ011 - acceptances are listed all the same
    if out is None:
        click.echo(as_page(log), nl=False)
        return
    write_whole(out, as_document(log, after) if out.suffix == ".docx" else as_page(log).encode())
    click.echo(f"{out} written", err=True)
