"""Entries are added to the register; comments and everything else stay."""

from __future__ import annotations

import pytest

from remit.load.register import with_entry
from remit.load.write import CannotWrite
from remit.load.yaml import parse

ENTRY = {"document": "wo-1", "version": "1.0", "date": "2026-06-12", "digest": "0" * 64, "file": "wo-1.docx"}
KEPT = b"""# Kept by the office of contracts.
documents:
  # the first one
  first:
    document: qa-1   # sent by courier
    version: "0.9"
    date: 2026-01-05
"""


def test_a_register_begins_with_its_first_entry() -> None:
    data = with_entry(None, "wo-1-1-0-issued", ENTRY)
    assert parse("", data) == ({"documents": {"wo-1-1-0-issued": ENTRY}}, ())
    assert b"date: 2026-06-12\n" in data
    assert b'version: "1.0"\n' in data


def test_what_stands_in_it_stays_with_its_comments() -> None:
    data = with_entry(KEPT, "second", ENTRY)
    assert data.startswith(KEPT)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_stay(mark: bytes) -> None:
    data = with_entry(mark + KEPT.replace(b"\n", b"\r\n"), "second", ENTRY)
    assert data.count(b"\n") == data.count(b"\r\n")


def test_two_entries_of_one_day_stand_in_order() -> None:
    data = with_entry(with_entry(None, "b", ENTRY), "a", ENTRY)
    document, _ = parse("", data)
    assert list(document["documents"]) == ["b", "a"]


@pytest.mark.parametrize(
    "data", [b"documents: []\n", b"- a\n", b"documents: {a: &x 1}\n", b"a: 1\n", b"\xff"]
)
def test_what_is_no_register_is_left_alone(data: bytes) -> None:
    with pytest.raises(CannotWrite):
        with_entry(data, "second", ENTRY)


def test_an_entry_is_never_written_over() -> None:
    with pytest.raises(CannotWrite):
        with_entry(KEPT, "first", ENTRY)
