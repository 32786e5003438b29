"""Text enters a page as characters: what Markdown makes of it is the text again."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.model.values import PartialDate
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    bullets,
    day,
    facts,
    heading,
    joined,
    mail,
    page_text,
    paragraph,
    table,
    text,
)

EXTENSIONS = ["attr_list", "tables", "toc"]
# What a record may hold: XML characters without the invisible ones that the reader of files refuses.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1
).filter(str.strip)
NASTY = st.sampled_from(
    ["<script>", "</td>", "[a](javascript:x)", "![i](x)", "**b**", "_i_", "`c`", "| a |", "# h", "- l", "1. n", "1) n",
     "{: .c}", "{#id}", "&lt;", "&#60;", "\\*", "***", "---", "===", "> q", "<!-- c -->", "    code", "~~~", "```",
     "!!! note", "*[A]: b", "[^1]", ": d", "+ p", "{{ x }}", "{% x %}", '"', "'", "<a@b.example>",
     "http://x.invalid", "&copy;", "\\"]
)  # fmt: skip
LINES = st.lists(st.one_of(TEXTS, NASTY), min_size=1, max_size=4).map(" ".join)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(block: Block) -> _Read:
    """What a browser finds in the page of one block."""
    reader = _Read()
    reader.feed(markdown.markdown(page_text([block]), extensions=EXTENSIONS))
    reader.close()
    return reader


def squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


@given(LINES)
def test_a_paragraph_shows_its_text_and_nothing_else(words: str) -> None:
    found = read(paragraph(words))
    assert found.tags == ["p"]
    assert squeezed("".join(found.words)) == squeezed(words)


@given(LINES)
def test_a_heading_shows_its_text_and_keeps_its_anchor(words: str) -> None:
    found = read(heading(2, words, "place"))
    assert found.tags == ["h2"]
    assert ("id", "place") in found.attributes
    assert squeezed("".join(found.words)) == squeezed(words)


@given(st.lists(LINES, min_size=1, max_size=3))
def test_list_items_show_their_text(items: list[str]) -> None:
    found = read(bullets(items))
    assert found.tags == ["ul", *["li"] * len(items)]
    assert squeezed("".join(found.words)) == squeezed(" ".join(items))


@given(LINES, LINES, LINES)
def test_cells_show_their_text(head: str, first: str, second: str) -> None:
    found = read(table([head, "B"], [(first, second)], caption="c"))
    assert found.tags == ["div", "table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "th", "td"]
    shown = squeezed("\n".join(found.words))
    assert shown == squeezed(f"c {head} B {first} {second}")


@given(LINES)
def test_attributes_hold_their_text(words: str) -> None:
    found = read(table(["A"], [("x",)], caption=words))
    assert ("aria-label", words) in [(name, value) for name, value in found.attributes]


def test_line_breaks_are_kept_and_spaces_at_the_ends_too() -> None:
    assert text("one\ntwo") == "one<br>two"
    assert joined(["a ", "b"], "") == "a b"


def test_what_was_made_here_is_not_escaped_again() -> None:
    assert text(badge("A & B", "good")) == '<span class="badge badge-good">A &amp; B</span>'
    assert isinstance(text("x"), Inert)


@pytest.mark.parametrize(
    "address", ["javascript:x", "a@b.example?subject=x", "a b@c.example", "<x>@y.example"]
)
def test_what_is_no_mail_address_becomes_no_link(address: str) -> None:
    assert "<a" not in mail(address)


def test_facts_without_a_value_are_left_out() -> None:
    assert facts([("A", None), ("B", "")]) == ""
    assert "<dt>C</dt><dd>1</dd>" in facts([("A", None), ("C", 1)])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (dt.date(2026, 1, 5), "5 January 2026"),
        (PartialDate("2026-12"), "December 2026"),
        (PartialDate("2026"), "2026"),
        (None, ""),
    ],
)
def test_dates_are_said_in_words(value: dt.date | PartialDate | None, said: str) -> None:
    assert day(value) == said
