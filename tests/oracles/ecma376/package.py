"""The package: content types and relationships (ECMA-376 Part 2, clauses 6 and 7)."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from tests.oracles.ecma376.container import Parts
from tests.oracles.ecma376.defects import Defect
from tests.oracles.ecma376.names import CONTENT_TYPES, DOCUMENT_RELATIONSHIPS, PACKAGE_RELATIONSHIPS

TYPES_PART = "[Content_Types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPE_OF_RELATIONSHIP = {
    "styles": "wordprocessingml.styles+xml",
    "numbering": "wordprocessingml.numbering+xml",
    "settings": "wordprocessingml.settings+xml",
    "fontTable": "wordprocessingml.fontTable+xml",
    "header": "wordprocessingml.header+xml",
    "footer": "wordprocessingml.footer+xml",
    "footnotes": "wordprocessingml.footnotes+xml",
    "endnotes": "wordprocessingml.endnotes+xml",
    "comments": "wordprocessingml.comments+xml",
    "theme": "officedocument.theme+xml",
    "webSettings": "wordprocessingml.webSettings+xml",
}
_FOREIGN = ("macroEnabled", "vbaProject", "activeX", "oleObject")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LINK_SCHEME = re.compile(r"(https?|mailto):", re.IGNORECASE)

Trees = dict[str, etree._Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A link from a part (`source`, "" for the package) to another (`target`, None when outside)."""

    holder: str
    source: str
    id: str
    kind: str
    raw_target: str
    mode: str
    target: str | None


def package_defects(parts: Parts, trees: Trees) -> list[Defect]:
    """Defects of content types, relationships and the references to them."""
    types = _ContentTypes(trees.get(TYPES_PART))
    links = list(_relationships(trees))
    checks = (
        _type_defects(parts, types),
        _link_defects(links, parts, types),
        _duplicate_ids(links),
        _main_part_defects(links, types),
        _unreachable(links, parts),
        _dangling_references(links, trees),
    )
    return [defect for check in checks for defect in check]


class _ContentTypes:
    def __init__(self, root: etree._Element | None) -> None:
        children = [] if root is None else list(root)
        self.defaults = [
            (e.get("Extension", "").lower(), e.get("ContentType", "")) for e in children if _is(e, "Default")
        ]
        self.overrides = [
            (e.get("PartName", ""), e.get("ContentType", "")) for e in children if _is(e, "Override")
        ]
        self._by_extension = dict(self.defaults)
        self._by_name = dict(self.overrides)

    def of(self, part: str) -> str:
        """The content type of a part, "" when it has none."""
        extension = part.rsplit(".", 1)[-1].lower()
        return self._by_name.get(f"/{part}") or self._by_extension.get(extension, "")


def _is(element: etree._Element, local: str) -> bool:
    return element.tag == f"{{{CONTENT_TYPES}}}{local}"


def _type_defects(parts: Parts, types: _ContentTypes) -> Iterator[Defect]:
    for listed in (types.defaults, types.overrides):
        names = [name for name, _ in listed]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield _types(TYPES_PART, f"duplicate entry for {name}")
    for name, _ in types.overrides:
        if name.lstrip("/") not in parts:
            yield _types(TYPES_PART, f"names the missing part {name}")
    for part in parts:
        kind = types.of(part)
        if part != TYPES_PART and not kind:
            yield _types(part, "no content type")
        if any(word in kind for word in _FOREIGN) or "embeddings/" in part:
            yield _types(part, f"macro or embedded object ({kind})")


def _relationships(trees: Trees) -> Iterator[Relationship]:
    for holder, root in trees.items():
        if not holder.endswith(".rels"):
            continue
        folder, name = posixpath.split(holder)
        source = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        for element in root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"):
            target, mode = element.get("Target", ""), element.get("TargetMode", "Internal")
            yield Relationship(
                holder=holder,
                source=source,
                id=element.get("Id", ""),
                kind=element.get("Type", "").rsplit("/", 1)[-1],
                raw_target=target,
                mode=mode,
                target=None if mode == "External" or _SCHEME.match(target) else _resolved(source, target),
            )


def _resolved(source: str, target: str) -> str:
    path = unquote(target.split("#", 1)[0])
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _link_defects(links: list[Relationship], parts: Parts, types: _ContentTypes) -> Iterator[Defect]:
    for link in links:
        if link.source and link.source not in parts:
            yield _link(link, f"belongs to the missing part {link.source}")
        if link.mode == "External":
            yield from _external_defects(link)
        elif link.mode != "Internal":
            yield _link(link, f"target mode {link.mode!r}")
        elif link.target is None or link.target.startswith(".."):
            yield _link(link, f"target {link.raw_target!r} leaves the package")
        elif link.target not in parts:
            yield _link(link, f"target {link.target} is missing")
        else:
            yield from _kind_defects(link, types.of(link.target))


def _external_defects(link: Relationship) -> Iterator[Defect]:
    if link.kind != "hyperlink":
        yield _link(link, f"external {link.kind} {link.raw_target!r}")
    elif not _LINK_SCHEME.match(link.raw_target):
        yield _link(link, f"hyperlink scheme not allowed: {link.raw_target!r}")


def _kind_defects(link: Relationship, content_type: str) -> Iterator[Defect]:
    expected = _TYPE_OF_RELATIONSHIP.get(link.kind, "")
    if not content_type.endswith(expected):
        yield _link(link, f"{link.target} has content type {content_type}, not that of {link.kind}")


def _duplicate_ids(links: list[Relationship]) -> Iterator[Defect]:
    seen: set[tuple[str, str]] = set()
    for link in links:
        if (link.source, link.id) in seen:
            yield _link(link, "duplicate id")
        seen.add((link.source, link.id))


def main_parts(links: list[Relationship]) -> list[str]:
    """The parts that the package names as its document; a sound package has one."""
    return [link.target or "" for link in links if not link.source and link.kind == "officeDocument"]


def _main_part_defects(links: list[Relationship], types: _ContentTypes) -> Iterator[Defect]:
    found = main_parts(links)
    if len(found) != 1:
        yield Defect(
            check="relationship", part="_rels/.rels", message=f"names {len(found)} main documents, not one"
        )
    for part in found:
        if types.of(part) != MAIN_TYPE:
            yield _types(part, f"main document has content type {types.of(part)!r}")


def _unreachable(links: list[Relationship], parts: Parts) -> Iterator[Defect]:
    reached = {""}
    while True:
        more = {
            link.target or "" for link in links if link.source in reached and link.target in parts
        } - reached
        if not more:
            break
        reached |= more
    for part in parts:
        if part not in reached and part != TYPES_PART and not part.endswith(".rels"):
            yield Defect(check="relationship", part=part, message="no relationship leads here")


def _dangling_references(links: list[Relationship], trees: Trees) -> Iterator[Defect]:
    known: dict[str, set[str]] = {}
    for link in links:
        known.setdefault(link.source, set()).add(link.id)
    for part, root in trees.items():
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                reference = str(name).startswith(f"{{{DOCUMENT_RELATIONSHIPS}}}")
                if reference and value and value not in known.get(part, set()):
                    yield Defect(check="relationship", part=part, message=f"no relationship {value!r}")


def _types(part: str, message: str) -> Defect:
    return Defect(check="content-type", part=part, message=message)


def _link(link: Relationship, message: str) -> Defect:
    return Defect(check="relationship", part=link.holder, message=f"{link.id}: {message}")
