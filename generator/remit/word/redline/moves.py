"""Paragraphs that only went to another place, marked as moved instead of as deleted here and inserted there.

A reader sees at once that nothing in them is new. LibreOffice takes equal text for moved even when it is not marked so. It
then marks the end of its last paragraph apart from the rest, and when it accepts or rejects all, the paragraph that follows
gets the style of that one. Text that is marked as moved it settles as it should.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.pen import Pen, Side, properties_of
from remit.word.trees import is_inside, made, parent_of

_MOVED: dict[str, str] = {w("ins"): w("moveTo"), w("del"): w("moveFrom")}
_LIVE: dict[str, str] = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_NAMES: dict[Side, str] = {"ins": "moveTo", "del": "moveFrom"}
_UNSEEN = {
    w(name)
    for name in ("pPr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd")
}  # fmt: skip
_WRAPPERS = (w("hyperlink"), w("sdt"), w("sdtContent"), w("smartTag"))
_ROWS = (w("tr"), w("tc"))
_LEAST = 6
"""Letters of text, with a space in it, that count as moved; less is alike by chance. LibreOffice draws the same line."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring paragraphs of which every word came or went.

    ``leads`` says that the end of the paragraph before them came or went with them, instead of the end of the last one. That
    end is not marked as moved: LibreOffice would leave it.
    """

    side: Side
    paragraphs: tuple[etree._Element, ...]
    keys: tuple[Hashable, ...]
    leads: bool

    def parts(self, begin: int, end: int) -> tuple[_Stretch, _Stretch, _Stretch]:
        """What stands before, between and after two places in it."""

        def part(a: int, b: int) -> _Stretch:
            return replace(self, paragraphs=self.paragraphs[a:b], keys=self.keys[a:b])

        return part(0, begin), part(begin, end), part(end, len(self.keys))


def mark_moves(root: etree._Element, pen: Pen) -> None:
    """Turns marks of deleted and inserted paragraphs that say the same into marks of moves, the longest moves first."""
    stretches = list(_stretches(root))
    gone = [one for one in stretches if one.side == "del"]
    come = [one for one in stretches if one.side == "ins"]
    while (found := _longest(gone, come)) is not None:
        name = pen.move()
        for side, (place, begin, end) in zip((gone, come), found, strict=True):
            before, moved, after = side[place].parts(begin, end)
            side[place : place + 1] = [one for one in (before, after) if one.keys]
            _mark(moved, name, pen)


def _stretches(root: etree._Element) -> Iterator[_Stretch]:
    for parent in _holders(root):
        if _comes_or_goes(parent):
            continue
        found: list[etree._Element] = []
        side: Side | None = None
        for child in parent:
            its = _side(child) if child.tag == w("p") else None
            joined = bool(found) and its == side and _mark_of(found[-1]) == side
            if not joined:
                yield from _stretch(found, side)
                found, side = [], its
            if its is not None:
                found.append(child)
        yield from _stretch(found, side)


def _holders(root: etree._Element) -> list[etree._Element]:
    """What holds paragraphs whose ends came or went."""
    ends = (parent_of(parent_of(one)) for one in root.iter(*_MOVED) if is_inside(one, w("rPr"), w("pPr")))
    return list(dict.fromkeys(parent_of(parent_of(end)) for end in ends))


def _stretch(paragraphs: Sequence[etree._Element], side: Side | None) -> Iterator[_Stretch]:
    if side is None or not paragraphs:
        return
    leads = _mark_of(paragraphs[-1]) != side
    before = paragraphs[0].getprevious()
    if not leads or (before is not None and before.tag == w("p") and _mark_of(before) == side):
        yield _Stretch(side, tuple(paragraphs), tuple(map(_key, paragraphs)), leads)


def _comes_or_goes(parent: etree._Element) -> bool:
    """Whether something stands in a row or cell that came or went, with which it is told."""
    rows = [one for one in (parent, *parent.iterancestors()) if one.tag in _ROWS]
    marks = [one.find(f"{w(kind)}/{w(mark)}") for one in rows for kind, mark in _ROW_MARKS]
    return any(mark is not None for mark in marks)


_ROW_MARKS = (("trPr", "ins"), ("trPr", "del"), ("tcPr", "cellIns"), ("tcPr", "cellDel"))


def _mark_of(paragraph: etree._Element) -> Side | None:
    """Whether the end of a paragraph came or went."""
    for side in _NAMES:
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(side)}") is not None:
            return side
    return None


def _side(paragraph: etree._Element) -> Side | None:
    """Whether all that a paragraph says came or went; None when some of it stays or nothing is said."""
    found = {one.tag for one in _content(paragraph)}
    return next((side for side in _NAMES if found == {w(side)}), None)


def _content(parent: etree._Element) -> Iterator[etree._Element]:
    """What a paragraph says, without the links and controls around it."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _content(child)
        elif child.tag not in _UNSEEN and child.tag != w("sdtPr"):
            yield child


def _key(paragraph: etree._Element) -> Hashable:
    """What a paragraph says; of a field that it is one, because its result may only follow the numbers of clauses."""
    said, depth = [], 0
    for one in paragraph.iter(w("t"), w("delText"), w("tab"), w("br"), w("drawing"), w("fldChar")):
        kind = one.get(w("fldCharType")) if one.tag == w("fldChar") else ""
        depth += (kind == "begin") - (kind == "end")
        if kind == "begin":
            said.append("\0")
        elif not depth and not kind:
            said.append(
                one.text or "" if one.tag in (w("t"), w("delText")) else f"\0{etree.QName(one).localname}"
            )
    return "".join(said)


def _longest(
    gone: Sequence[_Stretch], come: Sequence[_Stretch]
) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """The most paragraphs in a row that went and came, as stretch, first and end in each; None for no more."""
    places: dict[Hashable, list[tuple[int, int]]] = {}
    for at, one in enumerate(come):
        for j, key in enumerate(one.keys):
            places.setdefault(key, []).append((at, j))
    best, found = 0, None
    for at, one in enumerate(gone):
        for i, key in enumerate(one.keys):
            for its, j in places.get(key, ()):
                other, length = come[its].keys, 1
                while one.keys[i + length : i + length + 1] == other[j + length : j + length + 1] != ():
                    length += 1
                if length > best and _is_enough(one.keys[i : i + length]):
                    best, found = length, ((at, i, i + length), (its, j, j + length))
    return found


def _is_enough(keys: Sequence[Hashable]) -> bool:
    text = "\n".join(map(str, keys)).strip()
    return len(text) >= _LEAST and any(letter.isspace() for letter in text)


def _mark(moved: _Stretch, name: str, pen: Pen) -> None:
    """Turns the marks of these paragraphs into those of a move, and sets its ends around them."""
    for paragraph in moved.paragraphs[:-1] if moved.leads else moved.paragraphs:
        for mark in paragraph.findall(f"{w('pPr')}/{w('rPr')}/{w(moved.side)}"):
            mark.tag = _MOVED[w(moved.side)]
    for paragraph in moved.paragraphs:
        for mark in [one for one in paragraph.iter(w(moved.side)) if parent_of(one).tag != w("rPr")]:
            mark.tag = _MOVED[w(moved.side)]
        for text in list(paragraph.iter(*_LIVE)):
            text.tag = _LIVE[str(text.tag)]
    _put_ends(moved, name, pen)


def _put_ends(moved: _Stretch, name: str, pen: Pen) -> None:
    kind = f"{_NAMES[moved.side]}Range"
    start = pen.mark(f"{kind}Start")
    start.set(w("name"), name)
    end = made(f"{kind}End", id=str(start.get(w("id"))))
    first, last = moved.paragraphs[0], moved.paragraphs[-1]
    properties_of(first, "pPr").addnext(start)
    if moved.leads:
        last.append(end)
    else:
        last.addnext(end)
