"""The first page: what this playbook is, which edition applies, where everything is, and the way to one's own role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.parties import Role
from remit.model.studies import Study
from remit.pages.book import PARTY_KINDS, Book, roles_by_kind
from remit.pages.icons import icon
from remit.pages.markdown import (
    Block,
    Inert,
    attributes,
    badge,
    block,
    element,
    fold,
    group,
    heading,
    joined,
    note,
    strong,
    text,
)
from remit.pages.page import Desk, Page

# Icon, title, page, and what a reader finds there.
AREAS: tuple[tuple[str, str, str, str], ...] = (
    ("people", "Roles", "roles/index", "My duties, decisions, meetings, figures and systems"),
    (
        "work",
        "Services and activities",
        "services/index",
        "What can be outsourced, and into which activities it falls",
    ),
    ("matrix", "RACI matrix", "raci", "Who does, answers for, advises on and hears of each activity"),
    (
        "duty",
        "Legal duties",
        "obligations/index",
        "The sponsor's duties by regime, and who holds each in a study",
    ),
    ("body", "Governance", "governance/bodies", "Bodies, seats, decision rights and limits"),
    ("alarm", "Escalation", "governance/escalation", "What happened, how bad: who, by when"),
    ("talk", "Communication", "governance/communication", "Meetings, reports, response and review times"),
    ("gauge", "Metrics", "performance/metrics", "What is measured, with its thresholds"),
    ("seal", "Quality terms", "performance/quality", "Procedures, responsibilities, issues, audits, records"),
    ("scale", "Risk sharing", "performance/risk-sharing", "Models, when they fit, what keeps them fair"),
    ("study", "Studies", "studies/index", "Providers, documents, money, milestones, team"),
    ("compass", "Policy", "policy/principles", "Principles, process, selection, oversight and risks"),
    ("party", "Parties", "parties/index", "The sponsor, the CROs and other providers"),
    ("clause", "Clause library", "clauses/index", "Standard wording, fallbacks and who approves them"),
    ("file", "Documents", "documents/index", "The contracts as Word files"),
    ("system", "Systems", "systems", "Owner, validation, access and return of data"),
    ("book", "Reference", "reference/findings", "Findings, rules, data dictionary and glossary"),
)


def pages(book: Book) -> Iterator[Page]:
    """The first page."""
    desk = Desk(book, "index")
    blocks = [
        heading(1, book.title),
        *_masthead(desk),
        *_own_text(book),
        _find_role(desk),
        heading(2, "What is where", "contents"),
        _cards(desk),
        *_studies(desk),
    ]
    yield desk.page("Home", blocks, width="wide")


def _masthead(desk: Desk) -> Iterator[Block]:
    playbook = desk.book.playbook
    if playbook is None:
        yield desk.missing("data/playbook.yaml")
        return
    tiles = [
        ("Edition", text(playbook.edition)),
        ("In force from", text(playbook.effective_date)),
        ("Sponsor", desk.record("party", playbook.sponsor)),
        ("Owner", desk.role(playbook.owner)),
        ("Check", _state(desk)),
    ]
    yield Block(f'<p class="lead">{text(playbook.summary)}</p>')
    yield group(
        "dl",
        [Inert(f"<div><dt>{label}</dt><dd>{value}</dd></div>") for label, value in tiles],
        class_="masthead",
    )
    if playbook.notice:
        yield note("Notice", playbook.notice)


def _state(desk: Desk) -> Inert:
    errors = len(desk.book.errors)
    others = len(desk.book.findings) - errors
    if not desk.book.findings:
        return badge("nothing wrong", "good")
    words = joined(
        [f"{n} {what}{'s' if n > 1 else ''}" for n, what in ((errors, "error"), (others, "warning")) if n]
    )
    return desk.to("reference/findings", badge(words, "bad" if errors else "warn"))


def _own_text(book: Book) -> Iterator[Block]:
    """The text of playbook/index.md, without its own title."""
    for written in book.written:
        if written.name == "index":
            yield Block(written.text.strip())


def _find_role(desk: Desk) -> Block:
    field = Inert(
        '<label for="find-role">Find my role</label>'
        f"<input{attributes(type='search', id='find-role', autocomplete='off', placeholder='Title, department or party')}>"
    )
    none = block("p", "No role has these words.", class_="quiet", id="find-role-none", hidden=True)
    groups = [_roles(desk, kind, roles) for kind, roles in roles_by_kind(desk.book.roles.values())]
    return group("section", [field, *groups, none], class_="find-role", aria_label="Find my role")


def _roles(desk: Desk, kind: str, roles: Sequence[Role]) -> Block:
    words = PARTY_KINDS[kind]
    items = [
        element("li", desk.role(role.id), data_words=f"{role.title} {role.function} {words}".lower())
        for role in roles
    ]
    return fold(f"{words} roles", [element("ul", joined(items, ""), class_="chips")])


def _cards(desk: Desk) -> Block:
    cards = []
    for picture, title, path, what in AREAS:
        if path.startswith("policy/") and not _has_policy(desk.book):
            continue
        label = joined([icon(picture), strong(title), element("span", what)], "")
        cards.append(element("li", desk.to(path, label)))
    return group("ul", cards, class_="cards")


def _has_policy(book: Book) -> bool:
    return "data/principles.yaml" in book.ledger.files


def _studies(desk: Desk) -> Iterator[Block]:
    if not desk.book.studies:
        return
    yield heading(2, "Studies", "studies")
    cards = [element("li", _study(desk, study)) for study in desk.book.studies.values()]
    yield group("ul", cards, class_="cards cards-wide")


def _study(desk: Desk, study: Study) -> Inert:
    found = sum(one.where.file.startswith(f"data/studies/{study.id}/") for one in desk.book.errors)
    facts = (
        study.phase,
        f"{study.participants.enrolled:,} participants",
        f"{study.sites:,} sites",
        f"{len(study.countries)} countries",
    )
    parts = [
        strong(study.protocol_id),
        element("span", study.short_title or study.title),
        element("span", joined(facts, " &middot; ")),
        badge(f"{found} error{'s' if found > 1 else ''}", "bad") if found else badge("no error", "good"),
    ]
    return desk.record("study", study.id, joined(parts, ""))
