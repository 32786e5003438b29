"""`remit issue` on the command line: what is entered, and what is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from remit.load.yaml import parse
from tests.cli.printing import built, committed, playbook, run
from tests.oracles.saving import saved_again
from tests.word.edited import edited, replaced

ORDER = Path("data/studies/al-101/work_orders/wo-101.yaml")
REGISTER = Path("data/register.yaml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = playbook(tmp_path)
    committed(root)
    return root


def issue(root: Path, *options: object) -> tuple[int, str]:
    result = run("issue", "wo-101", "--root", root, "--date", "2026-06-12", *options)
    return result.exit_code, result.output


def entries(root: Path) -> dict[str, dict[str, str]]:
    document, problems = parse("", (root / REGISTER).read_bytes())
    assert not problems
    return dict(document["documents"])


def test_an_issued_document_is_printed_and_entered(root: Path) -> None:
    assert issue(root, "--status", "issued")[0] == 0
    printed = root / "build" / "documents" / "al-101" / "wo-101.docx"
    (entry,) = entries(root).values()
    assert entry["digest"] == hashlib.sha256(printed.read_bytes()).hexdigest()
    assert (entry["document"], entry["version"], entry["status"], entry["date"]) == (
        "wo-101",
        "1.0",
        "issued",
        "2026-06-12",
    )
    found = json.loads(run("verify", printed, "--root", root, "--format", "json").stdout)["files"][0]
    assert (found["state"], found["document"]["data_revision"]) == ("untouched", entry["data_revision"])


def test_the_register_can_be_read_as_records(root: Path) -> None:
    issue(root, "--status", "issued")
    findings = json.loads(run("check", "--root", root, "--format", "json").stdout)["findings"]
    assert [one for one in findings if one["path"] == REGISTER.as_posix()] == []


def test_issuing_twice_changes_nothing(root: Path) -> None:
    issue(root, "--status", "issued")
    before = (root / REGISTER).read_bytes()
    code, output = issue(root, "--status", "issued")
    assert code == 0
    assert "already" in output
    assert (root / REGISTER).read_bytes() == before


def test_an_entry_does_not_make_the_records_differ_from_their_commit(root: Path) -> None:
    assert issue(root, "--status", "issued")[0] == 0
    assert issue(root, "--status", "executed")[0] == 0
    assert list(entries(root)) == ["wo-101-1-0-issued", "wo-101-1-0-executed"]


def test_records_that_are_not_committed_are_refused_unless_said(root: Path) -> None:
    order = root / ORDER
    order.write_text(order.read_text().replace("title: Work order", "title: The work order"))
    code, output = issue(root, "--status", "issued")
    assert code == 2
    assert "ISSUE-001" in output
    assert not (root / REGISTER).exists()
    assert issue(root, "--status", "issued", "--draft")[0] == 0


def test_a_document_with_errors_is_refused(root: Path) -> None:
    order = root / ORDER
    order.write_text(order.read_text().replace("amount: 400000 USD", "amount: 400001 USD"))
    committed(root)
    assert issue(root, "--status", "issued")[0] == 2
    assert not (root / REGISTER).exists()


def test_a_draft_record_is_not_executed(root: Path) -> None:
    order = root / ORDER
    order.write_text(order.read_text().replace("status: executed", "status: in review"))
    code, output = issue(root, "--status", "executed", "--draft")
    assert code == 2
    assert "ISSUE-002" in output or "error" in output


def test_a_file_saved_again_is_entered_with_its_own_digest(root: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent.docx"
    sent.write_bytes(saved_again(built(root).read_bytes()))
    assert issue(root, "--status", "executed", "--file", sent)[0] == 0
    (entry,) = entries(root).values()
    assert (entry["file"], entry["digest"]) == ("sent.docx", hashlib.sha256(sent.read_bytes()).hexdigest())


def test_a_file_whose_text_was_changed_is_refused(root: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent.docx"
    sent.write_bytes(edited(built(root).read_bytes(), replaced("USD 400,000", "USD 490,000")))
    code, output = issue(root, "--status", "executed", "--file", sent)
    assert code == 2
    assert "ISSUE-003" in output
    assert not (root / REGISTER).exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 signed"])
def test_a_file_that_is_no_word_file_is_refused(root: Path, tmp_path: Path, data: bytes) -> None:
    sent = tmp_path / "sent.docx"
    sent.write_bytes(data)
    assert issue(root, "--status", "executed", "--file", sent)[0] == 2


def test_a_draft_file_is_not_entered(root: Path) -> None:
    code, output = issue(root, "--status", "issued", "--file", built(root, "--draft"))
    assert code == 2
    assert "draft" in output


def test_a_version_is_issued_once(root: Path) -> None:
    issue(root, "--status", "issued")
    template = root / "contract_templates" / "work_order.md"
    template.write_text(template.read_text().replace("The work runs", "All work runs"))
    committed(root)
    code, output = issue(root, "--status", "issued")
    assert code == 2
    assert "ISSUE-004" in output


def test_a_registered_file_stays_known_when_records_are_lost(root: Path) -> None:
    issue(root, "--status", "issued", "--draft")
    printed = root / "build" / "documents" / "al-101" / "wo-101.docx"
    order = root / ORDER
    order.write_text(order.read_text().replace("title: Work order", "title: Another title"))
    (root / ".git").rename(root / "git-gone")
    found = json.loads(run("verify", printed, "--root", root, "--format", "json").stdout)["files"][0]
    assert found["state"] == "untouched"
    assert "issued on 2026-06-12" in found["message"]


def test_an_unknown_document_is_named(root: Path) -> None:
    result = run("issue", "wo-999", "--root", root, "--status", "issued")
    assert result.exit_code == 2
    assert "CLI-003" in result.output


def test_a_new_version_that_is_executed_supersedes_the_one_before(root: Path) -> None:
    assert issue(root, "--status", "executed")[0] == 0
    order = root / ORDER
    last = "    change: First version\n"
    next_ = '  - version: "1.1"\n    date: 2025-12-02\n    author: cro-project-manager\n    change: Later\n'
    text = order.read_text().replace('version: "1.0"\nstatus', 'version: "1.1"\nstatus')
    order.write_text(text.replace(last, last + next_))
    code, output = issue(root, "--status", "executed", "--draft")
    assert code == 0, output
    assert {id: one["status"] for id, one in entries(root).items()} == {
        "wo-101-1-0-executed": "superseded",
        "wo-101-1-1-executed": "executed",
    }
