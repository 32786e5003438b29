"""Pipe tables to table blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remit.blocks.types import Column, Place, Row, Table, Tag
from remit.templating.errors import fault
from remit.templating.nesting import check_nesting
from remit.templating.source import Source
from remit.templating.tokens import Node

if TYPE_CHECKING:
    from remit.templating.tree import Builder


def read_table(builder: Builder, source: Source, node: Node, place: Place) -> Table:
    """The table of a pipe table; rows with a wrong number of cells are findings."""
    columns = tuple(Column(align) for align in node.token.meta["align"])
    rows: list[Row | Tag] = []
    for child in node.children:
        if child.kind == "tag":
            rows.append(builder.tag(source, child.token.meta["tag"]))
            continue
        rows.append(_row(builder, source, child, len(columns)))
    builder.findings.extend(check_nesting(rows, "around whole rows"))
    head = rows[0] if rows and isinstance(rows[0], Row) else None
    if head is not None and not any(head.cells):
        head = None
    return Table(columns=columns, head=head, rows=tuple(rows[1:]), place=place)


def _row(builder: Builder, source: Source, node: Node, columns: int) -> Row:
    cells = tuple(
        builder.tag(source, cell.token.meta["tag"])
        if cell.kind == "tag"
        else builder.inlines(source, cell.token)[0]
        for cell in node.children
    )
    row = Row(cells=cells, place=source.place(node.line), kind=node.token.meta["kind"])
    builder.findings.extend(check_nesting(cells, "around whole columns"))
    count = sum(not isinstance(cell, Tag) for cell in cells)
    if count != columns:
        message = f"The row has {count} cells, the table {columns} columns."
        builder.findings.append(fault("TPL-016", message, row.place))
    return row


def with_options(builder: Builder, table: Table, options: dict[str, str]) -> Table:
    """The table with the options of its container: widths, total, zebra, caption."""
    columns = table.columns
    if "widths" in options:
        columns = _widths(builder, table, options["widths"])
    return Table(
        columns=columns,
        head=table.head,
        rows=_totals(table.rows, int(options["total"]) if "total" in options else 0),
        place=table.place,
        zebra="zebra" in options,
        caption=options.get("caption", ""),
    )


def _widths(builder: Builder, table: Table, text: str) -> tuple[Column, ...]:
    try:
        widths = [float(word) for word in text.split()]
    except ValueError:
        widths = []
    if len(widths) != len(table.columns) or not all(0 < width < 1000 for width in widths):
        message = (
            f'widths="{text}" must give one positive number for each of the {len(table.columns)} columns.'
        )
        builder.findings.append(fault("TPL-009", message, table.place))
        return table.columns
    return tuple(Column(c.align, width) for c, width in zip(table.columns, widths, strict=True))


def _totals(rows: tuple[Row | Tag, ...], count: int) -> tuple[Row | Tag, ...]:
    out = list(rows)
    for index in range(len(out) - 1, -1, -1):
        row = out[index]
        if count and isinstance(row, Row):
            out[index] = Row(cells=row.cells, place=row.place, kind="total")
            count -= 1
    return tuple(out)


def key_rows(table: Table) -> Table:
    """A key-terms table. Its head row is there for Markdown's sake and is not printed: terms and values need no heading."""
    return Table(columns=table.columns, head=None, rows=table.rows, place=table.place)
