"""What a redline shows, told to whoever explains it, and where the explanation is to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from lxml import etree

from remit.frozen import dataclass
from remit.word.provenance import Source
from remit.word.redline.pen import Side

Kind = Literal["changed", "inserted", "deleted"]
What = Literal["value", "words", "paragraph", "row", "column", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A change that is marked in a redline.

    ``old`` and ``new`` are the text before and after: of the value, or of the paragraph, row, column or table. ``sources``
    lead to the records of the values in it: those of the new document, of the old one for what is deleted. ``clause`` is the
    topic of the library clause in which it stands ("" for none).
    """

    kind: Kind
    what: What
    old: str = ""
    new: str = ""
    sources: tuple[Source, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A change and the elements from which and to which its comment reaches."""

    marked: Marked
    first: etree._Element
    last: etree._Element


Touched = tuple[etree._Element, Marked | None]
"""A marked element of a paragraph, and the change of a value that it is (None for words)."""


@dataclass(slots=True)
class Log:
    """The changes in the order of the document; ``clause`` is the one being read."""

    places: list[Place] = field(default_factory=list)
    clause: str = ""

    def value(self, kind: Kind, old: str, new: str, source: Source | None) -> Marked:
        """A change of a printed value."""
        sources = () if source is None else (source,)
        return Marked(kind=kind, what="value", old=old, new=new, sources=sources, clause=self.clause)

    def paragraph(self, touched: Sequence[Touched], old: str, new: str) -> None:
        """The changes inside a paragraph that stays: each of its values, and its words together.

        Signs and spaces that come and go with a value are not told by themselves.
        """
        words = [element for element, value in touched if value is None]
        told = len(words) < len(touched) and not any(map(_has_words, words))
        for element, value in touched:
            if value is not None:
                self.places.append(Place(value, element, element))
            elif not told:
                told = True
                self.block("changed", "words", (words[0], words[-1]), (old, new))

    def block(
        self,
        kind: Kind,
        what: What,
        ends: tuple[etree._Element, etree._Element],
        texts: tuple[str, str],
        sources: tuple[Source, ...] = (),
    ) -> None:
        """A paragraph, row, column or table that was changed, inserted or deleted; ``texts`` before and after."""
        old, new = texts
        marked = Marked(kind=kind, what=what, old=old, new=new, sources=sources, clause=self.clause)
        self.places.append(Place(marked, *ends))

    def whole(
        self,
        side: Side,
        what: What,
        ends: tuple[etree._Element, etree._Element],
        text: str,
        sources: tuple[Source, ...],
    ) -> None:
        """A block that came or went with all that it holds."""
        kind: Kind = "inserted" if side == "ins" else "deleted"
        self.block(kind, what, ends, ("", text) if side == "ins" else (text, ""), sources)


def _has_words(mark: etree._Element) -> bool:
    return any(letter.isalnum() for text in mark.itertext() for letter in str(text))
