"""KPI and GOV, continued: what was measured, what was done about it, and whether people met."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from remit.calc.scorecard import figure, status
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.performance import MetricValue, Performance
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metric
from remit.rules.rule import Problem, listed, must, see, should, whole

Periods = tuple[Performance, ...]


def periods(ledger: Ledger) -> Iterator[Periods]:
    """The periods of each CRO in each study, oldest first."""
    return _by_cro(ledger.every(Performance))


def periods_in(ledger: Ledger, study: str) -> Iterator[Periods]:
    """The periods of each CRO in one study, oldest first."""
    return _by_cro(ledger.in_study(Performance, study))


def _by_cro(every: tuple[Performance, ...]) -> Iterator[Periods]:
    groups: dict[tuple[str, str], list[Performance]] = {}
    for one in every:
        groups.setdefault((one.study, one.cro), []).append(one)
    for group in groups.values():
        yield tuple(sorted(group, key=attrgetter("last")))


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
    many = _limits(ledger).amber_periods
    for group in periods(ledger):
        for place, period in enumerate(group):
            for id, value in period.values.items():
                metric = ledger.of(Metric).get(id)
                colour = status(metric, value) if metric else None
                if metric is None or colour in (None, "green"):
                    continue
                lasting = _beyond(metric, group[: place + 1])
                missing = [
                    name for name in ("action", "action_owner", "action_due") if getattr(value, name) is None
                ]
                if missing and (colour == "red" or lasting >= many):
                    found = figure(metric, value)
                    since = "" if colour == "red" else f" for {lasting} periods"
                    yield Problem(
                        f"'{metric.title}' is {colour}{since} ({found:.4g} {metric.unit}), but has no {listed(missing)}",
                        value.where.key(),
                        f"agree on an action with owner and due date, for example: {metric.action}",
                        see("the thresholds", metric.at("amber")),
                    )


def _beyond(metric: Metric, group: Periods) -> int:
    """In how many periods up to the last the metric was amber or red without a break."""
    count = 0
    for period in reversed(group):
        value = period.values.get(metric.id)
        if value is None or status(metric, value) not in ("amber", "red"):
            break
        count += 1
    return count


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
            wrong = _unreadable(metric, value) if metric else None
            if metric and wrong:
                yield Problem(f"'{metric.title}': {wrong[0]}", value.where.key(), wrong[1])


def _unreadable(metric: Metric, value: MetricValue) -> tuple[str, str] | None:
    """What keeps a value from being judged, and what to do about it."""
    if value.value is not None:
        if value.numerator is None and value.denominator is None:
            return None
        return "has a value and also a fraction", "keep 'value', or numerator and denominator"
    if value.numerator is None:
        if value.denominator is not None:
            return "has a denominator, but no numerator", "add 'numerator:'"
        return None if value.comment else ("has no figure", "add it, or say in 'comment' why there is none")
    if metric.denominator and value.denominator is None:
        return "has a numerator, but no denominator", "add 'denominator:', or write the figure as 'value'"
    if value.numerator < 0 or (value.denominator or 0) < 0:
        return "a count cannot be negative", "correct it"
    if value.denominator == 0 and not value.comment:
        return "nothing was due (denominator 0)", "say so in 'comment'"
    return None


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
    for group in periods(ledger):
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

    Why: The metric that is left out is the one that was bad.

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
    for period in ledger.every(Performance):
        length = ((period.last - period.first).days + 1) * 24
        missing = [
            metric.title
            for id, metric in ledger.of(Metric).items()
            if id not in period.values and metric.frequency.hours <= length
        ]
        if missing and whole(ledger, period):
            message = f"nothing is said about: {listed(missing)}"
            yield Problem(
                message, period.at("values").key(), "add the figures, or a comment why there are none"
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
        for group in periods(ledger):
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


RULES = (breach_has_action, values_can_be_judged, periods_follow, scorecard_complete, people_meet)
