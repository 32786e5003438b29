"""What a co-investment takes from invoices for direct fees, within its cap.

Formula, from the clause co-investment of the clause library: the reductions of all invoices for direct fees together are
the lesser of the cap and ``reduction`` percent of what they come to before advances and holdback, rounded half-even once. An
invoice carries the reduction of all invoices up to it less that of those before, so that no rounding is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from remit.calc.caps import capped, part
from remit.calc.money import total
from remit.calc.payments.invoice import FEES, Invoice
from remit.model.money import WorkOrder
from remit.model.risk_sharing import CoInvestment
from remit.model.values import Money


def reducing(order: WorkOrder) -> CoInvestment | None:
    """The co-investment of an order whose invoices for direct fees can be told from others.

    None where it has none, and where milestones of the contract value pay for fees and pass-through costs together.
    """
    return order.co_investment if order.payment.base != "contract value" else None


def reduced(terms: CoInvestment, fees: Sequence[Money]) -> Money:
    """The reductions of invoices for direct fees together: their share, at most the cap.

    Raises ValueError where the fees are in another currency than the cap.
    """
    base = Fraction(total(fees, terms.cap.currency).amount)
    return capped(base * part(terms.reduction.value), Fraction(terms.cap.amount), terms.cap.currency)


def taken_off(terms: CoInvestment, invoices: Sequence[Invoice]) -> tuple[Invoice, ...]:
    """Invoices in the order in which they are sent, each for direct fees with its reduction; others are as they were."""
    found: list[Invoice] = []
    fees: list[Money] = []
    before = total((), terms.cap.currency)
    for one in invoices:
        if one.kind not in FEES:
            found.append(one)
            continue
        fees.append(one.amount)
        so_far = reduced(terms, fees)
        found.append(replace(one, reduced=so_far - before))
        before = so_far
    return tuple(found)
