"""What a Word file says of its own origin: the provenance that it carries, read back.

It is a claim: whoever edits a file can edit this part, too. It is to be compared with a document printed anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import R
from remit.word.provenance import NAMESPACE, Origin, Source
from remit.word.received import Package
from remit.word.zipped import NotReadable

_KIND = f"{R}/customXml".rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Span:
    """A printed value in the text of its paragraph: from where to where, and its number in the document."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A paragraph as issued: the number that Word prints before it ("" for none), its text, its values."""

    number: str
    text: str
    values: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """The provenance of a file: what it was printed from, its library clauses, its values and its text as issued."""

    origin: Origin
    clauses: tuple[tuple[str, str, str], ...]
    sources: Mapping[int, Source]
    text: tuple[Issued, ...]


def claims_of(package: Package) -> Claims | None:
    """The provenance of a file; None when it has none. Raises NotReadable when the part is damaged."""
    root = _provenance(package)
    return None if root is None else _claims(root)


def sources_of(package: Package) -> dict[int, Source]:
    """The source of each value of a file by its number, as the file claims; none without provenance. Raises NotReadable."""
    root = _provenance(package)
    try:
        return {} if root is None else _sources(root)
    except (ValueError, KeyError) as problem:
        raise NotReadable(f"its provenance is damaged ({problem})") from None


def _provenance(package: Package) -> etree._Element | None:
    for name in package.related(package.main, _KIND):
        if NAMESPACE.encode() in package.parts[name]:
            root = package.xml(name)
            if root.tag == _n("provenance"):
                return root
    return None


def _n(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _claims(root: etree._Element) -> Claims:
    try:
        return Claims(
            origin=_origin(root),
            clauses=tuple(
                (_get(one, "topic"), _get(one, "version"), _get(one, "position"))
                for one in root.iter(_n("clause"))
            ),
            sources=_sources(root),
            text=tuple(_paragraph(one) for one in root.iterfind(f"{_n('text')}/{_n('p')}")),
        )
    except (ValueError, KeyError) as problem:
        raise NotReadable(f"its provenance is damaged ({problem})") from None


def _get(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name, ""))


def _origin(root: etree._Element) -> Origin:
    document, records, template, house = (
        root.find(_n(name)) for name in ("document", "records", "template", "house")
    )
    return Origin(
        tool=_get(root, "tool"),
        kind=_get(document, "kind"),
        id=_get(document, "id"),
        number=_get(document, "number"),
        version=_get(document, "version"),
        status=_get(document, "status"),
        draft=_get(document, "draft") == "true",
        edition=_get(records, "edition"),
        revision=_get(records, "revision"),
        commit=_get(records, "commit"),
        dirty=_get(records, "dirty") == "true",
        template=_get(template, "name"),
        template_digest=_get(template, "sha256"),
        house_digest=_get(house, "sha256"),
    )


def _sources(root: etree._Element) -> dict[int, Source]:
    files = {_get(one, "n"): _get(one, "name") for one in root.iterfind(f"{_n('values')}/{_n('file')}")}
    return {
        int(_get(one, "n")): (files[_get(one, "file")], _get(one, "path"), _get(one, "form"))
        for one in root.iterfind(f"{_n('values')}/{_n('value')}")
    }


def _paragraph(element: etree._Element) -> Issued:
    parts, spans, length = [element.text or ""], [], len(element.text or "")
    for value in element:
        text, tail = value.text or "", value.tail or ""
        spans.append(Span(length, length + len(text), int(_get(value, "n"))))
        parts += [text, tail]
        length += len(text) + len(tail)
    return Issued(_get(element, "n"), "".join(parts), tuple(spans))
