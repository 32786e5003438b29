"""PDF files beside Word files: with LibreOffice, without it, and with one that fails."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from remit.documents.origin import Stamp
from remit.documents.pdf import print_pdf
from remit.documents.render import render
from remit.word import with_page_numbers
from tests.documents.printed import HEAD, ledger, templates, work_order
from tests.oracles.specimen import write_specimen
from tests.oracles.tools import program


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


@pytest.mark.libreoffice
def test_the_contents_name_the_page_on_which_each_heading_stands(tmp_path: Path) -> None:
    records = ledger()
    clauses = "".join(
        f"1. Clause {number} of many, so that pages fill. {'Words ' * 60}\n" for number in range(9)
    )
    body = "".join(f"# Heading {letter} {{#h{letter.lower()}}}\n\n{clauses}\n" for letter in "ABCDEF")
    body += '::: schedule "Prices" {#prices}\n1. One.\n:::\n'
    found = templates(body, work_order=HEAD.replace("for:", "toc: true\nfor:") + body)
    rendered, wrong = render(work_order(records), records, found, Stamp("0"), draft=False)
    assert rendered is not None, wrong
    path = tmp_path / "wo.docx"
    path.write_bytes(rendered.data)
    before = path.read_bytes()
    (written,), findings = print_pdf([path])
    assert not findings
    assert path.read_bytes() == before
    pages = run("pdftotext", written).split("\f")
    told = dict(re.findall(r"(Heading [A-F]|Prices)[ .]*?[. ](\d+)$", pages[0], re.MULTILINE))
    stands = {
        name: str(
            max(number for number, page in enumerate(pages, 1) if re.search(rf"{name}$", page, re.MULTILINE))
        )
        for name in [*(f"Heading {letter}" for letter in "ABCDEF"), "Prices"]
    }
    assert told == stands
    assert len(set(stands.values())) > 3
    facts = run("pdfinfo", written)
    assert re.search(r"^Tagged: +yes", facts, re.MULTILINE)
    assert re.search(r"^Title: +Work order", facts, re.MULTILINE)


def test_a_file_that_is_no_word_file_is_handed_on_as_it_is() -> None:
    assert with_page_numbers(b"no zip") == b"no zip"


def run(name: str, path: Path) -> str:
    more = ("-layout", str(path), "-") if name == "pdftotext" else (str(path),)
    command = [program(name, package="poppler-utils"), *more]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
