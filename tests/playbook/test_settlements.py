"""The settlement of the example, worked out by hand from its bands, dates and agreed days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from remit.calc.settlement.distribution import distribution
from remit.calc.settlement.facts import facts_of
from remit.calc.settlement.incentives import (
    BonusMalus,
    amounts,
    balance,
    potentials,
    settle_bonus_malus,
)
from remit.calc.settlement.results import Facts
from remit.calc.settlement.scenarios import scenarios
from remit.calc.settlement.study import settlement_of
from remit.calc.simulation import milestone_dates
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.performance import Finding
from remit.model.settlement import MeasuredResult, SettledMeasure
from remit.model.values import Money

TODAY = dt.date(2026, 11, 30)


def usd(amount: int | str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.fixture
def facts(ledger: Ledger) -> Facts:
    return facts_of(ledger, ledger.of(WorkOrder)["wo-301"], TODAY)


def settled(facts: Facts) -> BonusMalus:
    assert facts.order.risk_sharing
    return settle_bonus_malus(facts, facts.order.risk_sharing)


def test_seven_days_late_with_three_excluded_earn_26_thirtieths(facts: Facts) -> None:
    one = settled(facts).measures[0]
    assert (one.known, one.result.value) == ("actual", 4)
    assert (one.bonus, one.malus) == (usd("66476.80"), usd(0)), "76,704 x 26 / 30"


def test_twelve_days_late_with_five_excluded_earn_23_thirtieths(facts: Facts) -> None:
    assert settled(facts).measures[1].bonus == usd("58806.40"), "76,704 x 23 / 30"


def test_a_claim_that_was_not_agreed_does_not_count(facts: Facts) -> None:
    one = settled(facts).measures[2]
    assert (one.known, one.result.value) == ("expected", 35)
    assert one.bonus == usd("68181.33"), "306,816 x 10 / 45"


def test_the_lock_is_measured_from_the_last_visit(facts: Facts) -> None:
    one = settled(facts).measures[3]
    assert one.result.value == 0, "30 days after the last visit, both as forecast"


def test_the_file_is_expected_as_last_reported(facts: Facts) -> None:
    one = settled(facts).measures[4]
    assert one.result.value == Decimal("93.90625")
    assert one.bonus == usd(48739), "76,704 x (93.90625 - 92) / 3"


def test_nothing_is_owed_before_the_last_result(facts: Facts) -> None:
    found = settled(facts)
    assert found.owed is None
    assert len(found.open) == 3
    assert found.so_far.net == usd("125283.20")


def test_before_anything_happened_nothing_is_final(ledger: Ledger) -> None:
    early = facts_of(ledger, ledger.of(WorkOrder)["wo-301"], dt.date(2025, 7, 1))
    assert {one.known for one in settled(early).measures} <= {"expected", "open"}
    assert [gate.holds for gate in settled(early).gates] == [None, None]


def test_an_open_critical_finding_takes_the_bonus(facts: Facts) -> None:
    finding = Finding(source="audit", grade="critical", text="Consent forms missing", open=True)
    last = replace(facts.periods[-1], findings=(finding,))
    found = settled(replace(facts, periods=(*facts.periods[:-1], last)))
    assert found.gates[0].holds is False
    assert found.so_far.bonus == found.expected.bonus == usd(0)


def test_everything_known_is_owed(ledger: Ledger, facts: Facts) -> None:
    assert facts.agreed
    schedule = facts.dates.schedules["nvt-218-301"]
    milestones = {
        id: replace(one, actual=one.actual or one.forecast) for id, one in schedule.milestones.items()
    }
    schedules = {"nvt-218-301": replace(schedule, milestones=milestones)}
    measured = MeasuredResult(
        numerator=Decimal(45_000),
        denominator=Decimal(50_000),
        measured=dt.date(2028, 8, 23),
        evidence="Report",
    )
    done = replace(
        facts,
        dates=replace(facts.dates, schedules=schedules, as_of=dt.date(2028, 12, 1)),
        agreed=replace(facts.agreed, results={"tmf-at-lock": measured}),
    )
    found = settled(done)
    assert found.open == ()
    assert found.owed
    # 90 % lies two of seven points below 92 %: 122,726.40 x 2 / 7
    assert (found.owed.bonus, found.owed.malus) == (usd("423576.53"), usd("35064.69"))


def test_what_was_settled_is_not_opened_again(facts: Facts) -> None:
    assert facts.agreed
    paid = SettledMeasure(
        bonus=usd(60_000), malus=usd(0), settled=dt.date(2026, 1, 30), document="Invoice 12"
    )
    found = settled(replace(facts, agreed=replace(facts.agreed, settled={"first-participant": paid})))
    assert found.measures[0].settled
    assert found.measures[0].bonus == usd(60_000)


def test_holdback_and_fixed_price_of_201(ledger: Ledger) -> None:
    found = settlement_of(ledger, ledger.of(WorkOrder)["wo-201"], TODAY)
    assert found.instalments
    assert found.held_back
    assert found.instalments.earned + found.instalments.to_come == usd(3_840_000)
    assert found.instalments.unsure == ("75 % of participants randomised",)
    assert found.open == ("whether '75 % of participants randomised' has been reached",)
    assert (found.held_back.whole, found.held_back.happened) == (usd(192_000), False)
    assert found.held_back.due == dt.date(2027, 8, 2)


def test_other_cases_of_the_example(facts: Facts) -> None:
    found = {one.case: one.balance for one in scenarios(settled(facts))}
    on_time = found["Every date reached on the target date, metrics at their targets"]
    assert (on_time.bonus, on_time.malus) == (usd(767_040), usd(0))
    late = found["Every date reached 90 calendar days after the target date, metrics at their targets"]
    assert (late.bonus, late.malus) == (usd(76_704), usd("1104537.60")), "90 % of the weights are dates"
    worst = found["Final results, and the worst case for the rest"]
    assert (worst.bonus, worst.malus) == (usd("125283.20"), usd("981811.20"))


def test_the_distribution_agrees_with_settling_each_run_exactly(ledger: Ledger) -> None:
    day = dt.date(2025, 6, 2)
    early = facts_of(ledger, ledger.of(WorkOrder)["wo-301"], day)
    terms = early.order.risk_sharing
    assert terms
    schedule = early.dates.schedules["nvt-218-301"]
    dates = milestone_dates(schedule, runs=200, as_of=day)
    assert dates is not None
    nets = []
    for run in range(200):
        moved = {
            id: replace(one, actual=None, forecast=dates[id][run].item())
            for id, one in schedule.milestones.items()
        }
        schedules = {"nvt-218-301": replace(schedule, milestones=moved)}
        found = settled(replace(early, dates=replace(early.dates, schedules=schedules)))
        file = amounts(terms.incentives["tmf-at-lock"], 95, potentials(terms)["tmf-at-lock"])
        pairs = [(one.bonus, one.malus) for one in found.measures if one.bonus and one.malus]
        nets.append(balance(terms, [*pairs, file], gates_hold=True).net.amount)
    nets.sort()
    spread = distribution(early, terms, runs=200)
    assert spread
    assert [spread.low, spread.middle, spread.high] == [round(nets[at]) for at in (19, 99, 179)]
    assert sum(one.share for one in spread.bars) == pytest.approx(1)
    counted = [sum(one.low <= net < one.high for net in nets) / 200 for one in spread.bars[:-1]]
    assert [one.share for one in spread.bars[:-1]] == pytest.approx(counted)
    assert (spread.bars[0].low, spread.bars[-1].high) == (-1_227_264, 767_040), "from cap to cap"
    assert not spread.certain


def test_today_the_network_moves_nothing_any_more(facts: Facts) -> None:
    assert facts.order.risk_sharing
    spread = distribution(facts, facts.order.risk_sharing, runs=100)
    assert spread
    assert spread.certain


def test_co_investment_and_service_credits_of_202_are_final(ledger: Ledger) -> None:
    found = settlement_of(ledger, ledger.of(WorkOrder)["wo-202"], TODAY)
    assert found.open == found.by_hand == ()
    assert found.co_invested
    assert found.credits
    # by hand: 10 months at 7,200, 4 countries at 5,500, 600 candidates at 85; 10 % of 145,000 is more than the cap
    assert (found.co_invested.fees, found.co_invested.made) == (usd(145_000), usd(12_000))
    assert (found.co_invested.back, found.co_invested.due) == (usd(18_000), dt.date(2027, 1, 1))
    # by hand: 3 x 7,200 + (74 + 96 + 82) x 85 = 43,020, of which 4 %
    assert found.credits.owed == usd("1720.80")
    assert [one.credit for one in found.credits.periods] == [usd(0), usd("1720.80"), usd(0)]


def test_while_202_runs_its_credits_wait_for_the_decision_on_the_claim(ledger: Ledger) -> None:
    order = ledger.of(WorkOrder)["wo-202"]
    early = settlement_of(ledger, order, dt.date(2026, 7, 15))
    assert early.credits
    assert early.credits.open == (
        "The claim that 'Candidates called back in time' does not count for second quarter 2026 has not been decided.",
        "The credit for 'Candidates called back in time' of second quarter 2026 can still be earned back.",
    )
    assert early.co_invested
    assert not early.co_invested.happened
