"""Service credits: steps, caps of period and year, credits earned back, and what stays open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from remit.calc.settlement.completed import Prices
from remit.calc.settlement.service_credits import (
    Credited,
    Worked,
    settle_service_credits,
    step_of,
)
from remit.model.performance import MetricValue, Performance
from remit.model.risk_sharing import CreditStep, ServiceCredits, ServiceLevel
from remit.model.values import Duration
from tests.calc.measured import QUERIES, SITES, quarter, value
from tests.calc.orders import CURRENCIES, money, percent

START = dt.date(2025, 12, 15)
METRICS = {"queries": QUERIES, "sites": SITES}


def level(id: str, lines: tuple[str, ...], *steps: tuple[str, str]) -> ServiceLevel:
    found = tuple(CreditStep(beyond=Decimal(beyond), credit=percent(credit)) for beyond, credit in steps)
    return ServiceLevel(id=id, metric=id, lines=lines, steps=found)


TERMS = ServiceCredits(
    model="service-credits",
    levels={
        "queries": level("queries", ("data",), ("7", "2"), ("10", "5")),
        "sites": level("sites", ("data", "visits"), ("90", "3"), ("80", "6")),
    },
    starts_after=Duration(3, "month"),
    period_cap=percent(6),
    yearly_cap=percent(4),
    earn_back=2,
)


def days(figure: str | None, sites: str | None = "100") -> Mapping[str, MetricValue]:
    """The figures of a quarter; None where nothing was measured."""
    found = {"queries": figure, "sites": sites}
    return {id: value(plain=one) for id, one in found.items() if one is not None}


def stated(period: Performance, prices: Prices, year: Prices) -> Worked:
    """A period whose units and those of its year are all accepted, and after which nothing can be claimed any more."""
    return Worked(
        period=period,
        prices=prices,
        year=year,
        sure=year,
        claim_by=period.last,
        as_of=period.last + dt.timedelta(days=1),
    )


def settle(
    *figures: Mapping[str, MetricValue], terms: ServiceCredits = TERMS, currency: str = "USD"
) -> Credited:
    """Quarters of 2026 and on, each with 10,000 of data and 30,000 of visits, four times that in a year."""
    prices = {"data": Fraction(10_000), "visits": Fraction(30_000)}
    year = {id: price * 4 for id, price in prices.items()}
    worked = [stated(quarter(number, values), prices, year) for number, values in enumerate(figures, 1)]
    end = worked[-1].period.last if worked else START
    return settle_service_credits(terms, START, worked, METRICS, currency, end)


def test_the_worst_step_that_is_passed_counts() -> None:
    one = TERMS.levels["queries"]
    assert step_of(one, QUERIES, Decimal(7)) is None, "at the level is not beyond it"
    assert step_of(one, QUERIES, Decimal("7.1")) is one.steps[0]
    assert step_of(one, QUERIES, Decimal(11)) is one.steps[1]
    assert step_of(TERMS.levels["sites"], SITES, Decimal("89.9")) is TERMS.levels["sites"].steps[0]


def test_a_missed_level_credits_its_share_of_the_price_of_its_lines() -> None:
    found = settle(days("5"), days("8"))
    assert found.credit == money(200), "2 % of 10,000"
    assert found.periods[1].levels[0].formula == "8 days, beyond 7: 10,000 USD x 2 % = 200 USD"
    assert not found.periods[1].limited
    assert found.open == ()


def test_a_figure_just_beyond_a_step_is_not_shown_as_the_step() -> None:
    formula = settle(days("5"), days("7.01")).periods[1].levels[0].formula
    assert formula.startswith("7.01 days, beyond 7")


def test_nothing_is_credited_in_the_first_months() -> None:
    found = settle(days("20", "10"))
    assert found.credit == money(0), "the quarter begins within three months after 15 December"
    assert {one.state for one in found.periods[0].levels} == {"too early"}


def test_the_last_day_of_the_first_months_is_among_them() -> None:
    worked = [stated(quarter(2, days("8")), {"data": Fraction(100)}, {"data": Fraction(100)})]
    assert settle_service_credits(TERMS, dt.date(2026, 1, 1), worked, METRICS, "USD").credit == money(0), (
        "1 April"
    )
    assert settle_service_credits(TERMS, dt.date(2025, 12, 31), worked, METRICS, "USD").credit == money(2)


def test_the_cap_of_the_period_cuts_levels_in_proportion() -> None:
    found = settle(days("5"), days("11", "79"), terms=replace(TERMS, yearly_cap=percent(50)))
    # by hand: 5 % of 10,000 and 6 % of 40,000 are 500 + 2,400; the cap is 6 % of 40,000, lines counted once
    second = found.periods[1]
    assert [one.due for one in second.levels] == [money(500), money(2400)]
    assert (second.cap, second.credit, second.limited) == (money(2400), money(2400), True)
    assert [one.credit for one in second.levels] == [money("413.79"), money("1986.21")], "2,400 x 500 / 2,900"


def test_the_cap_of_the_year_leaves_the_rest_and_begins_anew() -> None:
    bad = days("5", "79")
    found = settle(bad, bad, bad, bad, bad, terms=replace(TERMS, earn_back=None))
    # by hand: 2,400 a quarter; the year allows 4 % of 160,000 = 6,400
    assert [one.credit for one in found.periods] == [
        money(0),
        money(2400),
        money(2400),
        money(1600),
        money(2400),
    ]
    assert found.owed == money(8800)


def test_two_good_quarters_earn_the_last_credit_back_once() -> None:
    good = days("5")
    found = settle(good, days("8"), days("11"), good, good, good, good)
    # by hand: 200 and 500 credited; the quarter after the first is bad, those after the second are good
    assert (found.credit, found.given_back, found.owed) == (money(700), money(500), money(200))


def test_a_quarter_without_a_figure_earns_nothing_back() -> None:
    good = days("5")
    found = settle(good, days("8"), good, days(None), good)
    assert (found.given_back, found.owed) == (money(0), money(200))
    assert found.open[-1] == "'Queries' has no figure for fourth quarter 2026."


def test_a_quarter_in_which_nothing_was_due_is_within_the_level() -> None:
    idle = {"queries": value("0", "0", comment="no queries"), "sites": value(plain="100")}
    found = settle(days("5"), days("8"), idle, days("5"))
    assert found.given_back == money(200)


def test_while_the_order_runs_the_last_credit_can_still_be_earned_back() -> None:
    later = dt.date(2027, 12, 31)
    prices = {"data": Fraction(10_000), "visits": Fraction(30_000)}

    def open_after(*figures: str) -> tuple[str, ...]:
        worked = [stated(quarter(n, days(one)), prices, prices) for n, one in enumerate(figures, 1)]
        return settle_service_credits(
            replace(TERMS, yearly_cap=percent(50)), START, worked, METRICS, "USD", later
        ).open

    told = "The credit for 'Queries' of second quarter 2026 can still be earned back."
    assert open_after("5", "8") == open_after("5", "8", "5") == (told,)
    assert open_after("5", "8", "5", "5") == (), "earned back"
    assert open_after("5", "8", "8") == (
        "The credit for 'Queries' of third quarter 2026 can still be earned back.",
    )


def test_without_agreement_nothing_is_earned_back() -> None:
    good = days("5")
    assert settle(good, days("8"), good, good, terms=replace(TERMS, earn_back=None)).owed == money(200)


def test_overlapping_and_missing_periods_are_said_and_never_credited_twice() -> None:
    prices = {"data": Fraction(10_000)}
    worked = [
        stated(one, prices, prices)
        for one in (quarter(2, days("8")), quarter(2, days("8"), id="again"), quarter(5, days("5")))
    ]
    found = settle_service_credits(replace(TERMS, yearly_cap=percent(50)), START, worked, METRICS, "USD")
    assert found.credit == money(200), "2 % of 10,000, once"
    assert "Second quarter 2026 overlaps the period before it, and is left out." in found.open
    assert "Nothing has been reported between second quarter 2026 and first quarter 2027." in found.open


def test_without_periods_nothing_is_known() -> None:
    assert settle().open == ("No period has been reported.",)


figures = st.one_of(st.none(), st.integers(0, 200).map(lambda tenths: str(Decimal(tenths) / 10)))


@given(
    st.sampled_from(CURRENCIES),
    st.lists(st.tuples(figures, figures, st.integers(0, 10**8), st.integers(0, 10**8)), max_size=9),
    st.tuples(*[st.integers(0, 1000)] * 4),
    st.one_of(st.none(), st.integers(1, 3)),
)
def test_credits_never_pass_their_caps_and_nothing_is_negative(
    currency: str,
    rows: list[tuple[str | None, str | None, int, int]],
    tenths: tuple[int, ...],
    earn_back: int | None,
) -> None:
    first, second, in_period, in_year = (percent(Decimal(one) / 10) for one in tenths)
    steps = (CreditStep(beyond=Decimal(7), credit=first), CreditStep(beyond=Decimal(10), credit=second))
    levels = {id: replace(one, steps=steps) for id, one in TERMS.levels.items()}
    terms = replace(TERMS, levels=levels, period_cap=in_period, yearly_cap=in_year, earn_back=earn_back)
    worked, years = [], {}
    for number, (a, b, data, visits) in enumerate(rows, 1):
        period = quarter(number, days(a, b))
        prices = {"data": Fraction(data, 7), "visits": Fraction(visits, 3)}
        years[period.last.year] = years.get(period.last.year, Fraction(0)) + sum(prices.values())
        worked.append((period, prices))
    found = settle_service_credits(
        terms,
        START,
        [stated(one, prices, {"data": years[one.last.year]}) for one, prices in worked],
        METRICS,
        currency,
    )
    for credit, (_, prices) in zip(found.periods, worked, strict=True):
        assert 0 <= credit.credit.amount <= sum(prices.values()) * Fraction(in_period.value) / 100
        assert all(0 <= one.credit.amount <= one.due.amount for one in credit.levels)
        assert all(one.credit == one.credit.rounded() for one in credit.levels)
    for year, price in years.items():
        spent = sum(one.credit.amount for one in found.periods if one.period.last.year == year)
        assert 0 <= spent <= price * Fraction(in_year.value) / 100
    assert 0 <= found.owed.amount <= found.credit.amount
