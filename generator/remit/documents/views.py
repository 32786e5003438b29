"""What templates see beside the records themselves: records brought together, with their references followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement, Procedure, QualityAgreement, QualityContact
from remit.model.changes import AssumptionChange, UnitChange
from remit.model.governance import Body, DecisionRight, EventClock, LadderStep
from remit.model.money import PaymentMilestone, UnitLine
from remit.model.parties import Contact, Party, Role, System
from remit.model.quality import Metric, SopRow, Training
from remit.model.risk_sharing import Incentive, QualityGate, ServiceLevel
from remit.model.services import Activity, Obligation, Regime, Service
from remit.model.studies import Allocation, Study, StudyService, Subcontract, Transfer
from remit.model.values import Money


@dataclass(frozen=True, slots=True)
class SignatoryView:
    """A signature panel."""

    party: Party
    name: str
    title: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Where a party receives notices."""

    party: Party
    contact: Contact


@dataclass(frozen=True, slots=True)
class Departure:
    """A clause printed in another than its standard position, and the title of the role that must approve it."""

    title: str
    position: str
    approver: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity with the roles of its RACI row."""

    activity: Activity
    responsible: tuple[Role, ...]
    accountable: tuple[Role, ...]
    consulted: tuple[Role, ...]
    informed: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service of a study with its provider and activities."""

    service: Service
    study_service: StudyService | None
    provider: Party | None
    activities: tuple[ActivityView, ...]


@dataclass(frozen=True, slots=True)
class RaciView:
    """A row of the printed matrix: marks by role id, and in the order of the printed columns ("" for none)."""

    activity: Activity
    service: Service
    first_of_service: bool
    marks: Mapping[str, str]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person on the team."""

    role: Role
    person: str
    fte: object
    backup: str | None
    party: Party


@dataclass(frozen=True, slots=True)
class ShareView:
    """One party's part of a shared duty."""

    party: Party
    does: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """A legal duty with who holds it in a study. ``disposition`` is capitalised for printing.

    ``decision`` is what has to be decided under a shared duty, and ``decided_by`` who decides it; both are empty for others.
    """

    obligation: Obligation
    allocation: Allocation | None
    disposition: str
    holder_text: str
    holder: Party | None
    shares: tuple[ShareView, ...]
    sponsor_function: Role | None
    decision: str = ""
    decided_by: Party | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties are transferred, shared, kept or do not apply."""

    transferred: int
    shared: int
    retained: int
    not_applicable: int

    @property
    def total(self) -> int:
        """All duties."""
        return self.transferred + self.shared + self.retained + self.not_applicable


@dataclass(frozen=True, slots=True)
class RegimeView:
    """A regime with every one of its duties."""

    regime: Regime
    rows: tuple[DutyView, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class HolderView:
    """What one CRO holds."""

    party: Party
    rows: tuple[DutyView, ...]


@dataclass(frozen=True, slots=True)
class WorkOrderDuties:
    """Duties as a work order mentions them: counts for the study, and the rows its CRO takes over wholly or in part."""

    transferred: tuple[DutyView, ...]
    shared: tuple[DutyView, ...]
    held: Counts
    counts: Counts


@dataclass(frozen=True, slots=True)
class OtherStudy:
    """A further study that a work order covers, with its transfer of obligations and the CRO's part in it."""

    study: Study
    transfer: Transfer | None
    duties: WorkOrderDuties


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The agreements with one CRO."""

    cro: Party
    master: MasterAgreement
    quality_agreement: QualityAgreement | None


@dataclass(frozen=True, slots=True)
class SystemView:
    """A system with its owner."""

    system: System
    owner: Party


@dataclass(frozen=True, slots=True)
class SubcontractView:
    """A part of a service passed on to another party."""

    service: Service
    subcontract: Subcontract
    party: Party
    overseer: Role


@dataclass(frozen=True, slots=True)
class MemberView:
    """A seat on a body."""

    role: Role
    voting: bool


@dataclass(frozen=True, slots=True)
class BodyView:
    """A governance body with its people."""

    body: Body
    chair: Role
    co_chair: Role | None
    members: tuple[MemberView, ...]
    decisions: tuple[DecisionRight, ...]
    reports_to: Body | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the escalation ladder."""

    step: LadderStep
    sponsor_role: Role
    cro_role: Role
    next: LadderStep | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """An event clock with its roles.

    ``elsewhere``: the other companies that fill the sender's role, where the CRO of the document does not.
    """

    clock: EventClock
    sender: Role
    recipient: Role
    elsewhere: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines of direct fees of one service, with their sum."""

    service: Service
    lines: tuple[UnitLine, ...]
    subtotal: Money


@dataclass(frozen=True, slots=True)
class LineChangeView:
    """A line of a work order that a change order changes or adds."""

    change: UnitChange
    description: str
    unit: str


@dataclass(frozen=True, slots=True)
class AssumptionChangeView:
    """An assumption that a change order changes, with its title in the work order."""

    change: AssumptionChange
    title: str


@dataclass(frozen=True, slots=True)
class IncentiveView:
    """A measure of a bonus and malus scheme with the metric it rests on, its milestone and that from which it counts.

    ``figure`` tells that the metric is measured, not a date; ``higher`` that higher results are better; ``falls`` that the
    bonus falls over a distance, and does not end at once.
    """

    incentive: Incentive
    metric: Metric | None
    milestone: PaymentMilestone | None
    after: PaymentMilestone | None
    figure: bool
    higher: bool
    falls: bool
    exclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    """A service level with its metric and the lines from whose price credits are taken."""

    level: ServiceLevel
    metric: Metric
    lines: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class GateView:
    """A quality condition of a bonus with its metric; ``higher`` tells that higher figures of it are better."""

    gate: QualityGate
    metric: Metric | None
    higher: bool


@dataclass(frozen=True, slots=True)
class ContactView:
    """A quality contact with party and role."""

    contact: QualityContact
    party: Party
    role: Role


@dataclass(frozen=True, slots=True)
class TrainingView:
    """A training with the roles that need it."""

    training: Training
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A row of the SOP matrix; ``own`` is the procedure of this agreement's CRO, where it has named one."""

    row: SopRow
    own: Procedure | None
