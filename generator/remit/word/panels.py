"""Panels that the program lays out itself: signatures and document control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remit.blocks.numbering import Labels
from remit.blocks.target import Writer
from remit.blocks.types import Expression, Owner, Place
from remit.word.markup import run, static
from remit.word.measure import text_width, whole
from remit.word.tables import CELL_END, TABLE_END, TERM_SHARE, caption_markup, cell_head, row_head, table_head

_LABEL = '<w:rPr><w:rStyle w:val="Label"/></w:rPr>'
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/></w:tcBorders>'
_SIDES = ("_pair[0]", "_pair[1]")
_LINES = (("signature", ""), ("name", "default_blank"), ("title", "default_blank"), ("date", "date"))
_HALF, _BETWEEN, _LABEL_SHARE = 0.47, 0.06, 0.11
SIGNATURE_ROOM = 760
_LABEL_ROOM = 180
_FACTS = (
    ("document", "number", ""),
    ("title", "title", ""),
    ("version", "version", ""),
    ("status", "status", "status"),
    ("effective_date", "effective_date", "date"),
)


def write_signatures(writer: Writer, place: Place, width: int, labels: Labels, scale: float = 1.0) -> None:
    """Two parties side by side, each with signature, name, title and date; kept on one page by its paragraphs.

    Reads ``signatories``: a list of records with ``party.name``, ``name``, ``title`` and perhaps ``date``; what a record
    lacks leaves a line to fill in.
    """
    columns = whole([share * width for share in _shares(labels, width, scale)], width)
    writer.statement("for _pair in signatories|_pairs", place)
    writer.put(table_head("RemitSignatures", columns, width, caption=labels.signatures))
    _parties(writer, place, columns, labels)
    for number, (field, formatter) in enumerate(_LINES):
        style = "SignatureEnd" if number == len(_LINES) - 1 else "SignatureText"
        _line(writer, place, columns, static(getattr(labels, field)), field, formatter, style)
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endfor", place)


def _shares(labels: Labels, width: int, scale: float) -> tuple[float, ...]:
    """Parts of the width: label, line, space, label, line. A label is never broken."""
    longest = max(text_width(getattr(labels, field)) for field, _ in _LINES) * scale + _LABEL_ROOM
    label = min(max(_LABEL_SHARE, longest / width), _HALF / 2)
    return (label, _HALF - label, _BETWEEN, label, _HALF - label)


def _value(writer: Writer, place: Place, owner: str, field: str, formatter: str = "default_blank") -> None:
    """A value of a signatory; a date only where the record has one."""
    named = Place(place.template, place.line, f"{owner.replace('_pair', 'signatories')}.{field}")
    value = Expression(f"{owner}.{field}|{formatter}", named, (Owner(owner, (field,)),), formatter)
    if formatter == "date":
        writer.statement(f"if {owner}.{field} is defined and {owner}.{field} is not none", place)
        writer.value(value)
        writer.statement("endif", place)
    else:
        writer.value(value)


def _parties(writer: Writer, place: Place, columns: list[int], labels: Labels) -> None:
    writer.put(row_head())
    for side, owner in enumerate(_SIDES):
        span = columns[3 * side] + columns[3 * side + 1]
        writer.put(cell_head(span, "SignatureParty", '<w:gridSpan w:val="2"/>'))
        _if_present(writer, place, side)
        writer.put(run(_LABEL, static(labels.signed_for)) + "<w:r><w:br/></w:r>")
        _value(writer, place, f"{owner}.party", "name")
        _end_if(writer, place, side)
        writer.put(CELL_END)
        if side == 0:
            writer.put(cell_head(columns[2], "SignatureText") + CELL_END)
    writer.put("</w:tr>")


def _line(
    writer: Writer, place: Place, columns: list[int], label: str, field: str, formatter: str, style: str
) -> None:
    writer.put(row_head(height=0 if formatter else SIGNATURE_ROOM))
    bottom = '<w:vAlign w:val="bottom"/>'
    for side, owner in enumerate(_SIDES):
        writer.put(cell_head(columns[3 * side], style, bottom))
        _if_present(writer, place, side)
        writer.put(run(_LABEL, label))
        _end_if(writer, place, side)
        writer.put(CELL_END)
        _if_present(writer, place, side)
        writer.put(cell_head(columns[3 * side + 1], style, _LINE + bottom))
        if formatter:
            _value(writer, place, owner, field, formatter)
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


def write_control(writer: Writer, place: Place, width: int, labels: Labels) -> None:
    """The document control table: number, title, version, status, effective date; history; departures from the standard.

    Reads ``document``: number, title, version, status, effective_date and history (version, date, change); and
    ``departures``: title and position.
    """
    columns = whole([width * TERM_SHARE, width * (1 - TERM_SHARE)], width)
    writer.put(table_head("RemitKeyTerms", columns, width, first=True, caption=labels.control))
    for label, field, formatter in _FACTS:
        writer.put(row_head() + cell_head(columns[0], "KeyTerm") + run("", static(getattr(labels, label))))
        writer.put(CELL_END + cell_head(columns[1], "KeyValue"))
        if field == "effective_date":
            writer.statement(f"if document.{field} is none", place)
            writer.put(run("", static(labels.last_signature)))
            writer.statement("else", place)
        _field(writer, place, "document", field, formatter)
        if field == "effective_date":
            writer.statement("endif", place)
        writer.put(CELL_END + "</w:tr>")
    writer.put("</w:tbl>" + TABLE_END)
    history = (("version", "", 0.14), ("date", "date", 0.24), ("change", "", 0.62))
    _rows(writer, place, width, "document.history", labels.versions, labels, history)
    departures = (("title", "", 0.5), ("position", "", 0.5))
    _rows(
        writer, place, width, "departures", labels.departures, replace(labels, title=labels.topic), departures
    )


def _field(writer: Writer, place: Place, owner: str, field: str, formatter: str = "") -> None:
    code = f"{owner}.{field}" + (f"|{formatter}" if formatter else "")
    writer.value(
        Expression(code, Place(place.template, place.line, code), (Owner(owner, (field,)),), formatter)
    )


def _rows(
    writer: Writer,
    place: Place,
    width: int,
    sequence: str,
    caption: str,
    labels: Labels,
    fields: Sequence[tuple[str, str, float]],
) -> None:
    """A table with a row for each entry of a list, none for an empty one; columns are field, formatter and share."""
    writer.statement(f"if {sequence}", place)
    heads = [(getattr(labels, field), share) for field, _, share in fields]
    columns = _head(writer, width, caption, heads)
    writer.statement(f"for _row in ({sequence})|_each", place)
    writer.put(row_head())
    for column, (field, formatter, _) in zip(columns, fields, strict=True):
        writer.put(cell_head(column, "TableText"))
        _field(writer, place, "_row", field, formatter)
        writer.put(CELL_END)
    writer.put("</w:tr>")
    writer.statement("endfor", place)
    writer.put("</w:tbl>" + TABLE_END)
    writer.statement("endif", place)


def _head(writer: Writer, width: int, caption: str, heads: Sequence[tuple[str, float]]) -> list[int]:
    columns = whole([share * width for _, share in heads], width)
    writer.put(caption_markup(caption))
    writer.put(table_head("RemitTable", columns, width, head=True, caption=caption) + row_head(head=True))
    for (head, _), column in zip(heads, columns, strict=True):
        writer.put(cell_head(column, "TableHead") + run("", static(head)) + CELL_END)
    writer.put("</w:tr>")
    return columns
