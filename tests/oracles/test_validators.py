"""Each validator accepts a sound file and refuses a planted defect; else its silence would prove nothing."""

from pathlib import Path

import pytest

from tests.oracles import assert_valid_docx, docx_defects
from tests.oracles.audit import audit_defects
from tests.oracles.ecma376 import check_docx
from tests.oracles.open_xml_sdk import sdk_defects
from tests.oracles.specimen import replant, specimen_parts, write_specimen

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
LINKS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
TEXT = "<w:t>Controlled</w:t>"
REVISION = (
    '<w:p><w:ins w:id="3" w:author="A" w:date="2026-01-02T03:04:05Z"><w:r><w:t>in</w:t></w:r></w:ins></w:p>'
)

PLANTED = [
    ("schema", DOCUMENT, '<w:tblW w:w="0" w:type="auto"/>', '<w:tblW w:w="wide" w:type="auto"/>'),
    ("schema", DOCUMENT, "<w:p/><w:sectPr>", "<w:p><w:p/></w:p><w:sectPr>"),
    ("schema", STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:value="Normal"/>'),
    ("xml", DOCUMENT, "</w:body>", ""),
    ("xml", DOCUMENT, "<w:document ", "<!DOCTYPE d><w:document "),
    ("content-type", TYPES, 'PartName="/word/styles.xml"', 'PartName="/word/style.xml"'),
    ("content-type", TYPES, "document.main+xml", "template.main+xml"),
    (
        "content-type",
        TYPES,
        '<Default Extension="xml" ContentType="application/xml"/>',
        '<Default Extension="rels" ContentType="application/xml"/>',
    ),
    ("relationship", LINKS, 'Target="styles.xml"', 'Target="missing.xml"'),
    (
        "relationship",
        LINKS,
        'Target="styles.xml"',
        'Target="https://example.com/styles.xml" TargetMode="External"',
    ),
    ("relationship", LINKS, 'Id="rId2"', 'Id="rId1"'),
    ("relationship", DOCUMENT, "<w:p/><w:sectPr>", '<w:p><w:hyperlink r:id="rId9"/></w:p><w:sectPr>'),
    ("identifier", DOCUMENT, '<w:bookmarkEnd w:id="1"/>', ""),
    (
        "identifier",
        DOCUMENT,
        "<w:p/>",
        '<w:p><w:bookmarkStart w:id="2" w:name="Payment"/><w:bookmarkEnd w:id="2"/></w:p>',
    ),
    (
        "identifier",
        DOCUMENT,
        "<w:p/>",
        '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt><w:p/>',
    ),
    (
        "identifier",
        NUMBERING,
        "</w:numbering>",
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    ),
    ("identifier", DOCUMENT, "<w:p/>", REVISION + REVISION),
    ("wordml", NUMBERING, '<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="5"/>'),
    ("wordml", DOCUMENT, '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading9"/>'),
    ("wordml", STYLES, '<w:numId w:val="1"/>', '<w:numId w:val="4"/>'),
    ("wordml", DOCUMENT, " REF payment ", " REF confidentiality "),
    ("wordml", DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ""),
    ("wordml", DOCUMENT, " REF payment \\r \\h ", " INCLUDETEXT other.docx "),
    ("wordml", DOCUMENT, "<w:p/>", REVISION.replace(' w:author="A"', ' w:author=""')),
    ("wordml", DOCUMENT, "<w:p/>", REVISION.replace("w:ins", "w:del")),
    ("wordml", DOCUMENT, "<w:p><w:r><w:t>Total 1,234.00</w:t></w:r></w:p>", ""),
    ("wordml", DOCUMENT, TEXT, "<w:t>Controlled </w:t>"),
    ("residue", DOCUMENT, TEXT, "<w:t>{{ sponsor }}</w:t>"),
    ("residue", DOCUMENT, TEXT, "<w:t>Fee: None</w:t>"),
    ("residue", DOCUMENT, TEXT, "<w:t>::: schedule</w:t>"),
]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_specimen(tmp_path / "sound.docx")


def test_all_validators_accept_the_sound_file(sound: Path) -> None:
    assert_valid_docx([sound])


@pytest.mark.parametrize(("check", "part", "old", "new"), PLANTED)
def test_the_checker_of_ecma_376_finds_the_planted_defect(
    tmp_path: Path, check: str, part: str, old: str, new: str
) -> None:
    planted = replant(tmp_path / "planted.docx", part, old, new)
    assert check in {defect.check for defect in check_docx(planted)}


def test_the_search_for_residue_can_be_left_out(tmp_path: Path) -> None:
    planted = replant(tmp_path / "planted.docx", DOCUMENT, TEXT, "<w:t>Findings: None</w:t>")
    assert check_docx(planted, residue=False) == ()


@pytest.mark.parametrize(
    "name", ["../escape.xml", "word/con.xml", "WORD/document.xml", "word/ü.xml", "word/folder/"]
)
def test_unsafe_part_names_are_found(tmp_path: Path, name: str) -> None:
    planted = write_specimen(tmp_path / "planted.docx", specimen_parts() | {name: "<a/>"})
    assert "container" in {defect.check for defect in check_docx(planted)}


def test_a_part_that_expands_without_bound_is_found(tmp_path: Path) -> None:
    planted = write_specimen(
        tmp_path / "planted.docx", specimen_parts() | {"word/bomb.xml": b" " * (4 << 20)}
    )
    assert any("expands" in defect.message for defect in check_docx(planted))


@pytest.mark.parametrize("content", [b"plain text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"PK\x03\x04cut"])
def test_what_is_no_package_is_refused_by_all(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(content)
    defects = docx_defects([broken])
    for validator in ("Open XML SDK", "openxml-audit", "ECMA-376"):
        assert any(validator in line for line in defects), validator


@pytest.mark.parametrize(("part", "old", "new"), [planted[1:] for planted in PLANTED[:3]])
def test_the_sdk_finds_planted_schema_defects(
    tmp_path: Path, sound: Path, part: str, old: str, new: str
) -> None:
    planted = replant(tmp_path / "planted.docx", part, old, new)
    verdicts = sdk_defects([sound, planted])
    assert not verdicts[sound]
    assert verdicts[planted]


@pytest.mark.parametrize(("part", "old", "new"), [planted[1:] for planted in PLANTED[:3]])
def test_the_audit_finds_planted_schema_defects(
    tmp_path: Path, sound: Path, part: str, old: str, new: str
) -> None:
    planted = replant(tmp_path / "planted.docx", part, old, new)
    assert audit_defects(planted)
    assert not audit_defects(sound)


def test_the_assertion_names_file_validator_and_place(tmp_path: Path) -> None:
    planted = replant(tmp_path / "work_order.docx", DOCUMENT, TEXT, "<w:t>{{ fee }}</w:t>")
    with pytest.raises(
        AssertionError, match=r"work_order\.docx: ECMA-376 residue: word/document\.xml: '\{\{'"
    ):
        assert_valid_docx(planted)


def test_no_file_is_not_a_valid_file() -> None:
    with pytest.raises(AssertionError, match="no file"):
        assert_valid_docx([])
