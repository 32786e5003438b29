"""Agreements in force, and the Word documents to take away."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.agreements import MasterAgreement, QualityAgreement
from remit.pages.book import Book, Download
from remit.pages.markdown import Block, code, facts, fold, heading, joined, lead, listing, mail, note, table
from remit.pages.page import Desk, Page
from remit.pages.statuses import full_title, signatures, status

DOWNLOADS = "documents/files"
"""Where Word files stand on the site."""


def pages(book: Book) -> Iterator[Page]:
    """Agreements and downloads."""
    yield _agreements(Desk(book, "contracts/agreements"))
    yield _downloads(Desk(book, "documents/index"))


def _agreements(desk: Desk) -> Page:
    blocks = [
        heading(1, "Agreements"),
        lead("Master agreements and quality agreements. Work orders stand on the pages of their studies."),
    ]
    masters = desk.book.ledger.of(MasterAgreement).values()
    qualities = desk.book.ledger.of(QualityAgreement).values()
    if not masters and not qualities:
        blocks.append(note("No agreement", "There is no agreement in data/agreements."))
    for master in masters:
        blocks += _master(desk, master)
    for quality in qualities:
        blocks += _quality(desk, quality)
    return desk.page("Agreements", blocks)


def _master(desk: Desk, one: MasterAgreement) -> Iterator[Block]:
    cap = one.liability_amount or (
        f"{one.liability_multiple} times {one.liability_basis}"
        if one.liability_multiple
        else one.liability_basis
    )
    yield heading(2, full_title(one), one.id, aside=status(one))
    yield facts(
        [
            ("Between", joined([desk.record("party", one.sponsor), desk.record("party", one.cro)], " and ")),
            ("Date and term", joined([one.date, one.term])),
            (
                "Payment",
                f"within {one.payment_terms}; disputes within {one.dispute_window}; "
                f"late interest {one.late_interest} a month",
            ),
            ("Mark-up on pass-through", one.pass_through_markup),
            ("Termination", f"{one.notice_convenience} without cause; {one.breach_cure} to cure a breach"),
            ("Disputes", f"executives have {one.dispute_resolution}; {one.governing_law}; {one.venue}"),
            ("Liability cap", cap),
            (
                "Insurance",
                listing(
                    [
                        f"{cover.kind}: {cover.per_claim} a claim, {cover.aggregate} a year"
                        for cover in one.insurance
                    ]
                )
                if one.insurance
                else None,
            ),
            ("Audit notice", one.audit_notice),
            ("Key personnel", f"{one.key_personnel_notice} notice before replacement"),
            ("Signatures", signatures(desk, one)),
            ("Source", desk.source(one.where)),
        ]
    )
    if one.exit_assets:
        yield heading(3, "What goes back at the end", f"{one.id}-exit")
        rows = [
            (asset.asset, desk.record("party", asset.owner), asset.rule, desk.source(asset.where))
            for asset in one.exit_assets
        ]
        yield table(
            ["Asset", "Owner", ("How and by when", "wide"), "Source"],
            rows,
            caption=f"Exit assets of {one.number}",
        )
    if one.rates:
        yield fold(f"Rate card of {one.number}", [_rates(desk, one)])


def _rates(desk: Desk, one: MasterAgreement) -> Block:
    known = desk.book.roles
    rows = [
        (
            desk.role(rate.role),
            rate.region,
            str(rate.rate),
            rate.unit,
            rate.valid_from,
            str(rate.inflation_cap),
            known[rate.role].qualification if rate.role in known else "",
        )
        for rate in one.rates.values()
    ]
    columns = ["Role", "Region", ("Rate", "num"), "Unit", ("From", "num"), ("Rise a year, at most", "num")]
    return table([*columns, ("Least qualification", "wide")], rows, caption=f"Rate card of {one.number}")


def _quality(desk: Desk, one: QualityAgreement) -> Iterator[Block]:
    contacts = [
        joined(
            [
                desk.record("party", contact.party),
                f": {contact.name}, ",
                desk.role(contact.role),
                ", ",
                mail(contact.email),
            ],
            "",
        )
        for contact in one.contacts
    ]
    yield heading(2, full_title(one), one.id, aside=status(one))
    yield facts(
        [
            ("Between", joined([desk.record("party", one.sponsor), desk.record("party", one.cro)], " and ")),
            ("Under", desk.record("master", one.master)),
            ("Services", desk.records("service", one.services)),
            ("Metrics", desk.records("metric", one.metrics)),
            ("Quality contacts", listing(contacts)),
            ("Term", one.term or "as long as the master agreement"),
            ("Effective", one.effective_date),
            ("Signatures", signatures(desk, one)),
            ("Source", desk.source(one.where)),
        ]
    )


def _downloads(desk: Desk) -> Page:
    blocks = [
        heading(1, "Documents"),
        lead(
            "The Word files as they were last built from the records. The digest proves that a copy is this file."
        ),
    ]
    if not desk.book.downloads:
        blocks.append(
            note(
                "No document yet",
                "The Word files have not been built. 'remit build' writes them; the next 'remit site' shows them here.",
                "warn",
            )
        )
    rows = [
        (_file(desk, one), one.name.rpartition("/")[0], size(len(one.content)), code(one.digest))
        for one in desk.book.downloads
    ]
    if rows:
        blocks.append(
            table(
                ["Document", "Folder", ("Size", "num"), ("SHA-256", "digest")],
                rows,
                caption="Documents to download",
            )
        )
    return desk.page("Documents", blocks)


def _file(desk: Desk, one: Download) -> object:
    return desk.to_file(f"{DOWNLOADS}/{one.name}", one.name.rpartition("/")[2], download=True)


def size(count: int) -> str:
    """Bytes as kilobytes, for readers."""
    return f"{max(1, round(count / 1000)):,} kB"
