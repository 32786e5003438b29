"""What a document carries to say where it comes from: a custom XML part that Word and LibreOffice keep.

A reader of the file does not see the part. It holds what the document was printed from, the source of every printed value,
and the text as issued, so that a later change can be found and led back to the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from remit.frozen import dataclass
from remit.word.controls import Clause
from remit.word.markup import quoted
from remit.word.namespaces import HEAD

NAMESPACE = "urn:remit:provenance:1"
STORE = "{6B1F4C0E-2D57-4B7A-9E0B-51A3C8D7E2F4}"
"""Fixed, so that other programs find the part whatever its name becomes."""

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

_RECORDS = re.compile("<records [^>]*/>")

Source = tuple[str, str, str]
"""Where a printed value comes from: file, path of the field in the file, formatter ("" for none)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a document was printed from. Digests are SHA-256.

    ``revision`` names the content of the records; ``commit`` is the git commit whose files they are ("" outside git), and
    ``dirty`` says that some of them differed from it. ``position`` in a clause is its name as the other party may read it.
    """

    tool: str = ""
    kind: str = ""
    id: str = ""
    number: str = ""
    version: str = ""
    status: str = ""
    draft: bool = False
    edition: str = ""
    revision: str = ""
    commit: str = ""
    dirty: bool = False
    template: str = ""
    template_digest: str = ""
    house_digest: str = ""


def provenance(origin: Origin, clauses: Iterable[Clause], values: Iterable[Source], text: str) -> str:
    """The part. ``values`` are in the order of printing, the first is number 1; ``text`` as remit.word.text writes it."""
    document = _attributes(
        id=origin.id,
        kind=origin.kind,
        number=origin.number,
        version=origin.version,
        status=origin.status,
    )
    return (
        f'{HEAD}<provenance xmlns="{NAMESPACE}"{_attributes(tool=origin.tool)}>'
        f"<document{document} draft={_flag(origin.draft)}/>"
        f"{_records(origin)}"
        f"<template{_attributes(name=origin.template, sha256=origin.template_digest)}/>"
        f"<house{_attributes(sha256=origin.house_digest)}/>"
        f"<clauses>{''.join(map(_clause, clauses))}</clauses>"
        f"{_values(values)}<text>{text}</text></provenance>"
    )


def with_records(text: str, origin: Origin) -> str:
    """The part of a document with another state of the records in it."""
    return _RECORDS.sub(lambda _: _records(origin), text, count=1)


def _records(origin: Origin) -> str:
    git = f" commit={quoted(origin.commit)} dirty={_flag(origin.dirty)}" if origin.commit else ""
    return f"<records{_attributes(edition=origin.edition, revision=origin.revision)}{git}/>"


def store() -> str:
    """The properties of the part, which name it."""
    return (
        f'{HEAD}<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _flag(value: bool) -> str:
    return '"true"' if value else '"false"'


def _attributes(**texts: str) -> str:
    return "".join(f" {name}={quoted(text)}" for name, text in texts.items())


def _clause(clause: Clause) -> str:
    return f'<clause topic="{clause.topic}" version="{clause.version}" position="{clause.position}"/>'


@lru_cache(1 << 14)
def _field(path: str, formatter: str) -> str:
    form = f" form={quoted(formatter)}" if formatter else ""
    return f"path={quoted(path)}{form}/>"


def _values(values: Iterable[Source]) -> str:
    """Files once, values in order; attributes as short as their number asks for (a document has a thousand values)."""
    files = _Files()
    field = _field
    out = [
        f'<value n="{number}{files[file]}{field(path, formatter)}'
        for number, (file, path, formatter) in enumerate(values, 1)
    ]
    named = "".join(f'<file n="{at}" name={quoted(file)}/>' for at, file in enumerate(files, 1))
    return f"<values>{named}{''.join(out)}</values>"


class _Files(dict[str, str]):
    """Files in the order of first use, with the attribute that names each by its number."""

    def __missing__(self, file: str) -> str:
        self[file] = f'" file="{len(self) + 1}" '
        return self[file]
