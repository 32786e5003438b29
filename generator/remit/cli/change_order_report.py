"""Change orders as they are computed from the versions of their work order, in words and tables and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from textwrap import shorten
from typing import Any

from babel.numbers import get_currency_precision

from remit.calc.change_steps import ChangeStep, Cut
from remit.calc.change_words import decided_by, duties_words, growth_words, open_words
from remit.calc.changes import PARTS
from remit.cli.columns import columns, wrapped
from remit.cli.numbers import number
from remit.model.changes import UnitChange
from remit.model.ledger import Ledger
from remit.model.money import Totals, WorkOrder
from remit.model.parties import Party
from remit.model.values import Money

TOTALS: Mapping[str, str] = {
    "direct": "Direct fees",
    "investigator": "Investigator payments",
    "other_pass_through": "Other pass-through costs",
    "pass_through": "Pass-through costs together",
    "contract_value": "Contract value",
}
_TITLE = 48
"""Characters of a line's description that are told."""
LINES: Mapping[str, str] = {"direct": "Direct fees", "pass_through": "Pass-through costs"}


def lines(ledger: Ledger, order: WorkOrder, steps: Sequence[ChangeStep]) -> Iterator[str]:
    """Everything that is said of change orders of a work order."""
    party = ledger.of(Party).get(order.cro)
    name = f"{order.number}, {party.short_name if party else order.cro}"
    if not steps:
        yield f"{name}: no change order; the contract value is {order.totals.contract_value} as signed."
    for place, one in enumerate(steps):
        if place:
            yield ""
        yield from _step(ledger, name, one)


def _step(ledger: Ledger, name: str, one: ChangeStep) -> Iterator[str]:
    change = one.change
    yield f"{change.number} to {name} ({change.status}): {change.title}"
    yield from wrapped(f"Because of {change.trigger}: {change.reason}", 2)
    for part in (
        _totals(one),
        _history(one),
        _lines(one),
        _assumptions(one),
        _services(ledger, one),
        _payments(one),
        _advances(one),
        _decision(ledger, one),
        _attention(one),
    ):
        found = list(part)
        if found:
            yield ""
            yield from found


def _totals(one: ChangeStep) -> Iterator[str]:
    delta, after = one.computed.delta, one.computed.totals
    yield f"  Totals, {after.direct.currency}"
    rows = [
        (
            words,
            _cell(getattr(after, id) - getattr(delta, id)),
            _more(getattr(delta, id)),
            _cell(getattr(after, id)),
        )
        for id, words in TOTALS.items()
    ]
    yield from columns(("", "Before", "Change", "After"), rows, numbers=(1, 2, 3))


def _history(one: ChangeStep) -> Iterator[str]:
    yield "  Cost history"
    rows = [
        (
            row.step,
            row.effective.isoformat() if row.effective else "",
            *(_cell(each) for each in (row.direct, row.pass_through, row.total)),
        )
        for row in one.computed.cost_history
    ]
    yield from columns(("Step", "Date", "Direct fees", "Pass-through", "Total"), rows, numbers=(2, 3, 4))
    yield from wrapped(f"{growth_words(one)}.", 4)


def _lines(one: ChangeStep) -> Iterator[str]:
    for part in PARTS:
        known = {**getattr(one.before, part), **getattr(one.after, part)}
        rows = [
            (
                shorten(known[id].description if id in known else id, _TITLE, placeholder=" ..."),
                known[id].unit if id in known else "",
                _plain(line.original),
                _plain(line.previous),
                _plain(line.new),
                _price(line),
                _more(line.delta),
            )
            for id, line in getattr(one.computed, part).items()
        ]
        if rows:
            yield f"  {LINES[part]}: lines that change"
            head = ("Line", "Unit", "Original", "Before", "After", "Price of a unit", "Change")
            yield from columns(head, rows, numbers=(2, 3, 4, 5, 6))


def _price(line: UnitChange) -> str:
    old = _cell(line.unit_price)
    return f"{old} -> {_cell(line.new_unit_price)}" if line.new_unit_price else old


def _assumptions(one: ChangeStep) -> Iterator[str]:
    known = {**one.before.assumptions, **one.after.assumptions}
    rows = [
        (known[id].title if id in known else id, each.original, each.current, each.new)
        for id, each in one.computed.assumptions.items()
    ]
    if rows:
        yield "  Assumptions that change"
        yield from columns(("Assumption", "Original", "Before", "After"), rows)


def _services(ledger: Ledger, one: ChangeStep) -> Iterator[str]:
    if one.computed.end:
        yield f"  The order ends on {one.after.end} instead of {one.before.end}."
    words = duties_words(one)
    yield from wrapped(words, 2) if words else ()


def _payments(one: ChangeStep) -> Iterator[str]:
    if not one.milestones:
        return
    old, new = one.before.payment, one.after.payment
    yield f"  Payments cut again, {one.after.currency}"
    rows: list[tuple[str, str, str, str, str]] = []
    if new.units_amount:
        rows.append(("Completed units", _share(new.units_share), *_moved(old.units_amount, new.units_amount)))
    rows.append(("Base of the milestones", "", *_moved(old.base_amount, new.base_amount)))
    rows += [
        (each.title, _share(each.now.share if each.now else None), *_moved(*_amounts(each)))
        for each in one.milestones
    ]
    yield from columns(("", "Share", "Before", "After", "Difference"), rows, numbers=(1, 2, 3, 4))


def _amounts(each: Cut) -> tuple[Money | None, Money | None]:
    return each.was.amount if each.was else None, each.now.amount if each.now else None


def _moved(was: Money | None, now: Money | None) -> tuple[str, str, str]:
    difference = now - was if now and was else now
    return _cell(was) if was else "", _cell(now) if now else "gone", _more(difference) if difference else ""


def _advances(one: ChangeStep) -> Iterator[str]:
    for each in one.advances:
        formula = f"; the formula for the new fees and term gives {each.formula}" if each.formula else ""
        text = f"Advance for {each.stream}: {each.now} instead of {each.was}, {_signed(each.now - each.was)}{formula}."
        yield from wrapped(text, 2)


def _signed(money: Money) -> str:
    return f"{money} more" if money.amount >= 0 else f"{Money(-money.amount, money.currency)} less"


def _decision(ledger: Ledger, one: ChangeStep) -> Iterator[str]:
    yield "  Who decides"
    for words in decided_by(ledger, one):
        yield from wrapped(words, 4)
    if one.change.executive_approval:
        yield from wrapped(f"Recorded: {one.change.executive_approval}", 4)


def _attention(one: ChangeStep) -> Iterator[str]:
    words = open_words(one)
    if not words:
        yield "  The record states the same sums, and nothing is missing that they call for."
        return
    yield "  Needs attention"
    for text in words:
        yield from wrapped(text, 4)


def _cell(money: Money) -> str:
    return f"{money.amount:,.{get_currency_precision(money.currency)}f}"


def _more(money: Money) -> str:
    return f"+{_cell(money)}" if money.amount > 0 else _cell(money)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}" if value else "0"


def _share(share: object) -> str:
    return str(share) if share else ""


# ---- as data --------------------------------------------------------------------------------------------------------


def data(ledger: Ledger, order: WorkOrder, steps: Sequence[ChangeStep]) -> dict[str, Any]:
    """The same as data; amounts are decimal numbers in the currency of the order."""
    return {
        "order": order.id,
        "number": order.number,
        "study": order.study,
        "cro": order.cro,
        "currency": order.currency,
        "original": _totals_data(order.totals),
        "change_orders": [_data(ledger, one) for one in steps],
    }


def _data(ledger: Ledger, one: ChangeStep) -> dict[str, Any]:
    change, found = one.change, one.computed
    return {
        "id": change.id,
        "number": change.number,
        "title": change.title,
        "status": change.status,
        "trigger": change.trigger,
        "before": _totals_data(one.before.totals),
        "delta": _totals_data(found.delta),
        "after": _totals_data(found.totals),
        "cost_history": [
            {
                "step": row.step,
                "effective": row.effective.isoformat() if row.effective else None,
                "direct": _money(row.direct),
                "pass_through": _money(row.pass_through),
                "total": _money(row.total),
            }
            for row in found.cost_history
        ],
        "growth": number(found.growth.value),
        "limits": {
            "noticed_above": number(one.limits.change_order_warning.value),
            "approved_above": number(one.limits.change_order_limit.value),
            "standing": one.standing,
            "executive_approval": change.executive_approval,
        },
        **{part: [_line(id, line) for id, line in getattr(found, part).items()] for part in PARTS},
        "assumptions": [
            {"id": id, "original": each.original, "before": each.current, "after": each.new}
            for id, each in found.assumptions.items()
        ],
        "end": {"before": one.before.end.isoformat(), "after": one.after.end.isoformat()},
        "payment": {
            "recut": bool(one.milestones),
            "base": _pair(one.before.payment.base_amount, one.after.payment.base_amount),
            "units": _pair(one.before.payment.units_amount, one.after.payment.units_amount),
            "milestones": [
                {
                    "title": each.title,
                    "share": number(each.now.share.value) if each.now else None,
                    **_pair(*_amounts(each)),
                }
                for each in one.milestones
            ],
        },
        "advances": [
            {
                "stream": each.stream,
                "before": _money(each.was),
                "after": _money(each.now),
                "formula": _money(each.formula) if each.formula else None,
            }
            for each in one.advances
        ],
        "transfer": {
            "takes_a_new_version": bool(one.duties),
            "because": [{"field": field, "names": list(names)} for field, names in one.duties],
            "version": change.transfer_version,
        },
        "decided_by": [
            {
                "topic": each.topic,
                "body": each.body.id if each.body else None,
                "roles": [role for role in (each.body.chair, each.body.co_chair) if role]
                if each.body
                else [],
            }
            for each in one.deciders
        ],
        "differences": [
            {"what": each.what, "stated": _money(each.stated), "computed": _money(each.computed)}
            for each in one.differences
        ],
        "attention": list(open_words(one)),
    }


def _line(id: str, line: UnitChange) -> dict[str, Any]:
    return {
        "line": id,
        "original": number(line.original),
        "before": number(line.previous),
        "after": number(line.new),
        "unit_price": _money(line.unit_price),
        "new_unit_price": _money(line.new_unit_price) if line.new_unit_price else None,
        "delta": _money(line.delta),
        "new_cap": _money(line.new_cap) if line.new_cap else None,
    }


def _totals_data(totals: Totals) -> dict[str, str]:
    return {name: _money(getattr(totals, name)) for name in TOTALS}


def _pair(was: Money | None, now: Money | None) -> dict[str, str | None]:
    return {"before": _money(was) if was else None, "after": _money(now) if now else None}


def _money(money: Money) -> str:
    return f"{money.amount:f}"
