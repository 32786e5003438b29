"""MON, continued: measures, bands and conditions of a bonus and malus scheme, so that it can be calculated."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.business_days import Calendar
from remit.calc.settlement.bands import higher_is_better, no_malus
from remit.model.ledger import Ledger
from remit.model.money import WorkOrder
from remit.model.quality import Metric
from remit.model.risk_sharing import Incentive, QualityGate
from remit.rules.rule import Problem, must, see


def _incentives(ledger: Ledger) -> Iterator[tuple[WorkOrder, Incentive]]:
    for order in ledger.of(WorkOrder).values():
        for one in order.risk_sharing.incentives.values() if order.risk_sharing else ():
            yield order, one


@must("MON-042")
def bands_run_one_way(ledger: Ledger) -> Iterator[Problem]:
    """A band runs one way, from full bonus over no bonus and no malus to full malus; days count upward, metrics as theirs.

    Why: The contract prints the band and the settlement calculates with it. A band that turns pays for being late, or takes
    money for a result that also earns some.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            report:
              band:
                full_malus: 20

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            report:
              band:
                full_malus: 60

    Source: contract practice for bonus and malus bands.
    """
    for _order, one in _incentives(ledger):
        band = one.band
        steps = [band.full_bonus, band.no_bonus, no_malus(band), band.full_malus]
        if steps != sorted(steps, reverse=higher_is_better(band)) or band.full_bonus == band.full_malus:
            shown = ", ".join(f"{step:f}" for step in steps)
            yield Problem(
                f"the band of '{one.title}' goes from full bonus to full malus by {shown}, which does not run one way",
                band.where.key(),
                "order the results: full_bonus, no_bonus, no_malus (where given), full_malus",
            )
            continue
        metric = ledger.of(Metric).get(one.metric or "")
        if one.measures == "days late" and higher_is_better(band):
            yield Problem(
                f"by the band of '{one.title}', more days of delay are better",
                band.at("full_malus"),
                "count days after the target: the full malus is at the highest number",
            )
        elif one.measures == "metric" and metric and not _same_way(one, metric):
            better = {"higher": "higher", "lower": "lower"}.get(metric.direction, "near its target")
            yield Problem(
                f"the band of '{one.title}' runs against '{metric.title}', of which {better} is better",
                band.at("full_malus"),
                "turn the band round, or measure another metric",
                see("the direction of the metric", metric.at("direction")),
            )


def _same_way(one: Incentive, metric: Metric) -> bool:
    return metric.direction == ("higher" if higher_is_better(one.band) else "lower")


@must("MON-043")
def measures_can_be_taken(ledger: Ledger) -> Iterator[Problem]:
    """A measure names the milestone whose day counts, with one target; or the metric, and the milestone that dates it.

    Why: Without a day from which delay counts, or a day on which a figure is taken, each party settles on its own figure.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            report:
              target_within: 30 calendar days

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          incentives:
            report:
              target_after: last-participant
              target_within: 365 calendar days

    Source: contract practice.
    """
    for order, one in _incentives(ledger):
        problem = _figure(one) if one.measures == "metric" else _day(order, one)
        if problem and (one.metric or one.milestone):  # without both, MON-020 speaks
            yield problem


def _figure(one: Incentive) -> Problem | None:
    missing = [name for name in ("metric", "milestone") if not getattr(one, name)]
    extra = [name for name in ("target", "target_after", "target_within") if getattr(one, name)]
    if missing:
        return Problem(
            f"'{one.title}' measures a metric, but names no {missing[0]}",
            one.where.key(),
            f"add '{missing[0]}:'; the metric is measured on the day of the milestone",
        )
    if extra:
        return Problem(
            f"'{one.title}' measures a metric, whose target is the band's full bonus, and has another target",
            one.at(extra[0]),
            f"remove '{extra[0]}'",
        )
    return None


def _day(order: WorkOrder, one: Incentive) -> Problem | None:
    if not one.milestone:
        return Problem(
            f"'{one.title}' counts days to a milestone, but names none",
            one.where.key(),
            "add 'milestone:' with a payment milestone of this work order",
        )
    if (one.target_after is None) != (one.target_within is None):
        given, missing = (
            ("target_within", "target_after")
            if one.target_after is None
            else ("target_after", "target_within")
        )
        return Problem(f"'{given}' is given without '{missing}'", one.at(given), f"add '{missing}:'")
    if one.target and one.target_after:
        return Problem(
            f"'{one.title}' has two targets: a date, and a time after a milestone",
            one.at("target"),
            "keep one of them",
        )
    if one.target_country:
        return _country(one, one.target_country)
    milestone = order.payment.milestones.get(one.milestone)
    if milestone and not milestone.planned and not one.target and not one.target_after:
        return Problem(
            f"'{one.title}' has no target, and its milestone is not planned for a day",
            one.where.key(),
            "add 'target:' with a date",
            see("the milestone", milestone.where.key()),
        )
    return None


def _country(one: Incentive, code: str) -> Problem | None:
    if one.target_within is None or one.target_within.unit != "business day":
        return Problem(
            "'target_country' says whose business days count, but no time in business days is given",
            one.at("target_country"),
            "give 'target_within' in business days, or remove it",
        )
    if len(code) != 2 or not Calendar(code).knows_holidays:
        return Problem(
            f"the public holidays of '{code}' are not known, so that its business days cannot be counted",
            one.at("target_country"),
            "give the ISO code of a country, such as ES, or count in calendar days",
        )
    return None


@must("MON-044")
def gates_are_one_condition(ledger: Ledger) -> Iterator[Problem]:
    """A quality condition is about findings, about a metric with its limit, or in words: one of the three.

    Why: A condition that nobody can look up is met or not as each party likes, when the bonus is due.

    Wrong:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          gates:
            no-critical-finding:
              metric: visit-reports

    Right:
        # data/studies/al-101/work_orders/wo-101.yaml
        risk_sharing:
          gates:
            no-critical-finding:
              finding: critical

    Source: contract practice.
    """
    for order in ledger.of(WorkOrder).values():
        for gate in order.risk_sharing.gates.values() if order.risk_sharing else ():
            told = [name for name in ("finding", "metric", "condition") if getattr(gate, name)]
            if len(told) != 1:
                yield Problem(
                    f"the condition '{gate.id}' is {'nothing' if not told else ' and '.join(told)}",
                    gate.where.key(),
                    "give one of 'finding', 'metric' with 'limit', or 'condition'; others are conditions of their own",
                )
            elif (gate.metric is None) != (gate.limit is None):
                yield _half(gate)
            else:
                yield from _no_side(ledger, gate)


def _half(gate: QualityGate) -> Problem:
    given, missing = ("metric", "limit") if gate.metric else ("limit", "metric")
    return Problem(f"'{given}' is given without '{missing}'", gate.at(given), f"add '{missing}:'")


def _no_side(ledger: Ledger, gate: QualityGate) -> Iterator[Problem]:
    metric = ledger.of(Metric).get(gate.metric or "")
    if metric and metric.direction == "range":
        yield Problem(
            f"'{metric.title}' is best near its target, so that one limit is not enough",
            gate.at("metric"),
            "choose a metric of which higher or lower is better",
            see("the metric", metric.at("direction")),
        )


RULES = (bands_run_one_way, measures_can_be_taken, gates_are_one_condition)
