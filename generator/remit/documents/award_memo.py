"""What the template of a memo on a selection and its award sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from remit.calc.bids import (
    comparable,
    far_off_in_words,
    nothing_far_off,
    prices_far_off,
    totals_far_off,
)
from remit.calc.normalised import (
    from_median_in_words,
    normalised,
    on_our_quantities,
    volumes_of,
)
from remit.calc.ranking import Standing, standings
from remit.calc.sensitivity import Robustness, robustness
from remit.documents.internal import AwardMemo
from remit.documents.internal_views import (
    AmountRow,
    BidView,
    CriterionView,
    GateAnswer,
    GateRow,
    ProposedView,
)
from remit.figures.weights import firm_in_words
from remit.figures.weights import told as turns_told
from remit.model.decisions import AwardStep, Decision
from remit.model.ledger import Ledger
from remit.model.parties import Party, Role
from remit.model.playbook import Thresholds
from remit.model.selection import Bid, Gate, Selection, SelectionCriterion
from remit.model.services import Service
from remit.model.studies import Study
from remit.model.values import Money


class AwardMemoOffers(TypedDict):
    """What an award memo may print of its own."""

    selection: Selection
    study: Study
    sponsor: Party
    winner: Bid
    services: tuple[Service, ...]
    consulted: tuple[Role, ...]
    standings: tuple[Standing, ...]
    robustness: Robustness | None
    thresholds: Thresholds
    bids: tuple[BidView, ...]
    criteria: tuple[CriterionView, ...]
    firmness: str
    gates: tuple[GateRow, ...]
    prices: tuple[AmountRow, ...]
    far_off: tuple[str, ...]
    people: tuple[ProposedView, ...]
    decision: Decision | None
    award: AwardStep | None
    awarded_by: Role | None


def award_memo(ledger: Ledger, memo: AwardMemo) -> AwardMemoOffers:
    """Everything of its own that the template of an award memo may print. Raises KeyError for a dangling reference."""
    (one,) = ledger.in_study(Selection, memo.study)
    study, roles = ledger.of(Study)[memo.study], ledger.of(Role)
    found = standings(one, ledger.of(Gate))
    firm = robustness(one, found)
    titles = {id: ledger.of(SelectionCriterion)[id].title for id in one.weights}
    names = {id: bid.bidder for id, bid in one.bids.items()}
    decision = next(iter(ledger.in_study(Decision, memo.study)), None)
    steps = decision.award if decision else ()
    award = next((step for step in steps if step.state == "award"), None)
    return {
        "selection": one,
        "study": study,
        "sponsor": ledger.of(Party)[study.sponsor or ""],
        "winner": one.bids[one.winner],
        "services": tuple(ledger.of(Service)[id] for id in one.services),
        "consulted": tuple(roles[id] for id in one.consulted),
        "standings": found,
        "robustness": firm,
        "thresholds": ledger.thresholds,
        "bids": tuple(_bid(ledger, one, each) for each in found),
        "criteria": _criteria(ledger, one, found, firm, names),
        "firmness": firm_in_words(firm, titles, names) if firm else "",
        "gates": _gates(ledger, found),
        "prices": tuple(_prices(one, found)),
        "far_off": _far_off(ledger, one),
        "people": tuple(ProposedView(each, roles[each.role]) for each in one.bids[one.winner].team),
        "decision": decision,
        "award": award,
        "awarded_by": roles[award.owner] if award else None,
    }


def _bid(ledger: Ledger, one: Selection, each: Standing) -> BidView:
    gates, criteria = ledger.of(Gate), ledger.of(SelectionCriterion)
    why = [f"misses: {gates[id].title}" for id in each.failed]
    why += [f"open: {gates[id].title}" for id in each.unanswered]
    why += [f"no score: {criteria[id].title}" for id in each.unscored]
    return BidView(
        bid=each.bid,
        place=str(each.place or ""),
        score=f"{float(each.score):.2f}",
        won=each.bid.id == one.winner,
        why_not="; ".join(why),
    )


def _criteria(
    ledger: Ledger,
    one: Selection,
    found: Sequence[Standing],
    firm: Robustness | None,
    names: Mapping[str, str],
) -> tuple[CriterionView, ...]:
    turns = {each.criterion: turns_told(each, names) for each in firm.criteria} if firm else {}
    return tuple(
        CriterionView(
            criterion=ledger.of(SelectionCriterion)[id],
            weight=weight,
            scores=tuple(
                f"{each.bid.scores[id].score:f}" if id in each.bid.scores else "none" for each in found
            ),
            turns=turns.get(id, ""),
        )
        for id, weight in one.weights.items()
    )


def _gates(ledger: Ledger, found: Sequence[Standing]) -> tuple[GateRow, ...]:
    known = ledger.of(Gate)
    ids = dict.fromkeys((*known, *(id for each in found for id in each.bid.gates)))
    return tuple(GateRow(known[id].title, tuple(_answer(ledger, each, id) for each in found)) for id in ids)


def _answer(ledger: Ledger, each: Standing, gate: str) -> GateAnswer:
    result = each.bid.gates.get(gate)
    waiver = ledger.of(Role)[result.waived_by] if result and result.waived_by else None
    state = (
        "open" if result is None else "met" if result.met else "waived" if gate in each.waived else "not met"
    )
    return GateAnswer(each.bid.bidder, state, result, waiver)


def _prices(one: Selection, found: Sequence[Standing]) -> list[AmountRow]:
    """Amounts of the bids, in the order of their standing, on one footing."""
    by_bid = {each.bid.id: each for each in normalised(one)}
    rows = [by_bid[each.bid.id] for each in found]
    lines = [
        AmountRow("Direct fees", tuple(_whole(each.bid.direct) for each in rows)),
        AmountRow("Pass-through costs", tuple(_whole(each.bid.pass_through) for each in rows)),
        AmountRow("In all", tuple(_whole(each.total) for each in rows)),
        AmountRow("In all, from the median", tuple(from_median_in_words(each.from_median) for each in rows)),
        AmountRow(
            "Direct fees, from the median",
            tuple(from_median_in_words(each.direct_from_median) for each in rows),
        ),
    ]
    for name in volumes_of(one.volumes):
        amounts = tuple(
            _whole((each.whole if name == "participant" else each.direct).get(name)) for each in rows
        )
        lines.append(AmountRow(f"A {name}", amounts))
    repriced = [on_our_quantities(one, each.bid) for each in rows]
    if any(repriced):
        lines.append(
            AmountRow(
                "Direct fees on our quantities",
                tuple(
                    f"{_whole(each.direct)}{f', without {len(each.missing)} lines' if each.missing else ''}"
                    if each
                    else "not priced"
                    for each in repriced
                ),
            )
        )
    return lines


def _whole(amount: Money | None) -> str:
    """An amount without its minor unit, where it is only compared."""
    return f"{amount.currency} {amount.amount:,.0f}" if amount else "none"


def _far_off(ledger: Ledger, one: Selection) -> tuple[str, ...]:
    level, limits = comparable(one), ledger.thresholds
    far = (*totals_far_off(level, limits), *prices_far_off(one.grid, level, limits))
    return tuple(far_off_in_words(one, each) for each in far) or (nothing_far_off(one, limits),)
