"""A calculator of bonus and malus in the browser: what is known today stands in it, and every result can be changed.

The script site/assets/settlement.js does the sums of calc/settlement in whole numbers. Without it the form stays hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision

from remit.calc.payments.known_dates import Dated
from remit.calc.settlement.bands import no_malus
from remit.calc.settlement.incentives import BonusMalus, Measure
from remit.calc.settlement.results import excluded_days, target_of
from remit.calc.settlement.study import OrderSettlement
from remit.calc.settlement.words import band_words, target_words
from remit.model.values import Money
from remit.pages.markdown import Block, Inert, attributes, block, element, group, small, text

_EXACT = Context(prec=80)
_INTRODUCTION = (
    "To see what it would come to, change a date, a figure or a condition. Nothing is saved or sent; the contract and the "
    "records decide what is owed."
)


def calculator(settled: OrderSettlement, found: BonusMalus) -> Block:
    """The form of a work order: a group of inputs for each measure and one for its conditions, then the sums."""
    terms, order = found.terms, settled.order
    return group(
        "form",
        [
            block("p", _INTRODUCTION),
            *(_measure(settled, one) for one in found.measures),
            *_conditions(found),
            Inert('<p><button type="reset">Back to what is recorded</button></p>'),
            _sums(),
        ],
        class_="settlement",
        id=f"{order.id}-calculator",
        hidden=True,
        aria_label=f"Calculator of bonus and malus of {order.number}",
        autocomplete="off",
        data_currency=terms.bonus_cap.currency,
        data_digits=get_currency_precision(terms.bonus_cap.currency),
        data_bonus_cap=_plain(terms.bonus_cap.amount),
        data_malus_cap=_plain(terms.malus_cap.amount),
    )


def _measure(settled: OrderSettlement, one: Measure) -> Block:
    incentive = one.incentive
    metric = settled.facts.metrics.get(incentive.metric or "")
    steps = (
        incentive.band.full_bonus,
        incentive.band.no_bonus,
        no_malus(incentive.band),
        incentive.band.full_malus,
    )
    id = f"{settled.order.id}-{incentive.id}"
    target = target_of(settled.facts, incentive)
    fixed = target.day.isoformat() if target and target.known == "actual" else None
    lines: list[Block | Inert] = [
        element("legend", f"{incentive.title} ({incentive.weight})"),
        _line(
            f"Target: {target_words(settled.order, incentive, metric)}. {band_words(incentive, metric)}", None
        ),
        _line(f"As recorded: {one.result.words}", f"{id}-known"),
        *([] if one.settled else _inputs(settled, one, id, target)),
        block("output", "", id=f"{id}-sum", class_="settlement-sum"),
    ]
    return group(
        "fieldset",
        lines,
        data_measure=incentive.id,
        data_kind=incentive.measures,
        data_unit=metric.unit if metric and incentive.measures == "metric" else None,
        data_bonus=_plain(one.most_bonus.amount),
        data_malus=_plain(one.most_malus.amount),
        data_band=" ".join(_plain(step) for step in steps),
        data_target=fixed if incentive.measures == "days late" else None,
        data_settled=_pair(one.bonus, one.malus) if one.settled else None,
    )


def _line(words: str, id: str | None) -> Block:
    return block("p", small(words), id=id)


def _pair(bonus: Money | None, malus: Money | None) -> str | None:
    return f"{_plain(bonus.amount)} {_plain(malus.amount)}" if bonus and malus else None


def _inputs(settled: OrderSettlement, one: Measure, id: str, target: Dated | None) -> Iterator[Block]:
    """What can be changed: the figure, or the day and what is excluded; the target, too, while it is not fixed."""
    if one.incentive.measures == "metric":
        metric = settled.facts.metrics.get(one.incentive.metric or "")
        value = "" if one.result.value is None else _figure(one.result.value)
        label = f"Figure ({metric.unit})" if metric else "Figure"
        yield _input(label, id, "result", value, type="text", inputmode="decimal")
    else:
        reached = settled.facts.day_of(one.incentive.milestone)
        if target is None or target.known != "actual":
            after = settled.order.payment.milestones.get(one.incentive.target_after or "")
            label = f"Target date (moves with '{after.title}')" if after else "Target date"
            yield _input(label, id, "target", target.day.isoformat() if target else "", type="date")
        yield _input("Reached on", id, "result", reached.day.isoformat() if reached else "", type="date")
        days = excluded_days(settled.facts, one.incentive.id)
        yield _input("Days excluded", id, "excluded", str(days), type="text", inputmode="numeric")


def _input(label: str, id: str, name: str, value: str, **values: object) -> Block:
    words = attributes(
        name=name, value=value, aria_describedby=f"{id}-known {id}-sum", id=f"{id}-{name}", **values
    )
    return Block(f"<label>{text(label)} <input{words}></label>")


def _conditions(found: BonusMalus) -> Iterator[Block]:
    """A check box for each quality condition; one of which nobody has said anything is taken to hold, and says so."""
    if not found.gates:
        return
    boxes = []
    for gate in found.gates:
        words = attributes(type="checkbox", name="gate", value=gate.id, checked=gate.holds is not False)
        state = "open, taken to hold: " if gate.holds is None else ""
        boxes.append(
            Block(
                f"<label><input{words}> <span>{text(gate.words)} {small(f'({state}{gate.why})')}</span></label>"
            )
        )
    yield group("fieldset", [element("legend", "No bonus without"), *boxes], class_="settlement-conditions")


def _sums() -> Block:
    names = (("bonus", "Bonus"), ("malus", "Malus"), ("net", "Balance"))
    rows = "".join(f'<div><dt>{label}</dt><dd data-sum="{name}"></dd></div>' for name, label in names)
    return group(
        "div",
        [
            block("p", "All measures together"),
            Inert(f'<dl class="facts">{rows}</dl>'),
            Inert('<p class="quiet" data-sum="words"></p>'),
        ],
        class_="settlement-total",
        role="status",
    )


def _figure(value: Fraction) -> str:
    """A figure with all its digits, so that the browser calculates with the same one as the records."""
    return _plain(_EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing."""
    return f"{value.normalize(_EXACT):f}" if value else "0"
