"""Terms by which sponsor and CRO share the risk of a work order: bonus and malus, co-investment, service credits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Duration, Money, Percent


@record
class Band(Record):
    """How a result moves from full bonus to full malus: in straight lines between four results.

    Results are calendar days after the target (negative before it), of which fewer are better, or figures of a metric.
    """

    full_bonus: Decimal = item(
        "Result at which the full bonus is earned; a better one earns no more.",
        Meaning.MONEY,
        heavier=Heavier.EITHER,
    )
    no_bonus: Decimal = item(
        "Result at which nothing of the bonus is left; the same as the full bonus where there is nothing in between.",
        Meaning.MONEY,
        heavier=Heavier.EITHER,
    )
    no_malus: Decimal | None = item(
        "Result up to which nothing is deducted; without it, the one at which the bonus ends.",
        Meaning.MONEY,
        default=None,
        heavier=Heavier.EITHER,
    )
    full_malus: Decimal = item(
        "Result at which the full malus is deducted; a worse one costs no more.",
        Meaning.MONEY,
        heavier=Heavier.EITHER,
    )


@record
class Incentive(Identified):
    """One measure of a bonus and malus scheme."""

    title: str = item("What is measured.", Meaning.MONEY)
    measures: Literal["days late", "metric"] = item(
        "What the band counts: calendar days from the target to the milestone, or the metric's figure.",
        Meaning.MONEY,
    )
    metric: str | None = item(
        "Metric that is measured, or that shows early whether the date is at risk.",
        Meaning.QUALITY,
        default=None,
        refers="metric",
    )
    milestone: str | None = item(
        "Payment milestone whose day is measured, or on whose day the metric is measured.",
        Meaning.TIME,
        default=None,
    )
    weight: Percent = item("Weight.", Meaning.MONEY)
    target: dt.date | None = item(
        "Target date, where it is not the day for which the payment milestone is planned.",
        Meaning.TIME,
        default=None,
        heavier=Heavier.EITHER,
    )
    target_after: str | None = item(
        "Payment milestone from whose day the target is counted, where it is no fixed date.",
        Meaning.TIME,
        default=None,
    )
    target_within: Duration | None = item(
        "Time from that day to the target.", Meaning.TIME, default=None, heavier=Heavier.EITHER
    )
    target_country: str | None = item(
        "ISO code of the country whose business days that time counts; without it, those of the CRO's place.",
        Meaning.TIME,
        default=None,
        example="ES",
        heavier=Heavier.EITHER,
    )
    band: Band = item("How the result moves from full bonus to full malus.", Meaning.MONEY)
    exclusions: Mapping[str, str] = item(
        "Delays that do not count because the CRO could not control them, by id.", Meaning.MONEY, default={}
    )


@record
class QualityGate(Identified):
    """A quality condition without which no bonus is paid: on findings, on a metric, or in words."""

    finding: Literal["critical", "major"] | None = item(
        "No finding of this or a worse grade, of an audit or inspection in the study, is open.",
        Meaning.QUALITY,
        default=None,
    )
    metric: str | None = item(
        "Metric that keeps its limit over the whole study.", Meaning.QUALITY, default=None, refers="metric"
    )
    limit: Decimal | None = item(
        "Worst figure of the metric that is accepted.",
        Meaning.QUALITY,
        default=None,
        heavier=Heavier.EITHER,
    )
    condition: str | None = item(
        "Condition in words, where it is neither; the settlement record says whether it holds.",
        Meaning.QUALITY,
        default=None,
    )


@record
class RiskSharing(Record):
    """Bonus and malus of a work order."""

    model: str = item("Risk-sharing model.", Meaning.MONEY, refers="risk_model")
    at_risk_share: Percent = item("Share of direct fees at risk.", Meaning.MONEY, heavier=Heavier.DECREASE)
    at_risk: Money = item(
        "Amount at risk; the most the CRO can lose.", Meaning.MONEY, heavier=Heavier.DECREASE
    )
    bonus_share: Percent = item("Share of direct fees that can be earned on top.", Meaning.MONEY)
    bonus_cap: Money = item("Most the CRO can earn on top.", Meaning.MONEY)
    malus_cap: Money = item("Most that can be deducted.", Meaning.MONEY, heavier=Heavier.DECREASE)
    incentives: Mapping[str, Incentive] = item("Measures by id.", Meaning.MONEY)
    gates: Mapping[str, QualityGate] = item(
        "Quality conditions without which no bonus is paid, by id.", Meaning.QUALITY, default={}
    )


@record
class CoInvestment(Record):
    """The CRO reduces its invoices and takes a return instead if the product succeeds."""

    model: str = item("Risk-sharing model.", Meaning.MONEY, refers="risk_model")
    reduction: Percent = item("Share by which each invoice for direct fees is reduced.", Meaning.MONEY)
    cap: Money = item("Most by which invoices are reduced in total.", Meaning.MONEY, heavier=Heavier.DECREASE)
    success: str = item("Event on which the return is due.", Meaning.MONEY)
    reached_by: str | None = item(
        "Milestone of the study's schedule that shows when it happens.", Meaning.TIME, default=None
    )
    return_share: Percent = item("Return in percent of what was reduced.", Meaning.MONEY, most=1000)
    return_cap: Money = item("Most that is returned.", Meaning.MONEY)
    return_within: Duration = item("Time from the event to payment.", Meaning.TIME)


@record
class CreditStep(Record):
    """From which result on which share of the fee is credited."""

    KEY: ClassVar[tuple[str, ...]] = ("beyond",)

    beyond: Decimal = item("Result beyond which the credit is due.", Meaning.MONEY, heavier=Heavier.EITHER)
    credit: Percent = item(
        "Share of the service's fee in the period.", Meaning.MONEY, heavier=Heavier.DECREASE
    )


@record
class ServiceLevel(Identified):
    """An agreed level of a service, and the credit when it is missed."""

    metric: str = item("Metric that shows the level.", Meaning.QUALITY, refers="metric")
    lines: tuple[str, ...] = item("Lines of direct fees from which the credit is taken.", Meaning.MONEY)
    steps: tuple[CreditStep, ...] = item("Credits, the smallest first.", Meaning.MONEY)


@record
class ServiceCredits(Record):
    """Credits when agreed service levels are missed."""

    model: str = item("Risk-sharing model.", Meaning.MONEY, refers="risk_model")
    levels: Mapping[str, ServiceLevel] = item("Service levels by id.", Meaning.MONEY)
    starts_after: Duration = item("Time from the start of the order without credits.", Meaning.TIME)
    period_cap: Percent = item(
        "Most that is credited for a period, in percent of the fees of its lines.",
        Meaning.MONEY,
        heavier=Heavier.DECREASE,
    )
    yearly_cap: Percent = item(
        "Most that is credited for a calendar year, in percent of the fees of its lines.",
        Meaning.MONEY,
        heavier=Heavier.DECREASE,
    )
    earn_back: int | None = item(
        "Periods running without a credit after which the last credit of a level is given back.",
        Meaning.MONEY,
        default=None,
        least=1,
    )
