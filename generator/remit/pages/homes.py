"""Where each element of outsourcing governance lives: its declared homes, looked up in what there really is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from remit.frozen import dataclass
from remit.model.elements import ELEMENTS, Element
from remit.model.fields import Record
from remit.pages.book import Book
from remit.pages.page import Page
from remit.schema.dictionary import data_dictionary

TEMPLATES = "documents/index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One home of an element: its name as declared, and the addresses on this site where it was found.

    ``used`` tells of a field whether any record of this playbook fills it, and of the others whether they were found.
    """

    name: str
    addresses: tuple[str, ...]
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Housed:
    """An element with its homes."""

    element: Element
    fields: tuple[Home, ...]
    rules: tuple[Home, ...]
    pages: tuple[Home, ...]
    documents: tuple[Home, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a reader of this playbook would look for in vain."""
        return tuple(_gaps(self))


def housed(book: Book, pages: Mapping[str, Page]) -> tuple[Housed, ...]:
    """Every element with its homes, in the order of their numbers."""
    there = _There(book, pages)
    return tuple(
        Housed(
            element=one,
            fields=tuple(there.field(name) for name in one.fields),
            rules=tuple(there.rule(name) for name in one.rules),
            pages=tuple(there.page(name) for name in one.pages),
            documents=tuple(there.document(name) for name in one.documents),
        )
        for one in ELEMENTS
    )


def _gaps(one: Housed) -> Iterator[str]:
    if not any(home.used for home in one.fields):
        yield "no record holds it"
    for what, homes in (("page", one.pages), ("rule", one.rules), ("document", one.documents)):
        for home in homes:
            if not home.addresses:
                yield f"{what} {home.name} is not there"


@dataclass(frozen=True)
class _There:
    """What there is to be found."""

    book: Book
    pages: Mapping[str, Page]

    def field(self, name: str) -> Home:
        """A field: its record's part of the data dictionary, and whether any record fills it."""
        record, _, field = name.partition(".")
        target = self._dictionary.get((record.lower(), field))
        return Home(name=name, addresses=(target,) if target else (), used=name in self._filled)

    def rule(self, id: str) -> Home:
        """A rule: its section on the page of its family."""
        found = tuple(f"{rule.home}#{rule.id.lower()}" for rule in self.book.rules if rule.id == id)
        return Home(name=id, addresses=found, used=bool(found))

    def page(self, name: str) -> Home:
        """Every page whose path fits and that has the section."""
        pattern, _, section = name.partition("#")
        fits = re.compile(re.escape(pattern).replace(r"\*", "[^/]+"))
        paths = [path for path in self.pages if fits.fullmatch(path)]
        if "*" in pattern:
            paths = [path for path in paths if not path.endswith("/index")]
        if section:
            paths = [path for path in paths if self._has(path, section)]
        mark = f"#{section}" if section else ""
        return Home(name=name, addresses=tuple(f"{path}{mark}" for path in paths), used=bool(paths))

    def document(self, name: str) -> Home:
        """A clause of the library, or a kind of document for which there is a template."""
        target = name if name.startswith("clauses/") else TEMPLATES
        known = name in self.pages or name in self.book.templates
        return Home(name=name, addresses=(target,) if known else (), used=known)

    def _has(self, path: str, section: str) -> bool:
        content = self.pages[path].markdown
        return f"{{#{section}}}" in content or f'id="{section}"' in content

    @cached_property
    def _dictionary(self) -> Mapping[tuple[str, str], str]:
        """(record in small letters, field) -> address; the first kind of file that holds the record."""
        found: dict[tuple[str, str], str] = {}
        for file in data_dictionary():
            for group in file.groups:
                for entry in group.entries:
                    key = (group.anchor.removeprefix("record-"), entry.name)
                    found.setdefault(key, f"reference/data/{file.name}#{group.anchor}")
        return found

    @cached_property
    def _filled(self) -> frozenset[str]:
        """Record.field for every field that a record of the playbook fills."""
        wanted = {name for one in ELEMENTS for name in one.fields}
        fields: dict[str, list[str]] = {}
        for name in wanted:
            record, _, field = name.partition(".")
            fields.setdefault(record, []).append(field)
        return frozenset(
            f"{kind}.{field}"
            for record in self.book.ledger.every(Record)
            for kind in (type(record).__name__,)
            for field in fields.get(kind, ())
            if _says(getattr(record, field, None))
        )


def _says(value: object) -> bool:
    return value is not None and not (isinstance(value, str | tuple | Mapping) and not value)
