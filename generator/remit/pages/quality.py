"""Quality terms, and risk sharing: what both parties owe each other beyond doing the work."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.money import WorkOrder
from remit.model.quality import Quality, RiskModel, RiskModels
from remit.pages.book import Book
from remit.pages.markdown import Block, badge, bullets, facts, heading, lead, listing, small, table
from remit.pages.page import Desk, Page


def pages(book: Book) -> Iterator[Page]:
    """Quality terms and risk-sharing models."""
    yield _quality(Desk(book, "performance/quality"))
    yield _risk_sharing(Desk(book, "performance/risk-sharing"))


def _quality(desk: Desk) -> Page:
    quality = desk.book.only(Quality)
    top = [
        heading(1, "Quality terms"),
        lead(
            "Standards, procedures, issues, audits, inspections, records and training, on which quality agreements draw."
        ),
    ]
    if quality is None:
        return desk.page("Quality", [*top, desk.missing("data/quality.yaml")])
    blocks = [
        *top,
        heading(2, "Standards", "standards"),
        bullets(quality.standards),
        *_terms(quality),
        *_split(desk, quality),
        *_issues(desk, quality),
        *_records(desk, quality),
        desk.kept(quality),
    ]
    return desk.page("Quality", blocks)


def _terms(quality: Quality) -> Iterator[Block]:
    yield facts(
        [
            ("Suspected serious breach", f"told to the sponsor within {quality.serious_breach_notify}"),
            ("Change that affects quality", f"announced {quality.change_notice} before"),
            ("Announced inspection", f"told to the other party within {quality.inspection.notify}"),
            ("Inspection findings", f"shared within {quality.inspection.share_report}"),
            ("Draft response", f"the other party has {quality.inspection.response_review} to comment"),
            ("Quality agreements", f"reviewed every {quality.review_cycle}"),
        ]
    )


def _split(desk: Desk, quality: Quality) -> Iterator[Block]:
    yield heading(2, "Whose procedure governs", "procedures")
    rows = [
        (
            one.process,
            badge(one.governing, "accent" if one.governing == "sponsor" else "info"),
            one.sop or small("each CRO's own"),
            one.note or "",
            desk.source(one.where),
        )
        for one in quality.sops.values()
    ]
    yield table(
        ["Process", ("Governing", "narrow"), "Procedure", "The other party", "Source"],
        rows,
        caption="Procedures that govern",
    )
    yield heading(2, "Who answers for what in quality", "responsibilities")
    duties = [
        (one.topic, one.sponsor or small("none"), one.cro or small("none"), desk.source(one.where))
        for one in quality.responsibilities.values()
    ]
    yield table(
        ["Subject", ("Sponsor", "wide"), ("CRO", "wide"), "Source"],
        duties,
        caption="Quality responsibilities of both parties",
    )


def _issues(desk: Desk, quality: Quality) -> Iterator[Block]:
    yield heading(2, "Quality issues", "issues")
    grades = [
        (
            one.title,
            one.definition,
            str(one.notify),
            str(one.root_cause_due),
            str(one.capa_due),
            desk.source(one.where),
        )
        for one in quality.grades.values()
    ]
    columns = [
        "Grade",
        ("Definition", "wide"),
        ("Told within", "narrow"),
        ("Root cause", "narrow"),
        ("Action plan", "narrow"),
        "Source",
    ]
    yield table(columns, grades, caption="Grades of quality issues")
    yield heading(2, "Audits", "audits")
    audits = [
        (
            one.title,
            one.type,
            one.conducted_by,
            one.frequency,
            str(one.notice),
            str(one.report_due),
            str(one.response_due),
            desk.source(one.where),
        )
        for one in quality.audits.values()
    ]
    columns = [
        "Audit",
        ("Type", "narrow"),
        ("By", "narrow"),
        "How often",
        ("Notice", "narrow"),
        ("Report", "narrow"),
        ("Response", "narrow"),
        "Source",
    ]
    yield table(columns, audits, caption="Audits and their terms")


def _records(desk: Desk, quality: Quality) -> Iterator[Block]:
    yield heading(2, "How long records are kept", "retention")
    kept = [
        (one.region, f"{one.years}", one.starts, one.source, desk.source(one.where))
        for one in quality.retention.values()
    ]
    yield table(
        ["Region", ("Years", "num"), "From", "Required by", "Source"], kept, caption="Retention of records"
    )
    yield heading(2, "Training", "training")
    training = [
        (
            one.topic,
            desk.records("role", one.roles),
            one.due,
            one.trainer,
            one.evidence,
            desk.source(one.where),
        )
        for one in quality.training.values()
    ]
    yield table(
        ["Training", ("Roles", "wide"), "Due", "Trainer", "Evidence", "Source"],
        training,
        caption="Required training",
    )


def _risk_sharing(desk: Desk) -> Page:
    models = desk.book.only(RiskModels)
    top = [
        heading(1, "Risk sharing"),
        lead(
            "Ways of sharing the risk of a study between sponsor and CRO, when each fits, and what keeps it fair."
        ),
    ]
    if models is None:
        return desk.page("Risk sharing", [*top, desk.missing("data/risk_sharing.yaml")])
    blocks = list(top)
    for model in models.models.values():
        blocks += _model(desk, model)
    return desk.page("Risk sharing", [*blocks, desk.kept(models)])


def _model(desk: Desk, model: RiskModel) -> Iterator[Block]:
    used = [
        order
        for order in desk.book.ledger.of(WorkOrder).values()
        if order.risk_sharing and order.risk_sharing.model == model.id
    ]
    yield heading(2, model.title, model.id)
    yield Block(f"<p>{small(model.kind)}</p>")
    yield facts(
        [
            ("How it works", model.summary),
            ("When it fits", model.fits),
            ("What keeps it fair", listing(model.safeguards) if model.safeguards else None),
            (
                "Used in",
                listing(
                    [desk.record("work_order", order.id, order.number) for order in used], "no work order"
                ),
            ),
            ("Source", desk.source(model.where)),
        ]
    )
