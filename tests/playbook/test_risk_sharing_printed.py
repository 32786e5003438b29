"""Contracts with co-investment and service credits: the shipped templates print their clauses and schedules whole."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from docx import Document

from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import subjects
from remit.documents.templates import read_templates
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.risk_sharing import CoInvestment, CreditStep, ServiceCredits, ServiceLevel
from remit.model.values import Duration, Money, Percent
from tests.oracles import assert_valid_docx

ROOT = Path(__file__).parents[2]


def percent(value: int) -> Percent:
    return Percent(Decimal(value))


INVEST = CoInvestment(
    model="co-investment",
    reduction=percent(5),
    cap=Money(Decimal(250_000), "USD"),
    success="First marketing authorisation of NVT-218 in the European Union or the United States",
    return_share=percent(150),
    return_cap=Money(Decimal(375_000), "USD"),
    return_within=Duration(60, "calendar day"),
)
CREDITS = ServiceCredits(
    model="service-credits",
    levels={
        "queries": ServiceLevel(
            id="queries",
            metric="query-resolution",
            lines=("data-managers",),
            steps=(
                CreditStep(beyond=Decimal(7), credit=percent(2)),
                CreditStep(beyond=Decimal(10), credit=percent(5)),
            ),
        )
    },
    starts_after=Duration(3, "month"),
    period_cap=percent(5),
    yearly_cap=percent(4),
    earn_back=3,
)


def test_co_investment_and_service_credits_are_printed(ledger: Ledger, tmp_path: Path) -> None:
    order = ledger.of(WorkOrder)["wo-fsp-01"]
    changed = replace(order, co_investment=INVEST, service_credits=CREDITS)
    records = Ledger(files={**ledger.files, order.where.file: changed})
    tree, _ = read_folder(ROOT, "contract_templates", (".md", ".docx"))
    templates, findings = read_templates(tree)
    assert not findings
    (subject,) = [one for one in subjects(records) if one.id == "wo-fsp-01"]
    rendered, problems = render(subject, records, templates, Stamp("0"), draft=False)
    assert rendered is not None, problems
    (tmp_path / "order.docx").write_bytes(rendered.data)
    assert_valid_docx(tmp_path / "order.docx")
    document = Document(io.BytesIO(rendered.data))
    text = "\n".join(
        "".join(node.text or "" for node in one.iter("{*}t")) for one in document.element.body.iter("{*}p")
    )
    for words in (
        "reduced by 5\u00a0%, until USD 250,000 is reached",
        "pay Datamere 150\u00a0% of the Co-Investment, at most USD 375,000",
        "within 3 months after 2 June 2025",
        "when its next 3 periods bring no credit",
        "Data managers",
        "10 days",
    ):
        assert words in text, words
