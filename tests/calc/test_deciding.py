"""Decisions in figures: weighted scores, options by points and by comparison in pairs, shares of work."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.deciding import MEASURES, compared, is_rounded, partners_share, scored
from remit.model.decisions import Option, OptionWeights, PortfolioWork, Score
from remit.model.values import Money, Percent


def percent(value: int | str) -> Percent:
    return Percent(Decimal(value))


def option(id: str, fte: int | str, cost: int | str, risk: int | str, currency: str = "USD") -> Option:
    return Option(
        id=id,
        title=id,
        model="hybrid",
        internal_fte=Decimal(fte),
        cost=Money(Decimal(cost), currency),
        risk=Decimal(risk),
        note="Weighed",
    )


def by_id(*options: Option) -> dict[str, Option]:
    return {one.id: one for one in options}


EXAMPLE = by_id(
    option("hybrid", "5.5", 33_400_000, "2.5"),
    option("full-service", "4.5", 34_900_000, 3),
    option("functional", 12, 32_100_000, "3.5"),
    option("in-house", 31, 38_600_000, "4.5"),
)
WEIGHTS = OptionWeights(internal_fte=percent(30), cost=percent(40), risk=percent(30))


@pytest.mark.parametrize(
    ("scores", "total"), [((4, 4, 3, 4, 2, 3), "3.45"), ((4, 4, 3, 4, 4, 4), "3.85")]
)  # fmt: skip
def test_six_criteria_of_the_worked_example(scores: tuple[int, ...], total: str) -> None:
    weights = {str(place): percent(one) for place, one in enumerate((15, 20, 15, 25, 15, 10))}
    found = scored(
        weights, {str(n): Score(score=Decimal(one), reason="Seen") for n, one in enumerate(scores)}
    )
    assert found.total == Fraction(total)
    assert found.missing == ()


def test_what_was_not_scored_is_named_and_counts_nothing() -> None:
    found = scored({"a": percent(60), "b": percent(40)}, {"b": Score(score=Decimal(5), reason="Seen")})
    assert (found.total, found.missing) == (2, ("a",))


def test_options_of_the_worked_example() -> None:
    found = compared(EXAMPLE, WEIGHTS)
    assert [(one.option.id, one.place) for one in found] == [
        ("hybrid", 1), ("full-service", 2), ("functional", 3), ("in-house", 4),
    ]  # fmt: skip
    # by hand: 100 x (0.3 x 4.5/5.5 + 0.4 x 32.1/33.4 + 0.3 x 2.5/2.5)
    assert found[0].total == pytest.approx(92.9886, abs=0.0001)
    assert found[0].points["cost"] == Fraction(321, 334)
    assert found[3].beaten_by == ("hybrid", "full-service", "functional")


def test_without_weights_the_three_count_the_same() -> None:
    even = OptionWeights(internal_fte=percent(1), cost=percent(1), risk=percent(1))
    assert compared(EXAMPLE, None) == compared(EXAMPLE, even)
    nothing = OptionWeights(internal_fte=percent(0), cost=percent(0), risk=percent(0))
    assert compared(EXAMPLE, None) == compared(EXAMPLE, nothing)


def test_options_in_several_currencies_have_no_place() -> None:
    found = compared(by_id(option("a", 1, 1, 1), option("b", 9, 9, 9, "EUR")), None)
    assert [(one.place, one.total, one.beaten_by) for one in found] == [(None, None, ())] * 2


def test_an_option_that_takes_nothing_is_best_in_it() -> None:
    free, costly = compared(by_id(option("free", 0, 5, 1), option("costly", 3, 5, 1)), None)
    assert (free.points["internal_fte"], costly.points["internal_fte"]) == (1, 0)
    assert costly.beaten_by == ("free",)


numbers = st.integers(1, 50)
many = st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=6).map(
    lambda rows: by_id(*(option(f"o{n}", *row) for n, row in enumerate(rows)))
)
weightings = st.tuples(*[st.integers(1, 60)] * 3).map(
    lambda row: OptionWeights(**dict(zip(MEASURES, map(percent, row), strict=True)))
)


@given(many, weightings)
def test_who_is_beaten_never_comes_before_who_beats(
    options: dict[str, Option], weights: OptionWeights
) -> None:
    found = {one.option.id: one for one in compared(options, weights)}
    for one in found.values():
        assert one.place
        for other in one.beaten_by:
            assert (found[other].place or 0) < one.place


@given(many, weightings, st.randoms(use_true_random=False))
def test_the_order_of_options_changes_no_place(
    options: dict[str, Option], weights: OptionWeights, chance: object
) -> None:
    names = list(options)
    chance.shuffle(names)  # type: ignore[attr-defined]
    mixed = {name: options[name] for name in names}
    assert {one.option.id: one.place for one in compared(options, weights)} == {
        one.option.id: one.place for one in compared(mixed, weights)
    }


@pytest.mark.parametrize(
    ("internal", "external", "share"),
    [("41.80", "13.20", "24"), ("45.25", "20.25", "31"), ("47.25", "27.75", "37")],
)
def test_shares_of_the_worked_example(internal: str, external: str, share: str) -> None:
    exact = partners_share(PortfolioWork(year=2026, internal=Decimal(internal), external=Decimal(external)))
    assert exact is not None
    assert is_rounded(percent(share), exact)


def test_a_share_is_held_to_the_decimals_in_which_it_is_written() -> None:
    exact = partners_share(PortfolioWork(year=2026, internal=Decimal("45.25"), external=Decimal("20.25")))
    assert exact is not None
    assert [is_rounded(percent(one), exact) for one in ("31", "30.9", "31.0", "30", "30.92")] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert partners_share(PortfolioWork(year=2026, internal=Decimal(0), external=Decimal(0))) is None
