"""Redlines: two Word files of one document as one that shows every change between them, as Word itself would track it.

>>> redlined = redline(old, new, author="M. Quill", date=committed, comment_for=explain)

Nothing is returned that is not proven: with all changes accepted it is the new document, with all rejected the old one.

A redline is the new file with marks in it, so it has the new document's provenance, styles and layout. Content controls
stand around what stays and around values that change. What comes or goes as a whole stands without them: LibreOffice 7.4
does not understand a control that is itself marked, and an empty one that is left over asks to enter text, or keeps the row
or the number in which it stood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from remit.frozen import dataclass
from remit.word.received import Package, open_received
from remit.word.redline.comments import CommentFor, put_comments
from remit.word.redline.pen import Pen
from remit.word.redline.proof import NotProven, prove, stories_of
from remit.word.redline.relations import NotRepresentable
from remit.word.redline.story import Stories
from remit.word.redline.told import Marked

__all__ = ["CommentFor", "Marked", "NotProven", "NotRepresentable", "Redlined", "redline"]

_UNMARKED = {
    "word/styles.xml": "the look of styles",
    "word/numbering.xml": "the form of numbers",
    "word/theme/theme1.xml": "colours and fonts",
    "word/settings.xml": "settings of the file",
    "docProps/core.xml": "title and dates of the file",
}


@dataclass(frozen=True, slots=True)
class Redlined:
    """A redline: the bytes of its file, what is marked in it in order, and what has changed that Word cannot mark."""

    data: bytes
    marked: tuple[Marked, ...]
    unmarked: tuple[str, ...] = ()


def redline(
    old: bytes, new: bytes, *, author: str, date: dt.datetime, comment_for: CommentFor | None = None
) -> Redlined:
    """Shows in the new file every change from the old one, as made by an author at a time.

    ``comment_for`` is asked for each change in the body what is to be said of it. Same input, same bytes.

    Raises NotReadable for what is no sound Word file, NotRepresentable for differences that no tracked change can show, and
    NotProven when the result would not hold exactly the two documents.
    """
    before, after = open_received(old), open_received(new)
    if stories_of(before) != stories_of(after):
        raise NotRepresentable("their pages have other headers, footers or notes")
    pen = Pen.of(author, date)
    stories = Stories(before, after, pen)
    marked: list[Marked] = []
    for name in stories_of(after):
        log = stories.weave(name)
        comments: list[tuple[str, str]] = []
        if comment_for is not None and name == after.main:
            comments = put_comments(log.places, comment_for, pen)
        stories.finish(name, comments)
        marked += [place.marked for place in log.places]
    data = stories.file()
    prove(data, before, after)
    return Redlined(data, tuple(marked), tuple(_unmarked(before, after)))


def _unmarked(old: Package, new: Package) -> Iterator[str]:
    for name, words in _UNMARKED.items():
        if old.parts.get(name) != new.parts.get(name):
            yield words
