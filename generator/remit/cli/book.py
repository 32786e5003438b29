"""Everything that the website shows, gathered from a workspace."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from remit.cli.rule_pages import PAGES
from remit.findings import Finding, Where, error, in_order
from remit.load.locate import placer
from remit.load.tree import read_folder
from remit.pages.book import Book, Clause, Download, Position, RuleText
from remit.pages.written import read_written
from remit.pipeline import Loaded, load, load_templates
from remit.templating import TemplateError, load_clause
from remit.templating.environment import make_environment
from remit.workspace import Workspace


def read_book(workspace: Workspace, as_of: dt.date | None = None) -> Book:
    """The book of a workspace, of the records in force on a day where one is given."""
    return book_of(workspace, load(workspace, as_of))


def book_of(workspace: Workspace, loaded: Loaded) -> Book:
    """The book of a playbook that is read. What cannot be read is a finding of the book."""
    files, page_problems = _texts(workspace, "playbook")
    written, written_problems = read_written(files, loaded.ledger)
    templates, template_problems = load_templates(workspace)
    findings = (
        *loaded.findings,
        *template_problems,
        *page_problems,
        *written_problems,
    )
    return Book(
        ledger=loaded.ledger,
        findings=in_order(findings),
        rules=tuple(
            RuleText(
                id=one.id, title=one.title, severity=one.severity.value, family=one.family, page=one.page
            )
            for one in PAGES
        ),
        clauses=tuple(_clauses(workspace)),
        downloads=tuple(_downloads(workspace)),
        templates=tuple(dict.fromkeys(kind for kind, _ in templates.read)),
        written=written,
        locate=placer(loaded.tree),
    )


def _texts(workspace: Workspace, folder: str) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Markdown files of a folder as text; those with strange bytes are findings."""
    tree, problems = read_folder(workspace.root, folder, (".md",))
    texts: dict[str, str] = {}
    findings = list(problems)
    for path, content in tree.items():
        if path.endswith("README.md"):
            continue
        try:
            texts[path] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            findings.append(error("SITE-007", "this file is not UTF-8 text", Where(path), "save it as UTF-8"))
    return texts, tuple(findings)


def _clauses(workspace: Workspace) -> Iterator[Clause]:
    """The clause library as far as it can be read; what is wrong with it is a finding of the templates."""
    environment = make_environment()
    texts, _ = _texts(workspace, "contract_templates/clauses")
    for path, content in sorted(texts.items()):
        try:
            one = load_clause(environment, path, content)
        except TemplateError:
            continue
        wordings = _sections(content)
        positions = tuple(
            Position(id=p.id, approver=p.approver, wording=wordings.get(p.id, "")) for p in one.positions
        )
        yield Clause(
            id=one.id,
            title=one.title,
            version=one.version,
            owner=one.owner,
            positions=positions,
            unacceptable=one.unacceptable,
            file=path,
        )


def _sections(content: str) -> dict[str, str]:
    """The template text of each ``## position`` of a clause file."""
    parts = [part.partition("\n") for part in ("\n" + content).split("\n## ")[1:]]
    return {head.strip(): body for head, _, body in parts}


def _downloads(workspace: Workspace) -> Iterator[Download]:
    folder = workspace.documents
    for path in sorted(folder.rglob("*.docx")) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith((".", "~")):
            content = path.read_bytes()
            yield Download(
                name=path.relative_to(folder).as_posix(),
                content=content,
                digest=hashlib.sha256(content).hexdigest(),
            )
