"""What it means that an element of outsourcing governance has a home."""

from __future__ import annotations

from remit.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element and where it lives.

    ``fields`` are written Record.field, ``rules`` are ids, ``documents`` names of templates or clauses/<id>. A page is an
    address from the root of the site, perhaps with a section; in its path * stands for any name (a study, a party).
    """

    number: int
    title: str
    fields: tuple[str, ...]
    pages: tuple[str, ...]
    rules: tuple[str, ...]
    documents: tuple[str, ...]


def home(number: int, title: str, fields: str, pages: str, rules: str = "", documents: str = "") -> Element:
    """An element whose homes are written as words with spaces between."""
    return Element(
        number=number,
        title=title,
        fields=tuple(fields.split()),
        pages=tuple(pages.split()),
        rules=tuple(rules.split()),
        documents=tuple(documents.split()),
    )
