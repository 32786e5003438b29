"""The command `remit export coverage`: who holds each duty, and where each element lives, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from remit.calc.coverage import Coverage, coverage, gaps_first
from remit.cli.asked import study_in
from remit.cli.book import read_book
from remit.cli.options import root_option
from remit.exchange.csv_text import csv_text
from remit.files import write_whole
from remit.pages.book import Book
from remit.pages.contents import all_pages
from remit.pages.homes import Home, Housed, housed
from remit.workspace import Workspace

Cell = str | int | Sequence[str]
DUTY = (
    "study", "protocol", "regime", "duty", "citation", "title", "transfer", "disposition", "holders", "overseer",
    "evidence", "activities", "oversight", "gaps", "source",
)  # fmt: skip
ELEMENT = ("number", "title", "records", "rules", "pages", "documents", "gaps")


@click.command("coverage")
@root_option
@click.option(
    "--of",
    type=click.Choice(["duties", "elements"]),
    help="Only duties by study, or only elements.  [default: both in JSON, duties in CSV]",
)
@click.option("--study", metavar="ID", help="Only the duties of this study.")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file.  [default: the terminal]"
)
def command(workspace: Workspace, of: str | None, study: str | None, form: str, out: Path | None) -> None:
    """Write who holds each legal duty in each study with what evidence, and where each element of governance lives.

    Gaps come first. In CSV, a cell that a spreadsheet would take for a formula is preceded by an apostrophe.

    \b
    Examples:
      remit export coverage --out build/coverage.json
      remit export coverage --format csv --study nvt-218-301 --out build/duties.csv
    """
    book = read_book(workspace)
    if study is not None:
        study_in(book.ledger, study)
    if book.errors:
        click.echo(
            f"{len(book.errors)} errors: what cannot be read is missing here; see remit check", err=True
        )
    tables: dict[str, list[dict[str, Cell]]] = {}
    if of != "elements":
        tables["duties"] = duty_rows(book, study)
    if of == "elements" or (of is None and form == "json"):
        tables["elements"] = element_rows(book)
    content = _csv(tables) if form == "csv" else json.dumps(tables, indent=2, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(content, nl=False)
        return
    write_whole(out, content.encode("utf-8"))
    counts = " and ".join(f"{len(rows)} {name}" for name, rows in tables.items())
    click.echo(f"{counts} written to {out}", err=True)


def duty_rows(book: Book, study: str | None = None) -> list[dict[str, Cell]]:
    """Duty by study with holder and evidence, gaps first; all studies or one."""
    found = tuple(
        row
        for one in book.studies.values()
        if study in (None, one.id)
        for row in coverage(book.ledger, one)
    )  # fmt: skip
    return [_duty(book, row) for row in gaps_first(found)]


def element_rows(book: Book) -> list[dict[str, Cell]]:
    """Elements with their homes, gaps first."""
    found = housed(book, all_pages(book))
    return [_element(one) for one in sorted(found, key=lambda one: not one.gaps)]


def _duty(book: Book, row: Coverage) -> dict[str, Cell]:
    cells: tuple[Cell, ...] = (
        row.study.id,
        row.study.protocol_id,
        row.regime.id,
        row.duty.id,
        row.duty.citation,
        row.duty.title,
        row.duty.transfer,
        row.disposition or "nobody",
        row.holders,
        row.overseer,
        row.evidence,
        row.activities,
        row.oversight,
        row.gaps,
        book.place(row.where),
    )
    return dict(zip(DUTY, cells, strict=True))


def _element(one: Housed) -> dict[str, Cell]:
    cells: tuple[Cell, ...] = (
        one.element.number,
        one.element.title,
        [home.name for home in one.fields],
        [home.name for home in one.rules],
        _addresses(one.pages),
        [home.name for home in one.documents],
        one.gaps,
    )
    return dict(zip(ELEMENT, cells, strict=True))


def _addresses(homes: Iterable[Home]) -> list[str]:
    return list(dict.fromkeys(address for home in homes for address in home.addresses))


def _csv(tables: Mapping[str, list[dict[str, Cell]]]) -> str:
    """One table; lists become texts with semicolons."""
    ((name, rows),) = tables.items()
    head = DUTY if name == "duties" else ELEMENT
    return csv_text(head, ([_plain(row[column]) for column in head] for row in rows))


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell) if isinstance(cell, int) else "; ".join(cell)
