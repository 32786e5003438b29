"""The command `remit publish`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import click

from remit.cli.book import book_of
from remit.cli.options import Day, root_option
from remit.cli.report import print_findings, summary
from remit.files import is_file_name
from remit.findings import CannotGoOn, error
from remit.model.playbook import Playbook
from remit.pages.book import Book
from remit.pages.editions import NEXT, Edition, digest_of, placed, read_shelf, write_list
from remit.pages.markdown import day
from remit.pages.publish import publish
from remit.pipeline import git_state, load, load_templates
from remit.workspace import Workspace


@click.command("publish")
@root_option
@click.option(
    "--to",
    "shelf",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder of all published editions; made when it is not there.",
)
@click.option(
    "--or-next",
    is_flag=True,
    help="Where this edition is published already and the playbook has changed since, publish it as the coming edition.",
)
@click.option("--on", type=Day(), metavar="DATE", help="Day of publication.  [default: today]")
def command(workspace: Workspace, shelf: Path, or_next: bool, on: dt.date | None) -> None:
    """Publish the playbook's website as an edition beside the earlier ones.

    Each edition keeps a folder of its own, so that it can always be seen what was in force on a day. Readers choose
    between editions on every page, and superseded ones say so. An edition that is published is never changed: give a
    changed playbook a new edition and effective date in data/playbook.yaml. A playbook with errors is not published.

    \b
    Exit codes: 0 published, or nothing to do; 1 errors in the playbook; 2 not published.

    \b
    Example:
      remit build
      remit publish --to ../published
      remit publish --to ../published --or-next
    """
    loaded = load(workspace)
    book = book_of(workspace, loaded)
    if book.errors or book.playbook is None:
        print_findings(book.errors)
        click.echo(f"not published: {summary(book.errors)}", err=True)
        raise SystemExit(1)
    editions = {one.folder: one for one in read_shelf(shelf)}
    sources = digest_of(workspace)
    folder = _folder(book, book.playbook, editions, sources, or_next=or_next)
    if folder in editions and editions[folder].sources == sources:
        click.echo(f"{_named(folder)} is published already and has not changed", err=True)
        return
    git = git_state(loaded, load_templates(workspace)[0])
    new = Edition(
        folder=folder,
        edition=book.playbook.edition,
        effective=book.playbook.effective_date,
        published=on or dt.date.today(),  # noqa: DTZ011 - the date that the reader's calendar shows
        sources=sources,
        commit=git.commit if git and not git.dirty else "",
    )
    count = publish(book, workspace, shelf / folder, on_shelf=folder)
    write_list(shelf, book.title, placed(editions.values(), new))
    click.echo(
        f"{_named(folder)} published: {count} pages in {shelf / folder}, in force from {day(new.effective)}"
    )


def _folder(
    book: Book, playbook: Playbook, editions: Mapping[str, Edition], sources: str, *, or_next: bool
) -> str:
    """The folder that a playbook is published into: that of its edition, or of the coming one. CannotGoOn for none."""
    name, where = playbook.edition, book.locate(playbook.at("edition"))
    if not is_file_name(name) or name == NEXT:
        hint = "use letters, digits, points and hyphens, for example 2026.1"
        raise CannotGoOn(
            error("SITE-011", f"'{name}' cannot be the name of a published edition", where, hint)
        )
    there = editions.get(name)
    if there is None or there.sources == sources:
        return name
    if or_next:
        return NEXT
    message = f"edition {name} was published on {day(there.published)}, and the playbook has changed since"
    hint = (
        "give the playbook a new edition and effective date, or publish it as the coming one with --or-next"
    )
    raise CannotGoOn(error("SITE-012", message, where, hint))


def _named(folder: str) -> str:
    return "the coming edition" if folder == NEXT else f"edition {folder}"
