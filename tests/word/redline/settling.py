"""A redline read with its changes accepted or rejected, in the plainest way and with nothing of the product.

It judges redlines beside the proof that the product makes of each: every paragraph of body, headers, footers and notes, with
the cells in which it stands, its style, its level and its words.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from tests.word.redline.making import W

Side = Literal["accept", "reject"]
_GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PIECES = {f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}drawing"}


@dataclass(frozen=True)
class _Reader:
    gone: tuple[str, ...]
    earlier: bool

    def blocks(self, parent: etree._Element, place: str = "") -> Iterator[str]:
        """The paragraphs of a body, cell or header. What an end that goes leaves behind begins the next paragraph."""
        left, last = "", ""
        for block in _flat(parent):
            if block.tag == f"{W}p":
                form, text = self._form(block), self._text(block)
                last = f"{place}{form}: "
                if self._goes(block, f"{W}pPr/{W}rPr"):
                    left += text
                else:
                    yield f"{last}{left}{text}"
                    left = ""
            elif block.tag == f"{W}tbl":
                if left:
                    yield f"{last}{left}"
                    left = ""
                yield from self._table(block, place)
        if left:
            yield f"{last}{left}"

    def _table(self, table: etree._Element, place: str) -> Iterator[str]:
        number = 0
        for row in table.iterchildren(f"{W}tr"):
            if self._goes(row, f"{W}trPr"):
                continue
            number += 1
            cells = [one for one in row.iterchildren(f"{W}tc") if not self._goes(one, f"{W}tcPr")]
            for at, cell in enumerate(cells, 1):
                its = f"{place}row {number} cell {at} "
                yield from list(self.blocks(cell, its)) or [f"{its}empty"]

    def _goes(self, element: etree._Element, path: str) -> bool:
        properties = element.find(path)
        if properties is None:
            return False
        cell = {"del": "cellDel", "ins": "cellIns"}
        return any(
            properties.find(f"{W}{name}") is not None
            for one in self.gone
            for name in (one, cell.get(one, one))
        )

    def _form(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        change = None if properties is None else properties.find(f"{W}pPrChange/{W}pPr")
        properties = change if self.earlier and change is not None else properties
        found = (
            None if properties is None else properties.find(path)
            for path in (f"{W}pStyle", f"{W}numPr/{W}ilvl")
        )
        return " ".join("-" if one is None else str(one.get(f"{W}val")) for one in found)

    def _text(self, paragraph: etree._Element) -> str:
        text = ""
        for one in paragraph.iter(*_PIECES):
            around = {etree.QName(its).localname for its in one.iterancestors()}
            if around & {*self.gone, "tabs"}:
                continue
            drawn = next((its.get("descr", "") for its in one.iter("{*}docPr")), "")
            text += f"[{drawn}]" if one.tag == f"{W}drawing" else one.text or " "
        return text


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}footnote", f"{W}endnote"):
            yield from _flat(child)
        else:
            yield child


def said(data: bytes, side: Side | None = None) -> list[str]:
    """What a file says, part by part; of a redline what it says on a side."""
    reader = _Reader(_GONE[side] if side else (), side == "reject")
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in sorted(filter(_STORY.fullmatch, file.namelist())):
            root = etree.fromstring(file.read(name))
            body = root.find(f"{W}body")
            found += [f"{name} {one}" for one in reader.blocks(root if body is None else body)]
    return found


def differences(redline: bytes, old: bytes, new: bytes) -> list[str]:
    """Where a redline does not hold the two documents; [] when it does."""
    out = []
    for side, plain in (("accept", new), ("reject", old)):
        one, other = said(redline, "accept" if side == "accept" else "reject"), said(plain)
        if one != other:
            at = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
            out.append(f"{side}: {one[at : at + 1]} where {other[at : at + 1]} should be")
    return out
