"""SEL: bids are scored, compared on the same quantities, and the winner passes the gates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from remit.calc.bids import bid_total, median_of
from remit.calc.money import line_amount, total
from remit.findings import Where
from remit.model.decisions import Decision, Principles
from remit.model.ledger import Ledger
from remit.model.parties import Role
from remit.model.playbook import Playbook
from remit.model.selection import Bid, Gate, Selection, SelectionRules
from remit.model.studies import Study
from remit.model.values import Percent
from remit.rules.rule import Problem, complete, listed, must, see, should, whole
from remit.schema.cerberus import nearest


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


@should("SEL-004")
def no_bid_far_off(ledger: Ledger) -> Iterator[Problem]:
    """No bid, and no unit price of one, is far from the median of comparable bids.

    Why: A price far below the others is a misunderstanding or the first of many change orders. The playbook's thresholds
    'bid_below_median', 'unit_price_low' and 'unit_price_high' say what is far.

    Wrong:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            direct: 150000 USD
            pass_through: 460000 USD
            lines:
              visits:
                unit_price: 1500 USD

    Right:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            direct: 380000 USD

    Source: tender practice.
    """
    for selection in ledger.every(Selection):
        bids = [bid for bid in selection.bids.values() if bid.comparable]
        if whole(ledger, selection):
            yield from _totals_far_off(ledger, bids)
            for id in selection.grid:
                yield from _prices_far_off(ledger, bids, id)


def _totals_far_off(ledger: Ledger, bids: list[Bid]) -> Iterator[Problem]:
    share = next((one.thresholds.bid_below_median for one in _playbooks(ledger)), Percent(Decimal(20)))
    totals = {bid.id: found for bid in bids if (found := bid_total(bid))}
    for bid in bids:
        for what, own, others in (
            ("in all", totals.get(bid.id), totals.values()),
            ("for direct fees", bid.direct, [one.direct for one in bids]),
        ):
            middle = median_of(others, own.currency) if own else None
            if own and middle and own.amount < middle * (1 - share.fraction):
                below = (1 - own.amount / middle) * 100
                message = f"{bid.bidder} offers {own} {what}, {below:.1f} % below the median of {middle:,f}"
                yield Problem(
                    message, bid.at("direct"), "ask what is not included, or mark it not comparable"
                )
                break


def _prices_far_off(ledger: Ledger, bids: list[Bid], id: str) -> Iterator[Problem]:
    low, high = next(
        ((one.thresholds.unit_price_low, one.thresholds.unit_price_high) for one in _playbooks(ledger)),
        (Decimal("0.5"), Decimal(2)),
    )
    for bid in bids:
        if id in bid.lines:
            own = bid.lines[id].unit_price
            middle = median_of((one.lines[id].unit_price for one in bids if id in one.lines), own.currency)
            if middle and not low * middle <= own.amount <= high * middle:
                message = f"{bid.bidder} asks {own} for one unit of '{id}'; the median is {middle:,f}"
                hint = "ask what the price holds, and correct an error of units"
                yield Problem(message, bid.lines[id].at("unit_price"), hint)


def _playbooks(ledger: Ledger) -> Iterator[Playbook]:
    yield from ledger.every(Playbook)


@must("SEL-005")
def same_quantities(ledger: Ledger) -> Iterator[Problem]:
    """All comparable bids price the same lines in the same quantities.

    Why: Totals over different quantities do not say who is cheaper. A bid that was priced otherwise is marked as not
    comparable.

    Wrong:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            direct: 342000 USD
            lines:
              visits:
                quantity: 90

    Right:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            direct: 342000 USD
            comparable: no
            lines:
              visits:
                quantity: 90

    Source: tender practice.
    """
    for selection in ledger.every(Selection):
        for bid in selection.bids.values():
            if not bid.comparable or not selection.grid or not whole(ledger, selection):
                continue
            missing = [line.description for id, line in selection.grid.items() if id not in bid.lines]
            if missing:
                where = bid.at("lines").key() if bid.lines else bid.where.key()
                message = f"{bid.bidder} has no price for: {listed(missing)}"
                yield Problem(message, where, "add it, or write 'comparable: no'")
            for id, line in bid.lines.items():
                asked = selection.grid.get(id)
                if asked is None:
                    message = f"{bid.bidder} prices '{id}', which is not in the grid"
                    yield Problem(
                        message, line.where.key(), "remove it, or add it to the grid for all bidders"
                    )
                elif line.quantity != asked.quantity:
                    yield Problem(
                        f"{bid.bidder} prices {line.quantity.normalize():,f} of '{asked.description}', asked were "
                        f"{asked.quantity.normalize():,f}",
                        line.at("quantity"),
                        "correct it, or write 'comparable: no'",
                        see("the grid", asked.at("quantity")),
                    )


@must("SEL-006")
def bid_adds_up(ledger: Ledger) -> Iterator[Problem]:
    """The lines of a bid add up to its direct fees.

    Why: The winner's lines become the work order; a total that they do not reach is a gap on the day of signing.

    Wrong:
        # data/studies/al-101/selection.yaml
        bids:
          brightwell:
            direct: 401000 USD

    Right:
        # data/studies/al-101/selection.yaml
        bids:
          brightwell:
            direct: 400000 USD

    Source: tender practice.
    """
    for selection in ledger.every(Selection):
        for bid in selection.bids.values():
            prices = bid.lines.values()
            same = all(line.unit_price.currency == bid.direct.currency for line in prices)
            if bid.lines and same and whole(ledger, selection):
                found = total(
                    (line_amount(line.quantity, line.unit_price) for line in prices), bid.direct.currency
                )
                if found != bid.direct:
                    message = f"the lines of {bid.bidder} add up to {found}, not {bid.direct}"
                    yield Problem(message, bid.at("direct"), "correct a line or the total")


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


RULES = (
    weights_sum_to_hundred,
    scores_complete,
    winner_passes_gates,
    no_bid_far_off,
    same_quantities,
    bid_adds_up,
    winner_provides,
)
