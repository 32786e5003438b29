"""Who holds each legal duty in a study, who watches and what shows it; gaps first. For one study and for all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from remit.calc.coverage import Coverage, coverage, gaps_first
from remit.model.services import Obligation
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
INDEX = "duties"


def pages(book: Book) -> Iterator[Page]:
    """All studies side by side, then a page per study."""
    if book.studies:
        yield _index(Desk(book, INDEX))
    for study in book.studies.values():
        yield _page(Desk(book, f"coverage/{study.id}"), study)


def gaps(book: Book, study: Study) -> tuple[Coverage, ...]:
    """The duties of a study that lack a sound holder, an overseer, evidence or oversight."""
    return tuple(row for row in gaps_first(coverage(book.ledger, study)) if row.gaps)


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
                        joined(
                            [
                                strong(desk.record("party", one.party)),
                                f": {one.does}{' (takes the decision)' if one.decides else ''}",
                            ],
                            "",
                        )
                        for one in allocation.shares
                    ]
                ),
            ],
            " ",
        )
    return joined([mark, small(allocation.reason)], " ") if allocation.reason else mark


# ---- all studies ----------------------------------------------------------------------------------------------------


def _index(desk: Desk) -> Page:
    by_study = {
        study.id: {row.duty.id: row for row in coverage(desk.book.ledger, study)}
        for study in desk.book.studies.values()
    }
    lacking = [row for rows in by_study.values() for row in rows.values() if row.gaps]
    blocks = [
        heading(1, "Legal duties by study"),
        lead("Every sponsor duty, each study, who holds it there and what shows that it is discharged."),
        _counts(desk, by_study),
        *_gaps(desk, gaps_first(tuple(lacking)), "study"),
    ]
    for regime in desk.book.regimes.values():
        duties = [
            duty for duty in regime.obligations.values() if any(duty.id in rows for rows in by_study.values())
        ]
        if duties:
            blocks.append(heading(2, regime.short_title, regime.id))
            blocks.append(_side_by_side(desk, regime.short_title, duties, by_study))
    return desk.page("Duties by study", blocks)


def _counts(desk: Desk, by_study: Mapping[str, Mapping[str, Coverage]]) -> Block:
    rows = []
    for id, covered in by_study.items():
        counts = Counter(row.disposition for row in covered.values())
        lacking = sum(bool(row.gaps) for row in covered.values())
        rows.append(
            (
                desk.to(f"coverage/{id}", desk.book.studies[id].protocol_id),
                str(len(covered)),
                *(str(counts[kind]) for kind in TONES),
                badge(f"{lacking} with gaps", "bad") if lacking else badge("no gap", "good"),
            )
        )
    columns = ["Study", ("Duties", "num"), *((kind.capitalize(), "num") for kind in TONES), "Gaps"]
    return table(columns, rows, caption="Duties by study")


def _side_by_side(
    desk: Desk, title: str, duties: Sequence[Obligation], by_study: Mapping[str, Mapping[str, Coverage]]
) -> Block:
    rows = [
        (
            desk.record("obligation", duty.id),
            *(_cell(desk, covered.get(duty.id)) for covered in by_study.values()),
        )
        for duty in duties
    ]
    names = [desk.book.studies[id].protocol_id for id in by_study]
    return table([("Duty", "wide"), *names], rows, caption=f"Holders of the duties of {title} by study")


def _cell(desk: Desk, row: Coverage | None) -> Inert:
    if row is None:
        return small("regime does not apply")
    if not row.disposition:
        return badge("nobody", "bad")
    mark = badge(row.disposition, TONES[row.disposition])
    parties = desk.records("party", row.holders) if row.holders else Inert("")
    shown = small("evidence: " + row.evidence) if row.evidence else Inert("")
    lacking = badge("gap", "bad") if row.gaps else Inert("")
    first = joined([part for part in (mark, parties, lacking) if part], " ")
    return joined([part for part in (first, shown) if part], "<br>")


# ---- one study ------------------------------------------------------------------------------------------------------


def _page(desk: Desk, study: Study) -> Page:
    transfer = desk.book.transfer_of(study.id)
    rows = coverage(desk.book.ledger, study)
    blocks = [
        heading(1, f"Who holds each duty in {study.protocol_id}"),
        lead(joined([study.title], "")),
        *_summary(desk, study, transfer),
        *_gaps(desk, gaps_first(tuple(row for row in rows if row.gaps)), ""),
    ]
    for regime in dict.fromkeys(row.regime.id for row in rows):
        blocks += _regime(desk, [row for row in rows if row.regime.id == regime], transfer)
    if transfer:
        blocks += [*_submissions(desk, transfer), desk.kept(transfer)]
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
            ("Other studies", desk.to(INDEX, "Legal duties by study")),
        ]
    )


def _submissions(desk: Desk, transfer: Transfer) -> Iterator[Block]:
    yield heading(2, "Told to authorities", "submissions")
    rows = [
        (one.authority, one.reference, one.form, one.date or "still to be sent", desk.source(one.where))
        for one in transfer.submissions
    ]
    columns = ["Authority", "Application", ("Form or section", "wide"), ("Sent", "num"), "Source"]
    yield table(columns, rows, caption="Authorities that are told of the transfer")


def _document(transfer: Transfer) -> Inert:
    return joined(
        [
            f"{transfer.number}, version {transfer.version}",
            badge(transfer.status, "good" if transfer.status == "executed" else "plain"),
        ],
        " ",
    )


def _gaps(desk: Desk, lacking: Sequence[Coverage], study: str) -> Iterator[Block]:
    yield heading(2, "Gaps", "gaps")
    if not lacking:
        words = "Each has a holder that its regime allows, a role that answers, evidence, and oversight if it moved."
        yield note("No gap", words, "good")
        return
    rows = [
        (
            desk.record("obligation", row.duty.id),
            *([desk.to(f"coverage/{row.study.id}", row.study.protocol_id)] if study else []),
            row.duty.citation,
            joined([badge(gap, "bad" if gap in row.faults else "warn") for gap in row.gaps], " "),
        )
        for row in lacking
    ]
    columns = ["Duty", *(["Study"] if study else []), "Citation", "What is missing"]
    yield table(columns, rows, caption="Duties with gaps")


def _regime(desk: Desk, covered: Sequence[Coverage], transfer: Transfer | None) -> Iterator[Block]:
    regime = covered[0].regime
    yield heading(2, regime.short_title, regime.id)
    yield paragraph(joined([regime.title, ". Effect of a transfer: ", regime.effect, "."], ""))
    yield table(
        ["Duty", ("Holder", "wide"), "Sponsor's role", ("Evidence and oversight", "wide"), "Source"],
        [_row(desk, one, transfer) for one in covered],
        caption=f"Holders of the duties of {regime.short_title}",
    )


def _row(desk: Desk, one: Coverage, transfer: Transfer | None) -> Row:
    allocation = transfer.allocations.get(one.duty.id) if transfer else None
    duty = joined([desk.record("obligation", one.duty.id), small(one.duty.citation)], "<br>")
    if transfer is None or allocation is None:
        return Row.of((duty, badge("nobody", "bad"), "", "", ""), id=one.duty.id)
    limits = small(f"Limited to: {allocation.scope}") if allocation.scope else Inert("")
    held = joined([part for part in (holder(desk, transfer, allocation), limits) if part], "<br>")
    overseer = desk.role(one.overseer) if one.overseer else ""
    watched = [desk.record("oversight_activity", id) for id in one.oversight]
    oversight = joined([small("Watched by: "), joined(watched)], "") if watched else Inert("")
    shown = joined([part for part in (one.evidence, oversight) if part], "<br>")
    return Row.of((duty, held, overseer, shown, desk.source(allocation.where)), id=one.duty.id)
