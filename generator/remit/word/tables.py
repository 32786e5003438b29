"""Tables: repeating head rows, rows that do not break, ruled totals, key terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from remit.blocks.target import Writer
from remit.blocks.types import Expression, Inlines, Ref, Row, Table, Tag, Text
from remit.word.inlines import mark, write_inlines
from remit.word.markup import attribute, run, static
from remit.word.measure import GRID_CODE, ROW_CODE, TURN_CODE, WIDTH_CODE, Grid, grid

TABLE_END = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'
_SUFFIX = {"left": "", "right": "Number", "center": "Centre"}
_PLAIN = {"left": "TableText", "right": "TableNumber", "center": "TableCentre"}
_TOTAL_RULE = (
    '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/></w:tcBorders>'
)
_APART = '<w:tcMar><w:left w:w="300" w:type="dxa"/></w:tcMar>'
TERM_SHARE = 0.31
SHORT = 10
KEEP = "<w:keepNext/>"


def table_head(
    style: str,
    columns: Sequence[int],
    total: int,
    *,
    head: bool = False,
    first: bool = False,
    zebra: bool = False,
    caption: str = "",
) -> str:
    """The opening of a table: style, width, which conditional formats hold, alternative text, grid.

    ``head`` and ``first`` say whether the first row and the first column name what stands in the others: programs that read
    aloud go by that. Without ``columns`` the widths are measured on the printed table.
    """
    bits = 0x0400 | (0x20 if head else 0) | (0x80 if first else 0) | (0 if zebra else 0x200)
    text = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{bits:04X}" w:firstRow="{int(head)}" w:lastRow="0" '
        f'w:firstColumn="{int(first)}" w:lastColumn="0" w:noHBand="{int(not zebra)}" w:noVBand="1"/>{text}</w:tblPr>'
        f"<w:tblGrid>{grid(columns) if columns else GRID_CODE}</w:tblGrid>"
    )


def row_head(*, head: bool = False, height: int = 0, code: str = "") -> str:
    """The opening of a row, which never breaks over a page; a head row repeats on each page."""
    repeat = f"{code}<w:tblHeader/>" if head else ""
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeat}</w:trPr>"


def cell_head(width: int | str, style: str, extra: str = "", *, keep: bool = False) -> str:
    """The opening of a cell and of its paragraph."""
    held = KEEP if keep else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{held}</w:pPr>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr><w:p>{properties}'


CELL_END = "</w:p></w:tc>"


def caption_markup(words: str) -> str:
    """A caption above a table, kept with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{run("", static(words))}</w:p>'


def write_table(writer: Writer, table: Table, width: int) -> None:
    """A table of the full text width."""
    if table.caption:
        writer.put(caption_markup(table.caption))
    described = table.caption or _described(table)
    head = table.head is not None
    shape = Grid(
        total=width,
        aligns=tuple(column.align for column in table.columns),
        weights=tuple(column.width for column in table.columns),
        head=head,
        repeated=_repeated(table),
    )
    writer.put(mark("Q", *shape.fields()))
    writer.put(
        table_head("RemitTable", (), width, head=head, first=not head, zebra=table.zebra, caption=described)
    )
    if table.head is not None:
        _row(writer, table, table.head)
    kept = _kept(table)
    for number, row in enumerate(table.rows):
        if isinstance(row, Tag):
            writer.tag(row)
        else:
            _row(writer, table, row, keep=number in kept)
    writer.put("</w:tbl>" + mark("q") + TABLE_END)


def _repeated(table: Table) -> int:
    """The column that a loop repeats, -1 for none."""
    cells = table.head.cells if table.head else ()
    return next((n for n, cell in enumerate(cells) if isinstance(cell, Tag) and cell.word == "for"), -1)


def _kept(table: Table) -> frozenset[int]:
    """Rows held on one page with the next: all of a short table without a loop, what stands before a total, group heads.

    A row that a loop repeats is none of them: it would hold all that it prints. The last rows of a printed table are held
    when it is measured.
    """
    rows = table.rows
    short = len(rows) <= SHORT and not any(isinstance(row, Tag) and row.word == "for" for row in rows)
    return frozenset(
        number
        for number, row in enumerate(rows[:-1])
        if short
        or (isinstance(row, Row) and _heads_group(row))
        or any(isinstance(after, Row) and after.kind == "total" for after in rows[number + 1 : number + 2])
    )


def _heads_group(row: Row) -> bool:
    """A row of the body that is bold throughout stands above the rows that it sums up."""
    inlines = [inline for cell in row.cells if not isinstance(cell, Tag) for inline in cell]
    faced = [i for i in inlines if isinstance(i, Text | Expression | Ref)]
    return row.kind == "body" and bool(faced) and all(inline.face.strong for inline in faced)


def _described(table: Table) -> str:
    """Alternative text of a table without a caption: its heads or, where they say nothing, what its rows begin with."""
    heads = _words(table.head.cells if table.head else ())
    begins = (row.cells[:1] for row in table.rows if isinstance(row, Row))
    return ", ".join(heads or [word for cells in begins for word in _words(cells)])


def _words(cells: Iterable[Inlines | Tag]) -> list[str]:
    """What the template itself says in cells."""
    words = (
        "".join(i.text for i in c if isinstance(i, Text)).strip() for c in cells if not isinstance(c, Tag)
    )
    return [word for word in words if word]


def _row(writer: Writer, table: Table, row: Row, *, keep: bool = False) -> None:
    head = row.kind == "head"
    writer.put(row_head(head=head, code=ROW_CODE))
    before, columns = "left", iter(table.columns)
    for cell in row.cells:
        if isinstance(cell, Tag):
            writer.tag(cell)
            continue
        align = next(columns).align
        extra = _TOTAL_RULE if row.kind == "total" else ""
        extra += _APART if (before, align) == ("right", "left") else ""
        extra += TURN_CODE if head else ""
        writer.put(cell_head(WIDTH_CODE, _style(row.kind, align), extra, keep=keep))
        write_inlines(writer, cell)
        writer.put(CELL_END)
        before = align
    writer.put("</w:tr>")


def _style(kind: str, align: str) -> str:
    if kind == "body":
        return _PLAIN[align]
    if kind == "head":
        return f"TableHead{_SUFFIX[align]}"
    return "TableTotalNumber" if align == "right" else "TableTotal"


def write_key_terms(writer: Writer, table: Table, width: int, caption: str) -> None:
    """Page one's quiet table: the term with its hint, and what was agreed."""
    term = round(width * TERM_SHARE)
    columns = (term, width - term)
    writer.put(table_head("RemitKeyTerms", columns, width, first=True, caption=caption))
    for row in table.rows:
        if isinstance(row, Tag):
            writer.tag(row)
            continue
        writer.put(row_head() + cell_head(columns[0], "KeyTerm"))
        first, second = (*(cell for cell in row.cells if not isinstance(cell, Tag)), (), ())[:2]
        _term(writer, first)
        writer.put(CELL_END + cell_head(columns[1], "KeyValue"))
        write_inlines(writer, second)
        writer.put(CELL_END + "</w:tr>")
    writer.put("</w:tbl>" + TABLE_END)


def _term(writer: Writer, cell: Inlines) -> None:
    """The term in bold; the words beside its strong ones (or its emphasised ones) are the hint, small on a line below."""
    faced = [i for i in cell if isinstance(i, Text | Expression | Ref)]
    marked = any(i.face.strong for i in faced)
    hint = tuple(i for i in faced if (not i.face.strong if marked else i.face.emphasis) and not _blank(i))
    write_inlines(writer, tuple(i for i in cell if i not in hint and not _blank(i)))
    if hint:
        writer.put("<w:r><w:br/></w:r>")
        for inline in hint:
            if isinstance(inline, Text):
                words = inline.text.strip() if len(hint) == 1 else inline.text
                writer.put(run('<w:rPr><w:rStyle w:val="KeyHint"/></w:rPr>', static(words)))
            else:
                write_inlines(writer, (inline,), '<w:rStyle w:val="KeyHint"/>')


def _blank(inline: object) -> bool:
    return isinstance(inline, Text) and not inline.text.strip()
