"""Writing the redlines of a review."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from remit.cli.report import print_findings
from remit.cli.revisions import Both
from remit.documents.origin import Stamp
from remit.files import write_whole
from remit.load.revisions import commit_of
from remit.pipeline import revision
from remit.review.redlining import redlines
from remit.review.reviewing import Review

NOBODY = "Not committed"
"""The author of changes that no commit holds."""


def write_redlines(review: Review, both: Both, folder: Path) -> int:
    """Write every redline below a folder, by the author and at the time of the later commit. Returns how many failed."""
    author, date = NOBODY, dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if both.after.commit:
        commit = commit_of(both.root, both.after.commit)
        author, date = commit.author or NOBODY, commit.date
    stamp = Stamp(revision(both.after.tree), both.after.commit)
    failed = written = 0
    for one in redlines(review, stamp, author, date):
        if one.data is None:
            print_findings(one.findings, stream=sys.stderr)
            failed += 1
            continue
        write_whole(folder / one.path, one.data)
        written += 1
        if one.unmarked:
            click.echo(
                f"{folder / one.path}: changed, but not tracked by Word: {', '.join(one.unmarked)}", err=True
            )
    click.echo(f"{written} redlines in {folder}" + (f", {failed} not written" if failed else ""), err=True)
    return failed
