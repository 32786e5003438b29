"""What was remembered is believed only where this user alone could have written it, and only if it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from remit.load import memory
from remit.recheck import check, judging
from remit.workspace import Workspace
from tests.rules.workspace import minimal

STAMP = "one"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    for path, data in minimal().items():
        (tmp_path / "book" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "book" / path).write_bytes(data)
    order = tmp_path / "book/data/studies/al-101/work_orders/wo-101.yaml"
    order.write_bytes(order.read_bytes().replace(b"currency: USD", b"currency: EUR"))
    return Workspace(tmp_path / "book")


def _kept_file(book: Workspace) -> Path:
    place = memory.place_of(book.root)
    assert place is not None
    return place


def _judged(book: Workspace) -> tuple[Any, bool]:
    """What a check finds, and whether it judged anything."""
    with patch.object(judging, "judge", wraps=judging.judge) as judge:
        checked, of_templates = check(book)
    return (checked.findings, checked.accepted, of_templates), judge.called


def test_a_second_check_without_a_change_judges_nothing(book: Workspace) -> None:
    first, judged = _judged(book)
    assert judged
    assert first[0]
    again, judged = _judged(book)
    assert not judged
    assert again == first


def test_another_version_of_the_tool_or_another_day_judges_anew(book: Workspace) -> None:
    _judged(book)
    with patch("remit.recheck.tool_stamp", return_value="another"):
        assert _judged(book)[1]


def _reseal(place: Path, change: Callable[[Any], Any]) -> None:
    """Write something else under a right seal, as a damaged program would."""
    stamps: list[str] = []
    real = memory.recall
    with patch("remit.recheck.recall", lambda at, stamp: stamps.append(stamp) or real(at, stamp)):
        check(Workspace(place.parents[1] / "book"))
    kept = memory.recall(place, stamps[0])
    assert kept
    changed = change(kept)
    text = json.dumps(changed).encode()
    place.write_bytes(memory._seal(stamps[0], text).encode() + b"\n" + text)


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: [],
        lambda kept: {**kept, "records": 7, "templates": []},
        lambda kept: {**kept, "records": {**kept["records"], "findings": [["MON-001"]]}},
        lambda kept: {**kept, "records": {**kept["records"], "findings": [[1] * 7]}},
        lambda kept: {**kept, "records": {**kept["records"], "accepted": None}},
        lambda kept: {**kept, "records": {"files": {}, "ties": 1}},
        lambda kept: {**kept, "records": {"files": {}, "ties": {"": [[], []]}, "found": {"": 3}}},
        lambda kept: {"templates": {**kept["templates"], "findings": {}}},
    ],
)
def test_what_is_no_memory_of_ours_is_ignored(book: Workspace, change: Callable[[Any], Any]) -> None:
    expected, _ = _judged(book)
    _reseal(_kept_file(book), change)
    assert _judged(book)[0] == expected


@pytest.mark.parametrize(
    "damage",
    [
        lambda place: place.write_bytes(b""),
        lambda place: place.write_bytes(place.read_bytes()[:-9]),
        lambda place: place.write_bytes(place.read_bytes().replace(b"MON-", b"GOV-")),
        lambda place: place.write_bytes(b"\xff\xfe"),
        lambda place: place.write_bytes(b"[" * 100_000),
        lambda place: place.chmod(0o666),
        lambda place: place.parent.chmod(0o777),
        lambda place: (place.rename(place.with_suffix(".old")), place.symlink_to(place.with_suffix(".old"))),
        lambda place: (place.unlink(), place.mkdir()),
    ],
)
def test_a_damaged_file_or_one_that_others_may_write_is_not_believed(
    book: Workspace, damage: Callable[[Path], object]
) -> None:
    expected, _ = _judged(book)
    damage(_kept_file(book))
    found, judged = _judged(book)
    assert judged
    assert found == expected


def test_nothing_is_kept_below_the_playbook(book: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMIT_CACHE", str(book.build / "cache"))
    assert memory.place_of(book.root) is None
    expected = _judged(book)[0]
    assert not book.build.exists()
    assert _judged(book) == (expected, True)


def test_remembering_can_be_switched_off(book: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMIT_CACHE", "off")
    assert memory.place_of(book.root) is None
    _judged(book)
    assert _judged(book)[1]


def test_a_folder_that_cannot_be_written_hinders_no_check(
    book: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = book.root.parent / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("REMIT_CACHE", str(blocked / "cache"))
    assert _judged(book)[0][0]


def test_only_so_many_playbooks_are_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    (folder / "letter.json").write_text("of somebody who names a folder of his own as cache")
    os.utime(folder / "letter.json", (0, 0))
    for number in range(memory.MOST_KEPT + 3):
        memory.keep(folder / f"{number:032x}.json", STAMP, {"number": number})
        os.utime(folder / f"{number:032x}.json", (number, number))
    last = folder / f"{'f' * 32}-wording.bin"
    memory.keep_bytes(last, STAMP, b"")
    names = {path.name for path in folder.iterdir()}
    assert len(names) == memory.MOST_KEPT + 1
    assert {last.name, "letter.json"} <= names
    assert f"{0:032x}.json" not in names
    assert memory.recall_bytes(last, STAMP) == b""
    assert memory.recall_bytes(last, "two") is None
