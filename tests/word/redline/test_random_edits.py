"""Documents edited by chance: every redline is proven and valid, and LibreOffice finds in it the two documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from remit.word.redline import NotProven, NotRepresentable
from tests.oracles import docx_defects, settled
from tests.oracles.settling import Settling
from tests.word.redline.making import W, marked_up, part
from tests.word.redline.random_edits import Editor

USUAL, VALIDATED, DEEP, BATCH = 25, 6, 500, 50


def redlines(seeds: range) -> Iterator[tuple[int, bytes]]:
    """The redline of each seed; fails with all that the proof refuses."""
    refused = []
    for seed in seeds:
        old, new = Editor(seed).pair()
        try:
            yield seed, marked_up(old, new, lambda change: f"{change.what} {change.kind}").data
        except (NotProven, NotRepresentable) as problem:
            refused.append(f"seed {seed}: {problem}")
    assert refused == []


def assert_valid(folder: Path, made: Iterable[tuple[int, bytes]]) -> None:
    files = []
    for seed, data in made:
        files.append(folder / f"{seed}.docx")
        files[-1].write_bytes(data)
    assert docx_defects(files, residue=False) == []


def test_some_documents_edited_by_chance() -> None:
    assert len(list(redlines(range(USUAL)))) == USUAL


def test_some_redlines_of_them_are_valid(tmp_path: Path) -> None:
    assert_valid(tmp_path, redlines(range(100, 100 + VALIDATED)))


@pytest.mark.deep
@pytest.mark.parametrize("batch", range(DEEP // BATCH))
def test_many_documents_edited_by_chance(batch: int, tmp_path: Path) -> None:
    assert_valid(tmp_path, redlines(range(1000 + batch * BATCH, 1000 + (batch + 1) * BATCH)))


def with_columns(data: bytes) -> bool:
    """Whether a column comes or goes. LibreOffice 7.4 does not know that, and keeps its cells without their text."""
    return next(part(data).iter(f"{W}cellIns", f"{W}cellDel"), None) is not None


def settled_alike(seeds: range, whole: int) -> None:
    """LibreOffice accepts and rejects to the two documents: text and numbers of all, every paragraph of at least so many."""
    wanted: list[tuple[bytes, Settling]] = []
    for seed in seeds:
        old, new = Editor(seed).pair()
        data = marked_up(old, new).data
        wanted += [(data, "accept"), (new, "leave"), (data, "reject"), (old, "leave")]
    found = settled(wanted)
    texts = [[line for line in one.lines if line.strip()] for one in found]
    assert texts[::2] == texts[1::2]
    pairs = zip(wanted[::2], found[::2], found[1::2], strict=True)
    compared = [(one, other) for (data, _), one, other in pairs if not with_columns(data)]
    assert len(compared) >= 2 * whole
    assert [one for one, _ in compared] == [other for _, other in compared]


def test_libreoffice_accepts_and_rejects_the_same() -> None:
    settled_alike(range(2002, 2005), 2)


@pytest.mark.deep
def test_libreoffice_accepts_and_rejects_many_the_same() -> None:
    settled_alike(range(2000, 2040), 33)


def test_chance_repeats_itself() -> None:
    assert Editor(5).pair() == Editor(5).pair()
