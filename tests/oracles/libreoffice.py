"""LibreOffice Writer as a reader of the produced files: the text and the pages a person would see."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.oracles.tools import program

_SECONDS = 180
_FILTER = "MS Word 2007 XML"


class ConversionError(AssertionError):
    """LibreOffice could not open the file as a Word document."""


def pdf_bytes(path: Path) -> bytes:
    """The document printed by LibreOffice as PDF; raises ConversionError when it cannot be opened."""
    return _convert(path.read_bytes())


def pdf_text(path: Path) -> str:
    """The text of all pages, in reading order with its layout kept; pages end in a form feed."""
    pdftotext = program("pdftotext", package="poppler-utils")
    return _run([pdftotext, "-layout", "-enc", "UTF-8", "-", "-"], pdf_bytes(path)).decode("utf-8")


@dataclass(frozen=True)
class Word:
    """A printed word and its box on the page in points."""

    text: str
    left: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A printed page: its number from 1, its size in points, and its words."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


def pdf_boxes(path: Path) -> list[Page]:
    """Where every word of the document stands when LibreOffice prints it."""
    pdftotext = program("pdftotext", package="poppler-utils")
    html = _run([pdftotext, "-bbox", "-enc", "UTF-8", "-", "-"], pdf_bytes(path)).decode("utf-8")
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', html, re.DOTALL)
    box = r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    return [
        Page(
            number,
            float(width),
            float(height),
            tuple(Word(text, float(a), float(b), float(y)) for a, b, y, text in re.findall(box, words)),
        )
        for number, (width, height, words) in enumerate(pages, 1)
    ]


def page_images(path: Path, folder: Path, *, dpi: int = 70) -> list[Path]:
    """One PNG per page in the folder (made if needed), named after the document, in page order."""
    pdftoppm = program("pdftoppm", package="poppler-utils")
    folder.mkdir(parents=True, exist_ok=True)
    _run([pdftoppm, "-r", str(dpi), "-png", "-", str(folder / path.stem)], pdf_bytes(path))
    return sorted(folder.glob(f"{path.stem}-*.png"), key=lambda page: int(page.stem.rsplit("-", 1)[-1]))


@lru_cache(maxsize=64)
def _convert(document: bytes) -> bytes:
    # Remembered by content: a test often wants both text and pages of one file, and a start takes seconds.
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(prefix="remit-soffice-") as name:
        folder = Path(name)
        source, target = folder / "document.docx", folder / "document.pdf"
        source.write_bytes(document)
        # A profile of its own, or a second run at the same time would hand its work to the first and leave.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        # The named filter keeps LibreOffice from opening a broken file as plain text instead.
        options = [
            "--headless",
            "--norestore",
            f"--infilter={_FILTER}",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
        ]
        run = subprocess.run(
            [soffice, profile, *options, source],
            capture_output=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if run.returncode or not target.exists():
            said = (run.stdout + run.stderr).decode("utf-8", "replace").strip()
            raise ConversionError(f"LibreOffice did not convert the document: {said[-300:]}")
        return target.read_bytes()


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True).stdout
