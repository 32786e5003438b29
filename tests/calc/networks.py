"""Networks for tests: the start-up network of the worked example, and small ones from a few words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from remit.model.planning import Task

# id: predecessors, optimistic, likely, pessimistic
START_UP = {
    "a": ("", 20, 30, 46),
    "b": ("", 25, 35, 57),
    "c": ("", 15, 25, 41),
    "d": ("c", 15, 20, 31),
    "e": ("ab", 10, 15, 26),
    "f": ("e", 40, 60, 86),
    "g": ("bc", 35, 50, 83),
    "h": ("ac", 40, 50, 66),
    "i": ("ac", 35, 45, 61),
    "j": ("f", 10, 15, 20),
    "k": ("dfghi", 10, 15, 26),
    "l": ("jk", 7, 14, 27),
}


def task(id: str, optimistic: int, likely: int, pessimistic: int, after: str = "") -> Task:
    """A task; each letter of ``after`` is the id of one before it."""
    return Task(
        id=id, title=id, after=tuple(after), optimistic=optimistic, likely=likely, pessimistic=pessimistic
    )


def start_up() -> dict[str, Task]:
    """The start-up network of the worked example."""
    return {id: task(id, o, m, p, after) for id, (after, o, m, p) in START_UP.items()}


def critical_path() -> dict[str, Task]:
    """The critical path of the start-up network alone."""
    path = "befkl"
    return {
        id: replace(one, after=tuple(before for before in one.after if before in path))
        for id, one in start_up().items()
        if id in path
    }


@st.composite
def networks(draw: st.DrawFn, most: int = 8, longest: int = 30) -> dict[str, Task]:
    """Small networks without a circle, in which tasks may stand alone, run side by side or take no time."""
    names = "abcdefghijkl"[: draw(st.integers(1, most))]
    tasks = {}
    for place, id in enumerate(names):
        estimates = sorted(draw(st.lists(st.integers(0, longest), min_size=3, max_size=3)))
        after = draw(st.sets(st.sampled_from(names[:place]), max_size=3)) if place else set()
        tasks[id] = task(id, *estimates, after="".join(sorted(after)))
    return tasks
