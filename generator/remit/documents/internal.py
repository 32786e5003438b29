"""Documents for internal governance: printed from a decision, a selection or a period, and signed by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from remit.model.agreements import Document, Status
from remit.model.decisions import Decision, Principles
from remit.model.fields import Meaning, item, record
from remit.model.ledger import Ledger
from remit.model.parties import Acquisition, Systems
from remit.model.performance import Performance
from remit.model.selection import Selection


@record
class Internal(Document):
    """A document for internal governance. It stands in no file of its own; its place is that of the record it tells of."""

    study: str = item("Study, if it is one of a study.", Meaning.WORDING, default="", refers="study")


@record
class DecisionMemo(Internal):
    """The memo on a decision to outsource a study."""

    KIND: ClassVar[str] = "decision_memo"


@record
class AwardMemo(Internal):
    """The memo on the selection of a provider and its award."""

    KIND: ClassVar[str] = "award_memo"


@record
class PerformanceReport(Internal):
    """The report on the performance of a CRO in a period."""

    KIND: ClassVar[str] = "performance_report"

    period: str = item("Id of the period.", Meaning.TIME)


@record
class AcquisitionMemo(Internal):
    """The memo on building a system, buying it, or using that of a CRO."""

    KIND: ClassVar[str] = "acquisition_memo"

    acquisition: str = item("Id of the acquisition.", Meaning.MONEY)


INTERNAL: dict[str, type[Document]] = {
    "decision_memo": DecisionMemo,
    "award_memo": AwardMemo,
    "performance_report": PerformanceReport,
    "acquisition_memo": AcquisitionMemo,
}
"""What a template for internal governance can be rendered for."""


def internal_documents(ledger: Ledger) -> Iterator[tuple[str, Internal]]:
    """Every such document that the records call for, with its kind."""
    for decision in ledger.every(Decision):
        yield "decision_memo", decision_memo(ledger, decision)
    for selection in ledger.every(Selection):
        yield "award_memo", award_memo(ledger, selection)
    for period in ledger.every(Performance):
        yield "performance_report", performance_report(period)
    for systems in ledger.every(Systems):
        for id, acquisition in systems.acquisitions.items():
            yield "acquisition_memo", acquisition_memo(id, acquisition)


def decision_memo(ledger: Ledger, one: Decision) -> DecisionMemo:
    """The memo on a decision: approved when the role has approved that decides at its level, and until then a draft."""
    authority = (rule for each in ledger.every(Principles) for rule in each.authority.values())
    needed = {rule.approver for rule in authority if rule.level == one.level}
    given = {approval.role for approval in one.approvals}
    return DecisionMemo(
        where=one.where,
        id=f"decision-{one.study}",
        number=f"ODM-{one.study}".upper(),
        title="Outsourcing decision memo",
        version="1.0",
        status=_status(bool(given) and needed <= given),
        effective_date=one.date,
        study=one.study,
    )


def award_memo(ledger: Ledger, one: Selection) -> AwardMemo:
    """The memo on an award: approved when the decision to outsource says that the award was made."""
    steps = (step for decision in ledger.in_study(Decision, one.study) for step in decision.award)
    made = next((step for step in steps if step.state == "award"), None)
    return AwardMemo(
        where=one.where,
        id=f"award-{one.study}",
        number=f"AWM-{one.study}".upper(),
        title="Selection and award memo",
        version="1.0",
        status=_status(made is not None),
        effective_date=made.date if made else one.dates.decision,
        study=one.study,
    )


def performance_report(one: Performance) -> PerformanceReport:
    """The report on a period: approved when the decisions taken on its figures are recorded, and until then in review."""
    return PerformanceReport(
        where=one.where,
        id=f"performance-{one.study}-{one.id}",
        number=f"PR-{one.study}-{one.id}".upper(),
        title="Performance report",
        version="1.0",
        status="approved" if one.decisions else "in review",
        effective_date=one.last,
        study=one.study,
        period=one.id,
    )


def acquisition_memo(id: str, one: Acquisition) -> AcquisitionMemo:
    """The memo on an acquisition, which its record holds only once it was decided and approved."""
    return AcquisitionMemo(
        where=one.where,
        id=f"acquisition-{id}",
        number=f"BBM-{id}".upper(),
        title="Build-or-buy memo",
        version="1.0",
        status="approved",
        effective_date=one.decided,
        acquisition=id,
    )


def _status(approved: bool) -> Status:
    return "approved" if approved else "draft"


def is_wanted(kind: str, language: str, template_files: Iterable[str]) -> bool:
    """Whether documents of a kind are printed unasked: contracts always, others with a template in their language.

    ``template_files`` are the names of the files in contract_templates/.
    """
    base = language.partition("-")[0]
    stems = {f"{kind}.{language}", f"{kind}.{base}", *([kind] if base == "en" else [])}
    return kind not in INTERNAL or any(PurePosixPath(name).stem in stems for name in template_files)
