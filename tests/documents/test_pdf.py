"""PDF files beside Word files: with LibreOffice, without it, and with one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.documents.pdf import print_pdf
from tests.oracles.specimen import write_specimen


@pytest.mark.libreoffice
def test_each_file_gets_its_picture(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    files = [write_specimen(tmp_path / "wo-1.docx"), write_specimen(tmp_path / "other" / "wo-1.docx")]
    written, findings = print_pdf(files)
    assert not findings
    assert written == (tmp_path / "wo-1.pdf", tmp_path / "other" / "wo-1.pdf")
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "other",
        *["wo-1.docx"] * 2,
        *["wo-1.pdf"] * 2,
    ]


def test_without_libreoffice_there_is_a_message_and_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    written, findings = print_pdf([write_specimen(tmp_path / "d.docx")])
    assert written == ()
    assert [(f.rule, f.severity.value) for f in findings] == [("PRINT-005", "warning")]
    assert "LibreOffice is not installed" in findings[0].message


def test_a_failing_program_is_named_with_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho cannot start >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    document = write_specimen(tmp_path / "d.docx")
    written, findings = print_pdf([document])
    assert written == ()
    assert [f.message for f in findings] == ["LibreOffice made no PDF of it: cannot start"]
    assert findings[0].where.file == str(document)
