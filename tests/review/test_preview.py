"""The page of a review: documents before and after, for people without Word."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from remit.review.as_html import preview
from remit.review.reviewing import Review
from remit.review.words import honest
from tests.oracles import accessibility_violations, served, visit
from tests.review.playbook import MASTER, edited, files, reviewed
from tests.review.test_reports import PAYLOADS, large


class Words(HTMLParser):
    """The text of a page: all of it, and that of each paragraph of the two columns."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.both: list[str] = []
        self._depth: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "div":
            self._depth.append(dict(attrs).get("class") or "")
        if tag == "p" and self._depth[-1:] == ["both"]:
            self.both.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._depth.pop()

    def handle_data(self, data: str) -> None:
        if self._depth[-1:] == ["both"] and self.both and data.strip():
            self.both[-1] += data


def longer_terms() -> Review:
    return reviewed(edited(files(), MASTER, "payment_terms: 45", "payment_terms: 90"))


def test_every_changed_paragraph_stands_whole_before_and_after() -> None:
    review = longer_terms()
    changes = [change for one in review.documents if one.in_words for change in one.changes]
    assert changes
    told = [
        text for change in changes for text in (change.old or "not there", change.new or "not there any more")
    ]
    assert [" ".join(text.split()) for text in Words(preview(review)).both] == [
        " ".join(honest(text).split()) for text in told
    ]


def test_only_the_words_that_differ_are_marked() -> None:
    page = preview(longer_terms())
    assert "<del>45</del>" in page
    assert "<ins>90</ins>" in page
    assert "The change takes" not in page


def test_what_could_not_be_compared_stands_first() -> None:
    page = preview(large())
    assert page.index("Not everything could be compared") < page.index("Who must approve")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_value_becomes_markup(payload: str) -> None:
    tree = edited(files(), MASTER, "title: Master services agreement", f"title: {payload!r}")
    found = Words(preview(reviewed(tree)))
    assert not found.tags & {"script", "img", "a", "b", "iframe", "details"}


def test_an_agreed_role_is_said_to_have_agreed() -> None:
    review = longer_terms()
    roles = frozenset(one.roles[0] for one in review.approvals)
    assert preview(review).count("not yet") == len(review.approvals)
    assert preview(review, roles).count("not yet") == 0


@pytest.mark.browser
def test_the_page_can_be_read_by_everybody_and_loads_nothing(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "index.html").write_text(preview(large()), encoding="utf-8")
    with served(tmp_path) as origin:
        for width in (1280, 390):
            with visit(browser, origin, width=width) as seen:
                seen.page.goto(f"{origin}/index.html")
                assert accessibility_violations(seen.page) == []
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
                assert [
                    one for one in seen.requests if not one.endswith(("/index.html", "/favicon.ico"))
                ] == []
                seen.page.emulate_media(color_scheme="dark")
                assert accessibility_violations(seen.page) == []
