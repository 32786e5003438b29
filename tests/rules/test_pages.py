"""Every rule has a page whose examples are true."""

import datetime as dt
import re
from pathlib import Path

import pytest

import remit
from remit.rules import EXPLAINED, RULES, Rule
from remit.rules.rule import FAMILIES
from tests.rules.workspace import changed, judge, minimal

WITH_EXAMPLES = [rule for rule in EXPLAINED if "Wrong" in rule.parts]
AS_OF = {"REF-003": dt.date(2026, 3, 2)}
"""The day for which an example is judged, where the rule asks for one."""

IDS = Path(__file__).with_name("ids.txt")


def _named(rule: Rule) -> str:
    return rule.id


def test_the_smallest_playbook_is_sound() -> None:
    assert judge(minimal()) == ()


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=_named)
def test_the_wrong_example_breaks_the_rule(rule: Rule) -> None:
    found = {finding.rule for finding in judge(changed(minimal(), rule.parts["Wrong"]), AS_OF.get(rule.id))}
    assert rule.id in found
    assert not [other for other in found if other.startswith(("YAML", "SHAPE"))]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=_named)
def test_the_right_example_keeps_every_rule(rule: Rule) -> None:
    assert judge(changed(minimal(), rule.parts["Right"]), AS_OF.get(rule.id)) == ()


@pytest.mark.parametrize("rule", EXPLAINED, ids=_named)
def test_a_page_says_what_why_and_from_where(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert len(rule.title) <= 120
    assert rule.parts["Why"]
    assert rule.parts["Source"].endswith(".")
    assert rule.family


def test_only_a_rule_that_no_small_example_breaks_has_none() -> None:
    assert {rule.id for rule in RULES if "Wrong" not in rule.parts} == {"QUAL-013", "STUDY-010"}


def test_every_finding_in_the_code_has_a_page() -> None:
    explained = {rule.id for rule in EXPLAINED}
    code = Path(remit.__file__).parent
    used = {id for path in code.rglob("*.py") for id in re.findall(r'"([A-Z]+-[0-9]{3})"', path.read_text())}
    assert {id for id in used if id.partition("-")[0] in FAMILIES} <= explained


def test_ids_are_unique_and_never_reused() -> None:
    ids = [rule.id for rule in EXPLAINED]
    assert len(ids) == len(set(ids))
    ever = IDS.read_text().split()
    assert sorted(ids) == sorted(ever), (
        "new ids are added to ids.txt; an id that was ever used is not used again"
    )
