"""Why and what to outsource: principles, portfolio, retained competences, and the decision on each study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.values import Money, Percent

Model = Literal["full service", "functional", "hybrid", "in-house"]
Level = Literal["strategic", "tactical", "operational"]


@record
class Principle(Identified):
    """A principle of outsourcing, with the question by which a decision is held against it."""

    KIND: ClassVar[str] = "principle"

    title: str = item("The principle in a few words.", Meaning.RESPONSIBILITY)
    text: str = item("What it means here.", Meaning.RESPONSIBILITY)
    test: str = item("Question that a decision must answer.", Meaning.RESPONSIBILITY)


@record
class Benefit(Identified):
    """A benefit expected of outsourcing, measured."""

    title: str = item("The benefit.", Meaning.MONEY)
    measure: str = item("How it is measured.", Meaning.QUALITY)
    baseline: str = item("Value before.", Meaning.QUALITY)
    target: str = item("Value aimed at.", Meaning.QUALITY)
    owner: str = item("Role that answers for it.", Meaning.RESPONSIBILITY, refers="role")


@record
class EngagementModel(Identified):
    """A way of engaging CROs, with what speaks for and against it."""

    model: Model = item("The model.", Meaning.RESPONSIBILITY)
    summary: str = item("What it is.", Meaning.RESPONSIBILITY)
    strengths: tuple[str, ...] = item("What speaks for it.", Meaning.RESPONSIBILITY)
    weaknesses: tuple[str, ...] = item("What speaks against it.", Meaning.RESPONSIBILITY)
    fits: str = item("When it fits.", Meaning.RESPONSIBILITY)


@record
class Competence(Identified):
    """A competence that the sponsor keeps, shares or gives out, and why."""

    function: str = item("Function.", Meaning.RESPONSIBILITY)
    competence: str = item("The competence.", Meaning.RESPONSIBILITY)
    holder: Literal["retained", "shared", "outsourced"] = item("Who holds it.", Meaning.RESPONSIBILITY)
    role: str | None = item(
        "Sponsor's role that keeps it.", Meaning.RESPONSIBILITY, default=None, refers="role"
    )
    reason: str = item("Why.", Meaning.RESPONSIBILITY)


@record
class Goal(Identified):
    """A goal that both parties share."""

    title: str = item("The goal.", Meaning.RESPONSIBILITY)
    measure: str = item("How both see that it is reached.", Meaning.QUALITY)
    sponsor_owner: str = item("Sponsor's role that owns it.", Meaning.RESPONSIBILITY, refers="role")
    cro_owner: str = item("CRO's role that owns it.", Meaning.RESPONSIBILITY, refers="role")


@record
class DecisionCriterion(Identified):
    """A criterion for the decision to outsource."""

    KIND: ClassVar[str] = "decision_criterion"

    title: str = item("The criterion.", Meaning.RESPONSIBILITY)
    question: str = item("Question to answer.", Meaning.RESPONSIBILITY)
    weight: Percent = item("Weight.", Meaning.RESPONSIBILITY)
    low: str = item("What a score of 1 means.", Meaning.RESPONSIBILITY)
    high: str = item("What a score of 5 means.", Meaning.RESPONSIBILITY)


@record
class DecisionAuthority(Identified):
    """Who approves an outsourcing decision of a level, and up to which budget."""

    level: Level = item("Level of the decision.", Meaning.RESPONSIBILITY)
    covers: str = item("What is decided at this level.", Meaning.RESPONSIBILITY)
    limit: Money | None = item(
        "Largest budget that is decided at this level; no entry means no limit.", Meaning.MONEY, default=None
    )
    approver: str = item("Role that approves.", Meaning.RESPONSIBILITY, refers="role")


@record
class SuitabilityFactor(Identified):
    """A factor that makes a trial more or less fit for lean oversight."""

    KIND: ClassVar[str] = "suitability_factor"

    title: str = item("The factor.", Meaning.RESPONSIBILITY)
    fits: str = item("What makes a trial fit.", Meaning.RESPONSIBILITY)
    weight: Percent = item("Weight.", Meaning.RESPONSIBILITY)


@record
class Workload(Record):
    """Work of one function in one year, in full-time equivalents, done inside and by partners."""

    KEY: ClassVar[tuple[str, ...]] = ("function", "year")

    function: str = item("Function.", Meaning.PEOPLE)
    year: int = item("Year.", Meaning.TIME)
    internal: Decimal = item("Full-time equivalents inside.", Meaning.PEOPLE, least=0)
    external: Decimal = item("Full-time equivalents of partners.", Meaning.PEOPLE, least=0)


@record
class OptionWeights(Record):
    """What counts how much when the options of a decision are compared; the weights sum to 100 %."""

    internal_fte: Percent = item("Weight of the sponsor's own full-time equivalents.", Meaning.RESPONSIBILITY)
    cost: Percent = item("Weight of the total cost.", Meaning.RESPONSIBILITY)
    risk: Percent = item("Weight of the risk score.", Meaning.RESPONSIBILITY)


@record
class Region(Identified):
    """A region in which trials are run; the portfolio is judged by region, too."""

    title: str = item("Name of the region.", Meaning.RESPONSIBILITY)
    countries: tuple[str, ...] = item("ISO 3166-1 alpha-2 codes of its countries.", Meaning.RESPONSIBILITY)


@record
class OwnStudy(Identified):
    """A study that the sponsor runs itself. It needs no contract, but counts where the portfolio is judged."""

    title: str = item("The study in a few words.", Meaning.WORDING)
    programme: str = item("Product or programme it belongs to.", Meaning.RESPONSIBILITY, example="NVT-218")
    therapeutic_area: str = item("Therapeutic area.", Meaning.RESPONSIBILITY, example="Gastroenterology")
    countries: tuple[str, ...] = item(
        "ISO 3166-1 alpha-2 codes of the countries with sites.", Meaning.RESPONSIBILITY
    )


@record
class Principles(Record):
    """Outsourcing principles, portfolio and criteria (data/principles.yaml)."""

    principles: Mapping[str, Principle] = item("Principles by id.", Meaning.RESPONSIBILITY)
    benefits: Mapping[str, Benefit] = item("Expected benefits by id.", Meaning.MONEY)
    models: Mapping[str, EngagementModel] = item("Engagement models by id.", Meaning.RESPONSIBILITY)
    competences: Mapping[str, Competence] = item("Competences by id.", Meaning.RESPONSIBILITY)
    goals: Mapping[str, Goal] = item("Shared goals by id.", Meaning.RESPONSIBILITY)
    criteria: Mapping[str, DecisionCriterion] = item("Decision criteria by id.", Meaning.RESPONSIBILITY)
    authority: Mapping[str, DecisionAuthority] = item(
        "Who decides at which level, lowest level first.", Meaning.RESPONSIBILITY, default={}, ordered=True
    )
    lean_threshold: Decimal = item(
        "Least weighted score (1 to 5) for outsourcing a study lean.", Meaning.RESPONSIBILITY, least=1, most=5
    )
    suitability: Mapping[str, SuitabilityFactor] = item(
        "Factors of lean suitability by id.", Meaning.RESPONSIBILITY
    )
    option_weights: OptionWeights | None = item(
        "How options are compared; without it own people, cost and risk count the same.",
        Meaning.RESPONSIBILITY,
        default=None,
    )
    workload: tuple[Workload, ...] = item("Work inside and outside by function and year.", Meaning.PEOPLE)
    provider_reason: str | None = item(
        "Why work is spread over this number, type and size of providers.",
        Meaning.RESPONSIBILITY,
        default=None,
    )
    regions: Mapping[str, Region] = item(
        "Regions in which trials are run, by id.", Meaning.RESPONSIBILITY, default={}
    )
    own_studies: Mapping[str, OwnStudy] = item(
        "Studies that the sponsor runs itself and that have no record of their own, by id.",
        Meaning.RESPONSIBILITY,
        default={},
    )


@record
class Score(Record):
    """A score from 1 to 5 with its reason."""

    score: Decimal = item("Score from 1 (low) to 5 (high).", Meaning.RESPONSIBILITY)
    reason: str = item("What the score rests on.", Meaning.RESPONSIBILITY)


@record
class FunctionEffort(Record):
    """What an option takes of one function of the sponsor."""

    KEY: ClassVar[tuple[str, ...]] = ("function",)

    function: str = item("Function.", Meaning.PEOPLE, example="Clinical Operations")
    fte: Decimal = item("Full-time equivalents.", Meaning.PEOPLE)


@record
class Option(Identified):
    """An option that was weighed."""

    title: str = item("The option.", Meaning.RESPONSIBILITY)
    model: Model = item("Engagement model.", Meaning.RESPONSIBILITY)
    internal_fte: Decimal = item("Sponsor's full-time equivalents.", Meaning.PEOPLE, least=0)
    functions: tuple[FunctionEffort, ...] = item(
        "The full-time equivalents by function.", Meaning.PEOPLE, default=()
    )
    cost: Money = item("Total cost.", Meaning.MONEY)
    risk: Decimal = item("Risk score from 1 (low) to 5 (high).", Meaning.QUALITY, least=1, most=5)
    note: str = item("What decides for or against it.", Meaning.RESPONSIBILITY)


@record
class PortfolioWork(Record):
    """The work of the whole portfolio in one year, in full-time equivalents: what a partners' share rests on."""

    year: int = item("Year that is counted.", Meaning.TIME)
    internal: Decimal = item("Full-time equivalents inside.", Meaning.PEOPLE)
    external: Decimal = item("Full-time equivalents of partners.", Meaning.PEOPLE)


@record
class Keep(Record):
    """An activity that was asked about: whether it gives a competitive advantage that should stay inside."""

    KEY: ClassVar[tuple[str, ...]] = ("activity",)

    activity: str = item("Activity.", Meaning.RESPONSIBILITY, refers="activity")
    advantage: bool = item("Yes: it is kept.", Meaning.RESPONSIBILITY)
    reason: str = item("Why.", Meaning.RESPONSIBILITY)


@record
class AwardStep(Record):
    """A step from the need to the signed work order."""

    KEY: ClassVar[tuple[str, ...]] = ("state",)

    state: Literal[
        "need",
        "memo approved",
        "request for proposal",
        "bids received",
        "bid defence",
        "award",
        "letter of intent",
        "work order signed",
    ] = item("State that was reached.", Meaning.TIME)
    date: dt.date = item("Date.", Meaning.TIME)
    owner: str = item("Role that answers for the step.", Meaning.RESPONSIBILITY, refers="role")
    artefact: str = item("What shows it.", Meaning.QUALITY)


@record
class Approval(Record):
    """An approval of a decision."""

    KEY: ClassVar[tuple[str, ...]] = ("role",)

    role: str = item("Role that approved.", Meaning.RESPONSIBILITY, refers="role")
    person: str = item("Name.", Meaning.PEOPLE)
    date: dt.date = item("Date.", Meaning.TIME)
    condition: str | None = item("Condition of the approval.", Meaning.RESPONSIBILITY, default=None)


@record
class JointReview(Record):
    """A document that sponsor and CRO reviewed together before the contract."""

    KEY: ClassVar[tuple[str, ...]] = ("subject",)

    subject: str = item("Document.", Meaning.QUALITY)
    date: dt.date = item("Date.", Meaning.TIME)
    party: str = item("Party that took part.", Meaning.RESPONSIBILITY, refers="party")
    commitment: str = item("What was agreed.", Meaning.RESPONSIBILITY)


@record
class LetterOfIntent(Record):
    """Work authorised before the work order is signed."""

    party: str = item("Party that starts.", Meaning.RESPONSIBILITY, refers="party")
    date: dt.date = item("Date.", Meaning.TIME)
    expires: dt.date = item("Date on which it ends.", Meaning.TIME)
    tasks: tuple[str, ...] = item("Start-up tasks that are authorised.", Meaning.RESPONSIBILITY)
    fees: Money = item("Most that is paid for fees.", Meaning.MONEY)
    pass_through: Money = item("Most that is paid for pass-through costs.", Meaning.MONEY)


@record
class Decision(Identified):
    """The decision to outsource a study (data/studies/<study>/decision.yaml)."""

    KIND: ClassVar[str] = "decision"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    date: dt.date = item("Date of the decision.", Meaning.TIME)
    level: Level = item("Level of the decision.", Meaning.RESPONSIBILITY)
    proposal: str = item("What is proposed, in two or three sentences.", Meaning.RESPONSIBILITY)
    reasons: tuple[
        Literal["capacity", "expertise", "cost", "speed", "geography", "technology", "focus"], ...
    ] = item("Why work is outsourced.", Meaning.RESPONSIBILITY)
    scope: str = item("What is outsourced.", Meaning.RESPONSIBILITY)
    budget: Money = item("Budget that is available.", Meaning.MONEY)
    timing: str = item("Dates that matter.", Meaning.TIME)
    outsourcing_lead: str = item(
        "Role that leads from here to the award.", Meaning.RESPONSIBILITY, refers="role"
    )
    lead_from: dt.date = item("Date from which that role is filled.", Meaning.PEOPLE)
    principles: tuple[str, ...] = item(
        "Principles the decision was held against.", Meaning.RESPONSIBILITY, refers="principle"
    )
    criteria: Mapping[str, Score] = item(
        "Scores by criterion.", Meaning.RESPONSIBILITY, keys="decision_criterion"
    )
    suitability: Mapping[str, Score] = item(
        "Lean suitability by factor.", Meaning.RESPONSIBILITY, default={}, keys="suitability_factor"
    )
    lean_reason: str | None = item("Why lean oversight is chosen.", Meaning.RESPONSIBILITY, default=None)
    accepted_risks: tuple[str, ...] = item(
        "Risks that are accepted.", Meaning.QUALITY, default=(), refers="risk"
    )
    kept: tuple[Keep, ...] = item(
        "Activities asked about for competitive advantage.", Meaning.RESPONSIBILITY, default=()
    )
    options: Mapping[str, Option] = item("Options that were weighed.", Meaning.MONEY)
    chosen: str = item("Id of the chosen option.", Meaning.RESPONSIBILITY)
    qualification_gate: str = item("What a provider must show before it is engaged.", Meaning.QUALITY)
    outsourced_before: Percent = item("Share of work done by partners before.", Meaning.RESPONSIBILITY)
    outsourced_after: Percent = item("Share of work done by partners after.", Meaning.RESPONSIBILITY)
    work_before: PortfolioWork | None = item(
        "The work on which the share before rests.", Meaning.PEOPLE, default=None
    )
    work_after: PortfolioWork | None = item(
        "The work on which the share after rests.", Meaning.PEOPLE, default=None
    )
    conditions: tuple[str, ...] = item("Conditions.", Meaning.RESPONSIBILITY, default=())
    approvals: tuple[Approval, ...] = item("Approvals.", Meaning.RESPONSIBILITY)
    award: tuple[AwardStep, ...] = item("Steps to the signed work order.", Meaning.TIME)
    joint_reviews: tuple[JointReview, ...] = item("Early reviews with the CRO.", Meaning.QUALITY, default=())
    letters_of_intent: Mapping[str, LetterOfIntent] = item(
        "Letters of intent by id.", Meaning.MONEY, default={}
    )
