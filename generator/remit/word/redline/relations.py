"""What the parts of two files refer to - pictures, headers, links - as one file's relationships."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import field

from lxml import etree

from remit.frozen import dataclass
from remit.word.namespaces import CONTENT_TYPES, HEAD, RELATIONSHIPS, R
from remit.word.received import Package, Relation, read_xml

TYPES = "[Content_Types].xml"
RUNNING = ("header", "footer")


class NotRepresentable(Exception):
    """Two documents differ in what no tracked change can show; the message says in what."""


@dataclass(slots=True)
class Carried:
    """Parts of the old file that a redline needs, and relationships to be added, by the part that has them."""

    parts: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def targets_of(package: Package, part: str) -> dict[str, str]:
    """For each relationship of a part what it leads to, in words that are the same in two files."""
    return {one.id: _target(package, one) for one in package.relations(part)}


def _target(package: Package, relation: Relation) -> str:
    if relation.address:
        return f"{relation.kind} {relation.address}"
    if relation.kind in RUNNING:
        return f"{relation.kind} {relation.target}"
    digest = hashlib.sha256(package.parts.get(relation.target, b"")).hexdigest()
    return f"{relation.kind} {digest}"


def join_relations(root: etree._Element, old: Package, new: Package, part: str, carried: Carried) -> None:
    """Lets a part of the old file refer to what the new file has, and carries over the rest of what it refers to.

    Raises NotRepresentable for pages with other headers and footers.
    """
    attributes = root.xpath("//@r:*", namespaces={"r": R})
    if not attributes:
        return
    have = {target: id for id, target in reversed(targets_of(new, part).items())}
    known = {one.id: one for one in old.relations(part)}
    for attribute in attributes:
        relation = known.get(str(attribute))
        if relation is None:
            continue
        target = _target(old, relation)
        if target not in have:
            have[target] = _carry(old, relation, part, carried, len(have))
        attribute.getparent().set(attribute.attrname, have[target])


def _carry(old: Package, relation: Relation, part: str, carried: Carried, number: int) -> str:
    if relation.kind in RUNNING:
        raise NotRepresentable("their pages have other headers or footers")
    id = f"rIdOld{number}"
    entry = {"Id": id, "Type": f"{R}/{relation.kind}"}
    if relation.address:
        entry |= {"Target": relation.address, "TargetMode": "External"}
    else:
        folder, name = posixpath.split(relation.target)
        carried_name = f"{folder}/old-{name}"
        carried.parts[carried_name] = old.parts[relation.target]
        entry["Target"] = f"/{carried_name}"
    carried.added.setdefault(part, []).append(entry)
    return id


def with_relations(package: Mapping[str, bytes], part: str, added: list[dict[str, str]]) -> tuple[str, bytes]:
    """Name and content of the part that holds the relationships of another, with more of them."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    root = read_xml(package.get(rels, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()), rels)
    for entry in added:
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", entry)
    return rels, HEAD.encode() + etree.tostring(root)


def with_types(
    package: Mapping[str, bytes], old: Package, carried: Carried, overrides: Mapping[str, str]
) -> bytes:
    """The content types of a file with those of carried parts and of more parts by name."""
    root = read_xml(package[TYPES], TYPES)
    kinds = {str(one.get("Extension", "")).lower() for one in root}
    theirs = {
        str(one.get("Extension", "")).lower(): str(one.get("ContentType"))
        for one in read_xml(old.parts[TYPES], TYPES)
        if one.get("Extension")
    }
    for name in carried.parts:
        kind = name.rpartition(".")[2].lower()
        if kind not in kinds and kind in theirs:
            kinds.add(kind)
            default = etree.Element(
                f"{{{CONTENT_TYPES}}}Default", {"Extension": kind, "ContentType": theirs[kind]}
            )
            root.insert(0, default)
    declared = {one.get("PartName") for one in root}
    for name, content_type in overrides.items():
        if f"/{name}" not in declared:
            attributes = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", attributes)
    return HEAD.encode() + etree.tostring(root)
