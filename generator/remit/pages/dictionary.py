"""The data dictionary: every kind of file with its fields, from the definitions of the records themselves."""

from __future__ import annotations

from collections.abc import Iterator

from remit.pages.book import Book
from remit.pages.markdown import Block, Inert, badge, code, heading, joined, lead, paragraph, small, table
from remit.pages.page import Desk, Page
from remit.schema.dictionary import Entry, FileEntry, Group, data_dictionary


def pages(book: Book) -> Iterator[Page]:
    """The list of file kinds, then a page for each."""
    files = data_dictionary()
    desk = Desk(book, "reference/data/index")
    rows = [
        (
            desk.to(f"reference/data/{one.name}", one.name.replace("_", " ")),
            code(one.path),
            one.doc,
            badge("required", "accent") if one.required else "",
        )
        for one in files
    ]
    blocks = [
        heading(1, "Data dictionary"),
        lead(
            "Which file holds what, field by field. Editors that read JSON Schema show the same text while typing."
        ),
        table(["Kind", "File", ("What it holds", "wide"), "Need"], rows, caption="Kinds of data files"),
        heading(2, "How values are written", "values"),
        _values(),
    ]
    yield desk.page("Files", blocks)
    for one in files:
        yield _page(Desk(book, f"reference/data/{one.name}"), one)


def _values() -> Block:
    rows = [
        ("Money", code("41500 USD"), "number, space, ISO 4217 currency; no separators"),
        ("Percentage", code("12.5 %"), "number and percent sign"),
        (
            "Duration",
            code("5 business days"),
            "whole number and unit: hours, business days, calendar days, weeks, months, years",
        ),
        ("Date", code("2025-06-02"), "year, month, day; a registry date may be a year or a month"),
        ("Yes or no", code("yes"), "yes or no"),
        ("Id", code("site-monitoring"), "small letters, digits and hyphens, at most 64"),
    ]
    return table(["Value", "Example", ("How it is written", "wide")], rows, caption="How values are written")


def _page(desk: Desk, one: FileEntry) -> Page:
    blocks = [
        heading(1, one.name.replace("_", " ").capitalize()),
        lead(one.doc),
        paragraph(joined(["File: ", code(one.path)], "")),
    ]
    for part in one.groups:
        blocks += _group(desk, part)
    return desk.page(one.name.replace("_", " ").capitalize(), blocks)


def _group(desk: Desk, part: Group) -> Iterator[Block]:
    yield heading(2, part.title, part.anchor)
    yield paragraph(part.doc)
    rows = [_entry(desk, entry) for entry in part.entries]
    columns = ["Field", ("Need", "narrow"), "Holds", ("Meaning", "wide"), ("A change concerns", "narrow")]
    yield table(
        columns, rows, caption=f"Fields of {part.title}", class_="fields", empty="No fields of its own."
    )


def _entry(desk: Desk, entry: Entry) -> tuple[object, ...]:
    need = badge("required", "accent") if entry.required else small("optional")
    held: Inert = joined(
        [desk.to(f"{desk.path}#{entry.group}", entry.holds) if entry.group else entry.holds], ""
    )
    if entry.options:
        held = joined([held, ": ", joined([code(option) for option in entry.options])], "")
    if entry.refers:
        held = joined([held, small(f" (id of a {entry.refers.replace('_', ' ')})")], "")
    example = joined([" Example: ", code(entry.example)], "") if entry.example else ""
    return code(entry.name), need, held, joined([entry.doc, example], ""), small(entry.means)
