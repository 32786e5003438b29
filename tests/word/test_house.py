"""House styles: our own, another one, and files that cannot serve."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Cm

from remit.word import HouseError, WordTarget, finish, missing_styles, read_house
from remit.word.house import house_bytes, main
from remit.word.running import fill
from tests.oracles import assert_valid_docx
from tests.word import specimen

SHIPPED = Path(__file__).parents[2] / "contract_templates" / "house.docx"


def test_the_shipped_file_is_the_one_that_the_command_makes(tmp_path: Path) -> None:
    assert main([str(tmp_path / "house.docx")]) == 0
    assert (tmp_path / "house.docx").read_bytes() == SHIPPED.read_bytes() == house_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["house.docx"]
    assert main([]) == 2


def test_the_shipped_file_is_valid_and_complete() -> None:
    assert_valid_docx(SHIPPED, residue=False)
    assert missing_styles(SHIPPED.read_bytes()) == []


def another_house() -> bytes:
    """A house style as a company might save it: another font, wider margins, no landscape section."""
    document = Document(io.BytesIO(house_bytes()))
    document.styles["Heading 1"].font.name = "Georgia"
    upright = document.sections[0]
    upright.left_margin = upright.right_margin = Cm(3)
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


def test_a_missing_style_is_named() -> None:
    document = Document(io.BytesIO(house_bytes()))
    for name in ("Recital", "Table Total"):
        document.styles[name].delete()
    out = io.BytesIO()
    document.save(out)
    assert missing_styles(out.getvalue()) == ["Recital", "Table Total"]
    with pytest.raises(HouseError, match="lacks the styles Recital, Table Total"):
        read_house(out.getvalue())


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
