"""A decision to outsource in figures: weighted scores, options side by side, and the shares of work before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from remit.frozen import dataclass
from remit.model.decisions import Decision, Model, Option, OptionWeights, PortfolioWork, Score
from remit.model.ledger import Ledger
from remit.model.values import Percent

# ---- scores ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Scores times their weights. ``parts`` holds them by criterion, ``missing`` the criteria that were not scored."""

    parts: Mapping[str, Fraction]
    missing: tuple[str, ...]

    @property
    def total(self) -> Fraction:
        """The weighted score, 1 to 5; what was not scored counts nothing."""
        return sum(self.parts.values(), Fraction(0))


def scored(weights: Mapping[str, Percent], scores: Mapping[str, Score]) -> Scored:
    """The weighted scores of a decision, in the order of the criteria; a score without a criterion counts nothing."""
    return Scored(
        parts={
            id: Fraction(scores[id].score) * Fraction(weight.fraction)
            for id, weight in weights.items()
            if id in scores
        },
        missing=tuple(id for id in weights if id not in scores),
    )


# ---- options --------------------------------------------------------------------------------------------------------

MEASURES = ("internal_fte", "cost", "risk")
"""What options are compared by. Less is better in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An option beside the others.

    ``points`` (0 to 1, by measure) are the least value of all options divided by its own: the best has 1, one that takes
    twice as much has a half. ``total`` is their weighted sum times 100, ``place`` counts from 1 with equal totals sharing a
    place. All are None or empty where costs are in several currencies or a value is negative. ``beaten_by`` names the
    options that are at least as good in every measure and better in one, whatever the weights.
    """

    option: Option
    points: Mapping[str, Fraction]
    total: Fraction | None
    beaten_by: tuple[str, ...]
    place: int | None = None


def compared(options: Mapping[str, Option], weights: OptionWeights | None) -> tuple[Compared, ...]:
    """Options by own people, cost and risk, the best first; without weights the three count the same.

    Points in proportion to the best offer are the usual way of scoring prices in tenders.
    """
    share = _shares(weights)
    values = {id: _values(option) for id, option in options.items()}
    currencies = {option.cost.currency for option in options.values()}
    rankable = len(currencies) == 1 and all(value >= 0 for of in values.values() for value in of.values())
    found = []
    for id, option in options.items():
        points = {name: _points(name, id, values) for name in MEASURES} if rankable else {}
        total = sum((points[name] * share[name] for name in MEASURES), Fraction(0)) * 100 if points else None
        beaten = tuple(other for other in options if _beats(options[other], option))
        found.append(Compared(option=option, points=points, total=total, beaten_by=beaten))
    totals = [one.total for one in found if one.total is not None]
    placed = (
        replace(one, place=1 + sum(total > one.total for total in totals)) if one.total is not None else one
        for one in found
    )
    return tuple(sorted(placed, key=lambda one: one.place or 0))


def _shares(weights: OptionWeights | None) -> Mapping[str, Fraction]:
    given = {name: Fraction(getattr(weights, name).value) for name in MEASURES} if weights else {}
    whole = sum(given.values(), Fraction(0))
    if whole <= 0:
        return dict.fromkeys(MEASURES, Fraction(1, len(MEASURES)))
    return {name: value / whole for name, value in given.items()}


def _values(option: Option) -> Mapping[str, Fraction]:
    return {
        "internal_fte": Fraction(option.internal_fte),
        "cost": Fraction(option.cost.amount),
        "risk": Fraction(option.risk),
    }


def _points(name: str, id: str, values: Mapping[str, Mapping[str, Fraction]]) -> Fraction:
    own, least = values[id][name], min(of[name] for of in values.values())
    return least / own if own else Fraction(1)


def _beats(one: Option, other: Option) -> bool:
    """Whether one option is at least as good in every measure and better in one."""
    if one.cost.currency != other.cost.currency:
        return False
    mine, theirs = _values(one), _values(other)
    return all(mine[name] <= theirs[name] for name in MEASURES) and mine != theirs


def way_of_ranking(weights: OptionWeights | None) -> str:
    """How options are ranked, in words."""
    counted = (
        f"own people count {weights.internal_fte}, cost {weights.cost}, risk {weights.risk}"
        if weights
        else "own people, cost and risk count the same"
    )
    return (
        "Points out of 100: in each column the least value of all options divided by the option's own, weighted "
        f"({counted}). An option is beaten if another takes no more own people, costs no more and is no riskier, and is "
        "better in one of the three."
    )


def unweighed(one: Decision) -> tuple[str, ...]:
    """Engagement models for which the decision has no option."""
    there = {option.model for option in one.options.values()}
    return tuple(model for model in get_args(Model) if model not in there)


# ---- shares of the work ---------------------------------------------------------------------------------------------


def partners_share(work: PortfolioWork) -> Fraction | None:
    """Partners' part of the full-time equivalents in percent; None without work."""
    whole = Fraction(work.internal) + Fraction(work.external)
    return Fraction(work.external) * 100 / whole if whole else None


def is_rounded(share: Percent, exact: Fraction) -> bool:
    """Whether a percentage is the exact value, rounded to the decimals in which it is written."""
    unit = Fraction(Decimal(1).scaleb(int(share.value.as_tuple().exponent)))
    return abs(Fraction(share.value) - exact) <= unit / 2


def in_sequence(ledger: Ledger) -> tuple[Decision, ...]:
    """All decisions to outsource by date, and by study on one day."""
    return tuple(sorted(ledger.every(Decision), key=lambda one: (one.date, one.study)))
