"""Redlines of the shipped documents after edits by chance: both documents are in each, and validators find nothing in it.

Every redline is proven before it is given out; here it is judged again, by code that shares nothing with the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from remit.word.redline import NotProven, NotRepresentable
from tests.oracles import docx_defects
from tests.oracles.ecma376 import check_docx
from tests.playbook.random_edits import Editor
from tests.word.redline.making import marked_up
from tests.word.redline.settling import differences

USUAL, DEEP, BATCH = 4, 500, 50
SAMPLED = 12
"""Of so many redlines one is judged by the two slower validators, too."""


def judged(seeds: Sequence[int], folder: Path) -> int:
    """The number of redlines of these edits, each of which is sound; fails with all that is wrong."""
    wrong: list[str] = []
    files: list[Path] = []
    for seed in seeds:
        for name, old, new in Editor(seed).pairs():
            try:
                redlined = marked_up(old, new, lambda change: f"{change.what} {change.kind}")
            except (NotProven, NotRepresentable) as problem:
                wrong.append(f"edit {seed}, {name}: {problem}")
                continue
            files.append(folder / f"{seed}-{name}.docx")
            files[-1].write_bytes(redlined.data)
            found = differences(redlined.data, old, new)
            found += [] if redlined.marked else ["nothing is marked"]
            found += [str(defect) for defect in check_docx(files[-1], residue=False)]
            wrong += [f"edit {seed}, {name}: {one}" for one in found]
    assert wrong == []
    if len(files) >= SAMPLED:
        assert docx_defects(files[::SAMPLED], residue=False) == []
    return len(files)


def test_redlines_after_a_few_edits(tmp_path: Path) -> None:
    assert judged(range(USUAL), tmp_path) >= USUAL


@pytest.mark.deep
@pytest.mark.parametrize("batch", range(DEEP // BATCH))
def test_redlines_after_many_edits(batch: int, tmp_path: Path) -> None:
    assert judged(range(batch * BATCH, (batch + 1) * BATCH), tmp_path) >= BATCH
