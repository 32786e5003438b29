"""What is known and agreed after the fact on the risk sharing of a work order: completed units, exclusions, results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Money


@record
class ExcludedDays(Identified):
    """Days of delay that fall under an exclusion of the contract. They count once the sponsor has agreed."""

    incentive: str = item("Measure of the work order, by its id.", Meaning.MONEY)
    exclusion: str = item("Exclusion of that measure, by its id.", Meaning.MONEY)
    days: int = item(
        "Calendar days of delay that do not count.", Meaning.MONEY, heavier=Heavier.EITHER, least=1
    )
    began: dt.date = item("Day on which the delay began.", Meaning.TIME)
    claimed: dt.date = item("Day on which the CRO claimed the exclusion.", Meaning.TIME)
    agreed: dt.date | None = item("Day on which the sponsor agreed.", Meaning.TIME, default=None)
    agreed_by: str | None = item("Role that agreed.", Meaning.RESPONSIBILITY, default=None, refers="role")
    evidence: str = item("What shows the delay and its cause.", Meaning.QUALITY)


@record
class ExcludedResult(Identified):
    """A result of a service level that, as the CRO says, the sponsor or an authority caused.

    It counts as reported until the sponsor has agreed; after that, the figure stated here counts, or none at all.
    """

    level: str = item("Service level of the work order, by its id.", Meaning.MONEY)
    period: str = item("Period, by the id of its performance record.", Meaning.MONEY)
    cause: str = item("What the sponsor or the authority did, and what it changed.", Meaning.QUALITY)
    numerator: Decimal | None = item(
        "Numerator of the figure that counts instead.", Meaning.MONEY, default=None
    )
    denominator: Decimal | None = item(
        "Denominator of the figure that counts instead.", Meaning.MONEY, default=None
    )
    value: Decimal | None = item(
        "Figure that counts instead, where the metric is no fraction.", Meaning.MONEY, default=None
    )
    claimed: dt.date = item("Day on which the CRO said so.", Meaning.TIME)
    agreed: dt.date | None = item("Day on which the sponsor agreed.", Meaning.TIME, default=None)
    agreed_by: str | None = item("Role that agreed.", Meaning.RESPONSIBILITY, default=None, refers="role")
    refused: dt.date | None = item(
        "Day on which the sponsor refused; the result counts as reported.", Meaning.TIME, default=None
    )
    evidence: str = item("What shows it.", Meaning.QUALITY)


@record
class UnitInvoice(Record):
    """The invoice for the units of a statement."""

    number: str = item("Number of the invoice.", Meaning.MONEY, example="CAL-2026-0117")
    sent: dt.date = item("Day on which it was sent.", Meaning.TIME)
    fees: Money = item(
        "Direct fees on it before co-investment, advances and holdback are taken off.", Meaning.MONEY
    )


@record
class CompletedUnits(Identified):
    """The units that were completed in a period, as the sponsor has accepted them."""

    first: dt.date = item("First day of the period.", Meaning.TIME)
    last: dt.date = item("Last day of the period.", Meaning.TIME)
    units: Mapping[str, Decimal] = item(
        "Units completed in the period by line of direct fees; a line that is not named has none.",
        Meaning.MONEY,
        default={},
    )
    accepted: dt.date = item("Day on which the sponsor accepted them.", Meaning.TIME)
    accepted_by: str = item("Role that accepted them.", Meaning.RESPONSIBILITY, refers="role")
    evidence: str = item("What shows that they are complete, and where it is filed.", Meaning.QUALITY)
    invoice: UnitInvoice | None = item("The invoice for them, once it is sent.", Meaning.MONEY, default=None)


@record
class MeasuredResult(Record):
    """The figure of a metric on the day on which a measure is taken."""

    numerator: Decimal | None = item("Numerator.", Meaning.QUALITY, default=None)
    denominator: Decimal | None = item("Denominator.", Meaning.QUALITY, default=None)
    value: Decimal | None = item("Value, where the metric is no fraction.", Meaning.QUALITY, default=None)
    measured: dt.date = item("Day of the measurement.", Meaning.TIME)
    evidence: str = item("What shows it, and where it is filed.", Meaning.QUALITY)


@record
class ConditionResult(Record):
    """Whether a quality condition holds, as the parties have stated."""

    holds: bool = item("Yes: the condition holds.", Meaning.QUALITY)
    stated: dt.date = item("Day of the statement.", Meaning.TIME)
    stated_by: str = item("Role that stated it.", Meaning.RESPONSIBILITY, refers="role")
    evidence: str = item("What it rests on.", Meaning.QUALITY)


@record
class SettledMeasure(Record):
    """A measure that has been settled and is not opened again."""

    bonus: Money = item("Bonus paid.", Meaning.MONEY)
    malus: Money = item("Amount deducted.", Meaning.MONEY)
    settled: dt.date = item("Day of the settlement.", Meaning.TIME)
    document: str = item("Invoice or credit note by which it was settled.", Meaning.MONEY)


@record
class Settlement(Identified):
    """The settlement of a work order's risk sharing (data/studies/<study>/settlements/<id>.yaml)."""

    KIND: ClassVar[str] = "settlement"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    work_order: str = item("Work order.", Meaning.MONEY, refers="work_order")
    exclusions: Mapping[str, ExcludedDays] = item("Claims of excluded days by id.", Meaning.MONEY, default={})
    results: Mapping[str, MeasuredResult] = item(
        "Figures measured for incentives, by the incentive's id.", Meaning.QUALITY, default={}
    )
    conditions: Mapping[str, ConditionResult] = item(
        "Whether quality conditions hold, by the condition's id.", Meaning.QUALITY, default={}
    )
    units: Mapping[str, CompletedUnits] = item(
        "Units completed and accepted, period by period, by the period's id.", Meaning.MONEY, default={}
    )
    excluded_results: Mapping[str, ExcludedResult] = item(
        "Claims that a result of a service level does not count, by id.", Meaning.MONEY, default={}
    )
    settled: Mapping[str, SettledMeasure] = item(
        "Measures that have been settled, by the incentive's id.", Meaning.MONEY, default={}
    )
