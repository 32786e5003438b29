"""LibreOffice reads the sound file and says so when it cannot read one."""

import re
from pathlib import Path

import pytest

from tests.oracles import ConversionError, page_images, pdf_text
from tests.oracles.specimen import replant, specimen_parts, write_specimen

pytestmark = pytest.mark.libreoffice
PNG = b"\x89PNG\r\n\x1a\n"


def test_text_and_numbering_are_seen(tmp_path: Path) -> None:
    text = pdf_text(write_specimen(tmp_path / "sound.docx"))
    assert re.search(r"^1\.\s+Payment$", text, re.MULTILINE)
    assert "The fee falls due under clause 1" in text


def test_every_page_becomes_a_picture(tmp_path: Path) -> None:
    new_page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    document = replant(tmp_path / "two.docx", "word/document.xml", "<w:tbl>", f"{new_page}<w:tbl>")
    pages = page_images(document, tmp_path / "pages")
    assert [page.name for page in pages] == ["two-1.png", "two-2.png"]
    assert all(page.read_bytes().startswith(PNG) for page in pages)


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    whole = write_specimen(tmp_path / "whole.docx").read_bytes()
    cut = tmp_path / "cut.docx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ConversionError):
        pdf_text(cut)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    parts = specimen_parts()
    parts["word/document.xml"] = parts["word/document.xml"].removesuffix("</w:body></w:document>")
    with pytest.raises(ConversionError):
        pdf_text(write_specimen(tmp_path / "broken.docx", parts))
