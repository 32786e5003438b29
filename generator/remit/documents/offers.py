"""What templates of each kind of document may print: names and their types.

The functions of documents.context return these mappings, and templates are checked against the same types before any
document is built, so that what is promised here is what is there.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypedDict

from remit.documents.acquisition_memo import AcquisitionMemoOffers
from remit.documents.award_memo import AwardMemoOffers
from remit.documents.decision_memo import DecisionMemoOffers
from remit.documents.performance_report import PerformanceReportOffers
from remit.documents.views import (
    AgreementView,
    AssumptionChangeView,
    BodyView,
    ClockView,
    ContactView,
    Counts,
    Departure,
    GateView,
    HolderView,
    IncentiveView,
    LevelView,
    LineChangeView,
    LineGroup,
    NoticeView,
    OtherStudy,
    PersonView,
    ProcedureView,
    RaciView,
    RegimeView,
    ServiceView,
    SignatoryView,
    StepView,
    SubcontractView,
    SystemView,
    TrainingView,
    WorkOrderDuties,
)
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder, HistoryRow
from remit.model.governance import IssueSeverity, ResponseTime, ReviewTurnaround, Route
from remit.model.money import (
    Advance,
    Assumption,
    Deliverable,
    PassThroughLine,
    PaymentMilestone,
    Totals,
    WorkOrder,
)
from remit.model.parties import Party, Role
from remit.model.planning import Schedule
from remit.model.playbook import Playbook
from remit.model.quality import (
    Audit,
    IssueGrade,
    Metric,
    Quality,
    QualityDuty,
    Retention,
    RiskModel,
)
from remit.model.services import Service
from remit.model.studies import Arm, Study, Submission, Transfer
from remit.model.values import Money


class Common(TypedDict):
    """What every document may print."""

    playbook: Playbook
    document: Document
    edition: str
    signatories: tuple[SignatoryView, ...]
    counsel_notice: str


class GovernanceOffers(TypedDict):
    """Bodies, ladder and clocks."""

    bodies: tuple[BodyView, ...]
    ladder: tuple[StepView, ...]
    after_ladder: str
    severities: tuple[IssueSeverity, ...]
    clocks: tuple[ClockView, ...]
    routing: tuple[Route, ...]
    response_times: tuple[ResponseTime, ...]
    review_turnaround: tuple[ReviewTurnaround, ...]
    metrics: tuple[Metric, ...]


class MoneyOffers(TypedDict):
    """The price of a work order, brought together."""

    direct_groups: tuple[LineGroup, ...]
    pass_through_lines: tuple[PassThroughLine, ...]
    investigator_lines: tuple[PassThroughLine, ...]
    milestones: tuple[PaymentMilestone, ...]
    advances: tuple[Advance, ...]
    assumptions: tuple[Assumption, ...]
    deliverables: tuple[Deliverable, ...]
    risk_model: RiskModel | None
    incentives: tuple[IncentiveView, ...]
    gates: tuple[GateView, ...]
    service_levels: tuple[LevelView, ...]


class WorkOrderOffers(GovernanceOffers, MoneyOffers):
    """What a work order may print of its own."""

    work_order: WorkOrder
    study: Study
    sponsor: Party
    cro: Party
    master: MasterAgreement
    quality_agreement: QualityAgreement
    transfer: Transfer | None
    schedule: Schedule | None
    services: tuple[ServiceView, ...]
    raci_roles: tuple[Role, ...]
    raci_rows: tuple[RaciView, ...]
    key_people: tuple[PersonView, ...]
    duties: WorkOrderDuties
    systems: tuple[SystemView, ...]
    subcontracts: tuple[SubcontractView, ...]
    countries: tuple[str, ...]
    arms: tuple[Arm, ...]
    other_studies: tuple[OtherStudy, ...]


class QualityAgreementOffers(TypedDict):
    """What a quality agreement may print of its own."""

    quality_agreement: QualityAgreement
    master: MasterAgreement
    sponsor: Party
    cro: Party
    quality: Quality
    sop_rows: tuple[ProcedureView, ...]
    responsibilities: tuple[QualityDuty, ...]
    grades: tuple[IssueGrade, ...]
    audits: tuple[Audit, ...]
    retention: tuple[Retention, ...]
    training: tuple[TrainingView, ...]
    contacts: tuple[ContactView, ...]
    metrics: tuple[Metric, ...]
    services: tuple[Service, ...]
    systems: tuple[SystemView, ...]
    studies: tuple[Study, ...]
    clocks: tuple[ClockView, ...]


class TransferOffers(TypedDict):
    """What a transfer of obligations may print of its own."""

    transfer: Transfer
    study: Study
    sponsor: Party
    cros: tuple[Party, ...]
    regimes: tuple[RegimeView, ...]
    summaries: tuple[HolderView, ...]
    submissions: tuple[Submission, ...]
    counts: Counts
    agreements: tuple[AgreementView, ...]
    countries: tuple[str, ...]


class ChangeOrderOffers(TypedDict):
    """What a change order may print of its own. ``work_order`` is the order as the earlier change orders leave it."""

    change_order: ChangeOrder
    work_order: WorkOrder
    signed: dt.date | None
    earlier: tuple[ChangeOrder, ...]
    study: Study
    sponsor: Party
    cro: Party
    master: MasterAgreement
    services_in: tuple[Service, ...]
    services_out: tuple[Service, ...]
    countries_in: tuple[str, ...]
    assumptions: tuple[AssumptionChangeView, ...]
    totals_before: Totals | None
    history: tuple[HistoryRow, ...]
    history_total: HistoryRow
    lines: tuple[LineChangeView, ...]
    costs: tuple[LineChangeView, ...]
    milestones: tuple[PaymentMilestone, ...]
    milestones_total: Money
    advances: tuple[Advance, ...]


class _Added(TypedDict):
    """What is added to the context of every document when it is printed."""

    departures: tuple[Departure, ...]
    notice_contacts: tuple[NoticeView, ...]
    open_points: tuple[str, ...]
    figures: Mapping[str, Any]


_KINDS: Mapping[str, type] = {
    "work_order": WorkOrderOffers,
    "quality_agreement": QualityAgreementOffers,
    "transfer": TransferOffers,
    "change_order": ChangeOrderOffers,
    "decision_memo": DecisionMemoOffers,
    "award_memo": AwardMemoOffers,
    "performance_report": PerformanceReportOffers,
    "acquisition_memo": AcquisitionMemoOffers,
}


@cache
def offered(kind: str) -> Mapping[str, Any]:
    """Every name that a template for this kind of record may use, with its type."""
    found: dict[str, Any] = {}
    for part in (Common, _Added, _KINDS[kind]):
        found |= typing.get_type_hints(part)
    return found
