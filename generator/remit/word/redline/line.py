"""The content of a paragraph (or of what stands in one) as it is put together again, piece by piece."""

from __future__ import annotations

import copy

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.inlines import Bit, Item, Raw
from remit.word.redline.pen import Pen, Side
from remit.word.trees import made, name_of

_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Line:
    """Appends to ``parent``. What is inserted or deleted in a row stands in one mark, words of one form in one run.

    Everything else has a run of its own, as Word and this program write it: LibreOffice 7.4 does not end with some lists of
    contents whose fields begin and end in one run.
    """

    pen: Pen
    parent: etree._Element
    side: Side | None = None
    mark: etree._Element | None = None
    run: etree._Element | None = None
    form: tuple[bytes, bytes | None] = (b"", None)

    def put(self, bit: Bit, side: Side | None, before: Bit | None = None) -> etree._Element:
        """Appends a bit; ``before`` is what it was when only its form has changed. Returns what stands in the paragraph."""
        form = (bit.form, before.form if before is not None and before.form != bit.form else None)
        if side != self.side:
            self.close()
        words = bit.content.tag == w("t")
        if self.run is None or form != self.form or not words:
            self._open(bit, side, before if form[1] is not None else None)
        assert self.run is not None  # noqa: S101 - just opened
        _append(self.run, bit.content, side)
        self.side, self.form = side, form
        found = self.run if self.mark is None else self.mark
        if not words:
            self.run = None
        return found

    def put_raw(self, raw: tuple[Raw, ...], side: Side | None) -> etree._Element | None:
        """Appends parts of a field. Returns what stands in the paragraph for the last one."""
        found = None
        for one in raw:
            if isinstance(one, Bit):
                found = self.put(one, side)
            else:
                self.put_element(copy.deepcopy(one) if side == "del" else one)
        return found

    def put_element(self, element: etree._Element) -> None:
        """Appends what is no run."""
        self.close()
        self.parent.append(element)

    def close(self) -> None:
        """Ends the mark and the run that are open."""
        self.side = self.mark = self.run = None

    def _open(self, bit: Bit, side: Side | None, before: Bit | None) -> None:
        if side is not None and self.mark is None:
            self.mark = self.pen.mark(side)
            self.parent.append(self.mark)
        self.run = etree.SubElement(self.parent if self.mark is None else self.mark, w("r"))
        if bit.properties is not None:
            self.run.append(copy.deepcopy(bit.properties))
        if before is not None:
            self.pen.changed_properties(self.run, before.properties, "rPr")


def _append(run: etree._Element, content: etree._Element, side: Side | None) -> None:
    new = copy.deepcopy(content)
    if side == "del":
        new.tag = _DELETED.get(name_of(content), name_of(content))
    last = run[-1] if len(run) else None
    if new.tag in (w("t"), w("delText")):
        if last is not None and last.tag == new.tag:
            last.text = (last.text or "") + (new.text or "")
            return
        new.set(_SPACE, "preserve")
    run.append(new)


def word_bit(item: Item) -> Bit:
    """The bit of a word: its letters alone."""
    assert item.bit is not None  # noqa: S101 - words and signs have one
    if item.kind != "word":
        return item.bit
    text = made("t")
    text.text = item.text
    return Bit(item.bit.form, item.bit.properties, text)
