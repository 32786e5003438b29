"""The plain reading of redlines sees every mark that is missing, so what it finds nothing in holds both documents."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from tests.word.redline.making import W, document, marked_up, part
from tests.word.redline.settling import differences

TABLE = "| What | How many |\n|---|--:|\n| visits | {} |\n| sites | 3 |\n{}\n"
OLD = "# One {#one}\n\n1. Work begins in May.\n2. It is done.\n\n# Two {#two}\n\n1. Payment follows in June.\n\n"
NEW = "# Two {#two}\n\n1. Payment follows in June.\n\n# One {#one}\n\n1. Work begins in July.\n2. It is done.\n3. More.\n\n"
PAIR = document(OLD + TABLE.format(12, "")), document(NEW + TABLE.format(14, "| days | 7 |\n") + "- a point")
MARKS = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")]


def with_body(data: bytes, root: etree._Element) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as other:
        for name in file.namelist():
            changed = etree.tostring(root) if name == "word/document.xml" else file.read(name)
            other.writestr(name, changed)
    return out.getvalue()


def redlined() -> bytes:
    return marked_up(*PAIR).data


def test_a_sound_redline_has_no_differences() -> None:
    assert differences(redlined(), *PAIR) == []


def needed(root: etree._Element) -> list[etree._Element]:
    """The marks of a part but those inside of rows that come or go, which go with their row."""
    rows = [row for mark in MARKS for row in root.iterfind(f".//{W}tr/{W}trPr/{mark}/../..")]
    inside = {one for row in rows for cell in row.iter(f"{W}tc") for one in cell.iter(*MARKS)}
    return [one for one in root.iter(*MARKS) if one not in inside]


@pytest.mark.parametrize("at", range(len(needed(part(redlined())))))
def test_a_mark_that_is_missing_is_a_difference(at: int) -> None:
    data = redlined()
    root = part(data)
    mark = needed(root)[at]
    for child in list(mark):
        mark.addprevious(child)
    mark.getparent().remove(mark)
    assert len(differences(with_body(data, root), *PAIR)) == 1
