"""Who comes first: weighted scores of the worked example, places, and the gates that a winner must pass."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from remit.calc.ranking import leaders, standings
from tests.calc.tenders import CRITERIA, bid, example, tender, usd


def test_the_worked_example() -> None:
    found = standings(example(), ())
    assert [(one.bid.id, one.place, one.score) for one in found] == [
        ("calloway", 1, Fraction(405, 100)),
        ("tresco", 2, Fraction(380, 100)),
        ("orrin", 3, Fraction(355, 100)),
    ]
    assert [one.bid.id for one in leaders(found)] == ["calloway"]


def test_a_score_is_the_sum_of_its_parts() -> None:
    parts = standings(example(), ())[0].parts
    assert tuple(parts) == CRITERIA
    assert list(parts.values()) == [Fraction(part, 100) for part in (80, 100, 60, 60, 40, 45, 20)]


def test_equal_scores_share_a_place_and_the_next_one_is_left_out() -> None:
    bids = [bid(name, {"team": value}, usd(1)) for name, value in (("a", 4), ("b", 5), ("c", 4), ("d", 3))]
    found = standings(tender(bids, {"team": 100}), ())
    assert {one.bid.id: one.place for one in found} == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_who_misses_a_gate_has_no_place_unless_it_is_waived() -> None:
    bids = [
        bid("best", {"team": 5}, usd(1), gates={"audit": False}),
        bid("waived", {"team": 4}, usd(1), gates={"audit": "sponsor-quality-head"}),
        bid("sound", {"team": 3}, usd(1), gates={"audit": True}),
        bid("silent", {"team": 5}, usd(1)),
    ]
    found = {one.bid.id: one for one in standings(tender(bids, {"team": 100}), ("audit",))}
    assert {id: one.place for id, one in found.items()} == {
        "waived": 1, "sound": 2, "best": None, "silent": None,
    }  # fmt: skip
    assert (found["best"].failed, found["waived"].waived, found["silent"].unanswered) == (("audit",),) * 3


def test_who_was_not_scored_on_everything_has_no_place() -> None:
    bids = [bid("half", {"team": 5}, usd(1)), bid("whole", {"team": 1, "price": 1}, usd(1))]
    half, whole = sorted(
        standings(tender(bids, {"team": 50, "price": 50}), ()), key=lambda one: one.bid.id
    )  # fmt: skip
    assert (half.place, half.unscored) == (None, ("price",))
    assert whole.place == 1


@given(
    st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_bids_changes_no_place(results: list[tuple[int, bool]], chance: object) -> None:
    bids = [
        bid(f"b{number}", {"team": value}, usd(1), gates={"audit": met})
        for number, (value, met) in enumerate(results)
    ]
    mixed = list(bids)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    places = [
        {one.bid.id: one.place for one in standings(tender(order, {"team": 100}), ("audit",))}
        for order in (bids, mixed)
    ]
    assert places[0] == places[1]
