"""Beginnings and ends of fields that span paragraphs, of which each must stand in a redline once."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from remit.word.trees import take_out


def keep_once(frames: Sequence[tuple[str, list[etree._Element]]]) -> None:
    """Keeps the first of each beginning and the last of each end; ``frames`` are in the order of the document.

    When the first paragraph of a list is new, its field begins there, and would begin a second time where it began before.
    """
    found: dict[str, list[list[etree._Element]]] = {}
    for name, runs in frames:
        found.setdefault(name, []).append(runs)
    for name, places in found.items():
        kept = 0 if name.startswith("begin") else -1
        for runs in places:
            if runs is not places[kept]:
                for run in runs:
                    take_out(run)
