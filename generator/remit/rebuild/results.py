"""Results of slow pure functions (see remit.kept) put back from the last build, and kept for the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from remit.kept import KEPT
from remit.load.memory import keep_bytes, recall_bytes
from remit.rebuild.packing import packed, unpacked
from remit.rebuild.remembered import Memory


@contextmanager
def remembered_results(memory: Memory) -> Iterator[None]:
    """While something is built, what was found for the last build need not be found again."""
    place = memory.beside("results")
    if place is None:
        yield
        return
    data = recall_bytes(place, memory.tool)
    for name, found in (unpacked(data) if data else {}).items():
        if name in KEPT:
            KEPT[name].found.update(found)
    before = _keys()
    yield
    if _keys() != before:
        keep_bytes(place, memory.tool, packed({name: one.found for name, one in KEPT.items()}))


def _keys() -> dict[str, set[object]]:
    return {name: set(one.found) for name, one in KEPT.items()}
