"""PDF files beside Word files, printed by LibreOffice where it is installed.

Word files do not depend on it: without LibreOffice, or when it fails, there is a finding and no PDF. The list of contents
has its page numbers, because LibreOffice is handed a copy in which it works them out, and the file is tagged
for reading programs.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from remit.files import write_whole
from remit.findings import Finding, Where, warning
from remit.word import with_page_numbers

PROGRAMS = ("soffice", "libreoffice")
SECONDS_EACH, SECONDS_TO_START = 30, 90
_FILTER = "MS Word 2007 XML"
_WANTED = ("UseTaggedPDF", "ExportBookmarks")
"""Settings of LibreOffice's export: tags, by which reading programs find headings and alternative texts, and an outline."""
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export"><prop oor:name="{}" oor:op="fuse">'
    "<value>true</value></prop></item>"
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"{''.join(map(_SETTING.format, _WANTED))}</oor:items>"
)


def print_pdf(documents: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Print Word files as PDF files of the same name beside them; returns what was written and what went wrong."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        message = "there is no PDF, because LibreOffice is not installed; the Word files are complete"
        return (), (_finding(message, Path("build"), "install LibreOffice Writer, or print from Word"),)
    written, findings = [], []
    with tempfile.TemporaryDirectory(prefix="remit-pdf-") as folder:
        numbered = {Path(folder) / f"{number}.docx": path for number, path in enumerate(documents)}
        for copy, path in numbered.items():
            copy.write_bytes(with_page_numbers(path.read_bytes()))
        said = _convert(program, Path(folder), list(numbered))
        for copy, path in numbered.items():
            pdf = copy.with_suffix(".pdf")
            if pdf.is_file():
                write_whole(path.with_suffix(".pdf"), pdf.read_bytes())
                written.append(path.with_suffix(".pdf"))
            else:
                findings.append(
                    _finding(f"LibreOffice made no PDF of it{said}", path, "open it in LibreOffice")
                )
    return tuple(written), tuple(findings)


def _convert(program: str, folder: Path, copies: Sequence[Path]) -> str:
    """Run LibreOffice once over all files, with a profile of its own; returns what it said when it failed."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [
        "--headless",
        "--norestore",
        f"--infilter={_FILTER}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    seconds = SECONDS_TO_START + SECONDS_EACH * len(copies)
    try:
        run = subprocess.run(
            [program, profile, *options, *map(str, copies)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f" within {seconds} seconds"
    except OSError as trouble:
        return f": {trouble.strerror}"
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:200]}" if run.returncode and lines else ""


def _finding(message: str, path: Path, hint: str) -> Finding:
    return warning("PRINT-005", message, Where(str(path)), hint)
