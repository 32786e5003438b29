"""Legal duties: the regimes, each duty in them, and the topics that group the same duty across regimes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from remit.model.services import Obligation, Regime, Topic
from remit.pages.addresses import address
from remit.pages.book import Book, country
from remit.pages.coverage import holder
from remit.pages.markdown import (
    Block,
    Inert,
    Tone,
    badge,
    facts,
    heading,
    joined,
    lead,
    listing,
    note,
    small,
    table,
)
from remit.pages.page import Desk, Page

TRANSFER: dict[str, tuple[str, Tone]] = {
    "allowed": ("may be transferred", "good"),
    "with-oversight": ("work may be delegated", "info"),
    "retained": ("stays with the sponsor", "accent"),
    "by law": ("falls on whoever does the work", "accent"),
}
BASIS = {
    "text": "read in the official text",
    "secondary": "taken from a restatement",
    "knowledge": "general knowledge",
}


def pages(book: Book) -> Iterator[Page]:
    """Overview of regimes, a page for each, and the topics."""
    yield _index(Desk(book, "obligations/index"))
    for regime in book.regimes.values():
        yield _regime(Desk(book, address("regime", regime.id) or ""), regime)
    yield _topics(Desk(book, "obligations/topics"))


def _index(desk: Desk) -> Page:
    playbook = desk.book.playbook
    in_force = playbook.regimes if playbook else ()
    rows = []
    for regime in desk.book.regimes.values():
        counts = Counter[str](one.transfer for one in regime.obligations.values())
        applied = [study.id for study in desk.book.studies.values() if regime.id in study.regimes]
        rows.append(
            (
                desk.record("regime", regime.id),
                badge("in force", "good") if regime.id in in_force else small("catalogued"),
                str(len(regime.obligations)),
                *(str(counts[kind]) for kind in TRANSFER),
                regime.effect,
                desk.records("study", applied),
            )
        )
    columns = [
        "Regime",
        ("State", "narrow"),
        ("Duties", "num"),
        ("Transferable", "num"),
        ("Delegable", "num"),
        ("Retained", "num"),
        ("By law", "num"),
        "Effect of a transfer",
        "Studies",
    ]
    blocks = [
        heading(1, "Legal duties"),
        lead(
            "The sponsor's duties under each body of rules, in our own words. Whether a duty can pass to a CRO differs."
        ),
        table(columns, rows, caption="Regimes and their duties"),
        heading(2, "Who holds them", "coverage"),
        _studies(desk),
    ]
    return desk.page("All regimes", blocks)


def _studies(desk: Desk) -> Block:
    links = [
        desk.to(f"coverage/{study.id}", f"Coverage in {study.protocol_id}")
        for study in desk.book.studies.values()
    ]
    return Block(f"<p>{joined(links, ' &middot; ') or small('There is no study yet.')}</p>")


def _regime(desk: Desk, regime: Regime) -> Page:
    unverified = sum(not one.verified for one in regime.obligations.values())
    blocks = [
        heading(1, regime.short_title),
        lead(regime.title),
        facts(
            [
                ("Product", regime.product),
                (
                    "Law in",
                    ", ".join(country(code) for code in regime.countries) or "guidance of general use",
                ),
                ("A transfer takes", regime.instrument),
                ("If the writing is silent", regime.if_silent),
                ("Effect of a transfer", regime.effect),
                ("Told to", regime.told_to),
            ]
        ),
    ]
    if unverified:
        blocks.append(
            note(
                "Check before relying on it",
                f"{unverified} of {len(regime.obligations)} duties were not read in the official text.",
                "warn",
            )
        )
    for one in regime.obligations.values():
        blocks += _obligation(desk, regime, one)
    return desk.page(regime.short_title, [*blocks, desk.kept(regime)])


def _obligation(desk: Desk, regime: Regime, one: Obligation) -> Iterator[Block]:
    words, tone = TRANSFER[one.transfer]
    marks = [badge(words, tone)] + ([] if one.verified else [badge("not verified", "warn")])
    yield heading(2, one.title, one.id, aside=joined([joined([one.citation], ""), *marks], " "))
    yield facts(
        [
            ("What must be done", one.summary),
            ("Topic", desk.record("topic", one.topic)),
            ("Area", one.area),
            ("Basis", BASIS[one.basis]),
            ("Look out for", one.note),
            ("Done by", _done_by(desk, one.topic)),
            ("Held by", _held_by(desk, one.id)),
            ("Source", desk.source(one.where)),
        ]
    )


def _done_by(desk: Desk, topic: str) -> Inert:
    found = [activity.id for activity in desk.book.activities.values() if topic in activity.duties]
    return listing([desk.record("activity", id) for id in found], "no activity discharges this duty")


def _held_by(desk: Desk, id: str) -> Inert:
    shown = []
    for transfer in desk.book.transfers.values():
        allocation = transfer.allocations.get(id)
        if allocation:
            shown.append(
                joined(
                    [
                        desk.to(f"coverage/{transfer.study}#{id}", _protocol(desk, transfer.study)),
                        ": ",
                        holder(desk, transfer, allocation),
                    ],
                    "",
                )
            )
    return listing(shown, "no study allocates it")


def _protocol(desk: Desk, study: str) -> str:
    found = desk.book.studies.get(study)
    return found.protocol_id if found else study


def _topics(desk: Desk) -> Page:
    blocks = [
        heading(1, "Topics of duty"),
        lead("One duty under the several names that regimes give it, and the activities that discharge it."),
    ]
    for topic in desk.book.ledger.of(Topic).values():
        blocks += _topic(desk, topic)
    return desk.page("Topics", blocks)


def _topic(desk: Desk, topic: Topic) -> Iterator[Block]:
    book = desk.book
    named = [
        desk.record("obligation", one.id, joined([one.citation, small(f" {one.title}")], ""))
        for one in book.obligations.values()
        if one.topic == topic.id
    ]
    overseen = [activity.id for activity in book.activities.values() if topic.id in activity.oversees]
    yield heading(2, topic.title, topic.id)
    yield facts(
        [
            ("Area", topic.area),
            ("Duties", listing(named)),
            ("Done by", _done_by(desk, topic.id)),
            ("Overseen by", listing([desk.record("activity", id) for id in overseen]) if overseen else None),
        ]
    )
