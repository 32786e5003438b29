"""A tab stop in a header or footer that lies beyond the house style's own margins is found before anything is printed."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm

from remit.documents.templates import HOUSE, judge_templates, read_templates
from remit.findings import Severity
from remit.word.house import house_bytes
from remit.word.house_tabs import wide_tabs
from tests.oracles import pdf_boxes

UPRIGHT, LANDSCAPE = 0, 1


def changed(change: Any) -> bytes:
    """Our house style as python-docx saves it after a change."""
    document = Document(io.BytesIO(house_bytes()))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def found(data: bytes) -> list[tuple[str, str, float, float]]:
    return [
        (one.part, one.pages, round(one.at / 567, 1), round(one.width / 567, 1)) for one in wide_tabs(data)
    ]


def wider(document: Any) -> None:
    section = document.sections[UPRIGHT]
    section.left_margin = section.right_margin = Cm(3)


def test_our_own_house_style_stays_within_its_margins() -> None:
    assert wide_tabs(house_bytes()) == ()


def test_stops_stay_where_they_were_when_margins_get_wider() -> None:
    assert found(changed(wider)) == [
        ("header", "upright pages", 16.0, 15.0),
        ("footer", "upright pages", 16.0, 15.0),
    ]


def test_a_stop_that_is_cleared_does_not_count() -> None:
    def change(document: Any) -> None:
        wider(document)
        for part in (document.sections[UPRIGHT].header, document.sections[UPRIGHT].footer):
            stops = part.paragraphs[0].paragraph_format.tab_stops
            stops.add_tab_stop(9070 * 635, WD_TAB_ALIGNMENT.CLEAR)
            stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)

    assert found(changed(change)) == []


def test_a_stop_to_which_nothing_is_tabbed_does_no_harm() -> None:
    def change(document: Any) -> None:
        document.sections[UPRIGHT].footer.paragraphs[0].paragraph_format.tab_stops.add_tab_stop(Cm(20))

    assert found(changed(change)) == []


def test_landscape_pages_made_from_upright_ones_and_the_reverse() -> None:
    def only_landscape(document: Any) -> None:
        body = document.element.body
        first = document.paragraphs[0]._p
        for paragraph in [one for one in body.iter("{*}p") if one.find(".//{*}sectPr") is not None]:
            body.remove(paragraph)
        assert first is not None
        assert [one.orientation for one in document.sections] == [WD_ORIENT.LANDSCAPE]

    def only_upright(document: Any) -> None:
        body = document.element.body
        body.replace(body.find("{*}sectPr"), deepcopy(document.sections[UPRIGHT]._sectPr))

    assert found(changed(only_landscape)) == [
        ("header", "upright pages", 24.7, 16.0),
        ("footer", "upright pages", 24.7, 16.0),
    ]
    assert found(changed(only_upright)) == []


def test_the_header_of_a_first_page_is_named() -> None:
    def change(document: Any) -> None:
        section = document.sections[LANDSCAPE]
        section.different_first_page_header_footer = True
        section.first_page_header.is_linked_to_previous = False
        paragraph = section.first_page_header.paragraphs[0]
        paragraph.add_run("Logo\tPage")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(28), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style = document.styles["Normal"]

    assert found(changed(change)) == [("header", "the first of landscape pages", 28.0, 24.7)]


def test_styles_that_rest_on_each_other_in_a_circle_end() -> None:
    def change(document: Any) -> None:
        document.styles["header"].base_style = document.styles["footer"]
        document.styles["footer"].base_style = document.styles["header"]

    assert found(changed(change)) == []


def test_the_check_says_what_to_do() -> None:
    templates, findings = read_templates({HOUSE: changed(wider)})
    assert findings == ()
    first, second = judge_templates(templates)
    assert (first.rule, first.severity, first.where.file) == ("TPL-026", Severity.WARNING, HOUSE)
    assert first.message == (
        "the header of upright pages has a tab stop at 16.0 cm, but the text ends at 15.0 cm from the left margin"
    )
    assert first.hint == "move the stop to 15.0 cm, in the header or in its style"
    assert "footer" in second.message


@pytest.mark.libreoffice
def test_the_page_number_really_stands_in_the_margin(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(changed(wider))
    page = pdf_boxes(path)[0]
    edge = page.width - 3 * 72 / 2.54
    assert max(word.right for word in page.words) > edge + 10


@pytest.mark.parametrize("place", ["1in", "inf", ""])
def test_a_stop_at_a_place_that_is_no_number_is_passed_over(place: str) -> None:
    def strange(document: Any) -> None:
        for section in document.sections:
            for tab in section.footer._element.iter("{*}tab"):
                if tab.attrib:
                    tab.set(tab.keys()[0].partition("}")[0] + "}pos", place)

    assert wide_tabs(changed(strange)) == ()
