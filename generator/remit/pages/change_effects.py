"""What a change order computes beyond its lines: the figure of its cost history, growth and limits, and who decides."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.change_steps import ChangeStep, change_steps
from remit.calc.change_words import decided_by, duties_words, growth_words, open_words
from remit.figures.cost_history import cost_history
from remit.model.changes import ChangeOrder
from remit.model.money import WorkOrder
from remit.pages.markdown import Block, code, facts, figure, joined, listing, paragraph, table
from remit.pages.page import Desk


def effects(desk: Desk, change: ChangeOrder) -> Iterator[Block]:
    """The steps up to a change order as a figure, and what follows from it; nothing of a change that is superseded."""
    order = desk.book.ledger.of(WorkOrder).get(change.work_order)
    steps = change_steps(desk.book.ledger, order) if order else ()
    place = next((at for at, one in enumerate(steps) if one.change.id == change.id), None)
    if order is None or place is None:
        return
    one = steps[place]
    drawing = cost_history(steps[: place + 1])
    if drawing:
        yield figure(drawing, f"Contract value of {order.number} step by step, and growth against its limits")
    command = code(f"remit change-order {order.id} {change.id}")
    yield paragraph(
        joined(
            ["Computed from ", order.number, " before the change and after it, as ", command, " does."], ""
        )
    )
    yield facts(
        [
            ("Growth", f"{growth_words(one)}."),
            ("Who decides", listing(list(decided_by(desk.book.ledger, one)))),
            (
                "Transfer of obligations",
                duties_words(one) or "keeps its version: no country and no service with duties changes.",
            ),
            ("Advances", listing(list(_advances(one))) if one.advances else None),
            ("Needs attention", listing(list(open_words(one))) if open_words(one) else None),
        ]
    )
    if one.milestones:
        yield _milestones(one)


def _advances(one: ChangeStep) -> Iterator[str]:
    for each in one.advances:
        fair = f"; the formula gives {each.formula}" if each.formula else ""
        yield f"For {each.stream}: {each.now} instead of {each.was}{fair}."


def _milestones(one: ChangeStep) -> Block:
    rows = [
        (
            each.title,
            str(each.now.share) if each.now else "",
            str(each.was.amount) if each.was else "",
            str(each.now.amount) if each.now else "gone",
        )
        for each in one.milestones
    ]
    columns = [("Milestone", "wide"), ("Share", "num"), ("Before", "num"), ("After", "num")]
    return table(columns, rows, caption="Milestones on the new base")
