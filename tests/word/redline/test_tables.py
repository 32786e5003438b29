"""Rows, columns, cells and whole tables that come, go and change."""

from __future__ import annotations

import pytest

from tests.word.redline.making import document, marked_up, part, shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(*rows: str, options: str = "") -> str:
    head = rows[0]
    ruler = "|" + "---|" * (head.count("|") + 1)
    lines = "\n".join(f"| {row} |" for row in rows[1:])
    return f"::: table {options}\n| {head} |\n{ruler}\n{lines}\n:::"


def seen(old: str, new: str) -> list[str]:
    return [text for text in shown(marked_up(document(old), document(new)).data) if text]


HEAD = "Item | Price"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["one | 10", "two | 20"], ["one | 10", "two | 25"], ["one | 10", "two | [-20-]{+25+}"]),
        (
            ["one | 10", "two | 20"],
            ["one | 10", "new | 15", "two | 20"],
            ["one | 10", "+ {+new+} | {+15+}", "two | 20"],
        ),
        (["one | 10", "two | 20"], ["two | 20"], ["- [-one-] | [-10-]", "two | 20"]),
        (
            ["one | 10", "two | 20", "three | 30"],
            ["one | 11", "three | 33"],
            ["one | [-10-]{+11+}", "- [-two-] | [-20-]", "three | [-30-]{+33+}"],
        ),
        (
            ["one | 10", "two | 20"],
            ["two | 20", "one | 10"],
            ["+ {+two+} | {+20+}", "one | 10", "- [-two-] | [-20-]"],
        ),
        (
            ["one | 10"],
            ["alpha | 77", "beta | 88"],
            ["- [-one-] | [-10-]", "+ {+alpha+} | {+77+}", "+ {+beta+} | {+88+}"],
        ),
    ],
)
def test_rows_are_known_by_their_first_cell(old: list[str], new: list[str], expected: list[str]) -> None:
    assert seen(table(HEAD, *old), table(HEAD, *new)) == [HEAD, *expected]


def test_a_column_comes() -> None:
    old = table(HEAD, "one | 10", "two | 20")
    new = table("No | Item | Price", "1 | one | 10", "2 | two | 22")
    assert seen(old, new) == [
        "+ {+No+} | Item | Price",
        "+ {+1+} | one | 10",
        "+ {+2+} | two | [-20-]{+22+}",
    ]


def test_a_column_goes_and_its_grid_is_kept() -> None:
    old = table("Item | Note | Price", "one | x | 10", "two | y | 20")
    redlined = marked_up(document(old), document(table(HEAD, "one | 10", "two | 20")))
    assert [text for text in shown(redlined.data) if text] == [
        "Item | - [-Note-] | Price",
        "one | - [-x-] | 10",
        "two | - [-y-] | 20",
    ]
    grid = next(part(redlined.data).iter(f"{W}tblGrid"))
    assert len(grid.findall(f"{W}gridCol")) == 2
    assert len(grid.findall(f"{W}tblGridChange/{W}tblGrid/{W}gridCol")) == 3
    assert [(one.kind, one.what, one.old) for one in redlined.marked] == [("deleted", "column", "Note")]


def test_rows_and_columns_may_come_at_once() -> None:
    old = table(HEAD, "one | 10", "two | 20")
    new = table("Item | Unit | Price", "one | day | 10", "new | week | 15", "two | day | 20")
    assert seen(old, new) == [
        "Item | + {+Unit+} | Price",
        "one | + {+day+} | 10",
        "+ {+new+} | {+week+} | {+15+}",
        "two | + {+day+} | 20",
    ]


def test_whole_tables_come_and_go() -> None:
    body = f"Text.\n\n{table(HEAD, 'one | 10')}\n\nEnd."
    assert seen("Text.\n\nEnd.", body) == [
        "Text.",
        "+ {+Item+} | {+Price+}",
        "+ {+one+} | {+10+}",
        "+ ",
        "End.",
    ]
    redlined = marked_up(document(body), document("Text.\n\nEnd."))
    assert [text for text in shown(redlined.data) if text] == [
        "Text.",
        "- [-Item-] | [-Price-]",
        "- [-one-] | [-10-]",
        "- ",
        "End.",
    ]
    assert [(one.kind, one.what, one.old) for one in redlined.marked] == [
        ("deleted", "table", "Item Price one 10")
    ]


def test_a_table_comes_and_goes_at_the_end() -> None:
    body = f"Text.\n\n{table(HEAD, 'one | 10')}"
    assert shown(marked_up(document("Text."), document(body)).data) == [
        "+ Text.",
        "+ {+Item+} | {+Price+}",
        "+ {+one+} | {+10+}",
        " <pPrChange>",
    ]
    assert shown(marked_up(document(body), document("Text.")).data) == [
        "- Text.",
        "- [-Item-] | [-Price-]",
        "- [-one-] | [-10-]",
        " <pPrChange>",
    ]


def test_widths_that_follow_from_the_words_are_not_marked() -> None:
    old = table(HEAD, "one | 10")
    new = table(HEAD, "one with a name that is far longer than the one before it | 10,000,000,000.00")
    root = part(marked_up(document(old), document(new)).data)
    assert not list(root.iter(f"{W}tcPrChange", f"{W}tblPrChange", f"{W}trPrChange", f"{W}tblGridChange"))


def test_a_total_that_a_row_becomes_is_a_change_of_form() -> None:
    rows = [HEAD, "one | 10", "two | 20"]
    root = part(marked_up(document(table(*rows)), document(table(*rows, options="total"))).data)
    assert len(list(root.iter(f"{W}tcPrChange"))) == 2
    assert len(list(root.iter(f"{W}pPrChange"))) == 2


def test_two_tables_of_the_same_heads_are_told_apart_by_their_order() -> None:
    one, other = table(HEAD, "one | 10"), table(HEAD, "two | 20")
    assert seen(f"{one}\n\n{other}", f"{one}\n\n{other.replace('20', '25')}") == [
        HEAD,
        "one | 10",
        HEAD,
        "two | [-20-]{+25+}",
    ]


def test_key_terms_change_in_their_words() -> None:
    old = "::: keyterms\n| | |\n|---|---|\n| **Term** from when | 2 June 2025 |\n| **Price** | USD 10 |\n:::"
    new = old.replace("2 June 2025", "9 June 2025").replace("USD 10", "USD 12")
    assert seen(old, new) == ["Term\nfrom when | [-2-]{+9+} June 2025", "Price | USD [-10-]{+12+}"]
