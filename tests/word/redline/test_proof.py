"""The proof stands between a wrong redline and the file: every planted bug in the writer is caught by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from remit.word.namespaces import w
from remit.word.received import open_received
from remit.word.redline import NotProven
from remit.word.redline.blocks import Blocks
from remit.word.redline.closing import Closing
from remit.word.redline.line import Line
from remit.word.redline.paragraphs import Weaver
from remit.word.redline.pen import Pen
from remit.word.redline.proof import prove
from remit.word.redline.tables import Tables
from remit.word.redline.values import Values
from tests.word.edited import edited, replaced
from tests.word.redline.making import document, marked_up
from tests.word.specimen import entry

OLD = """# One {#one}

1. Pay in 45 days, see [@two]. {#pay}
2. Gone.

| a | b |
|---|---|
| x | 1 |
| y | 2 |

# Two {#two}

It is **due**. {{ o.fee }} is the fee.
"""
NEW = """# New {#new}

# One {#one}

1. Pay in 60 days, see [@two]. {#pay}

| a | b | c |
|---|---|---|
| x | 1 | p |
| z | 3 | q |

# Two {#two}

It is due. {{ o.fee }} is the fee, {{ o.more }} is more.

- A point.
"""


def pair() -> tuple[bytes, bytes]:
    fee = entry("orders/wo", fee="USD 10", more="USD 1")
    return document(OLD, toc=True, o=fee), document(NEW, toc=True, o=fee)


def test_the_pair_is_proven_as_it_is() -> None:
    assert len(marked_up(*pair()).marked) > 8


def _no_words(line: Line, bit: Any, side: Any, before: Any = None) -> Any:
    if side == "del" and bit.content.text == "45":
        return line.parent
    return PUT(line, bit, side, before)


PUT = Line.put


BUGS: dict[str, tuple[type, str, Callable[..., Any]]] = {
    "a struck word is lost": (Line, "put", _no_words),
    "an inserted word is not marked": (
        Line,
        "put",
        lambda self, bit, side, before=None: PUT(self, bit, None if side == "ins" else side, before),
    ),
    "a struck word is not marked": (
        Line,
        "put",
        lambda self, bit, side, before=None: PUT(self, bit, None if side == "del" else side, before),
    ),
    "a change of form is not noted": (Line, "put", lambda self, bit, side, before=None: PUT(self, bit, side)),
    "the end of a paragraph is not marked": (Pen, "paragraph_mark", lambda self, paragraph, side: None),
    "a row is not marked": (Pen, "row_mark", lambda self, row, side: None),
    "a cell is not marked": (Pen, "cell_mark", lambda self, cell, side: None),
    "a deleted row is left out": (Tables, "gone_row", lambda self, row: etree.Element(w("bookmarkStart"))),
    "an old paragraph is left out": (Blocks, "_gone", lambda self, block, target: None),
    "old properties are not noted": (Pen, "note", lambda self, properties, old, name: None),
    "the last end moves": (Closing, "hold", lambda self, blocks: None),
    "values keep no number": (Values, "put_back", lambda self, root: None),
    "a frame is marked": (
        Weaver,
        "_frame",
        lambda self, line, item, side: line.put_raw(item.raw, side),
    ),
    "a label is lost": (Weaver, "label", lambda self, element, side: None),
    "changed words are left as they are": (Weaver, "changed", lambda self, old, new: None),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_caught(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = BUGS[bug]
    monkeypatch.setattr(where, name, wrong)
    with pytest.raises(NotProven, match="would"):
        marked_up(*pair())


DAMAGE: dict[str, tuple[str, str, str]] = {
    "a word": ("word/document.xml", ">60<", ">61<"),
    "a struck word": ("word/document.xml", ">45<", ">46<"),
    "a style": ("word/document.xml", 'w:val="Heading1"', 'w:val="Heading2"'),
    "a level": ("word/document.xml", '<w:ilvl w:val="1"/>', '<w:ilvl w:val="2"/>'),
    "a target of a reference": ("word/document.xml", "REF _ref_two", "REF _ref_one"),
    "a bookmark": ("word/document.xml", 'w:name="_ref_two"', 'w:name="_ref_three"'),
    "a tag of a value": ("word/document.xml", 'w:val="v1"', 'w:val="v7"'),
    "a footer": ("word/footer1.xml", "Data", "Date"),
    "a style sheet": ("word/styles.xml", "Heading 1", "Heading X"),
    "the provenance": ("customXml/item1.xml", "USD", "EUR"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_redline_that_was_damaged_is_refused(what: str) -> None:
    old, new = pair()
    name, was, now = DAMAGE[what]
    data = edited(marked_up(old, new).data, replaced(was, now), name)
    with pytest.raises(NotProven):
        prove(data, open_received(old), open_received(new))


def test_the_proof_says_what_is_wrong() -> None:
    old, new = pair()
    data = edited(marked_up(old, new).data, replaced(">60<", ">61<"))
    with pytest.raises(
        NotProven, match=r'accepted .* new document in .* "Pay in 61 days, see clause .* where .* "Pay in 60'
    ):
        prove(data, open_received(old), open_received(new))
