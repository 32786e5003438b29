"""Cells that a spreadsheet would run are kept as text; everything comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.exchange.csv_text import csv_text, guarded


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_what_begins_like_a_formula_is_text(first: str) -> None:
    assert csv_text(["duty"], [[f"{first}1+1"]]).splitlines()[1].lstrip('"').startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    assert csv_text(["a", "b"], [["1 - 2", 'it\'s, "so"']]) == 'a,b\r\n1 - 2,"it\'s, ""so"""\r\n'


@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_rows_come_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert read == [["a", "b"], *[[guarded(cell) for cell in row] for row in rows]]
