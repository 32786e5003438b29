"""Documents that another program has laid out, as a company's own Word template does: pictures, links, notes, odd tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from PIL import Image

from remit.word.redline import NotRepresentable
from tests.oracles import docx_defects
from tests.word.edited import edited, replaced
from tests.word.redline.making import document, marked_up, part, shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(write: Callable[[Document], object]) -> bytes:
    new = docx.Document()
    write(new)
    out = io.BytesIO()
    new.save(out)
    return out.getvalue()


def seen(old: Callable[[Document], object], new: Callable[[Document], object]) -> list[str]:
    return shown(marked_up(made(old), made(new)).data)


def test_runs_that_are_cut_elsewhere_are_the_same() -> None:
    def cut(file: Document) -> None:
        paragraph = file.add_paragraph("Pay in ")
        paragraph.add_run("45 ")
        paragraph.add_run("days.")

    assert seen(lambda file: file.add_paragraph("Pay in 45 days."), cut) == ["Pay in 45 days."]


def test_lists_and_styles_of_another_program() -> None:
    def old(file: Document) -> None:
        file.add_paragraph("one", style="List Number")
        file.add_paragraph("two", style="List Number")

    def new(file: Document) -> None:
        file.add_paragraph("one", style="List Bullet")
        file.add_paragraph("two", style="List Number")

    assert seen(old, new) == ["one <pPrChange>", "two"]


def test_a_row_whose_cells_were_joined_is_exchanged() -> None:
    def table(file: Document, *, joined: bool) -> None:
        cells = file.add_table(2, 2)
        for row in range(2):
            for column in range(2):
                cells.cell(row, column).text = f"{row}{column}"
        if joined:
            cells.cell(1, 0).merge(cells.cell(1, 1))

    assert seen(lambda file: table(file, joined=False), lambda file: table(file, joined=True)) == [
        "00 | 01",
        "- [-10-] | [-11-]",
        "+ {+10+} / {+11+}",
    ]


def picture(colour: str) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    out.seek(0)
    return out


def test_both_pictures_are_in_the_file_when_one_took_the_place_of_the_other(tmp_path: Path) -> None:
    old = made(lambda file: file.add_picture(picture("red")))
    new = made(lambda file: file.add_picture(picture("blue")))
    assert marked_up(old, made(lambda file: file.add_picture(picture("red")))).marked == ()
    redlined = marked_up(old, new)
    assert shown(redlined.data) == ["[-[figure]-]{+[figure]+}"]
    files = [tmp_path / "redline.docx", tmp_path / "document.docx"]
    for file, data in zip(files, (redlined.data, new), strict=True):
        file.write_bytes(data)
    found, before = ({one.partition(": ")[2] for one in docx_defects([file])} for file in files)
    assert found == before  # what the validators find in any file of that program


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="2"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>{}</w:footnotes>'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def with_note(text: str, more: str = "") -> bytes:
    data = document("Text.")
    data = edited(data, replaced("Text.</w:t>", 'Text.</w:t></w:r><w:r><w:footnoteReference w:id="2"/>'))
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}"/></Types>'
    data = edited(data, replaced("</Types>", override), "[Content_Types].xml")
    relation = f'<Relationship Id="rIdN" Type="{R}/footnotes" Target="footnotes.xml"/></Relationships>'
    data = edited(data, replaced("</Relationships>", relation), "word/_rels/document.xml.rels")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/footnotes.xml", NOTES.format(text, more))
    return out.getvalue()


def test_notes_are_woven() -> None:
    redlined = marked_up(with_note("See 45."), with_note("See 60."))
    texts = [one.text for one in part(redlined.data, "word/footnotes.xml").iter(f"{W}delText", f"{W}t")]
    assert texts == ["See ", "45", "60", "."]


def test_a_note_that_only_one_has_is_refused() -> None:
    more = '<w:footnote w:id="3"><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote>'
    with pytest.raises(NotRepresentable, match="a note that the other has not"):
        marked_up(with_note("See."), with_note("See.", more))


def test_links_to_other_places_stay_links() -> None:
    def linked(data: bytes, address: str) -> bytes:
        link = '<w:hyperlink r:id="rIdL"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
        data = edited(data, replaced("</w:r></w:p><w:sectPr", f"</w:r>{link}</w:p><w:sectPr"))
        relation = f'<Relationship Id="rIdL" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/></Relationships>'
        return edited(data, replaced("</Relationships>", relation), "word/_rels/document.xml.rels")

    one, other = (
        linked(document("Look "), "https://one.example"),
        linked(document("Look "), "https://two.example"),
    )
    assert marked_up(one, one).marked == ()
    assert shown(marked_up(one, other).data) == ["Look[-here-]{+here+}"]
