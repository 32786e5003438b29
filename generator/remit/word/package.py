"""A finished body and its properties to the bytes of a Word file."""

from __future__ import annotations

from remit.word.base import House
from remit.word.finish import Body
from remit.word.namespaces import HEAD, ROOT
from remit.word.properties import Properties, app, core, custom
from remit.word.running import fill, watermark
from remit.word.zipped import LEVEL, joined, pack


def package(house: House, body: Body, properties: Properties, level: int = LEVEL) -> bytes:
    """The Word file: the house style's parts as they are, the document's own parts new. Same input, same bytes."""
    document = f"{HEAD}<w:document {ROOT}><w:body>{body.markup}</w:body></w:document>"
    new = [("word/document.xml", document), *_running(house, properties)]
    new += [
        ("docProps/core.xml", core(properties)),
        ("docProps/app.xml", app()),
        ("docProps/custom.xml", custom(properties)),
    ]
    return joined([*house.parts, *((name, pack(text.encode("utf-8"), level)) for name, text in new)])


def _running(house: House, properties: Properties) -> list[tuple[str, str]]:
    out = []
    for number, (name, text) in enumerate(house.slotted, 1):
        filled = fill(text, properties.slots)
        out.append((name, watermark(filled, number) if properties.draft and name in house.headers else filled))
    return out
