"""Services, the legal duties they discharge, and who does, answers for, advises on and hears of each activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record

Phase = Literal["planning", "start-up", "conduct", "close-out"]
Area = Literal[
    "project-management", "regulatory", "site-management", "monitoring", "medical-monitoring", "safety", "data-management",
    "biostatistics", "statistical-programming", "medical-writing", "quality", "records/TMF", "investigational-product",
    "subject-protection", "trial-registration", "finance", "systems", "training",
]  # fmt: skip


@record
class Activity(Identified):
    """A piece of work with a result, small enough to have one accountable role."""

    KIND: ClassVar[str] = "activity"

    title: str = item(
        "What is done, beginning with a verb.",
        Meaning.RESPONSIBILITY,
        example="Conduct on-site monitoring visits",
    )
    phase: Phase = item("Phase of the study in which it mostly happens.", Meaning.TIME)
    unit: str | None = item("Unit in which it is priced.", Meaning.MONEY, default=None, example="visit")
    duties: tuple[str, ...] = item(
        "Topics of the legal duties that this activity discharges.",
        Meaning.LEGAL_DUTY,
        default=(),
        refers="topic",
    )
    oversees: tuple[str, ...] = item(
        "Topics of the transferred duties over which this activity is the sponsor's oversight.",
        Meaning.LEGAL_DUTY,
        default=(),
        refers="topic",
    )
    no_duty: bool = item(
        "Yes where the activity discharges no legal duty.", Meaning.LEGAL_DUTY, default=False
    )
    systems: tuple[str, ...] = item("Systems it needs.", Meaning.QUALITY, default=(), refers="system")


@record
class Service(Identified):
    """A service area that can be outsourced."""

    KIND: ClassVar[str] = "service"

    title: str = item("Name of the service.", Meaning.RESPONSIBILITY)
    alliance: bool = item(
        "Yes for the seven services of the alliance model.", Meaning.RESPONSIBILITY, default=False
    )
    stage: Literal["preclinical", "clinical", "post-approval", "any"] = item(
        "Stage of development.", Meaning.RESPONSIBILITY
    )
    definition: str = item("What the service covers and what it does not.", Meaning.RESPONSIBILITY)
    deliverables: tuple[str, ...] = item("What is handed over.", Meaning.QUALITY, default=())
    activities: Mapping[str, Activity] = item("Activities by id.", Meaning.RESPONSIBILITY)


@record
class Services(Record):
    """The service catalogue (data/services.yaml)."""

    services: Mapping[str, Service] = item("Services by id.", Meaning.RESPONSIBILITY)


@record
class RaciRow(Identified):
    """Who does, answers for, is asked about and hears of one activity."""

    responsible: tuple[str, ...] = item(
        "Roles that do the work.", Meaning.RESPONSIBILITY, default=(), refers="role"
    )
    accountable: tuple[str, ...] = item(
        "The one role that answers for the result.", Meaning.RESPONSIBILITY, default=(), refers="role"
    )
    consulted: tuple[str, ...] = item(
        "Roles asked before it is done.", Meaning.RESPONSIBILITY, default=(), refers="role"
    )
    informed: tuple[str, ...] = item(
        "Roles told afterwards.", Meaning.RESPONSIBILITY, default=(), refers="role"
    )


@record
class Raci(Record):
    """Responsibility assignment (data/raci.yaml), and where a study departs from it (data/studies/<study>/raci.yaml)."""

    study: str | None = item(
        "Study, from the folder; none for the playbook's own matrix.",
        Meaning.RESPONSIBILITY,
        default=None,
        from_path=True,
    )
    activities: Mapping[str, RaciRow] = item("One row per activity.", Meaning.RESPONSIBILITY, keys="activity")


@record
class Topic(Identified):
    """One duty of a sponsor under the several names that regimes give it."""

    KIND: ClassVar[str] = "topic"

    title: str = item("The duty in a few words.", Meaning.LEGAL_DUTY)
    area: Area = item("Area of work.", Meaning.LEGAL_DUTY)
    decision: str | None = item(
        "What has to be decided under this duty by one party, in words that follow 'decides'.",
        Meaning.LEGAL_DUTY,
        default=None,
        example="whether the trial is stopped",
    )


@record
class Topics(Record):
    """Topics that group the same duty across regimes (data/topics.yaml)."""

    topics: Mapping[str, Topic] = item("Topics by id.", Meaning.LEGAL_DUTY)


@record
class Obligation(Identified):
    """A sponsor's duty under one regime, in our own words."""

    KIND: ClassVar[str] = "obligation"

    citation: str = item("Where the regime says so.", Meaning.LEGAL_DUTY, example="21 CFR 312.53(a)")
    title: str = item("The duty in a few words.", Meaning.LEGAL_DUTY)
    summary: str = item("What must be done, in our own words.", Meaning.LEGAL_DUTY)
    transfer: Literal["allowed", "with-oversight", "retained", "by law"] = item(
        "allowed: the regime lets the duty itself pass to a CRO; with-oversight: a CRO may do the work while "
        "responsibility stays; retained: stays with the sponsor; by law: falls on whoever does the work.",
        Meaning.LEGAL_DUTY,
    )
    area: Area = item("Area of work.", Meaning.LEGAL_DUTY)
    topic: str = item("Topic that groups this duty across regimes.", Meaning.LEGAL_DUTY, refers="topic")
    basis: Literal["text", "secondary", "knowledge"] = item(
        "What was read: the text itself, a restatement, or general knowledge.", Meaning.LEGAL_DUTY
    )
    verified: bool = item(
        "No means: check against the official text before relying on it.", Meaning.LEGAL_DUTY
    )
    note: str | None = item("What to look out for.", Meaning.WORDING, default=None)


@record
class Regime(Identified):
    """A body of rules and the sponsor duties in it (data/obligations/<regime>.yaml)."""

    KIND: ClassVar[str] = "regime"

    title: str = item("Full name.", Meaning.LEGAL_DUTY)
    short_title: str = item("Name in tables.", Meaning.WORDING, example="21 CFR 312")
    product: Literal["drug", "device", "any"] = item("Kind of product it governs.", Meaning.LEGAL_DUTY)
    countries: tuple[str, ...] = item(
        "ISO codes of the countries where it is law; none for guidance of general use.",
        Meaning.LEGAL_DUTY,
        default=(),
    )
    instrument: str = item("What a transfer takes under this regime.", Meaning.LEGAL_DUTY)
    if_silent: str = item("Who holds a duty that the writing does not mention.", Meaning.LEGAL_DUTY)
    effect: Literal["duty moves", "activity only", "no transfer"] = item(
        "What a transfer does to responsibility.", Meaning.LEGAL_DUTY
    )
    told_to: str | None = item(
        "Authority that is told of the transfer, and how.", Meaning.LEGAL_DUTY, default=None
    )
    retention_years: int | None = item(
        "Years for which records are kept at least; none where the regime sets no fixed time.",
        Meaning.LEGAL_DUTY,
        default=None,
        heavier=Heavier.DECREASE,
        least=1,
    )
    obligations: Mapping[str, Obligation] = item("Duties by id.", Meaning.LEGAL_DUTY)
