"""The document that all rivals print: an invented work order of twelve pages with a matrix of 60 rows and 45 duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from pathlib import Path
from typing import Any

from benchmarks.docxtpl_template import docxtpl_template
from remit.documents.origin import sources_of
from remit.templating import Compiled
from remit.templating.environment import PlacedText
from remit.word import House, Origin, complete, finish
from remit.word.house import house_bytes
from tests.word import specimen


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix as Remit's documents see one: records brought together, not a record of its own."""

    service: str
    activity: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the rivals need: the template in Remit's form and in docxtpl's, the context of each, the file as it should be."""

    compiled: Compiled
    style: House
    context: Mapping[str, Any]
    plain: Mapping[str, Any]
    house: Path
    docxtpl: Path
    data: bytes

    def print(self) -> bytes:
        """The file, printed by Remit with content controls, fields and provenance."""
        printed = self.compiled.print(self.context)
        return finish(
            self.style, printed, specimen.FACTS, origin=Origin(tool="0"), values=sources_of(printed)
        )


def _recorded(value: Any) -> Any:
    """The invented entries as records: frozen, with slots, as the playbook's are."""
    if isinstance(value, tuple):
        return tuple(map(_recorded, value))
    if not isinstance(value, specimen.Entry):
        return value
    fields = {name: _recorded(field) for name, field in value.fields.items()}
    kind = make_dataclass("Recorded", ("where", *fields), frozen=True, slots=True)
    return kind(value.where, *fields.values())


def _placed(row: specimen.Entry, field: str) -> PlacedText:
    """A text of another record, which knows its place."""
    text = PlacedText(row.fields[field])
    text.where, text.keys = row.where, (field,)
    return text


def invented_order(folder: Path) -> Document:
    """The document, with the files that rivals read written into a folder."""
    style = specimen.house()
    compiled = specimen.compiled(style)
    context = specimen.context()
    context["raci"] = tuple(
        MatrixRow(_placed(row, "service"), _placed(row, "activity"), row.marks) for row in context["raci"]
    )
    context = {name: _recorded(value) for name, value in context.items()}
    printed = compiled.print(context)
    numbers = complete(printed.pieces, style).numbers
    (folder / "house.docx").write_bytes(house_bytes())
    (folder / "docxtpl.docx").write_bytes(docxtpl_template(compiled.template, style, house_bytes(), numbers))
    positions = {topic: clause.positions[0].id for topic, clause in compiled.template.clauses.items()}
    return Document(
        compiled=compiled,
        style=style,
        context=context,
        plain={**context, "departures": (), "_positions": positions, "_draft": False},
        house=folder / "house.docx",
        docxtpl=folder / "docxtpl.docx",
        data=finish(style, printed, specimen.FACTS),
    )
