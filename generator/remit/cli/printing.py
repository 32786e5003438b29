"""Printing documents for `remit build`: which ones, with a bar while it lasts, and what became of them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from remit.documents.internal import is_wanted
from remit.documents.languages import language_of
from remit.documents.subjects import Subject, select, subjects
from remit.findings import CannotGoOn, Finding, Where, error
from remit.model.studies import Study
from remit.pipeline import Loaded
from remit.rebuild.printing import Done, Job, print_shared, print_some
from remit.rebuild.unchanged import Asked
from remit.schema.nearest import nearest


def chosen(loaded: Loaded, asked: Asked) -> tuple[Subject, ...]:
    """The documents asked for. Raises CannotGoOn for names that there are not, and where there is none to print."""
    everything = subjects(loaded.ledger)
    known = [subject.id for subject in everything]
    unknown = [_unknown(id, known) for id in asked.ids if id not in known]
    studies = list(loaded.ledger.of(Study))
    if asked.study is not None and asked.study not in studies:
        from remit.cli.incomplete import incomplete  # loads the definitions of all records

        there = (Study.KIND, asked.study) in loaded.ledger.broken
        unknown.append(incomplete(asked.study, loaded.findings) if there else _unknown(asked.study, studies))
    if unknown:
        raise CannotGoOn(*unknown)
    wanted = select(everything, asked.ids, asked.study, asked.kind)
    if not (asked.ids or asked.kind):
        names = [path.name for path in loaded.workspace.templates.glob("*")]
        wanted = tuple(
            one for one in wanted if is_wanted(one.kind, language_of(one.record, loaded.ledger), names)
        )
    if not wanted:
        hint = "'remit new' adds a work order, a transfer or a quality agreement; 'remit check' says what cannot be read"
        raise CannotGoOn(
            *loaded.errors, error("CLI-004", "the records call for no such document", Where("data"), hint)
        )
    return wanted


def _unknown(name: str, known: Sequence[str]) -> Finding:
    hint = nearest(name, list(known)) or f"there are: {', '.join(known)}"
    return error("CLI-003", f"there is no '{name}'", Where("data"), hint)


def print_all(job: Job, wanted: Sequence[Subject], jobs: int) -> list[Done]:
    """What became of each document, by id."""
    done: list[Done] = []
    gc.freeze()  # what is loaded is never garbage; looking for some would take time, and memory in several processes
    with _progress(len(wanted)) as bar:
        shares = print_shared(job, wanted, jobs) if jobs > 1 else ([one] for one in print_some(job, wanted))
        for share in shares:
            bar(len(share))
            done.extend(share)
    return sorted(done, key=lambda one: one.id)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], object]]:
    """A bar to tell of documents as they are done. Where nobody watches, what would draw it is not even loaded."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Printing documents", total=total)
        yield lambda count: bar.advance(task, count)


def pdf_of(documents: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """PDF files of documents; what goes wrong with them never stops the Word files."""
    from rich.console import Console

    from remit.documents.pdf import print_pdf

    with Console(stderr=True).status("Printing PDF files"):
        return print_pdf(documents)
