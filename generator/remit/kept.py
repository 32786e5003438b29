"""Results of slow pure functions, which may be kept from one run of the program to the next.

Nothing here reads or writes a file: rebuild.results puts back what an earlier run has found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

KEPT: dict[str, Results[Any, Any]] = {}
"""All such results, by what they are."""


class Results(Generic[K, V]):
    """What a function gave for the keys that stand for its arguments; the oldest goes when there are too many."""

    def __init__(self, name: str, most: int) -> None:
        self.found: dict[K, V] = {}
        self.most = most
        KEPT[name] = self

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The result for a key, made only the first time."""
        if key not in self.found:
            self.found[key] = make()
            if len(self.found) > self.most:
                del self.found[next(iter(self.found))]
        return self.found[key]
