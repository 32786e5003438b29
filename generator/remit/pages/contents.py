"""Every page of the site and its place in the navigation. An explicit list; nothing is discovered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from remit.frozen import dataclass
from remit.pages import (
    clauses,
    communication,
    contracts,
    coverage,
    dictionary,
    duties,
    elements,
    escalation,
    governance,
    home,
    levels,
    metrics,
    parties,
    quality,
    raci,
    records,
    reference,
    roles,
    studies,
    systems,
    work,
    written,
)
from remit.pages.addresses import address
from remit.pages.book import PARTY_KINDS, Book, roles_by_kind
from remit.pages.page import Page

WRITERS: tuple[Callable[[Book], Iterator[Page]], ...] = (
    home.pages, written.pages, roles.pages, work.pages, raci.pages, duties.pages, coverage.pages, governance.pages,
    escalation.pages, communication.pages, metrics.pages, quality.pages, systems.pages, studies.pages, levels.pages,
    parties.pages, contracts.pages, clauses.pages, reference.pages, dictionary.pages,
    records.pages,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the navigation: its title and what stands in it, pages (by path) and further sections."""

    title: str
    entries: tuple[str | Section, ...]


def all_pages(book: Book) -> Mapping[str, Page]:
    """Every page by its path, in reading order."""
    pages = {page.path: page for writer in WRITERS for page in writer(book)}
    last = elements.page(book, pages)
    return {**pages, last.path: last}


def navigation(book: Book, pages: Mapping[str, Page]) -> Section:
    """The tree of the navigation; every page stands in it exactly once."""
    return Section(
        "",
        (
            Section("Home", ("index", *_below(pages, "guide/"))),
            Section("Roles", ("roles/index", *_roles(book))),
            Section("Work", ("raci", Section("Services", ("services/index", *_below(pages, "services/"))))),
            Section(
                "Duties",
                (
                    Section(
                        "Regimes",
                        (
                            "obligations/index",
                            *(path for path in _below(pages, "obligations/") if path != "obligations/topics"),
                        ),
                    ),
                    *(path for path in ("duties",) if path in pages),
                    "obligations/topics",
                ),
            ),
            Section("Governance", ("governance/bodies", "governance/escalation", "governance/communication")),
            Section(
                "Performance",
                ("performance/metrics", "performance/quality", "performance/risk-sharing", "systems"),
            ),
            Section("Policy", _below(pages, "policy/")),
            Section("Studies", ("studies/index", *_studies(book, pages))),
            Section("Parties", ("parties/index", *_below(pages, "parties/"))),
            Section(
                "Contracts",
                (
                    "documents/index",
                    "contracts/agreements",
                    Section("Clauses", ("clauses/index", *_below(pages, "clauses/"))),
                ),
            ),
            Section(
                "Reference",
                (
                    "reference/findings",
                    "reference/glossary",
                    elements.PATH,
                    Section("Rules", ("reference/rules/index", *_below(pages, "reference/rules/"))),
                    Section("Data dictionary", ("reference/data/index", *_below(pages, "reference/data/"))),
                ),
            ),
        ),
    )


def _below(pages: Mapping[str, Page], folder: str) -> tuple[str, ...]:
    return tuple(path for path in pages if path.startswith(folder) and path != f"{folder}index")


def _roles(book: Book) -> tuple[Section, ...]:
    return tuple(
        Section(f"{PARTY_KINDS[kind]} roles", tuple(address("role", role.id) or "" for role in group))
        for kind, group in roles_by_kind(book.roles.values())
    )


def _studies(book: Book, pages: Mapping[str, Page]) -> Iterator[str | Section]:
    """A study's dashboard, followed by the pages of its other records."""
    for study in book.studies.values():
        path = address("study", study.id) or ""
        more = _below(pages, f"studies/{study.id}/")
        yield Section(study.protocol_id, (path, f"coverage/{study.id}", *more))
    for path in _below(pages, "studies/"):
        if path.split("/")[1] not in book.studies and "/" in path.removeprefix("studies/"):
            yield path


def listed(section: Section) -> Iterator[str]:
    """Every page that a section leads to."""
    for entry in section.entries:
        if isinstance(entry, Section):
            yield from listed(entry)
        else:
            yield entry
