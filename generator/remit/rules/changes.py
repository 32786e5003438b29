"""MON, continued: what a change order changes, by how much, and what the work order costs afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.change_order import NOT_ASSUMED
from remit.calc.changes import (
    COLUMNS,
    PARTS,
    changed_lines,
    delta_of,
    lines_before,
    original_lines,
    summed,
    totals_before,
)
from remit.calc.current_order import assumed, current_order
from remit.calc.money import total
from remit.calc.orders import changes_of
from remit.findings import Where
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from remit.model.money import Totals, WorkOrder
from remit.model.values import Money
from remit.rules.prices import amounts, sound_orders
from remit.rules.rule import Problem, complete, must, see

Change = tuple[WorkOrder, tuple[ChangeOrder, ...], ChangeOrder]


def strangers(order: WorkOrder, change: ChangeOrder) -> Iterator[tuple[Money, Where]]:
    """Amounts of a change order that are not in the currency of its work order."""
    return ((money, where) for money, where in amounts(change) if money.currency != order.currency)


def sound_changes(ledger: Ledger) -> Iterator[Change]:
    """Every change order behind those that come before it, of orders whose sums mean something."""
    if not complete(ledger, ChangeOrder):
        return
    for order in sound_orders(ledger):
        changes = changes_of(ledger, order)
        if not any(True for change in changes for _ in strangers(order, change)):
            yield from ((order, changes[:place], change) for place, change in enumerate(changes))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _written(money: Money) -> str:
    return f"{money.amount.normalize():f} {money.currency}"


@must("MON-023")
def starts_from_what_is_agreed(ledger: Ledger) -> Iterator[Problem]:
    """A change order starts from the quantities and prices that the work order and earlier changes have.

    Why: A change from a number that was never agreed changes the price without anybody seeing it.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          visits:
            previous: 95

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          visits:
            previous: 100

    Source: change control practice.
    """
    for order, earlier, change in sound_changes(ledger):
        for part in PARTS:
            first, before = original_lines(order, part), lines_before(order, earlier, part)
            for id, line in changed_lines(change, part).items():
                known, now = first.get(id), before.get(id)
                for field, stated, right in (
                    ("original", line.original, known.quantity if known else Decimal(0)),
                    ("previous", line.previous, now.quantity if now else Decimal(0)),
                ):
                    if stated != right:
                        message = f"the {field} quantity of '{id}' is {_plain(right)}, not {_plain(stated)}"
                        yield Problem(message, line.at(field), f"write '{field}: {right.normalize():f}'")
                if now and line.unit_price != now.unit_price:
                    yield Problem(
                        f"the unit price of '{id}' was {now.unit_price}, not {line.unit_price}",
                        line.at("unit_price"),
                        f"write 'unit_price: {_written(now.unit_price)}'; a new price belongs in 'new_unit_price'",
                    )


@must("MON-024")
def line_delta(ledger: Ledger) -> Iterator[Problem]:
    """The difference on a line of a change order is its new amount less its previous amount.

    Why: Approvers read the difference, invoices follow quantity and price.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          visits:
            delta: 21000 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        direct:
          visits:
            delta: 20000 USD

    Source: contract practice.
    """
    for _order, _earlier, change in sound_changes(ledger):
        for part in PARTS:
            for id, line in changed_lines(change, part).items():
                right = delta_of(line)
                if line.delta != right:
                    price = line.new_unit_price or line.unit_price
                    yield Problem(
                        f"'{id}' goes from {_plain(line.previous)} x {line.unit_price} to {_plain(line.new)} x "
                        f"{price}: that is {right}, not {line.delta}",
                        line.at("delta"),
                        f"write 'delta: {_written(right)}', or correct a quantity or price",
                    )


@must("MON-025")
def totals_follow(ledger: Ledger) -> Iterator[Problem]:
    """Totals of a change are the sums of its lines, and new totals the previous ones plus the change.

    Why: The total is what is approved and what the signatory's authority is held against.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        totals:
          contract_value: 993600 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        totals:
          contract_value: 993500 USD

    Source: contract practice; a public filing with three change orders was used as oracle.
    """
    for order, earlier, change in sound_changes(ledger):
        lines = (*change.direct.values(), *change.pass_through.values())
        for field, stated in (("delta", change.delta), ("totals", change.totals)):
            if lines and stated is None:
                yield Problem(
                    f"prices change, but '{field}' is missing",
                    change.where,
                    f"add '{field}:' with all columns",
                )
        if change.delta:
            right = right_delta(order, change, change.delta)
            yield from _columns(change.delta, right, "the change of")
            before = totals_before(order, earlier)
            if change.totals and before:
                yield from _columns(change.totals, summed(before, right), "the new total of")


def right_delta(order: WorkOrder, change: ChangeOrder, stated: Totals) -> Totals:
    """The columns to which the lines add up. Streams of lines that the order does not have are taken as stated."""
    pass_through = total((delta_of(line) for line in change.pass_through.values()), order.currency)
    streams = {
        stream: total(
            (
                delta_of(line)
                for id, line in change.pass_through.items()
                if order.pass_through[id].stream == stream
            ),
            order.currency,
        )
        if change.pass_through.keys() <= order.pass_through.keys()
        else own
        for stream, own in (("investigator", stated.investigator), ("other", stated.other_pass_through))
    }
    direct = total((delta_of(line) for line in change.direct.values()), order.currency)
    return Totals(
        direct=direct,
        investigator=streams["investigator"],
        other_pass_through=streams["other"],
        pass_through=pass_through,
        contract_value=direct + pass_through,
    )


def _columns(stated: Totals, right: Totals, what: str) -> Iterator[Problem]:
    for column in COLUMNS:
        is_, should_be = getattr(stated, column), getattr(right, column)
        if is_ != should_be:
            yield Problem(
                f"{what} '{column}' is {should_be}, not {is_}",
                stated.at(column),
                f"write '{column}: {_written(should_be)}', or correct a line",
            )


@must("MON-026")
def history_adds_up(ledger: Ledger) -> Iterator[Problem]:
    """The cost history of a change order shows the original, each change and their total, and adds up.

    Why: The history is the page on which both parties see what became of the first price.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        cost_history:
          - step: Original
            direct: 500000 USD
            pass_through: 470000 USD
            total: 970000 USD
          - step: Total
            direct: 500000 USD
            pass_through: 470000 USD
            total: 970000 USD

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        cost_history:
          - step: Original
            direct: 500000 USD
            pass_through: 470000 USD
            total: 970000 USD
          - step: CO-01
            direct: 20000 USD
            pass_through: 3500 USD
            total: 23500 USD
          - step: Total
            direct: 520000 USD
            pass_through: 473500 USD
            total: 993500 USD

    Source: change order forms in public filings.
    """
    for order, earlier, change in sound_changes(ledger):
        changes = (*earlier, change)
        steps = [order.totals, *(right_delta(order, one, one.delta or _nothing(order)) for one in changes)]
        sums = steps[0]
        for step in steps[1:]:
            sums = summed(sums, step)
        steps.append(sums)
        rows = change.cost_history
        if len(rows) != len(steps):
            message = (
                f"the cost history has {len(rows)} rows; the original, {len(steps) - 2} change orders and the "
                f"total are {len(steps)}"
            )
            yield Problem(
                message, change.at("cost_history").key(), "write one row for each step and the total"
            )
            continue
        for row, step in zip(rows, steps, strict=True):
            for field, right in (
                ("direct", step.direct),
                ("pass_through", step.pass_through),
                ("total", step.contract_value),
            ):
                if getattr(row, field) != right:
                    message = f"'{field}' of '{row.step}' is {right}, not {getattr(row, field)}"
                    yield Problem(message, row.at(field), f"write '{field}: {_written(right)}'")


def _nothing(order: WorkOrder) -> Totals:
    zero = Money(Decimal(0), order.currency)
    return Totals(
        direct=zero, investigator=zero, other_pass_through=zero, pass_through=zero, contract_value=zero
    )


@must("MON-027")
def numbers_without_gaps(ledger: Ledger) -> Iterator[Problem]:
    """Change orders of a work order are numbered 1, 2, 3 without gap and without repetition.

    Why: A missing number is a change that one party believes to have and the other does not.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        sequence: 2

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        sequence: 1

    Source: document control practice.
    """
    if not complete(ledger, ChangeOrder):
        return
    for order in ledger.of(WorkOrder).values():
        changes = changes_of(ledger, order)
        for place, change in enumerate(changes, 1):
            if change.sequence != place:
                before = changes[place - 2] if place > 1 else None
                yield Problem(
                    f"this is change order {place} of {order.number}, but its number is {change.sequence}",
                    change.at("sequence"),
                    f"write 'sequence: {place}', or add the change order that is missing",
                    see("the change order before", before.at("sequence")) if before else (),
                )


@must("MON-040")
def assumptions_follow(ledger: Ledger) -> Iterator[Problem]:
    """An assumption changes from the value that the work order and earlier change orders have.

    Why: The price rests on the assumptions; a change from a value that nobody agreed on moves both unseen. One that the
    change order adds has 'none' as its former value.

    Wrong:
        # data/studies/al-101/change_orders/co-01.yaml
        assumptions:
          sites:
            original: "12"
            current: "10"
            new: "11"

    Right:
        # data/studies/al-101/change_orders/co-01.yaml
        assumptions:
          sites:
            original: "10"
            current: "10"
            new: "11"

    Source: change control practice.
    """
    for order, earlier, change in sound_changes(ledger):
        now = current_order(order, earlier).assumptions if change.assumptions else {}
        for id, one in change.assumptions.items():
            for field, stated, known in (
                ("original", one.original, order.assumptions.get(id)),
                ("current", one.current, now.get(id)),
            ):
                right = assumed(known) if known else NOT_ASSUMED
                if _same(stated) not in (_same(right), _same(known.value) if known else ""):
                    yield Problem(
                        f"the {field} value of '{id}' is '{right}', not '{stated}'",
                        one.at(field),
                        f"write '{field}: {right}', or correct the id",
                        see("the assumption", known.where.key()) if known else (),
                    )


def _same(text: str) -> str:
    return text.replace(",", "").casefold().strip()


RULES = (
    starts_from_what_is_agreed,
    line_delta,
    totals_follow,
    history_adds_up,
    numbers_without_gaps,
    assumptions_follow,
)
