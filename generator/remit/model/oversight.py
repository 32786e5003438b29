"""How the sponsor watches over providers: levels, what moves between them, activities, audits, risks and the way to lean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Duration, Percent

LevelName = Literal["L1", "L2", "L3", "L4"]


@record
class OversightLevel(Identified):
    """A level of oversight."""

    KIND: ClassVar[str] = "oversight_level"

    level: LevelName = item("Level.", Meaning.RESPONSIBILITY)
    title: str = item("Name.", Meaning.RESPONSIBILITY)
    contact: Duration = item("Longest time between two oversight contacts.", Meaning.TIME)
    co_monitoring: Percent = item("Share of monitoring visits that the sponsor joins.", Meaning.QUALITY)
    documents: str = item("Documents the sponsor reviews.", Meaning.QUALITY)
    fte_cap: Decimal = item(
        "Sponsor's full-time equivalents for a study at this level.",
        Meaning.PEOPLE,
        heavier=Heavier.EITHER,
        least=0,
    )


@record
class LevelMove(Identified):
    """What moves a study from one level to another."""

    from_level: LevelName = item("Level before.", Meaning.RESPONSIBILITY)
    to_level: LevelName = item("Level after.", Meaning.RESPONSIBILITY)
    green_periods: int = item(
        "Quarters in a row without amber or red that it takes; shorter periods add up to quarters.",
        Meaning.QUALITY,
        least=0,
    )
    no_critical_finding: bool = item("Yes: no critical finding may be open.", Meaning.QUALITY)
    quality_agreement: bool = item("Yes: a quality agreement must be in force.", Meaning.QUALITY)
    approver: str = item("Body that approves.", Meaning.RESPONSIBILITY, refers="body")


@record
class OversightActivity(Identified):
    """Something the sponsor does to see that transferred duties are discharged."""

    KIND: ClassVar[str] = "oversight_activity"

    title: str = item("What is done.", Meaning.QUALITY)
    topics: tuple[str, ...] = item("Topics of duties it watches over.", Meaning.LEGAL_DUTY, refers="topic")
    method: Literal[
        "report review",
        "co-monitoring",
        "data review",
        "document review",
        "audit",
        "meeting",
        "system access",
    ] = item("Method.", Meaning.QUALITY)
    sample: str = item("What share or sample is looked at.", Meaning.QUALITY)
    frequency: Duration = item("Longest time between two times.", Meaning.TIME)
    owner: str = item("Role that does it.", Meaning.RESPONSIBILITY, refers="role")
    evidence: str = item("What shows that it was done.", Meaning.QUALITY)
    tmf: str = item(
        "Where the evidence is filed.", Meaning.QUALITY, example="09.01.03 Ongoing Third Party Oversight"
    )
    metric: str | None = item("Metric it looks at.", Meaning.QUALITY, default=None, refers="metric")
    body: str | None = item(
        "Body that hears the result.", Meaning.RESPONSIBILITY, default=None, refers="body"
    )


@record
class VendorTier(Identified):
    """How much oversight a provider needs."""

    party: str = item("Provider.", Meaning.RESPONSIBILITY, refers="party")
    tier: Literal["1", "2", "3"] = item("Tier: 1 decides the study's quality, 3 does not.", Meaning.QUALITY)
    reason: str = item("Why.", Meaning.QUALITY)
    last_audit: dt.date | None = item("Last qualification or routine audit.", Meaning.QUALITY, default=None)
    next_audit: dt.date | None = item("Next audit due.", Meaning.QUALITY, default=None)
    measures: tuple[str, ...] = item(
        "What is measured, and its limit, of a provider that reports no metrics of the playbook.",
        Meaning.QUALITY,
        default=(),
        example="Randomisation available for at least 99.5 % of a month",
    )


@record
class Contractor(Identified):
    """A contractor or specialty provider working for the sponsor."""

    name: str = item("Name.", Meaning.PEOPLE)
    kind: Literal["contractor", "specialty vendor"] = item("Kind.", Meaning.PEOPLE)
    niche: str = item("What they are engaged for.", Meaning.RESPONSIBILITY)
    reason: str = item("Why they and not the alliance CRO.", Meaning.RESPONSIBILITY)
    lead: str = item("CRO or sponsor role that leads them.", Meaning.RESPONSIBILITY, refers="role")
    studies: tuple[str, ...] = item("Studies.", Meaning.RESPONSIBILITY, refers="study")
    score: Decimal = item("Last performance score, 1 to 5.", Meaning.QUALITY, least=1, most=5)
    reviewed: dt.date = item("Date of the last review.", Meaning.QUALITY)


@record
class StandardGap(Identified):
    """How a CRO's standard compares with the sponsor's for one process."""

    cro: str = item("CRO.", Meaning.QUALITY, refers="party")
    process: str = item("Process.", Meaning.QUALITY)
    sponsor_standard: str = item("Sponsor's standard.", Meaning.QUALITY)
    cro_standard: str = item("CRO's standard.", Meaning.QUALITY)
    gap: str = item("Difference that matters, or none.", Meaning.QUALITY)
    action: str | None = item("What is done about it.", Meaning.QUALITY, default=None)
    owner: str | None = item("Role that does it.", Meaning.RESPONSIBILITY, default=None, refers="role")


@record
class Oversight(Record):
    """Oversight levels, activities and providers (data/oversight.yaml)."""

    levels: Mapping[str, OversightLevel] = item(
        "Levels by id, most intensive first.", Meaning.RESPONSIBILITY, ordered=True
    )
    moves: Mapping[str, LevelMove] = item("What moves a study down a level.", Meaning.QUALITY)
    up_at_once: str = item("What moves a study up at once.", Meaning.QUALITY)
    up_decided_by: str | None = item(
        "Role that decides on a move up, on the day it is called for.",
        Meaning.RESPONSIBILITY,
        default=None,
        refers="role",
    )
    up_confirmed_by: str | None = item(
        "Body that confirms a move up, or goes further.", Meaning.RESPONSIBILITY, default=None, refers="body"
    )
    activities: Mapping[str, OversightActivity] = item("Oversight activities by id.", Meaning.QUALITY)
    tiers: Mapping[str, VendorTier] = item("Providers by id.", Meaning.QUALITY)
    contractors: Mapping[str, Contractor] = item(
        "Contractors and specialty vendors by id.", Meaning.PEOPLE, default={}
    )
    standards: Mapping[str, StandardGap] = item("Standards compared.", Meaning.QUALITY, default={})


@record
class TransitionTask(Identified):
    """A task of the move to leaner oversight."""

    title: str = item("What is done.", Meaning.RESPONSIBILITY)
    owner: str = item("Role that does it.", Meaning.RESPONSIBILITY, refers="role")
    start: dt.date = item("First day.", Meaning.TIME)
    end: dt.date = item("Last day.", Meaning.TIME)
    done: dt.date | None = item("Date done.", Meaning.TIME, default=None)
    criterion: str = item("What shows that it is done.", Meaning.QUALITY)


@record
class Message(Record):
    """A message that both parties give together."""

    KEY: ClassVar[tuple[str, ...]] = ("date", "audience")

    date: dt.date = item("Date.", Meaning.TIME)
    senders: tuple[str, ...] = item("Roles that send it.", Meaning.RESPONSIBILITY, refers="role")
    audience: str = item("Who receives it.", Meaning.PEOPLE)
    text: str = item("What it says.", Meaning.WORDING)


@record
class Transition(Identified):
    """The move of a study to another oversight level (data/studies/<study>/transition.yaml)."""

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    from_level: LevelName = item("Level before.", Meaning.RESPONSIBILITY)
    to_level: LevelName = item("Level after.", Meaning.RESPONSIBILITY)
    sponsors: tuple[str, ...] = item(
        "Executive roles of both parties that stand behind it.", Meaning.RESPONSIBILITY, refers="role"
    )
    start: dt.date = item("First day.", Meaning.TIME)
    end: dt.date = item("Last day.", Meaning.TIME)
    tasks: Mapping[str, TransitionTask] = item("Tasks by id.", Meaning.TIME)
    messages: tuple[Message, ...] = item("Joint messages.", Meaning.PEOPLE)
    approved_by: str = item("Body that approved.", Meaning.RESPONSIBILITY, refers="body")
    approved: dt.date = item("Date of approval.", Meaning.TIME)


@record
class Risk(Identified):
    """A risk of outsourcing with its response."""

    KIND: ClassVar[str] = "risk"

    title: str = item("The risk in a few words.", Meaning.QUALITY)
    cause: str = item("Cause.", Meaning.QUALITY)
    event: str = item("What may happen.", Meaning.QUALITY)
    effect: str = item("Effect.", Meaning.QUALITY)
    likelihood: int = item("Likelihood, 1 to 5.", Meaning.QUALITY, least=1, most=5)
    impact: int = item("Impact, 1 to 5.", Meaning.QUALITY, least=1, most=5)
    response: str = item("What is done.", Meaning.QUALITY)
    trigger: str = item("Sign that it is coming.", Meaning.QUALITY)
    owner: str = item("Role that watches it.", Meaning.RESPONSIBILITY, refers="role")
    clause: str | None = item("Clause of the library that answers it.", Meaning.LEGAL_DUTY, default=None)
    studies: tuple[str, ...] = item("Studies; none means all.", Meaning.QUALITY, default=(), refers="study")


@record
class Risks(Record):
    """Outsourcing risks (data/risks.yaml)."""

    risks: Mapping[str, Risk] = item("Risks by id.", Meaning.QUALITY)
