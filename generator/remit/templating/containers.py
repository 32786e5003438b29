"""Containers: what stands between ``::: name`` and its closing colons."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from remit.blocks.types import Block, Bullet, ClauseItem, Container, Paragraph, Place, Table
from remit.templating.errors import fault
from remit.templating.nesting import HeadingDepth
from remit.templating.source import SET_ASIDE, Source
from remit.templating.tables import key_rows, with_options
from remit.templating.tokens import Node

if TYPE_CHECKING:
    from remit.templating.tree import Builder

EMPTY = ("control", "pagebreak", "toc")
UNNUMBERED = ("note", "signatures")
SERIES = ("parties", "recitals")
KNOWN = (
    "keyterms",
    *SERIES,
    "schedule",
    "landscape",
    "note",
    "signatures",
    "table",
    "figure",
    "clause",
    *EMPTY,
)
_SCHEDULE = re.compile(r'schedule[ \t]+"([^"]*)"[ \t]*(?:\{#([A-Za-z][A-Za-z0-9._-]*)\})?')
_FIGURE = re.compile(r"figure[ \t]+([a-z][a-z0-9-]*)")
SERIES_LEVEL = -1


def read_container(
    builder: Builder, source: Source, node: Node, place: Place, item_depth: int
) -> Sequence[Block]:
    """The block of a container; unknown, unclosed or misused ones are findings."""
    name = node.token.info.split(None, 1)[0]
    if name not in KNOWN:
        builder.findings.append(
            fault("TPL-009", f"There is no container ::: {name}.", place, f"Known: {', '.join(KNOWN)}.")
        )
        return []
    if not node.token.meta["closed"]:
        builder.findings.append(
            fault("TPL-009", f"Nothing closes ::: {name}.", place, "Add a line of as many colons.")
        )
    if name in EMPTY:
        return [Container(kind=name, place=place)]
    if name == "table":
        return _table(builder, source, node, place)
    if name == "keyterms":
        return _key_terms(builder, source, node, place)
    if name in SERIES:
        return [_series(builder, source, node, place, name)]
    if name == "figure":
        return [_figure(builder, source, node, place)]
    if name == "schedule":
        return [_schedule(builder, source, node, place, item_depth)]
    return [_plain(builder, source, node, place, name, item_depth)]


def _plain(
    builder: Builder, source: Source, node: Node, place: Place, name: str, item_depth: int
) -> Container:
    before = builder.without_numbers(name) if name in UNNUMBERED else None
    children = builder.blocks(source, node.children, item_depth)
    if before is not None:
        builder.without_numbers(before)
    return Container(kind=name, place=place, children=children)


def _schedule(builder: Builder, source: Source, node: Node, place: Place, item_depth: int) -> Container:
    found = _SCHEDULE.fullmatch(node.token.info)
    if found is None or item_depth >= 0:
        hint = 'Write ::: schedule "Budget" {#schedule-budget}, outside any clause.'
        builder.findings.append(
            fault("TPL-009", "The schedule needs a title in quotation marks.", place, hint)
        )
    title = builder.inline_text(source, found.group(1) if found else "", node.line)
    identifier = builder.define(found.group(2) or "" if found else "", place)
    builder.numbered(place, "schedule")
    outer, builder.depth = builder.depth, HeadingDepth()
    children = builder.blocks(source, node.children)
    builder.depth = outer
    return Container(kind="schedule", place=place, children=children, title=title, id=identifier)


def _figure(builder: Builder, source: Source, node: Node, place: Place) -> Container:
    """A figure by its name; what stands in the container is its caption."""
    found = _FIGURE.fullmatch(node.token.info)
    if found is None:
        message = "The figure needs its name, in small letters."
        builder.findings.append(fault("TPL-009", message, place, "Write ::: figure escalation-ladder."))
    before = builder.without_numbers("figure")
    children = builder.blocks(source, node.children)
    builder.without_numbers(before)
    return Container(kind="figure", place=place, children=children, id=found[1] if found else "")


def _table(builder: Builder, source: Source, node: Node, place: Place) -> Sequence[Block]:
    options = _options(builder, source, node, place)
    children = builder.blocks(source, node.children)
    if not any(isinstance(child, Table) for child in children):
        builder.findings.append(fault("TPL-009", "::: table holds no pipe table.", place))
    return [with_options(builder, c, options) if isinstance(c, Table) else c for c in children]


def _options(builder: Builder, source: Source, node: Node, place: Place) -> dict[str, str]:
    try:
        words = shlex.split(node.token.info)[1:]
    except ValueError:
        words = ["?"]
    options = {}
    for word in words:
        key, _, value = word.partition("=")
        options[key] = value or "1"
        if key not in ("widths", "total", "zebra", "caption") or SET_ASIDE.search(word):
            message = f"::: table does not know {SET_ASIDE.sub('{{...}}', word)}."
            hint = 'Known: widths="3 1 1", total, zebra, caption="words".'
            builder.findings.append(fault("TPL-009", message, place, hint))
    if not options.get("total", "1").isdecimal():
        builder.findings.append(fault("TPL-009", 'Write total or total="2".', place))
        del options["total"]
    return options


def _key_terms(builder: Builder, source: Source, node: Node, place: Place) -> Sequence[Block]:
    children = tuple(
        key_rows(child) if isinstance(child, Table) else child
        for child in builder.blocks(source, node.children)
    )
    tables = [child for child in children if isinstance(child, Table)]
    if len(tables) != 1 or len(tables[0].columns) != 2:
        message = "::: keyterms holds one pipe table of two columns: the term with its hint, and the value."
        builder.findings.append(fault("TPL-009", message, place))
    return [Container(kind="keyterms", place=place, children=children)]


def _series(builder: Builder, source: Source, node: Node, place: Place, name: str) -> Container:
    outer, builder.depth = builder.depth, HeadingDepth()
    children = builder.blocks(source, node.children)
    builder.depth = outer
    listed = any(isinstance(child, ClauseItem | Bullet) for child in children)
    return Container(kind=name, place=place, children=tuple(_entry(child, listed) for child in children))


def _entry(block: Block, listed: bool) -> Block:
    """An entry of a numbered series: a list item, or a paragraph where there is no list."""
    if isinstance(block, ClauseItem | Bullet) or (isinstance(block, Paragraph) and not listed):
        children = () if isinstance(block, Paragraph) else block.children
        identifier = block.id if isinstance(block, ClauseItem) else ""
        return ClauseItem(
            depth=0,
            level=SERIES_LEVEL,
            inlines=block.inlines,
            place=block.place,
            children=children,
            id=identifier,
        )
    return block
