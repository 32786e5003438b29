"""What a file says of itself: title, subject, language, and facts that other programs may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from remit.word.namespaces import HEAD

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """A document's properties. ``created`` is an ISO date (2025-06-02), ``slots`` fill header and footer by name.

    Slots of our own house style: id, study, version, status, confidentiality, data_revision, title.
    """

    title: str
    subject: str = ""
    creator: str = ""
    keywords: str = ""
    language: str = "en-GB"
    created: str = ""
    version: str = ""
    status: str = ""
    draft: bool = False
    slots: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)


def core(properties: Properties) -> str:
    """docProps/core.xml."""
    stamp = f"{properties.created}T00:00:00Z" if properties.created else ""
    date = '<dcterms:{0} xsi:type="dcterms:W3CDTF">{1}</dcterms:{0}>'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + _element("dc:title", properties.title)
        + _element("dc:subject", properties.subject)
        + _element("dc:creator", properties.creator)
        + _element("cp:keywords", properties.keywords)
        + (date.format("created", stamp) + date.format("modified", stamp) if stamp else "")
        + _element("cp:contentStatus", properties.status)
        + _element("dc:language", properties.language)
        + _element("cp:version", properties.version)
        + "</cp:coreProperties>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def app() -> str:
    """docProps/app.xml."""
    return f'{HEAD}<Properties xmlns="{_APP}"><Application>Remit</Application></Properties>'


def custom(properties: Properties) -> str:
    """docProps/custom.xml: one text property for each fact."""
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for number, (name, text) in enumerate(properties.custom.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{entries}</Properties>'
