"""Every question that must be asked before signing is asked by a rule, and the README says by which."""

from pathlib import Path

import remit.rules
from remit.rules import EXPLAINED, RULES
from remit.rules.numbers import questions, readme

ALL = [one for group in questions().values() for one in group]
README = Path(remit.rules.__file__).with_name("README.md")


def test_all_ninety_two_questions_are_asked() -> None:
    assert [one.number for one in ALL] == [*map(str, range(1, 73)), *(f"R{n}" for n in range(1, 21))]
    assert all(one.rules for one in ALL)


def test_questions_are_asked_by_rules_that_exist() -> None:
    known = {rule.id for rule in EXPLAINED}
    assert {id for one in ALL for id in one.rules} <= known


def test_no_question_rests_on_the_shape_of_records_alone() -> None:
    asking = {rule.id for rule in RULES}
    assert [one.number for one in ALL if not asking & set(one.rules)] == []


def test_the_readme_is_written_from_the_table() -> None:
    assert README.read_text(encoding="utf-8") == readme(), "run: python -m remit.rules.numbers > README.md"
