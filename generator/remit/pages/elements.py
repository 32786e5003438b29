"""The page that says where each of the hundred elements of outsourcing governance lives; gaps first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from remit.pages.book import Book
from remit.pages.homes import Home, Housed, housed
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    code,
    heading,
    joined,
    lead,
    listing,
    note,
    small,
    table,
)
from remit.pages.page import Desk, Page

PATH = "reference/elements"
_MOST_LINKS = 3
"""Links to pages of one kind before the rest is only counted."""


def page(book: Book, pages: Mapping[str, Page]) -> Page:
    """Made last, because it looks into all other pages."""
    desk = Desk(book, PATH)
    found = housed(book, pages)
    lacking = [one for one in found if one.gaps]
    blocks = [
        heading(1, "Elements of governance"),
        lead(
            "A hundred things that a playbook for outsourced trials has to say, and where this one says them: "
            "in which fields, by which rules, on which pages and in which documents."
        ),
        heading(2, "Gaps", "gaps"),
        _gaps(lacking),
        heading(2, "All elements", "all"),
        _table(desk, pages, found),
    ]
    return desk.page("Elements of governance", blocks, width="wide")


def _gaps(lacking: Sequence[Housed]) -> Block:
    if not lacking:
        return note("No gap", "Every element has records that hold it and pages that show it.", "good")
    rows = [
        (str(one.element.number), one.element.title, listing([badge(gap, "warn") for gap in one.gaps]))
        for one in lacking
    ]
    return table([("No.", "num"), ("Element", "wide"), "What is missing"], rows, caption="Elements with gaps")


def _table(desk: Desk, pages: Mapping[str, Page], found: Sequence[Housed]) -> Block:
    rows = [
        Row.of(
            (
                joined([str(one.element.number), one.element.title], ". "),
                _fields(desk, one.fields),
                joined([_link(desk, home, code(home.name)) for home in one.rules]),
                joined([each for home in one.pages for each in _pages(desk, pages, home)]),
                joined([_link(desk, home, _document(desk, home.name)) for home in one.documents]),
            ),
            id=f"element-{one.element.number}",
        )
        for one in found
    ]
    columns = [("Element", "wide"), ("Records and fields", "wide"), "Rules", ("Pages", "wide"), "Documents"]
    return table(columns, rows, caption="Elements and their homes")


def _fields(desk: Desk, homes: Sequence[Home]) -> Inert:
    """Fields by record: Party: alliance, kind."""
    by_record: dict[str, list[Home]] = {}
    for home in homes:
        by_record.setdefault(home.name.partition(".")[0], []).append(home)
    lines = []
    for record, group in by_record.items():
        names = [home.name.partition(".")[2].replace("_", " ") for home in group]
        lines.append(joined([_link(desk, group[0], _words(record)), small(", ".join(names))], ": "))
    return joined(lines, "<br>")


def _words(record: str) -> str:
    return (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in record)
        .strip()
        .capitalize()
    )


def _pages(desk: Desk, pages: Mapping[str, Page], home: Home) -> list[Inert]:
    shown = [desk.to(target, _title(desk, pages, target)) for target in home.addresses[:_MOST_LINKS]]
    if len(home.addresses) > _MOST_LINKS:
        shown.append(small(f"and {len(home.addresses) - _MOST_LINKS} more"))
    return shown or [joined([code(home.name), badge("not here", "warn")], " ")]


def _title(desk: Desk, pages: Mapping[str, Page], target: str) -> str:
    path, _, section = target.partition("#")
    study = desk.book.studies.get(path.split("/")[1]) if path.startswith(("studies/", "coverage/")) else None
    title = pages[path].title
    if study and study.protocol_id not in title:
        title = f"{study.protocol_id}, {title[:1].lower()}{title[1:]}"
    words = section.removeprefix("field-").replace("_", " ").replace("-", " ")
    return f"{title}: {words}" if words else title


def _document(desk: Desk, name: str) -> str:
    known = {f"clauses/{clause.id}": clause.title for clause in desk.book.clauses}
    return f"Clause: {known[name]}" if name in known else name.replace("_", " ").capitalize()


def _link(desk: Desk, home: Home, label: object) -> Inert:
    if not home.addresses:
        return joined([label, badge("not here", "warn")], " ")
    return desk.to(home.addresses[0], label)
