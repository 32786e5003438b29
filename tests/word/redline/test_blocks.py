"""Paragraphs, lists, headings, clauses, pages and contents that come, go and change."""

from __future__ import annotations

import pytest

from tests.word.redline.making import document, marked_up, part, shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A, B, C, D = (
    f"1. Clause {letter} says {word}. {{#{letter}}}"
    for letter, word in zip("abcd", ("this", "that", "more", "less"), strict=True)
)


def seen(old: str, new: str, *, toc: bool = False) -> list[str]:
    return shown(marked_up(document(old, toc=toc), document(new, toc=toc)).data)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, B], [A, C, B], ["Clause a says this.", "+ {+Clause c says more.+}", "Clause b says that."]),
        ([A, C, B], [A, B], ["Clause a says this.", "- [-Clause c says more.-]", "Clause b says that."]),
        ([A, B], [B, A], ["> {>Clause b says that.<}", "- Clause a says this.", "[<Clause b says that.>]"]),
        (
            [A, B],
            [A.replace("this", "so"), B],
            ["Clause a says [-this-]{+so+}.", "Clause b says that."],
        ),
    ],
)
def test_clauses_come_and_go_as_paragraphs(old: list[str], new: list[str], expected: list[str]) -> None:
    assert seen("\n".join(["# One {#one}\n", *old]), "\n".join(["# One {#one}\n", *new])) == [
        "One",
        *expected,
    ]


def test_the_last_paragraph_comes_after_the_end_of_the_one_before_it() -> None:
    assert seen("Alpha is one.", "Alpha is one.\n\nBeta is another thing.") == [
        "+ Alpha is one.",
        "{+Beta is another thing.+}",
    ]


def test_the_last_paragraph_goes_with_the_end_of_the_one_before_it() -> None:
    assert seen("Alpha is one.\n\nBeta is another thing.", "Alpha is one.") == [
        "- Alpha is one.",
        "[-Beta is another thing.-]",
    ]


def test_a_last_paragraph_of_another_style_leaves_the_one_before_it_as_it_was() -> None:
    assert seen("Alpha is one.", "Alpha is one.\n\n- Beta is a point.") == [
        "+ Alpha is one.",
        "{+Beta is a point.+} <pPrChange>",
    ]
    assert seen("Alpha is one.\n\n- Beta is a point.", "Alpha is one.") == [
        "- Alpha is one.",
        "[-Beta is a point.-] <pPrChange>",
    ]


def test_the_level_of_a_clause_is_a_change_of_form() -> None:
    old = "# One {#one}\n\n1. First. {#x}\n   1. Second. {#y}\n2. Third. {#z}"
    new = "# One {#one}\n\n1. First. {#x}\n2. Second. {#y}\n3. Third. {#z}"
    assert seen(old, new) == ["One", "First.", "Second. <pPrChange>", "Third."]


def test_points_of_a_list_come_and_go() -> None:
    old, new = "Text:\n\n- one\n- two\n- three\n\nEnd.", "Text:\n\n- one\n- three\n- four\n\nEnd."
    assert seen(old, new) == ["Text:", "one", "- [-two-]", "three", "+ {+four+}", "End."]


def test_contents_gain_an_entry_and_mark_each_number_once() -> None:
    old = "# One {#one}\n\n# Two {#two}\n\n# Three {#three}"
    new = "# One {#one}\n\n# New {#new}\n\n# Two {#two}\n\n# Three {#three}"
    assert seen(old, new, toc=True)[:6] == [
        "Contents",
        "1.\tOne\t",
        "+ {+2.\tNew\t+}",
        "[-2-]{+3+}.\tTwo\t",
        "[-3-]{+4+}.\tThree\t",
        "One",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A\n\n# B", "# C\n\n# A\n\n# B"),
        ("# A\n\n# B", "# A\n\n# B\n\n# C"),
        ("# A\n\n# B", "# B\n\n# A"),
        ("# A\n\n# B", "# C"),
        ("# A\n\n# B", "# A"),
        ("# A\n\n# B", "# B"),
        ("# A\n\n## B", "# A\n\n# B\n\n## C"),
        ("# A", '# A\n\n::: schedule "X"\n# C\n:::'),
        ('# A\n\n::: schedule "X"\n# C\n:::', '# A\n\n::: schedule "Y"\n# C\n\n## D\n:::'),
    ],
)
def test_the_field_of_contents_stays_whole(old: str, new: str) -> None:
    for before, after in ((old, new), (new, old)):
        root = part(marked_up(document(before, toc=True), document(after, toc=True)).data)
        codes = [one for one in root.iter(f"{W}instrText") if " TOC " in (one.text or "")]
        assert len(codes) == 1
        assert not any(one.getparent().getparent().tag in (f"{W}ins", f"{W}del") for one in codes)


def test_contents_that_come_are_inserted_with_their_field() -> None:
    old, new = document("# A\n\n# B"), document("# A\n\n# B", toc=True)
    assert shown(marked_up(old, new).data)[:3] == ["+ {+Contents+}", "+ {+1.\tA\t+}", "+ {+2.\tB\t+}"]
    assert shown(marked_up(new, old).data)[:3] == ["- [-Contents-]", "- [-1.\tA\t-]", "- [-2.\tB\t-]"]


def test_headings_without_ids_are_known_by_their_words() -> None:
    assert seen("# A\n\n# B", "# New\n\n# A\n\n# B") == ["+ {+New+}", "A", "B"]


LIBRARY = """---
id: term
title: Term
version: "{}"
owner: x
positions:
  - id: standard
unacceptable: None.
---
## standard

{}
"""
USE = "# Term {#head}\n\n::: clause term\n:::\n\nEnd."


def clause(version: str, text: str) -> bytes:
    return document(USE, clauses={"term": LIBRARY.format(version, text)})


def test_a_new_version_of_a_clause_is_marked_in_its_words() -> None:
    old = clause("1.0", "1. It ends in May. {#term-a}")
    new = clause("1.1", "1. It ends in June. {#term-a}\n2. Unless extended. {#term-b}")
    redlined = marked_up(old, new)
    assert shown(redlined.data) == ["Term", "It ends in [-May-]{+June+}.", "+ {+Unless extended.+}", "End."]
    assert {one.clause for one in redlined.marked} == {"term"}
    tags = [tag.get(f"{W}val") for tag in part(redlined.data).iter(f"{W}tag")]
    assert tags == ["clause:term:1.1:standard"]


def test_a_clause_comes_and_goes_without_a_control() -> None:
    with_it, without = clause("1.0", "1. It ends in May. {#term-a}"), document("# Term {#head}\n\nEnd.")
    come, gone = marked_up(without, with_it), marked_up(with_it, without)
    assert shown(come.data) == ["Term", "+ {+It ends in May.+}", "End."]
    assert shown(gone.data) == ["Term", "- [-It ends in May.-]", "End."]
    assert [len(list(part(one.data).iter(f"{W}sdt"))) for one in (come, gone)] == [0, 0]
    assert come.marked[0].clause == gone.marked[0].clause == "term"


def test_landscape_pages_come_and_go() -> None:
    plain, wide = "# One {#one}\n\nText.", "# One {#one}\n\n:::: landscape\nWide text.\n::::\n\nText."
    assert seen(plain, wide) == ["One", "+ ", "+ {+Wide text.+}", "+ ", "Text."]
    assert seen(wide, plain) == ["One", "- ", "- [-Wide text.-]", "- ", "Text."]


def test_parties_recitals_and_signatures_are_woven() -> None:
    old = "::: parties\n- Alpha Ltd\n- Beta plc\n:::\n\n::: recitals\n- Alpha asks.\n:::"
    new = "::: parties\n- Alpha Ltd\n- Gamma plc\n:::\n\n::: recitals\n- Alpha asks.\n- Gamma answers.\n:::"
    assert seen(old, new) == [
        "Parties",
        "Alpha Ltd",
        "[-Beta-]{+Gamma+} plc",
        "Background",
        "+ Alpha asks.",
        "{+Gamma answers.+}",
    ]


def test_a_paragraph_in_place_of_a_table_is_not_that_changed() -> None:
    table = "| a | b |\n|---|---|\n| one | two |"
    assert seen(f"Text.\n\n{table}", "Text.\n\none two") == [
        "Text.",
        "- [-a-] | [-b-]",
        "- [-one-] | [-two-]",
        "{+one two+} <pPrChange>",
    ]


def test_what_came_before_a_table_comes_with_the_end_of_the_paragraph_before_it() -> None:
    table = "::: table\n| a | b |\n|---|---|\n| one | two |\n:::\n\n"
    start, section = "# One {#one}\n\n1. First.\n\n", "# New {#new}\n\n1. Second.\n\n"
    assert seen(start + table, start + section + table) == [
        "One",
        "+ First.",
        "+ {+New+}",
        "{+Second.+}",
        "a | b",
        "one | two",
        "",
    ]
    assert seen(start + section + table, start + table)[1:4] == ["- First.", "- [-New-]", "[-Second.-]"]


def test_a_section_with_a_table_comes_after_the_one_before_it() -> None:
    """And not after its table, whose closing paragraph is like its own."""
    table = "::: table\n| a | {} |\n|---|---|\n| one | two |\n:::\n\n"
    old = "# One {#one}\n\nText.\n\n" + table.format("b")
    new = old + "# New {#new}\n\nOther words.\n\n" + table.format("c") + "# End {#end}"
    assert seen(old + "# End {#end}", new)[4:] == [
        "+ ",
        "+ {+New+}",
        "{+Other words.+} <pPrChange>",
        "+ {+a+} | {+c+}",
        "+ {+one+} | {+two+}",
        "+ ",
        "End",
    ]
