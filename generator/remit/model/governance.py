"""Bodies that decide, the ladder on which issues climb, and how the parties talk to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Duration, Money

Mandate = Literal[
    "project delivery",
    "performance",
    "relationship",
    "financial alignment",
    "escalated issues",
    "strategy",
    "data monitoring",
]


LegalEvent = Literal[
    "serious adverse event",
    "fatal or life-threatening reaction",
    "other unexpected reaction",
    "unanticipated device effect",
    "serious breach",
    "urgent safety measure",
]
"""Events for which laws and good clinical practice want a clock."""


@record
class Member(Record):
    """A seat on a governance body."""

    KEY: ClassVar[tuple[str, ...]] = ("role",)

    role: str = item("Role that holds the seat.", Meaning.RESPONSIBILITY, refers="role")
    voting: bool = item("Whether the seat has a vote.", Meaning.RESPONSIBILITY, default=True)


@record
class Quorum(Record):
    """How many members of each side must be present."""

    sponsor: int = item("Members of the sponsor.", Meaning.RESPONSIBILITY)
    cro: int = item("Members of the CRO.", Meaning.RESPONSIBILITY)


@record
class DecisionRight(Record):
    """What a body may decide by itself, and how far."""

    KEY: ClassVar[tuple[str, ...]] = ("topic",)

    topic: str = item("What is decided.", Meaning.RESPONSIBILITY)
    limit: Money | None = item("Largest amount; none means without limit.", Meaning.MONEY, default=None)
    time_limit: Duration | None = item(
        "Longest delay of a milestone it may accept.", Meaning.TIME, default=None
    )
    rule: Literal["consensus", "chair", "single"] = item(
        "How the decision is reached.", Meaning.RESPONSIBILITY, default="consensus"
    )


@record
class Body(Identified):
    """A governance body of both parties."""

    KIND: ClassVar[str] = "body"

    title: str = item("Name of the body.", Meaning.RESPONSIBILITY)
    level: Literal["project", "operational", "steering", "executive", "independent"] = item(
        "Level in the governance model.", Meaning.RESPONSIBILITY
    )
    purpose: str = item("Why it exists, in one sentence.", Meaning.RESPONSIBILITY)
    mandates: tuple[Mandate, ...] = item("What it is answerable for.", Meaning.RESPONSIBILITY)
    chair: str = item("Role that chairs.", Meaning.RESPONSIBILITY, refers="role")
    co_chair: str | None = item(
        "Role of the other party that co-chairs.", Meaning.RESPONSIBILITY, default=None, refers="role"
    )
    members: tuple[Member, ...] = item("Seats.", Meaning.RESPONSIBILITY)
    quorum: Quorum = item("Who must be present.", Meaning.RESPONSIBILITY)
    cadence: Duration = item("Longest time between two meetings.", Meaning.TIME)
    cadence_note: str | None = item("Other cadence in a phase.", Meaning.TIME, default=None)
    face_to_face: int | None = item("Meetings face to face in a year.", Meaning.PEOPLE, default=None, least=0)
    pack_due: Duration = item("How long before a meeting papers are sent.", Meaning.TIME)
    minutes_due: Duration = item("How long after a meeting minutes are sent.", Meaning.TIME)
    inputs: tuple[str, ...] = item("Papers it works from.", Meaning.QUALITY, default=())
    outputs: tuple[str, ...] = item("What it produces.", Meaning.QUALITY, default=())
    decisions: tuple[DecisionRight, ...] = item("What it may decide.", Meaning.RESPONSIBILITY, default=())
    reports_to: str | None = item(
        "Body above; none for the top.", Meaning.RESPONSIBILITY, default=None, refers="body"
    )


@record
class Governance(Record):
    """The governance bodies (data/governance.yaml)."""

    bodies: Mapping[str, Body] = item("Bodies by id.", Meaning.RESPONSIBILITY)


@record
class IssueSeverity(Identified):
    """How bad an issue is, and how fast it is taken up."""

    KIND: ClassVar[str] = "severity"

    title: str = item("Name of the grade.", Meaning.QUALITY)
    definition: str = item("What makes an issue this bad.", Meaning.QUALITY)
    examples: tuple[str, ...] = item("Examples.", Meaning.QUALITY, default=())
    acknowledge: Duration = item("Time to confirm receipt.", Meaning.TIME)
    plan: Duration = item("Time to an agreed plan.", Meaning.TIME)
    enters_at: str = item("Step of the ladder at which it starts.", Meaning.RESPONSIBILITY, refers="step")


@record
class LadderStep(Identified):
    """One step of the escalation ladder."""

    KIND: ClassVar[str] = "step"

    title: str = item("Name of the step.", Meaning.RESPONSIBILITY)
    sponsor_role: str = item("Sponsor's role on this step.", Meaning.RESPONSIBILITY, refers="role")
    sponsor_backup: str | None = item(
        "Who stands in for the sponsor's role.", Meaning.PEOPLE, default=None, refers="role"
    )
    cro_role: str = item("CRO's role on this step.", Meaning.RESPONSIBILITY, refers="role")
    cro_backup: str | None = item(
        "Who stands in for the CRO's role.", Meaning.PEOPLE, default=None, refers="role"
    )
    resolve_within: Duration = item("Time to settle the issue before it climbs.", Meaning.TIME)
    next: str | None = item(
        "Next step; none for the last, after which the master agreement's dispute clause applies.",
        Meaning.RESPONSIBILITY,
        default=None,
        refers="step",
    )
    inform: tuple[str, ...] = item(
        "Roles that are told when an issue reaches this step.", Meaning.PEOPLE, default=(), refers="role"
    )


@record
class EventClock(Identified):
    """An event that must be told to somebody within a time."""

    KIND: ClassVar[str] = "clock"

    event: str = item("What happened.", Meaning.LEGAL_DUTY)
    kind: LegalEvent | None = item(
        "Kind of event for which a law or good clinical practice wants a clock; none for all others.",
        Meaning.LEGAL_DUTY,
        default=None,
    )
    sender: str = item("Role that tells.", Meaning.RESPONSIBILITY, refers="role")
    recipient: str = item("Role that is told.", Meaning.RESPONSIBILITY, refers="role")
    within: Duration = item("Time within which the recipient knows.", Meaning.TIME)
    starts: str = item("Whose awareness starts the clock.", Meaning.LEGAL_DUTY)
    regulator_clock: Duration | None = item(
        "The authority's own clock for the same event.",
        Meaning.LEGAL_DUTY,
        default=None,
        heavier=Heavier.INCREASE,
    )
    source: str = item("Where the clock comes from.", Meaning.LEGAL_DUTY)


@record
class Route(Identified):
    """Which body takes which kind of issue."""

    issue: str = item("Kind of issue.", Meaning.RESPONSIBILITY)
    examples: str = item("Examples.", Meaning.RESPONSIBILITY)
    body: str = item("Body that takes it.", Meaning.RESPONSIBILITY, refers="body")


@record
class Escalation(Record):
    """Severities, ladder, event clocks and routing (data/escalation.yaml)."""

    severities: Mapping[str, IssueSeverity] = item(
        "Grades by id, worst first.", Meaning.QUALITY, ordered=True
    )
    ladder: Mapping[str, LadderStep] = item(
        "Steps by id, lowest first.", Meaning.RESPONSIBILITY, ordered=True
    )
    after_ladder: str = item("What follows the last step.", Meaning.RESPONSIBILITY)
    clocks: Mapping[str, EventClock] = item("Event clocks by id.", Meaning.LEGAL_DUTY)
    routing: Mapping[str, Route] = item("Routing by id.", Meaning.RESPONSIBILITY)


@record
class Meeting(Identified):
    """A standing meeting."""

    title: str = item("Name of the meeting.", Meaning.TIME)
    body: str | None = item(
        "Governance body that meets.", Meaning.RESPONSIBILITY, default=None, refers="body"
    )
    cadence: Duration = item("Time between two meetings.", Meaning.TIME)
    minutes: int = item("Length in minutes.", Meaning.TIME, least=1)
    chair: str = item("Role that chairs.", Meaning.RESPONSIBILITY, refers="role")
    attendees: tuple[str, ...] = item("Roles that attend.", Meaning.PEOPLE, refers="role")
    purpose: str = item("What it is for.", Meaning.WORDING)
    filing: str = item("Where minutes are filed.", Meaning.QUALITY)


@record
class Report(Identified):
    """A report that is sent regularly."""

    title: str = item("Name of the report.", Meaning.QUALITY)
    owner: str = item("Role that writes it.", Meaning.RESPONSIBILITY, refers="role")
    audience: tuple[str, ...] = item("Roles that receive it.", Meaning.PEOPLE, refers="role")
    cadence: Duration = item("Time between two issues.", Meaning.TIME)
    source: str | None = item("System the figures come from.", Meaning.QUALITY, default=None, refers="system")
    content: str = item("What it tells.", Meaning.QUALITY)


@record
class ResponseTime(Identified):
    """How fast a message is answered."""

    title: str = item("Class of message.", Meaning.TIME)
    within: Duration = item("Longest time to an answer.", Meaning.TIME)
    channel: str = item("Channel to use.", Meaning.WORDING)


@record
class ReviewTurnaround(Identified):
    """How fast the sponsor or the CRO reviews a document."""

    title: str = item("Class of document.", Meaning.TIME)
    within: Duration = item("Time for one review.", Meaning.TIME)
    cycles: int = item("Review cycles included.", Meaning.TIME, least=1)


@record
class Communication(Record):
    """Meetings, reports, response times and review times (data/communication.yaml)."""

    meetings: Mapping[str, Meeting] = item("Meetings by id.", Meaning.TIME)
    reports: Mapping[str, Report] = item("Reports by id.", Meaning.QUALITY)
    response_times: Mapping[str, ResponseTime] = item("Response times by id.", Meaning.TIME)
    review_turnaround: Mapping[str, ReviewTurnaround] = item("Review times by id.", Meaning.TIME)
