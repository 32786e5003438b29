"""Validation of every part against the ECMA-376 transitional schemas, after markup compatibility (Part 3)."""

import copy
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.names import (
    COMPATIBILITY,
    CONTENT_TYPES,
    PACKAGE_RELATIONSHIPS,
    STRICT_PREFIX,
    WORD,
    XML,
)

MAX_DEPTH = 200
MAX_MESSAGES = 25
_FOLDER = Path(__file__).parent / "xsd"
_OFFICE = "http://schemas.openxmlformats.org/"
_SCHEMA_OF_ROOT = {
    WORD: "wml.xsd",
    CONTENT_TYPES: "opc-xsd/opc-contentTypes.xsd",
    PACKAGE_RELATIONSHIPS: "opc-xsd/opc-relationships.xsd",
    f"{_OFFICE}package/2006/metadata/core-properties": "opc-xsd/opc-coreProperties.xsd",
    f"{_OFFICE}officeDocument/2006/extended-properties": "shared-documentPropertiesExtended.xsd",
    f"{_OFFICE}officeDocument/2006/custom-properties": "shared-documentPropertiesCustom.xsd",
    f"{_OFFICE}officeDocument/2006/customXml": "shared-customXmlDataProperties.xsd",
    f"{_OFFICE}drawingml/2006/main": "dml-main.xsd",
    f"{_OFFICE}drawingml/2006/chart": "dml-chart.xsd",
}
_KNOWN_NAMESPACES = (
    _OFFICE,
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:",
    "http://purl.org/dc/",
    XML,
    "http://www.w3.org/2001/XMLSchema-instance",
)
_COMPATIBILITY_ATTRIBUTES = (
    "Ignorable",
    "ProcessContent",
    "PreserveElements",
    "PreserveAttributes",
    "MustUnderstand",
)


def parse_part(content: bytes) -> etree._Element:
    """The part's root element; raises ValueError for XML that a package may not hold."""
    # ECMA-376 Part 2 forbids document type declarations; looking for one in each encoding keeps entities out.
    if any("<!DOCTYPE".encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise ValueError("holds a document type declaration")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed: {error}") from error
    if _depth(root) > MAX_DEPTH:
        raise ValueError(f"nested deeper than {MAX_DEPTH}")
    return root


def schema_defects(part: str, root: etree._Element) -> Iterator[Defect]:
    """What the schema of the part's root element refuses; nothing for parts that have no schema here."""
    namespace = etree.QName(root).namespace or ""
    if namespace.startswith(STRICT_PREFIX):
        yield Defect(
            check="schema", part=part, message="strict namespace; the product writes transitional files"
        )
    if namespace not in _SCHEMA_OF_ROOT:
        return
    try:
        plain = _without_extensions(root)
    except ValueError as error:
        yield Defect(check="schema", part=part, message=str(error))
        return
    schema = _schema(_SCHEMA_OF_ROOT[namespace])
    if schema.validate(plain):
        return
    messages = dict.fromkeys(f"line {e.line}: {re.sub(r'{[^}]*}', '', e.message)}" for e in schema.error_log)
    for message in list(messages)[:MAX_MESSAGES]:
        yield Defect(check="schema", part=part, message=message[:300])


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / name))


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _without_extensions(root: etree._Element) -> etree._Element:
    # A consumer that knows only ECMA-376 sees the chosen alternative and none of the ignorable namespaces.
    plain = copy.deepcopy(root)
    ignorable = _ignorable_namespaces(plain)
    for alternatives in list(plain.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        _replace_by_choice(alternatives)
    for element in list(plain.iter(etree.Element)):
        parent = element.getparent()
        if etree.QName(element).namespace in ignorable and parent is not None:
            parent.remove(element)
            continue
        for name in [name for name in element.attrib if etree.QName(name).namespace in ignorable]:
            del element.attrib[name]
    # Serialised once more, because names taken over from removed wrappers keep stale line numbers otherwise.
    return etree.fromstring(etree.tostring(plain))


def _ignorable_namespaces(root: etree._Element) -> set[str]:
    found: set[str] = set()
    for element in root.iter(etree.Element):
        for prefix in str(element.get(f"{{{COMPATIBILITY}}}Ignorable", "")).split():
            namespace = element.nsmap.get(prefix)
            if namespace is None:
                raise ValueError(f"mc:Ignorable names the undeclared prefix {prefix!r}")
            found.add(namespace)
        for name in _COMPATIBILITY_ATTRIBUTES:
            element.attrib.pop(f"{{{COMPATIBILITY}}}{name}", None)
    return {namespace for namespace in found if not namespace.startswith(_KNOWN_NAMESPACES)}


def _replace_by_choice(alternatives: etree._Element) -> None:
    parent = alternatives.getparent()
    if parent is None:
        return
    understood = [c for c in alternatives if c.tag == f"{{{COMPATIBILITY}}}Choice" and _understood(c)]
    fallback = alternatives.find(f"{{{COMPATIBILITY}}}Fallback")
    chosen = understood[0] if understood else fallback
    place = parent.index(alternatives)
    for offset, child in enumerate([] if chosen is None else list(chosen)):
        parent.insert(place + offset, child)
    parent.remove(alternatives)


def _understood(choice: etree._Element) -> bool:
    needed = str(choice.get("Requires", "?")).split()
    return all((choice.nsmap.get(prefix) or "").startswith(_KNOWN_NAMESPACES) for prefix in needed)
