"""The file around the text: headers, comments, ids, figures, what cannot be marked, and files that are refused."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile

import pytest

from remit.word import NotReadable
from remit.word.redline import Marked, NotRepresentable, redline
from tests.word.edited import edited, replaced
from tests.word.redline.making import AUTHOR, FACTS, document, marked_up, part, shown
from tests.word.specimen import entry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLD, NEW = "# Term {#term}\n\nPay in 45 days.", "# Term {#term}\n\nPay in 60 days."
PAIR = document(OLD), document(NEW)


def test_headers_and_footers_are_woven() -> None:
    new = document(OLD, facts=dataclasses.replace(FACTS, version="1.1", revision="4567def"))
    redlined = marked_up(PAIR[0], new)
    assert shown(redlined.data, "word/header1.xml") == ["A-1\tVersion [-1.0-]{+1.1+} · Approved"]
    assert shown(redlined.data, "word/footer1.xml") == [
        " · Data revision [-0123abc-]{+4567def+}\tPage 1 of 1"
    ]


def test_a_watermark_goes_with_its_status() -> None:
    draft = document(OLD, facts=dataclasses.replace(FACTS, watermark="DRAFT", status="draft"))
    root = part(marked_up(draft, PAIR[0]).data, "word/header1.xml")
    assert len(list(root.iter(f"{W}pict"))) == 1
    assert next(root.iter(f"{W}pict")).getparent().getparent().tag == f"{W}del"


def test_author_and_date_stand_on_every_mark() -> None:
    root = part(marked_up(*PAIR).data)
    marks = list(root.iter(f"{W}ins", f"{W}del"))
    assert {(one.get(f"{W}author"), one.get(f"{W}date")) for one in marks} == {
        (AUTHOR, "2026-11-30T09:30:00Z")
    }


def test_a_date_of_another_zone_is_written_as_universal_time() -> None:
    noon = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    root = part(redline(*PAIR, author="A", date=noon).data)
    assert next(root.iter(f"{W}ins")).get(f"{W}date") == "2026-11-30T10:00:00Z"


def test_marks_and_bookmarks_are_counted_in_their_order() -> None:
    new = document("# New {#new}\n\n" + NEW + "\n\n| a |\n|---|\n| b |")
    root = part(marked_up(PAIR[0], new, lambda _: "Because.").data)
    numbers = [one.get(f"{W}id") for one in root.iter() if one.get(f"{W}id") and one.tag != f"{W}id"]
    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(len(set(numbers)))]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert marked_up(*PAIR, str).data == marked_up(*PAIR, str).data


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Id, author and text of each comment, in the order of the part."""
    found = part(data, "word/comments.xml")
    return [
        (one.get(f"{W}id"), one.get(f"{W}author"), "\n".join("".join(p.itertext(f"{W}t")) for p in one))
        for one in found
    ]


def commented(data: bytes) -> list[str]:
    """What the comments of a body stand at, struck and inserted words alike."""
    out: dict[str, str] = {}
    open_now: list[str] = []
    for one in part(data).iter():
        if one.tag == f"{W}commentRangeStart":
            open_now.append(one.get(f"{W}id"))
            out[open_now[-1]] = ""
        elif one.tag == f"{W}commentRangeEnd":
            open_now.remove(one.get(f"{W}id"))
        elif one.tag in (f"{W}t", f"{W}delText"):
            out |= {id: out[id] + (one.text or "") for id in open_now}
    return list(out.values())


def test_a_comment_stands_at_the_words_that_changed() -> None:
    data = marked_up(*PAIR, lambda change: f"{change.what} {change.kind}\nRule CHG-1 & more").data
    assert commented(data) == ["4560"]
    ((id, author, text),) = comments(data)
    assert (author, text) == ("Remit", "words changed\nRule CHG-1 & more")
    assert [one.get(f"{W}id") for one in part(data).iter(f"{W}commentReference")] == [id]


def test_a_change_without_an_explanation_has_no_comment() -> None:
    with zipfile.ZipFile(io.BytesIO(marked_up(*PAIR, lambda _: "").data)) as file:
        assert "word/comments.xml" not in file.namelist()


def test_each_value_is_explained_at_its_place() -> None:
    def order(**fields: object) -> bytes:
        return document(
            "{{ o.days }} days, {{ o.fee }} a month, {{ o.name }}.", o=entry("orders/wo", **fields)
        )

    old, new = order(days=45, fee="USD 10", name="Ada"), order(days=60, fee="USD 12", name="Ada")
    data = marked_up(old, new, lambda change: change.sources[0][1]).data
    assert commented(data) == ["4560", "USD 1012"]
    assert [text for _, _, text in comments(data)] == ["days", "fee"]


def test_blocks_in_a_row_with_one_explanation_have_one_comment() -> None:
    old = "# One {#one}\n\n1. First. {#a}"
    new = f"{old}\n2. Second one. {{#b}}\n3. Third thing. {{#c}}\n\n# Two {{#two}}"
    data = marked_up(document(old), document(new), lambda _: "Why").data
    assert len(comments(data)) == 1
    data = marked_up(document(old), document(new), lambda change: change.new).data
    assert [text for _, _, text in comments(data)] == ["Second one.", "Third thing.", "Two"]


def test_the_comment_of_a_row_goes_with_the_row() -> None:
    table = "| a | b |\n|---|---|\n| one | 1 |\n| two | 2 |"
    data = marked_up(document(table), document(table.replace("| one | 1 |\n", "")), lambda _: "Why").data
    (sign,) = part(data).iter(f"{W}commentReference")
    assert sign.getparent().getparent().tag == f"{W}del"
    assert commented(data) == ["one1"]


def test_changes_of_the_look_are_told_because_word_cannot_mark_them() -> None:
    new = edited(PAIR[1], replaced('w:val="Title"', 'w:val="Title" '), "word/styles.xml")
    assert marked_up(PAIR[0], new).unmarked == ("the look of styles",)


@pytest.mark.parametrize(
    ("name", "edit", "why"),
    [
        (
            "word/document.xml",
            replaced("<w:t ", '<w:ins w:id="1" w:author="x"/><w:t '),
            "tracked changes already",
        ),
        ("word/_rels/document.xml.rels", replaced("footer2.xml", "footer3.xml"), "other headers, footers"),
    ],
)
def test_what_no_tracked_change_can_show_is_refused(name: str, edit: object, why: str) -> None:
    data = edited(PAIR[1], edit, name)  # type: ignore[arg-type]
    with pytest.raises(NotRepresentable, match=why):
        marked_up(PAIR[0], data)


@pytest.mark.parametrize("data", [b"", b"text", PAIR[0][:500]])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        marked_up(PAIR[0], data)


def test_changes_are_told_in_the_order_of_the_document() -> None:
    old = "# One {#one}\n\nAlpha in 5 days.\n\n| a | b |\n|---|---|\n| x | 1 |\n\nLast."
    new = "# One {#one}\n\nAlpha in 6 days.\n\nMore.\n\n| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n\nLast."
    assert marked_up(document(old), document(new)).marked == (
        Marked(kind="changed", what="words", old="Alpha in 5 days.", new="Alpha in 6 days."),
        Marked(kind="inserted", what="paragraph", new="More."),
        Marked(kind="inserted", what="row", new="y | 2"),
    )
