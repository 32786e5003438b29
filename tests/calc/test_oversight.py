"""Which level of oversight results call for: down after green quarters, up at once, and never leaner for more red."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.oversight import (
    LEVELS,
    Result,
    gates,
    green_quarters,
    is_leaner,
    one_up,
    recommended,
    result,
    unmet,
)
from remit.model.oversight import LevelMove, LevelName
from remit.model.performance import Finding, MetricValue
from tests.calc.measured import SITES, metric, quarter, value

METRICS = {
    "sae": metric("higher", "100", "99", "98", id="sae", title="SAE", category="quality"),
    "sites": SITES,
    "pay": metric("higher", "95", "90", "80", id="pay", accountable="sponsor"),
}
MOVES = [
    LevelMove(
        id=f"from-{here}",
        from_level=here,
        to_level=there,
        green_periods=2,
        no_critical_finding=True,
        quality_agreement=True,
        approver="committee",
    )
    for here, there in pairwise(LEVELS)
]
DOWN = MOVES[1]
CRITICAL = Finding(source="audit", grade="critical", text="Consent", open=True)
CLOSED = Finding(source="audit", grade="critical", text="Consent", open=False)


def period(number: int, *findings: Finding, **figures: str | MetricValue) -> Result:
    """A quarter's result; green in everything that is not named."""
    given_: dict[str, Any] = {"sae": "100", "sites": "100", "pay": "10", **figures}
    values = {id: value(plain=one) if isinstance(one, str) else one for id, one in given_.items() if one}
    return result(METRICS, quarter(number, values, findings=findings))


def test_two_green_quarters_allow_the_next_leaner_level() -> None:
    assert recommended("L2", [period(1), period(2)], MOVES, True) == "L3"
    assert recommended("L1", [period(1), period(2)], MOVES, True) == "L2"
    assert recommended("L4", [period(1), period(2)], MOVES, True) == "L4"
    assert recommended("L2", [], MOVES, True) == "L2"


def test_a_red_quality_metric_or_critical_finding_moves_up_at_once() -> None:
    assert recommended("L3", [period(1), period(2, sae="97")], MOVES, True) == "L2"
    assert recommended("L3", [period(1, CLOSED)], MOVES, True) == "L2"
    assert recommended("L1", [period(1, CLOSED)], MOVES, True) == "L1"
    assert one_up("L1") == "L1"


def test_a_move_up_answers_the_alarm_that_called_for_it() -> None:
    assert recommended("L2", [period(1), period(2, sae="97")], MOVES, True, answered=True) == "L2"


def test_a_red_delivery_metric_holds_the_level_but_moves_nothing() -> None:
    assert recommended("L2", [period(1), period(2, sites="50")], MOVES, True) == "L2"


def test_the_sponsors_own_metrics_say_nothing() -> None:
    assert period(1, pay="1").green
    assert period(1, pay="").green


@pytest.mark.parametrize(
    ("results", "agreed", "missing"),
    [
        ([period(1)], True, ("2 green quarters in a row are needed, 1 is recorded",)),
        ([], True, ("2 green quarters in a row are needed, 0 are recorded",)),
        ([period(1), period(2, sites="85")], True, ("Q2 2026 was not green (Sites)",)),
        ([period(1, sites="85"), period(2)], True, ("Q1 2026 was not green (Sites)",)),
        ([period(1), period(3)], True, ("nothing is recorded from 1 April 2026 on",)),
        (
            [period(1), period(2, sites="")],
            True,
            ("Q2 2026 was not green (nothing is said about Sites)",),
        ),
        (
            [period(1), period(2, sites=value(comment="No site yet."), sae=value(comment="No event."))],
            True,
            ("Q2 2026 was not green (nothing was measured)",),
        ),
        (
            [period(1), period(2, CRITICAL)],
            False,
            ("a critical finding was open", "no quality agreement was in force"),
        ),
        ([period(1), period(2)], True, ()),
        ([period(1, sites="50"), period(2), period(3)], True, ()),
    ],
)
def test_what_is_missing_is_named(results: list[Result], agreed: bool, missing: tuple[str, ...]) -> None:
    assert unmet(DOWN, results, agreed) == missing


def test_what_earned_the_present_level_earns_no_other() -> None:
    quarters = [period(1), period(2), period(3)]
    since = dt.date(2026, 8, 1)
    assert recommended("L3", quarters, MOVES, True, since) == "L3"
    (missing,) = unmet(MOVES[2], quarters, True, since)
    assert missing == (
        "2 green quarters in a row at L3 are needed, 0 are recorded since L3 began on 1 August 2026"
    )
    assert recommended("L3", [*quarters, period(4), period(5)], MOVES, True, since) == "L4"


def test_shorter_periods_add_up_to_quarters() -> None:
    months = [
        result(
            METRICS,
            quarter(
                1,
                {id: value(plain="100") for id in METRICS},
                first=dt.date(2026, month, 1),
                last=dt.date(2026, month + 1, 1) - dt.timedelta(days=1),
            ),
        )
        for month in range(1, 7)
    ]
    assert [green_quarters(months[:count]) for count in range(7)] == [0, 0, 0, 1, 1, 1, 2]


def test_gates_say_what_was_found() -> None:
    asked = {gate.asked: gate.found for gate in gates(DOWN, [period(1), period(2)], True)}
    assert asked == {
        "2 green quarters in a row": "2: 2026-q1, 2026-q2",
        "no critical finding open": "none",
        "a quality agreement in force": "in force",
    }


FIGURES = st.sampled_from(("100", "95", "85", "50", ""))
SAFETY = st.sampled_from(("100", "98.5", "97", ""))
GRADES = st.lists(st.sampled_from((CRITICAL, CLOSED)), max_size=1)
QUARTERS = st.lists(st.tuples(FIGURES, SAFETY, GRADES), max_size=6)
WORSE = ("100", "95", "85", "50")
WORSE_SAFETY = ("100", "98.5", "97")


def results_of(quarters: list[tuple[str, str, list[Finding]]]) -> list[Result]:
    return [period(n, *found, sites=sites, sae=sae) for n, (sites, sae, found) in enumerate(quarters, 1)]


@given(QUARTERS, st.sampled_from(LEVELS), st.booleans(), st.data())
def test_more_red_is_never_answered_by_a_leaner_level(
    quarters: list[tuple[str, str, list[Finding]]], level: LevelName, agreed: bool, data: st.DataObject
) -> None:
    """Any figure made worse, any finding added, a figure that alarms nobody taken away: at least as intensive a level."""
    worse = [
        (
            data.draw(st.sampled_from(("", *WORSE[WORSE.index(sites) :]))) if sites else "",
            data.draw(st.sampled_from(WORSE_SAFETY[WORSE_SAFETY.index(sae) :])) if sae else "",
            found or data.draw(GRADES),
        )
        for sites, sae, found in quarters
    ]
    before = recommended(level, results_of(quarters), MOVES, agreed)
    after = recommended(level, results_of(worse), MOVES, agreed and data.draw(st.booleans()))
    assert not is_leaner(after, before)


@given(QUARTERS, st.sampled_from(LEVELS), st.booleans())
def test_a_level_moves_by_one_step_at_most_and_down_only_when_nothing_is_missing(
    quarters: list[tuple[str, str, list[Finding]]], level: LevelName, agreed: bool
) -> None:
    results = results_of(quarters)
    found = recommended(level, results, MOVES, agreed)
    assert abs(LEVELS.index(found) - LEVELS.index(level)) <= 1
    if is_leaner(found, level):
        move = next(move for move in MOVES if move.from_level == level)
        assert unmet(move, results, agreed) == ()
        assert all(one.green for one in results[-2:])
        assert agreed
