"""Bookmarks and fields that span paragraphs, of two documents that are to become one.

Two documents name one place in two ways when a heading without an id has moved. The names of the old document are made those
of the new one where they mean the same paragraph, and other names where they would meet another place.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import field
from itertools import count

from lxml import etree

from remit.blocks.wording import pairs
from remit.frozen import dataclass
from remit.word.namespaces import w
from remit.word.redline.inlines import text_of
from remit.word.redline.order import aligned

_AIM = re.compile(r'((?:\b(?:REF|PAGEREF|NOTEREF)\s+|\\l\s+)"?)([^\s"\\]+)')
"""Where a field's code names a bookmark."""

_COUNTED = re.compile(r"_Toc[0-9]+")
"""Names that count the headings of a document."""


def join_bookmarks(old: etree._Element, new: etree._Element, moved: Container[str] = ()) -> frozenset[str]:
    """Makes the bookmarks of two parts those of one; returns the ids of the new one.

    The id of each bookmark says its name, on its beginning and its end. ``moved`` are ids of those that stand elsewhere now:
    what is deleted keeps a bookmark of its own, to which the old references lead.
    """
    before, after = _bookmarks(old), _bookmarks(new)
    renamed = _renamed(before, after, moved)
    for start in old.iter(w("bookmarkStart")):
        start.set(w("name"), renamed.get(str(start.get(w("name"))), str(start.get(w("name")))))
    _rename_aims(old, renamed)
    _name_ids(old)
    _name_ids(new)
    return frozenset(map(_id, after))


def _id(name: str) -> str:
    return f"bookmark {name}"


def _bookmarks(root: etree._Element) -> dict[str, str]:
    """The names of bookmarks in order, with the text of the paragraph in which each begins."""
    found = {}
    for start in root.iter(w("bookmarkStart")):
        paragraph = start.getparent()
        found[str(start.get(w("name")))] = text_of(paragraph) if paragraph is not None else ""
    return found


def _renamed(old: Mapping[str, str], new: Mapping[str, str], moved: Container[str]) -> dict[str, str]:
    apart = {name for name in old if _id(name) in moved}
    fixed = {name for name in old if name in new and name not in apart and not _COUNTED.fullmatch(name)}
    before = [name for name in old if name not in fixed and name not in apart]
    after = [name for name in new if name not in fixed and _id(name) not in moved]
    texts = [old[name] for name in before], [new[name] for name in after]

    def alike(i: Sequence[int], j: Sequence[int]) -> list[tuple[int, int]]:
        found = pairs([texts[0][n] for n in i], [texts[1][n] for n in j])
        return [(i[a], j[b]) for a, b in found]

    free = (name for name in (f"_Old{n}" for n in count(1)) if name not in old and name not in new)
    renamed = {name: next(free) for name in sorted(apart)}
    for i, j in aligned(*texts, alike):
        if i is not None:
            name = before[i]
            renamed[name] = after[j] if j is not None else next(free) if name in new else name
    return renamed


def _rename_aims(root: etree._Element, renamed: Mapping[str, str]) -> None:
    def now(code: str) -> str:
        return _AIM.sub(lambda match: match[1] + renamed.get(match[2], match[2]), code)

    for code in root.iter(w("instrText")):
        code.text = now(code.text or "")
    for simple in root.iter(w("fldSimple")):
        simple.set(w("instr"), now(str(simple.get(w("instr"), ""))))
    for link in root.iter(w("hyperlink")):
        anchor = str(link.get(w("anchor"), ""))
        if anchor in renamed:
            link.set(w("anchor"), renamed[anchor])


def _name_ids(root: etree._Element) -> None:
    names: dict[str, str] = {}
    for start in root.iter(w("bookmarkStart")):
        name = str(start.get(w("name")))
        names[str(start.get(w("id")))] = _id(name)
        start.set(w("id"), _id(name))
    for end in root.iter(w("bookmarkEnd")):
        known = str(end.get(w("id")))
        end.set(w("id"), names.get(known, known))


_CONTENTS = "TOC "


@dataclass(slots=True)
class Spans:
    """Fields of a part that begin in one paragraph and end in another, and lists of contents even of one entry.

    ``ends`` names each beginning and end, ``paragraphs`` says what begins or ends where, ``codes`` are the fields in order.
    """

    ends: dict[etree._Element, str] = field(default_factory=dict)
    paragraphs: dict[etree._Element, tuple[str, ...]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)


def spans_of(root: etree._Element) -> Spans:
    """The fields of a part that span paragraphs."""
    found = Spans()
    stack: list[tuple[etree._Element, etree._Element | None, list[str]]] = []
    for one in root.iter(w("fldChar"), w("instrText")):
        if one.tag == w("instrText"):
            if stack:
                stack[-1][2].append(one.text or "")
            continue
        kind = one.get(w("fldCharType"))
        if kind == "begin":
            stack.append((one, _paragraph_of(one), []))
        elif kind == "end" and stack:
            begin, paragraph, parts = stack.pop()
            last, code = _paragraph_of(one), " ".join("".join(parts).split())
            lists = paragraph is not last or code.startswith(_CONTENTS)
            if paragraph is not None and last is not None and lists:
                number = len(found.codes)
                found.codes.append(code)
                found.ends |= {begin: f"begin {number}", one: f"end {number}"}
                for place, side in ((paragraph, "begin"), (last, "end")):
                    found.paragraphs[place] = (*found.paragraphs.get(place, ()), side)
    return found


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("p")), None)
