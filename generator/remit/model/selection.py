"""How a provider is chosen: criteria and questions for all selections, and the bids and scores of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.values import Money, Percent


@record
class SelectionCriterion(Identified):
    """A criterion by which bidders are scored."""

    KIND: ClassVar[str] = "selection_criterion"

    title: str = item("The criterion.", Meaning.QUALITY)
    part: Literal["organisation", "individuals", "price"] = item("What is judged.", Meaning.QUALITY)
    weight: Percent = item("Usual weight.", Meaning.QUALITY)
    questions: tuple[str, ...] = item("Questions to bidders.", Meaning.QUALITY)
    evidence: str = item("What a score rests on.", Meaning.QUALITY)


@record
class Question(Identified):
    """A question of the request for proposal."""

    KIND: ClassVar[str] = "question"

    topic: Literal[
        "quality",
        "therapeutic area",
        "team",
        "technology",
        "geography",
        "diversity",
        "sustainability",
        "innovation",
        "culture",
        "price",
    ] = item("Topic.", Meaning.QUALITY)
    text: str = item("The question.", Meaning.QUALITY)


@record
class ProfileMetric(Identified):
    """A figure of a CRO's profile, with the range seen in the field."""

    KIND: ClassVar[str] = "profile_metric"

    title: str = item("The figure.", Meaning.QUALITY)
    unit: str = item("Unit.", Meaning.QUALITY)
    low: Decimal = item("Lower end of the range.", Meaning.QUALITY)
    high: Decimal = item("Upper end of the range.", Meaning.QUALITY)
    direction: Literal["higher", "lower"] = item("Which way is better.", Meaning.QUALITY)


@record
class Gate(Identified):
    """A condition that a winner must meet."""

    KIND: ClassVar[str] = "gate"

    title: str = item("The condition.", Meaning.QUALITY)
    evidence: str = item("What shows it.", Meaning.QUALITY)


@record
class SelectionRules(Record):
    """Criteria, questions, profile ranges and gates for selecting providers (data/selection.yaml)."""

    criteria: Mapping[str, SelectionCriterion] = item("Criteria by id.", Meaning.QUALITY)
    questions: Mapping[str, Question] = item("Question bank by id.", Meaning.QUALITY)
    profile: Mapping[str, ProfileMetric] = item("Profile figures by id.", Meaning.QUALITY)
    gates: Mapping[str, Gate] = item("Gates by id.", Meaning.QUALITY)


@record
class BidLine(Record):
    """A bidder's price for one line of the grid."""

    quantity: Decimal = item("Units priced.", Meaning.MONEY, least=0)
    unit_price: Money = item("Price of one unit.", Meaning.MONEY)


@record
class ProposedPerson(Record):
    """A person a bidder proposes, with their load."""

    KEY: ClassVar[tuple[str, ...]] = ("role",)

    role: str = item("Role.", Meaning.PEOPLE, refers="role")
    person: str = item("Name.", Meaning.PEOPLE)
    projects: int = item("Other projects of this person.", Meaning.PEOPLE)
    met: bool = item("Yes: met in the bid defence.", Meaning.PEOPLE)


@record
class CriterionScore(Record):
    """A bidder's score for one criterion."""

    score: Decimal = item("Score from 1 to 5.", Meaning.QUALITY)
    evidence: str = item("What the score rests on.", Meaning.QUALITY)
    scorer: str = item("Role that scored.", Meaning.RESPONSIBILITY, refers="role")


@record
class GateResult(Record):
    """Whether a bidder meets a gate."""

    met: bool = item("Yes: met.", Meaning.QUALITY)
    note: str = item("What was seen, or who waived it.", Meaning.QUALITY)
    waived_by: str | None = item(
        "Role that approved a waiver.", Meaning.RESPONSIBILITY, default=None, refers="role"
    )


@record
class Bid(Identified):
    """One bidder's offer and how it was judged."""

    bidder: str = item("Name of the bidder.", Meaning.RESPONSIBILITY)
    party: str | None = item(
        "The bidder as a party of the playbook, if it is one.",
        Meaning.RESPONSIBILITY,
        default=None,
        refers="party",
    )
    received: dt.date = item("Date of the offer.", Meaning.TIME)
    direct: Money = item("Direct fees.", Meaning.MONEY)
    pass_through: Money = item("Pass-through costs.", Meaning.MONEY)
    comparable: bool = item("Yes: priced on the quantities that were asked for.", Meaning.MONEY, default=True)
    lines: Mapping[str, BidLine] = item("Prices by line of the grid.", Meaning.MONEY, default={})
    scores: Mapping[str, CriterionScore] = item(
        "Scores by criterion.", Meaning.QUALITY, keys="selection_criterion"
    )
    gates: Mapping[str, GateResult] = item("Gates by id.", Meaning.QUALITY, keys="gate")
    team: tuple[ProposedPerson, ...] = item("Key people proposed.", Meaning.PEOPLE, default=())
    profile: Mapping[str, Decimal] = item(
        "Profile figures by id.", Meaning.QUALITY, default={}, keys="profile_metric"
    )


@record
class GridLine(Identified):
    """A line of the bid grid: the same quantity for every bidder."""

    service: str = item("Service.", Meaning.MONEY, refers="service")
    description: str = item("What is priced.", Meaning.MONEY)
    unit: str = item("Unit.", Meaning.MONEY)
    quantity: Decimal = item("Quantity that every bidder prices.", Meaning.MONEY, least=0)


@record
class Volumes(Record):
    """The volumes that every bidder was told to plan with. Prices are divided by them, so that bids can be compared."""

    participants: int = item("Participants to be enrolled.", Meaning.MONEY, heavier=Heavier.EITHER)
    visits: int | None = item(
        "Monitoring visits of all kinds.", Meaning.MONEY, default=None, heavier=Heavier.EITHER
    )
    months: int | None = item("Months of the contract.", Meaning.MONEY, default=None, heavier=Heavier.EITHER)


@record
class ProcessDates(Record):
    """Dates of the tender."""

    issued: dt.date = item("Request sent.", Meaning.TIME)
    questions_due: dt.date = item("Questions due.", Meaning.TIME)
    answers: dt.date = item("Answers sent.", Meaning.TIME)
    bids_due: dt.date = item("Bids due.", Meaning.TIME)
    defences: dt.date = item("Bid defences.", Meaning.TIME)
    decision: dt.date = item("Decision.", Meaning.TIME)


@record
class Selection(Identified):
    """The selection of a provider for a study (data/studies/<study>/selection.yaml)."""

    KIND: ClassVar[str] = "selection"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    title: str = item("What was tendered.", Meaning.RESPONSIBILITY)
    services: tuple[str, ...] = item("Services tendered.", Meaning.RESPONSIBILITY, refers="service")
    consulted: tuple[str, ...] = item(
        "Roles consulted because of the scope.", Meaning.RESPONSIBILITY, refers="role"
    )
    dates: ProcessDates = item("Dates of the tender.", Meaning.TIME)
    questions: tuple[str, ...] = item("Questions asked.", Meaning.QUALITY, default=(), refers="question")
    weights: Mapping[str, Percent] = item(
        "Weight of each criterion.", Meaning.QUALITY, keys="selection_criterion"
    )
    grid: Mapping[str, GridLine] = item("Bid grid.", Meaning.MONEY, default={})
    volumes: Volumes | None = item("Volumes that every bidder was told.", Meaning.MONEY, default=None)
    bids: Mapping[str, Bid] = item("Bids by id.", Meaning.MONEY)
    winner: str = item("Id of the winning bid.", Meaning.RESPONSIBILITY)
    reason: str = item("Why it won.", Meaning.RESPONSIBILITY)
