"""Numbers as Word counts them."""

from __future__ import annotations

import pytest

from remit.blocks.numbering import Labels, Numbered, Numbering, letters, reference, roman


def test_levels_restart_below_a_higher_one() -> None:
    count = Numbering()
    printed = [count.next(level).number for level in (0, 1, 3, 4, 3, 1, 3, 0, 1, 2, 3)]
    assert printed == [
        "1",
        "1.1",
        "1.1(a)",
        "1.1(a)(i)",
        "1.1(b)",
        "1.2",
        "1.2(a)",
        "2",
        "2.1",
        "2.1.1",
        "2.1.1(a)",
    ]


def test_a_schedule_counts_on_its_own_and_the_body_goes_on_after_it() -> None:
    count = Numbering()
    count.next(0)
    assert [count.start_schedule(), count.next(0).number, count.start_schedule(), count.next(0).number] == [
        "Schedule A", "1", "Schedule B", "1",
    ]  # fmt: skip
    count.end_schedule()
    assert (count.schedule, count.next(0).number) == ("", "2")


@pytest.mark.parametrize(("number", "small"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa")])
def test_letters(number: int, small: str) -> None:
    assert letters(number) == small


@pytest.mark.parametrize(("number", "small"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1990, "mcmxc")])
def test_roman(number: int, small: str) -> None:
    assert roman(number) == small


@pytest.mark.parametrize(
    ("target", "here", "words"),
    [
        ("", "", ("clause ", "")),
        ("", "Schedule A", ("clause ", "")),
        ("Schedule A", "Schedule A", ("paragraph ", "")),
        ("Schedule A", "Schedule B", ("paragraph ", " of Schedule A")),
        ("Schedule A", "", ("paragraph ", " of Schedule A")),
    ],
)
def test_words_around_a_reference(target: str, here: str, words: tuple[str, str]) -> None:
    assert reference(Numbered("clause", (("", "1"),), target), here, Labels()) == words
