"""Records that were kept are those that are read and judged anew, and only what has changed is read again."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from remit import pipeline
from remit.kept import KEPT, Results
from remit.load import records as reading
from remit.rebuild import records
from remit.rebuild.packing import packed, unpacked
from remit.rebuild.records import records_of
from remit.rebuild.remembered import Memory, memory_of
from remit.rebuild.results import remembered_results
from remit.workspace import Workspace
from tests.rebuild.test_incremental import files, written


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "book", files())


def memory(book: Workspace) -> Memory:
    return memory_of(book.root, book.documents)


def as_read_anew(book: Workspace) -> None:
    kept, anew = records_of(book, memory(book)), pipeline.load(book)
    assert (kept.tree, kept.findings, kept.accepted) == (anew.tree, anew.findings, anew.accepted)
    assert kept.ledger == anew.ledger
    assert kept.ledger.records == anew.ledger.records
    places = [[one.where for one in loaded.ledger.records] for loaded in (kept, anew)]
    assert places[0] == places[1]


def read_in(book: Workspace) -> list[str]:
    """The files that are parsed when the records are asked for."""
    with patch.object(reading, "parse", wraps=reading.parse) as parse:
        records_of(book, memory(book))
    return [call.args[0] for call in parse.call_args_list]


def an_order(book: Workspace) -> str:
    return next(path for path in records_of(book, memory(book)).tree if "/work_orders/" in path)


def test_what_is_kept_is_what_is_read(book: Workspace) -> None:
    as_read_anew(book)
    as_read_anew(book)
    assert read_in(book) == []


def test_only_a_file_that_has_changed_is_read_again(book: Workspace) -> None:
    order = an_order(book)
    with (book.root / order).open("a", encoding="utf-8") as file:
        file.write("# looked through\n")
    assert read_in(book) == [order]
    as_read_anew(book)


def test_damage_is_told_and_forgotten_when_it_is_mended(book: Workspace) -> None:
    path = book.root / an_order(book)
    sound = path.read_bytes()
    for damaged in (b"title: [", b"", sound.replace(b"title:", b"titel:"), sound + b"\n\xff"):
        path.write_bytes(damaged)
        as_read_anew(book)
        assert records_of(book, memory(book)).errors
        path.write_bytes(sound)
        as_read_anew(book)
    path.unlink()
    as_read_anew(book)


def test_another_day_is_judged_anew(book: Workspace) -> None:
    records_of(book, memory(book))

    later = SimpleNamespace(date=SimpleNamespace(today=lambda: dt.date(2999, 1, 1)))
    with patch.object(records, "dt", later), patch.object(records, "judge", wraps=records.judge) as judge:
        records_of(book, memory(book))
    assert judge.call_count == 1


def test_a_large_playbook_or_one_without_a_memory_keeps_none(
    book: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LARGEST", 10)
    as_read_anew(book)
    place = memory(book).beside("records")
    assert place is not None
    assert not place.exists()
    monkeypatch.setenv("REMIT_CACHE", "off")
    as_read_anew(book)
    assert memory(book).beside("records") is None


def test_results_are_put_back_and_found_only_once(book: Workspace) -> None:
    asked: list[int] = []
    results: Results[int, int] = Results("squares", most=2)

    def square(n: int) -> int:
        asked.append(n)
        return n * n

    try:
        for n in (3, 4, 3, 5, 3):
            assert results.of(n, lambda n=n: square(n)) == n * n
        assert asked == [3, 4, 5, 3]
        with remembered_results(memory(book)):
            results.of(6, lambda: square(6))
        results.found.clear()
        with remembered_results(memory(book)):
            assert results.of(6, lambda: square(7)) == 36
    finally:
        del KEPT["squares"]


def test_packed_objects_come_back_equal_and_without_what_was_only_cached(book: Workspace) -> None:
    ledger = pipeline.load(book).ledger
    assert ledger.index
    back = unpacked(packed(ledger))
    assert back == ledger
    assert set(vars(back)) == {"files", "broken", "damaged", "day", "left_out"}


_RUN = """
import sys
from remit.cli import main
sys.argv = ["remit", "build", "--anew", "--root", sys.argv[1]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*{name.partition(".")[0] for name in sys.modules} | {name for name in sys.modules if name.startswith("remit.")})
"""


def test_a_second_build_loads_nothing_that_reads_or_draws(book: Workspace) -> None:
    runs = []
    for _ in range(2):
        command = [sys.executable, "-c", _RUN, str(book.root)]
        run = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=True)
        runs.append(set(run.stdout.splitlines()[-1].split()))
    reads = {"ruamel", "markdown_it", "remit.rules", "remit.load.yaml", "remit.templating.tree"}
    assert reads | {"PIL"} <= runs[0]
    assert not runs[1] & {*reads, "PIL", "holidays", "docx", "numpy", "cerberus", "rich"}
