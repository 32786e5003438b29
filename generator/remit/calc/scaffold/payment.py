"""How a modelled work order is paid: the schedule, advances, holdback and incentives of its model on its own amounts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from remit.calc.money import (
    DAYS_BEFORE_INVOICE,
    calendar_days,
    fair_advance,
    in_proportion,
    milestone_amounts,
    share_of,
    thousands,
)
from remit.calc.scaffold.term import Term
from remit.findings import Key
from remit.frozen import dataclass
from remit.model.agreements import MasterAgreement
from remit.model.draft import values_of
from remit.model.ledger import Ledger
from remit.model.money import Advance, Holdback, PaymentSchedule, Totals, WorkOrder
from remit.model.risk_sharing import CoInvestment, Incentive, QualityGate
from remit.model.values import Money

Carry = Callable[[dict[str, Any], tuple[str, ...], tuple[Key, ...]], dict[str, Any]]
Tell = Callable[[tuple[Key, ...], str], None]


@dataclass(frozen=True, slots=True)
class Payments:
    """The money terms of a work order that is modelled on ``like``, on its own ``totals`` and in its own ``term``."""

    ledger: Ledger
    like: WorkOrder
    term: Term
    totals: Totals
    carry: Carry
    tell: Tell

    def values(self, master: str | None) -> dict[str, Any]:
        """The fields on money; ``master`` is the agreement that gives the time to payment."""
        values: dict[str, Any] = {"payment": self._schedule()}
        if self.like.advances:
            values["advances"] = {one.id: self._advance(one, master) for one in self.like.advances.values()}
        if self.like.holdback:
            values["holdback"] = self._holdback(self.like.holdback)
        if self.like.risk_sharing:
            values["risk_sharing"] = self._risk()
        if self.like.co_investment:
            values["co_investment"] = self._co_investment(self.like.co_investment)
        if self.like.service_credits:
            values["service_credits"] = values_of(self.like.service_credits)
            self.tell(("service_credits",), f"levels and credits as in {self.like.id}; agree on them anew")
        if self.like.termination_notice:
            values["termination_notice"] = self.like.termination_notice
        return values

    def _schedule(self) -> dict[str, Any]:
        old = self.like.payment
        values = self.carry(values_of(old), ("invoicing", "terms_note"), ("payment",))
        values["base_amount"] = self._base(old)
        if old.units_share and old.units_amount:
            values["units_amount"] = share_of(self.totals.direct, old.units_share)
            if old.base == "part of direct fees":
                values["base_amount"] = self.totals.direct - values["units_amount"]
        amounts = milestone_amounts(values["base_amount"], [one.share for one in old.milestones.values()])
        values["milestones"] = {
            one.id: self._milestone(values["milestones"][one.id], one.id, amount)
            for one, amount in zip(old.milestones.values(), amounts, strict=True)
        }
        return values

    def _base(self, old: PaymentSchedule) -> Money:
        if old.base == "direct fees":
            return self.totals.direct
        if old.base == "contract value":
            return self.totals.contract_value
        return in_proportion(old.base_amount, self.totals.direct, self.like.totals.direct).rounded()

    def _milestone(self, values: dict[str, Any], id: str, amount: Money) -> dict[str, Any]:
        at = ("payment", "milestones", id)
        return self._moved({**self.carry(values, ("title", "evidence"), at), "amount": amount}, at)

    def _moved(self, values: dict[str, Any], at: tuple[Key, ...]) -> dict[str, Any]:
        """The values with their planned day moved into the new term, or without it."""
        planned = values.pop("planned", None)
        moved = self.term.moved(planned) if planned else None
        if moved:
            values["planned"] = moved
            self.tell((*at, "planned"), f"at the same part of the term as in {self.like.id}")
        return values

    def _holdback(self, held: Holdback) -> dict[str, Any]:
        values = self.carry(values_of(held), ("release",), ("holdback",))
        return self._moved({**values, "total": share_of(self.totals.direct, held.share)}, ("holdback",))

    def _advance(self, advance: Advance, master: str | None) -> dict[str, Any]:
        values = self.carry(values_of(advance), ("credit_rule",), ("advances", advance.id))
        values.pop("basis", None)
        if advance.stream != "fees":
            old, new = self._stream(advance)
            values["amount"] = thousands(in_proportion(advance.amount, new, old))
            self.tell(
                ("advances", advance.id, "amount"),
                f"{advance.amount} in {self.like.id}, in proportion to what it is paid for",
            )
            return values
        agreement = self.ledger.of(MasterAgreement).get(master or "")
        terms = self.like.payment.terms or (agreement.payment_terms if agreement else None)
        if terms is None:
            values["amount"] = thousands(
                in_proportion(advance.amount, self.totals.direct, self.like.totals.direct)
            )
            return values
        exact = fair_advance(self.totals.direct, Decimal(self.term.days), calendar_days(terms))
        values["amount"] = thousands(exact)
        values["basis"] = (
            f"Direct fees divided by {self.term.days:,} contract days, times {DAYS_BEFORE_INVOICE} days of work and {terms} "
            f"to payment, gives {exact}, rounded down. A change order that changes direct fees or the term re-sizes it."
        )
        return values

    def _stream(self, advance: Advance) -> tuple[Money, Money]:
        if advance.stream == "investigator":
            return self.like.totals.investigator, self.totals.investigator
        return self.like.totals.other_pass_through, self.totals.other_pass_through

    def _risk(self) -> dict[str, Any]:
        old = self.like.risk_sharing
        assert old is not None  # noqa: S101 - asked for only where there is one
        at_risk = share_of(self.totals.direct, old.at_risk_share)
        values = values_of(old)
        values |= {"at_risk": at_risk, "bonus_cap": share_of(self.totals.direct, old.bonus_share)}
        values["malus_cap"] = (
            at_risk
            if old.malus_cap == old.at_risk
            else in_proportion(old.malus_cap, at_risk, old.at_risk).rounded()
        )
        if old.gates:
            values["gates"] = {one.id: self._gate(one) for one in old.gates.values()}
        values["incentives"] = {one.id: self._incentive(one) for one in old.incentives.values()}
        self.tell(("risk_sharing",), f"model, shares and weights as in {self.like.id}; agree on them anew")
        return values

    def _co_investment(self, old: CoInvestment) -> dict[str, Any]:
        fees = self.totals.direct, self.like.totals.direct
        self.tell(("co_investment",), f"caps in proportion to the fees of {self.like.id}; agree on them anew")
        return {
            **self.carry(values_of(old), ("success",), ("co_investment",)),
            "cap": in_proportion(old.cap, *fees).rounded(),
            "return_cap": in_proportion(old.return_cap, *fees).rounded(),
        }

    def _gate(self, one: QualityGate) -> dict[str, Any]:
        return self.carry(values_of(one), ("condition",), ("risk_sharing", "gates", one.id))

    def _incentive(self, one: Incentive) -> dict[str, Any]:
        at = ("risk_sharing", "incentives", one.id)
        values = self.carry(values_of(one), ("title", "exclusions"), at)
        target = values.pop("target", None)
        moved = self.term.moved(target) if target else None
        if moved:
            values["target"] = moved
            self.tell((*at, "target"), f"at the same part of the term as in {self.like.id}")
        return values
