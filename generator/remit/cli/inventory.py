"""`remit build --explain`: every value of a document with the record it comes from and the place where it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from remit.documents.comparison import places_of_values
from remit.documents.origin import path_of
from remit.documents.render import Rendered
from remit.exchange.visible import visible, visible_json
from remit.findings import Where
from remit.frozen import dataclass
from remit.load.locate import placer
from remit.load.tree import Tree
from remit.pipeline import Outcome
from remit.templating import PrintedValue
from remit.word.issued import claims_of
from remit.word.received import open_received


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed value: where its record stands, and where the document and its template print it."""

    value: PrintedValue
    where: Where
    place: str


def entries(rendered: Rendered, tree: Tree) -> Iterator[Entry]:
    """The values of a document in the order of printing; ``tree`` holds the files that they come from."""
    claims = claims_of(open_received(rendered.data))
    places = places_of_values(claims.text if claims else ())
    place = placer(tree)
    for value in rendered.printed.values if rendered.printed else ():
        yield Entry(value, place(value.source), places.get(value.number, ""))


def show(outcomes: Iterable[Outcome], tree: Tree, form: str) -> None:
    """Prints the inventories of documents; nothing is written to a file."""
    documents = [(one.subject.id, tuple(entries(one.rendered, tree))) for one in outcomes if one.rendered]
    if form == "json":
        data = [{"document": id, "values": [_data(entry) for entry in found]} for id, found in documents]
        click.echo(visible_json(json.dumps({"documents": data}, indent=2, ensure_ascii=False)))
        return
    for id, found in documents:
        click.echo(f"{id}: {len(found)} values")
        for entry in found:
            click.echo(visible(_line(entry)))


def _line(entry: Entry) -> str:
    value, where = entry.value, entry.where
    form = f" as {value.formatter}" if value.formatter else ""
    printed = f"{entry.place or 'not in the body'}, {value.place.template}:{value.place.line}"
    if value.place.template.endswith(
        ".docx"
    ):  # a company's own Word template, which has neither clauses nor lines
        printed = f"in '{value.place.code}', {value.place.template}"
    return f"  {value.text!r} from {where} ({path_of(where.keys)}){form}; printed: {printed}"


def _data(entry: Entry) -> dict[str, Any]:
    value, where = entry.value, entry.where
    return {
        "value": value.text,
        "path": where.file,
        "line": where.line,
        "column": where.column,
        "field": path_of(where.keys),
        "formatter": value.formatter,
        "place": entry.place,
        "template": value.place.template,
        "template_line": value.place.line,
    }
