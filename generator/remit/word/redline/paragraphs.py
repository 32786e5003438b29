"""Two paragraphs woven into one that shows both: words struck and inserted, controls and links kept."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import field

from lxml import etree

from remit.blocks.wording import LIKE, as_marked, bag, best_of, likeness
from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.inlines import Item, items_of, text_of_items
from remit.word.redline.line import Line, word_bit
from remit.word.redline.pen import Pen, Side
from remit.word.redline.told import Log, Touched
from remit.word.redline.values import Values

_STRUCTURE = ("control", "link", "label", "frame")
_SAME, _LIKELY, _POSSIBLE = 4.0, 2.0, 1.0


@dataclass(slots=True)
class Weaver:
    """Weaves the paragraphs of one part.

    ``spanning`` holds the ends of fields that span paragraphs; ``framed`` says that both documents have the same ones, which
    are then kept and never marked. ``bookmarks`` are the ids of those of the new document. ``frames`` collects the runs of
    kept frames by name: one that stands elsewhere now is put down twice. ``moved`` collects bookmarks that went from one
    place and came at another, which one name cannot say.
    """

    pen: Pen
    log: Log
    values: Values
    spanning: Mapping[etree._Element, str] = field(default_factory=dict)
    framed: bool = False
    bookmarks: frozenset[str] = frozenset()
    frames: list[tuple[str, list[etree._Element]]] = field(default_factory=list)
    moved: set[str] = field(default_factory=set)

    def read(self, paragraph: etree._Element) -> tuple[Item, ...]:
        """The pieces of a paragraph."""
        return items_of(paragraph, self.spanning)

    def whole(self, items: Sequence[Item], target: etree._Element, side: Side) -> None:
        """Fills an emptied paragraph with what is inserted or deleted with it."""
        clear(target)
        line = Line(self.pen, target)
        for item in items:
            self._put(line, item, side, None)

    def changed(self, old: etree._Element, new: etree._Element) -> None:
        """Turns the new paragraph into one that shows what has changed in it; its properties are left alone."""
        before, after = self.read(old), self.read(new)
        clear(new)
        touched: list[Touched] = []
        self._weave(before, after, Line(self.pen, new), touched)
        self.log.paragraph(touched, text_of_items(before), text_of_items(after))

    def _weave(
        self, old: Sequence[Item], new: Sequence[Item], line: Line, touched: list[Touched] | None
    ) -> None:
        """``touched`` is where changes are noted; None within controls and links."""
        for one in as_marked([item.key for item in old], [item.key for item in new]):
            before, after = old[one.i1 : one.i2], new[one.j1 : one.j2]
            if one.equal:
                for item, its in zip(before, after, strict=True):
                    self._keep(line, item, its)
            else:
                self._gap(before, after, line, touched)

    def _gap(
        self, old: Sequence[Item], new: Sequence[Item], line: Line, touched: list[Touched] | None
    ) -> None:
        """A stretch without equals. Controls and links may go on with other words; the rest is exchanged."""
        codes = _codes(old) & _codes(new)
        i = j = 0
        for at, its in [*self._pairs(old, new), (len(old), len(new))]:
            sides: tuple[tuple[Sequence[Item], Side], ...] = ((old[i:at], "del"), (new[j:its], "ins"))
            for items, side in sides:
                for item in items:
                    renumbered = item.kind == "field" and item.name in codes
                    self._put(line, item, side, None if renumbered else touched)
            if at < len(old):
                self._inside(line, old[at], new[its], touched)
            i, j = at + 1, its + 1

    def _keep(self, line: Line, old: Item, new: Item) -> None:
        if new.kind in ("word", "sign"):
            line.put(word_bit(new), None, old.bit)
        elif new.kind == "field":
            line.put_raw(new.raw, None)
        elif new.kind == "frame":
            self._frame(line, new, None)
        elif new.element is not None:
            line.put_element(new.element)

    def _inside(self, line: Line, old: Item, new: Item, touched: list[Touched] | None) -> None:
        """A piece that stays while what it holds changes."""
        if new.kind in ("control", "link"):
            shell, content = self._shell(new)
            line.put_element(shell)
            self._weave(old.inner, new.inner, Line(self.pen, content), None)
            was, now = text_of_items(old.inner), text_of_items(new.inner)
            if touched is not None and new.kind == "control" and was != now:
                touched.append((shell, self.log.value("changed", was, now, self._source(new))))
        else:
            self._keep(line, old, new)

    def _put(self, line: Line, item: Item, side: Side, touched: list[Touched] | None) -> None:
        """A piece that is inserted or deleted."""
        if item.kind in ("word", "sign"):
            mark = line.put(word_bit(item), side)
            if touched is not None and not (touched and touched[-1][0] is mark):
                touched.append((mark, None))
        elif item.kind == "field":
            whole = line.put_raw(item.raw, side)
            if touched is not None and whole is not None:
                touched.append((whole, None))
        elif item.kind == "frame":
            self._frame(line, item, side)
        elif item.kind == "label":
            label = None if item.element is None else self.label(item.element, side)
            if label is not None:
                line.put_element(label)
        else:
            self._put_around(line, item, side, touched)

    def _put_around(self, line: Line, item: Item, side: Side, touched: list[Touched] | None) -> None:
        """A link, or a value: what comes and goes stands without its control (see remit.word.redline)."""
        told = touched if item.kind == "control" else None
        if item.kind == "link":
            shell, content = self._shell(item)
            line.put_element(shell)
            line = Line(self.pen, content)
        elif told is not None:
            line.close()
        marks: list[Touched] = []
        for one in item.inner:
            self._put(line, one, side, marks)
        if told is not None and marks:
            line.close()
            text, source = text_of_items(item.inner), self._source(item)
            old, new = ("", text) if side == "ins" else (text, "")
            told.append((marks[0][0], self.log.value("inserted" if new else "deleted", old, new, source)))

    def _frame(self, line: Line, item: Item, side: Side | None) -> None:
        line.close()
        begin = len(line.parent)
        line.put_raw(item.raw, None if self.framed else side)
        line.close()
        if self.framed:
            self.frames.append((item.name, list(line.parent)[begin:]))

    def label(self, element: etree._Element, side: Side) -> etree._Element | None:
        """What is left of a bookmark that comes or goes. It cannot be marked, so it stays where it was and where it is."""
        id = str(element.get(w("id"), ""))
        if side == "ins":
            return element
        if id in self.bookmarks:
            self.moved.add(id)
        return copy.deepcopy(element) if id and id not in self.bookmarks else None

    def _shell(self, item: Item) -> tuple[etree._Element, etree._Element]:
        """A copy of a control or link without its content, and the element that is to hold it."""
        source = item.element
        assert source is not None  # noqa: S101 - controls and links have one
        shell = etree.Element(source.tag, dict(source.attrib), source.nsmap)
        if item.kind != "control":
            return shell, shell
        self.values.copied(source, shell)
        for child in source:
            if child.tag != w("sdtContent"):
                shell.append(copy.deepcopy(child))
        return shell, etree.SubElement(shell, w("sdtContent"))

    def _source(self, item: Item) -> tuple[str, str, str] | None:
        return None if item.element is None else self.values.sources.get(item.element)

    def _pairs(self, old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
        a = [n for n, one in enumerate(old) if one.kind in _STRUCTURE]
        b = [n for n, one in enumerate(new) if one.kind in _STRUCTURE]
        controls = [sum(one.kind == "control" for one in items) for items in (old, new)]
        in_turn = controls[0] == controls[1]
        scores = [[self._score(old[i], new[j], in_turn=in_turn) for j in b] for i in a]
        return [(a[i], b[j]) for i, j in best_of(scores)]

    def _score(self, old: Item, new: Item, *, in_turn: bool) -> float:
        """How sure it is that one goes on as the other, 0 for not at all."""
        if old.kind != new.kind or old.name != new.name:
            return 0.0
        if old.kind in ("label", "frame"):
            return _SAME if old.key == new.key else 0.0
        source = self._source(new)
        if old.kind != "control" or (source is not None and source == self._source(old)):
            return _SAME
        share = likeness(bag(text_of_items(old.inner)), bag(text_of_items(new.inner)))
        if share >= LIKE:
            return _LIKELY + share
        return _POSSIBLE if in_turn else 0.0


def _codes(items: Sequence[Item]) -> set[str]:
    """The codes of fields. The result of one that stays only follows the numbers of clauses."""
    return {one.name for one in items if one.kind == "field"}


def clear(paragraph: etree._Element) -> None:
    """Takes everything out of a paragraph but its properties."""
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
