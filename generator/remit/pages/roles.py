"""One page per role: what I do, what I decide, whom I call on, which meetings, figures and systems are mine."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.governance import Body, LadderStep
from remit.model.parties import Role, System
from remit.model.quality import Metric, Quality
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
    listing,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk, Page

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
        *_decisions(desk, role),
        *_escalation(desk, role),
        *_meetings(desk, role),
        *_figures(desk, role),
        *_systems(desk, role),
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
        ["Activity", "Service", ("Phase", "narrow"), ("My part", "narrow")], rows, caption="Activities in which this role takes part",
        empty="This role has no part in the matrix of activities.",
    )  # fmt: skip
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


def _decisions(desk: Desk, role: Role) -> Iterator[Block]:
    yield heading(2, "What I decide", "decisions")
    owned = [activity for activity, row in desk.book.raci.items() if role.id in row.accountable]
    if owned:
        yield paragraph(
            joined(
                [
                    "I answer for the result of ",
                    str(len(owned)),
                    " activities: ",
                    desk.records("activity", owned),
                    ".",
                ],
                "",
            )
        )
    rows = []
    for body in desk.book.ledger.of(Body).values():
        seat = _seat(body, role)
        if seat:
            rights = [
                f"{right.topic}{f' up to {right.limit}' if right.limit else ''} ({right.rule})"
                for right in body.decisions
            ]
            rows.append((desk.record("body", body.id), seat, listing(rights)))
    yield table(
        ["Body", "My seat", ("What it decides", "wide")],
        rows,
        caption="Governance bodies with this role",
        empty="No seat on a governance body.",
    )


def _seat(body: Body, role: Role) -> str:
    if role.id == body.chair:
        return "chair"
    if role.id == body.co_chair:
        return "co-chair"
    for member in body.members:
        if member.role == role.id:
            return "member" if member.voting else "member without vote"
    return ""


def _escalation(desk: Desk, role: Role) -> Iterator[Block]:
    yield heading(2, "Whom I escalate to", "escalation")
    escalation = desk.book.escalation
    ladder = list(escalation.ladder.values()) if escalation else []
    mine = [
        step
        for step in ladder
        if role.id in (step.sponsor_role, step.cro_role, step.sponsor_backup, step.cro_backup)
    ]
    lines = [_step(desk, step, role) for step in mine]
    if not mine and role.reports_to:
        lines.append(joined(["First to ", desk.role(role.reports_to), "."], ""))
    if not mine and ladder and role.party in ("sponsor", "cro"):
        first = ladder[0]
        entry = first.sponsor_role if role.party == "sponsor" else first.cro_role
        lines.append(
            joined(
                [
                    "An issue that cannot be settled in the team enters the ladder with ",
                    desk.role(entry),
                    ".",
                ],
                "",
            )
        )
    yield bullets(
        [
            *lines,
            joined(
                [
                    "What to do when something happens: ",
                    desk.to("governance/escalation#finder", "the escalation finder"),
                    ".",
                ],
                "",
            ),
        ]
    )
    yield from _clocks(desk, role)


def _step(desk: Desk, step: LadderStep, role: Role) -> Inert:
    stands_in = " (standing in)" if role.id in (step.sponsor_backup, step.cro_backup) else ""
    after = desk.book.ledger.of(LadderStep).get(step.next or "")
    if after is None:
        upward: object = "after this step the master agreement's dispute clause applies"
    else:
        upward = joined(
            ["then to ", desk.role(after.sponsor_role if role.party == "sponsor" else after.cro_role)], ""
        )
    return joined(
        [
            "On ",
            desk.record("step", step.id),
            f"{stands_in} I have {step.resolve_within} to settle an issue; ",
            upward,
            ".",
        ],
        "",
    )


def _clocks(desk: Desk, role: Role) -> Iterator[Block]:
    escalation = desk.book.escalation
    clocks = [
        clock
        for clock in (escalation.clocks.values() if escalation else ())
        if role.id in (clock.sender, clock.recipient)
    ]
    rows = [
        (
            desk.record("clock", clock.id),
            joined(["I tell ", desk.role(clock.recipient)], "")
            if clock.sender == role.id
            else joined(["I am told by ", desk.role(clock.sender)], ""),
            str(clock.within),
            clock.starts,
        )
        for clock in clocks
    ]
    if rows:
        yield heading(3, "Events with a clock", "clocks")
        yield table(
            ["What happens", "My part", ("Within", "narrow"), "The clock starts"],
            rows,
            caption="Events that this role tells or is told",
        )


def _meetings(desk: Desk, role: Role) -> Iterator[Block]:
    yield heading(2, "My meetings and reports", "meetings")
    communication = desk.book.communication
    meetings = communication.meetings.values() if communication else ()
    rows = [
        (desk.to(f"governance/communication#meeting-{one.id}", one.title), "chair" if one.chair == role.id else "attend", f"every {one.cadence}", f"{one.minutes} min", one.purpose)
        for one in meetings
        if role.id == one.chair or role.id in one.attendees
    ]  # fmt: skip
    yield table(
        ["Meeting", "I", "How often", ("Length", "num"), ("Purpose", "wide")],
        rows,
        caption="Meetings of this role",
        empty="No standing meeting.",
    )
    reports = communication.reports.values() if communication else ()
    received = [
        (desk.to(f"governance/communication#report-{one.id}", one.title), "write" if one.owner == role.id else "receive", f"every {one.cadence}", one.content)
        for one in reports
        if role.id == one.owner or role.id in one.audience
    ]  # fmt: skip
    if received:
        yield table(
            ["Report", "I", "How often", ("Content", "wide")], received, caption="Reports of this role"
        )


def _figures(desk: Desk, role: Role) -> Iterator[Block]:
    metrics = [metric for metric in desk.book.ledger.of(Metric).values() if metric.owner == role.id]
    yield heading(2, "My metrics", "metrics")
    rows = [
        (
            desk.record("metric", m.id),
            f"{m.target:f} {m.unit}",
            f"every {m.frequency}",
            desk.record("body", m.forum),
        )
        for m in metrics
    ]
    yield table(
        ["Metric", ("Target", "num"), "How often", "Looked at by"],
        rows,
        caption="Metrics that this role delivers",
        empty="No metric to deliver.",
    )


def _systems(desk: Desk, role: Role) -> Iterator[Block]:
    yield heading(2, "My systems and training", "systems")
    systems = [system for system in desk.book.ledger.of(System).values() if role.id in system.access]
    rows = [
        (desk.record("system", s.id), s.kind, s.training or small("none"), str(s.access_granted_within or ""))
        for s in systems
    ]
    yield table(
        ["System", ("Kind", "narrow"), "Training before access", "Access within"],
        rows,
        caption="Systems of this role",
        empty="No system access.",
    )
    quality = desk.book.only(Quality)
    trainings = [one for one in (quality.training.values() if quality else ()) if role.id in one.roles]
    if trainings:
        rows2 = [(one.topic, one.due, one.trainer, one.evidence) for one in trainings]
        yield table(
            ["Training", "Due", "Trainer", ("Evidence", "wide")], rows2, caption="Training of this role"
        )


def _people(desk: Desk, role: Role) -> Iterator[Block]:
    rows = []
    for team in desk.book.ledger.every(StudyTeam):
        for one in team.assignments.values():
            if one.role == role.id:
                person: object = one.person or (
                    small(one.not_applicable) if one.not_applicable else badge("open", "warn")
                )
                key = badge("key personnel", "accent") if one.key else ""
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
        yield table(["Study", "Party", "Person", ("FTE", "num"), ""], rows, caption="People in this role")
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
            ["Study", ("Duties", "num"), ""], rows, caption="Legal duties that this role keeps or oversees"
        )
