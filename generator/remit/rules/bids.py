"""SEL, continued: bids compared on the same quantities, and prices that are far from the others."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.bids import FarOff, comparable, prices_far_off, totals_far_off
from remit.calc.money import line_amount, total
from remit.model.decisions import Decision
from remit.model.ledger import Ledger
from remit.model.selection import Selection
from remit.rules.prices import amounts
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
        if whole(ledger, selection):
            bids = comparable(selection)
            yield from map(_far_total, totals_far_off(bids, ledger.thresholds))
            yield from map(_far_price, prices_far_off(selection.grid, bids, ledger.thresholds))


def _far_total(one: FarOff) -> Problem:
    message = (
        f"{one.bid.bidder} offers {one.own} {one.part}, {one.below:.1f} % below the median of {one.median:,f}"
    )
    hint = "ask what is not included, or mark it not comparable"
    return Problem(message, one.bid.at("direct"), hint)


def _far_price(one: FarOff) -> Problem:
    message = f"{one.bid.bidder} asks {one.own} for one unit of '{one.line}'; the median is {one.median:,f}"
    hint = "ask what the price holds, and correct an error of units"
    return Problem(message, one.bid.lines[one.line].at("unit_price"), hint)


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


@must("SEL-040")
def one_currency_in_a_tender(ledger: Ledger) -> Iterator[Problem]:
    """All amounts of a tender are in one currency, and so are those of a decision to outsource.

    Why: Bids and options in two currencies are compared by whoever converts them; the rules on prices do not compare them.

    Wrong:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            pass_through: 460000 EUR

    Right:
        # data/studies/al-101/selection.yaml
        bids:
          third:
            pass_through: 460000 USD

    Source: tender practice.
    """
    for record in (*ledger.every(Selection), *ledger.every(Decision)):
        found = list(amounts(record)) if whole(ledger, record) else []
        for money, where in found[1:]:
            first, place = found[0]
            if money.currency != first.currency:
                yield Problem(
                    f"{money} is not in {first.currency}, in which {first} is written",
                    where,
                    "convert it at the rate of one day, and say in the text which",
                    see("the first amount", place),
                )


RULES = (no_bid_far_off, same_quantities, bid_adds_up, one_currency_in_a_tender)
