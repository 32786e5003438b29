"""The command `remit check`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from remit.cli.choosing import Choice, chosen, known_study, rules_option
from remit.cli.options import as_of_option, root_option
from remit.cli.report import as_json, by_family, print_findings, summary, way_down
from remit.exchange.visible import visible
from remit.findings import Finding, Severity, in_order
from remit.recheck import Checked, check
from remit.workspace import Workspace

if TYPE_CHECKING:
    from remit.cli.mending import Mended
    from remit.pipeline import Loaded

OF_FILES = ("FILE-001", "FILE-002")
"""What is found while the folder is read, before any file is."""

FORMATS = ("text", "json", "sarif", "github", "gitlab")


@click.command("check")
@root_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to report."
)
@click.option(
    "--select",
    multiple=True,
    callback=rules_option,
    metavar="RULE",
    help="Only these rules or families: MON-001,TOO.",
)
@click.option(
    "--ignore", multiple=True, callback=rules_option, metavar="RULE", help="Not these rules or families."
)
@click.option("--study", metavar="ID", help="Only what stands in the folder of this study or points there.")
@as_of_option("Leave out what is not in force on this day. Default: all records count as they stand.")
@click.option("--fix", is_flag=True, help="Put right what has one right answer, and report the rest.")
def command(
    workspace: Workspace,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    study: str | None,
    as_of: dt.date | None,
    fix: bool,
) -> None:
    """Report everything that is wrong in the records and templates, all at once.

    Each finding begins with file, line and column. 'remit explain RULE' says more about a rule. What keeps a file from being
    read is always reported, because rules are silent about what they cannot see.

    What was found is remembered in your cache folder, so that the next check is quick; the environment variable REMIT_CACHE
    names another folder, or switches this off with 'off'.

    \b
    Exit code: 0 nothing wrong (at most notes), 1 errors or warnings, 2 the check could not be done.

    \b
    Example:
      remit check
      remit check --select MON --study nvt-218-301
      remit check --as-of 2026-06-30 --format json > findings.json
      remit check --fix
    """
    if fix and as_of:
        raise click.UsageError("--fix changes records as they stand; leave --as-of out")
    choice = Choice(select, ignore, study or "")
    fixed: tuple[Mended, ...] = ()
    refused: tuple[Finding, ...] = ()
    if fix or as_of or study:
        checked, of_templates, fixed, refused = _read_anew(workspace, choice, as_of, fix=fix)
    else:
        checked, of_templates = check(workspace)
    everything = in_order((*checked.findings, *of_templates))
    findings = in_order((*chosen(everything, choice), *refused))
    _report(form, findings, checked, fixed, left_out=len(everything) + len(refused) - len(findings))
    if refused:
        raise SystemExit(2)
    raise SystemExit(any(finding.severity is not Severity.INFORMATION for finding in findings))


def _read_anew(
    workspace: Workspace, choice: Choice, as_of: dt.date | None, *, fix: bool
) -> tuple[Checked, tuple[Finding, ...], tuple[Mended, ...], tuple[Finding, ...]]:
    """Checked without what is known from the last time; with the findings of templates, what was fixed and what was not."""
    from remit.pipeline import check_templates, load
    from remit.recheck.clause_roles import without_role
    from remit.recheck.languages import without_template
    from remit.recheck.positions import without_position

    loaded = load(workspace, as_of)
    known_study(choice.study, loaded)
    fixed: tuple[Mended, ...] = ()
    refused: tuple[Finding, ...] = ()
    if fix:
        loaded, fixed, refused = _mended(loaded, choice)
    checked = Checked(workspace, loaded.tree, loaded.findings, loaded.accepted)
    findings, templates = check_templates(workspace)
    untold = (
        *without_template(loaded.tree, templates.languages),
        *without_position(loaded.tree, templates.clauses),
        *without_role(loaded.tree, templates.roles),
    )
    return checked, in_order((*findings, *untold)), fixed, refused


def _mended(loaded: Loaded, choice: Choice) -> tuple[Loaded, tuple[Mended, ...], tuple[Finding, ...]]:
    from remit.cli.mending import mend

    of_files = tuple(finding for finding in loaded.findings if finding.rule in OF_FILES)
    outcome = mend(loaded, choice, of_files)
    return outcome.loaded, outcome.mended, outcome.refused


def _report(
    form: str, findings: Sequence[Finding], checked: Checked, fixed: Sequence[Mended], *, left_out: int
) -> None:
    families = by_family(findings, _family)
    more = {
        "files": len(checked.tree),
        "families": families,
        "accepted": len(checked.accepted),
        "left_out": left_out,
    }
    if form == "json":
        click.echo(as_json(findings, **more, fixed=[one.data() for one in fixed]))
        return
    for one in fixed:
        click.echo(visible(str(one)), err=form != "text")
    if form == "text":
        print_findings(findings, files={**checked.tree, **_templates(findings, checked.workspace)})
    else:
        click.echo(_for_platforms(form, findings, checked), nl=False)
    click.echo(_closing(findings, more, len(fixed)), err=True)


def _templates(findings: Sequence[Finding], workspace: Workspace) -> dict[str, bytes]:
    """The templates that have a finding, for their source lines."""
    names = {finding.where.file for finding in findings if finding.where.file.endswith(".md")}
    return {name: (workspace.root / name).read_bytes() for name in names if (workspace.root / name).is_file()}


def _family(rule: str) -> str:
    from remit.rules.rule import FAMILIES

    return FAMILIES[rule.partition("-")[0]]


def _closing(findings: Sequence[Finding], more: dict[str, object], fixed: int) -> str:
    """'24 files: 2 errors, 1 warning (Money 2, Dates 1)' and what is not shown."""
    families = more["families"]
    listed = (
        ", ".join(f"{name} {count}" for name, count in families.items()) if isinstance(families, dict) else ""
    )
    extra = (
        f"{fixed} fixed" if fixed else "",
        f"{more['accepted']} accepted by suppressions" if more["accepted"] else "",
        f"{more['left_out']} not asked for" if more["left_out"] else "",
    )
    told = "; ".join(filter(None, (f"{more['files']} files: {summary(findings)}", *extra)))
    return f"{told}\n  by subject: {listed}" if listed else told


def _for_platforms(form: str, findings: Sequence[Finding], checked: Checked) -> str:
    """The report for a platform; its paths begin at the current folder, which is the root of a checkout."""
    from remit.cli.excerpt import lines_of, width_at
    from remit.exchange.annotations import github, gitlab

    prefix = way_down(checked.workspace.root)
    if form == "github":
        return github(findings, prefix)
    if form == "gitlab":
        return gitlab(findings, prefix)
    from remit import __version__
    from remit.exchange.sarif import sarif
    from remit.findings import Where
    from remit.rules import EXPLAINED

    line = lines_of(checked.tree)

    def end_column(where: Where) -> int | None:
        text = line(where.file, where.line) if where.line else None
        width = width_at(text, where.column or 1) if text else 0
        return (where.column or 1) + width if width else None

    rules = {rule.id: rule for rule in EXPLAINED}
    return sarif(findings, rules, __version__, prefix=prefix, end_column=end_column)
