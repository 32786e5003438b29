"""What differs between a text as issued and a text as received, told paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.documents.comparison import Change, ValueChange, compare, places_of_values
from remit.word.issued import Issued, Span
from remit.word.received_text import Read

FEE = "The fee is USD 4,000 a month for 12 months."
ISSUED = (
    Issued("", "Work Order"),
    Issued("", "Contents"),
    Issued("", "1.\tPrice"),
    Issued("", "2.\tTerm"),
    Issued("1.", "Price"),
    Issued("1.1", FEE, (Span(11, 20, 1), Span(33, 35, 2))),
    Issued("1.2", "The CRO sends an invoice each month."),
    Issued("2.", "Term"),
    Issued("2.1", "The work ends when all is done."),
    Issued("Schedule A", "Budget"),
    Issued("1.", "Lines"),
    Issued("", "Visits"),
)
TEXTS = [one.text for one in ISSUED]


def received(*texts: str, **others: str) -> list[Read]:
    entries = {"1.\tPrice", "2.\tTerm"}
    return [Read(others.get(text, text), text in entries) for text in texts or TEXTS]


def changed(old: str, new: str) -> tuple[Change, ...]:
    return compare(ISSUED, [Read(text.replace(old, new), "\t" in text) for text in TEXTS])


def test_nothing_changed_is_no_change() -> None:
    assert compare(ISSUED, received()) == ()


def test_spaces_tabs_and_line_breaks_are_alike() -> None:
    assert compare(ISSUED, [Read(text.replace(" ", "\n\t "), "\t" in text) for text in TEXTS]) == ()


def test_page_numbers_in_the_contents_are_no_change() -> None:
    assert (
        compare(ISSUED, [Read(f"{text}\t7" if "\t" in text else text, "\t" in text) for text in TEXTS]) == ()
    )


def test_words_hidden_in_the_contents_are_found() -> None:
    texts = received()
    texts.insert(2, Read("3. The CRO pays back twice.", contents=True))
    (change,) = compare(ISSUED, texts)
    assert (change.kind, change.new) == ("added", "3. The CRO pays back twice.")


@pytest.mark.parametrize(
    ("old", "new", "values"),
    [
        ("USD 4,000", "USD 4,100", (ValueChange(1, "USD 4,000", "USD 4,100"),)),
        ("USD", "EUR", (ValueChange(1, "USD 4,000", "EUR 4,000"),)),
        ("12", "13", (ValueChange(2, "12", "13"),)),
        (
            "4,000 a month for 12",
            "9 a month for 1",
            (ValueChange(1, "USD 4,000", "USD 9"), ValueChange(2, "12", "1")),
        ),
        (" a month for 12 months", "", (ValueChange(2, "12", ""),)),
        ("The fee is", "The monthly fee is", ()),
        ("months.", "months, at most.", ()),
    ],
)
def test_values_in_a_changed_paragraph_are_told_with_what_they_read_now(
    old: str, new: str, values: tuple[ValueChange, ...]
) -> None:
    (change,) = changed(old, new)
    assert (change.kind, change.place, change.values) == ("changed", "1.1 (Price)", values)


def test_a_deleted_paragraph_is_told_with_its_number() -> None:
    (change,) = compare(ISSUED, received(*(text for text in TEXTS if "invoice" not in text)))
    assert (change.kind, change.place, change.old) == (
        "deleted",
        "1.2 (Price)",
        "The CRO sends an invoice each month.",
    )


def test_an_added_paragraph_is_told_after_which_it_stands() -> None:
    texts = [Read(text, "\t" in text) for text in TEXTS]
    texts.insert(7, Read("Late payment bears no interest."))
    (change,) = compare(ISSUED, texts)
    assert (change.kind, change.place) == ("added", "1.2 (Price)")


def test_a_change_beside_a_deletion_is_told_apart() -> None:
    texts = [text.replace("4,000", "5,000") for text in TEXTS if "invoice" not in text]
    kinds = [(one.kind, one.place) for one in compare(ISSUED, received(*texts))]
    assert kinds == [("changed", "1.1 (Price)"), ("deleted", "1.2 (Price)")]


def test_places_in_schedules_name_the_schedule() -> None:
    (change,) = changed("Visits", "Calls")
    assert change.place == "Schedule A, 1 (Lines)"


def test_places_of_values() -> None:
    assert places_of_values(ISSUED) == {1: "1.1 (Price)", 2: "1.1 (Price)"}


WORDS = st.lists(st.sampled_from(["a", "b", "USD", "4,000", "x y", "", " "]), max_size=12)


@given(WORDS, WORDS)
def test_no_difference_is_silent_and_none_is_invented(before: list[str], after: list[str]) -> None:
    issued = [Issued("", text, (Span(0, len(text), n),)) for n, text in enumerate(before, 1)]
    changes = compare(issued, [Read(text) for text in after])
    same = [t.strip() for t in before if t.strip()] == [t.strip() for t in after if t.strip()]
    assert (changes == ()) == same
    for change in changes:
        for value in change.values:
            assert value.old in change.old
            assert value.new in change.new


def test_a_long_file_of_equal_words_is_compared_in_time() -> None:
    issued = [Issued("", "same") for _ in range(2500)]
    assert len(compare(issued, [Read("other") for _ in range(2500)])) >= 2500
