"""Two bodies woven into one: which paragraphs, tables and controls stay, and which come and go."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import field

from lxml import etree

from remit.blocks.wording import LIKE, bag, best_pairs, likeness
from remit.frozen import dataclass
from remit.word.namespaces import r, w
from remit.word.redline.closing import Closing
from remit.word.redline.forms import note_paragraph, note_section
from remit.word.redline.inlines import LABELS, text_of
from remit.word.redline.order import Pair, aligned, begun_late, put, with_following
from remit.word.redline.paragraphs import Weaver
from remit.word.redline.pen import Pen, Side
from remit.word.redline.tables import Tables, blocks_of, is_plain
from remit.word.redline.told import Log, What
from remit.word.redline.values import Values
from remit.word.trees import canonical, made, unwrap

_CLAUSE = "clause:"
_BOOKMARK = "_ref_"


@dataclass(slots=True)
class Blocks:
    """Weaves the blocks of one part.

    ``spans`` are the paragraphs in which fields begin and end that span paragraphs, like the list of contents: what stands
    between is woven by itself.
    """

    pen: Pen
    log: Log
    values: Values
    lines: Weaver
    spans: Mapping[etree._Element, tuple[str, ...]] = field(default_factory=dict)
    closing: Closing = field(init=False)
    tables: Tables = field(init=False)

    def __post_init__(self) -> None:
        self.closing = Closing(self.pen)
        self.tables = Tables(self.pen, self.log, self.values, self)

    def weave(self, parent: etree._Element, old: Sequence[etree._Element], *, closed: bool = True) -> None:
        """Weaves old blocks into those that a part, cell or control holds.

        ``closed`` says that the end of the last paragraph cannot come or go: in cells, and at the end of a part.
        """
        new = blocks_of(parent)
        before, after = self._segments(old), self._segments(new)
        if len(before) != len(after):
            before, after = [list(old)], [new]
        for number, (some, others) in enumerate(zip(before, after, strict=True)):
            within = number % 2 == 1
            last = number == len(after) - 1
            following = next((one for later in after[number + 1 :] for one in later), None)
            self._segment(
                parent, some, others, following, closed=within or (closed and last), contents=within
            )

    def come(self, parent: etree._Element) -> None:
        """Marks the blocks of an inserted cell."""
        for block in blocks_of(parent):
            self._come(block)

    def gone(self, old: etree._Element, target: etree._Element) -> None:
        """Puts the blocks of a deleted cell into an empty one."""
        for block in blocks_of(old):
            self._gone(block, target)

    def _segments(self, blocks: Sequence[etree._Element]) -> list[list[etree._Element]]:
        """The blocks in turn outside and inside of fields that span paragraphs."""
        out: list[list[etree._Element]] = [[]]
        for block in blocks:
            ends = self.spans.get(block, ()) if self.lines.framed else ()
            if "begin" in ends and len(out) % 2:
                out.append([])
            out[-1].append(block)
            if "end" in ends and len(out) % 2 == 0:
                out.append([])
        return out if len(out) % 2 else [list(blocks)]

    def _segment(
        self,
        parent: etree._Element,
        old: Sequence[etree._Element],
        new: Sequence[etree._Element],
        beyond: etree._Element | None,
        *,
        closed: bool,
        contents: bool,
    ) -> None:
        pairs = self._pairs(old, new, contents=contents)
        if closed:
            pairs = _with_common_end(pairs, old, new)
        placed: list[tuple[etree._Element, Side | None]] = []
        for (i, j), following in list(with_following(pairs, new)):
            before = following if following is not None else beyond
            if i is None and j is not None:
                come = self._told_come(new[j], contents=contents)
                placed += [(one, "ins") for one in come]
            elif j is None and i is not None:
                gone = self._told_gone(parent, old[i], before, contents=contents)
                placed += [(one, "del") for one in gone]
            elif i is not None and j is not None:
                self._stay(old[i], new[j])
                placed.append((new[j], None))
        if closed:
            self.closing.hold(placed)
        self.closing.before_tables(placed)

    # ---- which blocks are the same ------------------------------------------------------------------------------------

    def _pairs(
        self, old: Sequence[etree._Element], new: Sequence[etree._Element], *, contents: bool
    ) -> list[Pair]:
        def in_gap(i: Sequence[int], j: Sequence[int]) -> list[tuple[int, int]]:
            if len(i) == len(j) == 1:
                return [(i[0], j[0])] if _one_for_the_other(old[i[0]], new[j[0]]) else []
            bags = [_words(old[n]) for n in i], [_words(new[n]) for n in j]
            return [(i[a], j[b]) for a, b in best_pairs(*bags)]

        def parts_alike(i: int | None, j: int | None, its: Pair) -> bool:
            first = new[j] if j is not None else old[i or 0]
            other = new[its[1] or 0] if i is not None else old[its[0] or 0]
            return _only_parts(first) and canonical(first) == canonical(other)

        keys = [[_key(block, contents=contents) for block in blocks] for blocks in (old, new)]
        return begun_late(aligned(keys[0], keys[1], in_gap), parts_alike)

    # ---- what stays -----------------------------------------------------------------------------------------------------

    def _stay(self, old: etree._Element, new: etree._Element) -> None:
        if canonical(old) == canonical(new):
            return
        if new.tag == w("p"):
            self.closing.stays(old, new)
            if _content(old) != _content(new):
                self.lines.changed(old, new)
            note_paragraph(self.pen, old, new)
        elif new.tag == w("tbl"):
            self.tables.weave(old, new)
        elif new.tag == w("sdt"):
            self._control(old, new)
        elif new.tag == w("sectPr"):
            note_section(self.pen, old, new)

    def _control(self, old: etree._Element, new: etree._Element) -> None:
        """A clause that stays, perhaps in a new version or position."""
        before, after = old.find(w("sdtContent")), new.find(w("sdtContent"))
        if before is None or after is None:
            return
        outer, self.log.clause = self.log.clause, _topic(new) or self.log.clause
        self.weave(after, blocks_of(before), closed=False)
        self.log.clause = outer

    # ---- what comes and goes --------------------------------------------------------------------------------------------

    def _told_come(self, block: etree._Element, *, contents: bool) -> list[etree._Element]:
        text, sources, what = text_of(block), self.values.sources_in(block), _what(block)
        outer, self.log.clause = self.log.clause, _topic(block) or self.log.clause
        placed = self._come(block)
        if text and placed and not contents:
            self.log.whole("ins", what, (placed[0], placed[-1]), text, sources)
        self.log.clause = outer
        return placed

    def _told_gone(
        self,
        parent: etree._Element,
        block: etree._Element,
        following: etree._Element | None,
        *,
        contents: bool,
    ) -> list[etree._Element]:
        holder = made("body")
        self._gone(block, holder)
        placed = list(holder)
        for one in placed:
            put(parent, one, following)
        text = text_of(block)
        outer, self.log.clause = self.log.clause, _topic(block) or self.log.clause
        if text and placed and not contents:
            self.log.whole("del", _what(block), (placed[0], placed[-1]), text, self.values.sources_in(block))
        self.log.clause = outer
        return placed

    def _come(self, block: etree._Element) -> list[etree._Element]:
        """Marks a block. Returns what stands in its place: what a control held, without the control."""
        if block.tag == w("p"):
            self.lines.whole(self.lines.read(block), block, "ins")
            self.closing.comes(block, "ins")
        elif block.tag == w("tbl"):
            self.tables.come(block)
        elif block.tag == w("sdt"):
            content = block.find(w("sdtContent"))
            held = (
                [one for held in blocks_of(content) for one in self._come(held)]
                if content is not None
                else []
            )
            unwrap(block, content)
            return held
        return [block]

    def _gone(self, block: etree._Element, target: etree._Element) -> None:
        if block.tag == w("p"):
            paragraph = etree.SubElement(target, w("p"))
            properties = block.find(w("pPr"))
            if properties is not None:
                paragraph.append(copy.deepcopy(properties))
            self.lines.whole(self.lines.read(block), paragraph, "del")
            self.closing.stays(block, paragraph)
            self.closing.comes(paragraph, "del")
        elif block.tag == w("tbl"):
            target.append(self.tables.gone(block))
        elif block.tag == w("sdt"):
            content = block.find(w("sdtContent"))
            for one in blocks_of(content) if content is not None else ():
                self._gone(one, target)
        elif block.tag in LABELS:
            label = self.lines.label(block, "del")
            if label is not None:
                target.append(label)


def _with_common_end(
    pairs: Sequence[Pair], old: Sequence[etree._Element], new: Sequence[etree._Element]
) -> list[Pair]:
    """The pairs with the last paragraphs of both sides made one where none of them stays."""
    at = len(pairs)
    while at and _is_page(pairs[at - 1], old, new):
        at -= 1
    begin = at
    while begin and None in pairs[begin - 1]:
        begin -= 1
    gone = [i for i, _ in pairs[begin:at] if i is not None]
    come = [j for _, j in pairs[begin:at] if j is not None]
    if not (gone and come and old[gone[-1]].tag == new[come[-1]].tag == w("p")):
        return list(pairs)
    ends = [(i, None) for i in gone[:-1]], [(None, j) for j in come[:-1]]
    return [*pairs[:begin], *ends[0], *ends[1], (gone[-1], come[-1]), *pairs[at:]]


def _is_page(pair: Pair, old: Sequence[etree._Element], new: Sequence[etree._Element]) -> bool:
    i, j = pair
    return i is not None and j is not None and old[i].tag == new[j].tag == w("sectPr")


def _key(block: etree._Element, *, contents: bool) -> Hashable:
    """What makes a block the same one: the id of its clause, the name of a table, else all that it says."""
    if block.tag == w("sdt"):
        return _kind(block), _topic(block)
    if block.tag == w("sectPr"):
        return "sectPr"
    if block.tag == w("tbl") and is_plain(block):
        caption = block.find(f"{w('tblPr')}/{w('tblCaption')}")
        return "tbl", "" if caption is None else str(caption.get(w("val"))), text_of(block[_first_row(block)])
    if block.tag == w("p"):
        if contents:
            return "contents", _entry(block)
        identifier = _identifier(block)
        if identifier:
            return "id", identifier
    return canonical(block)


def _only_parts(block: etree._Element) -> bool:
    """Whether a block is an empty paragraph, which parts what stands before it from what follows."""
    return block.tag == w("p") and not _content(block) and block.find(f"{w('pPr')}/{w('sectPr')}") is None


def _first_row(table: etree._Element) -> int:
    return next(n for n, one in enumerate(table) if one.tag == w("tr"))


def _identifier(paragraph: etree._Element) -> str:
    """The id of the clause whose bookmark a paragraph has."""
    for start in paragraph.findall(w("bookmarkStart")):
        name = str(start.get(w("name"), ""))
        if name.startswith(_BOOKMARK):
            return name
    return ""


def _entry(paragraph: etree._Element) -> str:
    """What an entry of the contents says, without its number."""
    words = "".join(
        "\t" if one.tag == w("tab") else one.text or "" for one in paragraph.iter(w("t"), w("tab"))
    )
    number, _, rest = words.partition("\t")
    return rest.strip("\t") or number


def _kind(block: etree._Element) -> str:
    """What can be the same block with other words."""
    if block.tag == w("p"):
        page = block.find(f"{w('pPr')}/{w('sectPr')}")
        return "p" if page is None else f"p {[str(one.get(r('id'))) for one in page]}"
    if block.tag == w("sdt"):
        tag = block.find(f"{w('sdtPr')}/{w('tag')}")
        name = "" if tag is None else str(tag.get(w("val"), ""))
        return f"sdt {_CLAUSE if name.startswith(_CLAUSE) else name}"
    if block.tag == w("tbl") and is_plain(block):
        return "tbl"
    return canonical(block).decode("utf-8")


def _topic(block: etree._Element) -> str:
    """The topic of a library clause."""
    tag = block.find(f"{w('sdtPr')}/{w('tag')}") if block.tag == w("sdt") else None
    name = "" if tag is None else str(tag.get(w("val"), ""))
    return name.split(":")[1] if name.startswith(_CLAUSE) else ""


def _words(block: etree._Element) -> Counter[str]:
    """The words of a block; those of blocks of different kinds are different words."""
    kind = _kind(block)
    words = bag(text_of(block))
    return Counter({f"{kind}\0{word}": count for word, count in words.items()}) or Counter([kind])


def _one_for_the_other(old: etree._Element, new: etree._Element) -> bool:
    """Whether the only block in the place of another is that one changed."""
    if _kind(old) != _kind(new):
        return False
    named = old.tag == w("p") and _identifier(old) and _identifier(new)
    other = _topic(old) != _topic(new)
    return not (named or other or old.tag == w("tbl")) or likeness(_words(old), _words(new)) >= LIKE


def _content(paragraph: etree._Element) -> list[bytes]:
    return [canonical(one) for one in paragraph if one.tag != w("pPr")]


def _what(block: etree._Element) -> What:
    return "table" if block.tag == w("tbl") else "paragraph"
