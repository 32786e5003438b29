"""`remit check` as people and platforms see it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.findings_schema import findings_schema
from tests.cli.workspaces import ORDER, change, remit, sound

SARIF = Path(__file__).parents[1] / "exchange" / "sarif" / "sarif-schema-2.1.0.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sound(tmp_path / "playbook")


@pytest.fixture
def faulty(root: Path) -> Path:
    """Three faults: a wrong amount, a share that is too high an advance, a role that does not exist."""
    change(root, ORDER, "amount: 400000 USD", "amount: 401000 USD")
    change(root, ORDER, "amount: 50000 USD\n    due", "amount: 200000 USD\n    due")
    change(root, "data/raci.yaml", "informed: [cro-project-manager]", "informed: [cro-projectmanager]")
    return root


def count(root: Path) -> int:
    return len(list((root / "data").rglob("*.yaml")))


def test_a_sound_playbook_gives_no_finding_and_code_0(root: Path) -> None:
    done = remit(root, "check")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == f"{count(root)} files: nothing wrong\n".encode()


TEXT = """\
data/raci.yaml:29:16: error REF-001 there is no role 'cro-projectmanager'
   29 |     informed: [cro-projectmanager]
      |                ^^^^^^^^^^^^^^^^^^
    hint: did you mean 'cro-project-manager'?

data/studies/al-101/work_orders/wo-101.yaml:46:13: error MON-001 quantity 100 x 4,000 USD is 400,000 USD, not 401,000 USD
   46 |     amount: 401000 USD
      |             ^^^^^^^^^^
    hint: write 'amount: 400000 USD', or correct quantity or unit price
"""


def test_text_shows_the_source_line_with_a_mark_below_the_words(faulty: Path) -> None:
    done = remit(faulty, "check", "--select", "REF,MON-001")
    assert done.returncode == 1
    assert done.stdout.decode() == TEXT
    closing = done.stderr.decode().splitlines()
    assert closing[0].startswith(f"{count(faulty)} files: 2 errors; ")
    assert closing[1] == "  by subject: Money 1, References 1"


def test_every_finding_begins_with_place_severity_and_rule(faulty: Path) -> None:
    lines = remit(faulty, "check").stdout.decode().splitlines()
    heads = [line.split(" ")[:3] for line in lines if line.startswith("data/")]
    assert ["data/raci.yaml:29:16:", "error", "REF-001"] in heads
    assert ["data/studies/al-101/work_orders/wo-101.yaml:107:13:", "warning", "MON-014"] in heads


def test_colours_are_for_terminals_only(faulty: Path) -> None:
    assert b"\x1b" not in remit(faulty, "check").stdout
    leader, follower = pty.openpty()
    program = Path(sys.executable).parent / "remit"
    subprocess.run([program, "check"], cwd=faulty, stdout=follower, stderr=subprocess.DEVNULL)
    shown = os.read(leader, 4096)
    assert b"\x1b[31m" in shown
    subprocess.run(
        [program, "check"],
        cwd=faulty,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert b"\x1b" not in os.read(leader, 4096)


def test_json_fits_its_published_schema(faulty: Path) -> None:
    report = json.loads(remit(faulty, "check", "--format", "json").stdout)
    jsonschema.validate(report, json.loads(findings_schema()), jsonschema.Draft7Validator)
    found = next(one for one in report["findings"] if one["rule"] == "MON-001")
    assert found == {
        "rule": "MON-001",
        "severity": "error",
        "message": "quantity 100 x 4,000 USD is 400,000 USD, not 401,000 USD",
        "path": ORDER,
        "line": 46,
        "column": 13,
        "hint": "write 'amount: 400000 USD', or correct quantity or unit price",
        "related": [],
        "fix": None,
    }
    assert report["files"] == count(faulty)
    assert report["families"]["References"] == 1
    assert (report["accepted"], report["left_out"], report["fixed"]) == (0, 0, [])


def test_the_schema_of_findings_is_published(root: Path) -> None:
    assert remit(root, "export", "jsonschema").returncode == 0
    assert (root / "build" / "schemas" / "findings.schema.json").read_text() == findings_schema()


def sarif(root: Path, *arguments: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(remit(root, "check", "--format", "sarif", *arguments).stdout)
    schema = json.loads(SARIF.read_text())
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_fits_the_schema_of_oasis_with_regions_rules_and_related_places(faulty: Path) -> None:
    run = sarif(faulty)
    results = {result["ruleId"]: result for result in run["results"]}
    region = results["MON-001"]["locations"][0]["physicalLocation"]
    assert region["artifactLocation"] == {"uri": ORDER, "uriBaseId": "%SRCROOT%"}
    assert region["region"] == {"startLine": 46, "startColumn": 13, "endColumn": 23}
    assert results["MON-014"]["level"] == "warning"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    help_text = next(rule for rule in rules if rule["id"] == "MON-001")["help"]
    assert "**Why:**" in help_text["markdown"]
    assert "Why:" in help_text["text"]


def test_a_sound_playbook_gives_an_empty_sarif_run(root: Path) -> None:
    assert sarif(root)["results"] == []


def test_related_places_are_in_sarif(root: Path) -> None:
    change(root, ORDER, "base: part of direct fees", "base: direct fees")
    (related,) = next(r for r in sarif(root)["results"] if r["ruleId"] == "MON-010")["relatedLocations"]
    assert related["physicalLocation"]["region"]["startLine"] == 74


def test_fingerprints_stay_when_lines_move(faulty: Path) -> None:
    before = [result["partialFingerprints"] for result in sarif(faulty)["results"]]
    change(faulty, ORDER, "number: WO-101", "# One more line\nnumber: WO-101")
    after = [result["partialFingerprints"] for result in sarif(faulty)["results"]]
    assert before == after
    assert len({json.dumps(one) for one in after}) == len(after)


def test_paths_for_platforms_begin_at_the_checkout(faulty: Path) -> None:
    done = remit(faulty.parent, "check", "--root", "playbook", "--format", "github", "--select", "MON-001")
    assert done.stdout.decode() == (
        f"::error file=playbook/{ORDER},line=46,col=13,title=MON-001::quantity 100 x 4,000 USD is 400,000 USD, not "
        "401,000 USD%0Awrite 'amount: 400000 USD', or correct quantity or unit price\n"
    )


def test_gitlab_reads_a_list_with_distinct_fingerprints_worst_first(faulty: Path) -> None:
    done = remit(faulty, "check", "--format", "gitlab")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [entry["severity"] for entry in report][:2] == ["critical", "critical"]
    assert report[-1]["severity"] == "minor"
    assert len({entry["fingerprint"] for entry in report}) == len(report)
    assert {"path": ORDER, "lines": {"begin": 46}} in [entry["location"] for entry in report]


# ---- what is asked for ----------------------------------------------------------------------------------------------


def rules(root: Path, *arguments: str) -> list[str]:
    report = json.loads(remit(root, "check", "--format", "json", *arguments).stdout)
    return [finding["rule"] for finding in report["findings"]]


def test_rules_and_families_can_be_selected_and_ignored(faulty: Path) -> None:
    assert rules(faulty, "--select", "mon-001") == ["MON-001"]
    assert rules(faulty, "--select", "REF", "--select", "MON-014") == ["REF-001", "MON-014"]
    assert "MON-001" not in rules(faulty, "--ignore", "MON")
    assert remit(faulty, "check", "--select", "TEAM").returncode == 0


def test_an_unknown_rule_is_named_with_the_nearest(faulty: Path) -> None:
    done = remit(faulty, "check", "--select", "MOM-001")
    assert done.returncode == 2
    assert b"there is no rule or family 'MOM-001'" in done.stderr
    assert b"did you mean" in done.stderr


def test_what_cannot_be_read_is_told_whatever_is_asked_for(faulty: Path) -> None:
    change(faulty, "data/roles.yaml", "roles:", "roles: [")
    assert rules(faulty, "--select", "TEAM", "--ignore", "YAML") == ["YAML-004"]


def test_a_study_is_its_folder_and_what_points_there(faulty: Path) -> None:
    assert rules(faulty, "--study", "al-101") == ["MON-001", "MON-014"]
    done = remit(faulty, "check", "--study", "al-102")
    assert done.returncode == 2
    assert b"did you mean 'al-101'?" in done.stderr


def test_a_role_of_next_year_is_missing_today(root: Path) -> None:
    change(root, "data/roles.yaml", "  cro-cra:\n", "  cro-cra:\n    valid_from: 2027-01-01\n")
    assert rules(root) == []
    assert rules(root, "--as-of", "2027-01-01") == []
    assert set(rules(root, "--as-of", "2026-12-31", "--select", "REF")) == {"REF-003"}
    assert remit(root, "check", "--as-of", "tomorrow").returncode == 2


# ---- what is accepted -----------------------------------------------------------------------------------------------

ACCEPTED = """
suppressions:
  - rule: MON-014
    record: data/studies/al-101/work_orders/wo-101.yaml#fees
    reason: Agreed before this playbook
    owner: sponsor-project-manager
    until: 2026-06-30
"""


def test_an_accepted_finding_is_counted_and_not_reported_until_its_last_day(root: Path) -> None:
    change(root, ORDER, "amount: 50000 USD\n    due", "amount: 200000 USD\n    due")
    change(root, "data/playbook.yaml", "currency: USD\n", f"currency: USD{ACCEPTED}")
    done = remit(root, "check", "--as-of", "2026-06-30")
    assert done.returncode == 0
    assert b"nothing wrong; 1 accepted by suppressions" in done.stderr
    assert rules(root, "--as-of", "2026-07-01") == ["SUP-002", "MON-014"]


def test_a_rule_that_weighs_less_does_not_fail_the_check(root: Path) -> None:
    change(root, ORDER, "amount: 50000 USD\n    due", "amount: 200000 USD\n    due")
    severity = "severities:\n  MON-014:\n    severity: information\n    reason: Agreed with all partners\n"
    change(root, "data/playbook.yaml", "currency: USD\n", f"currency: USD\n{severity}")
    done = remit(root, "check")
    assert done.returncode == 0
    assert b": information MON-014 " in done.stdout
    assert b"1 note" in done.stderr


# ---- hidden characters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab"])
def test_no_report_drives_a_terminal(root: Path, form: str) -> None:
    name = "data/\x1b[31mre\u202ed\x07\r.yaml"
    (root / name).write_text("a: 1\n")
    (root / os.fsdecode(b"data/\xff.yaml")).write_text("a: 1\n")
    done = remit(root, "check", "--format", form)
    assert done.returncode == 1
    for hidden in ("\x1b", "\x07", "\r", "\u202e", "\xff"):
        assert hidden not in done.stdout.decode("utf-8", "surrogateescape")
    if form == "json":
        assert name in [finding["path"] for finding in json.loads(done.stdout)["findings"]]
    if form == "text":
        assert rb"data/\u001b[31mre\u202ed\u0007\u000d.yaml:1:1: warning FILE-003" in done.stdout


def test_a_terminal_without_unicode_gets_codes(root: Path) -> None:
    change(root, "data/raci.yaml", "informed: [cro-project-manager]", "informed: [Geschäftsführer]")
    done = remit(root, "check", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert rb"Gesch\xe4ftsf\xfchrer" in done.stdout
