"""Co-investment and service credits for `remit settle`: in words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.calc.periods import titled
from remit.calc.settlement.co_investment import CoInvested
from remit.calc.settlement.service_credits import Credited, PeriodCredit
from remit.calc.settlement.words import on
from remit.model.values import Money


def co_investment_text(one: CoInvested) -> Iterator[str]:
    """By how much invoices are reduced, and what is returned."""
    terms = one.terms
    yield f"  Co-investment: invoices for direct fees are reduced by {terms.reduction}, at most {terms.cap} in all."
    yield f"    Invoices sent so far: {one.formula}; {one.left} of the cap is left."
    yield f"    All invoices to the end of the order would be reduced by {one.whole}."
    if one.happened and one.event and one.due:
        yield f"    As the records stand, owed to the CRO: {one.back_formula}."
        yield f"    Because this happened on {on(one.event.day)}: {terms.success}. To be paid by {on(one.due)}."
    else:
        yield f"    Owed to the CRO today: nothing. If this happens: {terms.success}, it is {one.back_formula}."
    yield from _open(one.open)


def credits_text(one: Credited) -> Iterator[str]:
    """Credits period by period."""
    terms = one.terms
    yield (
        f"  Service credits: at most {terms.period_cap} of the price of a period's units and {terms.yearly_cap} of "
        "that of a calendar year."
    )
    for period in one.periods:
        yield f"    {titled(period.period)}: {period.credit}{_cut(period)}"
        for level in period.levels:
            back = "; earned back" if level.given_back else ""
            yield f"      {level.title}: {level.formula}{back}"
    yield f"    Credited {one.credit}, earned back {one.given_back}: as the records stand, the CRO owes {one.owed}."
    yield from _open(one.open)


def _cut(one: PeriodCredit) -> str:
    return f", cut to the cap of {one.cap}" if one.limited else ""


def _open(reasons: tuple[str, ...]) -> Iterator[str]:
    yield "    Not final:" if reasons else "    Final: nothing is missing that could change the sum."
    for reason in reasons:
        yield f"      {reason}"


def co_investment_data(one: CoInvested) -> dict[str, Any]:
    """The same as data; amounts are decimal numbers in the currency of the order."""
    return {
        "cap": _plain(one.terms.cap),
        "invoiced": _plain(one.fees),
        "reduced": _plain(one.made),
        "reduced_in_all": _plain(one.whole),
        "formula": one.formula,
        "event": one.terms.success,
        "event_day": one.event.day.isoformat() if one.event else None,
        "happened": one.happened,
        "return": _plain(one.back),
        "return_formula": one.back_formula,
        "return_owed": _plain(one.back) if one.happened else None,
        "return_due": one.due.isoformat() if one.due else None,
        "open": list(one.open),
    }


def credits_data(one: Credited) -> dict[str, Any]:
    """The same as data; amounts are decimal numbers in the currency of the order."""
    return {
        "periods": [
            {
                "period": period.period.id,
                "first": period.period.first.isoformat(),
                "last": period.period.last.isoformat(),
                "cap": _plain(period.cap),
                "credit": _plain(period.credit),
                "levels": [
                    {
                        "id": level.level.id,
                        "title": level.title,
                        "state": level.state,
                        "before_caps": _plain(level.due),
                        "credit": _plain(level.credit),
                        "formula": level.formula,
                        "earned_back": level.given_back,
                    }
                    for level in period.levels
                ],
            }
            for period in one.periods
        ],
        "credited": _plain(one.credit),
        "earned_back": _plain(one.given_back),
        "owed": _plain(one.owed),
        "open": list(one.open),
    }


def _plain(amount: Money) -> str:
    return f"{amount.amount:f}"
