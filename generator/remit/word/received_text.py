"""The text of a received Word file: paragraph by paragraph what a person reads, whatever program saved the file.

Page numbers and the contents list are left out as far as they only repeat what stands elsewhere; text that a reader does
not see, or sees struck out, is marked, because hiding it changes what was agreed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.received import Package

VML_TEXT = "{urn:schemas-microsoft-com:vml}textpath"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    w("del"),
    w("moveFrom"),
    w("rPrChange"),
    w("pPrChange"),
    w("sectPrChange"),
    w("tblPrChange"),
    FALLBACK,
}
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): ""}
_COUNTED = re.compile(r"\s*(PAGE|NUMPAGES|PAGEREF|SECTIONPAGES|SECTION)\b")
_CONTENTS = re.compile(r"\s*TOC\b")
_OFF = ("0", "false", "off", "none")
_CONCEALED = {w("vanish"): "hidden", w("strike"): "struck out", w("dstrike"): "struck out"}
_PICTURES = {w("drawing"), w("pict"), w("object")}


@dataclass(frozen=True, slots=True)
class Read:
    """A paragraph of a received file; ``contents`` when it belongs to the table of contents."""

    text: str
    contents: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """All text of a file: its body, the distinct texts of headers and footers, notes, comments, and what else is there.

    ``images`` are SHA-256 of the pictures that the body shows, those of other programs' vector form left out.
    """

    body: tuple[Read, ...]
    running: frozenset[str]
    beside: tuple[str, ...]
    pictures: int
    images: frozenset[str]
    tracked: bool


def text_of(package: Package) -> ReceivedText:
    """Everything that can be read in a file. Raises NotReadable when a part is no XML."""
    concealing = _concealing(package)
    root = package.xml(package.main)
    beside = [
        read.text
        for part in package.related(package.main, "footnotes", "endnotes", "comments")
        for read in _Reader(concealing).read(package.xml(part))
        if read.text.strip()
    ]
    beside += [f"[embedded file] {part}" for part in package.related(package.main, "aFChunk", "subDocument")]
    return ReceivedText(
        body=tuple(read for read in _Reader(concealing).read(root) if read.text.strip()),
        running=_running(package, concealing),
        beside=tuple(beside),
        pictures=sum(not _is_fallback(one) for tag in _PICTURES for one in root.iter(tag)),
        images=frozenset(
            hashlib.sha256(package.parts[part]).hexdigest()
            for part in package.related(package.main, "image")
            if not part.endswith(".svg")
        ),
        tracked=any(True for tag in ("ins", "del", "moveFrom", "moveTo") for _ in root.iter(w(tag))),
    )


def running_text(package: Package) -> frozenset[str]:
    """The distinct texts of headers and footers alone, which are few beside those of a body."""
    return _running(package, _concealing(package))


def _running(package: Package, concealing: Mapping[str, str]) -> frozenset[str]:
    running: set[str] = set()
    for part in package.related(package.main, "header", "footer"):
        page = package.xml(part)
        running |= {read.text for read in _Reader(concealing).read(page) if read.text.strip()}
        # Word's pattern of such shapes has the element without words, too, and other programs leave it out.
        words = (one.get("string") for one in page.iter(VML_TEXT))
        running |= {f"[watermark] {one}" for one in words if one is not None}
    return frozenset(running)


def _concealing(package: Package) -> Mapping[str, str]:
    """Styles whose text is hidden or struck out, with how; what a style is based on counts for it."""
    own: dict[str, str] = {}
    base: dict[str, str] = {}
    for part in package.related(package.main, "styles"):
        for style in package.xml(part).iter(w("style")):
            id = str(style.get(w("styleId"), ""))
            own[id] = _concealed(style.find(w("rPr")))
            parent = style.find(w("basedOn"))
            base[id] = str(parent.get(w("val"), "")) if parent is not None else ""
    found = {}
    for id in own:
        at, left = id, len(own)
        while at in own and not own[at] and left:
            at, left = base[at], left - 1
        if own.get(at):
            found[id] = own[at]
    return found


def _concealed(properties: etree._Element | None) -> str:
    for tag, how in _CONCEALED.items():
        mark = properties.find(tag) if properties is not None else None
        if mark is not None and str(mark.get(w("val"), "true")) not in _OFF:
            return how
    return ""


def _is_fallback(element: etree._Element) -> bool:
    """Whether a picture stands for another one, for programs that cannot show that."""
    return any(ancestor.tag == FALLBACK for ancestor in element.iterancestors())


def _in_run(element: etree._Element) -> bool:
    """Whether a tab is one that was typed; tab stops of a paragraph have the same name."""
    parent = element.getparent()
    return parent is not None and parent.tag == w("r")


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    concealed: str = ""
    contents: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks a part once. Fields may span paragraphs; paragraphs may stand in text boxes of others."""

    concealing: Mapping[str, str]
    fields: list[_Field] = field(default_factory=list)
    open: list[_Paragraph] = field(default_factory=list)
    concealed: str = ""

    def read(self, root: etree._Element) -> Iterator[Read]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED:
                    walk.skip_subtree()
                else:
                    self._start(element)
            elif element.tag == w("p") and self.open:
                done = self.open.pop()
                yield Read("".join(done.parts), done.contents)
            elif element.tag == w("r"):
                self._end_run()
            elif element.tag == w("fldSimple") and self.fields:
                self.fields.pop()

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == w("p"):
            style = self._style(element, "pPr", "pStyle")
            inside = style.upper().startswith(("TOC", "CONTENTS")) and style != "TOCHeading"
            self.open.append(_Paragraph([], self.concealing.get(style, ""), inside or self._in_contents()))
        elif tag == w("r"):
            self._start_run(element)
        elif tag == w("fldSimple"):
            self.fields.append(_Field(str(element.get(w("instr"), "")), True))
        elif tag == w("fldChar"):
            self._field(str(element.get(w("fldCharType"), "")))
        elif tag == w("instrText") and self.fields:
            self.fields[-1].code += element.text or ""
        elif tag == w("t"):
            self._put(element.text or "")
        elif tag in _BREAKS and _in_run(element) and element.get(w("type")) is None:
            self._put(_BREAKS[tag])
        elif tag == w("sym"):
            self._put(f"[symbol {element.get(w('char'), '')}]")

    def _start_run(self, run: etree._Element) -> None:
        properties = run.find(w("rPr"))
        around = self.open[-1].concealed if self.open else ""
        style = self._style(run, "rPr", "rStyle")
        self._put_mark(_concealed(properties) or self.concealing.get(style, "") or around)

    def _end_run(self) -> None:
        if self.concealed:
            self._put("]")
            self.concealed = ""

    def _put_mark(self, how: str) -> None:
        if how:
            self._put(f"[{how}: ")
        self.concealed = how

    def _style(self, element: etree._Element, properties: str, name: str) -> str:
        style = element.find(f"{w(properties)}/{w(name)}")
        return "" if style is None else str(style.get(w("val"), ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
            if self.open and _CONTENTS.match(self.fields[-1].code):
                self.open[-1].contents = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _in_contents(self) -> bool:
        return any(one.shown and _CONTENTS.match(one.code) for one in self.fields)

    def _put(self, text: str) -> None:
        """Adds text unless it is a field's code or a page number."""
        if self.open and all(one.shown and not _COUNTED.match(one.code) for one in self.fields):
            self.open[-1].parts.append(text)
