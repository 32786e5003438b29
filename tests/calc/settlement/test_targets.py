"""Targets counted in business days after a milestone: by the holidays of the country named, judged by numpy and by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import holidays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.payments.known_dates import KnownDates
from remit.calc.settlement.distribution import distribution
from remit.calc.settlement.incentives import BonusMalus, settle_bonus_malus
from remit.calc.settlement.results import Facts, target_from
from remit.calc.settlement.words import target_words
from remit.model.planning import Schedule, StudyMilestone, Task
from remit.model.risk_sharing import Band, Incentive, RiskSharing
from remit.model.values import Duration
from tests.calc.orders import milestone, money, percent, unit_line, work_order

LOCK = Incentive(
    id="lock",
    title="Lock",
    measures="days late",
    milestone="lock",
    weight=percent(100),
    target_after="visit",
    target_within=Duration(5, "business day"),
    band=Band(full_bonus=Decimal(0), no_bonus=Decimal(10), full_malus=Decimal(20)),
)
TERMS = RiskSharing(
    model="bonus-malus",
    at_risk_share=percent(10),
    at_risk=money(10_000),
    bonus_share=percent(10),
    bonus_cap=money(10_000),
    malus_cap=money(10_000),
    incentives={"lock": LOCK},
)
ORDER = work_order(
    (unit_line("plan", 1, money(100_000)),),
    milestones=(
        milestone("visit", 50, dt.date(2026, 12, 18)),
        milestone("lock", 50, dt.date(2027, 1, 29)),
    ),
    risk_sharing=TERMS,
)


def facts(visit: dt.date, lock: dt.date, country: str = "GB") -> Facts:
    days = {"visit": visit, "lock": lock}
    milestones = {
        id: StudyMilestone(
            id=id,
            title=id,
            event="database lock",
            baseline=day,
            actual=day,
            tolerance=Duration(5, "business day"),
        )
        for id, day in days.items()
    }
    schedule = Schedule(
        study="s-1", start=dt.date(2026, 1, 1), calendar="US", target=10, tasks={}, milestones=milestones
    )
    return Facts(
        order=ORDER,
        cro="Brightwell",
        country=country,
        metrics={},
        dates=KnownDates({"s-1": schedule}, dt.date(2027, 6, 1)),
        periods=(),
        agreed=None,
    )


def settled(found: Facts, one: Incentive = LOCK) -> BonusMalus:
    return settle_bonus_malus(found, replace(TERMS, incentives={"lock": one}))


@pytest.mark.parametrize(
    ("country", "target"),
    [
        # by hand, from Friday 18 December 2026: 21, 22, 23, 24 and then
        ("GB", dt.date(2026, 12, 29)),  # 25 Christmas, 26-27 weekend, 28 in lieu of Boxing Day
        ("US", dt.date(2026, 12, 28)),  # 25 Christmas
        ("JP", dt.date(2026, 12, 25)),  # no holiday
    ],
)
def test_holidays_of_the_country_do_not_count(country: str, target: dt.date) -> None:
    found = facts(dt.date(2026, 12, 18), dt.date(2027, 1, 4))
    assert target_from(found, replace(LOCK, target_country=country), dt.date(2026, 12, 18)) == target
    (one,) = settled(found, replace(LOCK, target_country=country)).measures
    assert one.result.value == (dt.date(2027, 1, 4) - target).days


def test_without_a_country_the_place_of_the_cro_counts() -> None:
    found = facts(dt.date(2026, 12, 18), dt.date(2027, 1, 4), country="JP")
    assert settled(found).measures[0].result.value == 10, "from 25 December to 4 January"


def test_the_target_in_words_names_the_country() -> None:
    told = target_words(ORDER, replace(LOCK, target_country="ES"), None)
    assert told.startswith("5 business days in Spain after '")
    assert target_words(ORDER, LOCK, None).startswith("5 business days after '")


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)),
    st.integers(1, 120),
    st.sampled_from(["GB", "US", "DE", "IE", "FR", "ES"]),
)
def test_targets_agree_with_numpy(day: dt.date, count: int, country: str) -> None:
    """Countries whose weekend is Saturday and Sunday and that make no weekend a working day."""
    off = holidays.country_holidays(country, years=range(day.year, day.year + 2))
    one = replace(LOCK, target_country=country, target_within=Duration(count, "business day"))
    target = target_from(facts(day, day), one, day)
    following = np.datetime64(day + dt.timedelta(days=1), "D")
    assert np.busday_count(following, target + dt.timedelta(days=1), holidays=list(off)) == count
    assert np.is_busday(target, holidays=list(off))


def test_each_run_of_the_schedule_counts_the_same_days() -> None:
    """Every run ends on the same day: the visit at the end of a task without uncertainty, the lock planned after it."""
    task = Task(id="visits", title="Visits", optimistic=10, likely=10, pessimistic=10)
    found = facts(dt.date(2026, 12, 18), dt.date(2026, 12, 31))
    schedule = found.dates.schedules["s-1"]
    milestones = {
        "visit": replace(schedule.milestones["visit"], actual=None, task="visits"),
        "lock": replace(schedule.milestones["lock"], actual=None),
    }
    moved = replace(
        schedule, start=dt.date(2026, 12, 7), target=10, tasks={"visits": task}, milestones=milestones
    )
    spread = distribution(
        replace(found, dates=KnownDates({"s-1": moved}, dt.date(2026, 12, 7))), TERMS, runs=50
    )
    assert spread
    assert spread.certain
    assert spread.middle == 8_000, "31 December is two days after the target of 29 December: 10,000 x 8 / 10"
