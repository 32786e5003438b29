"""MON, continued: completed units and excluded results on which co-investment and service credits are settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from remit.calc.current_order import current_order
from remit.calc.money import rounding_only, total
from remit.calc.orders import changes_in_force, changes_of, last_day_of
from remit.calc.payments.stated import fees_for, paid_by_units
from remit.calc.settlement.worked import claim_by
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.performance import Performance
from remit.model.settlement import CompletedUnits, ExcludedResult, Settlement
from remit.rules.prices import sound_orders
from remit.rules.rule import Problem, must, see, should


def _settled(ledger: Ledger) -> Iterator[tuple[Settlement, WorkOrder]]:
    """Settlement records with their work order, as it was signed first."""
    sound = {order.id: order for order in sound_orders(ledger)}
    for one in ledger.of(Settlement).values():
        if one.work_order in sound:
            yield one, sound[one.work_order]


def _in_time(settlement: Settlement) -> list[CompletedUnits]:
    return sorted(settlement.units.values(), key=lambda one: (one.first, one.last, one.id))


@must("MON-050")
def units_keep_to_the_order(ledger: Ledger) -> Iterator[Problem]:
    """Units are stated for periods that are over, within the order, once each, and not more of them than were ordered.

    Why: Credits and reductions are calculated from these units. A day that is stated twice is paid twice, and more units
    than the order has need a change order before they are worth anything.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        units:
          2026-03:
            first: 2026-03-01
            last: 2026-03-31
            units:
              visits: 101
            accepted: 2026-04-07
            accepted_by: sponsor-project-manager
            evidence: Visit list of March

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        units:
          2026-03:
            first: 2026-03-01
            last: 2026-03-31
            units:
              visits: 4
            accepted: 2026-04-07
            accepted_by: sponsor-project-manager
            evidence: Visit list of March

    Source: contract practice for payment by completed units.
    """
    for settlement, order in _settled(ledger):
        stated = _in_time(settlement)
        for one in stated:
            yield from _period(ledger, order, one)
        for before, one in pairwise(stated):
            if one.first <= before.last:
                yield Problem(
                    f"{one.first} lies within the period before it, which ends on {before.last}",
                    one.at("first"),
                    "state the units of each day once",
                    see("the end of that period", before.at("last")),
                )
        yield from _quantities(ledger, order, stated)


def _period(ledger: Ledger, order: WorkOrder, one: CompletedUnits) -> Iterator[Problem]:
    end, said = last_day_of(ledger, order)
    if one.last < one.first:
        yield Problem(
            f"the period ends on {one.last}, before it begins", one.at("last"), "correct one of the days"
        )
    elif one.first < order.start or one.last > end:
        field, place = ("first", order.at("start")) if one.first < order.start else ("last", said)
        yield Problem(
            f"{order.number} runs from {order.start} to {end}, and the period from {one.first} to {one.last}",
            one.at(field),
            "state only days of the order",
            see("the order", place),
        )
    if one.accepted <= one.last:
        yield Problem(
            f"accepted on {one.accepted}, when the period to {one.last} had not ended",
            one.at("accepted"),
            "end the period earlier, or correct the day",
            see("the end of the period", one.at("last")),
        )


def _quantities(ledger: Ledger, order: WorkOrder, stated: list[CompletedUnits]) -> Iterator[Problem]:
    """Each line against all that was ever ordered of it; what passes that is found where it does."""
    signed = [one for one in changes_of(ledger, order) if one.status == "executed"]
    lines = current_order(order, signed).direct
    done: dict[str, Decimal] = {}
    for one in stated:
        for id, quantity in one.units.items():
            if quantity < 0:
                yield Problem(f"{quantity} units are fewer than none", one.at("units", id), "write 0 or more")
                continue
            before, line = done.get(id, Decimal(0)), lines.get(id)
            done[id] = before + quantity
            if line and done[id] > line.quantity >= before:
                yield Problem(
                    f"with these, {done[id].normalize():f} units of '{id}' are complete, but {order.number} has "
                    f"{line.quantity.normalize():f}",
                    one.at("units", id),
                    "correct the units, or agree on a change order",
                    see("the line", line.at("quantity")),
                )


@must("MON-051")
def invoices_are_for_their_units(ledger: Ledger) -> Iterator[Problem]:
    """An invoice for units comes to their price, is sent after they are accepted, and all come to no more than was agreed.

    A minor unit of the currency for each invoice so far is taken for rounding, which the last invoice puts right.

    Why: Co-investment reduces the invoice. If it is not the price of the accepted units, the reduction and its return are
    wrong as well.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        units:
          2026-03:
            first: 2026-03-01
            last: 2026-03-31
            units:
              visits: 4
            accepted: 2026-04-07
            accepted_by: sponsor-project-manager
            evidence: Visit list of March
            invoice:
              number: BRI-26-031
              sent: 2026-04-08
              fees: 16000 USD

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        units:
          2026-03:
            first: 2026-03-01
            last: 2026-03-31
            units:
              visits: 4
            accepted: 2026-04-07
            accepted_by: sponsor-project-manager
            evidence: Visit list of March
            invoice:
              number: BRI-26-031
              sent: 2026-04-08
              fees: 9600 USD

    Source: contract practice; in the example 60 % of the price of a unit is invoiced monthly.
    """
    for settlement, order in _settled(ledger):
        numbers: dict[str, CompletedUnits] = {}
        signed = [one for one in changes_of(ledger, order) if one.status == "executed"]
        most = paid_by_units(current_order(order, signed))
        fees = total((), order.currency)
        for one in _in_time(settlement):
            if one.invoice is None:
                continue
            if one.invoice.fees.currency != order.currency:
                yield Problem(
                    f"{one.invoice.fees} is not in {order.currency}, the currency of {order.number}",
                    one.invoice.at("fees"),
                    "convert it",
                )
                continue
            yield from _invoice(ledger, order, one, numbers)
            before, fees = fees, fees + one.invoice.fees
            if before.amount <= most.amount < fees.amount:
                yield Problem(
                    f"with this invoice {fees} are invoiced for units, more than the {most} agreed for them",
                    one.invoice.at("fees"),
                    "correct the invoices, or agree on a change order",
                    see("the payments", order.payment.where.key()),
                )


def _invoice(
    ledger: Ledger, order: WorkOrder, one: CompletedUnits, numbers: dict[str, CompletedUnits]
) -> Iterator[Problem]:
    sent = one.invoice
    if sent is None:
        return
    right = fees_for(current_order(order, changes_in_force(ledger, order, one.last)), one)
    if not rounding_only(
        sent.fees, right, len(numbers) + 1
    ):  # it may put right the rounding of those before it
        yield Problem(
            f"the invoice is for {sent.fees}, but what is paid for these units is {right}",
            sent.at("fees"),
            f"write 'fees: {right.amount:f} {right.currency}', or correct the units",
            see("the units", one.at("units").key() if one.units else one.where.key()),
        )
    if sent.sent < one.accepted:
        yield Problem(
            f"sent on {sent.sent}, before the units were accepted on {one.accepted}",
            sent.at("sent"),
            "correct one of the days",
            see("the acceptance", one.at("accepted")),
        )
    if sent.number in numbers:
        yield Problem(
            f"invoice {sent.number} is named for other units already",
            sent.at("number"),
            "give each invoice once",
            see("the other units", numbers[sent.number].where.key()),
        )
    numbers.setdefault(sent.number, one)


@must("MON-052")
def excluded_results_are_decided_once(ledger: Ledger) -> Iterator[Problem]:
    """A claim that a result does not count is about a reported period, made once for a level, and agreed or refused.

    Why: A service credit falls away with the result. Who agreed, when, and to which figure must be as certain as the credit.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        excluded_results:
          outage:
            level: reports
            period: 2026-q1
            cause: Aldena's report system was not available for nine days
            claimed: 2026-04-10
            agreed: 2026-04-20
            evidence: Ticket 7

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        excluded_results: {}

    Source: clause service-credits of the clause library.
    """
    for settlement, order in _settled(ledger):
        seen: dict[tuple[str, str], ExcludedResult] = {}
        periods = {one.id: one for one in ledger.in_study(Performance, order.study) if one.cro == order.cro}
        for claim in settlement.excluded_results.values():
            yield from _decided(claim)
            yield from _reported(claim, periods, order)
            other = seen.setdefault((claim.level, claim.period), claim)
            if other is not claim:
                yield Problem(
                    f"'{other.id}' is a claim for the same level and period",
                    claim.where.key(),
                    "keep one of them",
                    see("the other claim", other.where.key()),
                )


def _decided(claim: ExcludedResult) -> Iterator[Problem]:
    if (claim.agreed is None) != (claim.agreed_by is None):
        given, missing = ("agreed", "agreed_by") if claim.agreed else ("agreed_by", "agreed")
        yield Problem(f"'{given}' is given without '{missing}'", claim.at(given), f"add '{missing}:'")
    if claim.agreed and claim.refused:
        yield Problem(
            "the claim is agreed and refused",
            claim.at("refused"),
            "keep what was decided",
            see("agreed", claim.at("agreed")),
        )
    for field in ("agreed", "refused"):
        day = getattr(claim, field)
        if day and day < claim.claimed:
            yield Problem(
                f"{field} on {day}, before it was claimed on {claim.claimed}",
                claim.at(field),
                "correct one of the dates",
                see("the claim", claim.at("claimed")),
            )
    figure = [name for name in ("numerator", "denominator", "value") if getattr(claim, name) is not None]
    if figure not in ([], ["value"], ["numerator", "denominator"]):
        yield Problem(
            "the figure that counts instead is neither a value nor a fraction",
            claim.at(figure[0]),
            "give 'value', or 'numerator' and 'denominator', or none of them",
        )


def _reported(
    claim: ExcludedResult, periods: Mapping[str, Performance], order: WorkOrder
) -> Iterator[Problem]:
    period = periods.get(claim.period)
    if period is None:
        known = ", ".join(periods) or "none"
        yield Problem(
            f"{order.cro} has no reported period '{claim.period}' in {order.study}",
            claim.at("period"),
            f"there are: {known}",
        )
    elif claim.claimed <= period.last:
        yield Problem(
            f"claimed on {claim.claimed}, when the period to {period.last} had not ended",
            claim.at("claimed"),
            "correct the day, or name another period",
            see("the end of the period", period.at("last")),
        )


@should("MON-053")
def results_claimed_in_time(ledger: Ledger) -> Iterator[Problem]:
    """A claim that a result does not count was made within ten business days after the end of its period.

    Why: The contract says so. After that time the credit is final, and both parties rely on it.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        excluded_results:
          outage:
            level: reports
            period: 2026-q1
            cause: Aldena's report system was not available for nine days
            claimed: 2026-05-10
            evidence: Ticket 7

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        excluded_results: {}

    Source: clause service-credits of the clause library.
    """
    for settlement, order in _settled(ledger):
        party = ledger.of(Party).get(order.cro)
        periods = {one.id: one for one in ledger.in_study(Performance, order.study) if one.cro == order.cro}
        for claim in settlement.excluded_results.values():
            period = periods.get(claim.period)
            last = claim_by(period, party.address.country if party else "") if period else None
            if period and last and claim.claimed > last:
                yield Problem(
                    f"the claim of {claim.claimed} came after {last}, ten business days after the period ended",
                    claim.at("claimed"),
                    "refuse it, or agree in the text of the settlement why it is accepted",
                    see("the end of the period", period.at("last")),
                )


RULES = (
    units_keep_to_the_order,
    invoices_are_for_their_units,
    excluded_results_are_decided_once,
    results_claimed_in_time,
)
