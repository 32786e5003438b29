"""A document as plain text: one line for each block, numbers included."""

from __future__ import annotations

from collections.abc import Iterator

from remit.blocks.types import (
    Block,
    Blocks,
    Break,
    Bullet,
    ClauseItem,
    ClauseUse,
    Container,
    Document,
    Heading,
    Inlines,
    Paragraph,
    Ref,
    Row,
    Table,
    Tag,
    Text,
    Value,
)

_SILENT = ("pagebreak", "toc", "control")


def to_text(document: Document) -> str:
    """The document's text; table cells are parted by bars, nested blocks indented by two spaces."""
    return "\n".join([document.title, *lines(document.blocks)]).strip() + "\n"


def inline_text(inlines: Inlines) -> str:
    """The words of a paragraph."""
    out = []
    for inline in inlines:
        if isinstance(inline, Text | Value):
            out.append(inline.text)
        elif isinstance(inline, Ref):
            out.append(inline.label)
        elif isinstance(inline, Break):
            out.append("\n")
    return "".join(out)


def lines(blocks: Blocks, indent: str = "") -> Iterator[str]:
    """The lines of blocks."""
    for block in blocks:
        yield from _lines(block, indent)


def _lines(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{indent}{block.number} {inline_text(block.inlines)}"
        case ClauseItem():
            yield f"{indent}{block.number} {inline_text(block.inlines)}"
            yield from lines(block.children, indent + "  ")
        case Bullet():
            yield f"{indent}- {inline_text(block.inlines)}"
            yield from lines(block.children, indent + "  ")
        case Paragraph():
            yield indent + inline_text(block.inlines)
        case Table():
            yield from _table(block, indent)
        case ClauseUse():
            yield from (line for position in block.positions for line in lines(position.children, indent))
        case Container() if block.kind not in _SILENT:
            if block.number:
                yield f"{indent}{block.number} {inline_text(block.title)}"
            yield from lines(block.children, indent)


def _table(table: Table, indent: str) -> Iterator[str]:
    if table.caption:
        yield indent + table.caption
    rows = (table.head, *table.rows) if table.head else table.rows
    for row in rows:
        if isinstance(row, Row):
            cells = [inline_text(cell) for cell in row.cells if not isinstance(cell, Tag)]
            yield f"{indent}| {' | '.join(cells)} |"
