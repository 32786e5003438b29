"""The portfolio: which part of the work partners do, and how the contract value is spread over providers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from remit.calc.changes import totals_before
from remit.calc.orders import changes_of
from remit.frozen import dataclass
from remit.model.decisions import Workload
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Full-time equivalents of a year, inside and with partners."""

    internal: Decimal
    external: Decimal

    @property
    def whole(self) -> Decimal:
        """Both together."""
        return self.internal + self.external

    @property
    def share(self) -> Decimal | None:
        """Partners' part in percent; None without work."""
        return self.external / self.whole * 100 if self.whole else None


def work(workload: Iterable[Workload], year: int, function: str = "") -> Work:
    """The work of a year, of all functions or one."""
    rows = [row for row in workload if row.year == year and function in ("", row.function)]
    return Work(
        internal=sum((row.internal for row in rows), Decimal(0)),
        external=sum((row.external for row in rows), Decimal(0)),
    )


def years(workload: Iterable[Workload]) -> tuple[int, ...]:
    """The years of which work is recorded, the first first."""
    return tuple(sorted({row.year for row in workload}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """What a CRO earns by its contracts in one currency, and its part (0 to 1) of all contracts in that currency."""

    party: str
    orders: tuple[str, ...]
    value: Money
    share: Fraction


def providers(ledger: Ledger) -> tuple[Provider, ...]:
    """CROs by contract value, by currency and the largest first.

    Counted are work orders that are not superseded, with the change orders to them that are executed.
    """
    values: dict[tuple[str, str], Money] = {}
    orders: dict[tuple[str, str], list[str]] = {}
    for order in ledger.of(WorkOrder).values():
        if order.status == "superseded":
            continue
        value = value_of(ledger, order)
        key = (value.currency, order.cro)
        values[key] = values[key] + value if key in values else value
        orders.setdefault(key, []).append(order.id)
    wholes: dict[str, Fraction] = {}
    for (currency, _), value in values.items():
        wholes[currency] = wholes.get(currency, Fraction(0)) + Fraction(value.amount)
    found = [
        Provider(
            party=cro,
            orders=tuple(orders[currency, cro]),
            value=value,
            share=Fraction(value.amount) / wholes[currency] if wholes[currency] else Fraction(0),
        )
        for (currency, cro), value in values.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.value.currency, -one.value.amount, one.party)))


def value_of(ledger: Ledger, order: WorkOrder) -> Money:
    """The contract value with the executed change orders that follow each other; without those that state no delta."""
    executed = [one for one in changes_of(ledger, order) if one.status == "executed" and one.delta]
    same = all(one.delta and one.delta.contract_value.currency == order.currency for one in executed)
    totals = totals_before(order, executed) if same else None
    return (totals or order.totals).contract_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How the contract value of one currency is spread.

    ``index`` is the Herfindahl-Hirschman index, the sum of the squared shares: 1 with a single provider. Its inverse,
    ``equal_providers``, says with how many providers of equal size the value would be spread as much.
    """

    currency: str
    count: int
    largest: Provider
    index: Fraction

    @property
    def equal_providers(self) -> Fraction:
        """The number of providers of equal size that are as concentrated."""
        return 1 / self.index


def concentrations(found: Sequence[Provider]) -> tuple[Concentration, ...]:
    """Concentration by currency; a currency whose contracts have no value is left out."""
    currencies = dict.fromkeys(one.value.currency for one in found)
    result = []
    for currency in currencies:
        rows = [one for one in found if one.value.currency == currency]
        index = sum((one.share**2 for one in rows), Fraction(0))
        if index:
            largest = max(rows, key=lambda one: one.share)
            result.append(Concentration(currency=currency, count=len(rows), largest=largest, index=index))
    return tuple(result)
