"""Words fit into the room that there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from remit.figures.words import cut, width_of, wrapped

texts = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=80)


@given(texts, st.integers(10, 300))
def test_what_is_cut_fits_or_is_only_the_sign_that_something_is_missing(text: str, room: int) -> None:
    found = cut(text, room, 8)
    assert width_of(found, 8) <= room or found == "…"
    assert found == text or text.startswith(found.removesuffix("…").rstrip())


@given(texts, st.integers(40, 200))
def test_lines_hold_the_words_in_their_order(text: str, room: int) -> None:
    lines = wrapped(text, room, 8)
    assert len(lines) <= 2
    assert all(width_of(line, 8) <= room or line == "…" for line in lines)
    assert " ".join(text.split()).startswith(" ".join(lines).split("…")[0].rstrip())


def test_wide_letters_take_more_room() -> None:
    assert width_of("WWW", 10) > width_of("nnn", 10) > width_of("iii", 10)
    assert wrapped("One CRO for operations, Datamere for biometrics", 130, 7.5) == (
        "One CRO for operations, Datamere", "for biometrics",
    )  # fmt: skip
