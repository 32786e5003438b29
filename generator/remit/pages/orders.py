"""A work order on its study's page: totals, payments, milestones and what is at risk."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.settlement.words import band_words, gate_words, target_words
from remit.model.money import Advance, WorkOrder
from remit.model.quality import Metric
from remit.model.studies import StudyTeam
from remit.pages.markdown import Block, Row, facts, fold, heading, joined, listing, strong, table
from remit.pages.page import Desk
from remit.pages.payments import payment_blocks
from remit.pages.settlement import settlement_blocks
from remit.pages.statuses import full_title, signatures, status


def order_blocks(desk: Desk, order: WorkOrder) -> Iterator[Block]:
    """Everything that the study's page says of one work order."""
    yield heading(2, full_title(order), order.id, aside=status(order))
    yield facts(
        [
            ("With", desk.record("party", order.cro)),
            (
                "Under",
                joined(
                    [
                        desk.record("master", order.master),
                        desk.record("quality_agreement", order.quality_agreement),
                    ]
                ),
            ),
            ("Services", desk.records("service", order.services)),
            ("Time", joined([order.start, order.end], " to ")),
            ("Pricing", order.pricing),
            *_three(desk, order),
            ("Not included", listing(order.out_of_scope) if order.out_of_scope else None),
            ("Signatures", signatures(desk, order)),
        ]
    )
    yield _totals(desk, order)
    yield from _payments(desk, order)
    yield from payment_blocks(desk, order)
    yield from _risk(desk, order)
    yield from settlement_blocks(desk, order)
    yield fold(f"Direct fees of {order.number}, line by line", [_direct(desk, order)])
    if order.pass_through:
        yield fold(f"Pass-through costs of {order.number}, line by line", [_pass_through(desk, order)])
    if order.deliverables:
        yield fold(f"Deliverables of {order.number}", [_deliverables(desk, order)])
    if order.assumptions:
        yield fold(f"Assumptions of {order.number}", [_assumptions(desk, order)])
    if order.positions:
        yield fold(f"Clauses of {order.number} that differ from the standard", [_positions(desk, order)])


def _three(desk: Desk, order: WorkOrder) -> Iterator[tuple[object, object]]:
    """Processes, technology and people of a work order: by which procedures, in which systems, by whom."""
    known = desk.book.services
    activities = [one for id in order.services if id in known for one in known[id].activities.values()]
    systems = dict.fromkeys(system for activity in activities for system in activity.systems)
    team = next((one for one in desk.book.ledger.every(StudyTeam) if one.study == order.study), None)
    people = [
        joined([one.person, " (", desk.role(one.role), ")"], "")
        for one in (team.assignments.values() if team else ())
        if one.key and one.person and one.party == order.cro
    ]
    yield "Processes", desk.to("performance/quality#procedures", "Procedures that govern")
    yield "Technology", desk.records("system", systems)
    yield "People", joined(people) if people else None


def _totals(desk: Desk, order: WorkOrder) -> Block:
    totals = order.totals
    rows = [
        ("Direct fees", str(totals.direct)),
        ("Investigator payments", str(totals.investigator)),
        ("Other pass-through costs", str(totals.other_pass_through)),
        ("All pass-through costs", str(totals.pass_through)),
        Row.of((strong("Contract value"), strong(totals.contract_value)), class_="total"),
    ]
    return table(["Total", ("Amount", "num")], rows, caption=f"Totals of {order.number}", class_="money")


def _payments(desk: Desk, order: WorkOrder) -> Iterator[Block]:
    payment = order.payment
    rows = [
        (
            one.title,
            one.evidence,
            one.planned or "not planned",
            str(one.share),
            str(one.amount),
            desk.source(one.where),
        )
        for one in payment.milestones.values()
    ]
    if rows:
        columns = [
            "Milestone",
            ("Evidence", "wide"),
            "Planned",
            ("Share", "num"),
            ("Amount", "num"),
            "Source",
        ]
        yield table(columns, rows, caption=f"Payment milestones of {order.number}")
    yield facts(
        [
            ("Milestones refer to", f"{payment.base}: {payment.base_amount}"),
            (
                "Monthly on units",
                joined([part for part in (payment.units_share, payment.units_amount) if part]),
            ),
            ("Invoices", payment.invoicing),
            ("Payment within", payment.terms),
            ("Why", payment.terms_note),
            (
                "Advances",
                listing(
                    [
                        f"{one.amount} ({one.stream}), {one.due} after signature. {credited(one)}"
                        for one in order.advances.values()
                    ]
                )
                if order.advances
                else None,
            ),
        ]
    )


CREDITS = {
    "last invoices": "Credited against the last invoices, latest first, until it is used up.",
    "equal parts": "Credited in equal parts against the last {count} invoices.",
    "revolving": "Topped up each quarter; at the end credited against the last invoices, latest first.",
}


def credited(advance: Advance) -> str:
    """How an advance is credited, in words."""
    words = CREDITS[advance.credit].format(count=advance.credit_invoices)
    return f"{words} {advance.credit_rule}" if advance.credit_rule else words


def _risk(desk: Desk, order: WorkOrder) -> Iterator[Block]:
    sharing, kept = order.risk_sharing, order.holdback
    if kept:
        yield facts(
            [
                (
                    "Holdback",
                    joined(
                        [
                            f"{kept.share} of each invoice, {kept.total} in all; released on {kept.release}",
                            *([" (planned for ", kept.planned, ")"] if kept.planned else []),
                            f", within {kept.release_within}",
                        ],
                        "",
                    ),
                )
            ]
        )
    if sharing is None:
        return
    metrics, cro = desk.book.ledger.of(Metric), desk.book.parties.get(order.cro)
    yield facts(
        [
            ("Risk sharing", desk.record("risk_model", sharing.model)),
            ("At risk", f"{sharing.at_risk} ({sharing.at_risk_share} of direct fees)"),
            ("Most bonus, most malus", f"{sharing.bonus_cap}, {sharing.malus_cap}"),
            (
                "No bonus without",
                listing(
                    [
                        gate_words(gate, cro.short_name if cro else order.cro, metrics)
                        for gate in sharing.gates.values()
                    ]
                )
                if sharing.gates
                else None,
            ),
        ]
    )
    rows = [
        (
            one.title,
            str(one.weight),
            target_words(order, one, metrics.get(one.metric or "")),
            band_words(one, metrics.get(one.metric or "")),
            desk.record("metric", one.metric) if one.metric else "",
        )
        for one in sharing.incentives.values()
    ]
    yield table(
        ["Measure", ("Weight", "num"), "Target", ("From full bonus to full malus", "wide"), "Metric"],
        rows,
        caption=f"Bonus and malus of {order.number}",
    )


def _direct(desk: Desk, order: WorkOrder) -> Block:
    rows = [
        (
            one.description,
            desk.record("service", one.service),
            one.unit,
            f"{one.quantity:,f}",
            str(one.unit_price),
            str(one.amount),
            desk.source(one.where),
        )
        for one in order.direct.values()
    ]
    columns = [
        ("Line", "wide"),
        "Service",
        ("Unit", "narrow"),
        ("Quantity", "num"),
        ("Unit price", "num"),
        ("Amount", "num"),
        "Source",
    ]
    return table(columns, rows, caption=f"Direct fees of {order.number}")


def _pass_through(desk: Desk, order: WorkOrder) -> Block:
    rows = [
        (
            one.description,
            one.stream,
            one.unit,
            f"{one.quantity:,f}",
            str(one.unit_price),
            str(one.estimate),
            str(one.cap or ""),
            desk.source(one.where),
        )
        for one in order.pass_through.values()
    ]
    columns = [
        ("Line", "wide"),
        "Stream",
        ("Unit", "narrow"),
        ("Quantity", "num"),
        ("Unit estimate", "num"),
        ("Estimate", "num"),
        ("Cap", "num"),
        "Source",
    ]
    return table(columns, rows, caption=f"Pass-through costs of {order.number}")


def _deliverables(desk: Desk, order: WorkOrder) -> Block:
    rows = [
        (one.title, desk.record("service", one.service), one.due, one.acceptance, desk.source(one.where))
        for one in order.deliverables.values()
    ]
    return table(
        [("Deliverable", "wide"), "Service", "Due", ("Accepted when", "wide"), "Source"],
        rows,
        caption=f"Deliverables of {order.number}",
    )


def _assumptions(desk: Desk, order: WorkOrder) -> Block:
    rows = [
        (
            one.title,
            " ".join(part for part in (one.value, one.unit) if part),
            one.note or "",
            desk.source(one.where),
        )
        for one in order.assumptions.values()
    ]
    return table(
        [("Assumption", "wide"), ("Value", "num"), "Note", "Source"],
        rows,
        caption=f"Assumptions of {order.number}",
    )


def _positions(desk: Desk, order: WorkOrder) -> Block:
    titles = {clause.id: clause.title for clause in desk.book.clauses}
    rows = [
        (desk.to(f"clauses/{id}", titles[id]) if id in titles else id, position)
        for id, position in order.positions.items()
    ]
    return table(["Clause", "Position"], rows, caption=f"Clause positions of {order.number}")
