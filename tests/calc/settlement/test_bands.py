"""The payout curve of a measure: shares in exact fractions, and amounts that never pass their caps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.money import milestone_amounts
from remit.calc.settlement.bands import bonus_share, higher_is_better, malus_share, part_of
from remit.calc.settlement.incentives import amounts, balance, potentials
from remit.model.risk_sharing import Band, Incentive, RiskSharing
from remit.model.values import Money, Percent
from tests.calc.orders import CURRENCIES, money, percent


def band(*steps: int | str, no_malus: int | str | None = None) -> Band:
    full, none, malus = (Decimal(step) for step in steps)
    return Band(
        full_bonus=full,
        no_bonus=none,
        no_malus=None if no_malus is None else Decimal(no_malus),
        full_malus=malus,
    )


ENROLMENT, LOCK, FILE = band(0, 45, 90), band(0, 0, 15), band(95, 92, 85)


@pytest.mark.parametrize(
    ("one", "result", "bonus", "malus"),
    [
        (ENROLMENT, -10, 1, 0),
        (ENROLMENT, 0, 1, 0),
        (ENROLMENT, 15, Fraction(2, 3), 0),
        (ENROLMENT, 45, 0, 0),
        (ENROLMENT, 60, 0, Fraction(1, 3)),
        (ENROLMENT, 90, 0, 1),
        (ENROLMENT, 400, 0, 1),
        (LOCK, 0, 1, 0),
        (LOCK, 1, 0, Fraction(1, 15)),
        (LOCK, 15, 0, 1),
        (FILE, 97, 1, 0),
        (FILE, Decimal("93.5"), Fraction(1, 2), 0),
        (FILE, 92, 0, 0),
        (FILE, Decimal("88.5"), 0, Fraction(1, 2)),
        (FILE, 80, 0, 1),
        (band(-14, 0, 30, no_malus=10), -7, Fraction(1, 2), 0),
        (band(-14, 0, 30, no_malus=10), 5, 0, 0),
        (band(-14, 0, 30, no_malus=10), 20, 0, Fraction(1, 2)),
    ],
)
def test_shares_move_in_straight_lines(
    one: Band, result: Decimal | int, bonus: Fraction | int, malus: Fraction | int
) -> None:
    assert (bonus_share(one, result), malus_share(one, result)) == (bonus, malus)


def test_a_band_that_runs_down_is_of_a_metric_of_which_more_is_better() -> None:
    assert higher_is_better(FILE)
    assert not higher_is_better(ENROLMENT)


def test_half_a_minor_unit_goes_to_the_even_one() -> None:
    assert part_of(money("0.05"), Fraction(1, 2)) == money("0.02")
    assert part_of(money("0.07"), Fraction(1, 2)) == money("0.04")
    assert part_of(Money(Decimal(3), "JPY"), Fraction(1, 2)) == Money(Decimal(2), "JPY")


steps = st.lists(st.decimals(-400, 400, places=2, allow_nan=False), min_size=4, max_size=4, unique=True)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    first, second, third, last = sorted(draw(steps), reverse=draw(st.booleans()))
    return Band(full_bonus=first, no_bonus=second, no_malus=third, full_malus=last)


@st.composite
def schemes(draw: st.DrawFn) -> RiskSharing:
    """A scheme with caps in one of three kinds of currency, of one to six measures whose weights sum to 100 %."""
    currency = draw(st.sampled_from(CURRENCIES))
    digits = {"JPY": 0, "USD": 2, "KWD": 3}[currency]
    amount = st.integers(0, 10**9).map(lambda units: Money(Decimal(units).scaleb(-digits), currency))
    at_risk, bonus = draw(amount), draw(amount)
    cuts = sorted(draw(st.lists(st.integers(0, 1000), max_size=5)))
    weights = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    incentives = {
        f"m{place}": Incentive(
            id=f"m{place}",
            title="Measure",
            measures="days late",
            weight=Percent(Decimal(weight) / 10),
            band=draw(bands()),
        )
        for place, weight in enumerate(weights)
    }
    return RiskSharing(
        model="m",
        at_risk_share=percent(8),
        at_risk=at_risk,
        bonus_share=percent(5),
        bonus_cap=bonus,
        malus_cap=part_of(at_risk, draw(st.fractions(0, 1))),
        incentives=incentives,
    )


@given(schemes(), st.data())
def test_a_settlement_never_exceeds_its_caps(terms: RiskSharing, data: st.DataObject) -> None:
    most = potentials(terms)
    result = st.decimals(-1000, 1000, places=2, allow_nan=False)
    pairs = [amounts(one, Fraction(data.draw(result)), most[id]) for id, one in terms.incentives.items()]
    found = balance(terms, pairs, gates_hold=data.draw(st.booleans()))
    assert 0 <= found.bonus.amount <= terms.bonus_cap.amount
    assert 0 <= found.malus.amount <= terms.malus_cap.amount <= terms.at_risk.amount
    assert -terms.malus_cap.amount <= found.net.amount <= terms.bonus_cap.amount


@given(schemes())
def test_the_best_results_earn_the_whole_bonus_and_the_worst_cost_the_whole_malus(terms: RiskSharing) -> None:
    most = potentials(terms)
    best = [amounts(one, one.band.full_bonus, most[id]) for id, one in terms.incentives.items()]  # type: ignore[arg-type]
    worst = [amounts(one, one.band.full_malus, most[id]) for id, one in terms.incentives.items()]  # type: ignore[arg-type]
    assert balance(terms, best, gates_hold=True).bonus == terms.bonus_cap
    assert balance(terms, best, gates_hold=True).malus.amount == 0
    assert balance(terms, worst, gates_hold=True).malus == terms.malus_cap
    assert balance(terms, best, gates_hold=False).bonus.amount == 0


@given(
    bands(),
    st.decimals(-1000, 1000, places=2, allow_nan=False),
    st.decimals(-1000, 1000, places=2, allow_nan=False),
)
def test_a_better_result_never_earns_less_or_costs_more(one: Band, first: Decimal, second: Decimal) -> None:
    better, worse = sorted((first, second), reverse=higher_is_better(one))
    assert bonus_share(one, better) >= bonus_share(one, worse)
    assert malus_share(one, better) <= malus_share(one, worse)


@given(bands(), st.decimals(-1000, 1000, places=2, allow_nan=False))
def test_no_result_earns_and_costs(one: Band, result: Decimal) -> None:
    assert bonus_share(one, result) == 0 or malus_share(one, result) == 0


def test_shares_of_measures_add_up_to_the_caps() -> None:
    weights = [percent("33.3"), percent("33.3"), percent("33.4")]
    assert sum(one.amount for one in milestone_amounts(money("100.01"), weights)) == Decimal("100.01")
