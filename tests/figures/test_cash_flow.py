"""The figure of the cash of a work order: one bar for each month and stream, and the whole in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from remit.blocks.drawing import Box, Label, Line
from remit.calc.payments.calendar import Month
from remit.calc.payments.invoice import Kind
from remit.figures.cash_flow import cash_flow
from remit.model.values import Money


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def months(*paid: dict[Kind, int]) -> list[Month]:
    found, so_far = [], 0
    for place, one in enumerate(paid):
        so_far += sum(one.values())
        found.append(
            Month(
                month=dt.date(2026, 11 + place, 1) if place < 2 else dt.date(2027, place - 1, 1),
                paid={kind: usd(amount) for kind, amount in one.items()},
                total=usd(sum(one.values())),
                so_far=usd(so_far),
            )
        )
    return found


PAID = months(
    {"advance": 20_000},
    {"units": 10_000, "investigator": 30_000},
    {"pass-through": 5_000, "repayment": -4_000},
)


def test_each_stream_of_a_month_has_a_bar_as_high_as_its_amount() -> None:
    drawing = cash_flow(PAID, "WO-1")
    bars = [shape for shape in drawing.shapes if isinstance(shape, Box)][4:]  # behind the legend
    heights = [round(bar.height / bars[0].height, 3) for bar in bars]
    assert heights == [1, 0.5, 1.5, 0.25, 0.2]
    assert bars[1].y > bars[2].y, "streams stand on one another"
    assert bars[4].y > bars[3].y, "what flows back hangs below nothing"


def test_streams_differ_without_colour() -> None:
    looks = {
        (box.fill == "FFFFFF", box.hatched != "", box.edge != "")
        for box in cash_flow(PAID, "WO-1").shapes
        if isinstance(box, Box)
    }
    assert len(looks) >= 3


def test_the_line_rises_to_all_that_is_paid() -> None:
    line = max(
        (one for one in cash_flow(PAID, "WO-1").shapes if isinstance(one, Line)),
        key=lambda one: len(one.points),
    )
    heights = [y for _, y in line.points]
    assert heights == sorted(heights, reverse=True)
    assert len(heights) == 4


def test_the_words_hold_the_sums() -> None:
    assert cash_flow(PAID, "WO-1").alternative == (
        "WO-1: payments by month and in all. By year 2026: 60,000 USD; 2027: 1,000 USD. The highest month is December 2026 "
        "with 40,000 USD; all payments come to 61,000 USD."
    )


def test_only_streams_that_are_paid_are_in_the_legend() -> None:
    labels = {one.text for one in cash_flow(months({"units": 500}), "WO-1").shapes if isinstance(one, Label)}
    assert "Direct fees" in labels
    assert "Investigator payments" not in labels
    assert "USD a month" in labels, "small sums are not counted in thousands"


def test_nothing_is_shown_on_the_sheet_without_it() -> None:
    assert cash_flow((), "WO-1").alternative == "WO-1: nothing is due on a known day."


def test_everything_is_on_the_sheet() -> None:
    drawing = cash_flow(PAID, "WO-1")
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            assert shape.x >= 0
            assert shape.x + shape.width <= drawing.width
            assert shape.y + shape.height <= drawing.height
