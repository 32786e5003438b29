"""Each rule finds what it is for, at the exact line and column, and nothing where it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from remit.rules import RULES
from tests.rules.faults import MARK, Case, Place, cases, day_of, lay, marked, sound, without
from tests.rules.workspace import judge


def _cases(section: str) -> Iterator[Any]:
    for rule, case in cases(section):
        yield pytest.param(rule, case, id=f"{rule}: {case['why']}")


def _apply(case: Case) -> tuple[dict[str, bytes], set[Place]]:
    """The changed files without marks, and the marked places."""
    files = sound()
    lay(files, case)
    return without(files), marked(files)[MARK]


@pytest.mark.parametrize(("rule", "case"), tuple(_cases("breaks")))
def test_what_breaks_a_rule_is_found_at_its_place(rule: str, case: Case) -> None:
    tree, expected = _apply(case)
    found = [finding for finding in judge(tree, day_of(case)) if finding.rule == rule]
    assert {(f.where.file, f.where.line, f.where.column) for f in found} == expected
    assert case.get("says", "") in " | ".join(finding.message for finding in found)


@pytest.mark.parametrize(("rule", "case"), tuple(_cases("keeps")))
def test_what_keeps_a_rule_is_not_found(rule: str, case: Case) -> None:
    tree, _ = _apply(case)
    assert rule not in {finding.rule for finding in judge(tree, day_of(case))}


def test_every_rule_has_a_case_that_breaks_it() -> None:
    with_case = {case.values[0] for case in _cases("breaks")}
    assert {rule.id for rule in RULES} - with_case == set()
