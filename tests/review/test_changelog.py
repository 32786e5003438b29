"""What changed between two editions, told to readers."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from docx import Document

from remit.findings import CannotGoOn
from remit.pages.written import read_written
from remit.review.changelog import as_document, as_page, changelog
from tests.cli.workspaces import change, remit
from tests.oracles import assert_valid_docx
from tests.review.playbook import MASTER, edited, files, reviewed
from tests.review.test_reports import PAYLOADS, large

PLAYBOOK = "data/playbook.yaml"


def longer_terms() -> dict[str, bytes]:
    tree = edited(files(), MASTER, "payment_terms: 45", "payment_terms: 90")
    return edited(tree, PLAYBOOK, 'edition: "2026.1"', 'edition: "2026.2"')


def test_changes_stand_under_what_they_mean_and_contracts_at_the_end() -> None:
    log = changelog(reviewed(longer_terms()))
    assert log.title == "What changed from edition 2026.1 to edition 2026.2"
    assert [part.title for part in log.parts] == ["Money"]
    (entry,) = log.parts[0].entries
    assert entry.endswith("45 calendar days -> 90 calendar days (longer)")
    assert [one.partition(",")[0] for one in log.documents] == ["WO-101"]


def test_a_change_of_title_is_counted_and_not_told() -> None:
    log = changelog(reviewed(edited(files(), PLAYBOOK, "title: Example playbook", "title: Sample playbook")))
    assert (log.parts, log.documents, log.editorial) == ((), (), 1)
    assert "1 change only concerns how something is put." in as_page(log).replace("&#45;", "-")


def test_editions_that_cannot_be_compared_whole_have_no_changelog() -> None:
    with pytest.raises(CannotGoOn) as stop:
        changelog(large())
    assert stop.value.findings[0].rule == "CLI-009"


@pytest.mark.parametrize("payload", [*PAYLOADS, "{{ playbook.title }}", "{% for x in y %}"])
def test_a_value_stays_text_on_the_page_and_in_the_document(payload: str) -> None:
    review = reviewed(edited(files(), "data/roles.yaml", "title: CRO project manager", f"title: {payload!r}"))
    log = changelog(review)
    page = as_page(log)
    written, findings = read_written({"playbook/30-changes.md": page}, review.after.ledger)
    assert not findings
    assert "<script" not in written[0].text
    data = as_document(log, review.after)
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    told = [entry for part in log.parts for entry in part.entries]
    assert told
    assert all(" ".join(entry.split()) in " ".join(text.split()) for entry in told)


def test_the_document_is_sound(tmp_path: Path) -> None:
    review = reviewed(longer_terms())
    (tmp_path / "changes.docx").write_bytes(as_document(changelog(review), review.after))
    assert_valid_docx(tmp_path / "changes.docx")


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A playbook with two editions; the first one was changed before the second began."""
    root = tmp_path / "book"
    for name, data in files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "2026.1")
    change(root, MASTER, "payment_terms: 45", "payment_terms: 60")
    git(root, "commit", "-qam", "longer terms")
    change(root, PLAYBOOK, 'edition: "2026.1"', 'edition: "2026.2"')
    git(root, "commit", "-qam", "2026.2")
    change(root, MASTER, "payment_terms: 60", "payment_terms: 75")
    git(root, "commit", "-qam", "still longer")
    return root


def test_an_edition_is_the_commit_that_began_it(repository: Path) -> None:
    done = remit(repository, "changelog", "2026.1..2026.2")
    assert done.returncode == 0, done.stderr
    assert b"45 calendar days -&gt; 60 calendar days" in done.stdout
    done = remit(repository, "changelog", "2026.2..")
    assert b"60 calendar days -&gt; 75 calendar days" in done.stdout
    assert b"from 2026.2 to working tree" in done.stdout


def test_a_page_and_a_document_are_written_and_nothing_else(repository: Path) -> None:
    for name in ("playbook/30-changes.md", "build/changes.docx"):
        assert remit(repository, "changelog", "2026.1..HEAD", "--out", name).returncode == 0
        assert (repository / name).stat().st_size > 100
    assert remit(repository, "changelog", "2026.1..HEAD", "--out", "changes.pdf").returncode == 2


@pytest.mark.parametrize("span", ["2026.1", "..2026.2", "2026.1..2026.2..2026.3", "2025.9..2026.1"])
def test_what_names_no_two_editions_is_refused(repository: Path, span: str) -> None:
    done = remit(repository, "changelog", span)
    assert (done.returncode, done.stdout) == (2, b"")
