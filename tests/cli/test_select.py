"""`remit select`: bids compared; exit code 1 where the check finds something in the selection."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.decision_schemas import SELECT, decision_schemas
from tests.cli.workspaces import change, outsourced, remit

SELECTION = "data/studies/al-101/selection.yaml"
VALIDATOR = jsonschema.Draft7Validator(json.loads(decision_schemas()[SELECT]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def compared(root: Path, code: int = 0) -> dict[str, Any]:
    done = remit(root, "select", "al-101", "--format", "json")
    assert done.returncode == code, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    assert [problem.message for problem in VALIDATOR.iter_errors(answer)] == []
    return answer


def test_all_schemas_are_schemas() -> None:
    for schema in decision_schemas().values():
        jsonschema.Draft7Validator.check_schema(json.loads(schema))


def test_bids_by_place_and_who_may_not_win(root: Path) -> None:
    found = compared(root)
    assert [(bid["id"], bid["place"], bid["score"]) for bid in found["bids"]] == [
        ("brightwell", 1, "3.7"), ("third", 2, "3.3"), ("second", None, "3"),
    ]  # fmt: skip
    assert found["bids"][2]["gates_missed"] == ["audit"]
    assert found["bids"][0]["direct"] == {"amount": "400000", "currency": "USD"}
    assert found["findings"] == []


def test_the_weight_at_which_another_bid_leads_is_exact(root: Path) -> None:
    found = compared(root)["sensitivity"]
    assert found["first"] == "brightwell"
    team = next(one for one in found["criteria"] if one["id"] == "team")
    assert team == {
        "id": "team",
        "weight": "70",
        "below": {"weight": "50", "exact": "1/2", "leader": "third"},
        "above": None,
    }
    assert found["draws"] == 2000
    assert found["leads_any"]["brightwell"] + found["leads_any"]["third"] <= 2000


def test_the_same_records_give_the_same_bytes(root: Path) -> None:
    one, other = (remit(root, "select", "al-101", "--format", "json").stdout for _ in range(2))
    assert one == other


def test_what_the_check_finds_is_told_with_its_place(root: Path) -> None:
    change(root, SELECTION, "winner: brightwell", "winner: third")
    found = compared(root, code=1)
    assert {(one["rule"], one["path"]) for one in found["findings"]} >= {("SEL-014", SELECTION)}
    text = remit(root, "select", "al-101").stdout.decode()
    assert "Third Research SA won with 3.30, but Brightwell Research Ltd has 3.70" in text
    assert f"{SELECTION}:" in text


def test_a_price_far_off_is_told_in_words_and_data(root: Path) -> None:
    change(root, SELECTION, "    direct: 380000 USD", "    direct: 100000 USD")
    change(root, SELECTION, "        unit_price: 3800 USD", "        unit_price: 1000 USD")
    found = compared(root, code=1)["far_off"]
    assert [(one["bid"], one["part"], one["line"]) for one in found] == [
        ("third", "in all", None), ("third", "for one unit", "visits"),
    ]  # fmt: skip
    assert found[1]["below"] == "75"
    text = remit(root, "select", "al-101").stdout.decode()
    assert "Third Research SA: 1,000 USD for one unit of 'Monitoring visits', 0.25 times the median" in text


def test_text_for_people(root: Path) -> None:
    text = remit(root, "select", "al-101").stdout.decode()
    assert "AL-101: selection, Operations of AL-101" in text
    assert "second misses: No critical finding in the qualification audit" in text
    assert "'Team' from 70 % to below 50 %; then Third Research SA leads." in " ".join(text.split())


@pytest.mark.parametrize(
    ("study", "says"), [("al-11", "did you mean 'al-101'"), ("zz-999", "there are: al-101")]
)  # fmt: skip
def test_a_study_that_there_is_not(root: Path, study: str, says: str) -> None:
    done = remit(root, "select", study)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_a_study_without_a_selection(root: Path) -> None:
    (root / SELECTION).unlink()
    done = remit(root, "select", "al-101")
    assert done.returncode == 2
    assert "study 'al-101' has no selection" in done.stderr.decode()
    assert not done.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("score: 4\n        evidence: Interview", "score: four\n        evidence: Interview"),
        ("  price: 30 %", "  price: ["),
        ("winner: brightwell\n", ""),
    ],
)
def test_a_selection_that_cannot_be_read_is_refused_with_its_place(root: Path, old: str, new: str) -> None:
    change(root, SELECTION, old, new)
    done = remit(root, "select", "al-101", "--format", "json")
    assert done.returncode == 2
    assert f"{SELECTION}:" in done.stderr.decode()
    assert not done.stdout
