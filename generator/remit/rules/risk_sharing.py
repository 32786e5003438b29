"""MON, continued: bonus and malus, and what lines and deliverables belong to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.calc.money import share_of
from remit.model.ledger import Ledger
from remit.model.money import Deliverable, UnitLine, WorkOrder
from remit.model.quality import Metric
from remit.model.risk_sharing import RiskSharing
from remit.model.services import Service
from remit.model.values import Money, Percent
from remit.rules.prices import sound_orders
from remit.rules.rule import Problem, must, see, should


@must("MON-017")
def weights_sum_to_100(ledger: Ledger) -> Iterator[Problem]:
    """The weights of the incentives of a bonus and malus scheme sum to 100 %.

    Why: The weights divide the money at risk; other sums leave a part of it without a measure.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            enrolment:
              weight: 50 %

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            enrolment:
              weight: 60 %

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        if order.risk_sharing:
            weights = sum((one.weight.value for one in order.risk_sharing.incentives.values()), Decimal(0))
            if weights != 100:
                message = f"the weights of the incentives sum to {Percent(weights)}, not 100 %"
                yield Problem(message, order.risk_sharing.at("incentives").key(), "correct the weights")


@must("MON-018")
def risk_is_capped(ledger: Ledger) -> Iterator[Problem]:
    """Amounts at risk and to be earned are their shares of the direct fees; the malus stays within the risk.

    Why: Both parties must know before they sign what they can lose and earn at most.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          malus_cap: 45000 USD

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          malus_cap: 40000 USD

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        if order.risk_sharing:
            yield from _caps(order.risk_sharing, order.totals.direct)


def _caps(terms: RiskSharing, direct: Money) -> Iterator[Problem]:
    for share, amount, field in (
        (terms.at_risk_share, terms.at_risk, "at_risk"),
        (terms.bonus_share, terms.bonus_cap, "bonus_cap"),
    ):
        right = share_of(direct, share)
        if amount != right:
            message = f"{share} of the direct fees {direct} is {right}, not {amount}"
            yield Problem(
                message, terms.at(field), f"write '{field}: {right.amount.normalize():f} {right.currency}'"
            )
    if terms.malus_cap.amount > terms.at_risk.amount:
        message = f"the malus cap {terms.malus_cap} is more than the {terms.at_risk} at risk"
        yield Problem(
            message, terms.at("malus_cap"), "lower the cap", see("the amount at risk", terms.at("at_risk"))
        )


@must("MON-019")
def bonus_has_gates(ledger: Ledger) -> Iterator[Problem]:
    """A bonus is paid only if quality conditions hold: at least one gate is named.

    Why: Speed that is paid for without a condition on quality is bought with quality.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          gates:

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          gates:
            no-critical-finding:
              finding: critical

    Source: ICH E6(R3) 3.10 (proportionate quality management); contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        terms = order.risk_sharing
        if terms and terms.bonus_cap.amount > 0 and not terms.gates:
            message = f"a bonus of up to {terms.bonus_cap} can be earned without any quality condition"
            yield Problem(message, terms.where.key(), "name at least one condition under 'gates'")


@must("MON-020")
def incentives_controllable(ledger: Ledger) -> Iterator[Problem]:
    """An incentive rests on a metric or on a payment milestone, and on what the CRO can control.

    Why: Money that depends on something unmeasured, or on the sponsor's own speed, ends in a dispute. Where the
    sponsor has a part in the result, exclusions say which delays do not count.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            enrolment:
              metric: sponsor-review-on-time

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            enrolment:
              metric: enrolment-vs-plan

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for incentive in order.risk_sharing.incentives.values() if order.risk_sharing else ():
            if not incentive.metric and not incentive.milestone:
                message = f"the incentive '{incentive.title}' rests on no metric and no milestone"
                yield Problem(message, incentive.where.key(), "add 'metric:' or 'milestone:'")
            metric = ledger.of(Metric).get(incentive.metric or "")
            if metric and metric.accountable == "sponsor":
                message = (
                    f"the incentive '{incentive.title}' rests on '{metric.title}', which shows the sponsor's "
                    f"own performance"
                )
                hint = "choose a metric that the CRO controls"
                yield Problem(
                    message, incentive.at("metric"), hint, see("the metric", metric.at("accountable"))
                )
            elif metric and metric.accountable == "both" and not incentive.exclusions:
                message = (
                    f"the incentive '{incentive.title}' rests on '{metric.title}', which both parties "
                    f"control, without exclusions"
                )
                yield Problem(
                    message, incentive.where.key(), "list under 'exclusions' the delays that do not count"
                )


@must("MON-021")
def lines_in_scope(ledger: Ledger) -> Iterator[Problem]:
    """Every priced line and deliverable belongs to a service in the scope of its work order.

    Why: A line outside the scope is paid for but not owed.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            service: sponsor-oversight

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        direct:
          calls:
            service: site-monitoring

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        lines: tuple[UnitLine | Deliverable, ...] = (*order.direct.values(), *order.deliverables.values())
        for line in lines:
            service = ledger.of(Service).get(line.service)
            if service and line.service not in order.services:
                hint = "add the service to 'services', or correct the line"
                scope = see("the services in scope", order.at("services"))
                yield Problem(
                    f"'{service.title}' is not in the scope of this work order",
                    line.at("service"),
                    hint,
                    scope,
                )


@should("MON-022")
def services_priced(ledger: Ledger) -> Iterator[Problem]:
    """Every service in the scope of a work order has a line of direct fees, unless the price is one fixed price.

    Why: A service without a price is either forgotten or hidden in another line; both return as a change order.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        services: [site-monitoring, medical-writing]

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        services: [site-monitoring]

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        priced = {line.service for line in order.direct.values()}
        for place, id in enumerate(order.services):
            service = ledger.of(Service).get(id)
            if service and id not in priced and order.pricing != "fixed price":
                message = f"'{service.title}' is in scope, but no line of direct fees belongs to it"
                yield Problem(
                    message, order.at("services", place), "add a line, or take the service out of the scope"
                )


RULES = (
    weights_sum_to_100,
    risk_is_capped,
    bonus_has_gates,
    incentives_controllable,
    lines_in_scope,
    services_priced,
)
