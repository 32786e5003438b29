"""`remit check --fix` puts right what has one right answer, and nothing else."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from remit.cli.choosing import Choice
from remit.cli.mending import Outcome, mend
from remit.load.write import CannotWrite, with_changes
from remit.load.yaml import parse
from remit.model.catalogue import file_kind
from remit.model.fields import Choice as OneOf
from remit.model.fields import ListOf, MapOf, RecordOf, Scalar, Shape, definition
from remit.pipeline import load
from remit.workspace import DATA, Workspace
from tests.cli.workspaces import MINIMAL, ORDER, change, remit, sound, tree
from tests.rules.test_never_raises import spoil

FIX = ("check", "--fix")


def test_a_sound_playbook_stays_byte_for_byte_after_its_fields_are_in_order(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    remit(root, *FIX)
    before = tree(root)
    done = remit(root, *FIX)
    assert (done.returncode, done.stdout) == (0, b"")
    assert tree(root) == before


def test_what_was_changed_is_shown_and_the_rest_reported(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(root, ORDER, "start: 2026-01-05", "start: 2026/1/5  # kick-off")
    change(root, ORDER, "amount: 400000 USD", "amount: 401,000 USD")
    done = remit(root, *FIX, "--ignore", "FORM")
    assert done.stdout.decode().splitlines()[:3] == [
        f"{ORDER}:21:8: fixed SHAPE-004 '2026/1/5' is now '2026-01-05'",
        f"{ORDER}:46:13: fixed SHAPE-004 '401,000 USD' is now '401000 USD'",
        f"{ORDER}:46:13: error MON-001 quantity 100 x 4,000 USD is 400,000 USD, not 401,000 USD",
    ]
    assert done.returncode == 1
    assert b"2 fixed" in done.stderr
    expected = (MINIMAL / ORDER).read_text()
    expected = expected.replace("start: 2026-01-05", "start: 2026-01-05  # kick-off")
    assert (root / ORDER).read_text() == expected.replace("amount: 400000 USD", "amount: 401000 USD")


def test_the_rounding_remainder_goes_to_the_last_milestone(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(root, ORDER, "share: 25 %\n      amount: 50000 USD", "share: 33.33 %\n      amount: 66660 USD")
    change(root, ORDER, "share: 50 %\n      amount: 100000 USD", "share: 33.33 %\n      amount: 66660 USD")
    change(root, ORDER, "share: 25 %\n      amount: 50000 USD", "share: 33.34 %\n      amount: 66680.02 USD")
    assert remit(root, *FIX).returncode == 0
    assert "amount: 66680 USD" in (root / ORDER).read_text()


def test_a_sum_that_is_wrong_by_more_than_rounding_stays(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(
        root,
        ORDER,
        "share: 25 %\n      amount: 50000 USD\n  invoicing",
        "share: 25 %\n      amount: 50001 USD\n  invoicing",
    )
    remit(root, *FIX)
    assert "amount: 50001 USD" in (root / ORDER).read_text()


def test_only_what_is_asked_for_is_mended(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(root, ORDER, "start: 2026-01-05", "start: 2026/01/05  ")
    before = tree(root)
    remit(root, *FIX, "--select", "MON")
    assert tree(root) == before
    remit(root, *FIX, "--select", "FORM-001")
    assert b"start: 2026/01/05\n" in (root / ORDER).read_bytes()


def test_fixing_as_of_a_day_is_refused(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    assert remit(root, *FIX, "--as-of", "2026-01-05").returncode == 2


def test_a_file_that_changed_since_it_was_read_is_left_and_told(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(root, ORDER, "start: 2026-01-05", "start: 2026/01/05")
    change(root, "data/roles.yaml", "team: governance", "team: Governance")
    loaded = load(Workspace(root))
    change(root, ORDER, "title: Work order", "title: Work order of somebody else")
    now = (root / ORDER).read_bytes()
    outcome = mend(loaded, Choice(ignore=("FORM",)), ())
    assert [(finding.rule, finding.where.file) for finding in outcome.refused] == [("FIX-001", ORDER)]
    assert (root / ORDER).read_bytes() == now
    assert {one.where.file for one in outcome.mended} == {"data/roles.yaml"}
    assert "team: governance" in (root / "data/roles.yaml").read_text()


def test_what_was_fixed_is_told_to_programs(tmp_path: Path) -> None:
    root = sound(tmp_path / "playbook")
    change(root, ORDER, "start: 2026-01-05", "start: 2026/01/05")
    report = json.loads(remit(root, *FIX, "--ignore", "FORM", "--format", "json").stdout)
    assert report["findings"] == []
    assert report["fixed"] == [
        {
            "rule": "SHAPE-004",
            "message": "'2026/01/05' is now '2026-01-05'",
            "path": ORDER,
            "line": 21,
            "column": 8,
        }
    ]


# ---- whatever is misspelt and whatever else is damaged --------------------------------------------------------------

MISSPELT = {
    "amount of money": lambda text: (
        f"{int(text.split()[0]):,} usd" if text.endswith("000 USD") else text.lower()
    ),
    "date": lambda text: text.replace("-", "/"),
    "percentage": lambda text: text.replace(" %", " percent"),
    "duration": lambda text: text.title(),
}


def ordered() -> dict[str, bytes]:
    """The smallest playbook with all fields in order."""
    with tempfile.TemporaryDirectory() as folder:
        return _mended(tree(MINIMAL), Path(folder))[0]


def _mended(files: dict[str, bytes], folder: Path) -> tuple[dict[str, bytes], Outcome]:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    outcome = mend(load(Workspace(folder)), Choice(), ())
    return tree(folder), outcome


def _misspelt(shape: Scalar | OneOf, text: str, refers: bool) -> str:
    if isinstance(shape, OneOf):
        return text.title()
    return MISSPELT[shape.name](text) if shape.name in MISSPELT else text.upper() if refers else text


def _misspellings(
    shape: Shape, node: Any, path: tuple[Any, ...], refers: bool
) -> Iterator[tuple[Any, str, str]]:
    match shape:
        case Scalar() | OneOf() if isinstance(node, str):
            text = _misspelt(shape, node, refers)
            if text != node:
                yield path, "value", text
        case RecordOf() if isinstance(node, dict):
            for field in definition(shape.cls):
                yield from _misspellings(
                    field.shape, node.get(field.name), (*path, field.name), bool(field.refers)
                )
        case MapOf(of) if isinstance(node, dict):
            for key, value in node.items():
                if isinstance(of, RecordOf):
                    yield (*path, key), "key", key.upper()
                yield from _misspellings(of, value, (*path, key), refers)
        case ListOf(of) if isinstance(node, list):
            for place, value in enumerate(node):
                yield from _misspellings(of, value, (*path, place), refers)


SOUND = ordered()
PLACES = [
    (name, place)
    for name, data in SOUND.items()
    if (found := file_kind(name.removeprefix(f"{DATA}/")))
    for place in _misspellings(RecordOf(found[0].cls), parse(name, data)[0], (), False)
]


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_misspelt_words_come_back_byte_for_byte(places: list[Any], windows: bool) -> None:
    spoiled = {name: data.replace(b"\n", b"\r\n") if windows else data for name, data in SOUND.items()}
    before = dict(spoiled)
    for name, (keys, on, text) in places:
        try:
            spoiled[name] = with_changes(spoiled[name], {(keys, on): text})
        except CannotWrite:
            continue  # a key above it is misspelt already
    with tempfile.TemporaryDirectory() as folder:
        after, outcome = _mended(spoiled, Path(folder))
    assert after == before
    assert outcome.loaded.findings == ()


@given(st.integers(0, 2**32), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_mending_twice_is_mending_once_and_leaves_whole_files(seed: int, count: int) -> None:
    dice = random.Random(seed)
    documents = {name: parse(name, data)[0] for name, data in SOUND.items() if name.endswith(".yaml")}
    for _ in range(count):
        if documents:
            spoil(documents, dice)
    files = {
        name: json.dumps(data, ensure_ascii=False, indent=1).encode() for name, data in documents.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        once, first = _mended(files, Path(folder))
        twice, second = _mended(once, Path(folder))
    assert twice == once
    assert second.mended == ()
    assert set(once) == set(files)
    mended = {one.where.file for one in first.mended}
    assert {name for name in files if once[name] != files[name]} <= mended
    for name in mended:
        assert parse(name, once[name])[1] == ()
