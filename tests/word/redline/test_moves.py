"""Paragraphs that went to another place are marked as moved, and only they."""

from __future__ import annotations

import pytest

from tests.word.redline.making import W, document, marked_up, part, shown

ONE = "# One {#one}\n\n1. Work under [@x] begins in May.\n2. It is done with care.\n3. It is done in time."
ONE += "\n4. It is done at cost.\n"
TWO = "# Two {#two}\n\n1. Payment follows in June. {#x}\n2. No other fee is due.\n"
END = "# End {#end}\n\n1. It ends in July.\n"
TABLE = "::: table\n| What | How many |\n|---|--:|\n| a | 1 |\n:::\n\n"


def seen(old: str, new: str) -> list[str]:
    return shown(marked_up(document(old), document(new)).data)


def test_a_section_that_moved_is_no_new_text() -> None:
    assert seen(ONE + TWO + END, TWO + ONE + END) == [
        "> {>Two<}",
        "> {>Payment follows in June.<}",
        "> {>No other fee is due.<}",
        "One",
        "Work under clause [-2.1-]{+1.1+} begins in May.",
        "It is done with care.",
        "It is done in time.",
        "It is done at cost.",
        "< [<Two>]",
        "< [<Payment follows in June.>]",
        "< [<No other fee is due.>]",
        "End",
        "It ends in July.",
    ]


def test_what_changed_on_the_way_is_marked_as_new() -> None:
    assert seen(ONE + TWO + END, TWO.replace("June", "August") + ONE + END)[:3] == [
        "+ {+Two+}",
        "+ {+Payment follows in August.+}",
        "> {>No other fee is due.<}",
    ]


def test_what_came_beside_it_is_marked_as_new() -> None:
    new = "# New {#new}\n\n1. Its text.\n\n" + TWO
    assert seen(ONE + TWO + END, new + ONE + END)[:3] == ["+ {+New+}", "+ {+Its text.+}", "> {>Two<}"]


def test_a_reference_whose_number_follows_moves_with_its_paragraph() -> None:
    referring = "# Notes {#notes}\n\nSee [@x] for the price.\n\n"
    found = seen(referring + ONE + TWO + END, ONE + TWO + referring + END)
    assert found[:2] == ["< [<Notes>]", "< [<See clause 3.1 for the price.>]"]
    assert found[-4:] == ["> {>Notes<}", "> {>See clause 2.1 for the price.<}", "End", "It ends in July."]


def test_few_letters_are_alike_by_chance() -> None:
    old, new = "- None\n- One.\n- Two.\n- So be it.", "- One.\n- Two.\n- None\n- So be it."
    assert seen(old, new) == ["- [-None-]", "One.", "Two.", "+ {+None+}", "So be it."]


def test_rows_come_and_go_as_rows() -> None:
    rows = ("| a first row | 1 |\n", "| a second row | 2 |\n")
    old, new = (f"| What | How many |\n|---|--:|\n{one}{other}" for one, other in (rows, rows[::-1]))
    assert not any("<" in line for line in seen(old, new))


@pytest.mark.parametrize(
    "new", [TWO + ONE + END, ONE + END + TWO, ONE + "# X\n\nText.\n\n" + TABLE + TWO + END]
)
def test_both_ends_of_each_move_are_named(new: str) -> None:
    root = part(marked_up(document(ONE + TWO + END + TABLE), document(new + TABLE)).data)
    for side in ("From", "To"):
        starts = list(root.iter(f"{W}move{side}RangeStart"))
        ends = [one.get(f"{W}id") for one in root.iter(f"{W}move{side}RangeEnd")]
        assert [one.get(f"{W}id") for one in starts] == ends
        names = [one.get(f"{W}name") for one in starts]
        assert len(set(names)) == len(names)
        assert set(names) == {one.get(f"{W}name") for one in root.iter(f"{W}moveFromRangeStart")}


def test_a_comment_moves_with_its_paragraph() -> None:
    redlined = marked_up(document(ONE + TWO + END), document(TWO + ONE + END), lambda change: change.kind)
    root = part(redlined.data)
    for paragraph in root.iter(f"{W}p"):
        marks = {one.tag for one in paragraph.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")}
        assert len(marks) < 2 or f"{W}moveTo" not in marks
    assert sum(1 for _ in root.iter(f"{W}commentReference")) > 1
