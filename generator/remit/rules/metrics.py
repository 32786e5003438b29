"""KPI: metrics with thresholds that can turn amber and red, looked at in time, covering all dimensions."""

from __future__ import annotations

from collections.abc import Iterator

from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metric, Metrics
from remit.rules.rule import Problem, complete, listed, must, see, should, whole

DIMENSIONS = ("delivery", "cost", "quality", "innovation and learning", "satisfaction")
"""Dimensions of the scorecard that must not be empty."""


@must("KPI-001")
def thresholds_in_order(ledger: Ledger) -> Iterator[Problem]:
    """Target, amber and red follow one another in the direction of the metric.

    Why: A metric whose red comes before its amber never warns.

    Wrong:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            amber: 80
            red: 90

    Right:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            amber: 95
            red: 85

    Source: performance management practice.
    """
    for metric in ledger.of(Metric).values():
        sign = -1 if metric.direction == "higher" else 1
        target, amber, red = sign * metric.target, sign * metric.amber, sign * metric.red
        order = "target, amber and red fall" if metric.direction == "higher" else "target, amber and red rise"
        if amber < target:
            message = f"'{metric.title}': amber {metric.amber} is better than the target {metric.target}"
            yield Problem(
                message,
                metric.at("amber"),
                f"where {metric.direction} is better, {order}",
                see("the target", metric.at("target")),
            )
        if red <= amber:
            message = f"'{metric.title}': red {metric.red} is not worse than amber {metric.amber}"
            yield Problem(
                message,
                metric.at("red"),
                f"where {metric.direction} is better, {order}",
                see("amber", metric.at("amber")),
            )


@must("KPI-002")
def seen_in_time(ledger: Ledger) -> Iterator[Problem]:
    """The body that looks at a metric meets at least at twice the metric's own interval.

    Why: Figures that are older than two intervals when they are seen only explain the past.

    Wrong:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            frequency: 1 month
            forum: steering

    Right:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            frequency: 1 month
            forum: project-team

    Source: performance management practice.
    """
    for metric in ledger.of(Metric).values():
        body = ledger.of(Body).get(metric.forum)
        if body and body.cadence.hours > 2 * metric.frequency.hours:
            message = f"'{metric.title}' comes every {metric.frequency}, but {body.title} meets every {body.cadence}"
            yield Problem(
                message,
                metric.at("forum"),
                "choose a body that meets more often",
                see("its cadence", body.at("cadence")),
            )


@must("KPI-003")
def dimensions_covered(ledger: Ledger) -> Iterator[Problem]:
    """The metric set covers delivery, cost, quality, innovation and learning, and satisfaction.

    Why: What is not measured is traded for what is.

    Wrong:
        # data/metrics.yaml
        metrics:
          satisfaction:
            category: delivery

    Right:
        # data/metrics.yaml
        metrics:
          satisfaction:
            category: satisfaction

    Source: balanced scorecard practice in alliances.
    """
    for metrics in ledger.every(Metrics):
        missing = [
            name
            for name in DIMENSIONS
            if name not in {metric.category for metric in metrics.metrics.values()}
        ]
        if missing and whole(ledger, metrics):
            yield Problem(
                f"no metric covers {listed(missing)}",
                metrics.at("metrics").key(),
                "add one, or correct a 'category'",
            )


@should("KPI-004")
def not_too_many(ledger: Ledger) -> Iterator[Problem]:
    """A CRO is judged by at most 20 metrics.

    Why: More are collected, and none is acted on. The playbook's threshold is 'most_metrics'.

    Wrong:
        # data/playbook.yaml
        thresholds:
          most_metrics: 4

    Right:
        # data/playbook.yaml
        thresholds:
          most_metrics: 20

    Source: performance management practice.
    """
    most = next((one.thresholds for one in ledger.every(Playbook)), Thresholds()).most_metrics
    for metrics in ledger.every(Metrics):
        count = sum(1 for metric in metrics.metrics.values() if metric.accountable != "sponsor")
        if count > most:
            message = f"{count} metrics show the performance of a CRO; more than {most} are seldom acted on"
            yield Problem(message, metrics.at("metrics").key(), "keep those that lead to a decision")


@should("KPI-005")
def sponsor_measured(ledger: Ledger) -> Iterator[Problem]:
    """At least one metric shows what the sponsor itself controls, such as review time or payment on time.

    Why: A CRO that waits for reviews and payments cannot be measured fairly by dates alone.

    Wrong:
        # data/metrics.yaml
        metrics:
          sponsor-review-on-time:
            accountable: both

    Right:
        # data/metrics.yaml
        metrics:
          sponsor-review-on-time:
            accountable: sponsor

    Source: alliance practice.
    """
    for metrics in ledger.every(Metrics):
        if complete(ledger, Metrics) and not any(
            metric.accountable == "sponsor" for metric in metrics.metrics.values()
        ):
            message = "no metric shows what the sponsor controls"
            yield Problem(
                message,
                metrics.at("metrics").key(),
                "add, for example, reviews or payments on time with 'accountable: sponsor'",
            )


@should("KPI-006")
def shares_have_denominator(ledger: Ledger) -> Iterator[Problem]:
    """A metric in percent says what it is divided by.

    Why: Two people must get the same figure from the same data.

    Wrong:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            denominator:

    Right:
        # data/metrics.yaml
        metrics:
          enrolment-vs-plan:
            denominator: Participants planned to date

    Source: performance management practice.
    """
    for metric in ledger.of(Metric).values():
        if metric.unit.strip().startswith("%") and not metric.denominator:
            yield Problem(
                f"'{metric.title}' is in percent, but not said of what",
                metric.where.key(),
                "add 'denominator:'",
            )


RULES = (
    thresholds_in_order,
    seen_in_time,
    dimensions_covered,
    not_too_many,
    sponsor_measured,
    shares_have_denominator,
)
