"""MON: lines, sums and currency of a work order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from babel.numbers import list_currencies

from remit.calc.money import line_amount, work_order_totals
from remit.findings import Where
from remit.model.fields import SCALARS, Record, definition, once_per_class
from remit.model.ledger import Ledger, walk
from remit.model.money import PassThroughLine, Totals, UnitLine, WorkOrder
from remit.model.playbook import Playbook
from remit.model.values import Money
from remit.rules.rule import Problem, must, see, whole

_LIMITS = ("cap", "approval_above")
"""Amounts that no sum rests on."""


def sound_orders(ledger: Ledger) -> tuple[WorkOrder, ...]:
    """Work orders that were read whole and keep to one currency, so that their sums mean something."""
    return ledger.once(_sound_orders)


def _sound_orders(ledger: Ledger) -> tuple[WorkOrder, ...]:
    return tuple(
        order
        for order in ledger.of(WorkOrder).values()
        if whole(ledger, order) and not any(where.keys[-1] not in _LIMITS for _, where in _strangers(order))
    )


def amounts(record: Record) -> Iterator[tuple[Money, Where]]:
    """Every amount of money in a record with its place."""
    for part in walk(record):
        for name in _fields_of_money(type(part)):
            value = getattr(part, name)
            if value is not None:
                yield value, part.at(name)


@once_per_class
def _fields_of_money(cls: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in definition(cls) if field.shape is SCALARS[Money])


def lines_of(order: WorkOrder) -> tuple[UnitLine | PassThroughLine, ...]:
    """All priced lines of a work order."""
    return (*order.direct.values(), *order.pass_through.values())


def _strangers(order: WorkOrder) -> Iterator[tuple[Money, Where]]:
    return ((money, where) for money, where in amounts(order) if money.currency != order.currency)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


@must("MON-001")
def amount_of_line(ledger: Ledger) -> Iterator[Problem]:
    """Quantity times unit price is the amount of a line.

    Why: Invoices follow the unit price, budgets follow the amount. If they differ, the parties have agreed on two prices.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            amount: 401000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          visits:
            amount: 400000 USD

    Source: contract practice; amounts are rounded half-even to the currency's minor unit.
    """
    for order in ledger.of(WorkOrder).values():
        for line in lines_of(order):
            field, stated = (
                ("amount", line.amount) if isinstance(line, UnitLine) else ("estimate", line.estimate)
            )
            right = line_amount(line.quantity, line.unit_price)
            if stated != right:
                yield Problem(
                    f"quantity {_plain(line.quantity)} x {line.unit_price} is {right}, not {stated}",
                    line.at(field),
                    f"write '{field}: {_written(right)}', or correct quantity or unit price",
                )


def _written(money: Money) -> str:
    return f"{money.amount.normalize():f} {money.currency}"


@must("MON-002")
def people_times_months(ledger: Ledger) -> Iterator[Problem]:
    """Where people and months are given, their product is the quantity.

    Why: The team and the price of a functional service must be the same thing.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            people: 0.5
            months: 24

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            people: 1
            months: 20

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for line in order.direct.values():
            if line.people is not None and line.months is not None:
                product = line.people * line.months
                if product != line.quantity:
                    people, months = _plain(line.people), _plain(line.months)
                    message = (
                        f"{people} people x {months} months is {_plain(product)}, not {_plain(line.quantity)}"
                    )
                    yield Problem(message, line.at("quantity"), "correct people, months or quantity")
            elif line.people is not None or line.months is not None:
                given, missing = ("people", "months") if line.months is None else ("months", "people")
                yield Problem(
                    f"'{given}' is given without '{missing}'",
                    line.at(given),
                    f"add '{missing}', or remove '{given}'",
                )


@must("MON-003")
def totals_add_up(ledger: Ledger) -> Iterator[Problem]:
    """The totals of a work order are the sums of its lines, and the contract value is the sum of the totals.

    Why: The total is what is approved and signed for; the lines are what is invoiced.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        totals:
          direct: 510000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        totals:
          direct: 500000 USD

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        stated_sums = work_order_totals(order.direct.values(), order.pass_through.values(), order.currency)
        right_sums = _with_right_amounts(order)
        sums = (
            ("direct", "the direct fees"),
            ("investigator", "the investigator payments"),
            ("other_pass_through", "the other pass-through costs"),
            ("pass_through", "investigator payments and other pass-through costs"),
            ("contract_value", "direct fees and pass-through costs"),
        )
        for field, what in sums:
            sum_, stated = getattr(stated_sums, field), getattr(order.totals, field)
            if stated not in (sum_, getattr(right_sums, field)):
                message = f"{what} add up to {sum_}, not {stated}"
                yield Problem(
                    message, order.totals.at(field), f"write '{field}: {_written(sum_)}', or correct a line"
                )


def _with_right_amounts(order: WorkOrder) -> Totals:
    """The totals once wrong amounts of lines, which have a finding of their own, are corrected."""
    direct = (
        replace(line, amount=line_amount(line.quantity, line.unit_price)) for line in order.direct.values()
    )
    other = (
        replace(line, estimate=line_amount(line.quantity, line.unit_price))
        for line in order.pass_through.values()
    )
    return work_order_totals(direct, other, order.currency)


@must("MON-004")
def one_currency(ledger: Ledger) -> Iterator[Problem]:
    """All amounts of a work order are in its currency; limits may be in another if it says how that is converted.

    Why: A sum over two currencies is no sum, whatever rule of conversion stands beside it.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          travel:
            approval_above: 1000 EUR

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        pass_through:
          travel:
            approval_above: 1000 USD

    Source: contract practice.
    """
    hint = "write the ISO 4217 code, for example USD or EUR"
    for playbook in ledger.every(Playbook):
        if playbook.currency not in list_currencies():
            yield Problem(f"'{playbook.currency}' is not a currency", playbook.at("currency"), hint)
    for order in ledger.of(WorkOrder).values():
        if order.currency not in list_currencies():
            yield Problem(f"'{order.currency}' is not a currency", order.at("currency"), hint)
            continue
        for money, where in _strangers(order):
            limit = where.keys[-1] in _LIMITS
            if limit and order.fx_rule:
                continue
            yield Problem(
                f"{money} is not in {order.currency}, the currency of this work order",
                where,
                "give the amount in the work order's currency"
                + (", or add 'fx_rule:' with how it is converted" if limit else "; it enters a sum"),
                see("the currency of the work order", order.at("currency")),
            )


@must("MON-005")
def no_negative_amounts(ledger: Ledger) -> Iterator[Problem]:
    """Quantities are above zero, and no amount is negative.

    Why: Credits and reductions belong into a change order, where both parties see them.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            quantity: 0

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            quantity: 20

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for line in lines_of(order):
            if line.quantity <= 0:
                message = f"the quantity {_plain(line.quantity)} of '{line.description}' is not above zero"
                yield Problem(message, line.at("quantity"), "give the quantity, or remove the line")
        for money, where in amounts(order):
            if money.amount < 0:
                yield Problem(f"{money} is negative", where, "put credits into a change order")


RULES = (
    amount_of_line,
    people_times_months,
    totals_add_up,
    one_currency,
    no_negative_amounts,
)
