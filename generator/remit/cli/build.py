"""The command `remit build`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from remit.cli.options import format_option, root_option
from remit.cli.report import print_findings, summary
from remit.findings import Finding, in_order
from remit.rebuild.remembered import Memory, memory_of
from remit.rebuild.unchanged import Asked, as_it_stands, unchanged, whole
from remit.workspace import Workspace

FEW = 16
"""Up to this many documents one process is faster than starting several."""

KINDS = (
    "work_order", "quality_agreement", "transfer", "change_order", "decision_memo", "award_memo", "performance_report",
    "acquisition_memo",
)  # fmt: skip
"""Kinds of documents. Written here, too, because to ask documents.subjects would load every record definition."""


@click.command("build")
@click.argument("documents", nargs=-1)
@root_option
@click.option("--study", help="Only the documents of this study.")
@click.option("--kind", type=click.Choice(KINDS), help="Only documents of this kind.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write. Default: build/documents.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Print also what has errors: with a watermark and drafting notes, as NAME-draft.docx.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for many documents."
)
@click.option("--pdf", is_flag=True, help="Print each document as PDF, too. Needs LibreOffice.")
@click.option(
    "--explain",
    is_flag=True,
    help="Write nothing; list every value with the record it comes from and the place where it is printed.",
)
@click.option(
    "--anew", is_flag=True, help="Print every document, also what has not changed since the last build."
)
@format_option
def command(
    workspace: Workspace,
    documents: tuple[str, ...],
    study: str | None,
    kind: str | None,
    out: Path | None,
    draft: bool,
    jobs: int,
    pdf: bool,
    explain: bool,
    anew: bool,
    form: str,
) -> None:
    """Write the Word documents, or only those named by DOCUMENTS (wo-301, qa-cal, transfer-nvt-218-301 ...).

    A document whose records have errors is not printed; the others are. A file from an earlier build stays as it was. Only
    documents are printed whose records or wording have changed since they were printed, and whose file has.

    \b
    Example:
      remit build
      remit build wo-301 --draft
      remit build wo-301 --pdf
      remit build performance-nvt-218-301-2026-q3
      remit build wo-301 --explain --format json
      remit build --study nvt-218-301 --out contracts
    """
    asked = Asked(documents, study, kind, draft)
    if explain:
        raise SystemExit(_explain(workspace, asked, form))
    if form != "text":
        raise click.UsageError("--format json goes with --explain")
    folder = out or workspace.documents
    memory = memory_of(workspace.root, folder)
    if memory.whole and not (anew or pdf):
        same = unchanged(memory, as_it_stands(workspace, asked), folder)
        if same:
            _report([str(path) for path in same], (), len(same), 0, len(same))
            raise SystemExit(0)
    raise SystemExit(_print(workspace, asked, folder, memory, jobs, pdf=pdf, anew=anew))


def _print(
    workspace: Workspace,
    asked: Asked,
    folder: Path,
    memory: Memory,
    jobs: int,
    *,
    pdf: bool,
    anew: bool,
) -> int:
    """Prints what has changed, or everything; 1 if a document cannot be printed."""
    from remit.cli.printing import chosen, pdf_of, print_all
    from remit.rebuild.printing import job_of
    from remit.rebuild.records import records_of
    from remit.rebuild.results import remembered_results

    with remembered_results(memory):
        loaded = records_of(workspace, memory)
        wanted = chosen(loaded, asked)
        job = job_of(loaded, wanted, folder, memory, draft=asked.draft, anew=anew)
        results = print_all(job, wanted, jobs if len(wanted) > FEW else 1)
    findings = in_order(finding for one in results for finding in one.findings)
    printed = [one.path for one in results if one.path]
    refused = [one.id for one in results if one.path is None]
    if not asked.draft:
        entries = {one.id: one.entry for one in results if one.entry}
        files, stamp = {**loaded.tree, **job.templates.files}, job.stamp
        clean = not (findings or refused)
        memory.remember(whole(files, stamp.commit, asked, dirty=stamp.dirty) if clean else "", entries)
    pictures, trouble = pdf_of(printed) if pdf else ((), ())
    print_findings((*findings, *trouble), stream=sys.stderr)
    for one in results:
        click.echo(str(one.path) if one.path else f"{one.id}: not printed", err=one.path is None)
    for picture in pictures:
        click.echo(str(picture))
    _report([], findings, len(printed), len(refused), sum(not one.fresh for one in results))
    return 1 if refused else 0


def _report(
    lines: Sequence[str], findings: Sequence[Finding], printed: int, refused: int, unchanged: int
) -> None:
    for line in lines:
        click.echo(line)
    same = f" ({unchanged} unchanged)" if unchanged else ""
    click.echo(f"{printed} printed{same}, {refused} not printed: {summary(findings)}", err=True)


def _explain(workspace: Workspace, asked: Asked, form: str) -> int:
    """Lists the values of documents; 1 if one of them cannot be printed."""
    from remit.cli.inventory import show
    from remit.cli.printing import chosen
    from remit.pipeline import load, load_templates, print_documents

    loaded = load(workspace)
    wanted = chosen(loaded, asked)
    templates, template_findings = load_templates(workspace)
    outcomes = list(print_documents(loaded, templates, wanted, draft=asked.draft))
    refused = [outcome for outcome in outcomes if outcome.rendered is None]
    found = (finding for outcome in refused for finding in (*outcome.findings, *template_findings))
    print_findings(in_order(found), stream=sys.stderr)
    show(outcomes, loaded.tree, form)
    return 1 if refused else 0
