"""`remit portfolio`: shares, concentration, and what is outside as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.decision_schemas import PORTFOLIO, decision_schemas
from tests.cli.workspaces import change, outsourced, remit, sound

PRINCIPLES = "data/principles.yaml"
VALIDATOR = jsonschema.Draft7Validator(json.loads(decision_schemas()[PORTFOLIO]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def portfolio(root: Path, code: int = 0) -> dict[str, Any]:
    done = remit(root, "portfolio", "--format", "json")
    assert done.returncode == code, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    assert [problem.message for problem in VALIDATOR.iter_errors(answer)] == []
    return answer


def test_shares_providers_and_competences(root: Path) -> None:
    found = portfolio(root)
    assert found["years"] == [{"year": 2026, "internal": "2", "external": "1", "share": "33.333333"}]
    assert [(one["party"], one["share"]) for one in found["providers"]] == [("brightwell", "100")]
    assert found["concentration"][0]["equal_providers"] == "1"
    assert found["studies"] == [
        {"study": "al-101", "programme": None, "providers": {"brightwell": ["site-monitoring"]}}
    ]
    assert found["competences"] == [{"id": "monitoring", "holder": "outsourced", "role": None, "gaps": []}]
    assert found["findings"] == []


def test_what_is_outside_as_a_whole_ends_with_one(root: Path) -> None:
    change(root, PRINCIPLES, "internal: 2", "internal: 0")
    found = portfolio(root, code=1)
    assert found["functions"][0]["outside_because"] == ["no full-time equivalent of its own is left in 2026"]
    assert [one["rule"] for one in found["findings"]] == ["SEL-019"]
    assert "OUTSIDE AS A WHOLE: no full-time equivalent" in remit(root, "portfolio").stdout.decode()


def test_text_for_people(root: Path) -> None:
    text = remit(root, "portfolio").stdout.decode()
    assert "Portfolio; the aim is at least 30 % of the work with partners" in text
    assert "2026  33.3 %" in text
    assert "over 50 %" in text
    assert "Why these providers: One CRO gives a small sponsor its best team" in text


def test_a_playbook_without_principles(tmp_path: Path) -> None:
    done = remit(sound(tmp_path / "playbook"), "portfolio")
    assert done.returncode == 2
    assert "the playbook has no principles" in done.stderr.decode()


def test_a_study_that_cannot_be_read_is_not_left_out_in_silence(root: Path) -> None:
    change(root, "data/studies/al-101/study.yaml", "sites: 10", "sites: ten")
    done = remit(root, "portfolio")
    assert done.returncode == 2
    assert "data/studies/al-101/study.yaml:" in done.stderr.decode()
