"""A printed template, a house style and the document's facts to the bytes of a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from remit.blocks.numbering import Labels
from remit.findings import CannotGoOn
from remit.word.base import STYLES, House
from remit.word.body import Body, complete
from remit.word.namespaces import HEAD, ROOT
from remit.word.pictures import Picture, with_pictures
from remit.word.properties import Facts, app, core, custom, slots
from remit.word.provenance import Origin, Source, provenance
from remit.word.running import fill, watermark
from remit.word.zipped import LEVEL, Packed, joined, pack

UNKNOWN = Origin()


class Markup(Protocol):
    """A printed template."""

    @property
    def pieces(self) -> Iterable[str]:
        """Body markup before its last pass: the template's own and values in turn."""


def finish(
    house: House,
    printed: Markup,
    facts: Facts,
    labels: Labels | None = None,
    *,
    origin: Origin = UNKNOWN,
    values: Iterable[Source] = (),
    figures: Mapping[str, Picture] | None = None,
) -> bytes:
    """The Word file of a printed template. Raises CannotGoOn with findings for references and ids that do not work.

    ``origin`` and the sources of the printed ``values``, in the order of printing, become the document's provenance.
    ``figures`` are those that it may show, by name.
    """
    body = complete(printed.pieces, house, labels, figures)
    if body.findings:
        raise CannotGoOn(*body.findings)
    return package(house, body, facts, provenance(origin, body.clauses, values, body.text))


def package(house: House, body: Body, facts: Facts, known: str, level: int = LEVEL) -> bytes:
    """The Word file of a finished body: the house style's parts as they are, the document's own new.

    ``known`` is its provenance.

    Same input, same bytes.
    """
    document = f"{HEAD}<w:document {ROOT}><w:body>{body.markup}</w:body></w:document>"
    new = [("word/document.xml", document), *running(house, facts)]
    new += [
        ("docProps/core.xml", core(facts)),
        ("docProps/app.xml", app()),
        ("docProps/custom.xml", custom(facts)),
        (house.provenance, known),
    ]
    packed = [(name, pack(text.encode("utf-8"), level)) for name, text in new]
    return joined([*with_pictures(_spoken(house, facts.language), body.pictures), *packed])


def running(house: House, facts: Facts) -> list[tuple[str, str]]:
    """Headers and footers of a document, by the names of their parts."""
    out = []
    texts = slots(facts)
    for number, (name, text) in enumerate(house.slotted, 1):
        filled = fill(text, texts)
        marked = facts.watermark and name in house.headers
        out.append((name, watermark(filled, number, facts.watermark) if marked else filled))
    return out


def _spoken(house: House, language: str) -> list[tuple[str, Packed]]:
    """The parts of the house style, its text language set to the document's."""
    if language == house.language or not house.language:
        return list(house.parts)
    old, new = f'<w:lang w:val="{house.language}"', f'<w:lang w:val="{language}"'
    return [
        (name, pack(house.styles.replace(old, new).encode()) if name == STYLES else part)
        for name, part in house.parts
    ]
