"""Parts of a role's page: decisions, escalation, meetings, figures, systems."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.governance import Body, LadderStep
from remit.model.parties import Role, System
from remit.model.quality import Metric, Quality
from remit.pages.markdown import (
    Block,
    Inert,
    bullets,
    heading,
    joined,
    listing,
    paragraph,
    small,
    table,
)
from remit.pages.page import Desk


def decisions(desk: Desk, role: Role) -> Iterator[Block]:
    """What a role decides: activities it answers for, and its seats on bodies."""
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


def escalation(desk: Desk, role: Role) -> Iterator[Block]:
    """Where a role stands on the ladder, whom it calls on next, and the events it tells or is told."""
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


def meetings(desk: Desk, role: Role) -> Iterator[Block]:
    """Meetings and reports of a role."""
    yield heading(2, "My meetings and reports", "meetings")
    communication = desk.book.communication
    meetings = communication.meetings.values() if communication else ()
    rows = [
        (
            desk.to(f"governance/communication#meeting-{one.id}", one.title),
            "chair" if one.chair == role.id else "attend",
            f"every {one.cadence}",
            f"{one.minutes} min",
            one.purpose,
        )
        for one in meetings
        if role.id == one.chair or role.id in one.attendees
    ]
    yield table(
        ["Meeting", "I", "How often", ("Length", "num"), ("Purpose", "wide")],
        rows,
        caption="Meetings of this role",
        empty="No standing meeting.",
    )
    reports = communication.reports.values() if communication else ()
    received = [
        (
            desk.to(f"governance/communication#report-{one.id}", one.title),
            "write" if one.owner == role.id else "receive",
            f"every {one.cadence}",
            one.content,
        )
        for one in reports
        if role.id == one.owner or role.id in one.audience
    ]
    if received:
        yield table(
            ["Report", "I", "How often", ("Content", "wide")], received, caption="Reports of this role"
        )


def figures(desk: Desk, role: Role) -> Iterator[Block]:
    """Metrics that a role delivers."""
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


def systems(desk: Desk, role: Role) -> Iterator[Block]:
    """Systems and training of a role."""
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
