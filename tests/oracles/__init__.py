"""Judges of what the product makes, none of which had a part in making it.

`assert_valid_docx` asks three validators: Microsoft's Open XML SDK, openxml-audit, and the checker in
`ecma376` with the published schemas. `pdf_text` and `page_images` show what LibreOffice makes of a document.
`settled` is what it makes of tracked changes. `visit` and `accessibility_violations` look at the website in a browser.
"""

from collections.abc import Iterable
from pathlib import Path

from tests.oracles.audit import audit_defects
from tests.oracles.browser import Visit, accessibility_violations, chromium, served, visit
from tests.oracles.ecma376 import check_docx
from tests.oracles.libreoffice import ConversionError, page_images, pdf_boxes, pdf_bytes, pdf_text
from tests.oracles.open_xml_sdk import sdk_defects
from tests.oracles.settling import settled

__all__ = [
    "ConversionError",
    "Visit",
    "accessibility_violations",
    "assert_valid_docx",
    "chromium",
    "docx_defects",
    "page_images",
    "pdf_boxes",
    "pdf_bytes",
    "pdf_text",
    "served",
    "settled",
    "visit",
]


def assert_valid_docx(paths: Path | Iterable[Path], *, residue: bool = True) -> None:
    """Fail with every defect that any of the three validators finds in the files, of which one is needed."""
    files = [paths] if isinstance(paths, Path) else list(paths)
    assert files, "no file was given to validate"
    found = docx_defects(files, residue=residue)
    assert not found, f"{len(found)} defect(s):\n" + "\n".join(found)


def docx_defects(files: list[Path], *, residue: bool = True) -> list[str]:
    """One line per defect: file, validator, part and message."""
    by_sdk = sdk_defects(files)
    lines: list[str] = []
    for file in files:
        lines += [f"{file.name}: Open XML SDK: {defect}" for defect in by_sdk[file]]
        lines += [f"{file.name}: openxml-audit: {defect}" for defect in audit_defects(file)]
        lines += [f"{file.name}: ECMA-376 {defect}" for defect in check_docx(file, residue=residue)]
    return lines
