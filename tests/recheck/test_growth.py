"""Work grows with the number of studies, not with its square. Counted in steps, because clocks differ."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from remit.load.records import read_records
from remit.rules import RULES, Rule, check
from tests.recheck.studies import several

TraceFunction = Callable[[FrameType, str, Any], Any]


def _steps(work: Callable[[], object]) -> int:
    """How many instructions of Python are carried out."""
    count = 0

    def trace(frame: FrameType, event: str, _what: object) -> TraceFunction:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _is_linear(few: int, some: int, many: int) -> bool:
    """Whether what is added by 20 more studies is about twice what 10 more added. A square would add 3.5 times as much."""
    return many - some <= 2.2 * (some - few) + 100


LEDGERS = {count: read_records(several(count))[0] for count in (5, 15, 35)}


def test_reading_grows_with_the_number_of_studies() -> None:
    trees = [several(count) for count in (5, 15, 35)]
    assert _is_linear(*(_steps(lambda tree=tree: read_records(tree)) for tree in trees))


@pytest.fixture(scope="module")
def steps() -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for count, ledger in LEDGERS.items():
        check(ledger)  # what a ledger keeps once it was asked is counted for no rule
        for rule in RULES:
            found.setdefault(rule.id, Counter())[count] = _steps(
                lambda r=rule, on=ledger: tuple(r.findings(on))
            )
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_asks_in_proportion_to_the_number_of_studies(
    rule: Rule, steps: dict[str, Counter[int]]
) -> None:
    few, some, many = (steps[rule.id][count] for count in (5, 15, 35))
    assert _is_linear(few, some, many), (few, some, many)
