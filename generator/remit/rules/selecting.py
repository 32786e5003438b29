"""SEL: criteria have weights, bids have scores, and the winner passes the gates and does the work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from remit.calc.deciding import MEASURES
from remit.calc.ranking import leaders, standings
from remit.findings import Where
from remit.model.decisions import Decision, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.selection import Gate, Selection, SelectionRules
from remit.model.studies import Study
from remit.model.values import Percent
from remit.rules.rule import Problem, complete, listed, must, see, should, whole
from remit.schema.nearest import nearest


@must("SEL-001")
def weights_sum_to_hundred(ledger: Ledger) -> Iterator[Problem]:
    """Weights of the criteria of a selection or decision sum to 100 %.

    Why: A score out of a sum that is not 100 cannot be compared with another, or with a threshold.

    Wrong:
        # data/studies/al-101/selection.yaml
        weights:
          team: 80 %

    Right:
        # data/studies/al-101/selection.yaml
        weights:
          team: 70 %

    Source: selection practice.
    """
    for weights, where in _weightings(ledger):
        found = sum((weight.value for weight in weights.values()), Decimal(0))
        if weights and found != 100:
            yield Problem(
                f"the weights sum to {found.normalize():f} %, not 100 %", where, "correct the weights"
            )


def _weightings(ledger: Ledger) -> Iterator[tuple[Mapping[str, Percent], Where]]:
    for selection in ledger.every(Selection):
        if whole(ledger, selection):
            yield selection.weights, selection.at("weights").key()
    for rules in ledger.every(SelectionRules):
        if whole(ledger, rules):
            yield {id: one.weight for id, one in rules.criteria.items()}, rules.at("criteria").key()
    for principles in ledger.every(Principles):
        if whole(ledger, principles):
            yield {id: one.weight for id, one in principles.criteria.items()}, principles.at("criteria").key()
            if principles.option_weights:
                counted = principles.option_weights
                yield (
                    {name: getattr(counted, name) for name in MEASURES},
                    principles.at("option_weights").key(),
                )
            factors = {id: one.weight for id, one in principles.suitability.items()}
            yield factors, principles.at("suitability").key()


@must("SEL-002")
def scores_complete(ledger: Ledger) -> Iterator[Problem]:
    """Every bid is scored from 1 to 5 on every criterion that has a weight, and so is a decision.

    Why: A criterion that was not scored counts as nothing and decides without being seen.

    Wrong:
        # data/studies/al-101/selection.yaml
        bids:
          brightwell:
            scores:
              price:
                score: 6

    Right:
        # data/studies/al-101/selection.yaml
        bids:
          brightwell:
            scores:
              price:
                score: 3

    Source: selection practice.
    """
    for selection in ledger.every(Selection):
        for bid in selection.bids.values():
            missing = [id for id in selection.weights if id not in bid.scores]
            if missing and whole(ledger, selection):
                message = f"{bid.bidder} has no score for {listed(missing)}"
                yield Problem(message, bid.at("scores").key(), "add the scores with their evidence")
            for entry in bid.scores.values():
                yield from _in_range(entry.score, entry.at("score"))
    for decision in ledger.every(Decision):
        for score in (*decision.criteria.values(), *decision.suitability.values()):
            yield from _in_range(score.score, score.at("score"))


def _in_range(score: Decimal, where: Where) -> Iterator[Problem]:
    if not 1 <= score <= 5:
        yield Problem(f"a score runs from 1 to 5, not {score.normalize():f}", where, "correct the score")


@must("SEL-003")
def winner_passes_gates(ledger: Ledger) -> Iterator[Problem]:
    """The winner of a selection is one of the bids and meets every gate, or the sponsor has approved a waiver.

    Why: A gate that the winner may miss without anybody deciding so is no gate.

    Wrong:
        # data/studies/al-101/selection.yaml
        winner: second

    Right:
        # data/studies/al-101/selection.yaml
        winner: brightwell

    Source: ICH E6(R3) 3.6.8 (suitability of service providers).
    """
    for selection in ledger.every(Selection):
        bid = selection.bids.get(selection.winner)
        if bid is None:
            if whole(ledger, selection):
                hint = nearest(selection.winner, list(selection.bids)) or "name the id of a bid"
                yield Problem(f"there is no bid '{selection.winner}'", selection.at("winner"), hint)
            continue
        missing = [gate.title for gate in ledger.of(Gate).values() if gate.id not in bid.gates]
        if missing and whole(ledger, selection):
            message = f"nothing is said about whether {bid.bidder} meets: {listed(missing)}"
            yield Problem(message, bid.at("gates").key(), "add what was seen")
        for id, result in bid.gates.items():
            gate, role = ledger.of(Gate).get(id), ledger.of(Role).get(result.waived_by or "")
            title = gate.title if gate else id
            won = see("the winner", selection.at("winner"))
            if not result.met and not result.waived_by:
                message = f"{bid.bidder} won, but does not meet the gate '{title}'"
                yield Problem(message, result.at("met"), "record who waived it, or choose another bid", won)
            elif not result.met and role and role.party != "sponsor":
                message = f"{role.title} is no role of the sponsor and cannot waive the gate '{title}'"
                yield Problem(message, result.at("waived_by"), "name a role of the sponsor", won)


@must("SEL-011")
def winner_provides(ledger: Ledger) -> Iterator[Problem]:
    """The winner of a selection provides the services that were tendered.

    Why: A study in which another party works than the one that was chosen has no record of why.

    Wrong:
        # data/studies/al-101/selection.yaml
        services: [site-monitoring, quality-assurance]

    Right:
        # data/studies/al-101/selection.yaml
        services: [site-monitoring]

    Source: ICH E6(R3) 3.6.8; procurement practice.
    """
    if not complete(ledger, Study):
        return
    for selection in ledger.every(Selection):
        study, bid = ledger.of(Study).get(selection.study), selection.bids.get(selection.winner)
        if study is None or bid is None or bid.party is None:
            continue
        for place, id in enumerate(selection.services):
            provided = study.services.get(id)
            if provided and provided.provider != bid.party:
                yield Problem(
                    f"{bid.bidder} won '{id}', but {provided.provider} provides it in study {study.protocol_id}",
                    selection.at("services", place),
                    "correct the study, or remove the service",
                    see("the provider", provided.at("provider")),
                )


@should("SEL-014")
def winner_comes_first(ledger: Ledger) -> Iterator[Problem]:
    """The winner of a selection has the highest weighted score among the bids that pass the gates.

    Why: Scores that do not lead to the choice were not the reason for it. The real reason belongs into a criterion, before
    bids are opened.

    Wrong:
        # data/studies/al-101/selection.yaml
        winner: third

    Right:
        # data/studies/al-101/selection.yaml
        winner: brightwell

    Source: procurement practice.
    """
    for selection in ledger.every(Selection):
        found = standings(selection, ledger.of(Gate))
        first = leaders(found)
        won = next((one for one in found if one.bid.id == selection.winner), None)
        if won and won.may_win and first and won not in first and whole(ledger, selection):
            best = first[0]
            yield Problem(
                f"{won.bid.bidder} won with {float(won.score):.2f}, but {best.bid.bidder} has "
                f"{float(best.score):.2f} and meets every gate",
                selection.at("winner"),
                "choose the first, or accept the finding with the reason and its owner",
                see("the first", best.bid.where),
            )


RULES = (weights_sum_to_hundred, scores_complete, winner_passes_gates, winner_provides, winner_comes_first)
