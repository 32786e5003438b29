"""Payout curves: a panel for each measure, marked where its result lies, and told in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from remit.blocks.drawing import Box, Label, Line, Mark
from remit.calc.settlement.incentives import Measure, amounts
from remit.calc.settlement.results import Known, Result
from remit.figures.payout import payout_curves
from remit.model.risk_sharing import Band, Incentive
from tests.calc.orders import money, percent

MOST = (money(300), money(600))


def measure(known: Known, value: int | None, title: str = "Lock") -> Measure:
    band = Band(full_bonus=Decimal(0), no_bonus=Decimal(30), full_malus=Decimal(60))
    one = Incentive(id="lock", title=title, measures="days late", weight=percent(100), band=band)
    pair = amounts(one, value, MOST) if value is not None else (None, None)
    return Measure(
        incentive=one,
        result=Result(known=known, value=None if value is None else Fraction(value), words=""),
        most_bonus=MOST[0],
        most_malus=MOST[1],
        bonus=pair[0],
        malus=pair[1],
        formula="",
    )


def marks(*measures: Measure) -> list[Mark]:
    drawing = payout_curves(measures, ["days"] * len(measures), "WO-1")
    return [one for one in drawing.shapes if isinstance(one, Mark)][2:]  # behind the key


def test_the_mark_lies_on_the_curve() -> None:
    drawing = payout_curves([measure("actual", 15)], ["days"], "WO-1")
    bonus = next(one for one in drawing.shapes if isinstance(one, Line) and len(one.points) == 3)
    (x, y) = next((one.x, one.y) for one in drawing.shapes if isinstance(one, Mark) and one.y > 20)
    (x1, y1), (x2, y2) = bonus.points[1:]
    assert abs(x - (x1 + x2) / 2) < 0.01
    assert abs(y - (y1 + y2) / 2) < 0.01


def test_final_and_expected_results_differ_in_form_and_open_ones_have_none() -> None:
    found = marks(measure("actual", 15), measure("expected", 40), measure("open", None))
    assert [one.form for one in found] == ["dot", "diamond"]


def test_the_malus_is_told_apart_without_colour() -> None:
    lines = [
        one
        for one in payout_curves([measure("open", None)], ["days"], "WO-1").shapes
        if isinstance(one, Line)
    ]
    assert [one.dashed for one in lines if len(one.points) == 3] == [False, True]


def test_the_words_hold_curve_and_result() -> None:
    assert payout_curves([measure("actual", 45)], ["days"], "WO-1").alternative == (
        "WO-1: payout curves. Lock (days): bonus 300 USD at 0, none from 30; deduction from 30, 600 USD at 60; "
        "final result 45: bonus 0 USD, deduction 300 USD."
    )


def test_every_panel_is_on_the_sheet() -> None:
    drawing = payout_curves([measure("actual", 500), measure("open", None)], ["days", "days"], "WO-1")
    for shape in drawing.shapes:
        if isinstance(shape, Mark | Label):
            assert 0 <= shape.y <= drawing.height
        if isinstance(shape, Mark):
            assert 0 <= shape.x <= drawing.width
        if isinstance(shape, Box):
            assert shape.y + shape.height <= drawing.height
