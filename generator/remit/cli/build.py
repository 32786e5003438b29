"""The command `remit build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from remit.cli.options import format_option, root_option
from remit.cli.report import print_findings, summary
from remit.documents.subjects import KINDS, Subject, select, subjects
from remit.files import write_whole
from remit.findings import CannotGoOn, Finding, Where, error, in_order
from remit.model.studies import Study
from remit.pipeline import Loaded, load, load_templates, print_documents
from remit.schema.nearest import nearest
from remit.workspace import Workspace

FEW = 16
"""Up to this many documents one process is faster than starting several."""

Result = tuple[str, Path | None, tuple[Finding, ...]]
"""Id of a document, where it was written (None: not printed), and what was found."""


@click.command("build")
@click.argument("documents", nargs=-1)
@root_option
@click.option("--study", help="Only the documents of this study.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only documents of this kind.")
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
    form: str,
) -> None:
    """Write the Word documents, or only those named by DOCUMENTS (wo-301, qa-cal, transfer-nvt-218-301 ...).

    A document whose records have errors is not printed; the others are. A file from an earlier build stays as it was.

    \b
    Example:
      remit build
      remit build wo-301 --draft
      remit build wo-301 --pdf
      remit build wo-301 --explain --format json
      remit build --study nvt-218-301 --out contracts
    """
    loaded = load(workspace)
    wanted = _wanted(loaded, documents, study, kind)
    if explain:
        raise SystemExit(_explain(loaded, wanted, form, draft=draft))
    if form != "text":
        raise click.UsageError("--format json goes with --explain")
    folder = out or workspace.documents
    results = _print_all(loaded, wanted, folder, draft, jobs)
    findings = in_order(finding for _, _, found in results for finding in found)
    printed = [path for _, path, _ in results if path]
    pictures, trouble = _pdf(printed) if pdf else ((), ())
    print_findings((*findings, *trouble), stream=sys.stderr)
    for id, path, _ in results:
        click.echo(str(path) if path else f"{id}: not printed", err=path is None)
    for picture in pictures:
        click.echo(str(picture))
    refused = sum(path is None for _, path, _ in results)
    click.echo(f"{len(results) - refused} printed, {refused} not printed: {summary(findings)}", err=True)
    raise SystemExit(1 if refused else 0)


def _explain(loaded: Loaded, wanted: Sequence[Subject], form: str, *, draft: bool) -> int:
    """Lists the values of documents; 1 if one of them cannot be printed."""
    from remit.cli.inventory import show

    templates, template_findings = load_templates(loaded.workspace)
    outcomes = list(print_documents(loaded, templates, wanted, draft=draft))
    refused = [outcome for outcome in outcomes if outcome.rendered is None]
    found = (finding for outcome in refused for finding in (*outcome.findings, *template_findings))
    print_findings(in_order(found), stream=sys.stderr)
    show(outcomes, loaded.tree, form)
    return 1 if refused else 0


def _pdf(documents: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """PDF files of documents; what goes wrong with them never stops the Word files."""
    from remit.documents.pdf import print_pdf

    with Console(stderr=True).status("Printing PDF files"):
        return print_pdf(documents)


def _wanted(loaded: Loaded, ids: tuple[str, ...], study: str | None, kind: str | None) -> tuple[Subject, ...]:
    everything = subjects(loaded.ledger)
    known = [subject.id for subject in everything]
    unknown = [_unknown(id, known) for id in ids if id not in known]
    studies = list(loaded.ledger.of(Study))
    if study is not None and study not in studies:
        unknown.append(_unknown(study, studies))
    if unknown:
        raise CannotGoOn(*unknown)
    wanted = select(everything, ids, study, kind)
    if not wanted:
        hint = "'remit new' adds a work order, a transfer or a quality agreement; 'remit check' says what cannot be read"
        raise CannotGoOn(
            *loaded.errors, error("CLI-004", "the records call for no such document", Where("data"), hint)
        )
    return wanted


def _unknown(name: str, known: Sequence[str]) -> Finding:
    hint = nearest(name, list(known)) or f"there are: {', '.join(known)}"
    return error("CLI-003", f"there is no '{name}'", Where("data"), hint)


def _print_all(
    loaded: Loaded, wanted: Sequence[Subject], folder: Path, draft: bool, jobs: int
) -> list[Result]:
    results: list[Result] = []
    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("Printing documents", total=len(wanted))
        for done in _in_processes(loaded, wanted, folder, draft, jobs):
            bar.advance(task, len(done))
            results.extend(done)
    return sorted(results, key=lambda result: result[0])


def _in_processes(
    loaded: Loaded, wanted: Sequence[Subject], folder: Path, draft: bool, jobs: int
) -> Iterator[list[Result]]:
    if jobs == 1 or len(wanted) <= FEW:
        yield from ([result] for result in _print_some(loaded, wanted, folder, draft))
        return
    shares = [tuple(subject.id for subject in wanted[start::jobs]) for start in range(jobs)]
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(
            _print_share, *zip(*((loaded.workspace, share, folder, draft) for share in shares), strict=True)
        )


def _print_share(workspace: Workspace, ids: tuple[str, ...], folder: Path, draft: bool) -> list[Result]:
    loaded = load(workspace)
    return list(_print_some(loaded, select(subjects(loaded.ledger), ids, None, None), folder, draft))


def _print_some(loaded: Loaded, wanted: Sequence[Subject], folder: Path, draft: bool) -> Iterator[Result]:
    templates, template_findings = load_templates(loaded.workspace)
    for outcome in print_documents(loaded, templates, wanted, draft=draft):
        if outcome.rendered is None:
            yield outcome.subject.id, None, (*outcome.findings, *template_findings)
            continue
        path = folder / outcome.rendered.path
        write_whole(path, outcome.rendered.data)
        yield outcome.subject.id, path, outcome.findings
