"""What each kind of document puts before its template. Nothing here reads a file; everything comes from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from remit.blocks.numbering import ENGLISH, Labels
from remit.calc.settlement.bands import higher_is_better
from remit.documents import governance_views, study_views
from remit.documents.acquisition_memo import acquisition_memo
from remit.documents.award_memo import award_memo
from remit.documents.change_views import change_order
from remit.documents.decision_memo import decision_memo
from remit.documents.internal import AcquisitionMemo, AwardMemo, DecisionMemo, Internal, PerformanceReport
from remit.documents.languages import country_names, language_of
from remit.documents.offers import (
    Common,
    GovernanceOffers,
    MoneyOffers,
    QualityAgreementOffers,
    TransferOffers,
    WorkOrderOffers,
)
from remit.documents.performance_report import performance_report
from remit.documents.views import (
    AgreementView,
    ContactView,
    Departure,
    GateView,
    IncentiveView,
    LevelView,
    LineGroup,
    NoticeView,
    OtherStudy,
    ProcedureView,
    SignatoryView,
    TrainingView,
    WorkOrderDuties,
)
from remit.model.agreements import Document, MasterAgreement, QualityAgreement
from remit.model.changes import ChangeOrder
from remit.model.governance import Communication, Escalation
from remit.model.ledger import Ledger
from remit.model.money import UnitLine, WorkOrder
from remit.model.parties import Party, Role
from remit.model.planning import Schedule
from remit.model.quality import Metric, Metrics, Quality, RiskModel
from remit.model.risk_sharing import Incentive, QualityGate
from remit.model.services import Service
from remit.model.studies import Study, Transfer
from remit.templating import LibraryClause

Context = dict[str, Any]

COUNSEL_NOTICE = (
    "This text is a starting point. It is not legal advice, and counsel of each party must review it before "
    "anyone signs."
)


def context_of(
    ledger: Ledger, document: Document, clauses: Mapping[str, LibraryClause], labels: Labels = ENGLISH
) -> Context:
    """Everything that the template of this document may print; ``clauses`` are those that the template uses.

    Raises KeyError for a reference that does not resolve.
    """
    own = _OWN[type(document)](ledger, document)
    others = () if isinstance(document, Internal) else own.get("cros") or (own["cro"],)
    return {
        **_common(ledger, document),
        "departures": _departures(ledger, document, clauses, labels),
        "notice_contacts": _notices((own["sponsor"], *others)) if others else (),
        **own,
    }


def _departures(
    ledger: Ledger, document: Document, clauses: Mapping[str, LibraryClause], labels: Labels
) -> tuple[Departure, ...]:
    roles = ledger.of(Role)
    found = []
    for topic, name in document.positions.items():
        position = clauses[topic].position(name) if topic in clauses else None
        if position is not None and name != clauses[topic].positions[0].id:
            approver = roles[position.approver].title if position.approver else ""
            found.append(Departure(clauses[topic].title, _neutral(name, labels), approver))
    return tuple(found)


def _neutral(position: str, labels: Labels) -> str:
    """A position's name as the other party may read it: that a fallback exists, and which, is not their business."""
    return position.replace("fallback", labels.variant).replace("-", " ")


def _notices(parties: Iterable[Party]) -> tuple[NoticeView, ...]:
    return tuple(
        NoticeView(party, party.contacts["notices"]) for party in parties if "notices" in party.contacts
    )


def _common(ledger: Ledger, document: Document) -> Common:
    parties = ledger.of(Party)
    signatories = []
    for signing in document.signatures:
        person = parties[signing.party].signatories[signing.signatory]
        signatories.append(SignatoryView(parties[signing.party], person.name, person.title, signing.date))
    return {
        "playbook": ledger.playbook,
        "document": document,
        "edition": ledger.playbook.edition,
        "signatories": tuple(signatories),
        "counsel_notice": COUNSEL_NOTICE,
    }


def _work_order(ledger: Ledger, order: WorkOrder) -> WorkOrderOffers:
    study = ledger.of(Study)[order.study]
    transfer = ledger.of(Transfer).get(order.study)
    views = study_views.services(ledger, study, order.services)
    columns = study_views.raci_columns(views)
    cro = ledger.of(Party)[order.cro]
    return {
        "work_order": order,
        "study": study,
        "sponsor": ledger.of(Party)[study.sponsor or ""],
        "cro": cro,
        "master": ledger.of(MasterAgreement)[order.master],
        "quality_agreement": ledger.of(QualityAgreement)[order.quality_agreement],
        "transfer": transfer,
        "schedule": next(iter(ledger.in_study(Schedule, order.study)), None),
        "services": views,
        "raci_roles": columns,
        "raci_rows": study_views.raci_rows(views, columns),
        "key_people": study_views.key_people(ledger, study, cro.id),
        "duties": _duties(ledger, study, transfer, cro),
        "systems": study_views.systems(ledger, (view.service for view in views)),
        "subcontracts": study_views.subcontracts(ledger, views),
        "countries": country_names(study.countries, language_of(order, ledger)),
        "arms": tuple(study.arms.values()),
        "other_studies": tuple(_other_study(ledger, ledger.of(Study)[id], cro) for id in order.also_covers),
        **_governance(ledger, study, order, cro),
        **_money(ledger, order),
    }


def _other_study(ledger: Ledger, study: Study, cro: Party) -> OtherStudy:
    transfer = ledger.of(Transfer).get(study.id)
    return OtherStudy(study, transfer, _duties(ledger, study, transfer, cro))


def _governance(ledger: Ledger, study: Study, order: WorkOrder, cro: Party) -> GovernanceOffers:
    communication = ledger.one(Communication)
    escalation = ledger.one(Escalation)
    return {
        "bodies": governance_views.bodies(ledger),
        "ladder": governance_views.ladder(ledger),
        "after_ladder": escalation.after_ladder,
        "severities": tuple(escalation.severities.values()),
        "clocks": governance_views.clocks(ledger, (study,), cro),
        "routing": tuple(escalation.routing.values()),
        "response_times": tuple(communication.response_times.values()),
        "review_turnaround": tuple(communication.review_turnaround.values()),
        "metrics": tuple(
            metric
            for metric in ledger.one(Metrics).metrics.values()
            if not metric.services or set(metric.services) & set(order.services)
        ),
    }


def _money(ledger: Ledger, order: WorkOrder) -> MoneyOffers:
    risk = order.risk_sharing
    lines = tuple(order.pass_through.values())
    metrics = ledger.of(Metric)
    return {
        "direct_groups": _groups(ledger, order),
        "pass_through_lines": tuple(line for line in lines if line.stream == "other"),
        "investigator_lines": tuple(line for line in lines if line.stream == "investigator"),
        "milestones": tuple(order.payment.milestones.values()),
        "advances": tuple(order.advances.values()),
        "assumptions": tuple(order.assumptions.values()),
        "deliverables": tuple(order.deliverables.values()),
        "risk_model": ledger.of(RiskModel)[risk.model] if risk else None,
        "incentives": tuple(_incentive(order, one, metrics) for one in risk.incentives.values())
        if risk
        else (),
        "gates": tuple(_gate(one, metrics) for one in risk.gates.values()) if risk else (),
        "service_levels": tuple(
            LevelView(one, metrics[one.metric], tuple(order.direct[id] for id in one.lines))
            for one in order.service_credits.levels.values()
        )
        if order.service_credits
        else (),
    }


def _incentive(order: WorkOrder, one: Incentive, metrics: Mapping[str, Metric]) -> IncentiveView:
    milestones = order.payment.milestones
    return IncentiveView(
        incentive=one,
        metric=metrics[one.metric] if one.metric else None,
        milestone=milestones[one.milestone] if one.milestone else None,
        after=milestones[one.target_after] if one.target_after else None,
        figure=one.measures == "metric",
        higher=higher_is_better(one.band),
        falls=one.band.no_bonus != one.band.full_bonus,
        exclusions=tuple(one.exclusions.values()),
    )


def _gate(one: QualityGate, metrics: Mapping[str, Metric]) -> GateView:
    metric = metrics[one.metric] if one.metric else None
    return GateView(one, metric, bool(metric and metric.direction == "higher"))


def _groups(ledger: Ledger, order: WorkOrder) -> tuple[LineGroup, ...]:
    groups: dict[str, list[UnitLine]] = {}
    for line in order.direct.values():
        groups.setdefault(line.service, []).append(line)
    found = []
    for service, lines in groups.items():
        subtotal = lines[0].amount
        for line in lines[1:]:
            subtotal += line.amount
        found.append(LineGroup(ledger.of(Service)[service], tuple(lines), subtotal))
    return tuple(found)


def _duties(ledger: Ledger, study: Study, transfer: Transfer | None, cro: Party) -> WorkOrderDuties:
    regimes = study_views.duties(ledger, study, transfer)
    held = study_views.held_by(cro, regimes).rows
    return WorkOrderDuties(
        transferred=tuple(row for row in held if row.disposition == "Transferred"),
        shared=tuple(row for row in held if row.disposition == "Shared"),
        held=study_views.count(held),
        counts=study_views.count(row for view in regimes for row in view.rows),
    )


def _quality_agreement(ledger: Ledger, agreement: QualityAgreement) -> QualityAgreementOffers:
    quality = ledger.one(Quality)
    services = tuple(ledger.of(Service)[id] for id in agreement.services)
    roles, parties = ledger.of(Role), ledger.of(Party)
    studies = tuple(
        study
        for study in ledger.of(Study).values()
        if any(s.provider == agreement.cro for s in study.services.values())
    )
    return {
        "quality_agreement": agreement,
        "master": ledger.of(MasterAgreement)[agreement.master],
        "sponsor": parties[agreement.sponsor],
        "cro": parties[agreement.cro],
        "quality": quality,
        "sop_rows": tuple(
            ProcedureView(row, agreement.procedures.get(id) if row.governing == "cro" else None)
            for id, row in quality.sops.items()
            if not agreement.sops or id in agreement.sops
        ),
        "responsibilities": tuple(quality.responsibilities.values()),
        "grades": tuple(quality.grades.values()),
        "audits": tuple(quality.audits.values()),
        "retention": tuple(quality.retention.values()),
        "training": tuple(
            TrainingView(one, tuple(roles[id] for id in one.roles)) for one in quality.training.values()
        ),
        "contacts": tuple(ContactView(c, parties[c.party], roles[c.role]) for c in agreement.contacts),
        "metrics": tuple(ledger.of(Metric)[id] for id in agreement.metrics),
        "services": services,
        "systems": study_views.systems(ledger, services),
        "studies": studies,
        "clocks": governance_views.clocks(ledger, studies, parties[agreement.cro]),
    }


def _transfer(ledger: Ledger, transfer: Transfer) -> TransferOffers:
    study = ledger.of(Study)[transfer.study]
    regimes = study_views.duties(ledger, study, transfer)
    parties = ledger.of(Party)
    holders = dict.fromkeys(
        id
        for allocation in transfer.allocations.values()
        for id in ((allocation.to,) if allocation.to else tuple(share.party for share in allocation.shares))
        if id != study.sponsor
    )
    cros = tuple(party for id, party in parties.items() if id in holders)
    return {
        "transfer": transfer,
        "study": study,
        "sponsor": parties[study.sponsor or ""],
        "cros": cros,
        "regimes": regimes,
        "summaries": tuple(study_views.held_by(party, regimes) for party in cros),
        "submissions": transfer.submissions,
        "counts": study_views.count(row for view in regimes for row in view.rows),
        "agreements": tuple(_agreements(ledger, party) for party in cros),
        "countries": country_names(study.countries, language_of(transfer, ledger)),
    }


def _agreements(ledger: Ledger, cro: Party) -> AgreementView:
    master = next((one for one in ledger.of(MasterAgreement).values() if one.cro == cro.id), None)
    if master is None:
        raise KeyError(f"a master agreement with {cro.id}")
    quality = next((one for one in ledger.of(QualityAgreement).values() if one.cro == cro.id), None)
    return AgreementView(cro, master, quality)


_OWN: dict[type, Callable[[Ledger, Any], Mapping[str, Any]]] = {
    WorkOrder: _work_order,
    QualityAgreement: _quality_agreement,
    Transfer: _transfer,
    ChangeOrder: change_order,
    DecisionMemo: decision_memo,
    AwardMemo: award_memo,
    PerformanceReport: performance_report,
    AcquisitionMemo: acquisition_memo,
}
