"""The redlines of a review: what they cite, whose they are, and that both states are in them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from remit.documents.origin import Stamp
from remit.review import redlining
from remit.review.redlining import Redline, redlines
from remit.review.reviewing import Review
from remit.word.redline import NotProven
from tests.oracles import assert_valid_docx
from tests.review.playbook import MASTER, ORDER, edited, files, reviewed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
STAMP = Stamp("0123456789ab")


def made(review: Review) -> tuple[Redline, ...]:
    return tuple(redlines(review, STAMP, "Mara Quill", WHEN))


def longer_terms() -> Review:
    return reviewed(edited(files(), MASTER, "payment_terms: 45", "payment_terms: 90"))


def part(one: Redline, name: str) -> etree._Element:
    assert one.data is not None
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(one.data)).read(name))


def test_each_document_that_reads_differently_has_a_redline_that_is_sound(tmp_path: Path) -> None:
    review = longer_terms()
    found = made(review)
    assert len(found) == sum(one.state == "changed" for one in review.documents) > 0
    for one in found:
        assert one.path.name.endswith("-redline.docx")
        path = tmp_path / one.path.name
        path.write_bytes(one.data or b"")
        assert_valid_docx(path)


def test_the_change_is_marked_once_with_its_author_and_a_comment_that_cites_its_rule() -> None:
    review = longer_terms()
    (one,) = made(review)
    body = part(one, "word/document.xml")
    marks = [
        (mark.tag, "".join(mark.itertext())) for tag in ("del", "ins") for mark in body.iter(f"{W}{tag}")
    ]
    assert (f"{W}del", "45") in marks
    assert (f"{W}ins", "90") in marks
    assert {mark.get(f"{W}author") for tag in ("del", "ins") for mark in body.iter(f"{W}{tag}")} == {
        "Mara Quill"
    }
    (change,) = review.changes
    comments = ["".join(comment.itertext()) for comment in part(one, "word/comments.xml").iter(f"{W}comment")]
    assert comments
    assert all(comment.startswith(f"{change.rule} ({change.weight.value}): ") for comment in comments)


def test_the_stamp_of_both_states_is_that_of_the_later_one() -> None:
    (one,) = made(longer_terms())
    assert one.data is not None
    with zipfile.ZipFile(io.BytesIO(one.data)) as file:
        footers = [
            file.read(name).decode() for name in file.namelist() if "footer" in name and name.endswith(".xml")
        ]
    assert any("Data revision 0123456789ab" in footer for footer in footers)
    assert not any("<w:ins " in footer or "<w:del " in footer for footer in footers)


def test_a_change_of_nothing_has_no_redlines() -> None:
    assert made(reviewed(files())) == ()


def test_the_same_review_gives_the_same_bytes() -> None:
    tree = edited(files(), ORDER, "description: Monitoring visits", "description: Visits of monitors")
    assert [one.data for one in made(reviewed(tree))] == [one.data for one in made(reviewed(tree))]


def test_what_is_not_proven_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise NotProven("a paragraph was lost")

    monkeypatch.setattr(redlining, "redline", broken)
    (one,) = made(longer_terms())
    assert one.data is None
    assert [finding.rule for finding in one.findings] == ["PRINT-007"]
