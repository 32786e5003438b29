"""What happened: metric values, issues, savings, satisfaction and oversight done, period by period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Money


@record
class MetricValue(Record):
    """The value of a metric in a period. ``value`` is the figure where there is no fraction."""

    numerator: Decimal | None = item("Numerator.", Meaning.QUALITY, default=None)
    denominator: Decimal | None = item("Denominator.", Meaning.QUALITY, default=None)
    value: Decimal | None = item("Value, where the metric is no fraction.", Meaning.QUALITY, default=None)
    comment: str | None = item("What explains it.", Meaning.WORDING, default=None)
    action: str | None = item("Action agreed.", Meaning.QUALITY, default=None)
    action_owner: str | None = item(
        "Role that carries out the action.", Meaning.RESPONSIBILITY, default=None, refers="role"
    )
    action_due: dt.date | None = item("Due date of the action.", Meaning.TIME, default=None)
    action_done: dt.date | None = item("Date on which the action was done.", Meaning.TIME, default=None)


@record
class IssueEntry(Identified):
    """An issue of the period: what the CRO proposed and what the sponsor approved."""

    title: str = item("The issue.", Meaning.QUALITY)
    severity: str = item("Grade.", Meaning.QUALITY, refers="severity")
    raised: dt.date = item("Date raised.", Meaning.TIME)
    proposal: str = item("What the CRO proposed.", Meaning.RESPONSIBILITY)
    major_change: bool = item("Yes: needs the sponsor's approval.", Meaning.RESPONSIBILITY, default=False)
    approved_by: str | None = item("Role that approved.", Meaning.RESPONSIBILITY, default=None, refers="role")
    closed: dt.date | None = item("Date closed.", Meaning.TIME, default=None)


@record
class Saving(Record):
    """A saving that the CRO negotiated with a vendor."""

    KEY: ClassVar[tuple[str, ...]] = ("vendor", "subject")

    vendor: str = item("Vendor.", Meaning.MONEY)
    subject: str = item("What was bought.", Meaning.MONEY)
    list_price: Money = item("List price.", Meaning.MONEY)
    agreed_price: Money = item("Agreed price.", Meaning.MONEY)


@record
class Survey(Record):
    """Satisfaction of a team, 1 to 10."""

    KEY: ClassVar[tuple[str, ...]] = ("team",)

    team: Literal["sponsor", "cro"] = item("Team asked.", Meaning.PEOPLE)
    score: Decimal = item("Mean score.", Meaning.QUALITY, least=1, most=10)
    answers: int = item("Answers received.", Meaning.QUALITY, least=0)


@record
class Finding(Record):
    """A finding of an audit or inspection in the period."""

    KEY: ClassVar[tuple[str, ...]] = ("text",)

    source: Literal["audit", "inspection", "oversight"] = item("Where it comes from.", Meaning.QUALITY)
    grade: Literal["critical", "major", "minor"] = item("Grade.", Meaning.QUALITY)
    text: str = item("The finding.", Meaning.QUALITY)
    open: bool = item("Yes: still open at the end of the period.", Meaning.QUALITY)


@record
class Effort(Record):
    """The sponsor's own effort in the period."""

    KEY: ClassVar[tuple[str, ...]] = ("function",)

    function: str = item("Function.", Meaning.PEOPLE)
    planned: Decimal = item("Full-time equivalents planned.", Meaning.PEOPLE, least=0)
    actual: Decimal = item("Full-time equivalents spent.", Meaning.PEOPLE, least=0)


@record
class Held(Record):
    """Meetings held in the period."""

    KEY: ClassVar[tuple[str, ...]] = ("body",)

    body: str = item("Body.", Meaning.RESPONSIBILITY, refers="body")
    meetings: int = item("Meetings held.", Meaning.TIME, least=0)
    face_to_face: int = item("Of these face to face.", Meaning.PEOPLE, least=0)


@record
class Performance(Identified):
    """Performance in one period (data/studies/<study>/performance/<period>.yaml)."""

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    cro: str = item("CRO that is judged.", Meaning.RESPONSIBILITY, refers="party")
    first: dt.date = item("First day of the period.", Meaning.TIME)
    last: dt.date = item("Last day of the period.", Meaning.TIME)
    values: Mapping[str, MetricValue] = item("Values by metric.", Meaning.QUALITY, keys="metric")
    findings: tuple[Finding, ...] = item("Findings of the period.", Meaning.QUALITY, default=())
    issues: Mapping[str, IssueEntry] = item("Issues by id.", Meaning.QUALITY, default={})
    savings: tuple[Saving, ...] = item("Savings negotiated with vendors.", Meaning.MONEY, default=())
    surveys: tuple[Survey, ...] = item("Satisfaction of both teams.", Meaning.QUALITY, default=())
    effort: tuple[Effort, ...] = item("Sponsor's effort by function.", Meaning.PEOPLE, default=())
    meetings: tuple[Held, ...] = item("Meetings held.", Meaning.PEOPLE, default=())
    decisions: tuple[str, ...] = item("Decisions taken on the figures.", Meaning.RESPONSIBILITY, default=())
