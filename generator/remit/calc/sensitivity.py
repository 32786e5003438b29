"""How firmly a ranking stands: the weight at which another bid takes the lead, and the lead under many other weights.

One weight changes at a time; the others keep their proportions, so that all of them still sum to the same whole. A bid's
weighted score is then a straight line in that weight, and the weight at which two bids are equal is an exact fraction.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from remit.calc.ranking import Standing, leaders
from remit.frozen import dataclass
from remit.model.selection import Selection

Scores = Mapping[str, Mapping[str, Fraction]]
"""Scores by bid and criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The weight (0 to 1) at which another bid draws level, and that bid: it leads beyond this weight.

    ``side`` says on which side of the present weight it lies: ``below`` or ``above``.
    """

    weight: Fraction
    leader: str
    side: Literal["below", "above"]

    @property
    def percent(self) -> Decimal:
        """The weight in percent with one decimal, rounded away from the present one: beyond it the other bid does lead."""
        thousandths = self.weight * 1000
        whole = math.ceil(thousandths) if self.side == "above" else math.floor(thousandths)
        return Decimal(whole) / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Between which weights of one criterion the first bid stays first; None where it does down to 0, or up to 1."""

    criterion: str
    weight: Fraction
    lower: Turn | None
    upper: Turn | None

    @property
    def nearest(self) -> Turn | None:
        """The turn that takes the smaller change of the weight; the lower one of two that are as near."""
        turns = [turn for turn in (self.lower, self.upper) if turn]
        return min(turns, key=lambda turn: abs(turn.weight - self.weight), default=None)


def shares(weights: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Weights as parts of their sum; empty where they sum to nothing or one is negative."""
    whole = sum(weights.values(), Fraction(0))
    if whole <= 0 or min(weights.values()) < 0:
        return {}
    return {id: weight / whole for id, weight in weights.items()}


def with_weight(weights: Mapping[str, Fraction], criterion: str, weight: Fraction) -> Mapping[str, Fraction]:
    """Weights (summing to 1) in which one has another value and the others keep their proportions.

    ValueError for the only criterion with a weight, whose part nothing can take up.
    """
    rest = 1 - weights[criterion]
    if rest == 0:
        raise ValueError(f"'{criterion}' is the only criterion with a weight")
    return {id: weight if id == criterion else one * (1 - weight) / rest for id, one in weights.items()}


def score(weights: Mapping[str, Fraction], scores: Mapping[str, Fraction]) -> Fraction:
    """The weighted score of one bid."""
    return sum((weight * scores[id] for id, weight in weights.items()), Fraction(0))


def sensitivity(weights: Mapping[str, Fraction], scores: Scores, first: str, criterion: str) -> Sensitivity:
    """How far the weight of one criterion can move before another bid overtakes the ``first``.

    ``weights`` sum to 1; ``first`` has no lower score than any other bid under them.
    """
    now = weights[criterion]
    if now == 1:
        return Sensitivity(criterion=criterion, weight=now, lower=None, upper=None)
    without, alone = (with_weight(weights, criterion, Fraction(end)) for end in (0, 1))
    downward: list[tuple[Fraction, Fraction, str]] = []
    upward: list[tuple[Fraction, Fraction, str]] = []
    for rival in scores:
        if rival == first:
            continue
        at_zero = score(without, scores[first]) - score(without, scores[rival])
        at_one = score(alone, scores[first]) - score(alone, scores[rival])
        if at_zero < 0 or at_one < 0:
            level = at_zero / (at_zero - at_one)
            if at_zero < 0:
                downward.append((-level, at_zero, rival))
            else:
                upward.append((level, at_one, rival))
    lower, upper = min(downward, default=None), min(upward, default=None)
    return Sensitivity(
        criterion=criterion,
        weight=now,
        lower=Turn(weight=-lower[0], leader=lower[2], side="below") if lower else None,
        upper=Turn(weight=upper[0], leader=upper[2], side="above") if upper else None,
    )


DRAWS = 2000
"""Other weightings that are tried; a share of them is then known to about one percent."""
SEED = 20250101
"""Where the series of random numbers begins, so that the same records give the same shares."""
_FINE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """In how many of ``draws`` random weightings each bid leads alone, by bid.

    ``near``: each weight between half and one and a half times itself, then scaled to the same sum. ``any``: every
    weighting is as likely as any other.
    """

    draws: int
    near: Mapping[str, int]
    any: Mapping[str, int]


def firmness(weights: Mapping[str, Fraction], scores: Scores, draws: int = DRAWS) -> Firmness:
    """The lead under other weightings, drawn anew from the same beginning each time; the arithmetic is in whole numbers."""
    numbers = random.Random(SEED)  # noqa: S311 - a sample that must repeat, not a secret
    fine = math.lcm(*(value.denominator for of_bid in scores.values() for value in of_bid.values()))
    rows = {bid: [int(of_bid[id] * fine) for id in weights] for bid, of_bid in scores.items()}
    whole = math.lcm(*(weight.denominator for weight in weights.values()))
    base = [int(weight * whole) for weight in weights.values()]
    near, anything = dict.fromkeys(scores, 0), dict.fromkeys(scores, 0)
    for _ in range(draws):
        nudged = [weight * (_FINE // 2 + int(numbers.random() * (_FINE + 1))) for weight in base]
        _count(nudged, rows, near)
    for _ in range(draws):
        _count(_any_weights(numbers, len(base)), rows, anything)
    return Firmness(draws=draws, near=near, any=anything)


def _any_weights(numbers: random.Random, count: int) -> list[int]:
    """Lengths of the pieces of a stick that is broken at random places: every weighting is as likely as any other."""
    cuts = sorted(int(numbers.random() * _FINE) for _ in range(count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, _FINE], strict=True)]


def _count(weights: Sequence[int], rows: Mapping[str, Sequence[int]], leading: dict[str, int]) -> None:
    found = {
        bid: sum(a * b for a, b in zip(weights, values, strict=True)) for bid, values in rows.items()
    }  # fmt: skip
    best = max(found.values())
    first = [bid for bid, value in found.items() if value == best]
    if len(first) == 1:
        leading[first[0]] += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How firmly the first bid of a selection stands, by criterion and under other weightings."""

    first: str
    criteria: tuple[Sensitivity, ...]
    firmness: Firmness

    @property
    def nearest(self) -> Sensitivity | None:
        """The criterion whose smallest change of weight lets another bid take the lead; None where none does."""
        turning = [(abs(one.nearest.weight - one.weight), one) for one in self.criteria if one.nearest]
        return min(turning, key=lambda pair: pair[0], default=(None, None))[1]


def robustness(selection: Selection, found: Iterable[Standing]) -> Robustness | None:
    """How firmly the first place of a selection stands among the bids that may win.

    None where fewer than two bids may win, several share the first place, or the weights cannot be scaled.
    """
    running = [one for one in found if one.may_win]
    first = leaders(running)
    weights = shares({id: Fraction(weight.value) for id, weight in selection.weights.items()})
    if len(running) < 2 or len(first) != 1 or not weights:
        return None
    scores = {
        one.bid.id: {id: Fraction(one.bid.scores[id].score) for id in weights} for one in running
    }  # fmt: skip
    leader = first[0].bid.id
    return Robustness(
        first=leader,
        criteria=tuple(sensitivity(weights, scores, leader, id) for id in weights),
        firmness=firmness(weights, scores),
    )
