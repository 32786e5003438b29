"""The command `remit settle`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import click

from remit.calc.orders import orders_for
from remit.calc.settlement.distribution import distribution
from remit.calc.settlement.incentives import Balance, BonusMalus, Measure
from remit.calc.settlement.study import HeldBack, Instalments, OrderSettlement, settlement_of
from remit.calc.settlement.words import band_words, on, target_words
from remit.cli.asked import calculable, study_in
from remit.cli.numbers import number
from remit.cli.options import as_of_option, format_option, root_option
from remit.cli.saving import records_of
from remit.cli.settle_shared import co_investment_data, co_investment_text, credits_data, credits_text
from remit.exchange.visible import visible, visible_json
from remit.model.values import Money
from remit.workspace import Workspace


@click.command("settle")
@click.argument("study")
@as_of_option("The day on which is settled: what happened and was agreed by then.  [default: today]")
@format_option
@root_option
def command(study: str, as_of: dt.date | None, form: str, workspace: Workspace) -> None:
    """Say what is owed under the risk sharing of STUDY's work orders: each part with the sum in words.

    Those are fixed price, holdback, bonus and malus, co-investment and service credits. Results come from the milestones of
    the schedule, from reported metrics and findings, and from what the parties agreed in settlements/. What cannot be
    settled yet is said.

    Exit codes: 0 everything can be settled, 1 something is not known yet, 2 the command could not do its work.

    \b
    Examples:
      remit settle nvt-218-301
      remit settle nvt-218-301 --as-of 2028-12-31 --format json
    """
    ledger = records_of(workspace, study)
    day = as_of or dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    orders = calculable(ledger, orders_for(ledger, study_in(ledger, study).id))
    found = [one for order in orders if (one := settlement_of(ledger, order, day)).shares_risk]
    if form == "json":
        data = {"study": study, "as_of": day.isoformat(), "orders": [_data(one) for one in found]}
        click.echo(visible_json(json.dumps(data, indent=2, ensure_ascii=False)))
    else:
        for line in _text(found, study, day):
            click.echo(visible(line))
    raise SystemExit(1 if any(one.by_hand or one.open for one in found) else 0)


def _text(found: list[OrderSettlement], study: str, day: dt.date) -> Iterator[str]:
    if not found:
        yield f"No work order of {study} shares risk."
    for one in found:
        yield f"{one.order.number}, {one.facts.cro}, on {on(day)}"
        if one.instalments:
            yield from _instalments(one.instalments)
        if one.held_back:
            yield from _held_back(one.held_back)
        if one.bonus_malus:
            yield from _bonus_malus(one, one.bonus_malus)
        if one.co_invested:
            yield from co_investment_text(one.co_invested)
        if one.credits:
            yield from credits_text(one.credits)
        for words in one.by_hand:
            yield f"  Not calculated, settle by hand: {words}."
        yield ""


def _instalments(one: Instalments) -> Iterator[str]:
    yield f"  Fixed price: {one.earned} earned with {len(one.reached)} milestones, {one.to_come} to come."
    for title in one.unsure:
        yield f"    '{title}' was planned before this day; no milestone of the schedule shows whether it was reached."


def _held_back(one: HeldBack) -> Iterator[str]:
    yield f"  Holdback: {one.kept} of {one.whole} kept back from invoices sent so far."
    if one.event is None:
        yield "    Nobody has dated the event that releases it."
    else:
        due = f", to be paid by {on(one.due)}" if one.due else ""
        yield f"    Release {'happened' if one.happened else 'expected'} on {on(one.event)}{due}."


def _bonus_malus(settled: OrderSettlement, found: BonusMalus) -> Iterator[str]:
    terms = found.terms
    yield f"  Bonus and malus: at most {terms.bonus_cap} to earn, at most {terms.malus_cap} to lose."
    for one in found.measures:
        yield from _measure(settled, one)
    yield "    Quality conditions, without which no bonus is due:"
    for gate in found.gates:
        state = "open" if gate.holds is None else "holds" if gate.holds else "does not hold"
        yield f"      {state}: {gate.words} ({gate.why})"
    yield f"    Final results so far: {_sum(found.so_far)}"
    yield f"    With what is expected: {_sum(found.expected)}"
    yield from _likely(settled, found)
    if found.owed:
        yield f"    Owed: {_sum(found.owed)}"
        return
    yield "    Owed today: nothing yet; the contract settles when the last result is known. Not final:"
    for reason in found.open:
        yield f"      {reason}"


def _likely(settled: OrderSettlement, found: BonusMalus) -> Iterator[str]:
    spread = distribution(settled.facts, found.terms)
    if spread is None or not found.open:
        return
    if spread.certain:
        yield "    The network of the schedule moves none of these dates any more; the forecast is all there is."
        return
    currency = found.terms.bonus_cap.currency
    yield (
        f"    Under the uncertainty of the schedule ({spread.runs:,} runs): balance {spread.low:,} to {spread.high:,} "
        f"{currency} in eight of ten, {spread.middle:,} in the middle; "
        f"above nothing in {spread.gains:.0%}, below in {spread.losses:.0%}."
    )


def _measure(settled: OrderSettlement, one: Measure) -> Iterator[str]:
    incentive = one.incentive
    metric = settled.facts.metrics.get(incentive.metric or "")
    yield f"    {incentive.title} ({incentive.weight}), target {target_words(settled.order, incentive, metric)}"
    yield f"      {one.known}: {one.result.words}"
    yield f"      {band_words(incentive, metric)}"
    yield f"      {one.formula}"


def _sum(one: Balance) -> str:
    return f"bonus {one.bonus}, malus {one.malus}, balance {one.net}"


def _data(one: OrderSettlement) -> dict[str, Any]:
    data: dict[str, Any] = {"order": one.order.id, "number": one.order.number, "currency": one.order.currency}
    if one.instalments:
        data["fixed_price"] = {
            "reached": list(one.instalments.reached),
            "not_shown_by_the_schedule": list(one.instalments.unsure),
            "earned": _plain(one.instalments.earned),
            "to_come": _plain(one.instalments.to_come),
        }
    if one.held_back:
        held = one.held_back
        data["holdback"] = {
            "kept": _plain(held.kept),
            "total": _plain(held.whole),
            "event": held.event.isoformat() if held.event else None,
            "happened": held.happened,
            "due": held.due.isoformat() if held.due else None,
        }
    if one.bonus_malus:
        spread = distribution(one.facts, one.bonus_malus.terms)
        likely = dataclasses.asdict(spread) if spread else None
        data["bonus_malus"] = {**_scheme(one.bonus_malus), "distribution": likely}
    if one.co_invested:
        data["co_investment"] = co_investment_data(one.co_invested)
    if one.credits:
        data["service_credits"] = credits_data(one.credits)
    data["not_calculated"] = list(one.by_hand)
    return data


def _scheme(found: BonusMalus) -> dict[str, Any]:
    return {
        "bonus_cap": _plain(found.terms.bonus_cap),
        "malus_cap": _plain(found.terms.malus_cap),
        "measures": [
            {
                "id": one.incentive.id,
                "title": one.incentive.title,
                "known": one.known,
                "settled": one.settled,
                "value": number(one.result.value) if one.result.value is not None else None,
                "result": one.result.words,
                "most_bonus": _plain(one.most_bonus),
                "most_malus": _plain(one.most_malus),
                "bonus": _plain(one.bonus) if one.bonus else None,
                "malus": _plain(one.malus) if one.malus else None,
                "formula": one.formula,
            }
            for one in found.measures
        ],
        "gates": [
            {"id": gate.id, "condition": gate.words, "holds": gate.holds, "why": gate.why}
            for gate in found.gates
        ],
        "so_far": _balance(found.so_far),
        "expected": _balance(found.expected),
        "owed": _balance(found.owed) if found.owed else None,
        "open": list(found.open),
    }


def _balance(one: Balance) -> dict[str, str]:
    return {"bonus": _plain(one.bonus), "malus": _plain(one.malus), "balance": _plain(one.net)}


def _plain(amount: Money) -> str:
    return f"{amount.amount:f}"
