"""`remit oversight`: the level that results call for, on evidence; exit code 1 where it is not the one recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.performance_schemas import OVERSIGHT, performance_schemas
from tests.cli.workspaces import change, outsourced, remit

STUDY = "data/studies/al-101/study.yaml"
TRANSITION = "data/studies/al-101/transition.yaml"
Q2 = "data/studies/al-101/performance/2026-q2.yaml"
VALIDATOR = jsonschema.Draft7Validator(json.loads(performance_schemas()[OVERSIGHT]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def level(root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    done = remit(root, "oversight", "al-101", *arguments, "--format", "json")
    assert done.returncode == code, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    assert [problem.message for problem in VALIDATOR.iter_errors(answer)] == []
    return answer


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(VALIDATOR.schema)


def test_a_level_that_is_the_one_called_for(root: Path) -> None:
    found = level(root)
    assert (found["level"], found["since"], found["recommended"]) == ("L2", "2026-08-01", "L2")
    assert found["as_called_for"]
    assert found["down"] is None
    assert found["up"] == {"to": "L1", "decided_by": None, "confirmed_by": None}
    assert [(one["period"], one["green"]) for one in found["results"]] == [
        ("2026-q1", True),
        ("2026-q2", True),
    ]
    assert [one["cap"] for one in found["effort"]] == ["3", "3"], "L1 held in both quarters"


def test_before_the_move_the_evidence_grows_until_it_is_enough(root: Path) -> None:
    early = level(root, "--as-of", "2026-04-15")
    assert (early["level"], early["recommended"], early["down"]["approver"]) == ("L1", "L1", "steering")
    assert early["reasons"] == ["2 green quarters in a row are needed, 1 is recorded"]
    ready = level(root, "--as-of", "2026-07-14", code=1)
    assert (ready["level"], ready["recommended"], ready["as_called_for"]) == ("L1", "L2", False)
    assert all(one["met"] for one in ready["down"]["conditions"])
    approved = level(root, "--as-of", "2026-07-15")
    assert (approved["level"], approved["recommended"], approved["as_called_for"]) == ("L1", "L2", True)
    text = remit(root, "oversight", "al-101", "--as-of", "2026-07-15").stdout.decode()
    assert "It is approved, and begins on 1 August 2026." in " ".join(text.split())


def test_a_red_quality_metric_calls_for_more_at_once(root: Path) -> None:
    change(root, Q2, "    value: 9\n", "    value: 16\n")
    found = level(root, code=1)
    assert (found["level"], found["recommended"]) == ("L2", "L1")
    assert found["reasons"] == ["'Visit reports on time' is red in 2026-q2"]
    text = remit(root, "oversight", "al-101").stdout.decode()
    assert "The results call for L1 intensive AT ONCE: 'Visit reports on time' is red in 2026-q2." in text


def test_old_results_earn_nothing(root: Path) -> None:
    change(root, STUDY, "oversight_level: L2", "oversight_level: L1")
    (root / TRANSITION).unlink()
    assert level(root, "--as-of", "2026-09-29", code=1)["recommended"] == "L2"
    late = level(root, "--as-of", "2026-09-30")
    assert late["recommended"] == "L1"
    assert late["reasons"] == ["no results are recorded after the second quarter 2026"]


def test_effort_above_the_cap_is_a_finding(root: Path) -> None:
    change(root, Q2, "    actual: 1\n", "    actual: 3.2\n")
    found = level(root, code=1)
    assert found["as_called_for"]
    assert [one["above_cap"] for one in found["effort"]] == [[], ["actual"]]
    assert "actual ABOVE THE CAP" in remit(root, "oversight", "al-101").stdout.decode()


def test_the_way_to_the_level_month_by_month(root: Path) -> None:
    (way,) = level(root, "--as-of", "2026-04-15")["transitions"]
    assert [month["month"] for month in way["months"]] == ["2026-04", "2026-05", "2026-06", "2026-07"]
    assert [(one["id"], one["state"]) for one in way["tasks"]] == [("plan", "running")]
    (way,) = level(root)["transitions"]
    assert (way["done"], way["late"], way["months"][0]["done"], way["begins"]) == (
        1,
        [],
        ["plan"],
        "2026-08-01",
    )
    change(root, TRANSITION, "    done: 2026-04-28\n", "")
    (way,) = level(root, "--as-of", "2026-05-01")["transitions"]
    assert (way["done"], way["late"]) == (0, ["plan"])


def test_a_study_without_a_level_is_told_so(root: Path) -> None:
    change(root, STUDY, "oversight_level: L2\n", "")
    done = remit(root, "oversight", "al-101")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "study AL-101 has no oversight level" in done.stderr.decode()


def test_no_level_rests_on_a_file_that_cannot_be_read(root: Path) -> None:
    change(root, "data/oversight.yaml", "green_periods: 2", "green_periods: two")
    done = remit(root, "oversight", "al-101")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("data/oversight.yaml:20:20: error SHAPE-")
