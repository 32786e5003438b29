"""House styles: our own, another one, and files that cannot serve."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Cm, Pt
from lxml import etree

from remit.templating import compile_template, load_template
from remit.word import Facts, House, HouseError, WordTarget, complete, finish, missing_styles, read_house
from remit.word.house import house_bytes, main
from remit.word.measure import text_width
from remit.word.namespaces import ROOT
from remit.word.running import fill, watermark
from tests.oracles import assert_valid_docx, pdf_boxes
from tests.word import specimen

TABLE = (
    "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"
    '::: table widths="1 20"\n| A | B |\n|---|---|\n| Pharmacovigilance | x |\n:::'
)
SHIPPED = Path(__file__).parents[2] / "contract_templates" / "house.docx"


def test_the_shipped_file_is_the_one_that_the_command_makes(tmp_path: Path) -> None:
    assert main([str(tmp_path / "house.docx")]) == 0
    assert (tmp_path / "house.docx").read_bytes() == SHIPPED.read_bytes() == house_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["house.docx"]
    assert main([]) == 2


def test_the_shipped_file_is_valid_and_complete() -> None:
    assert_valid_docx(SHIPPED, residue=False)
    assert missing_styles(SHIPPED.read_bytes()) == []


def logo() -> bytes:
    """A small picture, as the PNG format wants it: a red square of 8 by 8 points."""
    rows = b"".join(b"\0" + b"\xc0\x20\x20" * 8 for _ in range(8))
    chunks = (
        (b"IHDR", struct.pack(">2I5B", 8, 8, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def another_house() -> bytes:
    """A house style as a company might save it: another font, wider margins, a logo, no landscape section."""
    document = Document(io.BytesIO(house_bytes()))
    document.styles["Heading 1"].font.name = "Georgia"
    upright = document.sections[0]
    upright.left_margin = upright.right_margin = Cm(3)
    upright.top_margin = Cm(4)
    upright.header.paragraphs[0].add_run().add_picture(io.BytesIO(logo()), height=Cm(1))
    body = document.element.body
    wide = body.find("{*}sectPr")
    body.replace(wide, deepcopy(upright._sectPr))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_documents_follow_another_house(tmp_path: Path) -> None:
    style = read_house(another_house())
    data = finish(style, specimen.compiled(style).print(specimen.context(), {}), specimen.FACTS)
    (tmp_path / "d.docx").write_bytes(data)
    assert_valid_docx(tmp_path / "d.docx")
    document = Document(io.BytesIO(data))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert {round(section.left_margin.cm, 2) for section in document.sections} == {3.0}
    assert {(s.page_width > s.page_height) for s in document.sections} == {True, False}
    for section in document.sections:
        if section.page_width < section.page_height:
            assert round(section.top_margin.cm, 1) == 4.0
        assert len(section.header._element.findall(".//{*}drawing")) == 1
        (picture,) = [r for r in section.header.part.rels.values() if r.reltype.endswith("/image")]
        assert picture.target_part.blob == logo()
    text = "".join(document.sections[0].header._element.itertext())
    assert "WO-009" in text
    assert "{{" not in text


@pytest.mark.libreoffice
def test_the_printed_pages_follow_another_house(tmp_path: Path) -> None:
    style = read_house(another_house())
    data = finish(style, specimen.compiled(style).print(specimen.context(), {}), specimen.FACTS)
    (tmp_path / "d.docx").write_bytes(data)
    points = 72 / 2.54
    for page in pdf_boxes(tmp_path / "d.docx"):
        if page.width < page.height:
            body = [word for word in page.words if 4 * points < word.bottom < page.height - 2.5 * points]
            assert body
            assert min(word.left for word in body) > 3 * points - 3
            assert max(word.right for word in body) < page.width - 3 * points + 3
            assert not [word for word in page.words if 2.6 * points < word.bottom < 4 * points]


def saved(change: Callable[[Any], object]) -> bytes:
    """Our house style as it is after a change."""
    document = Document(io.BytesIO(house_bytes()))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _no_header(document: Any) -> None:
    for section in document.sections:
        for reference in section._sectPr.findall("{*}headerReference"):
            section._sectPr.remove(reference)


def _another_first_page(document: Any) -> None:
    document.sections[1].different_first_page_header_footer = True


def _another_even_page(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = True


@pytest.mark.parametrize(
    ("change", "pages"),
    [(_no_header, "its pages"), (_another_first_page, "first pages"), (_another_even_page, "even pages")],
)
def test_pages_on_which_a_draft_would_have_no_watermark_are_named(
    change: Callable[[Any], object], pages: str
) -> None:
    with pytest.raises(HouseError, match=f"no header for {pages}, where drafts bear their watermark"):
        read_house(saved(change))


def test_a_section_goes_on_with_the_header_before_it() -> None:
    def landscape_without(document: Any) -> None:
        section = document.sections[1]._sectPr
        section.remove(section.find("{*}headerReference"))
        document.sections[0].different_first_page_header_footer = True
        document.sections[0].first_page_header.is_linked_to_previous = False

    assert read_house(saved(landscape_without)).unmarked == ()


def test_an_empty_header_bears_the_watermark_too() -> None:
    for header in ("<w:hdr><w:p/></w:hdr>", "<w:hdr><w:p><w:pPr/></w:p></w:hdr>"):
        marked = watermark(header, 1, "DRAFT")
        assert marked.count('string="DRAFT"') == 1
        assert marked.endswith("</w:r></w:p></w:hdr>")


def test_a_watermark_may_hold_any_sign() -> None:
    words = 'R&D "draft" <1>'
    marked = etree.fromstring(watermark(f"<w:hdr {ROOT}><w:p/></w:hdr>", 1, words))
    assert [one.get("string") for one in marked.iterfind(".//{*}textpath[@string]")] == [words]


GRADES = (
    "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"
    '::: table widths="2 6 3 2 2"\n| Grade | Meaning | Starts on the step | Confirm within | Plan within |\n'
    "|---|---|---|---|---|\n"
    "| Critical | Safety, rights or well-being of participants is harmed or in immediate danger. | Project managers "
    "| 2 business days | 10 business days |\n:::"
)


def test_a_wide_font_breaks_short_texts_before_it_starves_the_long_one() -> None:
    def wide(document: Any) -> None:
        document.styles["Table Text"].font.name = "Verdana"
        section = document.sections[0]
        section.left_margin = section.right_margin = Cm(3.2)

    def columns(style: House) -> list[int]:
        printed = compile_template(load_template("t.md", GRADES, {}), WordTarget(style)).print({})
        return [
            int(one) for one in re.findall(r'<w:gridCol w:w="(\d+)"', complete(printed.pieces, style).markup)
        ]

    house = read_house(saved(wide))
    assert house.table_scale > 1
    meaning = columns(house)[1]
    assert meaning == max(columns(house))
    assert meaning > house.portrait.width * 0.28
    for words, width in zip(
        ("Critical", "", "managers", "business", "business"), columns(house), strict=True
    ):
        assert width > text_width(words) * house.table_scale


def test_a_missing_style_is_named() -> None:
    document = Document(io.BytesIO(house_bytes()))
    for name in ("Recital", "Table Total"):
        document.styles[name].delete()
    out = io.BytesIO()
    document.save(out)
    assert missing_styles(out.getvalue()) == ["Recital", "Table Total"]
    with pytest.raises(HouseError, match="lacks the styles Recital, Table Total"):
        read_house(out.getvalue())


def renumbered(old: str, new: str, part: str = "word/numbering.xml") -> bytes:
    """Our house style with another list, or another text in another part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house_bytes())) as file, zipfile.ZipFile(out, "w") as changed:
        for name in file.namelist():
            data = file.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode("latin-1"), 1)
            changed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('w:val="%1.%2"', 'w:val="%1-%2"', "level 2 of the list of heading 1 is numbered '%1-%2' .decimal."),
        ('w:val="lowerLetter"', 'w:val="lowerRoman"', "level 4 .*references say '.%4.' .lowerLetter."),
        ('<w:num w:numId="1">', '<w:num w:numId="91">', "the style heading 1 belongs to no list"),
        (
            '<w:lvl w:ilvl="2">',
            '<w:lvl w:ilvl="third">',
            "the list of heading 1 has no level 3, .*references say '%1",
        ),
    ],
)
def test_a_house_whose_numbers_references_would_get_wrong_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(HouseError, match=told):
        read_house(renumbered(old, new))


def test_references_say_the_word_that_a_house_puts_before_its_schedules() -> None:
    style = read_house(renumbered('w:val="Schedule %1"', 'w:val="Annex %1"'))
    data = finish(style, specimen.compiled(style).print(specimen.context(), {}), specimen.FACTS)
    text = "".join(Document(io.BytesIO(data)).element.body.itertext())
    assert "Annex A" in text
    assert "Schedule A" not in text


def without(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house_bytes())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"words",
        house_bytes()[:900],
        without("word/styles.xml"),
        without("word/document.xml"),
        without("word/header1.xml"),
        renumbered("</w:hdr>", "", "word/header1.xml"),
        renumbered("</w:hdr>", "\xff</w:hdr>", "word/header1.xml"),
        renumbered("<w:ftr", "<!DOCTYPE a><w:ftr", "word/footer1.xml"),
        renumbered('w:left="', 'w:left="1in', "word/document.xml"),
        renumbered('w:h="', 'w:h="a', "word/document.xml"),
    ],
)
def test_files_that_cannot_serve(data: bytes) -> None:
    with pytest.raises(HouseError, match=r"The house style cannot be used: .*\."):
        read_house(data)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ id }}{{ · study }}", "A &amp; B"),
        ("{{ · study }}", ""),
        ("{{ version }}{{ · id }}", "1 · A &amp; B"),
    ],
)
def test_slots(text: str, filled: str) -> None:
    assert fill(text, {"id": "A & B", "version": "1", "study": ""}) == filled


def test_a_target_is_bound_to_its_house() -> None:
    style = specimen.house()
    assert WordTarget(style).house is style


@pytest.mark.parametrize(
    ("font", "points", "scale"),
    [
        ("Arial", 9, 1.0),
        ("Arial", 12, 12 / 9),
        ("Verdana", 9, 1.2),
        ("Times New Roman", 8, 1.0),
        ("Corporate One", 9, 1.2),
    ],
)
def test_columns_are_measured_for_the_font_of_the_house(font: str, points: int, scale: float) -> None:
    document = Document(io.BytesIO(house_bytes()))
    document.styles["Table Text"].font.name = font
    document.styles["Table Text"].font.size = Pt(points)
    out = io.BytesIO()
    document.save(out)
    style = read_house(out.getvalue())
    assert style.table_scale == pytest.approx(scale)
    code = compile_template(load_template("t.md", TABLE, {}), WordTarget(style))
    widths = re.findall(r'<w:gridCol w:w="(\d+)"', complete(code.print({}).markup, style).markup)
    assert int(widths[0]) >= scale * text_width("Pharmacovigilance")


@pytest.mark.libreoffice
def test_no_word_is_cut_in_a_wide_font(tmp_path: Path) -> None:
    document = Document(io.BytesIO(house_bytes()))
    document.styles["Normal"].font.name = "DejaVu Sans"
    out = io.BytesIO()
    document.save(out)
    style = read_house(out.getvalue())
    printed = specimen.compiled(style).print(specimen.context(), {})
    path = tmp_path / "wide.docx"
    path.write_bytes(finish(style, printed, Facts(title="Wide")))
    words = {word.text for page in pdf_boxes(path) for word in page.words}
    assert {"Signature", "Name", "Title", "Date"} <= words
