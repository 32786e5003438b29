"""An invoice, the versions of the order under which it is sent, and the terms by which it is dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from remit.calc.business_days import Calendar
from remit.calc.payments.known_dates import Known
from remit.frozen import dataclass
from remit.model.money import WorkOrder
from remit.model.values import Duration, Money

Kind = Literal["units", "milestone", "pass-through", "investigator", "advance", "holdback", "repayment"]
KINDS: tuple[Kind, ...] = (
    "advance", "units", "milestone", "investigator", "pass-through", "holdback", "repayment",
)  # fmt: skip
FEES: tuple[Kind, ...] = ("units", "milestone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice. ``amount`` is earned or advanced, ``reduced`` is what a co-investment takes from it and ``net`` the rest.

    Of that, ``credited`` was paid in advance and ``held`` is kept back.

    ``sent`` and ``due`` are None where nobody knows when a milestone will be reached. ``month`` is the first day of the
    month whose units or costs it is for, ``quantities`` has those units by line. A release of holdback, the repayment of an
    advance (negative) and an advance itself earn nothing.
    """

    kind: Kind
    title: str
    sent: dt.date | None
    due: dt.date | None
    known: Known
    amount: Money
    credited: Money
    held: Money
    reduced: Money | None = None
    month: dt.date | None = None
    quantities: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def net(self) -> Money:
        """The amount without what a co-investment takes from it."""
        return self.amount - self.reduced if self.reduced else self.amount

    @property
    def payable(self) -> Money:
        """What is paid on this invoice."""
        return self.net - self.credited - self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A work order as it stands from a day on. ``label`` names the change order that brought it about."""

    since: dt.date
    order: WorkOrder
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the calendar takes from other records.

    ``payment`` is the time to payment of the master agreement. Business days are those of the party that must act: the
    provider's for invoices, the sponsor's for payments.
    """

    signed: dt.date
    payment: Duration
    provider: Calendar
    sponsor: Calendar


def in_time(one: Invoice) -> tuple[bool, dt.date, int]:
    """The order of invoices: by the day on which they are sent, those without a day last."""
    return one.sent is None, one.sent or dt.date.max, KINDS.index(one.kind)
