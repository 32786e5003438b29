"""The figure of a contract's cost history: steps in proportion, limits, words; also with more changes than have room."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from remit.blocks.drawing import Box, Line
from remit.calc.change_order import as_record, change_between
from remit.calc.change_steps import ChangeStep, change_steps
from remit.calc.changes import Priced
from remit.calc.current_order import current_order, repriced
from remit.figures.cost_history import cost_history
from remit.model.changes import ChangeOrder
from remit.model.ledger import Ledger
from tests.calc.orders import cost_line, money, unit_line, work_order
from tests.figures.reading import off_the_sheet, overlapping, words

ORDER = work_order(
    (unit_line("visits", 1000, money(1000), "visit"),),
    (cost_line("travel", 1000, money(500)),),
)


def steps(*visits: int) -> tuple[ChangeStep, ...]:
    """Change orders that bring the number of visits and trips to these, one after another."""
    changes: list[ChangeOrder] = []
    for place, count in enumerate(visits, 1):
        now = current_order(ORDER, changes)
        new = repriced(
            now,
            direct={"visits": Priced(Decimal(count), money(1000))},
            pass_through={"travel": Priced(Decimal(count), money(500))},
        )
        one = as_record(change_between(ORDER, changes, new), ORDER)
        changes.append(replace(one, id=f"co-{place:02}", number=f"CO-{place:02}"))
    return change_steps(Ledger({"wo-1": ORDER, **{one.id: one for one in changes}}), ORDER)


def test_nothing_is_drawn_without_a_change() -> None:
    assert cost_history(()) is None


def test_a_change_begins_where_the_order_ended_and_is_in_proportion() -> None:
    drawing = cost_history(steps(1100))
    assert drawing
    boxes = [box for box in drawing.shapes if isinstance(box, Box) and box.y > 20]
    direct, passed, added = boxes[:3]
    assert abs(direct.height - 2 * passed.height) < 0.1, "1,000,000 and 500,000"
    assert abs(added.height * 10 - direct.height) < 0.1
    assert abs((added.y + added.height) - passed.y) < 0.1


def test_it_says_in_words_what_it_shows() -> None:
    drawing = cost_history(steps(1100, 1250))
    assert drawing
    assert drawing.alternative == (
        "Contract value: 1,500,000 USD in the original order; CO-01 changes it by 150,000 USD, after which direct fees have "
        "grown by 10.0 %; CO-02 changes it by 225,000 USD, after which direct fees have grown by 25.0 %; 1,875,000 USD in "
        "all. Growth is noticed above 10 % and goes to the executives above 20 %."
    )
    assert {"Original", "CO-01", "CO-02", "Total", "+150", "+225", "10.0", "25.0"} <= set(words(drawing))
    assert sum(isinstance(one, Line) and one.dashed for one in drawing.shapes) == 2


@pytest.mark.parametrize(
    "visits",
    [(1100,), (900,), (500, 1500), tuple(range(1020, 1260, 20)), tuple(range(1010, 1250, 10))],
)
def test_everything_lies_on_the_sheet_and_no_words_overlap(visits: tuple[int, ...]) -> None:
    drawing = cost_history(steps(*visits))
    assert drawing
    assert off_the_sheet(drawing) == []
    assert overlapping(drawing) == []


def test_earlier_changes_stand_in_one_bar_where_there_are_many() -> None:
    drawing = cost_history(steps(*range(1010, 1130, 10)))
    assert drawing
    assert "to CO-03" in words(drawing)
    assert "CO-12" in words(drawing)
    assert "CO-02" not in words(drawing)
