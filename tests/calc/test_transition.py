"""How far a transition is on a day, task by task and month by month."""

from __future__ import annotations

import datetime as dt

import pytest

from remit.calc.transition import months, progress, state
from remit.model.oversight import Transition, TransitionTask


def task(done: str | None = None) -> TransitionTask:
    return TransitionTask(
        id="plan",
        title="Plan",
        owner="r",
        start=dt.date(2026, 4, 10),
        end=dt.date(2026, 5, 20),
        done=dt.date.fromisoformat(done) if done else None,
        criterion="Signed",
    )


def way(start: dt.date, end: dt.date, done: str | None = None) -> Transition:
    return Transition(
        id="t", from_level="L2", to_level="L3", sponsors=(), start=start, end=end, tasks={"plan": task(done)},
        messages=(), approved_by="b", approved=end,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("done", "day", "expected"),
    [
        (None, "2026-04-09", "to come"),
        (None, "2026-04-10", "running"),
        (None, "2026-05-20", "running"),
        (None, "2026-05-21", "late"),
        (None, None, "open"),
        ("2026-05-20", "2026-05-20", "done"),
        ("2026-05-20", "2026-05-19", "running"),
        ("2026-05-25", "2026-05-22", "late"),
        ("2026-05-25", "2026-05-25", "done late"),
        ("2026-05-25", None, "done late"),
    ],
)
def test_a_task_on_a_day(done: str | None, day: str | None, expected: str) -> None:
    assert state(task(done), dt.date.fromisoformat(day) if day else None) == expected


def test_months_of_a_transition() -> None:
    found = progress(way(dt.date(2026, 3, 31), dt.date(2026, 6, 1), "2026-05-25"))
    assert [month.first.isoformat()[:7] for month in found.months] == [
        "2026-03",
        "2026-04",
        "2026-05",
        "2026-06",
    ]
    assert [month.under_way for month in found.months] == [(), ("plan",), ("plan",), ()]
    assert [month.due for month in found.months] == [(), (), ("plan",), ()]
    assert [month.done for month in found.months] == [(), (), ("plan",), ()]
    earlier = progress(way(dt.date(2026, 3, 31), dt.date(2026, 6, 1), "2026-05-25"), dt.date(2026, 5, 24))
    assert (found.done, found.late, earlier.done, earlier.late) == (1, (), 0, ("plan",))


def test_a_transition_at_the_end_of_the_calendar_ends() -> None:
    assert len(list(months(way(dt.date(9999, 11, 1), dt.date.max)))) == 2
    assert list(months(way(dt.date(2026, 6, 1), dt.date(2026, 3, 1)))) == []
