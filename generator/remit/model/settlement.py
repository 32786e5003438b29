"""What is agreed after the fact on the risk sharing of a work order: excluded days, results, conditions, what is settled."""

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
    settled: Mapping[str, SettledMeasure] = item(
        "Measures that have been settled, by the incentive's id.", Meaning.MONEY, default={}
    )
