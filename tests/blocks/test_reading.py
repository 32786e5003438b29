"""A printed document as blocks, text and HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from remit.blocks import BlocksTarget, Document, read_events, to_html, to_text
from remit.blocks.types import ClauseItem, ClauseUse, Container, Heading, Table, Tag
from remit.templating import compile_template
from tests.word import specimen


def document() -> Document:
    printed = compile_template(specimen.template(), BlocksTarget()).print(
        specimen.context(), {"liability": "fallback-1"}
    )
    return read_events(printed.markup, [value.source for value in printed.values])


def test_blocks_carry_numbers_and_choices() -> None:
    blocks = document().blocks
    assert [b.number for b in blocks if isinstance(b, Heading) and b.level == 1] == [
        str(n) for n in range(1, 12)
    ]
    assert [b.number for b in blocks if isinstance(b, Container) and b.kind == "schedule"] == [
        f"Schedule {letter}" for letter in "ABCDEF"
    ]
    chosen = {b.topic: b.positions[0].id for b in blocks if isinstance(b, ClauseUse)}
    assert chosen == {"confidentiality": "standard", "liability": "fallback-1"}


def test_no_tag_is_left() -> None:
    tables = [block for block in document().blocks if isinstance(block, Table)]
    assert tables
    assert not any(isinstance(row, Tag) for table in tables for row in table.rows)


def test_values_have_sources() -> None:
    found = {value.text: value.source for value in document().values}
    assert str(found["USD 5,000"]) == "data/orders/wo-9.yaml"
    assert found["USD 5,000"] is not None
    assert found["USD 5,000"].keys == ("approval_above",)


def test_text_says_what_the_clauses_say() -> None:
    text = to_text(document())
    assert "9.3 The cap is doubled for breach of clause 7." in text
    assert "Counsel of each party" not in text
    assert "Aldane Bio plc: Dr Mara Quill, Chief Medical Officer" in text


def test_html_is_well_formed_and_its_links_have_aims() -> None:
    seen: list[str] = []
    ids: set[str] = set()
    links: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            if tag != "br":
                seen.append(tag)
            ids.add(values.get("id") or "")
            links.add((values.get("href") or "#").removeprefix("#"))

        def handle_endtag(self, tag: str) -> None:
            assert seen.pop() == tag

    Reader().feed(to_html(document()))
    assert not seen
    assert links <= ids | {""}


def test_clause_items_nest() -> None:
    second = next(b for b in document().blocks if isinstance(b, ClauseItem) and b.number == "1.2")
    assert [child.number for child in second.children if isinstance(child, ClauseItem)] == [
        "(a)",
        "(b)",
        "(c)",
        "(d)",
    ]
