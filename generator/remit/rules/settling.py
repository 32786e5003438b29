"""MON, continued: what is agreed after the fact on risk sharing, and the terms of co-investment and service credits."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.business_days import Calendar, deadline
from remit.calc.current_order import current_order
from remit.calc.money import milestone_amounts, share_of
from remit.calc.orders import changes_of
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.parties import Party
from remit.model.quality import Metric, RiskModel
from remit.model.risk_sharing import ServiceLevel
from remit.model.settlement import ExcludedDays, Settlement
from remit.model.values import Duration
from remit.rules.prices import sound_orders
from remit.rules.rule import Problem, listed, must, see, should

CLAIMED_WITHIN = Duration(10, "business day")
"""Time to claim an exclusion, as the clause on risk sharing says."""
SURELY_IN_TIME = 13
"""Calendar days in which ten business days never end before: two weekends lie between."""


@should("MON-045")
def exclusions_claimed_in_time(ledger: Ledger) -> Iterator[Problem]:
    """Excluded days were claimed within ten business days after the delay began.

    Why: The contract says so. A claim that comes with the settlement cannot be checked any more, and an accepted late claim
    is the rule for the next one.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        exclusions:
          supply:
            claimed: 2026-03-20

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        exclusions:
          supply:
            claimed: 2026-02-20

    Source: clause risk-sharing of the clause library.
    """
    for settlement in ledger.of(Settlement).values():
        order = ledger.of(WorkOrder).get(settlement.work_order)
        party = ledger.of(Party).get(order.cro) if order else None
        calendar = Calendar(party.address.country if party else "")
        for claim in settlement.exclusions.values():
            if (claim.claimed - claim.began).days <= SURELY_IN_TIME:
                continue  # without looking up any holidays
            last = deadline(claim.began, CLAIMED_WITHIN, calendar)
            if claim.claimed > last:
                yield Problem(
                    f"the claim of {claim.claimed} came after {last}, ten business days after the delay began",
                    claim.at("claimed"),
                    "agree in the text of the settlement why it is accepted, or do not agree to it",
                    see("the beginning of the delay", claim.at("began")),
                )


@must("MON-046")
def settlements_keep_to_the_contract(ledger: Ledger) -> Iterator[Problem]:
    """Excluded days are agreed by somebody, and what was settled is within the measure's share of bonus and risk.

    Why: A settlement record is what invoices rest on. More than the contract allows is a payment without a reason.

    Wrong:
        # data/studies/al-101/settlements/wo-101.yaml
        exclusions:
          supply:
            agreed_by:

    Right:
        # data/studies/al-101/settlements/wo-101.yaml
        exclusions:
          supply:
            days: 4

    Source: contract practice.
    """
    sound = {order.id: order for order in sound_orders(ledger)}
    for settlement in ledger.of(Settlement).values():
        for claim in settlement.exclusions.values():
            yield from _agreed(claim)
        order = sound.get(settlement.work_order)
        if order:
            yield from _within(ledger, order, settlement)


def _agreed(claim: ExcludedDays) -> Iterator[Problem]:
    if (claim.agreed is None) != (claim.agreed_by is None):
        given, missing = ("agreed", "agreed_by") if claim.agreed else ("agreed_by", "agreed")
        yield Problem(f"'{given}' is given without '{missing}'", claim.at(given), f"add '{missing}:'")
    elif claim.agreed and claim.agreed < claim.claimed:
        yield Problem(
            f"agreed on {claim.agreed}, before it was claimed on {claim.claimed}",
            claim.at("agreed"),
            "correct one of the dates",
            see("the claim", claim.at("claimed")),
        )


def _within(ledger: Ledger, order: WorkOrder, settlement: Settlement) -> Iterator[Problem]:
    """Against the order with all its change orders, whose amounts are those of the last settlement."""
    terms = current_order(order, changes_of(ledger, order)).risk_sharing
    if terms is None:
        return
    weights = [one.weight for one in terms.incentives.values()]
    most = {
        id: (bonus, malus)
        for id, bonus, malus in zip(
            terms.incentives,
            milestone_amounts(terms.bonus_cap, weights),
            milestone_amounts(terms.at_risk, weights),
            strict=True,
        )
    }
    for id, settled in settlement.settled.items():
        for field, limit in zip(("bonus", "malus"), most.get(id, ()), strict=False):
            paid = getattr(settled, field)
            if paid.currency != limit.currency:
                yield Problem(
                    f"{paid} is not in {limit.currency}, the currency of {order.number}",
                    settled.at(field),
                    "convert it",
                )
            elif paid.amount < 0 or paid.amount > limit.amount:
                yield Problem(
                    f"the {field} of '{id}' is {paid}; its share is between nothing and {limit}",
                    settled.at(field),
                    "correct the amount",
                )


@must("MON-047")
def co_investment_is_capped(ledger: Ledger) -> Iterator[Problem]:
    """A co-investment reduces invoices by at most its share of the direct fees, and its return keeps to its own cap.

    Why: Both parties must know before they sign what can be lost and won. A cap that the share can never reach looks like
    more risk than the CRO takes.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        co_investment:
          model: bonus-malus
          reduction: 5 %
          cap: 30000 USD
          success: Marketing authorisation in the European Union
          return_share: 150 %
          return_cap: 45000 USD
          return_within: 60 calendar days

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        co_investment:
          model: co-investment
          reduction: 5 %
          cap: 25000 USD
          success: Marketing authorisation in the European Union
          return_share: 150 %
          return_cap: 37500 USD
          return_within: 60 calendar days

    Source: contract practice.
    """
    for order in sound_orders(ledger):
        terms = order.co_investment
        if terms is None:
            continue
        most = share_of(order.totals.direct, terms.reduction)
        if terms.cap.amount > most.amount or terms.reduction.value > 100:
            yield Problem(
                f"{terms.reduction} of the direct fees {order.totals.direct} is {most}, less than the cap of {terms.cap}",
                terms.at("cap"),
                "lower the cap, or raise the share by which invoices are reduced",
            )
        back = share_of(terms.cap, terms.return_share)
        if terms.return_cap.amount > back.amount:
            yield Problem(
                f"{terms.return_share} of {terms.cap} is {back}, less than the cap of the return, {terms.return_cap}",
                terms.at("return_cap"),
                "lower the cap of the return, or raise its share",
            )


@must("MON-048")
def credits_rise_to_a_cap(ledger: Ledger) -> Iterator[Problem]:
    """Service credits grow as results get worse, and no single one is above the cap of a period.

    Why: A credit that shrinks as service gets worse, or that a cap cuts off at the first step, steers nothing.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        service_credits:
          model: service-credits
          starts_after: 3 months
          period_cap: 5 %
          yearly_cap: 4 %
          levels:
            reports:
              metric: visit-reports
              lines: [visits]
              steps:
                - beyond: 12
                  credit: 8 %

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        service_credits:
          model: service-credits
          starts_after: 3 months
          period_cap: 10 %
          yearly_cap: 5 %
          levels:
            reports:
              metric: visit-reports
              lines: [visits]
              steps:
                - beyond: 12
                  credit: 4 %
                - beyond: 15
                  credit: 8 %

    Source: contract practice for service levels.
    """
    for order in ledger.of(WorkOrder).values():
        terms = order.service_credits
        for level in terms.levels.values() if terms else ():
            metric = ledger.of(Metric).get(level.metric)
            if metric:
                yield from _steps(level, metric)
            for step in level.steps:
                if terms and step.credit.value > terms.period_cap.value:
                    yield Problem(
                        f"the credit of {step.credit} is above the cap of {terms.period_cap} of a period",
                        step.at("credit"),
                        "raise the cap, or lower the credit",
                        see("the cap", terms.at("period_cap")),
                    )


def _steps(level: ServiceLevel, metric: Metric) -> Iterator[Problem]:
    if metric.direction == "range":
        yield Problem(
            f"'{metric.title}' is best near its target, so that a credit beyond one result is not enough",
            level.at("metric"),
            "choose a metric of which higher or lower is better",
            see("the metric", metric.at("direction")),
        )
        return
    for before, step in zip(level.steps, level.steps[1:], strict=False):
        worse = step.beyond < before.beyond if metric.direction == "higher" else step.beyond > before.beyond
        if not worse or step.credit.value <= before.credit.value:
            yield Problem(
                f"the step beyond {step.beyond:f} with {step.credit} does not follow the one beyond {before.beyond:f} with "
                f"{before.credit}",
                step.at("beyond"),
                "begin with the smallest credit; worse results cost more",
            )


@must("MON-049")
def terms_name_a_model_of_their_kind(ledger: Ledger) -> Iterator[Problem]:
    """Terms of risk sharing name a model of their own kind: bonus and malus, co-investment, service credits.

    Why: The model's safeguards are what approvers look for. Those of another kind do not fit the terms.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          model: co-investment

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          model: bonus-malus

    Source: contract practice.
    """
    models = ledger.of(RiskModel)
    for order in ledger.of(WorkOrder).values():
        for terms, kind in (
            (order.risk_sharing, "bonus and malus"),
            (order.co_investment, "co-investment"),
            (order.service_credits, "service credits"),
        ):
            model = models.get(terms.model) if terms else None
            if terms and model and model.kind != kind:
                fitting = [id for id, one in models.items() if one.kind == kind]
                yield Problem(
                    f"'{model.title}' is a model of the kind '{model.kind}', but these terms are {kind}",
                    terms.at("model"),
                    f"name a model of that kind: {listed(fitting)}"
                    if fitting
                    else f"add a model of the kind {kind}",
                    see("the model", model.at("kind")),
                )


RULES = (
    terms_name_a_model_of_their_kind,
    exclusions_claimed_in_time,
    settlements_keep_to_the_contract,
    co_investment_is_capped,
    credits_rise_to_a_cap,
)
