"""A slip in the shipped playbook is named with file, line and column, and the contract it touches is not printed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REMIT = Path(sys.executable).with_name("remit")
STUDY = "data/studies/nvt-218-301"


def remit(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([REMIT, *arguments], cwd=at, capture_output=True, text=True)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    for part in ("data", "contract_templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def edit(playbook: Path, file: str, old: str, new: str) -> int:
    """Replace the first occurrence; returns the line on which it stands."""
    path = playbook / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def found(playbook: Path) -> list[dict[str, Any]]:
    run = remit("check", "--format", "json", at=playbook)
    assert run.returncode == 1, run.stdout + run.stderr
    findings = json.loads(run.stdout)["findings"]
    assert isinstance(findings, list)
    return findings


def refused(playbook: Path, document: str) -> None:
    """The contract is not printed; as a draft it is, with a watermark."""
    run = remit("build", document, "--out", "out", at=playbook)
    assert run.returncode == 1, run.stdout
    assert list(playbook.glob("out/**/*.docx")) == []
    draft = remit("build", document, "--draft", "--out", "out", at=playbook)
    assert draft.returncode == 0, draft.stderr
    (file,) = playbook.glob("out/**/*.docx")
    assert file.name.endswith("-draft.docx")


def test_a_changed_amount(playbook: Path) -> None:
    file = f"{STUDY}/work_orders/wo-301.yaml"
    line = edit(playbook, file, "amount: 4266000 USD", "amount: 4266001 USD")
    places = [(f["path"], f["line"], f["column"]) for f in found(playbook)]
    assert (file, line, 13) in places
    refused(playbook, "wo-301")
    assert remit("build", "wo-201", "--out", "other", at=playbook).returncode == 0


def test_a_deleted_role(playbook: Path) -> None:
    path = playbook / "data/roles.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    first = lines.index("  cro-safety-lead:")
    last = next(
        n
        for n in range(first + 1, len(lines))
        if lines[n].startswith("  ") and not lines[n].startswith("   ")
    )
    path.write_text("\n".join(lines[:first] + lines[last:]), encoding="utf-8")
    dangling = [f for f in found(playbook) if f["rule"] == "REF-001"]
    assert {"data/raci.yaml", f"{STUDY}/team.yaml"} <= {f["path"] for f in dangling}
    assert sum(f["path"] == "data/raci.yaml" for f in dangling) == 1
    assert all("did you mean" not in f["hint"] for f in dangling)
    places = [place for f in dangling for place in (f, *f["related"])]
    assert len(places) > 50
    for place in places:
        text = (playbook / place["path"]).read_text(encoding="utf-8").split("\n")[place["line"] - 1]
        assert text[place["column"] - 1 :].startswith("cro-safety-lead")
    refused(playbook, "wo-301")


def test_an_activity_with_two_accountable_roles(playbook: Path) -> None:
    path = playbook / "data/raci.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("accountable: ["))
    lines[at] = lines[at].replace("]", ", sponsor-executive]")
    path.write_text("\n".join(lines), encoding="utf-8")
    finding = next(f for f in found(playbook) if f["rule"] == "RACI-001")
    assert (finding["path"], finding["line"]) == ("data/raci.yaml", at + 1)
    assert lines[at][finding["column"] - 1 :].startswith("sponsor-executive")
    refused(playbook, "qa-cal")


def test_a_duty_transferred_that_must_be_retained(playbook: Path) -> None:
    file = f"{STUDY}/transfer.yaml"
    line = edit(
        playbook,
        file,
        "us312-52a:\n    disposition: retained",
        "us312-52a:\n    disposition: transferred\n    to: calloway",
    )
    found_here = [(f["rule"], f["line"]) for f in found(playbook) if f["path"] == file]
    assert any(rule.startswith("TOO-") and abs(at - line) <= 2 for rule, at in found_here), found_here
    refused(playbook, "transfer-nvt-218-301")


def test_text_output_begins_with_the_place(playbook: Path) -> None:
    file = f"{STUDY}/work_orders/wo-301.yaml"
    line = edit(playbook, file, "amount: 4266000 USD", "amount: 4266001 USD")
    run = remit("check", at=playbook)
    assert run.returncode == 1
    assert any(row.startswith(f"{file}:{line}:13: error MON-") for row in run.stdout.splitlines()), run.stdout
