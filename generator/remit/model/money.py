"""Work orders: what is bought, for how much, when it is paid and what is at risk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.agreements import Document
from remit.model.fields import Heavier, Identified, Meaning, Record, item, record
from remit.model.risk_sharing import CoInvestment, RiskSharing, ServiceCredits
from remit.model.values import Duration, Money, Percent


@record
class Assumption(Identified):
    """A volume or condition on which the price rests; a change of it is a reason for a change order."""

    title: str = item("What is assumed.", Meaning.MONEY)
    value: str = item("Value.", Meaning.MONEY, example="90")
    unit: str | None = item("Unit.", Meaning.MONEY, default=None, example="sites")
    note: str | None = item("How it is measured or what is left out.", Meaning.WORDING, default=None)


@record
class Deliverable(Identified):
    """Something that is handed over and accepted."""

    service: str = item("Service it belongs to.", Meaning.QUALITY, refers="service")
    title: str = item("What is handed over.", Meaning.QUALITY)
    due: str = item("When it is due.", Meaning.TIME)
    acceptance: str = item("What makes it acceptable.", Meaning.QUALITY)
    review: str | None = item(
        "Class of review time that applies (id of communication.review_turnaround).",
        Meaning.TIME,
        default=None,
    )


@record
class UnitLine(Identified):
    """A line of direct fees: a quantity of units at a unit price, or people for a time."""

    service: str = item("Service it belongs to.", Meaning.MONEY, refers="service")
    description: str = item("What is paid for.", Meaning.MONEY)
    unit: str = item("Unit.", Meaning.MONEY, example="visit")
    quantity: Decimal = item("Number of units.", Meaning.MONEY, heavier=Heavier.EITHER)
    unit_price: Money = item("Price of one unit.", Meaning.MONEY)
    amount: Money = item("Quantity times unit price.", Meaning.MONEY)
    people: Decimal | None = item(
        "Full-time equivalents, where the unit is an FTE-month.", Meaning.PEOPLE, default=None
    )
    months: Decimal | None = item(
        "Months, where the unit is an FTE-month; people times months is the quantity.",
        Meaning.TIME,
        default=None,
    )
    note: str | None = item("What is included.", Meaning.WORDING, default=None)
    study: str | None = item(
        "Study that the line serves, where the order covers several.",
        Meaning.MONEY,
        default=None,
        refers="study",
    )
    begins: str | None = item(
        "Milestone of the study's schedule with which the units begin; without it, the first day of the order.",
        Meaning.TIME,
        default=None,
    )
    ends: str | None = item(
        "Milestone of the study's schedule with which they end; without it, the last day of the order.",
        Meaning.TIME,
        default=None,
    )


@record
class PassThroughLine(Identified):
    """A cost that the CRO pays to others and passes on."""

    stream: Literal["investigator", "other"] = item(
        "Investigator payments are a stream of their own, apart from other pass-through costs.", Meaning.MONEY
    )
    description: str = item("What is paid for.", Meaning.MONEY)
    unit: str = item("Unit that drives the cost.", Meaning.MONEY, example="participant")
    quantity: Decimal = item("Number of units.", Meaning.MONEY)
    unit_price: Money = item("Estimate for one unit.", Meaning.MONEY)
    estimate: Money = item("Quantity times unit estimate.", Meaning.MONEY)
    markup: Percent | None = item("Mark-up, if any.", Meaning.MONEY, default=None)
    cap: Money | None = item(
        "Amount that may not be passed without the sponsor's approval.", Meaning.MONEY, default=None
    )
    approval_above: Money | None = item(
        "Single items above this need approval before they are incurred.", Meaning.MONEY, default=None
    )
    begins: str | None = item(
        "Milestone of the study's schedule with which the cost begins; without it, the first day of the order.",
        Meaning.TIME,
        default=None,
    )
    ends: str | None = item(
        "Milestone of the study's schedule with which it ends; without it, the last day of the order.",
        Meaning.TIME,
        default=None,
    )


@record
class Totals(Record):
    """Totals of a work order as they are printed."""

    direct: Money = item("Direct fees.", Meaning.MONEY)
    investigator: Money = item("Investigator payments.", Meaning.MONEY)
    other_pass_through: Money = item("Other pass-through costs.", Meaning.MONEY)
    pass_through: Money = item("Investigator payments and other pass-through costs together.", Meaning.MONEY)
    contract_value: Money = item("Direct fees and pass-through costs together.", Meaning.MONEY)


@record
class PaymentMilestone(Identified):
    """A milestone that releases a payment."""

    title: str = item("Name of the milestone.", Meaning.TIME)
    evidence: str = item("What shows that it is reached.", Meaning.QUALITY)
    planned: dt.date | None = item("Planned date.", Meaning.TIME, default=None)
    share: Percent = item("Share of the milestone base.", Meaning.MONEY, heavier=Heavier.EITHER)
    amount: Money = item(
        "Share of the base, rounded; the remainder goes to the last milestone.", Meaning.MONEY
    )
    reached_by: str | None = item(
        "Milestone of the study's schedule that shows when it is reached; without it, the one with the same id.",
        Meaning.TIME,
        default=None,
    )


@record
class PaymentSchedule(Record):
    """How the direct fees are paid."""

    base: Literal["direct fees", "part of direct fees", "contract value"] = item(
        "What the milestone percentages refer to.", Meaning.MONEY
    )
    base_amount: Money = item("Amount to which the milestone percentages refer.", Meaning.MONEY)
    units_share: Percent | None = item(
        "Share of direct fees paid monthly on completed units.", Meaning.MONEY, default=None
    )
    units_amount: Money | None = item("Amount paid monthly on completed units.", Meaning.MONEY, default=None)
    milestones: Mapping[str, PaymentMilestone] = item(
        "Milestones in the order in which they fall due.", Meaning.MONEY, default={}, ordered=True
    )
    terms: Duration | None = item(
        "Time to payment, where it differs from the master agreement.", Meaning.MONEY, default=None
    )
    terms_note: str | None = item("Why the time to payment differs.", Meaning.WORDING, default=None)
    invoice_within: Duration | None = item(
        "Time from the end of a month, or from a confirmed milestone, to the invoice.",
        Meaning.MONEY,
        default=None,
        heavier=Heavier.EITHER,
    )
    invoicing: str = item("How invoices are sent, and what else holds for them.", Meaning.MONEY)


@record
class Advance(Identified):
    """Money paid before the work."""

    stream: Literal["fees", "pass-through", "investigator"] = item("What it is paid for.", Meaning.MONEY)
    amount: Money = item("Amount.", Meaning.MONEY)
    due: Duration = item("When it is paid, after signature.", Meaning.TIME)
    credit: Literal["last invoices", "equal parts", "revolving"] = item(
        "How it is credited: against the last invoices of its stream, latest first, until it is used up; in equal parts "
        "against the last of them; or topped up each quarter and credited at the end.",
        Meaning.MONEY,
    )
    credit_invoices: int | None = item(
        "How many invoices it is credited against, where that is in equal parts.",
        Meaning.MONEY,
        default=None,
        least=1,
    )
    credit_rule: str | None = item("What else holds for its credit.", Meaning.MONEY, default=None)
    basis: str | None = item("How the amount was found.", Meaning.MONEY, default=None)


@record
class Holdback(Record):
    """A part of each invoice that is kept back until an event."""

    share: Percent = item("Share of each invoice.", Meaning.MONEY)
    total: Money = item("Total that is kept back.", Meaning.MONEY, heavier=Heavier.EITHER)
    release: str = item("Event that releases it.", Meaning.MONEY)
    milestone: str | None = item(
        "Payment milestone of this work order that is the event.", Meaning.MONEY, default=None
    )
    deliverable: str | None = item(
        "Deliverable of this work order whose acceptance is the event.", Meaning.MONEY, default=None
    )
    planned: dt.date | None = item("Day for which the event is planned.", Meaning.TIME, default=None)
    reached_by: str | None = item(
        "Milestone of the study's schedule that shows when it happens.", Meaning.TIME, default=None
    )
    release_within: Duration = item("Time from the event to payment.", Meaning.TIME)


@record
class WorkOrder(Document):
    """A work order of one CRO for one study (data/studies/<study>/work_orders/<id>.yaml)."""

    KIND: ClassVar[str] = "work_order"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    master: str = item("Master agreement.", Meaning.RESPONSIBILITY, refers="master")
    quality_agreement: str = item("Quality agreement in force.", Meaning.QUALITY, refers="quality_agreement")
    cro: str = item("CRO.", Meaning.RESPONSIBILITY, refers="party")
    also_covers: tuple[str, ...] = item(
        "Other studies whose services this order covers as well.",
        Meaning.RESPONSIBILITY,
        default=(),
        refers="study",
    )
    services: tuple[str, ...] = item("Services in scope.", Meaning.RESPONSIBILITY, refers="service")
    out_of_scope: tuple[str, ...] = item("What is not included.", Meaning.RESPONSIBILITY, default=())
    start: dt.date = item("First day.", Meaning.TIME, heavier=Heavier.EITHER)
    end: dt.date = item("Last day.", Meaning.TIME, heavier=Heavier.EITHER)
    currency: str = item("ISO 4217 code of the currency of all amounts.", Meaning.MONEY, example="USD")
    fx_rule: str | None = item("How amounts in other currencies are converted.", Meaning.MONEY, default=None)
    pricing: Literal["units", "fixed price", "time and units"] = item(
        "How the price is built.", Meaning.MONEY
    )
    assumptions: Mapping[str, Assumption] = item("Assumptions by id.", Meaning.MONEY, default={})
    deliverables: Mapping[str, Deliverable] = item("Deliverables by id.", Meaning.QUALITY, default={})
    direct: Mapping[str, UnitLine] = item("Lines of direct fees.", Meaning.MONEY)
    pass_through: Mapping[str, PassThroughLine] = item(
        "Lines of pass-through costs.", Meaning.MONEY, default={}
    )
    totals: Totals = item("Totals.", Meaning.MONEY)
    payment: PaymentSchedule = item("Payment schedule.", Meaning.MONEY)
    advances: Mapping[str, Advance] = item("Advances by id.", Meaning.MONEY, default={})
    holdback: Holdback | None = item("Holdback.", Meaning.MONEY, default=None)
    risk_sharing: RiskSharing | None = item("Bonus and malus.", Meaning.MONEY, default=None)
    co_investment: CoInvestment | None = item("Co-investment of the CRO.", Meaning.MONEY, default=None)
    service_credits: ServiceCredits | None = item("Service credits.", Meaning.MONEY, default=None)
    termination_notice: Duration | None = item(
        "Notice without cause, where it differs from the master agreement.", Meaning.TIME, default=None
    )
