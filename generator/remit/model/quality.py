"""Metrics, quality terms and risk sharing: how work is judged and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Duration


@record
class Metric(Identified):
    """A key performance, risk or quality metric with the thresholds that turn it amber and red."""

    KIND: ClassVar[str] = "metric"

    title: str = item("Name of the metric.", Meaning.QUALITY)
    kind: Literal["KPI", "KRI", "KQI", "QTL"] = item(
        "Performance, risk or quality indicator, or quality tolerance limit.", Meaning.QUALITY
    )
    category: Literal["delivery", "cost", "quality", "risk", "innovation and learning", "satisfaction"] = (
        item("Dimension of the scorecard.", Meaning.QUALITY)
    )
    definition: str = item(
        "What is measured, precisely enough for two people to get the same figure.", Meaning.QUALITY
    )
    numerator: str = item("What is counted.", Meaning.QUALITY)
    denominator: str | None = item(
        "What it is divided by; none for a plain count, median or score.", Meaning.QUALITY, default=None
    )
    formula: str = item("Formula in words.", Meaning.QUALITY)
    unit: str = item("Unit of the figure.", Meaning.QUALITY, example="%")
    direction: Literal["higher", "lower", "range"] = item(
        "Which way is better; range means close to zero from either side, and the limits are distances from it.",
        Meaning.QUALITY,
    )
    target: Decimal = item("Value at which it is green.", Meaning.QUALITY, heavier=Heavier.EITHER)
    amber: Decimal = item("Value beyond which it is amber.", Meaning.QUALITY, heavier=Heavier.EITHER)
    red: Decimal = item("Value beyond which it is red.", Meaning.QUALITY, heavier=Heavier.EITHER)
    frequency: Duration = item("Time between two figures.", Meaning.TIME)
    source: str = item("System the figures come from.", Meaning.QUALITY, refers="system")
    owner: str = item("Role that delivers the figure.", Meaning.RESPONSIBILITY, refers="role")
    services: tuple[str, ...] = item(
        "Services whose performance it shows; none when it concerns every provider. A work order lists it only with them.",
        Meaning.QUALITY,
        refers="service",
        default=(),
    )
    accountable: Literal["sponsor", "cro", "both"] = item(
        "Party whose performance it shows.", Meaning.RESPONSIBILITY
    )
    forum: str = item("Body that looks at it.", Meaning.RESPONSIBILITY, refers="body")
    action: str = item("What happens on red, or on amber twice running.", Meaning.QUALITY)
    action_due: Duration = item("Time to an agreed action.", Meaning.TIME)
    actions: tuple[str, ...] = item(
        "Actions to choose from when it falls short.", Meaning.QUALITY, default=()
    )
    lead: bool = item(
        "Yes for a lead indicator: it moves before the result that matters does, and warns by its trend.",
        Meaning.QUALITY,
        default=False,
    )
    level: Literal["site", "country", "study", "CRO"] = item(
        "What one figure stands for: a site, a country, a study, or the CRO across studies.",
        Meaning.QUALITY,
        default="study",
    )
    amber_periods: int | None = item(
        "Amber periods running after which it needs an action, where that is not the playbook's threshold.",
        Meaning.QUALITY,
        default=None,
        heavier=Heavier.INCREASE,
    )


@record
class Metrics(Record):
    """The metric set (data/metrics.yaml)."""

    metrics: Mapping[str, Metric] = item("Metrics by id.", Meaning.QUALITY)


@record
class SopRow(Identified):
    """Whose standard operating procedure governs one process."""

    process: str = item("Process.", Meaning.QUALITY)
    governing: Literal["sponsor", "cro"] = item("Party whose procedure governs.", Meaning.RESPONSIBILITY)
    sop: str | None = item(
        "Number and title of the procedure; none where each CRO has its own, which its quality agreement names.",
        Meaning.QUALITY,
        default=None,
    )
    note: str | None = item("What the other party does.", Meaning.WORDING, default=None)


Undertaking = Literal[
    "compliance",
    "data recording",
    "retention",
    "access for monitoring, audit and inspection",
    "quality management",
    "incident reporting",
    "serious breach",
    "deviations and corrective action",
    "return of records",
    "subcontracting",
    "procedures",
    "verification of performance",
    "instructions",
    "verification of instructions",
    "reports to the sponsor",
    "compensation",
]
"""What regulators want to find in an agreement with a provider."""


@record
class QualityDuty(Identified):
    """One line of the split of quality responsibilities."""

    topic: str = item("Subject.", Meaning.QUALITY)
    sponsor: str | None = item("What the sponsor does.", Meaning.RESPONSIBILITY, default=None)
    cro: str | None = item("What the CRO does.", Meaning.RESPONSIBILITY, default=None)
    covers: tuple[Undertaking, ...] = item(
        "Undertakings that regulators want in an agreement with a provider and that this line holds.",
        Meaning.LEGAL_DUTY,
        default=(),
    )


@record
class IssueGrade(Identified):
    """A grade of quality issue with its clocks."""

    title: str = item("Name of the grade.", Meaning.QUALITY)
    definition: str = item("What makes an issue this grade.", Meaning.QUALITY)
    notify: Duration = item("Time to tell the other party's quality contact.", Meaning.TIME)
    root_cause_due: Duration = item("Time to the root cause.", Meaning.TIME, heavier=Heavier.INCREASE)
    capa_due: Duration = item(
        "Time to the agreed corrective and preventive action plan.", Meaning.TIME, heavier=Heavier.INCREASE
    )


@record
class Audit(Identified):
    """A kind of audit and its terms."""

    title: str = item("Kind of audit.", Meaning.QUALITY)
    type: Literal["qualification", "routine", "for cause", "site", "system"] = item("Type.", Meaning.QUALITY)
    conducted_by: Literal["sponsor", "cro", "both"] = item("Who audits.", Meaning.RESPONSIBILITY)
    frequency: str = item("How often.", Meaning.TIME)
    notice: Duration = item("Notice given before.", Meaning.TIME)
    report_due: Duration = item("Time from audit to report.", Meaning.TIME)
    response_due: Duration = item("Time from report to response.", Meaning.TIME)


@record
class InspectionTerms(Record):
    """What the parties do when an authority inspects."""

    notify: Duration = item("Time to tell the other party of an announced inspection.", Meaning.TIME)
    share_report: Duration = item("Time to share findings that concern the work.", Meaning.TIME)
    response_review: Duration = item("Time the other party has to comment on a draft response.", Meaning.TIME)


@record
class Retention(Identified):
    """How long records are kept in a region."""

    region: str = item("Region or authority.", Meaning.LEGAL_DUTY)
    years: int = item("Years.", Meaning.LEGAL_DUTY, least=1)
    starts: str = item("Event from which the time runs.", Meaning.LEGAL_DUTY)
    source: str = item("Where the period comes from.", Meaning.LEGAL_DUTY)


@record
class Training(Identified):
    """A training that a role must have on record."""

    KIND: ClassVar[str] = "training"

    topic: str = item("Topic.", Meaning.QUALITY)
    roles: tuple[str, ...] = item("Roles that need it.", Meaning.QUALITY, refers="role")
    due: str = item("When it must be done.", Meaning.TIME)
    trainer: str = item("Who trains.", Meaning.PEOPLE)
    evidence: str = item("What shows that it was done.", Meaning.QUALITY)
    systems: tuple[str, ...] = item(
        "Systems to which nobody is given access before this training.",
        Meaning.QUALITY,
        default=(),
        refers="system",
    )


@record
class Quality(Record):
    """Quality terms that quality agreements draw on (data/quality.yaml)."""

    standards: tuple[str, ...] = item("Standards that apply to the work.", Meaning.LEGAL_DUTY)
    sops: Mapping[str, SopRow] = item("Whose procedure governs which process.", Meaning.QUALITY)
    responsibilities: Mapping[str, QualityDuty] = item(
        "Split of quality responsibilities.", Meaning.RESPONSIBILITY
    )
    grades: Mapping[str, IssueGrade] = item("Issue grades, worst first.", Meaning.QUALITY, ordered=True)
    audits: Mapping[str, Audit] = item("Audits.", Meaning.QUALITY)
    inspection: InspectionTerms = item("Inspections.", Meaning.QUALITY)
    serious_breach_notify: Duration = item(
        "Time to tell the sponsor of a suspected serious breach.", Meaning.LEGAL_DUTY
    )
    change_notice: Duration = item(
        "Notice of a change that affects quality (site, system, key process).", Meaning.TIME
    )
    retention: Mapping[str, Retention] = item("Retention periods.", Meaning.LEGAL_DUTY)
    training: Mapping[str, Training] = item("Training requirements.", Meaning.QUALITY)
    review_cycle: Duration = item("Time between reviews of a quality agreement.", Meaning.TIME)


@record
class RiskModel(Identified):
    """A way of sharing risk between sponsor and CRO."""

    KIND: ClassVar[str] = "risk_model"

    title: str = item("Name of the model.", Meaning.MONEY)
    kind: Literal["fixed price", "bonus and malus", "holdback", "co-investment", "service credits"] = item(
        "Kind.", Meaning.MONEY
    )
    summary: str = item("How it works, in two sentences.", Meaning.MONEY)
    fits: str = item("When it fits.", Meaning.MONEY)
    safeguards: tuple[str, ...] = item("What keeps it fair.", Meaning.QUALITY, default=())


@record
class RiskModels(Record):
    """Risk-sharing models that work orders may use (data/risk_sharing.yaml)."""

    models: Mapping[str, RiskModel] = item("Models by id.", Meaning.MONEY)
