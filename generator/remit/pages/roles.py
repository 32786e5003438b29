"""One page per role: what I do, what I decide, whom I call on, which meetings, figures and systems are mine."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.parties import Role
from remit.model.services import Raci, RaciRow
from remit.model.studies import StudyTeam, Transfer
from remit.pages.addresses import address
from remit.pages.book import PARTY_KINDS, Book, roles_by_kind
from remit.pages.letters import LETTERS, letter
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    bullets,
    facts,
    heading,
    joined,
    lead,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk, Page
from remit.pages.role_parts import decisions, escalation, figures, meetings, systems

TEAMS = {
    "core": "Core team",
    "full": "Full team",
    "governance": "Governance body",
    "corporate": "Corporate function",
}


def pages(book: Book) -> Iterator[Page]:
    """The list of roles, then a page for each."""
    yield _index(Desk(book, "roles/index"))
    for role in book.roles.values():
        yield _page(Desk(book, address("role", role.id) or ""), role)


def _index(desk: Desk) -> Page:
    blocks = [
        heading(1, "Roles"),
        lead(
            "Every role has a page: duties, decisions, escalation, meetings, figures, systems and training."
        ),
    ]
    for kind, roles in roles_by_kind(desk.book.roles.values()):
        rows = [(desk.role(role.id), TEAMS[role.team], role.function, role.purpose) for role in roles]
        blocks += [
            heading(2, f"{PARTY_KINDS[kind]} roles", kind),
            table(
                ["Role", ("Team", "narrow"), "Function", ("Purpose", "wide")],
                rows,
                caption=f"{PARTY_KINDS[kind]} roles",
            ),
        ]
    return desk.page("All roles", blocks)


def _page(desk: Desk, role: Role) -> Page:
    blocks = [
        heading(1, role.title),
        lead(role.purpose),
        facts(
            [
                ("Side", PARTY_KINDS[role.party]),
                ("Team", TEAMS[role.team]),
                ("Function", role.function),
                ("Reports to", desk.role(role.reports_to) if role.reports_to else None),
                ("Backup", desk.role(role.backup) if role.backup else None),
                ("Qualification", role.qualification),
            ]
        ),
        heading(2, "My duties", "duties"),
        bullets(role.duties),
        *_activities(desk, role),
        *decisions(desk, role),
        *escalation(desk, role),
        *meetings(desk, role),
        *figures(desk, role),
        *systems(desk, role),
        *_people(desk, role),
        desk.kept(role),
    ]
    return desk.page(role.title, blocks)


def _activities(desk: Desk, role: Role) -> Iterator[Block]:
    yield heading(2, "My part in the work", "activities")
    rows = []
    for activity, row in desk.book.raci.items():
        mine = [mark for mark, field in LETTERS.items() if role.id in getattr(row, field)]
        if mine:
            service = desk.book.service_of.get(activity)
            record = desk.book.activities.get(activity)
            where = desk.record("service", service.id) if service else ""
            rows.append(
                (
                    desk.record("activity", activity),
                    where,
                    record.phase if record else "",
                    joined(map(letter, mine), " "),
                )
            )
    counts = [
        (f"{sum(role.id in getattr(row, field) for row in desk.book.raci.values())}", field)
        for field in LETTERS.values()
    ]
    yield paragraph(", ".join(f"{field} in {n}" for n, field in counts).capitalize() + ".")
    yield table(
        ["Activity", "Service", ("Phase", "narrow"), ("My part", "narrow")],
        rows,
        caption="Activities in which this role takes part",
        empty="This role has no part in the matrix of activities.",
    )
    yield from _departures(desk, role)


def _departures(desk: Desk, role: Role) -> Iterator[Block]:
    rows = []
    for raci in desk.book.ledger.every(Raci):
        for activity, row in raci.activities.items() if raci.study else ():
            usual = desk.book.raci.get(activity)
            here, there = _marks(row, role), _marks(usual, role) if usual else []
            if here != there:
                rows.append(
                    (
                        desk.record("study", raci.study),
                        desk.record("activity", activity),
                        _shown(there),
                        _shown(here),
                    )
                )
    if rows:
        yield heading(3, "Where a study departs from this", "departures")
        yield table(["Study", "Activity", "Usually", "In this study"], rows, caption="Departures in studies")


def _marks(row: RaciRow, role: Role) -> list[str]:
    return [mark for mark, field in LETTERS.items() if role.id in getattr(row, field)]


def _shown(marks: list[str]) -> Inert:
    return joined(map(letter, marks), " ") or small("no part")


def _people(desk: Desk, role: Role) -> Iterator[Block]:
    rows = []
    for team in desk.book.ledger.every(StudyTeam):
        for one in team.assignments.values():
            if one.role == role.id:
                person: object = one.person or (
                    small(one.not_applicable) if one.not_applicable else badge("open", "warn")
                )
                key = badge("key", "accent") if one.key else ""
                rows.append(
                    (
                        desk.record("study", team.study),
                        desk.record("party", one.party),
                        person,
                        f"{one.fte:f}" if one.fte is not None else "",
                        key,
                    )
                )
    if rows:
        yield heading(2, "Who fills this role", "people")
        yield table(
            ["Study", "Party", "Person", ("FTE", "num"), "Key personnel"], rows, caption="People in this role"
        )
    yield from _overseen(desk, role)


def _overseen(desk: Desk, role: Role) -> Iterator[Block]:
    rows = []
    for transfer in desk.book.ledger.of(Transfer).values():
        mine = [one.id for one in transfer.allocations.values() if one.sponsor_function == role.id]
        if mine:
            rows.append(
                (
                    desk.record("study", transfer.study),
                    str(len(mine)),
                    desk.to(f"coverage/{transfer.study}", "who holds each duty"),
                )
            )
    if rows:
        yield heading(2, "Legal duties I keep or oversee", "legal-duties")
        yield table(
            ["Study", ("Duties", "num"), "Page"],
            rows,
            caption="Legal duties that this role keeps or oversees",
        )
