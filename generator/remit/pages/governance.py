"""Governance bodies: who sits where, what each may decide, and how they stand above one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.model.governance import Body
from remit.pages.book import PARTY_KINDS, Book
from remit.pages.markdown import (
    Block,
    Inert,
    element,
    facts,
    group,
    heading,
    joined,
    lead,
    link,
    listing,
    small,
    strong,
    table,
    text,
)
from remit.pages.page import Desk, Page

LEVELS = ("executive", "steering", "operational", "project", "independent")


def pages(book: Book) -> Iterator[Page]:
    """The governance bodies on one page."""
    desk = Desk(book, "governance/bodies")
    if book.governance is None:
        yield desk.page("Bodies", [heading(1, "Governance bodies"), desk.missing("data/governance.yaml")])
        return
    bodies = list(book.governance.bodies.values())
    blocks = [
        heading(1, "Governance bodies"),
        lead("Where sponsor and CRO meet to decide, from the project team up to the executive sponsors."),
        _chart(desk, bodies),
        heading(2, "Who may decide what", "decision-rights"),
        _rights(desk, bodies),
        heading(2, "Calendar", "calendar"),
        _calendar(desk, bodies),
    ]
    for body in bodies:
        blocks += _body(desk, body)
    yield desk.page("Bodies", [*blocks, desk.kept(book.governance)])


def _chart(desk: Desk, bodies: Sequence[Body]) -> Block:
    tiers = []
    for level in LEVELS:
        boxes = [_box(body) for body in bodies if body.level == level]
        if boxes:
            name = element("span", level, class_="tier-name")
            tiers.append(
                element(
                    "li", joined([name, element("ul", joined(boxes, ""))], ""), class_=f"tier tier-{level}"
                )
            )
    return group("ol", tiers, class_="tiers", aria_label="Levels of governance, highest first")


def _box(body: Body) -> Inert:
    return element(
        "li", joined([link(body.title, f"#{body.id}"), element("span", f"every {body.cadence}")], "")
    )


def _rights(desk: Desk, bodies: Sequence[Body]) -> Block:
    rows = [
        (
            right.topic,
            desk.record("body", body.id),
            str(right.limit or "no limit"),
            str(right.time_limit or ""),
            right.rule,
            desk.source(right.where),
        )
        for body in bodies
        for right in body.decisions
    ]
    return table(
        ["Decision", "Body", ("Up to", "num"), ("Delay up to", "num"), "By", "Source"],
        rows,
        caption="Decision rights of the bodies",
    )


def _calendar(desk: Desk, bodies: Sequence[Body]) -> Block:
    rows = [
        (
            desk.record("body", one.id),
            listing([f"every {one.cadence}", *([small(one.cadence_note)] if one.cadence_note else [])]),
            str(one.face_to_face or ""),
            f"{one.pack_due} before",
            f"{one.minutes_due} after",
        )
        for one in bodies
    ]
    return table(
        ["Body", "Meets", ("Face to face a year", "num"), "Papers", "Minutes"],
        rows,
        caption="When the bodies meet",
    )


def _body(desk: Desk, body: Body) -> Iterator[Block]:
    yield heading(2, body.title, body.id)
    yield Block(f"<p>{text(body.purpose)}</p>")
    rights = [
        joined([right.topic, f": up to {right.limit}" if right.limit else ""], "") for right in body.decisions
    ]
    yield facts(
        [
            ("Level", body.level),
            ("Mandate", listing(body.mandates)),
            ("Chair", desk.role(body.chair)),
            ("Co-chair", desk.role(body.co_chair) if body.co_chair else None),
            ("Members", _members(desk, body)),
            ("Quorum", f"{body.quorum.sponsor} of the sponsor and {body.quorum.cro} of the CRO"),
            ("Decides", listing(rights)),
            ("Works from", listing(body.inputs) if body.inputs else None),
            ("Produces", listing(body.outputs) if body.outputs else None),
            ("Reports to", desk.record("body", body.reports_to) if body.reports_to else None),
            ("Source", desk.source(body.where)),
        ]
    )


def _members(desk: Desk, body: Body) -> Inert:
    roles = desk.book.roles
    groups = []
    for kind, words in PARTY_KINDS.items():
        seats = [seat for seat in body.members if seat.role in roles and roles[seat.role].party == kind]
        if seats:
            named = [
                joined([desk.role(seat.role), "" if seat.voting else small(" (no vote)")], "")
                for seat in seats
            ]
            groups.append(joined([strong(f"{words}: "), joined(named)], ""))
    strangers = [seat.role for seat in body.members if seat.role not in roles]
    return listing([*groups, *(desk.role(role) for role in strangers)])
