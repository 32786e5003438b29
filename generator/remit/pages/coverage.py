"""Who holds each legal duty in a study, gaps first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.model.services import Obligation, Regime
from remit.model.studies import Allocation, Study, Transfer
from remit.pages.book import Book
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    Tone,
    badge,
    facts,
    heading,
    joined,
    lead,
    listing,
    note,
    paragraph,
    small,
    strong,
    table,
)
from remit.pages.page import Desk, Page

TONES: dict[str, Tone] = {
    "transferred": "info",
    "shared": "warn",
    "retained": "accent",
    "not applicable": "plain",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty of a study's regimes without a sound holder, and why."""

    obligation: Obligation
    reason: str


def pages(book: Book) -> Iterator[Page]:
    """A page per study."""
    for study in book.studies.values():
        yield _page(Desk(book, f"coverage/{study.id}"), study)


def gaps(book: Book, study: Study, transfer: Transfer | None) -> tuple[Gap, ...]:
    """The duties of a study's regimes that nobody holds, or that are held in a way their regime does not allow."""
    found = []
    for regime in _regimes(book, study):
        for one in regime.obligations.values():
            reason = _fault(one, transfer.allocations.get(one.id) if transfer else None)
            if reason:
                found.append(Gap(one, reason))
    return tuple(found)


def _fault(one: Obligation, allocation: Allocation | None) -> str:
    if allocation is None:
        return "nobody holds it"
    if one.transfer == "retained" and allocation.disposition in ("transferred", "shared"):
        return f"it is {allocation.disposition}, but must stay with the sponsor"
    if allocation.disposition == "transferred" and not allocation.to:
        return "it is transferred, but nobody is named"
    if allocation.disposition == "shared" and len(allocation.shares) < 2:
        return "it is shared, but not between two parties"
    return ""


def holder(desk: Desk, transfer: Transfer, allocation: Allocation) -> Inert:
    """Who holds a duty, in words."""
    mark = badge(allocation.disposition, TONES[allocation.disposition])
    if allocation.disposition == "transferred":
        return joined([mark, desk.record("party", allocation.to)], " ")
    if allocation.disposition == "shared":
        return joined(
            [
                mark,
                listing(
                    [
                        joined([strong(desk.record("party", one.party)), f": {one.does}"], "")
                        for one in allocation.shares
                    ]
                ),
            ],
            " ",
        )
    return joined([mark, small(allocation.reason)], " ") if allocation.reason else mark


def _regimes(book: Book, study: Study) -> Sequence[Regime]:
    return [book.regimes[id] for id in study.regimes if id in book.regimes]


def _page(desk: Desk, study: Study) -> Page:
    transfer = desk.book.transfer_of(study.id)
    lacking = gaps(desk.book, study, transfer)
    blocks = [
        heading(1, f"Who holds each duty in {study.protocol_id}"),
        lead(joined([study.title], "")),
        *_summary(desk, study, transfer),
        *_gaps(desk, lacking),
    ]
    for regime in _regimes(desk.book, study):
        blocks += _regime(desk, regime, transfer)
    if transfer:
        blocks.append(desk.kept(transfer))
    return desk.page(f"Legal duties in {study.protocol_id}", blocks)


def _summary(desk: Desk, study: Study, transfer: Transfer | None) -> Iterator[Block]:
    counts = (
        Counter[str](one.disposition for one in transfer.allocations.values()) if transfer else Counter[str]()
    )
    yield facts(
        [
            ("Study", desk.record("study", study.id)),
            ("Transfer of obligations", _document(transfer) if transfer else badge("not written", "bad")),
            (
                "Duties",
                joined(
                    [joined([badge(name, tone), f" {counts[name]}"], "") for name, tone in TONES.items()],
                    " &ensp; ",
                ),
            ),
        ]
    )


def _document(transfer: Transfer) -> Inert:
    return joined(
        [
            f"{transfer.number}, version {transfer.version}",
            badge(transfer.status, "good" if transfer.status == "executed" else "plain"),
        ],
        " ",
    )


def _gaps(desk: Desk, lacking: Sequence[Gap]) -> Iterator[Block]:
    yield heading(2, "Gaps", "gaps")
    if not lacking:
        yield note("No gap", "Every duty of the study's regimes has a holder that its regime allows.", "good")
        return
    rows = [
        (desk.record("obligation", gap.obligation.id), gap.obligation.citation, badge(gap.reason, "bad"))
        for gap in lacking
    ]
    yield table(["Duty", "Citation", "What is wrong"], rows, caption="Duties without a sound holder")


def _regime(desk: Desk, regime: Regime, transfer: Transfer | None) -> Iterator[Block]:
    yield heading(2, regime.short_title, regime.id)
    yield paragraph(joined([regime.title, ". Effect of a transfer: ", regime.effect, "."], ""))
    rows = [_row(desk, one, transfer) for one in regime.obligations.values()]
    yield table(
        ["Duty", ("Citation", "narrow"), ("Holder", "wide"), "Sponsor's role", "Evidence", "Source"],
        rows,
        caption=f"Holders of the duties of {regime.short_title}",
    )


def _row(desk: Desk, one: Obligation, transfer: Transfer | None) -> Row:
    allocation = transfer.allocations.get(one.id) if transfer else None
    name = desk.record("obligation", one.id)
    if transfer is None or allocation is None:
        return Row.of((name, one.citation, badge("nobody", "bad"), "", "", ""), id=one.id)
    limits = small(f"Limited to: {allocation.scope}") if allocation.scope else Inert("")
    held = (
        joined([holder(desk, transfer, allocation), limits], "<br>")
        if limits
        else holder(desk, transfer, allocation)
    )
    overseer = desk.role(allocation.sponsor_function) if allocation.sponsor_function else ""
    return Row.of(
        (name, one.citation, held, overseer, allocation.evidence or "", desk.source(allocation.where)),
        id=one.id,
    )
