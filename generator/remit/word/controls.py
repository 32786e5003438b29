"""Content controls of clauses. A reader does not see them, and Word keeps them while the text inside is edited."""

from __future__ import annotations

import zlib

from remit.frozen import dataclass

CLAUSE_END = "</w:sdtContent></w:sdt>"
FIRST_ID = 1_000_000
"""Values count from 1 and a document has fewer of them than this, so that ids never meet."""

_BUILDING_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Custom 1"/></w:docPartObj>'
"""A clause is a building block. In a control of no kind LibreOffice 7.4 prints bold words of its first paragraph plain."""

LONGEST = 64
"""Word refuses a file with a longer tag or title of a control."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A library clause as it was printed, its texts escaped for attributes; ``position`` as the other party may read it."""

    topic: str
    version: str
    position: str
    title: str

    @property
    def tag(self) -> str:
        """``clause:<topic>:<version>:<position>``."""
        return _short(f"clause:{self.topic}:{self.version}:{self.position}")


def clause_start(clause: Clause, number: int) -> str:
    """Opens the control of the ``number``-th clause (from 1) of a document, around whole paragraphs and tables."""
    title = f'<w:alias w:val="{_short(clause.title)}"/>' if clause.title else ""
    return (
        f'<w:sdt><w:sdtPr>{title}<w:tag w:val="{clause.tag}"/><w:id w:val="{FIRST_ID + number}"/>{_BUILDING_BLOCK}'
        "</w:sdtPr><w:sdtContent>"
    )


def _short(text: str) -> str:
    """At most 64 characters; a longer text ends in a checksum. Nothing is cut inside an escape."""
    if len(text) <= LONGEST:
        return text
    kept = text[: LONGEST - 9]
    if kept.rfind("&") > kept.rfind(";"):
        kept = kept[: kept.rfind("&")]
    return f"{kept}-{zlib.crc32(text.encode()):08x}"
