"""KPI and GOV, continued: what was measured, what was done about it, and whether people met."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from remit.calc.judged import OFF_TARGET, unreadable, written
from remit.calc.periods import Periods, by_cro
from remit.calc.scorecard import amber_limit, asked_of, is_due, is_late
from remit.calc.trends import Course, course, until
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.performance import MetricValue, Performance
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metric
from remit.model.studies import Study
from remit.rules.rule import Problem, listed, must, see, should, whole


def _limits(ledger: Ledger) -> Thresholds:
    return next((one.thresholds for one in ledger.every(Playbook)), Thresholds())


@must("KPI-007")
def breach_has_action(ledger: Ledger) -> Iterator[Problem]:
    """A metric that is red, or amber for several periods running, has an action with owner and due date.

    Why: A red figure without an action is a promise to be red again. The playbook's threshold 'amber_periods' says how many
    amber periods are too many.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:
            value: 16

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:
            value: 9

    Source: performance management practice.
    """
    limits = _limits(ledger)
    for metric, found, value in _valued(ledger):
        if found.now.status not in OFF_TARGET or found.now.figure is None:
            continue
        red = found.now.status == "red"
        missing = [name for name in ("action", "action_owner", "action_due") if getattr(value, name) is None]
        if missing and (red or found.running >= amber_limit(metric, limits)):
            since = "" if red else f" for {found.running} periods"
            number = written(metric, found.now.figure)
            yield Problem(
                f"'{metric.title}' is {found.now.status}{since} ({number}), but has no {listed(missing)}",
                value.where.key(),
                f"agree on an action with owner and due date, for example: {metric.action}",
                see("the thresholds", metric.at("amber")),
            )


def _valued(ledger: Ledger) -> Iterator[tuple[Metric, Course, MetricValue]]:
    """Every value of a known metric with the course of the metric up to its period."""
    for group in by_cro(ledger.every(Performance)):
        for metric in ledger.of(Metric).values():
            whole_course = course(metric, group)
            for place, point in enumerate(whole_course.points, 1):
                if point.value is not None:
                    yield metric, until(whole_course, place), point.value


@must("KPI-008")
def values_can_be_judged(ledger: Ledger) -> Iterator[Problem]:
    """A value of a metric has a figure or all that it is computed from, or says why there is none.

    Why: An empty cell in a scorecard is read as green.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          enrolment-vs-plan:
            denominator:

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          enrolment-vs-plan:
            denominator: 10

    Source: performance management practice.
    """
    for period in ledger.every(Performance):
        for id, value in period.values.items():
            metric = ledger.of(Metric).get(id)
            wrong = unreadable(metric, value) if metric else None
            if metric and wrong:
                yield Problem(f"'{metric.title}': {wrong[0]}", value.where.key(), wrong[1])


@must("KPI-009")
def periods_follow(ledger: Ledger) -> Iterator[Problem]:
    """Periods of performance end after they begin and do not overlap.

    Why: Results that count twice make a bad quarter look like a trend, and a good one like two.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        first: 2026-03-01

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        first: 2026-04-01

    Source: performance management practice.
    """
    for group in by_cro(ledger.every(Performance)):
        for period in group:
            if period.last < period.first:
                message = f"the period ends on {period.last}, before it begins on {period.first}"
                yield Problem(message, period.at("last"), "correct one of the dates")
        for earlier, later in pairwise(group):
            if later.first <= earlier.last and later.first <= later.last:
                message = (
                    f"the period begins on {later.first}, before the one before it ends on {earlier.last}"
                )
                hint = "correct one of the dates"
                yield Problem(message, later.at("first"), hint, see("the end", earlier.at("last")))


@should("KPI-010")
def scorecard_complete(ledger: Ledger) -> Iterator[Problem]:
    """A period has a value, or a comment, for every metric that is due in it.

    Why: The metric that is left out is the one that was bad. A CRO is asked for the metrics of the services that it provides
    in the study, and for those of every provider.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          visit-reports:
            value: 9

    Source: performance management practice.
    """
    metrics = ledger.of(Metric)
    for period in ledger.every(Performance):
        asked = asked_of(metrics, ledger.of(Study).get(period.study), period.cro)
        missing = [
            metric.title
            for id, metric in metrics.items()
            if id in asked and id not in period.values and is_due(metric, period)
        ]
        if missing and whole(ledger, period):
            message = f"nothing is said about: {listed(missing)}"
            yield Problem(
                message, period.at("values").key(), "add the figures, or a comment why there are none"
            )


@should("KPI-011")
def warning_is_answered(ledger: Ledger) -> Iterator[Problem]:
    """A lead indicator whose trend leads to amber or red has an action, or a comment that says why none is needed.

    Why: Lead indicators are kept to act before a result is missed and before anybody has to escalate. The last figure is
    carried on with the slope of the straight line through all periods; the playbook's threshold 'warning_periods' says how
    far. Only the last period of a study is looked at.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          cost-variance:
            value: -4

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        values:
          cost-variance:
            value: -4
            comment: Remote visits that replace visits on site in the third quarter

    Source: performance management practice (early warning).
    """
    ahead = _limits(ledger).warning_periods
    for group in by_cro(ledger.every(Performance)):
        for metric in ledger.of(Metric).values():
            value = group[-1].values.get(metric.id)
            if not metric.lead or value is None or value.action or value.comment:
                continue
            found = course(metric, group).ahead(ahead)
            if found and whole(ledger, group[-1]):
                figure = written(metric, found.figure)
                yield Problem(
                    f"by its trend, '{metric.title}' will be {found.status} by {found.on} ({figure}), and nothing is said "
                    "of it",
                    value.where.key(),
                    f"agree on an action, for example: {(*metric.actions, metric.action)[0]}; or say in 'comment' why "
                    "none is needed",
                    see("the thresholds", metric.at("amber")),
                )


@should("KPI-012")
def actions_are_done(ledger: Ledger) -> Iterator[Problem]:
    """An action that was agreed on a metric is done by its due date.

    Why: An action that nobody closes is agreed on again in the next quarter. Without --as-of, the day that counts is the
    last one of the study's newest period.

    Wrong:
        # data/studies/al-101/performance/2026-q1.yaml
        values:
          visit-reports:
            action: Reports are caught up
            action_owner: cro-project-manager
            action_due: 2026-05-15

    Right:
        # data/studies/al-101/performance/2026-q1.yaml
        values:
          visit-reports:
            action: Reports are caught up
            action_owner: cro-project-manager
            action_due: 2026-05-15
            action_done: 2026-05-12

    Source: performance management practice.
    """
    for group in by_cro(ledger.every(Performance)):
        day = ledger.day or group[-1].last
        for period in group:
            for id, value in period.values.items():
                metric = ledger.of(Metric).get(id)
                if metric and is_late(value, day):
                    yield Problem(
                        f"the action on '{metric.title}' was due on {value.action_due} and is not done on {day}",
                        value.at("action_due"),
                        "record 'action_done:', or agree on another date with a reason in 'comment'",
                    )


@should("GOV-011")
def people_meet(ledger: Ledger) -> Iterator[Problem]:
    """Steering bodies plan enough meetings face to face, and hold what they planned.

    Why: Trust that is needed in a crisis is built before it, in one room. The playbook's threshold is 'face_to_face'.

    Wrong:
        # data/governance.yaml
        bodies:
          steering:
            face_to_face: 1

    Right:
        # data/governance.yaml
        bodies:
          steering:
            face_to_face: 2

    Source: alliance governance practice.
    """
    least = _limits(ledger).face_to_face
    for body in ledger.of(Body).values():
        if body.level == "steering" and (body.face_to_face or 0) < least:
            where = body.at("face_to_face") if body.face_to_face is not None else body.where.key()
            message = (
                f"{body.title} plans {body.face_to_face or 0} meetings face to face in a year, not {least}"
            )
            yield Problem(message, where, "plan more, or change the threshold 'face_to_face' with a reason")
        for group in by_cro(ledger.every(Performance)):
            yield from _held(body, group)


def _held(body: Body, group: Periods) -> Iterator[Problem]:
    """A year of periods without a gap in which a body met less often face to face than it plans."""
    year = group[-4:]
    days = sum((one.last - one.first).days + 1 for one in year)
    meetings = [held for one in year for held in one.meetings if held.body == body.id]
    met = sum(held.face_to_face for held in meetings)
    if body.face_to_face and meetings and 360 <= days <= 370 and met < body.face_to_face:
        yield Problem(
            f"{body.title} met {met} times face to face in the year to {year[-1].last}, not {body.face_to_face}",
            meetings[-1].at("face_to_face"),
            "plan the missing meetings",
            see("what is planned", body.at("face_to_face")),
        )


RULES = (
    breach_has_action,
    values_can_be_judged,
    periods_follow,
    scorecard_complete,
    warning_is_answered,
    actions_are_done,
    people_meet,
)
