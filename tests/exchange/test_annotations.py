"""What GitHub and GitLab are told: escaped, worst first, within the limits."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from remit.exchange.annotations import MOST, github, gitlab
from remit.exchange.fingerprints import fingerprints
from remit.exchange.visible import visible, visible_json
from remit.findings import Finding, Severity, Where

TEXT = st.text(st.characters(), max_size=20)


def finding(number: int = 1, severity: Severity = Severity.ERROR, message: str = "wrong") -> Finding:
    return Finding("MON-001", severity, message, Where("data/a.yaml", ("k", number), number, 2))


def test_a_command_names_file_line_column_and_rule() -> None:
    assert github([finding(7)]) == "::error file=data/a.yaml,line=7,col=2,title=MON-001::wrong\n"


def test_severities_have_their_own_commands_worst_first() -> None:
    mixed = [finding(1, Severity.INFORMATION), finding(2, Severity.WARNING), finding(3)]
    assert [line.split(" ")[0] for line in github(mixed).splitlines()] == ["::error", "::warning", "::notice"]


def test_the_tenth_annotation_of_a_type_says_how_many_more_there_are() -> None:
    lines = github([finding(number) for number in range(1, 31)]).splitlines()
    assert len(lines) == MOST
    assert lines[-1] == "::error title=More errors::21 more errors; 'remit check' lists them all"
    assert len(github([finding(number) for number in range(1, 11)]).splitlines()) == MOST
    assert "title=More" not in github([finding(number) for number in range(1, 11)])


def test_separators_are_escaped() -> None:
    odd = Finding("MON-001", Severity.ERROR, "50 % of a: b, c", Where("data/a:b,c%.yaml", (), 1, 1))
    assert (
        github([odd]) == "::error file=data/a%3Ab%2Cc%25.yaml,line=1,col=1,title=MON-001::50 %25 of a: b, c\n"
    )


@given(TEXT, TEXT, TEXT)
def test_no_text_begins_a_command_of_its_own(message: str, hint: str, file: str) -> None:
    (line,) = github([Finding("MON-001", Severity.ERROR, message, Where(file), hint)]).splitlines()
    assert line.startswith("::error file=")
    assert line.isprintable()


@given(st.lists(st.builds(finding, st.integers(1, 4), st.sampled_from(Severity), TEXT), unique=True))
def test_gitlab_gets_valid_json_with_distinct_fingerprints(findings: list[Finding]) -> None:
    report = json.loads(gitlab(findings))
    assert [entry["description"] for entry in report] or not findings
    assert len({entry["fingerprint"] for entry in report}) == len(findings)


def test_a_fingerprint_is_that_of_rule_and_record_not_of_line_and_wording() -> None:
    here = Finding("MON-001", Severity.ERROR, "a", Where("data/a.yaml", ("k",), 1, 1))
    there = Finding("MON-001", Severity.WARNING, "b", Where("data/a.yaml", ("k",), 9, 3))
    assert fingerprints([here]) == fingerprints([there])
    assert len(set(fingerprints([here, there]))) == 2


@given(st.text(st.characters()))
def test_json_says_the_same_with_visible_characters_only(text: str) -> None:
    shown = visible_json(json.dumps({"a": text}, ensure_ascii=False))
    assert shown.replace("\n", "").isprintable()
    assert json.loads(shown) == {"a": text}


@given(st.text(st.characters()))
def test_shown_text_is_visible_and_visible_text_stays(text: str) -> None:
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)
