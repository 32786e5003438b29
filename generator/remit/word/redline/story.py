"""The parts of a redline: each with text is woven from two, the rest is that of the new document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from lxml import etree

from remit.frozen import dataclass
from remit.word.issued import sources_of
from remit.word.namespaces import HEAD, R, w
from remit.word.provenance import Source
from remit.word.received import Package
from remit.word.redline.blocks import Blocks
from remit.word.redline.comments import CONTENT_TYPE, PART, Comment, comments_part
from remit.word.redline.frames import keep_once
from remit.word.redline.intake import number_figures, number_marks, ready
from remit.word.redline.labels import join_bookmarks, spans_of
from remit.word.redline.moves import mark_moves
from remit.word.redline.paragraphs import Weaver
from remit.word.redline.pen import Pen
from remit.word.redline.relations import (
    TYPES,
    Carried,
    NotRepresentable,
    join_relations,
    with_relations,
    with_types,
)
from remit.word.redline.tables import blocks_of
from remit.word.redline.told import Log
from remit.word.redline.values import Values
from remit.word.zipped import joined, pack


@dataclass(slots=True)
class Stories:
    """Weaves the parts of two files, one after the other; marks are counted through all of them."""

    old: Package
    new: Package
    pen: Pen
    carried: Carried = field(default_factory=Carried)
    woven: dict[str, etree._Element] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    counted: int = 0
    sources: tuple[Mapping[int, Source], Mapping[int, Source]] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = sources_of(self.old), sources_of(self.new)

    def weave(self, name: str) -> Log:
        """Weaves a part that both files have. Returns what is marked in it. Raises NotRepresentable."""
        moved: frozenset[str] = frozenset()
        while True:
            log, found = self._weave(name, moved)
            if found <= moved:
                return log
            moved |= found

    def _weave(self, name: str, moved: frozenset[str]) -> tuple[Log, frozenset[str]]:
        """``moved`` are bookmarks of which it is known that they stand elsewhere now. Returns those that turn out to."""
        old, new = self.old.xml(name), self.new.xml(name)
        ready(old)
        ready(new)
        self.carried.added.pop(name, None)
        join_relations(old, self.old, self.new, name, self.carried)
        bookmarks = join_bookmarks(old, new, moved)
        log, values = Log(), Values()
        values.set_aside(old, self.sources[0], keep=False)
        values.set_aside(new, self.sources[1], keep=True)
        spans = spans_of(old), spans_of(new)
        lines = Weaver(
            self.pen,
            log,
            values,
            spanning={**spans[0].ends, **spans[1].ends},
            framed=spans[0].codes == spans[1].codes,
            bookmarks=bookmarks,
        )
        paragraphs = {**spans[0].paragraphs, **spans[1].paragraphs}
        blocks = Blocks(self.pen, log, values, lines, paragraphs)
        for before, after in _holders(old, new):
            blocks.weave(after, blocks_of(before))
        keep_once(lines.frames)
        values.put_back(new)
        number_figures(new)
        self.woven[name] = new
        return log, frozenset(lines.moved)

    def finish(self, name: str, comments: Sequence[tuple[str, str]]) -> None:
        """Marks the moves in a woven part and counts its marks and comments, these given as provisional id and text."""
        mark_moves(self.woven[name], self.pen)
        numbers = number_marks(self.woven[name], self.counted)
        self.counted += len(numbers)
        self.comments += [Comment(numbers[id], text) for id, text in comments]

    def file(self) -> bytes:
        """The file: the parts of the new one in their order, those that were woven or added in their place."""
        parts = dict(self.new.parts)
        parts |= {name: _written(root) for name, root in self.woven.items()}
        overrides = {}
        if self.comments:
            name = next(self.new.related(self.new.main, "comments"), PART)
            overrides[name] = CONTENT_TYPE
            if name not in parts:
                entry = {"Id": "rIdComments", "Type": f"{R}/comments", "Target": f"/{name}"}
                self.carried.added.setdefault(self.new.main, []).append(entry)
            parts[name] = comments_part(self.comments, self.pen.date).encode("utf-8")
        for part, added in self.carried.added.items():
            name, content = with_relations(parts, part, added)
            parts[name] = content
        parts |= self.carried.parts
        parts[TYPES] = with_types(parts, self.old, self.carried, overrides)
        return joined((name, pack(content)) for name, content in parts.items())


def _holders(old: etree._Element, new: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """The elements of a part whose blocks are woven: its body, each note, or a header itself. Raises NotRepresentable."""
    body, other = old.find(w("body")), new.find(w("body"))
    if body is not None and other is not None:
        return [(body, other)]
    if new.tag not in (w("footnotes"), w("endnotes")):
        return [(old, new)]
    notes = {str(note.get(w("id"))): note for note in old}
    if set(notes) != {str(note.get(w("id"))) for note in new}:
        raise NotRepresentable("one of them has a note that the other has not")
    return [(notes[str(note.get(w("id")))], note) for note in new]


def _written(root: etree._Element) -> bytes:
    return HEAD.encode() + etree.tostring(root, encoding="utf-8", xml_declaration=False)
