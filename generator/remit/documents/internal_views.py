"""What templates of internal documents see beside the records: figures computed, brought together and put into words."""

from __future__ import annotations

import datetime as dt

from remit.frozen import dataclass
from remit.model.decisions import Approval, DecisionCriterion, Keep, Option, Score, SuitabilityFactor
from remit.model.parties import AcquisitionOption, Role
from remit.model.performance import Effort, IssueEntry, MetricValue
from remit.model.quality import Metric
from remit.model.selection import Bid, GateResult, ProposedPerson, SelectionCriterion
from remit.model.services import Activity
from remit.model.values import Percent


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option of a decision beside the others. ``points`` and ``place`` are empty where options cannot be compared."""

    option: Option
    chosen: bool
    points: str
    place: str
    beaten_by: tuple[Option, ...]
    above_cap: bool
    above_budget: bool


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A criterion with its score from 1 to 5 (none: not scored) and that score times its weight."""

    criterion: DecisionCriterion | SuitabilityFactor
    score: Score | None
    weighted: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """Scores of one kind with their weighted sum, and whether that reaches the threshold for lean oversight."""

    rows: tuple[ScoreView, ...]
    total: str
    lean: bool


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A function of the sponsor with the full-time equivalents that each option takes of it."""

    function: str
    fte: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepView:
    """An activity asked about for competitive advantage; ``given_to`` names who answers for it though it was to be kept."""

    keep: Keep
    activity: Activity | None
    given_to: str


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """An approval with its role."""

    approval: Approval
    role: Role


@dataclass(frozen=True, slots=True)
class BidView:
    """A bid with its place and weighted score; ``why_not`` says what keeps it from winning."""

    bid: Bid
    place: str
    score: str
    won: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion of a selection with the score of each bid, and the weights at which another bid leads."""

    criterion: SelectionCriterion
    weight: Percent
    scores: tuple[str, ...]
    turns: str


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What a bid answers to a gate: met, waived, not met or open; with what was seen."""

    bidder: str
    state: str
    result: GateResult | None
    waived_by: Role | None


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate with the answer of each bid."""

    title: str
    answers: tuple[GateAnswer, ...]


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A line of computed figures, one for each bid."""

    title: str
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedView:
    """A person whom the winner proposes."""

    person: ProposedPerson
    role: Role


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension of a scorecard with its status and how many metrics have each."""

    name: str
    status: str
    green: str
    acceptable: str
    amber: str
    red: str
    unmeasured: str


@dataclass(frozen=True, slots=True)
class MetricView:
    """A metric of a scorecard: figure and status, what changed, where it leads, and what was agreed."""

    metric: Metric
    value: MetricValue | None
    figure: str
    status: str
    change: str
    tendency: str
    breach: bool
    lacking: tuple[str, ...]
    owner: Role | None
    leads: str
    crosses: dt.date | None


@dataclass(frozen=True, slots=True)
class TeamView:
    """What one team thinks of the work together, of 10."""

    team: str
    score: str
    answers: str
    status: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue of the period with the role that approved what was proposed."""

    issue: IssueEntry
    grade: str
    approver: Role | None


@dataclass(frozen=True, slots=True)
class EffortView:
    """The sponsor's own effort in the period by function, with sums and the cap that applied."""

    rows: tuple[Effort, ...]
    planned: str
    actual: str
    cap: str
    over: str


@dataclass(frozen=True, slots=True)
class AcquisitionOptionView:
    """An option to build or to buy with its cost over all years, as it is and discounted, and divided by its quality."""

    option: AcquisitionOption
    chosen: bool
    cost: str
    discounted: str
    by_quality: str
    beaten_by: tuple[AcquisitionOption, ...]
