"""What the template of a memo on a decision to outsource sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypedDict

from remit.calc.competences import given_away
from remit.calc.deciding import Compared, compared, scored, unweighed, way_of_ranking
from remit.documents.internal import DecisionMemo
from remit.documents.internal_views import (
    ApprovalView,
    FunctionView,
    KeepView,
    OptionView,
    ScoreView,
    Weighing,
)
from remit.model.decisions import (
    Decision,
    DecisionCriterion,
    EngagementModel,
    Option,
    Principle,
    Principles,
    Score,
    SuitabilityFactor,
)
from remit.model.ledger import Ledger
from remit.model.oversight import Risk
from remit.model.parties import Party, Role
from remit.model.playbook import Thresholds
from remit.model.services import Activity
from remit.model.studies import Study


class DecisionMemoOffers(TypedDict):
    """What a decision memo may print of its own."""

    decision: Decision
    study: Study
    sponsor: Party
    lead: Role
    chosen: Option
    model: EngagementModel | None
    compared: tuple[Compared, ...]
    options: tuple[OptionView, ...]
    functions: tuple[FunctionView, ...]
    ranking: str
    not_weighed: tuple[str, ...]
    criteria: Weighing
    suitability: Weighing | None
    principles: Principles
    held_against: tuple[Principle, ...]
    thresholds: Thresholds
    reaches_target: bool
    kept: tuple[KeepView, ...]
    risks: tuple[Risk, ...]
    approvals: tuple[ApprovalView, ...]


def decision_memo(ledger: Ledger, memo: DecisionMemo) -> DecisionMemoOffers:
    """Everything of its own that the template of a decision memo may print. Raises KeyError for a dangling reference."""
    (one,) = ledger.in_study(Decision, memo.study)
    principles = ledger.one(Principles)
    study, roles = ledger.of(Study)[memo.study], ledger.of(Role)
    ranked = compared(one.options, principles.option_weights)
    limits = ledger.thresholds
    return {
        "decision": one,
        "study": study,
        "sponsor": ledger.of(Party)[study.sponsor or ""],
        "lead": roles[one.outsourcing_lead],
        "chosen": one.options[one.chosen],
        "model": next(
            (m for m in principles.models.values() if m.model == one.options[one.chosen].model), None
        ),
        "compared": ranked,
        "options": tuple(_option(one, study, each) for each in ranked),
        "functions": _functions(ranked),
        "ranking": way_of_ranking(principles.option_weights),
        "not_weighed": unweighed(one),
        "criteria": _weighing(principles, ledger.of(DecisionCriterion), one.criteria),
        "suitability": _weighing(principles, ledger.of(SuitabilityFactor), one.suitability)
        if one.suitability
        else None,
        "principles": principles,
        "held_against": tuple(ledger.of(Principle)[id] for id in one.principles),
        "thresholds": limits,
        "reaches_target": one.outsourced_after.value >= limits.outsourced_share.value,
        "kept": _kept(ledger, one),
        "risks": tuple(ledger.of(Risk)[id] for id in one.accepted_risks),
        "approvals": tuple(ApprovalView(approval, roles[approval.role]) for approval in one.approvals),
    }


def _option(one: Decision, study: Study, each: Compared) -> OptionView:
    option = each.option
    return OptionView(
        option=option,
        chosen=option.id == one.chosen,
        points="" if each.total is None else f"{float(each.total):.1f}",
        place="" if each.place is None else str(each.place),
        beaten_by=tuple(one.options[id] for id in each.beaten_by),
        above_cap=study.fte_cap is not None and option.internal_fte > study.fte_cap,
        above_budget=option.cost.currency == one.budget.currency and option.cost.amount > one.budget.amount,
    )


def _functions(ranked: Sequence[Compared]) -> tuple[FunctionView, ...]:
    """Functions in the order of first mention; an option that says nothing of one takes none of it."""
    effort = [{row.function: row.fte for row in each.option.functions} for each in ranked]
    names = dict.fromkeys(name for of in effort for name in of)
    return tuple(
        FunctionView(name, tuple(f"{of.get(name, Decimal(0)):f}" for of in effort)) for name in names
    )


def _weighing(
    principles: Principles,
    known: Mapping[str, DecisionCriterion] | Mapping[str, SuitabilityFactor],
    scores: Mapping[str, Score],
) -> Weighing:
    found = scored({id: one.weight for id, one in known.items()}, scores)
    rows = tuple(
        ScoreView(one, scores.get(id), f"{float(found.parts[id]):.2f}" if id in found.parts else "")
        for id, one in known.items()
    )
    return Weighing(rows, f"{float(found.total):.2f}", found.total >= principles.lean_threshold)


def _kept(ledger: Ledger, one: Decision) -> tuple[KeepView, ...]:
    known, parties = ledger.of(Activity), ledger.of(Party)
    elsewhere = {keep.activity: parties[party].short_name for keep, party in given_away(ledger, one)}
    return tuple(
        KeepView(keep, known.get(keep.activity), elsewhere.get(keep.activity, "")) for keep in one.kept
    )
