"""The text of a Word file on a terminal, and in git's own comparison."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from remit.word.house import house_bytes
from tests.cli.workspaces import remit
from tests.word.edited import edited, replaced
from tests.word.specimen import work_order

AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def test_the_text_of_a_file_is_what_a_person_reads(tmp_path: Path) -> None:
    (tmp_path / "order.docx").write_bytes(work_order())
    done = remit(tmp_path, "export", "text", "order.docx")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert len(lines) > 100
    assert "Sponsor clinical lead" in lines
    assert not [line for line in lines if "PAGEREF" in line or "{{" in line]


def test_git_shows_what_changed_in_a_word_file(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["git", *AUTHOR, *arguments],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            env={**os.environ, "PATH": path},
        )
        return done.stdout.decode()

    git("init", "-q")
    git("config", "diff.docx.textconv", "remit export text")
    (tmp_path / ".gitattributes").write_text("*.docx diff=docx\n")
    file = tmp_path / "order.docx"
    file.write_bytes(work_order())
    git("add", "-A")
    git("commit", "-qm", "signed")
    file.write_bytes(edited(file.read_bytes(), replaced("Sponsor clinical lead", "Sponsor medical director")))
    shown = [line for line in git("diff").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert shown == ["-Sponsor clinical lead", "+Sponsor medical director"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"plain words"])
def test_a_file_that_is_no_word_file_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    done = remit(tmp_path, "export", "text", "x.docx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"x.docx:1:1: error CLI-007 not a readable Word file: ")


def test_a_word_template_without_words_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(house_bytes())
    assert remit(tmp_path, "export", "text", "house.docx").returncode == 0
    assert remit(tmp_path, "export", "text", "missing.docx").returncode == 2
