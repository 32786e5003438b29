"""How a document's status is shown, and how a document's signatures and history are told."""

from __future__ import annotations

from remit.model.agreements import Document
from remit.pages.markdown import Inert, Tone, badge, day, joined, listing, small
from remit.pages.page import Desk

STATUS_TONES: dict[str, Tone] = {
    "draft": "warn",
    "in review": "info",
    "approved": "accent",
    "executed": "good",
    "superseded": "plain",
}


def status(document: Document) -> Inert:
    """The status as a badge."""
    return badge(document.status, STATUS_TONES[document.status])


def signatures(desk: Desk, document: Document) -> Inert:
    """Who signs or signed, with dates."""
    lines = []
    for signing in document.signatures:
        party = desk.book.parties.get(signing.party)
        person = party.signatories.get(signing.signatory) if party else None
        who = person.name if person else signing.signatory
        when = f"signed {day(signing.date)}" if signing.date else "not signed"
        lines.append(joined([desk.record("party", signing.party), f": {who}, ", small(when)], ""))
    return listing(lines, "nobody is named")


def full_title(document: Document) -> str:
    """Number and title, without saying the number twice."""
    return document.title if document.number in document.title else f"{document.number}: {document.title}"
