"""A study: what is studied, who provides which service, which duties move and who is on the team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.agreements import Document
from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import PartialDate

Phase = Literal[
    "Early Phase 1", "Phase 1", "Phase 1/2", "Phase 2", "Phase 2/3", "Phase 3", "Phase 4", "not applicable"
]


@record
class Identifier(Record):
    """A number under which a registry, authority or party knows the study."""

    KEY: ClassVar[tuple[str, ...]] = ("scheme",)

    scheme: str = item("Who issued it.", Meaning.WORDING, example="ClinicalTrials.gov")
    value: str = item("The number.", Meaning.WORDING, example="NCT02552212")


@record
class Product(Record):
    """What is investigated."""

    name: str = item("Name or code of the investigational product.", Meaning.WORDING)
    kind: Literal["drug", "biologic", "device", "procedure", "behavioural", "other"] = item(
        "Kind of product; decides which regimes can apply.", Meaning.LEGAL_DUTY
    )
    form: str | None = item("Form and route.", Meaning.WORDING, default=None, example="oral tablet")


@record
class Design(Record):
    """How the study is designed."""

    study_type: Literal["interventional", "observational", "expanded access"] = item(
        "Type of study.", Meaning.WORDING
    )
    allocation: str | None = item("Randomised or not.", Meaning.WORDING, default=None)
    model: str | None = item(
        "Intervention or observation model.", Meaning.WORDING, default=None, example="parallel assignment"
    )
    masking: str | None = item("Who is blinded.", Meaning.WORDING, default=None)
    purpose: str | None = item("Primary purpose.", Meaning.WORDING, default=None, example="treatment")


@record
class Arm(Identified):
    """A treatment arm or cohort."""

    title: str = item("Name of the arm.", Meaning.WORDING)
    type: str | None = item("Type of arm.", Meaning.WORDING, default=None, example="experimental")
    description: str | None = item("What participants receive.", Meaning.WORDING, default=None)


@record
class Participants(Record):
    """Planned (or, in a finished study, actual) numbers of participants."""

    screened: int | None = item("Participants screened.", Meaning.MONEY, default=None, heavier=Heavier.EITHER)
    enrolled: int = item("Participants enrolled (randomised).", Meaning.MONEY, heavier=Heavier.EITHER)
    completed: int | None = item("Participants expected to complete.", Meaning.MONEY, default=None)
    count: Literal["planned", "actual"] = item(
        "Whether these are planned or actual numbers.", Meaning.WORDING, default="planned"
    )


@record
class StudyDates(Record):
    """Dates of the study as planned or registered."""

    start: PartialDate | None = item("First participant enrolled.", Meaning.TIME, default=None)
    primary_completion: PartialDate | None = item(
        "Last data for the primary outcome.", Meaning.TIME, default=None
    )
    completion: PartialDate | None = item("Last participant's last visit.", Meaning.TIME, default=None)
    enrolment_months: int | None = item("Months of enrolment.", Meaning.TIME, default=None)
    treatment_weeks: int | None = item("Weeks of treatment.", Meaning.TIME, default=None)
    follow_up_weeks: int | None = item("Weeks of follow-up.", Meaning.TIME, default=None)


@record
class Subcontract(Record):
    """A part of a service that the provider passes on."""

    KEY: ClassVar[tuple[str, ...]] = ("party",)

    party: str = item("Subcontractor.", Meaning.RESPONSIBILITY, refers="party")
    scope: str = item("What is passed on.", Meaning.RESPONSIBILITY)
    flow_down: bool = item("Yes: the subcontract carries the same duties.", Meaning.LEGAL_DUTY)
    overseen_by: str = item("Role that oversees the subcontractor.", Meaning.RESPONSIBILITY, refers="role")


@record
class StudyService(Identified):
    """Who provides a service in this study."""

    provider: str = item("Party that provides the service.", Meaning.RESPONSIBILITY, refers="party")
    scope: str | None = item(
        "What is in and out of scope in this study.", Meaning.RESPONSIBILITY, default=None
    )
    retained: str | None = item(
        "What the sponsor keeps within this service.", Meaning.RESPONSIBILITY, default=None
    )
    subcontracts: tuple[Subcontract, ...] = item(
        "What the provider passes on.", Meaning.RESPONSIBILITY, default=()
    )


@record
class JointRoles(Record):
    """Which of several sponsors is responsible for the three tasks that co-sponsors must assign."""

    compliance: str = item(
        "Sponsor that answers for the authorisation procedures.", Meaning.LEGAL_DUTY, refers="party"
    )
    contact: str = item(
        "Sponsor that answers questions of participants, investigators and Member States.",
        Meaning.LEGAL_DUTY,
        refers="party",
    )
    measures: str = item(
        "Sponsor that carries out measures which a Member State imposes.", Meaning.LEGAL_DUTY, refers="party"
    )


@record
class Study(Identified):
    """One clinical study (data/studies/<study>/study.yaml)."""

    KIND: ClassVar[str] = "study"

    protocol_id: str = item("Sponsor's protocol number.", Meaning.WORDING, example="NVT-218-301")
    protocol_version: str | None = item(
        "Version of the protocol the contract is priced on.", Meaning.WORDING, default=None
    )
    protocol_date: dt.date | None = item("Date of that version.", Meaning.TIME, default=None)
    title: str = item("Official title.", Meaning.WORDING)
    short_title: str | None = item("Brief title.", Meaning.WORDING, default=None)
    identifiers: tuple[Identifier, ...] = item("Registry and authority numbers.", Meaning.WORDING, default=())
    sponsor: str | None = item(
        "Sponsor as a party of the playbook.", Meaning.RESPONSIBILITY, default=None, refers="party"
    )
    co_sponsors: tuple[str, ...] = item(
        "Other sponsors of the study; what they do not allocate they answer for jointly.",
        Meaning.LEGAL_DUTY,
        default=(),
        refers="party",
    )
    joint_roles: JointRoles | None = item(
        "What each of several sponsors is responsible for.", Meaning.LEGAL_DUTY, default=None
    )
    registered_sponsor: str | None = item(
        "Sponsor's name as the registry has it.", Meaning.WORDING, default=None
    )
    collaborators: tuple[str, ...] = item(
        "Collaborators as the registry has them.", Meaning.WORDING, default=()
    )
    phase: Phase = item("Phase.", Meaning.WORDING)
    indication: tuple[str, ...] = item("Conditions studied.", Meaning.WORDING)
    therapeutic_area: str | None = item(
        "Therapeutic area, as the portfolio is divided.",
        Meaning.RESPONSIBILITY,
        default=None,
        example="Gastroenterology",
    )
    programme: str | None = item(
        "Product or programme it belongs to.", Meaning.RESPONSIBILITY, default=None, example="NVT-218"
    )
    product: Product = item("Investigational product.", Meaning.LEGAL_DUTY)
    design: Design = item("Design.", Meaning.WORDING)
    arms: Mapping[str, Arm] = item("Arms by id.", Meaning.WORDING, default={})
    participants: Participants = item("Numbers of participants.", Meaning.MONEY)
    sites: int = item("Number of sites.", Meaning.MONEY, heavier=Heavier.EITHER)
    countries: tuple[str, ...] = item(
        "ISO 3166-1 alpha-2 codes of the countries with sites.", Meaning.LEGAL_DUTY
    )
    dates: StudyDates = item("Dates and lengths.", Meaning.TIME)
    regimes: tuple[str, ...] = item("Regimes that apply.", Meaning.LEGAL_DUTY, default=(), refers="regime")
    model: Literal["full service", "functional", "hybrid", "in-house"] | None = item(
        "Engagement model.", Meaning.RESPONSIBILITY, default=None
    )
    oversight_level: Literal["L1", "L2", "L3", "L4"] | None = item(
        "Oversight level: L1 intensive, L2 standard, L3 lean, L4 light.", Meaning.RESPONSIBILITY, default=None
    )
    oversight_approved: dt.date | None = item(
        "Date on which the oversight plan was approved: levels, activities and people of data/oversight.yaml as "
        "they hold for this study.",
        Meaning.QUALITY,
        default=None,
        heavier=Heavier.INCREASE,
    )
    fte_cap: Decimal | None = item(
        "Sponsor's own staff allowed for this study, full-time equivalents.",
        Meaning.PEOPLE,
        default=None,
        heavier=Heavier.EITHER,
        least=0,
    )
    services: Mapping[str, StudyService] = item(
        "Who provides which service.", Meaning.RESPONSIBILITY, default={}, keys="service"
    )


@record
class Share(Record):
    """One party's part of a shared duty."""

    KEY: ClassVar[tuple[str, ...]] = ("party",)

    party: str = item("Party.", Meaning.LEGAL_DUTY, refers="party")
    does: str = item(
        "What exactly this party does.",
        Meaning.LEGAL_DUTY,
        example="Proposes investigators and checks their qualification",
    )
    decides: bool = item(
        "Yes for the party that takes the decision which belongs to the duty.",
        Meaning.LEGAL_DUTY,
        default=False,
    )


@record
class Allocation(Identified):
    """Who holds one duty in one study."""

    disposition: Literal["transferred", "retained", "shared", "not applicable"] = item(
        "What happens to the duty.", Meaning.LEGAL_DUTY
    )
    to: str | None = item(
        "Party to which the duty is transferred.", Meaning.LEGAL_DUTY, default=None, refers="party"
    )
    shares: tuple[Share, ...] = item(
        "What each party does, for a shared duty.", Meaning.LEGAL_DUTY, default=()
    )
    scope: str | None = item(
        "Limits in country, period or task; none means the whole study.", Meaning.LEGAL_DUTY, default=None
    )
    reason: str | None = item(
        "Why the duty does not apply, or why it is kept.", Meaning.LEGAL_DUTY, default=None
    )
    sponsor_function: str | None = item(
        "Sponsor's role that keeps the duty or oversees the holder.",
        Meaning.RESPONSIBILITY,
        default=None,
        refers="role",
    )
    evidence: str | None = item(
        "What shows that the duty is discharged, and where it is filed.", Meaning.QUALITY, default=None
    )
    effective_from: dt.date | None = item(
        "First day, where it differs from the document's effective date.", Meaning.TIME, default=None
    )
    effective_to: dt.date | None = item(
        "Last day, where it differs from the end of the study.", Meaning.TIME, default=None
    )


@record
class Submission(Record):
    """When the transfer was told to an authority."""

    KEY: ClassVar[tuple[str, ...]] = ("authority",)

    authority: str = item("Authority.", Meaning.LEGAL_DUTY)
    reference: str = item("Application number.", Meaning.LEGAL_DUTY)
    form: str = item("Form or section of the application.", Meaning.LEGAL_DUTY)
    regimes: tuple[str, ...] = item(
        "Regimes under which it is told.", Meaning.LEGAL_DUTY, default=(), refers="regime"
    )
    date: dt.date | None = item(
        "Date sent; none while it is still to be sent.", Meaning.LEGAL_DUTY, default=None
    )
    monitor: str | None = item(
        "Person named to the authority as responsible for monitoring.", Meaning.LEGAL_DUTY, default=None
    )
    safety_reviewer: str | None = item(
        "Person named to the authority as responsible for the review of safety information.",
        Meaning.LEGAL_DUTY,
        default=None,
    )


@record
class LegalReview(Record):
    """Who checked the duties against the official texts and approved their allocation."""

    role: str = item("Role that reviewed.", Meaning.RESPONSIBILITY, refers="role")
    person: str = item("Name.", Meaning.PEOPLE)
    date: dt.date = item("Date.", Meaning.LEGAL_DUTY)


@record
class Transfer(Document):
    """The transfer of a sponsor's obligations in one study (data/studies/<study>/transfer.yaml)."""

    KIND: ClassVar[str] = "transfer"

    id: str = item("Same as the study, from the folder.", Meaning.WORDING, default="", from_path=True)
    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    general: bool = item(
        "Yes: all obligations of the regimes are transferred by one general statement.",
        Meaning.LEGAL_DUTY,
        default=False,
    )
    allocations: Mapping[str, Allocation] = item(
        "One entry per duty of the study's regimes.", Meaning.LEGAL_DUTY, keys="obligation"
    )
    submissions: tuple[Submission, ...] = item("Authorities that are told.", Meaning.LEGAL_DUTY, default=())
    legal_review: LegalReview | None = item(
        "Review of the allocations against the official texts.", Meaning.LEGAL_DUTY, default=None
    )


@record
class Assignment(Identified):
    """A person in a role of the study."""

    role: str = item("Role.", Meaning.PEOPLE, refers="role")
    party: str = item("Party that employs the person.", Meaning.RESPONSIBILITY, refers="party")
    person: str | None = item("Name; none while the seat is open.", Meaning.PEOPLE, default=None)
    fte: Decimal | None = item("Full-time equivalents.", Meaning.PEOPLE, default=None, least=0)
    start: dt.date | None = item("First day.", Meaning.TIME, default=None)
    end: dt.date | None = item("Last day.", Meaning.TIME, default=None)
    key: bool = item(
        "Yes for key personnel, who may be replaced only as the contract says.", Meaning.PEOPLE, default=False
    )
    backup: str | None = item("Name of the person who stands in.", Meaning.PEOPLE, default=None)
    not_applicable: str | None = item(
        "Reason why this study needs nobody in the role.", Meaning.PEOPLE, default=None
    )


@record
class StudyTeam(Record):
    """The team of a study (data/studies/<study>/team.yaml)."""

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    assignments: Mapping[str, Assignment] = item("Assignments by id.", Meaning.PEOPLE)
