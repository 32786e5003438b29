"""The weight at which the lead changes, judged by scoring all bids again on both sides of it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remit.calc.ranking import standings
from remit.calc.sensitivity import Sensitivity, firmness, robustness, sensitivity, shares, with_weight
from tests.calc.tenders import bid, example, tender, usd

Scores = Mapping[str, Mapping[str, Fraction]]
LITTLE = Fraction(1, 10**12)


def scored_again(
    weights: Mapping[str, Fraction], scores: Scores, name: str, new: Fraction
) -> dict[str, Fraction]:
    """Every bid's score with another weight for one criterion, written out without the functions under test."""
    others = sum(weight for id, weight in weights.items() if id != name)
    changed = {id: new if id == name else weight * (1 - new) / others for id, weight in weights.items()}
    assert sum(changed.values()) == 1
    return {
        id: sum((changed[one] * of_bid[one] for one in changed), Fraction(0)) for id, of_bid in scores.items()
    }


def best_of(found: Mapping[str, Fraction]) -> set[str]:
    return {id for id, value in found.items() if value == max(found.values())}


def leader(weights: Mapping[str, Fraction], scores: Scores) -> str:
    """The best bid under these weights; of several the first by name."""
    now = {
        id: sum((weights[one] * of_bid[one] for one in weights), Fraction(0)) for id, of_bid in scores.items()
    }
    return min(best_of(now))


@st.composite
def rankings(draw: st.DrawFn) -> tuple[Mapping[str, Fraction], Scores]:
    """Weights that sum to 1 and scores in tenths; several criteria have weight."""
    criteria = [f"c{number}" for number in range(draw(st.integers(2, 6)))]
    raw = draw(st.lists(st.integers(0, 40), min_size=len(criteria), max_size=len(criteria)))
    assume(sum(weight > 0 for weight in raw) > 1)
    weights = shares(dict(zip(criteria, map(Fraction, raw), strict=True)))
    tenths = st.integers(10, 50)
    scores = {
        f"b{number}": {name: Fraction(draw(tenths), 10) for name in criteria}
        for number in range(draw(st.integers(2, 5)))
    }
    return weights, scores


@given(rankings())
def test_another_bid_leads_beyond_a_turn_and_none_before_it(
    case: tuple[Mapping[str, Fraction], Scores],
) -> None:
    weights, scores = case
    first = leader(weights, scores)
    for name in weights:
        found = sensitivity(weights, scores, first, name)
        for turn, step, end in ((found.lower, -LITTLE, Fraction(0)), (found.upper, LITTLE, Fraction(1))):
            edge = turn.weight if turn else end
            for part in (Fraction(0), Fraction(1, 3), Fraction(9, 10), Fraction(1)):
                inside = weights[name] + (edge - weights[name]) * part
                assert first in best_of(scored_again(weights, scores, name, inside))
            if turn:
                at, beyond = (scored_again(weights, scores, name, turn.weight + more) for more in (0, step))
                assert at[turn.leader] == at[first]
                assert turn.leader in best_of(beyond)
                assert first not in best_of(beyond)


@given(rankings())
def test_the_order_of_bids_and_criteria_changes_nothing(case: tuple[Mapping[str, Fraction], Scores]) -> None:
    weights, scores = case
    first = leader(weights, scores)
    turned = {id: dict(reversed(of_bid.items())) for id, of_bid in reversed(scores.items())}
    for name in weights:
        assert sensitivity(weights, scores, first, name) == sensitivity(
            dict(reversed(weights.items())), turned, first, name
        )


def by_name() -> dict[str, Sensitivity]:
    found = robustness(example(), standings(example(), ()))
    assert found
    assert found.first == "calloway"
    return {one.criterion: one for one in found.criteria}


def test_turns_of_the_worked_example() -> None:
    found = by_name()
    assert found["area"].upper
    assert found["area"].upper.weight == Fraction(36, 100)  # 0.5625 / 1.5625
    assert found["area"].upper.leader == "tresco"
    assert found["area"].lower is None
    assert found["cost"].upper
    assert found["cost"].upper.leader == "orrin"
    assert found["quality"].lower is found["quality"].upper is None


@pytest.mark.parametrize(
    "criterion", ["area", "team", "quality", "capacity", "technology", "cost", "references"]
)
def test_the_worked_example_scored_again_at_every_tenth_of_a_percent(criterion: str) -> None:
    """Without fractions and roots: the first weight on each side at which another bid leads lies behind the turn."""
    selection = example()
    weights = {id: weight.value for id, weight in selection.weights.items()}
    scores = {
        id: {name: one.score for name, one in each.scores.items()} for id, each in selection.bids.items()
    }
    others = 100 - weights[criterion]

    def leads(tenths: int) -> bool:
        new = tenths * weights[criterion].__class__("0.1")
        total = {
            id: sum(
                of_bid[name] * (new * others if name == criterion else weight * (100 - new))
                for name, weight in weights.items()
            )
            for id, of_bid in scores.items()
        }
        return total["calloway"] == max(total.values())

    one = by_name()[criterion]
    now = int(weights[criterion] * 10)
    upward = next((tenths for tenths in range(now, 1001) if not leads(tenths)), None)
    downward = next((tenths for tenths in range(now, -1, -1) if not leads(tenths)), None)
    for tenths, turn in ((upward, one.upper), (downward, one.lower)):
        assert (tenths is None) == (turn is None)
        if tenths is not None and turn:
            assert 0 < abs(Fraction(tenths, 1000) - turn.weight) <= Fraction(1, 1000)


def test_the_nearest_turn_is_the_smallest_change_of_a_weight() -> None:
    found = robustness(example(), standings(example(), ()))
    assert found
    assert found.nearest
    distance = {
        one.criterion: abs(one.nearest.weight - one.weight) for one in found.criteria if one.nearest
    }  # fmt: skip
    assert found.nearest.criterion == min(distance, key=lambda id: distance[id])


def test_without_a_single_leader_there_is_nothing_to_lose() -> None:
    level = tender([bid("a", {"team": 3}, usd(1)), bid("b", {"team": 3}, usd(1))], {"team": 100})
    alone = tender([bid("a", {"team": 3}, usd(1))], {"team": 100})
    unweighted = tender([bid("a", {"team": 3}, usd(1)), bid("b", {"team": 2}, usd(1))], {"team": 0})
    assert [robustness(one, standings(one, ())) for one in (level, alone, unweighted)] == [None, None, None]


def test_the_only_weight_cannot_be_traded_for_others() -> None:
    one = tender([bid("a", {"team": 3}, usd(1)), bid("b", {"team": 2}, usd(1))], {"team": 100})
    found = robustness(one, standings(one, ()))
    assert found
    assert found.nearest is None
    with pytest.raises(ValueError, match="only criterion"):
        with_weight({"team": Fraction(1)}, "team", Fraction(1, 2))


def leading(weights: Sequence[int], scores: Scores) -> dict[str, float]:
    found = firmness(shares({f"c{n}": Fraction(one) for n, one in enumerate(weights)}), scores, draws=4000)
    return {id: count / found.draws for id, count in found.any.items()}


def test_every_weighting_is_as_likely_as_any_other() -> None:
    """With two criteria, a leads below one third: the length of that piece is its share. With three, the area."""
    two = {"a": {"c0": Fraction(1), "c1": Fraction(2)}, "b": {"c0": Fraction(3), "c1": Fraction(1)}}
    assert leading([50, 50], two)["a"] == pytest.approx(1 / 3, abs=0.03)
    names = ("c0", "c1", "c2")
    three = {f"b{n}": {name: Fraction(int(name == f"c{n}")) for name in names} for n in range(3)}
    assert all(share == pytest.approx(1 / 3, abs=0.03) for share in leading([1, 1, 1], three).values())


@given(rankings())
def test_a_bid_that_is_best_in_everything_leads_under_all_weights(
    case: tuple[Mapping[str, Fraction], Scores],
) -> None:
    weights, scores = case
    with_best = {**scores, "best": dict.fromkeys(weights, Fraction(51, 10))}
    found = firmness(weights, with_best, draws=20)
    assert found.near["best"] == found.any["best"] == 20


def test_the_same_records_give_the_same_shares_in_any_order_of_bids() -> None:
    weights = shares({name: Fraction(1) for name in "xyz"})
    scores = {
        str(number): {name: Fraction(value) for name, value in zip("xyz", values, strict=True)}
        for number, values in enumerate(itertools.permutations((1, 3, 5)))
    }
    assert firmness(weights, scores) == firmness(weights, dict(reversed(scores.items())))


@given(rankings())
def test_a_turn_in_percent_errs_on_the_side_where_the_other_bid_leads(
    case: tuple[Mapping[str, Fraction], Scores],
) -> None:
    weights, scores = case
    for name in weights:
        found = sensitivity(weights, scores, leader(weights, scores), name)
        for turn in (found.lower, found.upper):
            if turn:
                shown = Fraction(turn.percent) / 100
                assert shown <= turn.weight if turn.side == "below" else shown >= turn.weight
                assert abs(shown - turn.weight) < Fraction(1, 1000)
