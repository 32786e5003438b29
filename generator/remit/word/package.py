"""A printed template, a house style and the document's facts to the bytes of a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from remit.blocks.numbering import Labels
from remit.blocks.target import SourcedValue
from remit.findings import CannotGoOn
from remit.word.base import NUMBERING, STYLES, House
from remit.word.body import Body, complete
from remit.word.house_lists import with_schedule_word
from remit.word.namespaces import HEAD, ROOT
from remit.word.pictures import Figures, with_pictures
from remit.word.properties import Facts, app, core, custom, slots
from remit.word.provenance import Origin, Source, provenance
from remit.word.running import fill, watermark
from remit.word.zipped import LEVEL, Packed, joined, pack

UNKNOWN = Origin()
ENGLISH = Labels()


class Markup(Protocol):
    """A printed template."""

    @property
    def pieces(self) -> Iterable[str | SourcedValue]:
        """Body markup before its last pass: the template's own and values in turn."""


def finish(
    house: House,
    printed: Markup,
    facts: Facts,
    labels: Labels | None = None,
    *,
    origin: Origin = UNKNOWN,
    values: Iterable[Source] = (),
    figures: Figures | None = None,
) -> bytes:
    """The Word file of a printed template. Raises CannotGoOn with findings for references and ids that do not work.

    ``origin`` and the sources of the printed ``values``, in the order of printing, become the document's provenance.
    ``figures`` are those that it may show, by name.
    """
    words = in_house(house, labels or ENGLISH)
    body = complete(printed.pieces, house, words, figures)
    if body.findings:
        raise CannotGoOn(*body.findings)
    known = provenance(origin, body.clauses, values, body.text)
    return package(house, body, facts, known, schedule=words.schedule)


def in_house(house: House, labels: Labels) -> Labels:
    """The words of a document: those of its template, and the house's own for schedules where the template sets none."""
    usual = labels.schedule == ENGLISH.schedule and house.schedule_word not in ("", labels.schedule)
    return replace(labels, schedule=house.schedule_word) if usual else labels


def package(
    house: House, body: Body, facts: Facts, known: str, level: int = LEVEL, *, schedule: str = ""
) -> bytes:
    """The Word file of a finished body: the house style's parts as they are, the document's own new.

    ``known`` is its provenance; ``schedule`` the word before the letter of its schedules, "" for the house's own.

    Same input, same bytes.
    """
    new = running(house, facts)
    new += [
        ("docProps/core.xml", core(facts)),
        ("docProps/app.xml", app()),
        ("docProps/custom.xml", custom(facts)),
        (house.provenance, known),
    ]
    packed = [("word/document.xml", pack(_document(body), level))]
    packed += [(name, pack(text.encode("utf-8"), level)) for name, text in new]
    return joined([*with_pictures(_spoken(house, facts.language, schedule), body.pictures), *packed])


def _document(body: Body) -> bytes:
    """The main part. Its pieces are encoded one by one: most are ASCII, which takes a tenth of the time of other text."""
    pieces = (f"{HEAD}<w:document {ROOT}><w:body>", *body.pieces, "</w:body></w:document>")
    return b"".join([piece.encode() for piece in pieces])


def running(house: House, facts: Facts) -> list[tuple[str, str]]:
    """Headers and footers of a document, by the names of their parts."""
    out = []
    texts = slots(facts)
    for number, (name, text) in enumerate(house.slotted, 1):
        filled = fill(text, texts)
        marked = facts.watermark and name in house.headers
        out.append((name, watermark(filled, number, facts.watermark) if marked else filled))
    return out


def _spoken(house: House, language: str, schedule: str) -> list[tuple[str, Packed]]:
    """The parts of the house style: its text language is the document's, its schedules bear the document's word."""
    changed: dict[str, bytes] = {}
    if house.language and language != house.language:
        old, new = f'<w:lang w:val="{house.language}"', f'<w:lang w:val="{language}"'
        changed[STYLES] = house.styles.replace(old, new).encode()
    if schedule and house.schedule_word and schedule != house.schedule_word:
        changed[NUMBERING] = with_schedule_word(house.numbering, house.styles.encode(), schedule)
    if not changed:
        return list(house.parts)
    return [(name, pack(changed[name]) if name in changed else part) for name, part in house.parts]
