"""Printing documents into a folder, by one process or several, and only those whose inputs have changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from remit.documents.inputs import Digests, restamped
from remit.documents.languages import language_of
from remit.documents.origin import Stamp
from remit.documents.subjects import Subject, select, subjects
from remit.documents.templates import Templates
from remit.files import write_whole
from remit.findings import Finding
from remit.frozen import dataclass
from remit.pipeline import Loaded, load, print_documents, stamp_of, stopping
from remit.rebuild.remembered import Entry, Kept, Memory
from remit.rebuild.wording import templates_of
from remit.workspace import Workspace

if TYPE_CHECKING:  # several processes are the exception
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Done:
    """A document: where it stands (None: not printed), what was found, and whether its inputs had changed."""

    id: str
    path: Path | None
    findings: tuple[Finding, ...] = ()
    entry: Entry | None = None
    fresh: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Everything that printing needs beside the subjects. ``kept`` is what the last build has printed."""

    loaded: Loaded
    templates: Templates
    wrong: tuple[Finding, ...]
    stamp: Stamp
    folder: Path
    draft: bool
    tool: str
    kept: Kept


def job_of(
    loaded: Loaded,
    wanted: Iterable[Subject],
    folder: Path,
    memory: Memory,
    *,
    draft: bool,
    anew: bool = False,
) -> Job:
    """The job of printing these documents into a folder; ``anew`` prints also what ``memory`` says has not changed."""
    kinds = {(subject.kind, language_of(subject.record, loaded.ledger)) for subject in wanted}
    templates, wrong = templates_of(loaded.workspace, memory, kinds)
    return Job(
        loaded=loaded,
        templates=templates,
        wrong=wrong,
        stamp=stamp_of(loaded, templates),
        folder=folder,
        draft=draft,
        tool=memory.tool,
        kept={} if anew else memory.documents,
    )


def print_some(job: Job, wanted: Sequence[Subject]) -> Iterator[Done]:
    """Print documents one after the other."""
    digests = Digests(job.tool, job.loaded.ledger, job.templates) if job.tool and not job.draft else None
    for subject in wanted:
        yield _print(job, subject, digests)


def _print(job: Job, subject: Subject, digests: Digests | None) -> Done:
    stopped = bool(stopping(subject, job.loaded))
    inputs = digests.inputs(subject) if digests and not stopped else None
    state = f"{job.stamp.revision} {job.stamp.commit} {job.stamp.dirty}"
    before = job.kept.get(subject.id)
    if inputs and before and before.inputs == inputs.digest:
        data = before.is_there(job.folder)
        if data and before.state == state:
            return Done(subject.id, job.folder / before.path, (), before, fresh=False)
        new = data and restamped(data, subject, inputs, job.loaded.ledger, job.templates, job.stamp)
        if new:
            return _written(job, subject, before.path, new, inputs.digest, state, fresh=False)
    contexts = {subject.id: inputs.context} if inputs else {}
    (outcome,) = print_documents(
        job.loaded, job.templates, (subject,), draft=job.draft, stamp=job.stamp, contexts=contexts
    )
    if outcome.rendered is None:
        return Done(subject.id, None, (*outcome.findings, *job.wrong))
    path, data = outcome.rendered.path.as_posix(), outcome.rendered.data
    done = _written(job, subject, path, data, inputs.digest if inputs else "", state, fresh=True)
    return Done(done.id, done.path, outcome.findings, done.entry)


def _written(
    job: Job, subject: Subject, path: str, data: bytes, inputs: str, state: str, *, fresh: bool
) -> Done:
    write_whole(job.folder / path, data)
    entry = Entry(path, hashlib.sha256(data).hexdigest(), inputs, state)
    return Done(subject.id, job.folder / path, (), entry, fresh)


def print_shared(job: Job, wanted: Sequence[Subject], jobs: int) -> Iterator[list[Done]]:
    """Print documents by several processes, each a share. Raises OSError for what one of them cannot write."""
    shares = [tuple(subject.id for subject in wanted[start::jobs]) for start in range(jobs)]
    if _can_split_off():
        yield from _split_off(job, shares)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        asked = [
            pool.submit(
                _print_alone, job.loaded.workspace, share, job.folder, job.draft, job.tool, dict(job.kept)
            )
            for share in shares
        ]
        yield from (future.result() for future in asked)


def _can_split_off() -> bool:
    return sys.platform == "linux"


def _print_alone(
    workspace: Workspace, share: tuple[str, ...], folder: Path, draft: bool, tool: str, kept: Kept
) -> list[Done]:
    """A share printed by a process that has to load everything itself."""
    memory = Memory(None, tool, documents=kept)
    return _share(job_of(load(workspace), (), folder, memory, draft=draft), share)


def _share(job: Job, share: tuple[str, ...]) -> list[Done]:
    everything = subjects(job.loaded.ledger)
    return list(print_some(job, select(everything, share, None, None))) if share else []


def _split_off(job: Job, shares: Sequence[tuple[str, ...]]) -> Iterator[list[Done]]:
    """Shares printed by copies of this process, which know all that is loaded; only what became of it is sent back."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    started = []
    for share in shares:
        receive, send = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(job, share, send))
        process.start()
        send.close()
        started.append((process, receive))
    for process, receive in started:
        try:
            answer = receive.recv()
        except EOFError:
            raise RuntimeError("a process that printed documents ended early") from None
        process.join()
        if isinstance(answer, OSError):
            raise answer
        yield answer


def _send(job: Job, share: tuple[str, ...], to: Connection) -> None:
    try:
        to.send(_share(job, share))
    except OSError as trouble:
        to.send(trouble)
