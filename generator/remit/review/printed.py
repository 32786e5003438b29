"""A printed document as it is read: its paragraphs, what stands in headers and footers, and where its values come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from remit.documents.comparison import without_contents
from remit.documents.render import Rendered
from remit.findings import Key, Where
from remit.frozen import dataclass
from remit.review.changes import Change
from remit.word.issued import Issued, claims_of
from remit.word.received import open_received
from remit.word.received_text import running_text

_Place = tuple[str, tuple[Key, ...]]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The text of a printed document without its table of contents, and the texts of its headers and footers."""

    body: tuple[Issued, ...]
    running: frozenset[str]
    rendered: Rendered

    @classmethod
    def of(cls, rendered: Rendered) -> PrintedText:
        """What a file that was just printed says."""
        package = open_received(rendered.data)
        claims = claims_of(package)
        return cls(without_contents(claims.text) if claims else (), running_text(package), rendered)

    def source(self, value: int) -> Where | None:
        """The field that a printed value comes from, by the value's number in the document."""
        noted = self.rendered.printed.noted if self.rendered.printed else ()
        if not 0 < value <= len(noted):
            return None
        _, where, keys, _ = noted[value - 1]
        return where.at(*keys) if keys else where

    def sources_in(self, paragraph: int) -> Iterator[Where]:
        """The fields that the values of a paragraph come from; none for -1."""
        for span in self.body[paragraph].values if paragraph >= 0 else ():
            source = self.source(span.value)
            if source is not None:
                yield source


@dataclass(frozen=True, slots=True)
class Causes:
    """The changes of records by the places where they stand, in one of the two states."""

    places: Mapping[_Place, tuple[str, ...]]
    holders: Mapping[_Place, tuple[str, ...]]

    @classmethod
    def of(cls, changes: Sequence[Change], *, earlier: bool) -> Causes:
        """The causes of what is printed from the earlier or the later state."""
        places: dict[_Place, tuple[str, ...]] = {}
        holders: dict[_Place, tuple[str, ...]] = {}
        for change in changes:
            where = change.before if earlier else change.after
            if where is None or (change.was if earlier else change.now) is None:
                continue
            key = (where.file, where.keys)
            places[key] = (*places.get(key, ()), change.fingerprint)
            for depth in range(len(where.keys)):
                above = (where.file, where.keys[:depth])
                holders[above] = (*holders.get(above, ()), change.fingerprint)
        return cls(places, holders)

    def behind(self, where: Where) -> Iterator[str]:
        """The changes of a field that was printed: its own, those of what it is a part of, and those of what it holds."""
        for depth in range(len(where.keys), -1, -1):
            yield from self.places.get((where.file, where.keys[:depth]), ())
        yield from self.holders.get((where.file, where.keys), ())
