"""Who comes first in a selection: weighted scores in exact fractions, and the gates that a winner must pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from remit.frozen import dataclass
from remit.model.selection import Bid, GateResult, Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a bid stands. ``parts`` holds score times weight by criterion; their sum is the weighted score, 1 to 5.

    ``place`` counts from 1 among the bids that may win, and equal scores share a place; None for a bid that may not win.
    ``unscored`` names criteria without a score, ``failed`` gates that are neither met nor waived, ``waived`` those that are
    waived, and ``unanswered`` those about which the bid's record says nothing.
    """

    bid: Bid
    parts: Mapping[str, Fraction]
    unscored: tuple[str, ...]
    failed: tuple[str, ...]
    waived: tuple[str, ...]
    unanswered: tuple[str, ...]
    place: int | None = None

    @property
    def score(self) -> Fraction:
        """The weighted score; a criterion without a score counts nothing."""
        return sum(self.parts.values(), Fraction(0))

    @property
    def may_win(self) -> bool:
        """Whether every criterion is scored and every gate met or waived."""
        return not (self.unscored or self.failed or self.unanswered)


def standings(selection: Selection, gates: Iterable[str]) -> tuple[Standing, ...]:
    """Every bid of a selection: by place those that may win, then the others by score. ``gates`` are the playbook's."""
    asked = tuple(gates)
    found = [_standing(selection, bid, asked) for bid in selection.bids.values()]
    scores = [one.score for one in found if one.may_win]
    placed = (
        replace(one, place=1 + sum(score > one.score for score in scores)) if one.may_win else one
        for one in found
    )
    return tuple(sorted(placed, key=lambda one: (one.place is None, one.place or 0, -one.score)))


def _standing(selection: Selection, bid: Bid, gates: tuple[str, ...]) -> Standing:
    results = {id: bid.gates.get(id) for id in dict.fromkeys((*gates, *bid.gates))}
    return Standing(
        bid=bid,
        parts={
            id: Fraction(bid.scores[id].score) * Fraction(weight.fraction)
            for id, weight in selection.weights.items()
            if id in bid.scores
        },
        unscored=tuple(id for id in selection.weights if id not in bid.scores),
        failed=tuple(id for id, result in results.items() if result and not _passed(result)),
        waived=tuple(id for id, result in results.items() if result and not result.met and _passed(result)),
        unanswered=tuple(id for id, result in results.items() if result is None),
    )


def _passed(result: GateResult) -> bool:
    return result.met or result.waived_by is not None


def leaders(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """The bids in the first place: one, or several with the same score; none where no bid may win."""
    return tuple(one for one in found if one.place == 1)
