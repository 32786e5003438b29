"""One fault for each rule, planted together: one run finds exactly those, at those places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from remit.load.yaml import parse
from remit.rules import RULES
from tests.rules.faults import MARK, Case, Place, cases, day_of, lay, marked, sound, without
from tests.rules.workspace import judge

FIRST_MARK = 0xE000
"""Marks are letters of private use, one for each fault."""

Found = set[tuple[str, str, int, int]]


def _planted() -> dict[str, Any]:
    path = Path(__file__).with_name("planted.yaml")
    document, findings = parse(path.name, path.read_bytes())
    assert not findings, findings
    assert isinstance(document, dict)
    return document


PLANTED = _planted()


def _breaking() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for rule, case in cases("breaks"):
        found.setdefault(rule, []).append(case)
    return found


BREAKING = _breaking()


def _case(rule: str, number: str) -> Case:
    return BREAKING[rule][int(number) - 1]


def _judged(tree: dict[str, bytes], case: Case | None = None) -> Found:
    found = judge(tree, day_of(case) if case else None)
    return {(f.rule, f.where.file, f.where.line or 0, f.where.column or 0) for f in found}


def _at(rule: str, places: set[Place]) -> Found:
    return {(rule, *place) for place in places}


@pytest.mark.parametrize("group", PLANTED["groups"], ids=lambda group: f"{len(group['faults'])} faults")
def test_one_run_finds_exactly_what_is_planted(group: dict[str, Any]) -> None:
    files, marks = sound(), {}
    for place, (rule, number) in enumerate(group["faults"].items()):
        marks[rule] = chr(FIRST_MARK + place)
        lay(files, _case(rule, number), marks[rule])
    letters = "".join(marks.values())
    places = marked(files, letters)
    expected: Found = set().union(*(_at(rule, places[mark]) for rule, mark in marks.items()))
    assert all(places[mark] for mark in marks.values())
    assert _judged(without(files, letters)) == expected


@pytest.mark.parametrize("rule", PLANTED["echoes"])
def test_a_fault_that_means_more_is_found_for_all_it_means(rule: str) -> None:
    echo = PLANTED["echoes"][rule]
    case, files = _case(rule, echo["case"]), sound()
    lay(files, case)
    found = _judged(without(files), case)
    assert {one for one in found if one[0] == rule} == _at(rule, marked(files)[MARK])
    assert {one[0] for one in found} == {rule, *echo["also"]}


def test_a_fault_is_planted_for_each_rule() -> None:
    planted = Counter(
        [*PLANTED["echoes"], *(rule for group in PLANTED["groups"] for rule in group["faults"])]
    )
    assert planted == Counter(rule.id for rule in RULES)


def test_most_faults_stand_side_by_side() -> None:
    assert len(PLANTED["groups"][0]["faults"]) > len(RULES) / 2
