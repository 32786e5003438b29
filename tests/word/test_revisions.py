"""Tracked changes as Word writes them, accepted and rejected: what is left is written out by hand."""

from __future__ import annotations

import pytest
from lxml import etree

from remit.word.namespaces import W
from remit.word.revisions import accept_all, reject_all

MARK = 'w:id="1" w:author="x" w:date="2026-11-30T09:00:00Z"'


def body(markup: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{markup}</w:body>')


def plain(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    return text.removeprefix(f'<w:body xmlns:w="{W}">').removesuffix("</w:body>")


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def d(text: str) -> str:
    return f"<w:del {MARK}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def i(text: str) -> str:
    return f"<w:ins {MARK}>{t(text)}</w:ins>"


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def ended(side: str, properties: str = "") -> str:
    return f"{properties}<w:rPr><w:{side} {MARK}/></w:rPr>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>" if properties else f"<w:tc>{content}</w:tc>"


STYLE, OTHER = '<w:pStyle w:val="A"/>', '<w:pStyle w:val="B"/>'
LAST = p(t("end"))
ROW = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
CASES = {
    "words": (p(t("a") + d("b") + i("c")), p(t("a") + t("c")), p(t("a") + t("b"))),
    "moved words": (
        p(
            f'<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom {MARK}>{t("a")}</w:moveFrom>'
            f'<w:moveFromRangeEnd w:id="1"/>{t("b")}<w:moveTo {MARK}>{t("a")}</w:moveTo>'
        ),
        p(t("b") + t("a")),
        p(t("a") + t("b")),
    ),
    "a paragraph that came": (p(i("new"), ended("ins")) + LAST, p(t("new")) + LAST, LAST),
    "a paragraph that went": (p(d("old"), ended("del")) + LAST, LAST, p(t("old")) + LAST),
    "a paragraph split in two": (
        p(t("a"), ended("ins", STYLE)) + p(t("b"), OTHER),
        p(t("a"), STYLE) + p(t("b"), OTHER),
        p(t("a") + t("b"), OTHER),
    ),
    "two paragraphs joined": (
        p(t("a"), ended("del", STYLE)) + p(t("b"), OTHER),
        p(t("a") + t("b"), OTHER),
        p(t("a"), STYLE) + p(t("b"), OTHER),
    ),
    "the last paragraph cannot go": (LAST + p(d("old"), ended("del")), LAST + p(""), LAST + p(t("old"))),
    "a deleted paragraph before a table": (
        p(d("x"), ended("del")) + f"<w:tbl>{ROW.format('', LAST)}</w:tbl>" + LAST,
        f"<w:tbl>{ROW.format('', LAST)}</w:tbl>" + LAST,
        p(t("x")) + f"<w:tbl>{ROW.format('', LAST)}</w:tbl>" + LAST,
    ),
    "rows": (
        "<w:tbl>"
        + ROW.format("", p(t("a")))
        + ROW.format(f"<w:trPr><w:ins {MARK}/></w:trPr>", p(i("b"), ended("ins")))
        + ROW.format(f"<w:trPr><w:del {MARK}/></w:trPr>", p(d("c"), ended("del")))
        + "</w:tbl>"
        + LAST,
        "<w:tbl>" + ROW.format("", p(t("a"))) + ROW.format("", p(t("b"))) + "</w:tbl>" + LAST,
        "<w:tbl>" + ROW.format("", p(t("a"))) + ROW.format("", p(t("c"))) + "</w:tbl>" + LAST,
    ),
    "a table that came": (
        "<w:tbl>" + ROW.format(f"<w:trPr><w:ins {MARK}/></w:trPr>", p(i("b"))) + "</w:tbl>" + LAST,
        "<w:tbl>" + ROW.format("", p(t("b"))) + "</w:tbl>" + LAST,
        LAST,
    ),
    "cells": (
        f"<w:tbl><w:tr>{cell(p(t('a')))}{cell(p(i('b')), f'<w:cellIns {MARK}/>')}"
        f"{cell(p(d('c')), f'<w:cellDel {MARK}/>')}</w:tr></w:tbl>" + LAST,
        f"<w:tbl><w:tr>{cell(p(t('a')))}{cell(p(t('b')))}</w:tr></w:tbl>" + LAST,
        f"<w:tbl><w:tr>{cell(p(t('a')))}{cell(p(t('c')))}</w:tr></w:tbl>" + LAST,
    ),
    "the form of a word": (
        p(
            f"<w:r><w:rPr><w:b/><w:rPrChange {MARK}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>"
        ),
        p("<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>"),
        p("<w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r>"),
    ),
    "a form that there was not": (
        p(f"<w:r><w:rPr><w:b/><w:rPrChange {MARK}><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>"),
        p("<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>"),
        p(t("a")),
    ),
    "the form of a paragraph": (
        p(t("a"), f"{STYLE}<w:pPrChange {MARK}><w:pPr>{OTHER}</w:pPr></w:pPrChange>"),
        p(t("a"), STYLE),
        p(t("a"), OTHER),
    ),
    "a field": (
        p(
            f'<w:del {MARK}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText> REF a </w:delInstrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
        ),
        p(""),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
    ),
    "a link that loses its words": (p(f'<w:hyperlink w:anchor="a">{d("b")}</w:hyperlink>'), p(""), None),
    "a control that came": (
        p(
            f'<w:customXmlInsRangeStart {MARK}/><w:sdt><w:sdtContent><w:customXmlInsRangeEnd w:id="1"/>{i("b")}'
            f'<w:customXmlInsRangeStart {MARK}/></w:sdtContent></w:sdt><w:customXmlInsRangeEnd w:id="1"/>'
        ),
        p(f"<w:sdt><w:sdtContent>{t('b')}</w:sdtContent></w:sdt>"),
        p(""),
    ),
    "a control that went": (
        p(
            f'<w:customXmlDelRangeStart {MARK}/><w:sdt><w:sdtContent><w:customXmlDelRangeEnd w:id="1"/>{t("b")}'
            f'<w:customXmlDelRangeStart {MARK}/></w:sdtContent></w:sdt><w:customXmlDelRangeEnd w:id="1"/>'
        ),
        p(t("b")),
        p(f"<w:sdt><w:sdtContent>{t('b')}</w:sdtContent></w:sdt>"),
    ),
    "a page setup": (
        f'<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="2"/><w:sectPrChange {MARK}><w:sectPr>'
        '<w:pgSz w:w="1"/></w:sectPr></w:sectPrChange></w:sectPr>',
        '<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="2"/></w:sectPr>',
        '<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="1"/></w:sectPr>',
    ),
    "the columns of a table": (
        '<w:tbl><w:tblGrid><w:gridCol w:w="2"/><w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="1"/>'
        f'<w:gridCol w:w="1"/></w:tblGrid></w:tblGridChange></w:tblGrid>{ROW.format("", LAST)}</w:tbl>',
        f'<w:tbl><w:tblGrid><w:gridCol w:w="2"/></w:tblGrid>{ROW.format("", LAST)}</w:tbl>',
        f'<w:tbl><w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid>{ROW.format("", LAST)}</w:tbl>',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_left(case: str) -> None:
    markup, accepted, rejected = CASES[case]
    for settle, expected in ((accept_all, accepted), (reject_all, rejected)):
        if expected is not None:
            root = body(markup)
            settle(root)
            assert plain(root) == plain(body(expected))


def test_a_file_without_changes_stays_as_it_is() -> None:
    markup = p(t("a"), STYLE) + f"<w:tbl>{ROW.format('', LAST)}</w:tbl>" + LAST
    for settle in (accept_all, reject_all):
        root = body(markup)
        settle(root)
        assert plain(root) == plain(body(markup))
