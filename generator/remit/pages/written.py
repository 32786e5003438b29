"""Pages written by hand (playbook/*.md): Markdown in which values of records may stand, as ``{{ playbook.edition }}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from jinja2 import TemplateError as JinjaError

from remit.findings import Finding, Where, error
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.playbook import Playbook
from remit.model.services import Service
from remit.model.studies import Study
from remit.pages.book import Book, WrittenPage
from remit.pages.markdown import Block, heading, note, text
from remit.pages.page import Page
from remit.templating.environment import make_environment, printed
from remit.templating.errors import TemplateError
from remit.templating.filters import Unprintable
from remit.templating.language import check_language
from remit.templating.source import set_aside, split_front

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*(?:\{[^}]*\})?$", re.M)


def pages(book: Book) -> Iterator[Page]:
    """The pages written by hand; the text of index.md is part of the first page instead."""
    for one in book.written:
        if one.name != "index":
            yield Page(f"guide/{one.name}", one.title, (Block(one.text.strip()),))


def read_written(
    files: Mapping[str, str], ledger: Ledger
) -> tuple[tuple[WrittenPage, ...], tuple[Finding, ...]]:
    """Hand-written pages with their values filled in, in the order of their names; and what is wrong with them.

    ``files`` maps paths in the workspace (playbook/how-to-read.md) to texts. A leading number in a file's name sets the
    order and is not shown. A page that cannot be filled in says so instead.
    """
    written: list[WrittenPage] = []
    findings: list[Finding] = []
    for path in sorted(files):
        name = re.sub(r"^[0-9]+-", "", PurePosixPath(path).stem)
        try:
            content = _filled(path, files[path], ledger)
        except TemplateError as problem:
            findings.extend(problem.findings)
            content = "\n\n".join(
                [heading(1, name), note("This page cannot be shown", problem.findings[0].message, "bad")]
            )
        found = _TITLE.search(content)
        title = found[1] if found else name.replace("-", " ").capitalize()
        if name == "index":
            content = _TITLE.sub("", content, count=1)
        written.append(WrittenPage(name=name, title=_plain(title), text=content))
    return tuple(written), tuple(findings)


def _filled(path: str, content: str, ledger: Ledger) -> str:
    environment = make_environment()
    environment.finalize = lambda value: text(printed(value))
    _, body, offset = split_front(path, content)
    problems = list(check_language(environment, body, set_aside(environment, path, body, offset), offset))
    if problems:
        raise TemplateError(*problems)
    try:
        return environment.from_string(body).render(_context(ledger))
    except (JinjaError, Unprintable) as problem:
        message = f"a value on this page cannot be printed: {problem}"
        raise TemplateError(
            error("SITE-006", message, Where(path), "see the data dictionary for the names of fields")
        ) from None


def _context(ledger: Ledger) -> dict[str, object]:
    """What hand-written pages may name."""
    books = ledger.every(Playbook)
    playbook = books[0] if books else None
    return {
        "playbook": playbook,
        "sponsor": ledger.of(Party).get(playbook.sponsor) if playbook else None,
        "owner": ledger.of(Role).get(playbook.owner) if playbook else None,
        "engagement": [
            {"model": model, "text": use} for model, use in (playbook.engagement if playbook else {}).items()
        ],
        "parties": tuple(ledger.of(Party).values()),
        "roles": tuple(ledger.of(Role).values()),
        "services": tuple(ledger.of(Service).values()),
        "studies": tuple(ledger.of(Study).values()),
    }


def _plain(title: str) -> str:
    return re.sub(r"[*_`]", "", title)
