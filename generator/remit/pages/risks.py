"""The risks of outsourcing, the greatest first."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.oversight import Risk, Risks
from remit.pages.markdown import Block, Inert, Row, Tone, badge, facts, fold, heading, joined, table, text
from remit.pages.page import Desk

INSTEAD_OF = ("risks",)
HIGH, MIDDLE = 15, 8
"""From which product of likelihood and impact (1 to 25) a risk is shown as high, and as one to watch."""


def sections(desk: Desk, one: Risks) -> Iterator[Block]:
    """A table by size, then each risk in full."""
    ranked = sorted(one.risks.values(), key=lambda risk: -risk.likelihood * risk.impact)
    yield heading(2, "Risks", "field-risks")
    rows = [
        Row.of(
            (
                risk.title,
                _size(risk),
                f"{risk.likelihood} and {risk.impact}",
                risk.response,
                desk.role(risk.owner),
                _clause(desk, risk),
                desk.source(risk.where),
            ),
            id=f"risk-{risk.id}",
        )
        for risk in ranked
    ]
    columns = [
        "Risk",
        ("Size", "num"),
        "Likelihood and impact",
        ("What is done", "wide"),
        "Owner",
        "Clause",
        "Source",
    ]
    yield table(columns, rows, caption="Risks, the greatest first")
    for risk in ranked:
        yield fold(f"{risk.title}: cause, effect and first signs", [_more(desk, risk)])  # fmt: skip


def _size(risk: Risk) -> Inert:
    size = risk.likelihood * risk.impact
    tone: Tone = "bad" if size >= HIGH else "warn" if size >= MIDDLE else "plain"
    return badge(str(size), tone)


def _clause(desk: Desk, risk: Risk) -> Inert:
    if not risk.clause:
        return Inert("")
    known = {clause.id: clause.title for clause in desk.book.clauses}
    return (
        desk.to(f"clauses/{risk.clause}", known[risk.clause]) if risk.clause in known else text(risk.clause)
    )


def _more(desk: Desk, risk: Risk) -> Block:
    return facts(
        [
            ("Cause", risk.cause),
            ("What may happen", risk.event),
            ("Effect", risk.effect),
            ("Sign that it is coming", risk.trigger),
            ("Studies", desk.records("study", risk.studies) if risk.studies else joined(["all"], "")),
        ]
    )
