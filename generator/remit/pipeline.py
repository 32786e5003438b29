"""The page to read first: how a playbook becomes findings, documents and pages.

    files -> tree of bytes        load.tree        only regular files below data/
    bytes -> text documents       load.yaml        every scalar stays text; positions only on demand
    documents -> records          load.build       by the one definition of each record (model/)
    records -> ledger             model.ledger     immutable index; every output is a function of it
    ledger -> findings            rules            everything that does not fit, with its place
    ledger + templates -> files   documents        a Word file for each document that has no error

Pages (pages) and reviews start from the ledger, too, and never read data/ themselves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from remit.documents.subjects import Subject, concerning, subjects
from remit.exchange.visible import visible
from remit.findings import Finding, Severity, error, in_order
from remit.frozen import dataclass
from remit.load.collecting import records_only
from remit.load.git import GitState, files_of, state
from remit.load.proposals import RULE as UNCONFIRMED
from remit.load.revisions import read_commit
from remit.load.tree import Tree, read_folder
from remit.model.in_force import in_force
from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.workspace import DATA, TEMPLATES, Workspace

if TYPE_CHECKING:  # what templates need takes longer to import than records to judge
    from remit.documents.context import Context
    from remit.documents.origin import Stamp
    from remit.documents.render import Rendered
    from remit.documents.templates import Templates
    from remit.word import Origin

RECORDS, WORDING = (".yaml", ".yml"), (".md", ".docx")
REGISTER = f"{DATA}/register.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A playbook as it was read: its files, its records and everything found wrong with them, sorted and located.

    ``accepted`` holds the findings that the playbook accepts for a time; they are not reported and stop nothing.
    """

    workspace: Workspace
    tree: Tree
    ledger: Ledger
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a contract from being printed."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def load(workspace: Workspace, as_of: dt.date | None = None, like: Loaded | None = None) -> Loaded:
    """Read a playbook and judge it. Never raises for what the files hold; everything wrong is a finding.

    With ``as_of``, records that are not in force on that day are left out. Without it all records count as they stand, and
    today decides only which suppressions have expired. ``like`` is a state with mostly the same files, whose records are
    shared; it must not be that of a day.
    """
    tree, file_findings = read_folder(workspace.root, DATA, RECORDS)
    return judge(workspace, tree, file_findings, as_of, like)


def judge(
    workspace: Workspace,
    tree: Tree,
    file_findings: Iterable[Finding] = (),
    as_of: dt.date | None = None,
    like: Loaded | None = None,
) -> Loaded:
    """Judge the files of a playbook as they are given, whether or not they stand on a disk."""
    # Where the records have been read and judged before, none of this is needed.
    from remit.load.locate import locate
    from remit.load.records import read_records
    from remit.rules import check, settle

    with records_only():
        ledger, record_findings = read_records(tree, (like.tree, like.ledger) if like else None)
        if as_of:
            ledger = in_force(ledger, as_of)
        today = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
        settled = settle((*file_findings, *record_findings, *check(ledger)), ledger, today)
        return Loaded(workspace, tree, ledger, locate(settled.findings, tree), settled.accepted)


def load_templates(workspace: Workspace) -> tuple[Templates, tuple[Finding, ...]]:
    """The playbook's document templates, clauses and house style, and everything wrong with them."""
    from remit.documents.templates import read_templates

    tree, files = read_folder(workspace.root, TEMPLATES, WORDING)
    templates, findings = read_templates(tree)
    return templates, in_order((*files, *findings))


@dataclass(frozen=True, slots=True)
class Earlier:
    """A playbook as a commit holds it: records and templates, and everything wrong with the latter."""

    loaded: Loaded
    templates: Templates
    wording: tuple[Finding, ...]


def load_commit(
    workspace: Workspace, commit: str, like: Loaded | None = None, at: str | None = None
) -> Earlier:
    """Records and templates of a commit (its full name), read from git's objects and judged like those on the disk.

    ``like`` is a state with mostly the same files, whose records are shared; ``at`` the playbook's folder in the commit,
    from the top of the repository, where it is not the one in which it stands now. Raises CannotGoOn where git cannot.
    """
    from remit.documents.templates import read_templates

    files, trouble = read_commit(workspace.root, commit, (DATA, TEMPLATES), (*RECORDS, *WORDING), at)
    in_data = tuple(one for one in trouble if one.where.file.startswith(f"{DATA}/"))
    data = {path: content for path, content in files.items() if path.startswith(f"{DATA}/")}
    wording = {path: content for path, content in files.items() if path not in data}
    records = {path: content for path, content in data.items() if path.endswith(RECORDS)}
    texts = {path: content for path, content in wording.items() if path.endswith(WORDING)}
    templates, findings = read_templates(texts)
    beside = tuple(one for one in trouble if one not in in_data)
    return Earlier(judge(workspace, records, in_data, like=like), templates, in_order((*beside, *findings)))


def check_templates(workspace: Workspace) -> tuple[tuple[Finding, ...], Templates]:
    """Everything wrong with templates, clauses and house style, also what only a document's printing would show."""
    from remit.documents.templates import judge_templates

    templates, findings = load_templates(workspace)
    return in_order((*findings, *judge_templates(templates))), templates


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: the file's bytes, or the findings that kept it from being printed."""

    subject: Subject
    rendered: Rendered | None
    findings: tuple[Finding, ...]


def print_documents(
    loaded: Loaded,
    templates: Templates,
    wanted: Iterable[Subject],
    *,
    draft: bool,
    stamp: Stamp | None = None,
    contexts: Mapping[str, Context] = MappingProxyType({}),
) -> Iterator[Outcome]:
    """Print documents one by one. A document that something is ``stopping`` is refused unless ``draft`` is set.

    ``stamp`` is the state that the documents name; by default that of the records, which takes a question to git.
    ``contexts`` is what the templates of final documents see, by id, as far as that is known already.
    """
    from remit.documents.render import render

    stamp = stamp or stamp_of(loaded, templates)
    for subject in wanted:
        stops = concerning(subject, loaded.ledger, loaded.errors) if draft else stopping(subject, loaded)
        if stops and not draft:
            yield Outcome(subject, None, stops)
            continue
        points = tuple(dict.fromkeys((*stops, *_unconfirmed(subject, loaded)))) if draft else ()
        context = None if draft else contexts.get(subject.id)
        rendered, findings = render(
            subject, loaded.ledger, templates, stamp, draft=draft, open_points=points, context=context
        )
        yield Outcome(subject, rendered, _located(findings, loaded.tree) or points)


def stopping(subject: Subject, loaded: Loaded) -> tuple[Finding, ...]:
    """What keeps a document from being printed as final: errors in the files it rests on, and what is settled too early."""
    return (*concerning(subject, loaded.ledger, loaded.errors), *_settled_too_early(subject, loaded))


def _unconfirmed(subject: Subject, loaded: Loaded) -> tuple[Finding, ...]:
    """What nobody has confirmed yet in the document's own record and in that of its study; a draft says so on page one."""
    study = loaded.ledger.of(Study).get(subject.study)
    files = {subject.record.where.file, *([study.where.file] if study else [])}
    return tuple(one for one in loaded.findings if one.rule == UNCONFIRMED and one.where.file in files)


def _located(findings: tuple[Finding, ...], tree: Tree) -> tuple[Finding, ...]:
    """Findings with line and column; where there are none, as with most documents, nothing is loaded that reads files."""
    if not findings:
        return ()
    from remit.load.locate import locate

    return locate(findings, tree)


def _settled_too_early(subject: Subject, loaded: Loaded) -> Iterator[Finding]:
    """Proposals in the record of a document that is approved or executed: it would be signed without its watermark."""
    from remit.documents.open_points import SETTLED

    record = subject.record
    for one in loaded.findings:
        if one.rule == UNCONFIRMED and one.where.file == record.where.file and record.status in SETTLED:
            message = f"{record.number} is {record.status}, but {one.message}"
            yield error(
                "PRINT-004", message, one.where, f"{one.hint}; until then set the status back to 'draft'"
            )


@dataclass(frozen=True, slots=True)
class Again:
    """A document printed again, and the data files it was printed from; or why there is none."""

    rendered: Rendered | None
    tree: Tree
    reason: str = ""


def print_again(loaded: Loaded, templates: Templates, origin: Origin) -> Again:
    """Print a document again from the state of the records that a file names: as they stand, or from their git commit.

    What the file says is believed only so far as the records have that state; the commit must hold them.
    """
    for state_of in (_as_now, _as_committed):
        then = state_of(loaded, templates, origin)
        if then is not None and then[1].digests.get(origin.template) == origin.template_digest:
            break
    else:
        return Again(
            None, {}, "its records or its template are neither those of this playbook nor in its history"
        )
    loaded, templates = then
    wanted = [subject for subject in subjects(loaded.ledger) if subject.id == origin.id]
    if not wanted:
        return Again(None, loaded.tree, f"these records hold no document '{visible(origin.id)}'")
    from remit.documents.origin import Stamp

    stamp = Stamp(origin.revision, origin.commit, origin.dirty)
    (outcome,) = print_documents(loaded, templates, wanted, draft=origin.draft, stamp=stamp)
    reason = outcome.findings[0].message if outcome.findings else ""
    return Again(outcome.rendered, loaded.tree, reason and f"it cannot be printed again: {reason}")


_State = tuple[Loaded, "Templates"]


def _as_now(loaded: Loaded, templates: Templates, origin: Origin) -> _State | None:
    """Records and templates as they stand, if the records are those that a file names."""
    return (loaded, templates) if revision(loaded.tree) == origin.revision else None


def _as_committed(loaded: Loaded, templates: Templates, origin: Origin) -> _State | None:
    """Records and templates of the commit that a file names, if the records are those that it names."""
    from remit.documents.templates import read_templates

    files = files_of(loaded.workspace.root, origin.commit, (DATA, TEMPLATES), (*RECORDS, *WORDING)) or {}
    data = {path: content for path, content in files.items() if path.startswith(f"{DATA}/")}
    if revision(data) != origin.revision:
        return None
    wording = {path: content for path, content in files.items() if path not in data}
    return judge(loaded.workspace, data), read_templates(wording)[0]


def stamp_of(loaded: Loaded, templates: Templates) -> Stamp:
    """The state of records and templates that a document is printed from."""
    from remit.documents.origin import Stamp

    git = git_state(loaded, templates)
    return Stamp(revision(loaded.tree), git.commit if git else "", bool(git and git.dirty))


def git_state(loaded: Loaded, templates: Templates) -> GitState | None:
    """How the files that documents are printed from stand to the commit that is checked out; None outside of git.

    The register of issued documents is not printed, and does not count.
    """
    files = {**loaded.tree, **templates.files}
    known = state(loaded.workspace.root, files, (DATA, TEMPLATES), (*RECORDS, *WORDING))
    if known is None:
        return None
    return GitState(known.commit, tuple(path for path in known.changed if path != REGISTER))


def revision(tree: Tree) -> str:
    """Twelve hexadecimal digits that name the exact state of the records: equal files give equal digits anywhere.

    The register of issued documents is left out, so that issuing a document does not make it one of an earlier state.
    """
    digest = hashlib.sha256()
    for path, data in sorted(tree.items()):
        if path == REGISTER:
            continue
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:12]
