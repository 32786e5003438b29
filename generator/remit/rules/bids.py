"""SEL, continued: bids compared on the same quantities, and prices that are far from the others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.bids import bid_total, median_of
from remit.calc.money import line_amount, total
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook
from remit.model.selection import Bid, Selection
from remit.model.values import Percent
from remit.rules.rule import Problem, listed, must, see, should, whole


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


RULES = (no_bid_far_off, same_quantities, bid_adds_up)
