"""What counts as the same in two parts of Word files, and what must not."""

from __future__ import annotations

import pytest
from lxml import etree

from remit.word.namespaces import ROOT
from remit.word.sameness import controls, difference, prepare


def found(one: str, other: str, *, layout: bool = True, targets: dict[str, str] | None = None) -> str:
    roots = [etree.fromstring(f"<w:body {ROOT}>{markup}</w:body>") for markup in (one, other)]
    for root in roots:
        prepare(root, targets or {}, layout=layout)
    return difference(*roots)


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def t(text: str, form: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{form}</w:rPr>' if form else ''}<w:t>{text}</w:t></w:r>"


def value(number: int, text: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="v{number}"/><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{t(text)}</w:sdtContent></w:sdt>"
    )


def marked(id: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{id}"/>'


def ref(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText> REF {name} \\n \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (p(t("ab")), p(t("a") + t("b"))),
        (p(t("ab", "<w:b/>")), p(t("a", "<w:b/>") + t("b", "<w:b/>"))),
        (p(t("a")), p('<w:commentRangeStart w:id="1"/>' + t("a") + '<w:commentRangeEnd w:id="1"/>')),
        (p(t("a")), p(t("a") + '<w:r><w:commentReference w:id="1"/></w:r>')),
        (p(t("a")), p(marked(1, "_ref_x", t("a")))),
        (p(marked(1, "_Toc1", t("a"))) + p(ref("_Toc1")), p(marked(7, "_Toc9", t("a"))) + p(ref("_Toc9"))),
        (p(t("a")).replace("<w:p>", '<w:p w:rsidR="00A1">'), p(t("a"))),
        (p(t("a") + "<w:r/>"), p(t("a"))),
        (p(t("a")), p(value(1, "a"))),
    ],
)
def test_what_nobody_can_see_is_the_same(one: str, other: str) -> None:
    assert found(one, other) == found(other, one) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (p(t("a")), p(t("b"))),
        (p(t("a ")), p(t("a"))),
        (p(t("a")), p(t("a", "<w:b/>"))),
        (p(t("a")), p(t("a")) + p("")),
        (p(t("a"), '<w:pStyle w:val="X"/>'), p(t("a"), '<w:pStyle w:val="Y"/>')),
        (p(t("a") + "<w:r><w:tab/></w:r>"), p(t("a"))),
        (p(marked(1, "a", t("x"))) + p(ref("a")), p(t("x")) + p(ref("a"))),
        (
            p(marked(1, "a", t("x"))) + p(marked(2, "b", t("x"))) + p(ref("a") + ref("b")),
            p(marked(1, "a", t("x"))) + p(marked(2, "b", t("x"))) + p(ref("b") + ref("a")),
        ),
        ("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>"),
        (p(t("a"), "<w:keepNext/>"), p(t("a"))),
    ],
)
def test_what_somebody_can_see_is_not_the_same(one: str, other: str) -> None:
    assert found(one, other)
    assert found(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (p(t("a"), "<w:keepNext/>"), p(t("a"))),
        (
            '<w:tbl><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr></w:tc></w:tr>'
            "</w:tbl>",
            '<w:tbl><w:tblGrid><w:gridCol w:w="2"/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>',
        ),
    ],
)
def test_layout_that_follows_from_the_text_can_be_left_out(one: str, other: str) -> None:
    assert found(one, other)
    assert found(one, other, layout=False) == ""


def test_without_layout_words_and_form_are_still_compared() -> None:
    assert found(p(t("a")), p(t("b")), layout=False)
    assert found(p(t("a", "<w:b/>")), p(t("a")), layout=False)


def test_controls_are_told_in_order_with_their_words() -> None:
    root = etree.fromstring(f"<w:body {ROOT}>{p(value(2, 'b') + t(' and ') + value(1, 'a'))}</w:body>")
    assert list(controls(root)) == [("v2", "b"), ("v1", "a")]


def test_pictures_are_the_same_by_what_they_show() -> None:
    drawing = '<w:r><w:drawing><x:blip xmlns:x="urn:x" r:embed="{}"/></w:drawing></w:r>'
    one, other = p(drawing.format("rId1")), p(drawing.format("rId2"))
    assert found(one, other, targets={"rId1": "image 55aa", "rId2": "image 55aa"}) == ""
    assert found(one, other, targets={"rId1": "image 55aa", "rId2": "image 66bb"})


def test_the_first_difference_is_told_in_words() -> None:
    assert found(p(t("same")) + p(t("one")), p(t("same")) + p(t("two"))) == (
        'the paragraph "one" where the paragraph "two" should be'
    )
    assert found(p(t("a")), p(t("a")) + p(t("more"))) == 'the paragraph "more" is in one of them only'
