"""LibreOffice Writer as somebody who opens a document and saves it again as .docx."""

import subprocess
import tempfile
from pathlib import Path

from tests.oracles.libreoffice import ConversionError
from tests.oracles.tools import program

_SECONDS = 180


def saved_again(document: bytes) -> bytes:
    """The document as LibreOffice writes it after opening it, with nothing edited."""
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(prefix="remit-soffice-") as name:
        folder = Path(name)
        source, out = folder / "document.docx", folder / "out"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options: list[str | Path] = [
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            out,
        ]
        run = subprocess.run(
            [soffice, profile, *options, source],
            capture_output=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if run.returncode or not (out / source.name).exists():
            raise ConversionError(
                f"LibreOffice did not save the document: {run.stderr.decode('utf-8', 'replace')[-300:]}"
            )
        return (out / source.name).read_bytes()
