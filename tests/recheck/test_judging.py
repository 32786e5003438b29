"""What is found with the help of the last check is what is found without: for each example of each rule, and at random."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.model.ledger import Ledger
from remit.model.studies import Study
from remit.recheck import judging
from remit.recheck.judging import Judged
from remit.rules.rule import Across, Problem, Reads, must
from tests.recheck.studies import FIRST, judged, ordered, several
from tests.rules.faults import day_of
from tests.rules.test_cases import _apply, _cases
from tests.rules.workspace import minimal

SOUND = several(3)
REMEMBERED = judged(SOUND)
MINIMAL = minimal()


def _same(one: Judged, other: Judged) -> None:
    assert one.findings == other.findings
    assert sorted(map(repr, one.accepted)) == sorted(map(repr, other.accepted))


def _through_json(kept: dict[str, Any]) -> Any:
    return json.loads(json.dumps(kept))


def _with(case: dict[str, Any]) -> dict[str, bytes]:
    """Three studies, of which the first breaks a rule as the case says."""
    changed, _ = _apply(case)
    gone = {path for path in MINIMAL if path not in changed}
    kept = {path: data for path, data in SOUND.items() if path not in gone}
    return ordered({**kept, **{path: data for path, data in changed.items() if data != MINIMAL.get(path)}})


def _examples() -> Iterator[Any]:
    """Every example without a day of its own; the usual run takes the first that breaks each rule."""
    taken = set()
    for example in (*_cases("breaks"), *_cases("keeps")):
        rule, case = example.values
        if not day_of(case):
            marks = [pytest.mark.deep] if rule in taken else []
            yield pytest.param(rule, case, id=example.id, marks=marks)
            taken.add(rule)


CASES = tuple(_examples())


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_finds_the_same_after_a_change_and_after_it_is_taken_back(
    rule: str, case: dict[str, Any]
) -> None:
    broken = _with(case)
    clean, remembered, _ = REMEMBERED
    expected, remembered_broken, _ = judged(broken)
    _same(judged(broken, _through_json(remembered))[0], expected)
    _same(judged(SOUND, _through_json(remembered_broken))[0], clean)


def test_a_change_in_one_study_leaves_the_others_alone() -> None:
    path = f"{FIRST}work_orders/wo-101.yaml"
    _, remembered, anew = judged(SOUND)
    assert anew
    changed = {**SOUND, path: SOUND[path] + b"# a note\n"}
    found, _, anew = judged(changed, remembered)
    assert not anew
    _same(found, judged(changed)[0])


def test_a_change_in_a_shared_file_is_judged_with_everything() -> None:
    _, remembered, _ = judged(SOUND)
    changed = {**SOUND, "data/roles.yaml": SOUND["data/roles.yaml"] + b"# a note\n"}
    assert judged(changed, remembered)[2]


def test_a_finding_in_a_study_is_remembered_when_another_changes() -> None:
    path = f"{FIRST}work_orders/wo-101.yaml"
    other = path.replace("101", "102")
    broken = {**SOUND, path: SOUND[path].replace(b"status: executed", b"status: draft")}
    broken[path] = broken[path].replace(b"amount: ", b"amount: 1", 1)
    expected, remembered, _ = judged(broken)
    assert expected.findings
    assert {finding.where.file for finding in expected.findings} == {path}
    changed = {**broken, other: broken[other] + b"# a note\n"}
    found, _, anew = judged(changed, _through_json(remembered))
    assert not anew
    _same(found, expected)


def _edited(files: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """The files with one slip such as people make: a block lost, two values swapped, a figure or a file changed."""
    studies = [path for path in files if path.startswith("data/studies/")]
    path = chance.choice(studies if chance.random() < 0.85 else list(files))
    lines = files[path].decode().splitlines(keepends=True)
    kind = chance.random()
    if kind < 0.08:
        return {name: data for name, data in files.items() if name != path}
    if kind < 0.16:
        twin = path.replace("101", "107")
        return ordered({**files, twin: files[path]})
    at = chance.randrange(len(lines))
    if kind < 0.5:
        del lines[at : at + 1 + _inside(lines, at)]
    elif kind < 0.8:
        key = lines[at].partition(":")[0].strip()
        like = [other for other in studies if f"{key}:".encode() in files[other]]
        source = files[chance.choice(like)].decode() if like else ""
        values = [
            line.partition(":")[2] for line in source.splitlines(True) if line.strip().startswith(f"{key}:")
        ]
        if values and ":" in lines[at]:
            lines[at] = f"{lines[at].partition(':')[0]}:{chance.choice(values)}"
    else:
        lines[at] = "".join(str(chance.randrange(10)) if sign.isdigit() else sign for sign in lines[at])
    return {**files, path: "".join(lines).encode()}


def _inside(lines: list[str], at: int) -> int:
    """How many lines below this one are set further in."""

    def depth(line: str) -> int:
        return len(line) - len(line.lstrip())

    count = 0
    for line in lines[at + 1 :]:
        if line.strip() and depth(line) <= depth(lines[at]):
            break
        count += 1
    return count


@given(st.integers(0, 2**32), st.integers(1, 3))
def test_random_changes_one_after_the_other_are_judged_as_if_all_were_new(seed: int, steps: int) -> None:
    chance = random.Random(seed)
    files, kept = SOUND, REMEMBERED[1]
    for _ in range(steps):
        files = _edited(files, chance)
        found, kept, _ = judged(files, _through_json(kept))
        _same(found, judged(files)[0])


def test_most_examples_are_judged_in_part() -> None:
    """The comparisons above say something only if the short way is taken."""
    remembered = REMEMBERED[1]
    usual = [case for case in CASES if not case.marks][::3]
    ways = [
        judged(files, remembered)[2]
        for files in map(_with, (case.values[1] for case in usual))
        if _within(files)
    ]
    assert len(ways) > 20
    assert ways.count(False) > 0.7 * len(ways)


def _within(files: dict[str, bytes]) -> bool:
    changed = {path for path in files.keys() | SOUND.keys() if files.get(path) != SOUND.get(path)}
    return all(path.startswith("data/studies/") for path in changed)


def _twins(ledger: Ledger) -> Iterator[Problem]:
    """No two studies have the same title."""
    seen: dict[str, Study] = {}
    for study in ledger.every(Study):
        if seen.setdefault(study.title, study) is not study:
            yield Problem("two studies have the same title", study.at("title"))


@pytest.mark.parametrize("across", [(), (Study,), (Reads(Study, ("title",)),)])
def test_a_rule_that_reads_studies_together_has_to_say_so(
    across: Across, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "ALONE", () if across else (must("STUDY-999")(_twins),))
    monkeypatch.setattr(judging, "ACROSS", (must("STUDY-999", across)(_twins),) if across else ())
    path = f"{FIRST}study.yaml"
    twin = path.replace("101", "102")
    apart = {**SOUND, path: _titled(SOUND[path], b"Another"), twin: _titled(SOUND[twin], b"A third")}
    found, remembered, _ = judged(apart)
    assert not found.findings
    same = {**apart, path: _titled(apart[path], b"A third")}
    found, remembered_same, anew = judged(same, remembered)
    assert (found.findings == judged(same)[0].findings) is bool(across)
    assert anew is bool(across)
    moved = {**same, twin: b"# a note\n" + same[twin]}
    found, _, anew = judged(moved, remembered_same)
    assert not anew
    assert not across or found.findings == judged(moved)[0].findings


def _titled(study: bytes, title: bytes) -> bytes:
    return re.sub(rb"(?m)^title: .*$", b"title: " + title, study)
