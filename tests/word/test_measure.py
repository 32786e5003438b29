"""Column widths: all of the page, no word cut, heads turned only if need be."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from remit.templating import compile_template, load_template
from remit.word import House, WordTarget, complete
from remit.word.measure import text_width, whole
from tests.word import specimen

HEAD = "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"
STYLE = specimen.house()


def grid(table: str, style: House = STYLE) -> tuple[list[int], str]:
    code = compile_template(load_template("t.md", HEAD + table, {}), WordTarget(style))
    markup = complete(code.print({}).markup, style).markup
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', markup)], markup


def test_text_columns_take_what_numbers_leave() -> None:
    widths, _ = grid("| Service | Amount |\n|---|--:|\n| Monitoring | 1,000 |")
    assert sum(widths) == 9070
    assert widths[1] >= text_width("Amount")
    assert widths[0] > 3 * widths[1]


def test_a_long_word_is_not_cut_by_the_weights_asked() -> None:
    widths, _ = grid('::: table widths="1 20"\n| A | B |\n|---|---|\n| Pharmacovigilance | x |\n:::')
    assert widths[0] > text_width("Pharmacovigilance")


def test_heads_turn_when_many_marks_stand_side_by_side() -> None:
    names = [f"Responsibility{n}" for n in range(12)]
    marks = " | ".join("R" for _ in names)
    dashes = "|".join(":-:" for _ in names)
    widths, markup = grid(
        f"| Activity | {' | '.join(names)} |\n|---|{dashes}|\n| Something to do | {marks} |"
    )
    assert sum(widths) == 9070
    assert markup.count('<w:textDirection w:val="btLr"/>') == 12
    assert '<w:trHeight w:val="' in markup


def test_nothing_turns_where_there_is_room() -> None:
    _, markup = grid("| A | B |\n|---|:-:|\n| x | R |")
    assert "textDirection" not in markup


def test_a_long_table_neither_opens_nor_ends_on_a_page_with_a_single_row() -> None:
    loop = "{% for x in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] %}\n| {{ x }} | 1 |\n{% endfor %}\n"
    _, markup = grid(f"| A | B |\n|---|---|\n{loop}")
    rows = re.findall("<w:tr>.*?</w:tr>", markup)[1:]
    assert "".join("k" if "<w:keepNext/>" in row else "." for row in rows) == "k.....kk."


def test_a_long_table_with_a_total_breaks_over_pages() -> None:
    loop = "{% for x in ['a', 'b', 'c', 'd', 'e', 'f'] %}\n| {{ x }} | 1 |\n{% endfor %}\n| All | 6 |\n"
    _, markup = grid(f"::: table total\n| A | B |\n|---|--:|\n{loop}:::")
    rows = re.findall("<w:tr>.*?</w:tr>", markup)[1:]
    assert "".join("k" if "<w:keepNext/>" in row else "." for row in rows) == "k...kk."


def test_words_right_of_a_number_keep_clear_of_it_without_being_cut() -> None:
    widths, _ = grid('::: table widths="9 9 1"\n| A | B | C |\n|---|--:|---|\n| x | 1 | Acceptable |\n:::')
    assert widths[2] > text_width("Acceptable") + 300 + 100


def test_words_right_of_a_number_are_not_cut_in_a_crowded_table_of_a_wide_font() -> None:
    long = " | ".join(["Pharmacovigilan"] * 3)
    rows = f"| A | B | C | D | E |\n|---|---|---|--:|---|\n| {long} | 1,000 | Acceptable |\n"
    widths, _ = grid(f'::: table widths="9 9 9 9 1"\n{rows}:::', replace(STYLE, table_scale=1.25))
    assert widths[4] > 1.25 * text_width("Acceptable") + 300 + 100
    assert widths[0] > 1.25 * text_width("Pharmacovigilan") + 100 + 100


def test_an_empty_table_is_not_printed() -> None:
    code = load_template("t.md", HEAD + "| | |\n|---|---|\n{% if no %}\n| a | b |\n{% endif %}\n\nEnd.", {})
    printed = compile_template(code, WordTarget(STYLE)).print({"no": False})
    assert "<w:tbl>" not in complete(printed.markup, STYLE).markup


@given(st.lists(st.floats(1, 1e5), min_size=1, max_size=15), st.integers(2000, 20000))
def test_widths_add_up(wanted: list[float], total: int) -> None:
    assert sum(whole(wanted, total)) == total


def test_a_table_without_heads_is_described_by_its_first_column() -> None:
    _, markup = grid("| | |\n|---|---|\n| Phase | 3 |\n| Sites | 24 |")
    assert '<w:tblCaption w:val="Phase, Sites"/>' in markup
    assert 'w:firstRow="0" w:lastRow="0" w:firstColumn="1"' in markup


def test_heads_that_records_fill_are_told_by_the_first_column() -> None:
    _, markup = grid("| {{ 'EU' }} | {{ 'Law' }} |\n|---|---|\n| What moves | All |")
    assert '<w:tblCaption w:val="What moves"/>' in markup
    assert 'w:firstRow="1" w:lastRow="0" w:firstColumn="0"' in markup
