"""A work order modelled on another: its structure and unit prices, with the quantities of this study."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Any

from remit.calc.money import line_amount, work_order_totals
from remit.calc.scaffold.document import front_matter, signing
from remit.calc.scaffold.lookup import named
from remit.calc.scaffold.order import Order, agreements
from remit.calc.scaffold.payment import Payments
from remit.calc.scaffold.scaling import Scale, singular
from remit.calc.scaffold.term import Term, term_for
from remit.calc.scaffold.wording import (
    REGIONS,
    Wording,
    carry,
    country_name,
    names_one_of,
    other_countries,
)
from remit.calc.study_facts import assumed_facts
from remit.findings import Key
from remit.frozen import dataclass
from remit.model.draft import Draft, Remark, values_of
from remit.model.ledger import Ledger
from remit.model.money import Assumption, PassThroughLine, Totals, UnitLine, WorkOrder
from remit.model.parties import Party
from remit.model.studies import Study


@dataclass(frozen=True, slots=True)
class ModelledOrder:
    """A work order that is modelled on another."""

    ledger: Ledger
    order: Order
    study: Study
    cro: Party
    like: WorkOrder
    term: Term
    scale: Scale
    wording: Wording
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, ledger: Ledger, order: Order, study: Study, cro: Party, like: WorkOrder) -> ModelledOrder:
        """What is asked for, with everything that follows from the records worked out."""
        model = named(ledger, Study, like.study, "study")
        term = term_for(study, like, model, order.start, order.end)
        scale = Scale.between(study, model, term)
        others = [one.number for one in ledger.of(WorkOrder).values() if one.id not in (like.id, order.id)]
        others += [one.protocol_id for one in ledger.of(Study).values() if one.id not in (study.id, model.id)]
        wording = Wording(
            like.id,
            _names(ledger, order, study, cro, like, model),
            scale,
            term,
            _figures(like, study, model, scale),
            (*others, *_other_parties(ledger, study, cro), *other_countries(study, model), *REGIONS),
        )
        return cls(ledger, order, study, cro, like, term, scale, wording)

    def draft(self) -> Draft:
        """The whole draft."""
        like, order = self.like, self.order
        title = self._texts({"title": like.title}, ())["title"]
        values = front_matter(
            self.ledger, order.id.upper(), title, order.today, f"First draft, modelled on {like.number}", like
        )
        values |= agreements(self.ledger, self.cro, self.remarks)
        services = self._services()
        values |= self._term()
        values |= {"services": services, "currency": like.currency, "pricing": like.pricing}
        values |= self._texts({"fx_rule": like.fx_rule, "out_of_scope": like.out_of_scope}, ())
        values["assumptions"] = self._assumptions()
        values["deliverables"] = {
            one.id: self._carry(values_of(one), ("title", "due", "acceptance"), ("deliverables", one.id))
            for one in like.deliverables.values()
            if one.service in services
        }
        direct = {line.id: self._line(line) for line in like.direct.values() if line.service in services}
        pass_through = {line.id: self._cost(line) for line in like.pass_through.values()}
        totals = self._totals(direct, pass_through)
        values |= {"direct": direct, "pass_through": pass_through, "totals": values_of(totals)}
        values |= Payments(self.ledger, like, self.term, totals, self._carry, self._tell).values(
            values.get("master")
        )
        parties = [party for party in (self.study.sponsor, self.cro.id) if party]
        values["signatures"], unsigned = signing(self.ledger, parties, WorkOrder, like, totals.contract_value)
        if like.positions:
            names = ", ".join(f"{clause}: {position}" for clause, position in like.positions.items())
            self._tell(
                ("positions",), f"{like.id} departs from the standard ({names}); that was agreed for it only"
            )
        headline = (
            f"Work order of {self.cro.short_name} for study {self.study.protocol_id}, modelled on {like.id}: unit prices "
            "as there, quantities in proportion to this study. Comments name every figure and text to confirm."
        )
        return Draft(WorkOrder, headline, values, (*self.remarks, *unsigned))

    # ---- parts -------------------------------------------------------------------------------------------------------

    def _tell(self, keys: tuple[Key, ...], text: str) -> None:
        self.remarks.append(Remark(keys, text))

    def _carry(
        self, values: dict[str, Any], names: tuple[str, ...], at: tuple[Key, ...], *, scaled: bool = False
    ) -> dict[str, Any]:
        return carry(
            values, names, self.wording, lambda name, doubt: self._tell((*at, name), doubt), scaled=scaled
        )

    def _texts(self, values: dict[str, Any], at: tuple[Key, ...]) -> dict[str, Any]:
        known = {name: value for name, value in values.items() if value}
        return self._carry(known, tuple(known), at)

    def _services(self) -> tuple[str, ...]:
        provided = {id for id, service in self.study.services.items() if service.provider == self.cro.id}
        if not provided:
            self._tell(
                ("services",),
                f"as in {self.like.id}; the study does not say who provides which service",
            )
            return self.like.services
        left_out = [id for id in self.like.services if id not in provided]
        if left_out:
            self._tell(
                ("services",),
                f"{self.cro.short_name} does not provide {', '.join(left_out)} in this study: left out with their lines",
            )
        return tuple(id for id in self.like.services if id in provided)

    def _term(self) -> dict[str, Any]:
        if self.term.start is None or self.term.end is None:
            self._tell(
                ("start",),
                "the study has no dates from which the first day could follow; give it with --start",
            )
            self._tell(("end",), self.term.why)
            return {"end": self.order.end} if self.order.end else {}
        if self.order.start is None:
            self._tell(("start",), f"as long before the first participant as in {self.like.id}")
        self._tell(("end",), self.term.why)
        return {"start": self.term.start, "end": self.term.end}

    def _line(self, line: UnitLine) -> dict[str, Any]:
        scaled = self.scale.factor(line.unit) is not None
        values = self._carry(values_of(line), ("description", "note"), ("direct", line.id), scaled=scaled)
        if values.pop("study", None) == self.like.study:
            values["study"] = self.study.id
        if line.people is not None and line.months is not None:
            values["months"] = self.scale.scaled(line.months, "month")
            values["quantity"] = line.people * values["months"]
        else:
            values["quantity"] = self.scale.scaled(line.quantity, line.unit)
        values["amount"] = line_amount(values["quantity"], line.unit_price)
        self._tell(("direct", line.id, "quantity"), self._basis(line.quantity, line.unit))
        return values

    def _cost(self, line: PassThroughLine) -> dict[str, Any]:
        values = self._carry(values_of(line), ("description",), ("pass_through", line.id))
        values["quantity"] = self.scale.scaled(line.quantity, line.unit)
        values["estimate"] = line_amount(values["quantity"], line.unit_price)
        if line.cap and line.estimate.amount:
            share = line.cap.amount / line.estimate.amount
            values["cap"] = values["estimate"].times(share).rounded()
        self._tell(("pass_through", line.id, "quantity"), self._basis(line.quantity, line.unit))
        return values

    def _basis(self, quantity: Decimal, unit: str) -> str:
        basis = self.scale.basis(unit)
        if basis:
            return f"{quantity.normalize():,f} in {self.like.id} x {basis}"
        return f"as in {self.like.id}; a {unit} does not follow the size of the study, so confirm number and price"

    def _totals(self, direct: dict[str, Any], pass_through: dict[str, Any]) -> Totals:
        lines = [UnitLine(id=id, **values) for id, values in direct.items()]
        costs = [PassThroughLine(id=id, **values) for id, values in pass_through.items()]
        return work_order_totals(lines, costs, self.like.currency)

    def _assumptions(self) -> dict[str, Any]:
        """The assumptions with the figures of this study; lengths of the other study are not taken for this one's."""
        lengths = self._lengths()
        elsewhere = other_countries(self.study, self.ledger.of(Study)[self.like.study])
        assumptions = {}
        for one in self.like.assumptions.values():
            key = (one.value, singular(one.unit or ""))
            country = names_one_of(f"{one.title} {one.unit or ''}", elsewhere)
            if country:
                what = f"{one.id} ({one.title}: {one.value} {one.unit or ''}) in {self.like.id}"
                self._tell(("assumptions",), f"{what} is left out: this study has no sites in {country}")
            elif key not in lengths:
                assumptions[one.id] = self._assumption(one)
            elif lengths[key] is not None:
                assumptions[one.id] = {**values_of(one), "value": str(lengths[key])}
            else:
                text = f"{one.id} ({one.value} {one.unit} in {self.like.id}) is left out: the study does not tell its own"
                self._tell(("assumptions",), text)
        return assumptions

    def _lengths(self) -> dict[tuple[str, str], int | None]:
        """Lengths of the model study as assumptions write them, with this study's own."""
        known = self.ledger.of(Study)[self.like.study].dates
        lengths = {}
        for name, unit in (
            ("enrolment_months", "month"),
            ("treatment_weeks", "week"),
            ("follow_up_weeks", "week"),
        ):
            if getattr(known, name) is not None:
                lengths[str(getattr(known, name)), unit] = getattr(self.study.dates, name)
        return lengths

    def _assumption(self, assumption: Assumption) -> dict[str, Any]:
        at = ("assumptions", assumption.id)
        values = values_of(assumption)
        number = self.scale.sizes["countries"][1]
        if singular(assumption.unit or "") == "country" and assumption.value == str(number):
            names = [country_name(code) for code in self.study.countries]
            listed = " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
            return {**values, "value": str(len(names)), "note": f"{listed}."}
        fact, _ = assumed_facts(self.study).get(assumption.id, (None, None))
        new = self._assumed(assumption) if fact is None else Decimal(fact)
        values = self._carry(values, ("title", "note"), at, scaled=new is not None)
        if new is None:
            self._tell((*at, "value"), f"as in {self.like.id}")
        else:
            values["value"] = f"{new.normalize():f}" if new else "0"
        return values

    def _assumed(self, assumption: Assumption) -> Decimal | None:
        """The scaled value; None where the value does not follow the study's size, such as visits per participant."""
        unit = assumption.unit or ""
        number = assumption.value.replace(",", "")
        if (
            not number.replace(".", "", 1).isdecimal()
            or " per " in assumption.title.lower()
            or self.scale.factor(unit) is None
        ):
            return None
        value = Decimal(number)
        if singular(unit) == "month" and value != self.scale.sizes["months"][1]:
            return None
        return self.scale.scaled(value, unit)


def _names(
    ledger: Ledger, order: Order, study: Study, cro: Party, like: WorkOrder, model: Study
) -> tuple[tuple[str, str], ...]:
    """Names that change, the longer first, so that no name is changed inside another."""
    parties = ledger.of(Party)
    pairs = [
        (like.number, order.id.upper()),
        (model.protocol_id, study.protocol_id),
        (model.product.name, study.product.name),
    ]
    for old, new in (
        (parties.get(like.cro), cro),
        (parties.get(model.sponsor or ""), parties.get(study.sponsor or "")),
    ):
        if old and new:
            pairs += [(old.name, new.name), (old.short_name, new.short_name)]
    return tuple(
        sorted(((old, new) for old, new in pairs if old and old != new), key=lambda pair: -len(pair[0]))
    )


def _other_parties(ledger: Ledger, study: Study, cro: Party) -> tuple[str, ...]:
    """Short names of CROs and vendors that provide nothing in the study."""
    taking_part = {cro.id, *(service.provider for service in study.services.values())}
    return tuple(
        party.short_name
        for party in ledger.of(Party).values()
        if party.kind in ("cro", "vendor") and party.id not in taking_part
    )


def _figures(like: WorkOrder, study: Study, model: Study, scale: Scale) -> frozenset[Decimal]:
    """Figures of the model of 10 or more that are different here; smaller ones stand for too much else."""
    counted = [(line.quantity, line.unit) for line in like.direct.values()]
    counted += [(line.quantity, line.unit) for line in like.pass_through.values()]
    counted += [(Decimal(model.sites), "site"), (Decimal(model.participants.enrolled), "participant")]
    if model.participants.screened is not None:
        counted.append((Decimal(model.participants.screened), "participant"))
    weeks = model.dates.treatment_weeks
    unlike = {Decimal(weeks)} if weeks and weeks >= 10 and weeks != study.dates.treatment_weeks else set()
    return frozenset(unlike) | frozenset(
        number for number, unit in counted if number >= 10 and scale.scaled(number, unit) != number
    )
