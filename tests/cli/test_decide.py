"""`remit decide`: how the decision on a study or a system was weighed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.decision_schemas import ACQUIRE, DECIDE, decision_schemas
from tests.cli.workspaces import change, outsourced, remit

DECISION = "data/studies/al-101/decision.yaml"
SYSTEMS = "data/systems.yaml"
NEED = """\
discount_rate: 10 %
acquisitions:
  trial-system:
    need: A system
    component: software
    type: enterprise
    delivery: cloud
    end_use: sponsor
    options:
      buy: {kind: buy, title: Buy it, yearly: [100 USD, 110 USD, 0 USD, 0 USD, 0 USD], quality: 8, risk: Dependence}
      build: {kind: build, title: Build it, yearly: [300 USD, 0 USD, 0 USD, 0 USD, 0 USD], quality: 7, risk: Late}
    chosen: buy
    integration: Export
    exit: Export
    decided: 2025-06-02
    approved_by: sponsor-executive
systems:
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def decided(root: Path, what: str, schema: str, code: int = 0) -> dict[str, Any]:
    done = remit(root, "decide", what, "--format", "json")
    assert done.returncode == code, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    validator = jsonschema.Draft7Validator(json.loads(decision_schemas()[schema]))
    assert [problem.message for problem in validator.iter_errors(answer)] == []
    return answer


def test_options_and_scores_of_a_study(root: Path) -> None:
    found = decided(root, "al-101", DECIDE)
    best = found["options"][0]
    assert (best["id"], best["place"], best["points"]) == ("full", 1, "100")
    assert found["options"][1]["beaten_by"] == ["full"]
    assert found["not_weighed"] == ["functional", "hybrid"]
    assert found["criteria"]["total"] == "4"
    assert found["share"] == {
        "before": "20", "after": "40", "target": "30", "work_before": None, "work_after": None,
    }  # fmt: skip
    assert found["option_weights"] is None


def test_text_for_people(root: Path) -> None:
    text = remit(root, "decide", "al-101").stdout.decode()
    assert "AL-101: decision to outsource, tactical, of 1 September 2025" in text
    assert "Chosen: One CRO (full service)" in text
    assert "'Own staff' is beaten by: One CRO" in text
    assert "20 % before, 40 % after; at least 30 % is aimed at: reached" in text


def test_a_choice_that_is_beaten_is_found(root: Path) -> None:
    change(
        root,
        DECISION,
        "internal_fte: 6\n    cost: 1400000 USD\n    risk: 4",
        "internal_fte: 1\n    cost: 1 USD\n    risk: 2",
    )
    found = decided(root, "al-101", DECIDE, code=1)
    assert [one["rule"] for one in found["findings"]] == ["SEL-015"]
    assert "error" not in remit(root, "decide", "al-101").stderr.decode()


def test_what_is_kept_on_paper_only_is_told(root: Path) -> None:
    kept = "kept: [{activity: monitoring-visits, advantage: yes, reason: Ours}]\noptions:\n"
    change(root, DECISION, "options:\n", kept)
    found = decided(root, "al-101", DECIDE, code=1)
    assert found["kept"][0]["answered_for_by"] == "brightwell"
    assert "(BUT Brightwell answers for it)" in remit(root, "decide", "al-101").stdout.decode()


def test_a_system_with_its_cost_over_the_years(root: Path) -> None:
    change(root, SYSTEMS, "systems:\n", NEED)
    found = decided(root, "trial-system", ACQUIRE)
    buy, build = found["options"]
    assert (buy["cost"]["amount"], buy["discounted"]["amount"], buy["by_quality"]["amount"]) == (
        "210.00", "200.00", "26.25",
    )  # fmt: skip
    assert (build["beaten_by"], found["discount_rate"]) == (["buy"], "10")
    text = remit(root, "decide", "trial-system").stdout.decode()
    assert "trial-system: build or buy, decided on 2 June 2025" in text
    assert "Discounted at 10 % a year" in text


def test_a_system_without_a_rate_is_not_discounted(root: Path) -> None:
    change(root, SYSTEMS, "systems:\n", NEED.removeprefix("discount_rate: 10 %\n"))
    found = decided(root, "trial-system", ACQUIRE)
    assert found["options"][0]["discounted"] is None
    assert "Discounted" not in remit(root, "decide", "trial-system").stdout.decode()


@pytest.mark.parametrize(
    ("name", "says"),
    [("al-10", "'al-101'"), ("trial-sistem", "'trial-system'"), ("x", "there are: al-101, trial-system")],
)
def test_what_there_is_not(root: Path, name: str, says: str) -> None:
    change(root, SYSTEMS, "systems:\n", NEED)
    done = remit(root, "decide", name)
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_a_study_without_a_decision(root: Path) -> None:
    (root / DECISION).unlink()
    done = remit(root, "decide", "al-101")
    assert done.returncode == 2
    assert "study 'al-101' has no decision" in done.stderr.decode()
