"""Changes to work orders: what changes, by how much, and what the order costs afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from remit.model.agreements import Document
from remit.model.fields import Identified, Meaning, Record, item, record
from remit.model.money import Advance, PaymentMilestone, Totals
from remit.model.values import Money


@record
class AssumptionChange(Identified):
    """An assumption that changes."""

    original: str = item("Value in the original order.", Meaning.MONEY)
    current: str = item("Value before this change.", Meaning.MONEY)
    new: str = item("Value after it.", Meaning.MONEY)


@record
class UnitChange(Identified):
    """A line of direct fees or pass-through costs that changes; the id is the line's id in the work order."""

    original: Decimal = item("Quantity in the original order.", Meaning.MONEY, least=0)
    previous: Decimal = item("Quantity before this change.", Meaning.MONEY, least=0)
    new: Decimal = item("Quantity after it.", Meaning.MONEY, least=0)
    unit_price: Money = item("Price of one unit before this change.", Meaning.MONEY)
    new_unit_price: Money | None = item(
        "Price of one unit after it, where it changes, as the estimate of a lot does.",
        Meaning.MONEY,
        default=None,
    )
    delta: Money = item("New amount less previous amount.", Meaning.MONEY)
    new_cap: Money | None = item(
        "Amount that a pass-through line may not pass without approval after the change, where it changes.",
        Meaning.MONEY,
        default=None,
    )
    description: str | None = item(
        "What is paid for, where the change adds the line.", Meaning.MONEY, default=None
    )
    unit: str | None = item("Unit, where the change adds the line.", Meaning.MONEY, default=None)
    service: str | None = item(
        "Service, where the change adds a line of direct fees.", Meaning.MONEY, default=None, refers="service"
    )
    stream: Literal["investigator", "other"] | None = item(
        "Stream, where the change adds a line of pass-through costs.", Meaning.MONEY, default=None
    )


@record
class HistoryRow(Record):
    """A step of the cost history."""

    KEY: ClassVar[tuple[str, ...]] = ("step",)

    step: str = item("Original, CO-01 ...", Meaning.MONEY)
    effective: dt.date | None = item("Date.", Meaning.TIME, default=None)
    direct: Money = item("Direct fees of the step.", Meaning.MONEY)
    pass_through: Money = item("Pass-through costs of the step.", Meaning.MONEY)
    total: Money = item("Both together.", Meaning.MONEY)


@record
class ChangeOrder(Document):
    """A change to a work order (data/studies/<study>/change_orders/<id>.yaml)."""

    KIND: ClassVar[str] = "change_order"

    study: str = item("Study, from the folder.", Meaning.WORDING, default="", refers="study", from_path=True)
    work_order: str = item("Work order that changes.", Meaning.MONEY, refers="work_order")
    sequence: int = item("Number of the change order, from 1 without gaps.", Meaning.MONEY, least=1)
    trigger: Literal[
        "protocol amendment",
        "enrolment",
        "timeline",
        "sponsor request",
        "regulator",
        "CRO error",
        "reconciliation",
        "administrative",
    ] = item("Why it is needed.", Meaning.MONEY)
    requested_by: str = item("Role that asked for it.", Meaning.RESPONSIBILITY, refers="role")
    requested: dt.date = item("Date of the request.", Meaning.TIME)
    reason: str = item("What happened, in two or three sentences.", Meaning.MONEY)
    scope_in: tuple[str, ...] = item("What is added to the scope.", Meaning.RESPONSIBILITY, default=())
    scope_out: tuple[str, ...] = item("What is taken out.", Meaning.RESPONSIBILITY, default=())
    services_in: tuple[str, ...] = item("Services added.", Meaning.LEGAL_DUTY, default=(), refers="service")
    services_out: tuple[str, ...] = item(
        "Services taken out.", Meaning.LEGAL_DUTY, default=(), refers="service"
    )
    countries_in: tuple[str, ...] = item("Countries added, ISO codes.", Meaning.LEGAL_DUTY, default=())
    end: dt.date | None = item(
        "Last day of the work order after the change; none means unchanged.", Meaning.TIME, default=None
    )
    assumptions: Mapping[str, AssumptionChange] = item("Assumptions that change.", Meaning.MONEY, default={})
    direct: Mapping[str, UnitChange] = item("Lines of direct fees that change.", Meaning.MONEY, default={})
    pass_through: Mapping[str, UnitChange] = item(
        "Lines of pass-through costs that change.", Meaning.MONEY, default={}
    )
    delta: Totals | None = item("Change of the totals.", Meaning.MONEY, default=None)
    totals: Totals | None = item("Totals after the change.", Meaning.MONEY, default=None)
    cost_history: tuple[HistoryRow, ...] = item(
        "Cost history: original, every change order, total.", Meaning.MONEY, ordered=True
    )
    base_amount: Money | None = item(
        "Amount to which the milestone percentages refer after the change.", Meaning.MONEY, default=None
    )
    units_amount: Money | None = item(
        "Amount paid monthly on completed units after the change.", Meaning.MONEY, default=None
    )
    milestones: Mapping[str, PaymentMilestone] = item(
        "Milestones after the change.", Meaning.MONEY, default={}
    )
    advances: Mapping[str, Advance] = item(
        "Advances that the change re-sizes, as they stand after it; the id is the advance's id in the work order.",
        Meaning.MONEY,
        default={},
    )
    consequences: tuple[str, ...] = item(
        "Other terms that follow from the change, such as targets that move.", Meaning.MONEY, default=()
    )
    transfer_version: str | None = item(
        "New version of the transfer of obligations that it takes.", Meaning.LEGAL_DUTY, default=None
    )
    authorised_before_signature: Money | None = item(
        "Work authorised before signature, at most.", Meaning.MONEY, default=None
    )
    authorised_by: str | None = item(
        "Role that authorised it.", Meaning.RESPONSIBILITY, default=None, refers="role"
    )
    executive_approval: str | None = item(
        "Approval by the executive sponsors, where the limit takes it.", Meaning.RESPONSIBILITY, default=None
    )
