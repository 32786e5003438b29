"""The playbook as a whole: edition, owner, regimes in force and the thresholds that rules use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Meaning, Record, RuleId, item, record
from remit.model.values import Duration, Language, Percent


@record
class Thresholds(Record):
    """Limits that a company may set for itself; each default is a proposal."""

    advance_factor: Decimal = item(
        "An advance above its formula times this factor is reported (MON-014).",
        Meaning.MONEY,
        default=Decimal("1.25"),
        least=1,
    )
    change_order_warning: Percent = item(
        "Cumulative change orders above this share of the original fees are reported (MON-029).",
        Meaning.MONEY,
        default=Percent(Decimal(10)),
        most=1000,
    )
    change_order_limit: Percent = item(
        "Cumulative change orders above this share need executive approval (MON-030).",
        Meaning.MONEY,
        default=Percent(Decimal(20)),
        most=1000,
    )
    bid_below_median: Percent = item(
        "A bid this far below the median is reported (SEL-004).",
        Meaning.MONEY,
        default=Percent(Decimal(20)),
    )
    unit_price_low: Decimal = item(
        "A unit price below the median of the bids times this factor is reported (SEL-004).",
        Meaning.MONEY,
        default=Decimal("0.5"),
        least=0,
    )
    unit_price_high: Decimal = item(
        "A unit price above the median of the bids times this factor is reported (SEL-004).",
        Meaning.MONEY,
        default=Decimal(2),
        least=1,
    )
    outsourced_share: Percent = item(
        "Least share of work done by partners (SEL-012).",
        Meaning.RESPONSIBILITY,
        default=Percent(Decimal(30)),
    )
    provider_share: Percent = item(
        "A provider with more than this share of the contract value is marked as a dependence.",
        Meaning.MONEY,
        default=Percent(Decimal(50)),
    )
    providers_per_study: int = item(
        "A study with more providers than this is reported as given away in fragments (SEL-020).",
        Meaning.RESPONSIBILITY,
        default=3,
        heavier=Heavier.INCREASE,
    )
    schedule_chance_warning: Percent = item(
        "A start-up network that is in time with less probability than this is reported (TIME-010).",
        Meaning.TIME,
        default=Percent(Decimal(50)),
        heavier=Heavier.DECREASE,
    )
    schedule_chance_limit: Percent = item(
        "A start-up network that is in time with less probability than this is an error (TIME-011).",
        Meaning.TIME,
        default=Percent(Decimal(20)),
        heavier=Heavier.DECREASE,
    )
    kick_off_within: Duration = item(
        "Longest time from the signature of a study's first work order to its kick-off meeting (TIME-012).",
        Meaning.TIME,
        default=Duration(15, "business day"),
    )
    adverse_event_within: Duration = item(
        "Longest time in which a CRO tells the sponsor of a serious adverse event (GOV-009).",
        Meaning.LEGAL_DUTY,
        default=Duration(24, "hour"),
        heavier=Heavier.INCREASE,
    )
    serious_breach_within: Duration = item(
        "Longest time in which a CRO tells the sponsor of a suspected serious breach (GOV-009).",
        Meaning.LEGAL_DUTY,
        default=Duration(24, "hour"),
        heavier=Heavier.INCREASE,
    )
    sponsor_processing: Duration = item(
        "Time that the sponsor needs at least between being told of an event and telling the authority (GOV-009).",
        Meaning.LEGAL_DUTY,
        default=Duration(2, "calendar day"),
        heavier=Heavier.DECREASE,
        least=0,
    )
    face_to_face: int = item(
        "Least number of meetings face to face that a steering body plans in a year (GOV-011).",
        Meaning.PEOPLE,
        default=2,
        least=0,
    )
    amber_periods: int = item(
        "A metric that is amber in this many periods running needs an action (KPI-007).",
        Meaning.QUALITY,
        default=2,
        heavier=Heavier.INCREASE,
        least=1,
    )
    warning_periods: int = item(
        "How many periods ahead the trend of a metric is drawn out for early warnings (KPI-011).",
        Meaning.QUALITY,
        default=1,
        heavier=Heavier.DECREASE,
    )
    most_metrics: int = item(
        "More metrics of a CRO than this are reported (KPI-004).", Meaning.QUALITY, default=20, least=1
    )
    audit_cycle: Duration = item(
        "Longest time between two audits of a provider of tier 1 (OVS-002).",
        Meaning.QUALITY,
        default=Duration(24, "month"),
        heavier=Heavier.INCREASE,
    )
    lean_preparation: Duration = item(
        "Shortest time in which a move to lean oversight is prepared (OVS-006).",
        Meaning.QUALITY,
        default=Duration(6, "month"),
    )


@record
class Suppression(Record):
    """A finding that is accepted for a time. It takes effect only with reason, owner and last day (SUP-004)."""

    KEY: ClassVar[tuple[str, ...]] = ("rule", "record")

    rule: str = item("Id of the rule.", Meaning.QUALITY, example="MON-014")
    record: str = item(
        "File, or file and id of the record, for which it is accepted.",
        Meaning.QUALITY,
        example="data/studies/nvt-218-301/work_orders/wo-301.yaml#fees",
    )
    reason: str | None = item("Why it is accepted.", Meaning.QUALITY, default=None)
    owner: str | None = item("Role that answers for it.", Meaning.RESPONSIBILITY, refers="role", default=None)
    until: dt.date | None = item("Last day on which it is accepted.", Meaning.TIME, default=None)


@record
class AcceptedChange(Record):
    """A change that was looked at and agreed, so that a review does not raise it again."""

    KEY: ClassVar[tuple[str, ...]] = ("fingerprint",)

    fingerprint: str = item(
        "Fingerprint of the change, as 'remit review' prints it.", Meaning.QUALITY, example="3f9a6c0b51d2e874"
    )
    reason: str | None = item(
        "Why it is accepted (without it, nothing is: SUP-008).", Meaning.QUALITY, default=None
    )
    owner: str | None = item("Role that answers for it.", Meaning.RESPONSIBILITY, refers="role", default=None)
    until: dt.date | None = item(
        "Last day on which it is accepted; without it, it stays.", Meaning.TIME, default=None
    )


@record
class SeverityChange(Record):
    """What a breach of a rule weighs in this playbook, where that is not what the rule says."""

    severity: Literal["error", "warning", "information"] = item(
        "How much a breach weighs here: an error stops contracts from being printed.", Meaning.QUALITY
    )
    reason: str | None = item("Why (without it, nothing changes: SUP-006).", Meaning.QUALITY, default=None)


@record
class Playbook(Record):
    """The playbook (data/playbook.yaml)."""

    title: str = item("Title of the playbook.", Meaning.WORDING)
    edition: str = item("Edition.", Meaning.WORDING, example="2026.1")
    effective_date: dt.date = item("Date from which this edition applies.", Meaning.TIME)
    sponsor: str = item("Party whose playbook this is.", Meaning.RESPONSIBILITY, refers="party")
    owner: str = item("Role that owns the playbook.", Meaning.RESPONSIBILITY, refers="role")
    summary: str = item("What the playbook is, in two or three sentences.", Meaning.WORDING)
    notice: str | None = item("Notice printed on the home page.", Meaning.WORDING, default=None)
    currency: str = item("Currency of limits and portfolio figures.", Meaning.MONEY, example="USD")
    language: Language = item(
        "Language of documents that name none of their own. Pages and messages are in English.",
        Meaning.WORDING,
        default="en-GB",
    )
    confidentiality: str = item(
        "Marking printed in the footer of documents.", Meaning.WORDING, default="Confidential"
    )
    repository: str | None = item(
        "Address of the repository, for links from pages to the source line.", Meaning.WORDING, default=None
    )
    regimes: tuple[str, ...] = item("Regimes in force.", Meaning.LEGAL_DUTY, refers="regime")
    engagement: Mapping[str, str] = item(
        "How each engagement model is used here, in a sentence.", Meaning.WORDING, default={}
    )
    glossary: Mapping[str, str] = item("Terms and what they mean.", Meaning.WORDING, default={})
    thresholds: Thresholds = item("Limits that rules use.", Meaning.MONEY, default=Thresholds())
    approvers: Mapping[str, str] = item(
        "Role that approves a change, by what the change means (money, legal duty, ...).",
        Meaning.RESPONSIBILITY,
        default={},
        refers="role",
    )
    severities: Mapping[RuleId, SeverityChange] = item(
        "Rules that weigh more or less here, by rule id.", Meaning.QUALITY, default={}
    )
    suppressions: tuple[Suppression, ...] = item("Findings accepted for a time.", Meaning.QUALITY, default=())
    accepted_changes: tuple[AcceptedChange, ...] = item(
        "Changes that were agreed and that a review does not raise again.", Meaning.QUALITY, default=()
    )
