"""A document as HTML: semantic elements only; every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from remit.blocks.types import (
    Block,
    Blocks,
    Break,
    Bullet,
    ClauseItem,
    ClauseUse,
    Container,
    Document,
    Face,
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

_ELEMENTS = (("strong", "strong"), ("emphasis", "em"), ("code", "code"), ("term", "dfn"))
_SILENT = ("pagebreak", "toc", "control")


def to_html(document: Document) -> str:
    """The document as an ``article``; ids of clauses become ids of elements, references become links to them."""
    return f"<article><h1>{escape(document.title)}</h1>{''.join(html(document.blocks))}</article>"


def html(blocks: Blocks) -> Iterator[str]:
    """The elements of blocks."""
    for block in blocks:
        yield from _element(block)


def inline_html(inlines: Inlines) -> str:
    """The words of a paragraph."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: object) -> str:
    match inline:
        case Text() | Value():
            return _faced(escape(inline.text).replace("\n", "<br>"), inline.face)
        case Ref():
            return _faced(f'<a href="#{escape(inline.target)}">{escape(inline.label)}</a>', inline.face)
        case Break():
            return "<br>"
    return ""


def _faced(text: str, face: Face) -> str:
    for name, element in _ELEMENTS:
        if getattr(face, name):
            text = f"<{element}>{text}</{element}>"
    return text


def _element(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            level = block.level + 1
            yield f"<h{level}{_id(block.id)}>{_number(block.number)}{inline_html(block.inlines)}</h{level}>"
        case ClauseItem():
            words = f"<p>{_number(block.number)}{inline_html(block.inlines)}</p>"
            yield f'<div class="clause"{_id(block.id)}>{words}{"".join(html(block.children))}</div>'
        case Bullet():
            yield f"<ul><li>{inline_html(block.inlines)}{''.join(html(block.children))}</li></ul>"
        case Paragraph():
            yield f"<p>{inline_html(block.inlines)}</p>"
        case Table():
            yield _table(block)
        case ClauseUse():
            yield from (part for position in block.positions for part in html(position.children))
        case Container() if block.kind not in _SILENT:
            head = f"<h2>{_number(block.number)}{inline_html(block.title)}</h2>" if block.number else ""
            yield f'<section class="{escape(block.kind)}"{_id(block.id)}>{head}{"".join(html(block.children))}</section>'


def _number(number: str) -> str:
    return f'<span class="number">{escape(number)}</span> ' if number else ""


def _id(identifier: str) -> str:
    return f' id="{escape(identifier)}"' if identifier else ""


def _table(table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = f"<thead>{_row(table.head, 'th')}</thead>" if table.head else ""
    body = "".join(_row(row, "td") for row in table.rows if isinstance(row, Row))
    return f"<table>{caption}{head}<tbody>{body}</tbody></table>"


def _row(row: Row, element: str) -> str:
    cells = (cell for cell in row.cells if not isinstance(cell, Tag))
    return f"<tr>{''.join(f'<{element}>{inline_html(cell)}</{element}>' for cell in cells)}</tr>"
