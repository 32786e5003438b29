"""What is kept back from invoices, and what of them was paid in advance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from remit.calc.money import share_of, total
from remit.calc.payments.invoice import Invoice, in_time
from remit.calc.payments.spreading import portions
from remit.model.money import WorkOrder
from remit.model.values import Money

Repayment = Callable[[str, Money], Invoice]


def held(fees: Sequence[Invoice], order: WorkOrder) -> tuple[Invoice, ...]:
    """Fees with their share kept back: the rounded share of all fees so far less what was kept before."""
    if order.holdback is None:
        return tuple(fees)
    kept: list[Invoice] = []
    earned = held = Money(Decimal(0), order.currency)
    for one in fees:
        earned += one.amount
        share = share_of(earned, order.holdback.share)
        now = share if share.amount <= order.holdback.total.amount else order.holdback.total
        kept.append(replace(one, held=now - held))
        held = now
    return tuple(kept)


def credited(order: WorkOrder, invoices: Sequence[Invoice], repayment: Repayment) -> tuple[Invoice, ...]:
    """The invoices with all advances credited; what no invoice can take is repaid."""
    found = list(invoices)
    repaid: list[Invoice] = []
    for advance in order.advances.values():
        places = _creditable(found, advance.stream)
        if advance.credit == "equal parts" and places:
            last = places[: max(advance.credit_invoices or 1, 1)]
            shares = portions(advance.amount, [Decimal(1)] * len(last))
            left = total(
                (_credit(found, place, share) for place, share in zip(last, shares, strict=True)),
                order.currency,
            )
        else:
            left = advance.amount
        for place in places:
            left = _credit(found, place, left)
        if left.amount:
            repaid.append(repayment(advance.stream, left))
    return (*found, *repaid)


def _creditable(invoices: Sequence[Invoice], stream: str) -> list[int]:
    """Places of the invoices of a stream, latest first; fees are credited against units where there are any."""
    kinds = {"pass-through": ("pass-through",), "investigator": ("investigator",)}.get(stream, ("units",))
    places = [place for place, one in enumerate(invoices) if one.kind in kinds]
    if not places and stream == "fees":
        places = [place for place, one in enumerate(invoices) if one.kind == "milestone"]
    return sorted(places, key=lambda place: in_time(invoices[place]), reverse=True)


def _credit(invoices: list[Invoice], place: int, amount: Money) -> Money:
    """Credit as much as an invoice can take, and give back the rest."""
    one = invoices[place]
    room = one.payable if one.payable.amount > 0 else one.payable.times(Decimal(0))
    taken = amount if amount.amount <= room.amount else room
    invoices[place] = replace(one, credited=one.credited + taken)
    return amount - taken
