"""Markdown tokens to blocks, with the numbering level of every clause and every check that needs the whole template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jinja2 import Environment
from markdown_it.token import Token

from remit.blocks.types import (
    Block,
    Blocks,
    Bullet,
    ClauseItem,
    ClauseUse,
    Heading,
    Inlines,
    Paragraph,
    Place,
    Position,
    Ref,
    Tag,
)
from remit.findings import Finding
from remit.templating.containers import read_container
from remit.templating.errors import fault, near
from remit.templating.inlines import InlineReader
from remit.templating.language import statement
from remit.templating.library import LibraryClause
from remit.templating.markdown import parse, parser
from remit.templating.nesting import HeadingDepth, check_nesting
from remit.templating.source import Source
from remit.templating.tables import read_table
from remit.templating.tokens import Node, nest

DEEPEST_ITEM = 3
_REFUSED = {"blockquote": "a quotation", "hr": "a rule", "fence": "a code block"}


class Builder:
    """Builds the blocks of one template and of the clauses it uses; collects findings instead of stopping."""

    def __init__(self, environment: Environment, library: Mapping[str, LibraryClause]) -> None:
        self._environment = environment
        self._library = library
        self.findings: list[Finding] = []
        self.ids: dict[str, Place] = {}
        self.refs: list[Ref] = []
        self.uses: dict[str, LibraryClause] = {}
        self.depth = HeadingDepth()
        self._anchors = 0
        self._unnumbered = ""

    def build(self, source: Source) -> Blocks:
        """The blocks of a whole source."""
        return self.blocks(source, nest(parse(source)))

    def inline_text(self, source: Source, text: str, line: int) -> Inlines:
        """The inlines of a piece of text that stands outside a paragraph (a title)."""
        token = parser(source).parseInline(text)[0]
        token.map = [line, line + 1]
        return self.inlines(source, token)[0]

    def inlines(self, source: Source, token: Token | None) -> tuple[Inlines, str]:
        """The inlines of a paragraph and the id at its end; references are noted."""
        reader = InlineReader(self._environment, source, self.findings)
        inlines, identifier = reader.read(token)
        self.refs.extend(i for i in inlines if isinstance(i, Ref))
        self.findings.extend(check_nesting(inlines, "within one paragraph"))
        return inlines, identifier

    def tag(self, source: Source, number: int) -> Tag:
        """The statement of a set-aside tag."""
        return statement(self._environment, source.tags[number])

    def blocks(self, source: Source, nodes: Sequence[Node], item_depth: int = -1) -> Blocks:
        """The blocks of sibling nodes; ``item_depth`` is the depth of the clause they stand in."""
        out: list[Block] = []
        for node in nodes:
            if node.kind == "tag":
                tag = self.tag(source, node.token.meta["tag"])
                self.depth.tag(tag)
                out.append(tag)
            else:
                out.extend(self._block(source, node, item_depth))
        self.findings.extend(check_nesting(tuple(out), "around whole blocks"))
        return tuple(out)

    def _block(self, source: Source, node: Node, item_depth: int) -> Sequence[Block]:
        place = source.place(node.line)
        match node.kind:
            case "heading":
                return [self._heading(source, node, place, item_depth)]
            case "paragraph":
                return [Paragraph(inlines=self.inlines(source, node.inline)[0], place=place)]
            case "ordered_list":
                return self._items(source, node, item_depth + 1)
            case "bullet_list":
                return self._bullets(source, node, 0, item_depth)
            case "table":
                return [read_table(self, source, node, place)]
            case "container" if node.token.info.split(None, 1)[0] == "clause":
                return self._clause(node, place)
            case "container":
                return read_container(self, source, node, place, item_depth)
        what = _REFUSED.get(node.kind, node.kind)
        self.findings.append(fault("TPL-008", f"Templates may not use {what}.", place))
        return []

    def _heading(self, source: Source, node: Node, place: Place, item_depth: int) -> Heading:
        level = int(node.token.tag[1:])
        inlines, identifier = self.inlines(source, node.inline)
        if level > 2 or item_depth >= 0:
            message = "Headings have two levels, # and ##, and do not stand in a clause."
            self.findings.append(fault("TPL-008", message, place))
        self.numbered(place, "heading")
        if not self.depth.heading(min(level, 2)):
            message = "A ## heading needs a # heading before it."
            self.findings.append(fault("TPL-015", message, place))
        return Heading(level=min(level, 2), inlines=inlines, place=place, id=self.define(identifier, place))

    def numbered(self, place: Place, what: str) -> None:
        """Refuses numbered blocks where they would change the numbers of a document from draft to final."""
        if self._unnumbered:
            message = f"A {what} may not stand in ::: {self._unnumbered}."
            self.findings.append(fault("TPL-015", message, place))

    def without_numbers(self, container: str) -> str:
        """Sets the container in which numbers are refused; returns the one before."""
        before, self._unnumbered = self._unnumbered, container
        return before

    def define(self, identifier: str, place: Place) -> str:
        """Notes an id."""
        if identifier:
            self.ids.setdefault(identifier, place)
        return identifier

    def _items(self, source: Source, node: Node, depth: int) -> list[ClauseItem]:
        place = source.place(node.line)
        self.numbered(place, "numbered clause")
        if depth > DEEPEST_ITEM:
            message = "Numbered lists nest four deep at most: 1.1, (a), (i), (A)."
            self.findings.append(fault("TPL-015", message, place))
        if depth == 0 and not self.depth.sure:
            message = "The number of this clause would depend on a loop or condition that holds a heading."
            hint = "Put a heading before it, or move it before the loop or condition."
            self.findings.append(fault("TPL-015", message, place, hint))
        level = self.depth.depth if depth == 0 else 2 + min(depth, DEEPEST_ITEM)
        return [self._item(source, child, depth, level) for child in node.children]

    def _item(self, source: Source, node: Node, depth: int, level: int) -> ClauseItem:
        place = source.place(node.line)
        inlines, identifier, rest = self._first_paragraph(source, node)
        self.define(identifier, place)
        children = self.blocks(source, rest, depth)
        if not identifier and any(isinstance(child, ClauseItem) and child.id for child in children):
            self._anchors += 1
            identifier = f"anchor.{self._anchors}"
        return ClauseItem(
            depth=depth, level=level, inlines=inlines, place=place, children=children, id=identifier
        )

    def _first_paragraph(self, source: Source, node: Node) -> tuple[Inlines, str, Sequence[Node]]:
        if node.children and node.children[0].kind == "paragraph":
            inlines, identifier = self.inlines(source, node.children[0].inline)
            return inlines, identifier, node.children[1:]
        return (), "", node.children

    def _bullets(self, source: Source, node: Node, depth: int, item_depth: int) -> list[Bullet]:
        out = []
        for child in node.children:
            inlines, _, rest = self._first_paragraph(source, child)
            children: list[Block] = []
            for inner in rest:
                if inner.kind == "bullet_list":
                    children += self._bullets(source, inner, depth + 1, item_depth)
                else:
                    children += self.blocks(source, [inner], DEEPEST_ITEM)
            place = source.place(child.line)
            out.append(Bullet(depth=depth, inlines=inlines, place=place, children=tuple(children)))
        return out

    def _clause(self, node: Node, place: Place) -> list[Block]:
        """The library clause that ``::: clause topic`` prints, with all its positions."""
        topic = node.token.info.partition(" ")[2].strip()
        clause = self._library.get(topic)
        if clause is None:
            message = f"The clause library has no clause {topic or '(none named)'}."
            hint = near(topic, self._library)
            self.findings.append(fault("TPL-010", message, place, hint))
            return []
        self.uses[topic] = clause
        positions = []
        before, after = self.depth, set()
        for position in clause.positions:
            self.depth = before.copy()
            positions.append(
                Position(id=position.id, approver=position.approver, children=self.build(position.source))
            )
            after.add((self.depth.depth, self.depth.sure))
        self.depth.sure = len(after) <= 1 and self.depth.sure
        return [
            ClauseUse(
                topic=topic,
                title=clause.title,
                version=clause.version,
                positions=tuple(positions),
                place=place,
            )
        ]


def unknown_references(builder: Builder, texts: Mapping[str, str]) -> list[Finding]:
    """References to ids that neither the template nor its clauses define; ``texts`` are the files by name."""
    findings = []
    for ref in builder.refs:
        if ref.target not in builder.ids:
            message = f"The reference [@{ref.target}] names no clause, heading or schedule."
            hint = near(ref.target, builder.ids, "write {#id} behind the clause or heading that it means")
            findings.append(fault("TPL-005", message, _written(ref, texts), hint))
    return findings


def _written(ref: Ref, texts: Mapping[str, str]) -> Place:
    """Line and column of a reference: its block is known, within that it stands where it is written."""
    lines = texts.get(ref.place.template, "").split("\n")
    for number, line in enumerate(lines[ref.place.line - 1 :], ref.place.line):
        at = line.find(f"[@{ref.target}")
        if at >= 0:
            return replace(ref.place, line=number, column=at + 1)
    return ref.place
