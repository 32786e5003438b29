"""What a paragraph holds, as the pieces that a redline keeps, strikes and inserts: words, signs, fields, controls, links."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from lxml import etree

from remit.blocks.wording import words_of
from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.trees import canonical, name_of

Kind = Literal["word", "sign", "field", "control", "link", "label", "frame"]

LABELS = {w(name) for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")}


class Bit(NamedTuple):
    """What stands in a run: the canonical form of the run's properties, the properties, and one element."""

    form: bytes
    properties: etree._Element | None
    content: etree._Element


Raw = Bit | etree._Element


@dataclass(slots=True, eq=False)
class Item:
    """A piece of a paragraph. Two pieces with one key are the same but for the form of a word.

    - word, sign: one ``bit``; ``text`` is the word
    - field: ``raw`` is all of it, ``inner`` its result; it comes and goes as a whole, because LibreOffice 7.4 takes what was
      struck and what was inserted in a result for one text
    - control, link: ``element``, ``inner`` what it holds
    - label (a bookmark and its like, which takes no room): ``element``
    - frame: the beginning or end of a field that spans paragraphs, as ``raw``
    """

    kind: Kind
    key: Hashable
    text: str = ""
    bit: Bit | None = None
    element: etree._Element | None = None
    raw: tuple[Raw, ...] = ()
    inner: tuple[Item, ...] = ()
    name: str = ""


def items_of(parent: etree._Element, spanning: Mapping[etree._Element, str]) -> tuple[Item, ...]:
    """The pieces of a paragraph, or of what stands in one.

    ``spanning`` holds the beginnings and ends of fields that span paragraphs.
    """
    return tuple(_items(list(_flat(parent)), spanning))


def text_of_items(items: Sequence[Item]) -> str:
    """The words of pieces; a break is a space, a picture its alternative text."""
    return "".join(
        one.text if one.kind == "word" else _shown(one) if one.kind == "sign" else text_of_items(one.inner)
        for one in items
        if one.kind not in ("label", "frame")
    )


def _shown(sign: Item) -> str:
    drawn = None if sign.bit is None else next(sign.bit.content.iter("{*}docPr"), None)
    return " " if drawn is None else f"[figure: {drawn.get('descr', '')}]"


def text_of(element: etree._Element) -> str:
    """The words of an element, paragraphs parted by a space."""
    paragraphs = ("".join(str(one) for one in p.itertext(w("t"))) for p in element.iter(w("p")))
    return " ".join(text for text in paragraphs if text)


def _flat(parent: etree._Element) -> Iterator[Raw]:
    for child in parent:
        if child.tag == w("r"):
            properties = child.find(w("rPr"))
            form = b"" if properties is None else canonical(properties)
            yield from (Bit(form, properties, one) for one in child if one is not properties)
        elif child.tag != w("pPr"):
            yield child


def _items(raw: list[Raw], spanning: Mapping[etree._Element, str]) -> Iterator[Item]:
    at = 0
    while at < len(raw):
        one = raw[at]
        kind = _field_char(one)
        if kind == "begin" and isinstance(one, Bit) and one.content not in spanning:
            end = _matching(raw, at)
            yield _field(raw[at : end + 1], spanning)
            at = end + 1
        elif kind:
            end = at + 1
            while kind == "begin" and end < len(raw) and _field_char(raw[end - 1]) != "separate":
                end += 1
            part = tuple(raw[at:end])
            yield Item(
                "frame", ("frame", *map(_canonical, part)), raw=part, name=_name_of_frame(one, kind, spanning)
            )
            at = end
        elif isinstance(one, Bit):
            yield from _of_bit(one)
            at += 1
        else:
            yield _of_element(one, spanning)
            at += 1


def _name_of_frame(one: Raw, kind: str, spanning: Mapping[etree._Element, str]) -> str:
    return spanning.get(one.content, kind) if isinstance(one, Bit) else kind


def _field_char(one: Raw) -> str:
    if isinstance(one, Bit) and one.content.tag == w("fldChar"):
        return str(one.content.get(w("fldCharType"), ""))
    return ""


def _matching(raw: Sequence[Raw], begin: int) -> int:
    """Where the field that begins here ends."""
    depth = 0
    for at in range(begin, len(raw)):
        kind = _field_char(raw[at])
        depth += (kind == "begin") - (kind == "end")
        if kind == "end" and depth == 0:
            return at
    return len(raw) - 1


def _field(raw: Sequence[Raw], spanning: Mapping[etree._Element, str]) -> Item:
    depth, separate = 0, len(raw) - 1
    for at, one in enumerate(raw):
        kind = _field_char(one)
        depth += (kind == "begin") - (kind == "end")
        if kind == "separate" and depth == 1:
            separate = at
            break
    code = "".join(
        one.content.text or ""
        for one in raw[:separate]
        if isinstance(one, Bit) and one.content.tag == w("instrText")
    )
    return Item(
        "field",
        ("field", *map(_canonical, raw)),
        raw=tuple(raw),
        inner=tuple(_items(list(raw[separate + 1 : -1]), spanning)),
        name=" ".join(code.split()),
    )


def _canonical(one: Raw) -> Hashable:
    return (one.form, canonical(one.content)) if isinstance(one, Bit) else canonical(one)


def _of_bit(bit: Bit) -> Iterator[Item]:
    if bit.content.tag == w("t"):
        for word in words_of(bit.content.text or "") or [""]:  # an empty value keeps its run
            yield Item("word", word, text=word, bit=bit)
    else:
        yield Item("sign", ("sign", canonical(bit.content)), bit=bit)


def _of_element(element: etree._Element, spanning: Mapping[etree._Element, str]) -> Item:
    if element.tag in LABELS:
        return Item("label", ("label", canonical(element)), element=element)
    key = (name_of(element), canonical(element))
    if element.tag == w("sdt"):
        content = element.find(w("sdtContent"))
        inner = items_of(content, spanning) if content is not None else ()
        tag = element.find(f"{w('sdtPr')}/{w('tag')}")
        name = "" if tag is None else str(tag.get(w("val"), ""))
        return Item("control", key, element=element, inner=inner, name=name)
    attributes = sorted((str(name), str(value)) for name, value in element.attrib.items())
    name = f"{name_of(element)} {attributes}"
    return Item("link", key, element=element, inner=items_of(element, spanning), name=name)
