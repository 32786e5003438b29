"""Each rule finds what it is for, at the exact line and column, and nothing where it is kept.

A case changes a few words of the smallest playbook. The place to be found stands behind the mark ▸ in the changed text,
or in a text named under 'found'.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from remit.load.yaml import parse
from remit.rules import RULES
from tests.rules.workspace import judge, minimal

CASES = Path(__file__).with_name("cases")
MARK = "▸"
Place = tuple[str, int, int]


def _cases(section: str) -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        document, findings = parse(path.name, path.read_bytes())
        assert not findings, findings
        assert isinstance(document, dict)
        for case in document.get(section, ()):
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['why']}")


def _apply(case: dict[str, Any]) -> tuple[dict[str, bytes], set[Place]]:
    """The changed files without marks, and the marked places."""
    files = {path.removeprefix("data/"): data.decode() for path, data in minimal().items()}
    for change in case.get("changes", ()):
        if "remove" in change:
            del files[change["file"]]
        elif "new" in change:
            files[change["file"]] = change["new"]
        else:
            files[change["file"]] = _replaced(files[change["file"]], change["from"], change["to"])
    for place in case.get("found", ()):
        files[place["file"]] = _replaced(files[place["file"]], place["text"].replace(MARK, ""), place["text"])
    marked = {(f"data/{name}", *place) for name, text in files.items() for place in _marks(text)}
    return {f"data/{name}": text.replace(MARK, "").encode() for name, text in files.items()}, marked


def _day(case: dict[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(case["as_of"]) if "as_of" in case else None


def _replaced(text: str, old: str, new: str) -> str:
    plain = text.replace(MARK, "")
    assert plain.count(old) >= 1, f"{old!r} is not in the file"
    assert MARK not in text or old in text, "put marks that lie in one text into one change"
    return text.replace(old, new, 1)


def _marks(text: str) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        pieces = line.split(MARK)
        yield from ((number, len("".join(pieces[:count])) + 1) for count in range(1, len(pieces)))


@pytest.mark.parametrize(("rule", "case"), tuple(_cases("breaks")))
def test_what_breaks_a_rule_is_found_at_its_place(rule: str, case: dict[str, Any]) -> None:
    tree, expected = _apply(case)
    found = [finding for finding in judge(tree, _day(case)) if finding.rule == rule]
    assert {(f.where.file, f.where.line, f.where.column) for f in found} == expected
    assert case.get("says", "") in " | ".join(finding.message for finding in found)


@pytest.mark.parametrize(("rule", "case"), tuple(_cases("keeps")))
def test_what_keeps_a_rule_is_not_found(rule: str, case: dict[str, Any]) -> None:
    tree, _ = _apply(case)
    assert rule not in {finding.rule for finding in judge(tree, _day(case))}


def test_every_rule_has_a_case_that_breaks_it() -> None:
    with_case = {case.values[0] for case in _cases("breaks")}
    assert {rule.id for rule in RULES} - with_case == {"KPI-004"}


def test_more_than_twenty_metrics_of_a_cro_are_found() -> None:
    tree = minimal()
    text = tree["data/metrics.yaml"].decode()
    one = text[text.index("  visit-reports:") : text.index("  ideas:")]
    several = "".join(one.replace("visit-reports", f"visit-reports-{number}") for number in range(16))
    tree["data/metrics.yaml"] = text.replace("metrics:\n", f"metrics:\n{several}").encode()
    (found,) = [finding for finding in judge(tree) if finding.rule == "KPI-004"]
    assert (found.message, found.where.line, found.where.column) == (
        "21 metrics show the performance of a CRO; more than 20 are seldom acted on",
        1,
        1,
    )
