"""`remit scorecard`: what needs somebody is said and gives exit code 1; JSON is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.performance_schemas import SCORECARD, performance_schemas
from tests.cli.workspaces import change, outsourced, remit

Q1, Q2 = (f"data/studies/al-101/performance/2026-q{number}.yaml" for number in (1, 2))
VALIDATOR = jsonschema.Draft7Validator(json.loads(performance_schemas()[SCORECARD]))
REPORTS = """\
    value: 16
    action: Reports are caught up
    action_owner: cro-project-manager
    action_due: 2026-07-15
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def cards(root: Path, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    done = remit(root, "scorecard", "al-101", *arguments, "--format", "json")
    assert done.returncode == code, done.stderr.decode()
    answer = json.loads(done.stdout)
    assert [problem.message for problem in VALIDATOR.iter_errors(answer)] == []
    assert (answer["study"], answer["protocol"]) == ("al-101", "AL-101")
    found: list[dict[str, Any]] = answer["scorecards"]
    return found


def metric(card: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in card["metrics"] if one["id"] == id)
    return found


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(VALIDATOR.schema)


def test_a_period_with_nothing_to_do(root: Path) -> None:
    (card,) = cards(root, "2026-q2")
    assert (card["period"]["id"], card["before"], card["status"]) == ("2026-q2", "2026-q1", "acceptable")
    assert card["breaches"] == card["warnings"] == card["unreported"] == card["late"] == []
    enrolment = metric(card, "enrolment-vs-plan")
    assert (enrolment["figure"], enrolment["change"], enrolment["heading"]) == ("110", "10", "better")
    assert [point["figure"] for point in enrolment["course"]] == ["100", "110"]
    assert {one["name"]: one["status"] for one in card["dimensions"]} == {
        "delivery": "green", "cost": "green", "quality": "green", "risk": None, "innovation and learning": "acceptable",
        "satisfaction": "green",
    }  # fmt: skip


def test_the_last_period_is_meant_where_none_is_named(root: Path) -> None:
    assert cards(root) == cards(root, "2026-q2")
    (earlier,) = cards(root, "--as-of", "2026-06-29")
    assert (earlier["period"]["id"], earlier["before"]) == ("2026-q1", None)


def test_a_breach_with_its_action_and_the_sponsor_apart(root: Path) -> None:
    change(root, Q2, "    value: 9\n", REPORTS)
    (card,) = cards(root, "2026-q2", "--as-of", "2026-07-15", code=1)
    assert (card["breaches"], card["late"]) == (["visit-reports"], [])
    reports = metric(card, "visit-reports")
    assert (reports["status"], reports["running"], reports["lacking"]) == ("red", 1, [])
    assert reports["action"]["owner"] == "cro-project-manager"
    (late,) = cards(root, "2026-q2", "--as-of", "2026-07-16", code=1)
    assert late["late"] == ["visit-reports"]
    change(root, Q2, "action_due: 2026-07-15\n", "action_due: 2026-07-15\n    action_done: 2026-07-14\n")
    (done,) = cards(root, "2026-q2", "--as-of", "2026-07-16", code=1)
    assert done["late"] == []


def test_what_a_breach_lacks_is_said(root: Path) -> None:
    change(root, Q2, "    value: 9\n", "    value: 16\n")
    done = remit(root, "scorecard", "al-101", "2026-q2")
    assert done.returncode == 1
    text = done.stdout.decode()
    assert "AL-101, Brightwell: second quarter 2026 (1 April 2026 to 30 June 2026)" in text
    assert "Quality: red" in text
    assert "MISSING: action, owner, due date; for example: Reports are caught up" in text
    assert "The sponsor's own work: green" in text


def test_a_lead_indicator_warns_before_it_is_amber(root: Path) -> None:
    change(root, Q2, "    value: -2\n", "    value: -4\n")
    (card,) = cards(root, "2026-q2", code=1)
    assert card["warnings"] == ["cost-variance"]
    assert metric(card, "cost-variance")["ahead"] == {
        "status": "amber", "figure": "-6", "on": "2026-09-30", "crosses": "2026-08-16", "figures": 2,
    }  # fmt: skip
    text = remit(root, "scorecard", "al-101").stdout.decode()
    assert (
        "Cost variance: amber by 30 September 2026 (-6 percent of budget by the slope of 2 figures), across"
        in text
    )
    assert "nothing is said of it; agree on an action" in text


def test_what_is_not_reported_or_cannot_be_judged_is_said(root: Path) -> None:
    change(root, Q2, "  visit-reports:\n    value: 9\n", "  visit-report:\n    value: 9\n")
    change(root, Q2, "    value: -2\n", "    value: -2\n    numerator: 1\n")
    (card,) = cards(root, "2026-q2", code=1)
    assert (card["unreported"], card["unknown"]) == (["visit-reports"], ["visit-report"])
    assert metric(card, "cost-variance")["fault"] == "has a value and also a fraction"
    text = remit(root, "scorecard", "al-101").stdout.decode()
    assert "Visit reports on time: nothing is said of it, though it is due" in text
    assert "visit-report: no such metric in data/metrics.yaml; it is not judged" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("al-110",), "there is no study 'al-110'"),
        (("al-101", "2026-q9"), "there is no period '2026-q9' of 'al-101'\n    hint: did you mean"),
        (("al-101", "2026-q2", "--as-of", "2026-06-29"), "'2026-q2' ends on 2026-06-30, after 2026-06-29"),
        (("al-101", "--as-of", "2025-12-31"), "no period of 'al-101' had ended on 2025-12-31"),
        (("al-101", "--as-of", "soon"), "'soon' is not a day"),
    ],
)
def test_what_is_not_there_is_named(root: Path, arguments: tuple[str, ...], says: str) -> None:
    done = remit(root, "scorecard", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()


def test_no_scorecard_rests_on_a_file_that_cannot_be_read(root: Path) -> None:
    change(root, Q1, "    value: 9\n", "    value: nine\n")
    done = remit(root, "scorecard", "al-101", "2026-q2")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"{Q1}:11:12: error SHAPE-")


def test_a_fault_elsewhere_does_not_matter(root: Path) -> None:
    change(root, "data/systems.yaml", "title:", "titel:")
    assert cards(root, "2026-q2")


def test_a_study_without_periods_says_how_to_begin(root: Path) -> None:
    for path in (Q1, Q2):
        (root / path).unlink()
    done = remit(root, "scorecard", "al-101")
    assert done.returncode == 2
    assert "'remit import metrics' begins one" in done.stderr.decode()
