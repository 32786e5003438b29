"""SARIF logs of any findings fit the schema that OASIS publishes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.exchange.sarif import sarif
from remit.findings import Finding, Related, Severity, Where
from remit.rules import EXPLAINED

SCHEMA = json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text())
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
RULES = {rule.id: rule for rule in EXPLAINED}
TEXT = st.text(min_size=1, max_size=20)
PLACES = st.builds(
    Where,
    TEXT,
    st.tuples(TEXT, st.integers(0, 3)) | st.just(()),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(sorted(RULES)) | st.just("NEW-999"),
    st.sampled_from(Severity),
    TEXT,
    PLACES,
    st.text(max_size=9),
    st.lists(st.builds(Related, TEXT, PLACES), max_size=2).map(tuple),
)


@given(st.lists(FINDINGS, max_size=5, unique=True))
@settings(max_examples=60)
def test_any_findings_make_a_valid_log(findings: list[Finding]) -> None:
    VALIDATOR.validate(json.loads(sarif(findings, RULES, "1.2.3", prefix="a b/")))


def test_every_page_is_a_valid_help_text() -> None:
    findings = [Finding(id, Severity.ERROR, "wrong", Where("data/a.yaml", (), 1, 1)) for id in RULES]
    log = json.loads(sarif(findings, RULES, "1.2.3"))
    VALIDATOR.validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)


def test_the_path_is_an_address() -> None:
    log = json.loads(
        sarif([Finding("MON-001", Severity.ERROR, "x", Where("data/ä b.yaml"))], RULES, "1.2.3", prefix="p/")
    )
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "p/data/%C3%A4%20b.yaml"
