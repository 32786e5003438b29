"""Panels that the program lays out itself: signatures and document control."""

from __future__ import annotations

from collections.abc import Sequence

from remit.blocks.numbering import Labels
from remit.blocks.target import Writer
from remit.blocks.types import ClauseUse, Expression, Owner, Place
from remit.word.markup import run, static
from remit.word.measure import whole
from remit.word.tables import CELL_END, TABLE_END, TERM_SHARE, caption_markup, cell_head, row_head, table_head

_LABEL = '<w:rPr><w:rStyle w:val="Label"/></w:rPr>'
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tcBorders>'
_SIDES = ("_pair[0]", "_pair[1]")
_LINES = (("Signature", ""), ("Name", "name"), ("Title", "title"), ("Date", ""))
_SHARES = (0.11, 0.36, 0.06, 0.11, 0.36)
SIGNATURE_ROOM = 760
_EFFECTIVE = "Effective date"
_FACTS = (
    ("Document", "document.number", ""),
    ("Title", "document.title", ""),
    ("Version", "document.version", ""),
    ("Status", "document.status", "title"),
    (_EFFECTIVE, "document.effective_date", "date"),
)


def write_signatures(writer: Writer, place: Place, width: int) -> None:
    """Two parties side by side, each with signature, name, title and date; kept on one page by its paragraphs.

    Reads ``signatories``: a list of records with ``party.name``, ``name`` and ``title``; a missing
    name or title leaves a line to fill in.
    """
    columns = whole([share * width for share in _SHARES], width)
    writer.statement("for _pair in signatories|_pairs", place)
    writer.put(table_head("RemitSignatures", columns, width, caption="Signatures"))
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
        _value(writer, place, f"{owner}.party", "name")
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


def write_control(
    writer: Writer, place: Place, width: int, uses: Sequence[ClauseUse], labels: Labels
) -> None:
    """The document control table: number, title, version, status, effective date; history; departures from the standard.

    Reads ``document``: number, title, version, status, effective_date and history (version, date, change). Departures come
    from the clauses of the template and their chosen positions.
    """
    columns = whole([width * TERM_SHARE, width * (1 - TERM_SHARE)], width)
    writer.put(table_head("RemitKeyTerms", columns, width, caption="Document control"))
    for label, code, formatter in _FACTS:
        writer.put(
            row_head()
            + cell_head(columns[0], "KeyTerm")
            + run("", label)
            + CELL_END
            + cell_head(columns[1], "KeyValue")
        )
        if label == _EFFECTIVE:
            writer.statement(f"if {code} is none", place)
            writer.put(run("", "Date of the last signature"))
            writer.statement("else", place)
        _field(writer, place, "document", code.removeprefix("document."), formatter)
        if label == _EFFECTIVE:
            writer.statement("endif", place)
        writer.put(CELL_END + "</w:tr>")
    writer.put("</w:tbl>" + TABLE_END)
    _history(writer, place, width, labels.versions)
    _departures(writer, place, width, labels.departures, [use for use in uses if len(use.positions) > 1])


def _field(writer: Writer, place: Place, owner: str, field: str, formatter: str = "") -> None:
    code = f"{owner}.{field}" + (f"|{formatter}" if formatter else "")
    named = Place(place.template, place.line, code.replace("_row", "document.history"))
    writer.value(Expression(code, named, (Owner(owner, (field,)),), formatter))


def _history(writer: Writer, place: Place, width: int, caption: str) -> None:
    writer.statement("if document.history", place)
    columns = _head(writer, width, caption, (("Version", 0.14), ("Date", 0.24), ("Change", 0.62)))
    writer.statement("for _row in (document.history)|_each", place)
    writer.put(row_head())
    for column, (field, formatter) in zip(
        columns, (("version", ""), ("date", "date"), ("change", "")), strict=True
    ):
        writer.put(cell_head(column, "TableText"))
        _field(writer, place, "_row", field, formatter)
        writer.put(CELL_END)
    writer.put("</w:tr>")
    writer.statement("endfor", place)
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endif", place)


def _departures(writer: Writer, place: Place, width: int, caption: str, uses: Sequence[ClauseUse]) -> None:
    """Clauses at another than their standard position; rows are known when the template is compiled, conditions are not."""
    if not uses:
        return
    tests = [f"_positions['{use.topic}'] != '{use.positions[0].id}'" for use in uses]
    writer.statement(f"if {' or '.join(tests)}", place)
    columns = _head(writer, width, caption, (("Clause", 0.5), ("Position", 0.5)))
    for use in uses:
        for position in use.positions[1:]:
            writer.statement(f"if _positions['{use.topic}'] == '{position.id}'", place)
            writer.put(row_head())
            for column, words in zip(columns, (use.title, position.id), strict=True):
                writer.put(cell_head(column, "TableText") + run("", static(words)) + CELL_END)
            writer.put("</w:tr>")
            writer.statement("endif", place)
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endif", place)


def _head(writer: Writer, width: int, caption: str, heads: Sequence[tuple[str, float]]) -> list[int]:
    columns = whole([share * width for _, share in heads], width)
    writer.put(caption_markup(caption))
    writer.put(table_head("RemitTable", columns, width, head=True, caption=caption) + row_head(head=True))
    for (head, _), column in zip(heads, columns, strict=True):
        writer.put(cell_head(column, "TableHead") + run("", head) + CELL_END)
    writer.put("</w:tr>")
    return columns
