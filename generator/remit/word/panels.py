"""Panels that the program lays out itself: signatures and document control."""

from __future__ import annotations

from remit.blocks.target import Writer
from remit.blocks.types import Expression, Owner, Place
from remit.word.markup import run, static
from remit.word.measure import whole
from remit.word.tables import CELL_END, TABLE_END, cell_head, row_head, table_head

_LABEL = '<w:rPr><w:rStyle w:val="Label"/></w:rPr>'
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tcBorders>'
_SIDES = ("_pair[0]", "_pair[1]")
_LINES = (("Signature", ""), ("Name", "name"), ("Title", "title"), ("Date", ""))
_SHARES = (0.11, 0.36, 0.06, 0.11, 0.36)
SIGNATURE_ROOM = 760


def write_signatures(writer: Writer, place: Place, width: int) -> None:
    """Two parties side by side, each with signature, name, title and date; kept on one page by its paragraphs.

    Reads ``signatories``: a list of records with party, name and title; a missing name or title leaves a line to fill in.
    """
    columns = whole([share * width for share in _SHARES], width)
    writer.statement("for _pair in signatories|_pairs", place)
    writer.put(table_head("RemitSignatures", columns, caption="Signatures"))
    _parties(writer, place, columns)
    for number, (label, field) in enumerate(_LINES):
        last = number == len(_LINES) - 1
        _line(writer, place, columns, label, field, "SignatureEnd" if last else "SignatureText")
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endfor", place)


def _value(writer: Writer, place: Place, owner: str, field: str, style: str = "") -> None:
    named = Place(place.template, place.line, f"{owner.replace('_pair', 'signatories')}.{field}")
    code = f"{owner}.{field}|default_blank"
    writer.value(Expression(code, named, (Owner(owner, (field,)),), "default_blank"), style)


def _parties(writer: Writer, place: Place, columns: list[int]) -> None:
    writer.put(row_head())
    for side, owner in enumerate(_SIDES):
        span = columns[3 * side] + columns[3 * side + 1]
        writer.put(cell_head(span, "SignatureParty", '<w:gridSpan w:val="2"/>'))
        _if_present(writer, place, side)
        writer.put(run(_LABEL, static("Signed for and on behalf of")) + "<w:r><w:br/></w:r>")
        _value(writer, place, owner, "party")
        _end_if(writer, place, side)
        writer.put(CELL_END)
        if side == 0:
            writer.put(cell_head(columns[2], "SignatureText") + CELL_END)
    writer.put("</w:tr>")


def _line(writer: Writer, place: Place, columns: list[int], label: str, field: str, style: str) -> None:
    writer.put(row_head(height=SIGNATURE_ROOM if label == "Signature" else 0))
    bottom = '<w:vAlign w:val="bottom"/>'
    for side, owner in enumerate(_SIDES):
        writer.put(cell_head(columns[3 * side], style, bottom))
        _if_present(writer, place, side)
        writer.put(run(_LABEL, label))
        _end_if(writer, place, side)
        writer.put(CELL_END)
        _if_present(writer, place, side)
        writer.put(cell_head(columns[3 * side + 1], style, _LINE + bottom))
        if field:
            _value(writer, place, owner, field)
        if side:
            writer.statement("else", place)
            writer.put(cell_head(columns[4], style))
            writer.statement("endif", place)
        writer.put(CELL_END)
        if side == 0:
            writer.put(cell_head(columns[2], style) + CELL_END)
    writer.put("</w:tr>")


def _if_present(writer: Writer, place: Place, side: int) -> None:
    if side:
        writer.statement("if _pair[1] is not none", place)


def _end_if(writer: Writer, place: Place, side: int) -> None:
    if side:
        writer.statement("endif", place)


def write_control(writer: Writer, place: Place, width: int) -> None:
    """The document control table.

    Reads ``document.control`` (pairs of label and text), ``document.history`` (version, date, author, change) and
    ``document.departures`` (clause, position, approver): clauses that are not at their standard position.
    """
    columns = whole([width * 0.31, width * 0.69], width)
    writer.put(table_head("RemitKeyTerms", columns, caption="Document control"))
    writer.statement("for _row in (document.control)|_each", place)
    writer.put(row_head() + cell_head(columns[0], "KeyTerm"))
    _cell(writer, place, "_row[0]")
    writer.put(CELL_END + cell_head(columns[1], "KeyValue"))
    _cell(writer, place, "_row[1]")
    writer.put(CELL_END + "</w:tr>")
    writer.statement("endfor", place)
    writer.put("</w:tbl>" + TABLE_END)
    _listing(writer, place, width, "history", ("Version", "Date", "Author", "Change"), (0.12, 0.2, 0.24, 0.44))
    _listing(writer, place, width, "departures", ("Clause", "Position", "Approver"), (0.4, 0.3, 0.3))


def _listing(
    writer: Writer, place: Place, width: int, name: str, heads: tuple[str, ...], shares: tuple[float, ...]
) -> None:
    columns = whole([share * width for share in shares], width)
    writer.statement(f"if document.{name}", place)
    writer.put(table_head("RemitTable", columns, head=True, caption=", ".join(heads)) + row_head(head=True))
    for head, column in zip(heads, columns, strict=True):
        writer.put(cell_head(column, "TableHead") + run("", head) + CELL_END)
    writer.put("</w:tr>")
    writer.statement(f"for _row in (document.{name})|_each", place)
    writer.put(row_head())
    for head, column in zip(heads, columns, strict=True):
        writer.put(cell_head(column, "TableText"))
        _cell(writer, place, f"_row.{head.lower()}")
        writer.put(CELL_END)
    writer.put("</w:tr>")
    writer.statement("endfor", place)
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endif", place)


def _cell(writer: Writer, place: Place, code: str) -> None:
    named = Place(place.template, place.line, code.replace("_row", "document row"))
    writer.value(Expression(f"{code}|default_blank", named))
