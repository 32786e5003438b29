"""Computerised systems: owner, validation, who gets access and how data come back."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.parties import System, Systems
from remit.pages import acquisitions
from remit.pages.book import Book
from remit.pages.markdown import Block, Tone, badge, facts, heading, lead, table
from remit.pages.page import Desk, Page

TONES: dict[str, Tone] = {
    "validated": "good",
    "qualified by vendor": "info",
    "validation in progress": "warn",
    "not validated": "bad",
}


def pages(book: Book) -> Iterator[Page]:
    """The systems on one page."""
    desk = Desk(book, "systems")
    record = book.only(Systems)
    top = [
        heading(1, "Systems"),
        lead(
            "Which systems are used, who owns and validates them, who gets access, and how data and audit trail come back."
        ),
    ]
    if record is None:
        yield desk.page("Systems", [*top, desk.missing("data/systems.yaml")])
        return
    systems = record.systems.values()
    rows = [
        (
            desk.record("system", one.id),
            one.kind,
            desk.record("party", one.owner),
            badge(one.validation, TONES[one.validation]),
        )
        for one in systems
    ]
    blocks = [*top, table(["System", ("Kind", "narrow"), "Owner", "Validation"], rows, caption="Systems")]
    for one in systems:
        blocks += _system(desk, one)
    yield desk.page("Systems", [*blocks, *acquisitions.sections(desk, record), desk.kept(record)])


def _system(desk: Desk, one: System) -> Iterator[Block]:
    needed = [activity.id for activity in desk.book.activities.values() if one.id in activity.systems]
    yield heading(2, one.title, one.id)
    yield facts(
        [
            ("Kind", one.kind),
            ("Owner", desk.record("party", one.owner)),
            ("Validation", badge(one.validation, TONES[one.validation])),
            ("Part 11 and Annex 11", one.part11),
            ("Access", desk.records("role", one.access)),
            ("Access within", one.access_granted_within),
            ("Training before access", one.training),
            ("Availability", one.uptime),
            ("Data come back", one.data_return),
            ("Needed for", desk.records("activity", needed)),
            ("Source", desk.source(one.where)),
        ]
    )
