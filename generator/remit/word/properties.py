"""What a file says of itself: title, subject, language, and facts that other programs may read."""

from __future__ import annotations

import datetime as dt
from html import escape

from remit.blocks.numbering import ENGLISH, Labels
from remit.frozen import dataclass
from remit.word.markup import quoted
from remit.word.namespaces import HEAD

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of its document, in the ``words`` of its language.

    ``watermark`` is the word printed across every page, "" for none.
    """

    title: str
    subject: str = ""
    number: str = ""
    version: str = ""
    status: str = ""
    study: str = ""
    confidentiality: str = ""
    revision: str = ""
    edition: str = ""
    language: str = "en-GB"
    watermark: str = ""
    date: dt.date | None = None
    words: Labels = ENGLISH


def slots(facts: Facts) -> dict[str, str]:
    """Texts for the slots of headers and footers, by name; empty ones print nothing."""
    words = facts.words
    return {
        "id": facts.number,
        "title": facts.title,
        "study": facts.study,
        "version": f"{words.version} {facts.version}" if facts.version else "",
        "status": facts.status[:1].upper() + facts.status[1:],
        "confidentiality": facts.confidentiality,
        "data_revision": f"{words.data_revision} {facts.revision}" if facts.revision else "",
        "page": words.page,
        "page_of": words.page_of,
    }


def core(facts: Facts) -> str:
    """docProps/core.xml."""
    stamp = f"{facts.date.isoformat()}T00:00:00Z" if facts.date else ""
    date = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + _element("dc:title", facts.title)
        + _element("dc:subject", facts.subject)
        + _element("dc:identifier", facts.number)
        + (date.format("created", stamp) + date.format("modified", stamp) if stamp else "")
        + _element("cp:contentStatus", facts.status)
        + _element("dc:language", facts.language)
        + _element("cp:version", facts.version)
        + "</cp:coreProperties>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else ""


def app() -> str:
    """docProps/app.xml."""
    return f'{HEAD}<Properties xmlns="{_APP}"><Application>Remit</Application></Properties>'


def custom(facts: Facts) -> str:
    """docProps/custom.xml: the facts that have no place among the core properties."""
    named = (("Study", facts.study), ("Data revision", facts.revision), ("Playbook edition", facts.edition))
    known = [(name, text) for name, text in named if text]
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoted(name)}>{_element("vt:lpwstr", text)}</property>'
        for number, (name, text) in enumerate(known, 2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{entries}</Properties>'
