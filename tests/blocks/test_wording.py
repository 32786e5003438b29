"""Which words of a text stayed, and which of many texts are one that was changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.blocks.wording import as_marked, pairs, stretches, words_of

TEXT = st.text("ab ,.(-7", max_size=30)


def marked(old: str, new: str) -> str:
    """The change as a person would mark it: [struck|inserted]."""
    a, b = words_of(old), words_of(new)
    return "".join(
        "".join(a[one.i1 : one.i2])
        if one.equal
        else f"[{''.join(a[one.i1 : one.i2])}|{''.join(b[one.j1 : one.j2])}]"
        for one in as_marked(a, b)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("USD 1,500.00 is due.", ["USD", " ", "1,500.00", " ", "is", " ", "due", "."]),
        ("the Sponsor's NVT-218-301", ["the", " ", "Sponsor's", " ", "NVT-218-301"]),
        ("(a) 10%", ["(", "a", ")", " ", "10", "%"]),
    ],
)
def test_what_a_reader_marks_as_a_whole_is_one_word(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pay in 45 days", "pay in 60 days", "pay in [45|60] days"),
        ("pay USD 1,500.00", "pay USD 1,600.00", "pay USD [1,500.00|1,600.00]"),
        ("the CRO may", "the CRO or its agent may", "the CRO [|or its agent ]may"),
        ("in 10 business days", "in 14 calendar days", "in [10 business|14 calendar] days"),
        ("a, b and c", "a and c", "a[, b|] and c"),
        (
            "The term ends in May and nothing is due",
            "All of it was paid, the rest is void",
            "[The term ends in May and nothing is due|All of it was paid, the rest is void]",
        ),
    ],
)
def test_words_are_marked_as_a_person_would(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_stretches(old: str, new: str) -> None:
    a, b = words_of(old), words_of(new)
    assert "".join(a) == old
    for found in (stretches(a, b), as_marked(a, b)):
        assert [word for one in found for word in a[one.i1 : one.i2]] == a
        assert [word for one in found for word in b[one.j1 : one.j2]] == b
        assert all(a[one.i1 : one.i2] == b[one.j1 : one.j2] for one in found if one.equal)


def test_a_member_that_is_no_word_stays_where_it_is() -> None:
    field = ("field", "5.2")
    found = as_marked(["old", " ", field, " ", "gone"], ["new", " ", field, " ", "here"])
    assert any(one.equal and (one.i1, one.i2) == (1, 4) for one in found)


def test_texts_are_paired_with_the_one_that_they_are_most_like() -> None:
    old = ["Deliverable 1: plan, due in May", "Deliverable 2: report, due in June"]
    new = ["Deliverable 0: list, due in April", "Deliverable 1: plan, due in July", old[1]]
    assert pairs(old, new) == [(0, 1), (1, 2)]


def test_one_text_against_one_is_a_pair_whatever_they_say() -> None:
    assert pairs(["all"], ["nothing"]) == [(0, 0)]
    assert pairs(["all", "of it"], ["nothing"]) == []


def test_long_lists_are_paired_with_near_texts() -> None:
    texts = [f"clause a{number} b{number} c{number}" for number in range(200)]
    assert pairs(texts, ["a new one", *texts[1:]])[-1] == (199, 199)
