"""Tables from outside: every cell with its place, held against the csv module; what is broken or hostile is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remit.exchange.characters import refused
from remit.exchange.csv_cells import MAX_BYTES, SEPARATORS, Table, read, table
from remit.findings import CannotGoOn

HEAD = "metric,value,comment"


def knows(text: str) -> bool:
    return text in ("metric", "value", "comment")


def of(data: bytes | str) -> Table:
    return table("t.csv", data.encode() if isinstance(data, str) else data, knows)


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def stopped(data: bytes | str) -> tuple[str, str]:
    with pytest.raises(CannotGoOn) as caught:
        of(data)
    (finding,) = caught.value.findings
    return f"{finding.where.line}:{finding.where.column} {finding.rule}", finding.message


@pytest.mark.parametrize(
    "data",
    [
        b"metric,value,comment\na,1,x y\n",
        b"metric,value,comment\r\na,1,x y\r\n",
        b"\xef\xbb\xbfmetric,value,comment\na,1,x y",
        b"metric;value;comment\na;1;x y\n",
        b"metric\tvalue\tcomment\na\t1\tx y\n",
        b"metric|value|comment\na|1|x y\n",
        b"sep=;\r\nmetric;value;comment\r\na;1;x y\r\n",
        b'"metric", "value" ,"comment"\n"a","1","x y"\n',
        b"metric,value,comment,,\na,1,x y,,\n,,,,\n\n",
        "metric\tvalue\tcomment\na\t1\tx y\n".encode("utf-16"),
        b"\xfe\xff" + "metric\tvalue\tcomment\r\na\t1\tx y\r\n".encode("utf-16-be"),
        b"metric,value,comment\ra,1,x y\r",
    ],
)
def test_what_spreadsheets_save_is_the_same_table(data: bytes) -> None:
    found = of(data)
    assert [cell.text for cell in found.head] == ["metric", "value", "comment"]
    assert texts(found) == [["a", "1", "x y"]]


def test_cells_know_their_places_also_behind_line_breaks_in_a_text() -> None:
    found = of('metric,value,comment\na,1,"two\nlines, and a ""quote"""\n\n b , 2,\n')
    assert texts(found) == [["a", "1", 'two\nlines, and a "quote"'], ["b", "2", ""]]
    assert [[(cell.line, cell.column) for cell in row] for row in found.rows] == [
        [(2, 1), (2, 3), (2, 5)],
        [(5, 1), (5, 5), (5, 8)],
    ]


def test_a_short_row_has_empty_cells() -> None:
    assert texts(of(f"{HEAD}\na,1\n")) == [["a", "1", ""]]


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (b"", "None:None CSV-004", "this file has no head"),
        (b"\n\n,,\n", "None:None CSV-004", "this file has no head"),
        (HEAD.encode() + b"\nG\xf6teborg,1,\n", "2:2 CSV-002", "this file is not UTF-8 text"),
        (b"\xff\xfem\x00e", "1:2 CSV-002", "this file is not UTF-8 text"),
        (f'{HEAD}\na,"1,\n', "2:3 CSV-003", "a quote is opened here and never closed"),
        (f'{HEAD}\na,"1"2,\n', "2:6 CSV-003", "'2' follows a closing quote"),
        (f"{HEAD}\na,1,x, and y\n", "2:7 CSV-003", "'and y' stands in no column: the head has 3, this row 4 cells"),
        (f"{HEAD}\na,\x001,\n", "2:3 CSV-003", "the character U+0000 cannot be seen or printed"),
        (f"{HEAD}\na,1,x\u202ey\n", "2:6 CSV-003", "the character U+202E cannot be seen or printed"),
        (f"{HEAD}\na,\u200b1,\n", "2:3 CSV-003", "the character U+200B cannot be seen or printed"),
        (b"PK\x03\x04 a spreadsheet itself", "1:3 CSV-003", "the character U+0003 cannot be seen or printed"),
    ],
)  # fmt: skip
def test_what_is_broken_or_hostile_is_refused_with_its_place(
    data: bytes | str, where: str, says: str
) -> None:
    assert stopped(data) == (where, says)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    for path, says in (
        (tmp_path / "none.csv", "there is no such file"),
        (tmp_path, "not a regular file"),
        (big, "this file has 5,000,001 bytes; the most is 5,000,000"),
    ):
        with pytest.raises(CannotGoOn, match=says):
            read(path)


CELLS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=8
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5)


@given(ROWS, st.sampled_from(SEPARATORS), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_cells_are_those_of_the_csv_module(
    rows: list[list[str]], separator: str, ending: str, quoted: bool
) -> None:
    target = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(target, delimiter=separator, lineterminator=ending, quoting=quoting)
    writer.writerow(["metric", "value", "comment"])
    writer.writerows(rows)
    stripped = [[cell.strip() for cell in row] for row in rows]
    if refused(target.getvalue()) is not None:
        assert "cannot be seen" in stopped(target.getvalue())[1]
        return
    assert texts(of(target.getvalue())) == [row for row in stripped if any(row)]


@given(ROWS, st.sampled_from(SEPARATORS))
def test_the_place_of_a_cell_leads_to_it(rows: list[list[str]], separator: str) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["metric", "value", "comment"])
    writer.writerows(rows)
    text = target.getvalue()
    assume(refused(text) is None)
    found = of(text)
    lines = text.split("\n")
    for row in found.rows:
        for cell in row:
            rest = "\n".join([lines[cell.line - 1][cell.column - 1 :], *lines[cell.line :]])
            assert rest.startswith('"')
            assert rest[1:].replace('""', '"').lstrip().startswith(cell.text)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_table_or_a_finding(data: bytes) -> None:
    try:
        found, rules = of(b"metric,value\n" + data), set()
    except CannotGoOn as stop:
        found, rules = None, {finding.rule for finding in stop.findings}
    assert rules <= {"CSV-002", "CSV-003", "CSV-004"}
    assert found is None or all(len(row) == len(found.head) for row in found.rows)
