"""`remit export coverage`: duties and elements as JSON and as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.workspaces import change, remit, sound

TRANSFER = "data/studies/al-101/transfer.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sound(tmp_path / "playbook")


def test_json_holds_duties_and_elements(root: Path) -> None:
    done = remit(root, "export", "coverage")
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert [row["duty"] for row in found["duties"]] == [
        "us312-50-ind", "us312-52a", "us312-53a", "us312-56a", "r3-3-11-2",
    ]  # fmt: skip
    shared = found["duties"][2]
    assert (shared["holders"], shared["evidence"]) == (["brightwell", "aldena"], "Site selection record")
    assert shared["source"] == f"{TRANSFER}, line 22"
    assert sorted(row["number"] for row in found["elements"]) == list(range(1, 101))


def test_gaps_come_first(root: Path) -> None:
    change(root, TRANSFER, "    evidence: Audit certificates\n", "")
    duties = json.loads(remit(root, "export", "coverage", "--of", "duties").stdout)["duties"]
    assert duties[0]["duty"] == "r3-3-11-2"
    assert duties[0]["gaps"] == ["no evidence is named"]
    elements = json.loads(remit(root, "export", "coverage", "--of", "elements").stdout)["elements"]
    with_gaps = [bool(row["gaps"]) for row in elements]
    assert with_gaps == sorted(with_gaps, reverse=True)
    assert with_gaps[0], "the smallest playbook has no decision, no schedule and no selection"


def test_csv_is_one_table_without_formulas(root: Path) -> None:
    change(root, TRANSFER, "evidence: Audit certificates", "evidence: '=HYPERLINK(\"http://x\")'")
    done = remit(root, "export", "coverage", "--format", "csv", "--out", "build/duties.csv")
    assert done.returncode == 0
    assert done.stderr.decode().startswith("5 duties written to")
    rows = list(csv.DictReader(io.StringIO((root / "build" / "duties.csv").read_text("utf-8"))))
    assert {row["study"] for row in rows} == {"al-101"}
    assert '\'=HYPERLINK("http://x")' in {row["evidence"] for row in rows}
    assert rows[2]["holders"] == "brightwell; aldena"


def test_elements_as_csv(root: Path) -> None:
    done = remit(root, "export", "coverage", "--format", "csv", "--of", "elements")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert len(rows) == 100
    assert all(row["records"] for row in rows)


def test_a_study_that_does_not_exist_is_named(root: Path) -> None:
    done = remit(root, "export", "coverage", "--study", "al-110")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "there is no study 'al-110'" in done.stderr.decode()
    assert "did you mean 'al-101'?" in done.stderr.decode()


def test_what_cannot_be_read_is_told(root: Path) -> None:
    change(root, TRANSFER, "    disposition: shared\n", "    disposition: lent\n")
    done = remit(root, "export", "coverage", "--of", "duties")
    assert done.returncode == 0
    assert "what cannot be read is missing here" in done.stderr.decode()
    assert json.loads(done.stdout)["duties"][0]["disposition"] == "nobody"
