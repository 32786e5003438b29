"""The command `remit review`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import click

from remit.cli.acceptances import acceptances
from remit.cli.options import as_of_option
from remit.cli.redlines import write_redlines
from remit.cli.report import way_down
from remit.cli.review_text import closing, lines
from remit.cli.revisions import both_sides
from remit.exchange.visible import visible, visible_json
from remit.files import write_whole
from remit.findings import CannotGoOn, Where, error
from remit.model.parties import Role
from remit.review.approvals import missing
from remit.review.as_data import as_data
from remit.review.as_findings import as_findings, names
from remit.review.as_html import preview
from remit.review.as_markdown import LIMIT, markdown
from remit.review.reviewing import Review, review
from remit.schema.nearest import nearest

FORMATS = ("text", "json", "markdown", "html", "sarif", "github", "gitlab")


@click.command("review")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="The playbook's folder. Default: the nearest folder upward that has data/playbook.yaml.",
)
@click.option("--direct", is_flag=True, help="Compare BASE as it is, not the commit where HEAD left it.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report."
)
@click.option(
    "--approved-by",
    "approved",
    multiple=True,
    metavar="ROLE",
    help="Roles that have agreed: sponsor-finance-lead,sponsor-quality-head. Says whether they are all that are needed.",
)
@click.option(
    "--accept",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A YAML file with accepted_changes, as data/playbook.yaml may hold them.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write review.md, comment.md, review.json, review.sarif and preview.html (before and after) into this folder.",
)
@click.option(
    "--redlines",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write every document that reads differently as a Word file with tracked changes into this folder.",
)
@as_of_option("The day on which acceptances are looked at. Default: today.")
def command(
    base: str,
    head: str | None,
    root: Path | None,
    direct: bool,
    form: str,
    approved: tuple[str, ...],
    accept: Path | None,
    out: Path | None,
    redlines: Path | None,
    as_of: dt.date | None,
) -> None:
    """Say what a change of the playbook means: its weight, the documents it touches, and who must approve it.

    A change is critical, major, minor or editorial, by what its field means and by the direction in which it goes; editorial
    ones need nobody. 'remit explain CHG-344' says more about the rule of a change.

    BASE and HEAD are revisions of git (a branch, a tag, HEAD~1) or folders. Without HEAD, BASE is compared with the files in
    the playbook's folder. Of two branches, only what HEAD changed since it left BASE is reviewed, as in a pull request.
    Revisions are read from git's objects: nothing is checked out, and nothing in the repository gets to run.

    \b
    Exit code: 0 nobody has to agree to anything, or all who must have agreed (--approved-by); 1 approvals are needed or
    missing, a new error was made, or something could not be compared; 2 the review could not be done.

    \b
    Example:
      remit review main
      remit review v2026.1 HEAD --format markdown > comment.md
      remit review main --redlines build/redlines
      remit review main --approved-by sponsor-finance-lead,sponsor-quality-head
      remit review ../old-playbook ../new-playbook --format json
    """
    both = both_sides(base, head, root, direct=direct)
    if both.empty:
        click.echo(
            f"note: {visible(str(head))} has nothing that {visible(base)} does not have; --direct compares the two",
            err=True,
        )
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    found = review(both.before, both.after, day, acceptances(accept))
    given = _roles(approved, found) if approved else None
    reports = _reports(found, given, way_down(both.root))
    if out is not None:
        _write(out, reports)
    refused = write_redlines(found, both, redlines) if redlines is not None else 0
    if form == "text":
        for line in lines(found, given):
            click.echo(line)
        click.echo()
    else:
        click.echo(reports[form], nl=False)
    lacking = missing(found.approvals, given or ())
    click.echo(closing(found, given, lacking), err=form != "text")
    if refused:
        raise SystemExit(2)
    raise SystemExit(not _passes(found, agreed=given is not None and not lacking))


def _passes(found: Review, *, agreed: bool) -> bool:
    """Whether the change may go on as far as a review can tell."""
    return found.clean or (agreed and found.complete and not found.new_errors)


def _roles(approved: tuple[str, ...], found: Review) -> frozenset[str]:
    """The roles given, each of which must exist in one of the states. Raises CannotGoOn for others."""
    given = [role.strip() for listed in approved for role in listed.split(",") if role.strip()]
    known = {**found.before.ledger.of(Role), **found.after.ledger.of(Role)}
    unknown = [role for role in given if role not in known]
    if unknown:
        raise CannotGoOn(
            *(
                error(
                    "CLI-003",
                    f"there is no role '{role}'",
                    Where("data/roles.yaml"),
                    nearest(role, list(known)),
                )
                for role in unknown
            )
        )
    return frozenset(given)


def _reports(found: Review, given: frozenset[str] | None, prefix: str) -> Mapping[str, str]:
    from remit import __version__
    from remit.cli.rule_pages import PAGES
    from remit.exchange.annotations import github, gitlab
    from remit.exchange.sarif import sarif

    findings, prints = as_findings(found), names(found)
    rules = {rule.id: rule for rule in PAGES}
    data = json.dumps(as_data(found, given), indent=2, ensure_ascii=False)
    return {
        "json": visible_json(data) + "\n",
        "markdown": markdown(found, given),
        "comment": markdown(found, given, LIMIT),
        "html": preview(found, given),
        "sarif": sarif(findings, rules, __version__, prefix=prefix, names=("remitChange/v1", prints)),
        "github": github(findings, prefix, "remit review"),
        "gitlab": gitlab(findings, prefix, prints),
    }


def _write(folder: Path, reports: Mapping[str, str]) -> None:
    names = {
        "review.md": "markdown",
        "comment.md": "comment",
        "review.json": "json",
        "review.sarif": "sarif",
        "preview.html": "html",
    }
    for name, form in names.items():
        write_whole(folder / name, reports[form].encode("utf-8", "backslashreplace"))
