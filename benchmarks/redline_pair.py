"""The two states of the twelve-page work order that are redlined: what a negotiation of some weeks leaves behind."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from remit.documents.origin import sources_of
from remit.model.values import Duration
from remit.templating import Compiled
from remit.word import House, Origin, finish
from tests.word import specimen
from tests.word.specimen import Entry, usd


def write_pair(folder: Path) -> tuple[Path, Path]:
    """Writes the old and the new document into a folder."""
    style = specimen.house()
    compiled = specimen.compiled(style)
    paths = folder / "old.docx", folder / "new.docx"
    for path, context in zip(paths, (specimen.context(), _negotiated(specimen.context())), strict=True):
        path.write_bytes(_printed(compiled, style, context))
    return paths


def _printed(compiled: Compiled, style: House, context: Mapping[str, Any]) -> bytes:
    printed = compiled.print(context)
    return finish(style, printed, specimen.FACTS, origin=Origin(tool="0"), values=sources_of(printed))


def _negotiated(context: dict[str, Any]) -> dict[str, Any]:
    """Payment terms, a price, a quantity, a new line, two marks of the matrix, a duty that went and one that is shared."""
    lines, rows, duties = (list(context[name]) for name in ("lines", "raci", "transfers"))
    lines[3] = _with(lines[3], quantity=Decimal(50))
    more = {
        "title": "Extra vendor oversight",
        "quantity": Decimal(3),
        "price": usd(4_000),
        "amount": usd(12_000),
    }
    lines.insert(7, dataclasses.replace(_with(lines[7], **more), where=lines[7].where.at("new")))
    rows[5] = _with(rows[5], marks=("A", "R", *rows[5].fields["marks"][2:]))
    del duties[10]
    duties[20] = _with(duties[20], holder="Shared", split="The CRO drafts, the Sponsor approves.")
    order = _with(context["order"], terms=Duration(60, "calendar day"), direct=usd(15_900_000))
    changed = {"order": order, "lines": lines, "raci": rows, "transfers": duties}
    return {
        **context,
        **{name: tuple(one) if isinstance(one, list) else one for name, one in changed.items()},
    }


def _with(entry: Entry, **fields: Any) -> Entry:
    return dataclasses.replace(entry, fields={**entry.fields, **fields})
