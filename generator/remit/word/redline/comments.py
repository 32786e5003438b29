"""Comments of a redline: why something was changed, at the words that were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from lxml import etree

from remit.frozen import dataclass
from remit.word.markup import quoted
from remit.word.namespaces import HEAD, ROOT, w
from remit.word.redline.pen import Pen
from remit.word.redline.told import Marked, Place
from remit.word.trees import made

PART = "word/comments.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
AUTHOR, INITIALS = "Remit", "R"
"""Comments say what Remit found, whoever has made the changes."""

CommentFor = Callable[[Marked], str]
"""What is to be said of a change; "" for nothing. A line break begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment by its id in the finished document."""

    id: int
    text: str


def put_comments(places: Sequence[Place], comment_for: CommentFor, pen: Pen) -> list[tuple[str, str]]:
    """Sets the ends and the signs of comments into the document; returns provisional ids and texts in its order.

    What follows directly on a change with the same comment needs none of its own.
    """
    out: list[tuple[str, str]] = []
    before: tuple[str, etree._Element] | None = None
    for place in places:
        text = comment_for(place.marked).strip()
        here = _block(place.first)
        follows = before is not None and before[0] == text and here in (before[1], _next_block(before[1]))
        before = text, _block(place.last)
        if text and not follows:
            id = f"comment{len(out)}"
            _put(place, id, pen)
            out.append((id, text))
    return out


def comments_part(comments: Sequence[Comment], date: str) -> str:
    """The part that holds the comments."""
    return f"{HEAD}<w:comments {ROOT}>{''.join(_comment(one, date) for one in comments)}</w:comments>"


def _comment(comment: Comment, date: str) -> str:
    sign = "<w:r><w:annotationRef/></w:r>"
    paragraphs = "".join(
        f'<w:p>{sign if number == 0 else ""}<w:r><w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r></w:p>'
        for number, line in enumerate(comment.text.splitlines())
    )
    return (
        f'<w:comment w:id="{comment.id}" w:author={quoted(AUTHOR)} w:date="{date}" w:initials="{INITIALS}">'
        f"{paragraphs}</w:comment>"
    )


def _put(place: Place, id: str, pen: Pen) -> None:
    start = made("commentRangeStart", id=id)
    end = made("commentRangeEnd", id=id)
    sign = _sign(place.marked, id, pen)
    first, last = _outermost(place.first, before=True), _outermost(place.last, before=False)
    if first.tag == w("p"):
        first.insert(1 if len(first) and first[0].tag == w("pPr") else 0, start)
    else:
        first.addprevious(start)
    if last.tag == w("p"):
        last.extend([end, sign])
    else:
        last.addnext(sign)
        last.addnext(end)


def _sign(marked: Marked, id: str, pen: Pen) -> etree._Element:
    """The sign of a comment; it goes with the block that comes or goes, which would stay for its sake."""
    run = made("r")
    run.append(made("commentReference", id=id))
    if marked.kind == "changed" or marked.what == "value":
        return run
    mark = pen.mark("ins" if marked.kind == "inserted" else "del")
    mark.append(run)
    return mark


def _outermost(element: etree._Element, *, before: bool) -> etree._Element:
    """Where the comment begins or ends: in a block its first or last paragraph."""
    if element.tag not in (w("p"), w("tbl"), w("tr"), w("tc")):
        return element
    return list(element.iter(w("p")))[0 if before else -1]


def _block(element: etree._Element) -> etree._Element:
    """The paragraph, row or table in which something stands."""
    blocks = (w("p"), w("tbl"), w("tr"), w("tc"))
    return next((one for one in _with_ancestors(element) if one.tag in blocks), element)


def _with_ancestors(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _next_block(element: etree._Element) -> etree._Element | None:
    return element.getnext()
