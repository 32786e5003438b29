"""The scorecard of a period: every metric with status and course, the dimensions, what is in breach, what is coming."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property

from remit.calc.judged import Status, judge, unreadable, worst
from remit.calc.periods import Periods, holds
from remit.calc.trends import Ahead, Course, course
from remit.frozen import dataclass
from remit.model.performance import MetricValue, Performance, Survey
from remit.model.playbook import Thresholds
from remit.model.quality import Metric
from remit.model.studies import Study

DIMENSIONS = ("delivery", "cost", "quality", "risk", "innovation and learning", "satisfaction")
"""The dimensions by which the work is judged, in the order of a scorecard."""

_PARTS: Mapping[str, str] = {"action": "action", "action_owner": "owner", "action_due": "due date"}
"""What an action on a breach consists of: the fields of a value, and what readers call them."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One metric in the scorecard. ``due`` tells whether a figure is expected of a period of this length.

    ``most_amber`` is the number of amber periods running that needs an action, ``ahead`` where the trend leads.
    """

    metric: Metric
    course: Course
    due: bool
    most_amber: int
    ahead: Ahead | None

    @property
    def value(self) -> MetricValue | None:
        """What is recorded of the metric in the period."""
        return self.course.now.value

    @property
    def figure(self) -> Decimal | None:
        """The figure of the period."""
        return self.course.now.figure

    @property
    def status(self) -> Status | None:
        """The status of the period; None without a figure."""
        return self.course.now.status

    @property
    def unreported(self) -> bool:
        """Whether a figure is due, and neither it nor a reason for its absence is recorded."""
        return self.due and self.figure is None and not (self.value and self.value.comment)

    @property
    def fault(self) -> str:
        """What keeps the value from being judged as it stands; empty for a sound one."""
        wrong = unreadable(self.metric, self.value) if self.value else None
        return wrong[0] if wrong else ""

    @property
    def breach(self) -> bool:
        """Whether the metric is red, or amber for so many periods running that something has to be done."""
        return self.status == "red" or (self.status == "amber" and self.course.running >= self.most_amber)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a breach has no record of: action, owner, due date."""
        if not self.breach or self.value is None:
            return ()
        return tuple(words for field, words in _PARTS.items() if getattr(self.value, field) is None)

    @property
    def warns(self) -> bool:
        """Whether this is a lead indicator whose trend leads to a worse status."""
        return self.metric.lead and self.ahead is not None

    def late(self, day: dt.date) -> bool:
        """Whether the action was to be done before a day, and was not."""
        return is_late(self.value, day)


def is_late(value: MetricValue | None, day: dt.date) -> bool:
    """Whether an agreed action was due before a day, and is not recorded as done by then."""
    if value is None or value.action is None or value.action_due is None:
        return False
    return value.action_due < day and (value.action_done is None or value.action_done > day)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamScore:
    """What the people of one side think of the work together; judged by the thresholds of the satisfaction metric."""

    survey: Survey
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension of the scorecard with its metrics; that of satisfaction also with the scores of both teams."""

    name: str
    rows: tuple[Row, ...]
    teams: tuple[TeamScore, ...] = ()

    @property
    def status(self) -> Status | None:
        """The worst status in it; None if nothing was measured."""
        return worst((*(row.status for row in self.rows), *(team.status for team in self.teams)))

    @property
    def counts(self) -> Mapping[Status | None, int]:
        """How many metrics have each status; None stands for those without a figure."""
        return Counter(row.status for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """The last of some periods of one CRO in one study. What shows the sponsor's own work stands apart."""

    periods: Periods
    dimensions: tuple[Dimension, ...]
    sponsor: tuple[Row, ...]

    @property
    def period(self) -> Performance:
        """The period that is judged."""
        return self.periods[-1]

    @property
    def before(self) -> Performance | None:
        """The period before it."""
        return self.periods[-2] if len(self.periods) > 1 else None

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All metrics: by dimension, then those of the sponsor."""
        return (*(row for one in self.dimensions for row in one.rows), *self.sponsor)

    @property
    def status(self) -> Status | None:
        """The worst status of a dimension."""
        return worst(one.status for one in self.dimensions)

    @property
    def sponsor_status(self) -> Status | None:
        """The worst status of the sponsor's own metrics."""
        return worst(row.status for row in self.sponsor)

    @property
    def breaches(self) -> tuple[Row, ...]:
        """Metrics about which something has to be done."""
        return tuple(row for row in self.rows if row.breach)

    @property
    def warnings(self) -> tuple[Row, ...]:
        """Lead indicators whose trend leads to a worse status."""
        return tuple(row for row in self.rows if row.warns)

    @property
    def unreported(self) -> tuple[Row, ...]:
        """Metrics that are due and of which nothing is said."""
        return tuple(row for row in self.rows if row.unreported)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Ids of values whose metric the playbook does not have; they are not judged."""
        known = {row.metric.id for row in self.rows}
        return tuple(id for id in self.period.values if id not in known)

    @property
    def silent_teams(self) -> tuple[str, ...]:
        """Sides (sponsor, cro) of which no satisfaction is recorded in a period with a survey."""
        asked = {one.team for one in self.period.surveys}
        return tuple(team for team in ("sponsor", "cro") if asked and team not in asked)


def asked_of(metrics: Mapping[str, Metric], study: Study | None, cro: str) -> frozenset[str]:
    """Ids of the metrics for which a CRO is asked in a study: those of services that it provides there, and of every one.

    Where nobody is said to provide a service, it is asked for all.
    """
    provided = {id for id, one in study.services.items() if one.provider == cro} if study else set()
    return frozenset(
        id for id, one in metrics.items() if not one.services or not provided or provided & {*one.services}
    )


def scorecard(
    metrics: Mapping[str, Metric],
    periods: Periods,
    limits: Thresholds,
    asked: Collection[str] | None = None,
) -> Scorecard:
    """The scorecard of the last of these periods, which are those of one CRO in one study, oldest first.

    ``asked`` are the ids of the metrics for which the CRO is asked, by default all; of others, those are shown that it
    reports all the same.
    """
    wanted = metrics.keys() if asked is None else asked
    known = {id for period in periods for id in period.values}
    rows = [
        _row(metric, periods, limits, id in wanted)
        for id, metric in metrics.items()
        if id in wanted or id in known
    ]
    judged = [row for row in rows if row.metric.accountable != "sponsor"]
    return Scorecard(
        periods=periods,
        dimensions=tuple(
            Dimension(
                name=name,
                rows=tuple(row for row in judged if row.metric.category == name),
                teams=_teams(metrics, periods[-1]) if name == "satisfaction" else (),
            )
            for name in DIMENSIONS
        ),
        sponsor=tuple(row for row in rows if row.metric.accountable == "sponsor"),
    )


def is_due(metric: Metric, period: Performance) -> bool:
    """Whether a metric is measured at least once in a period of this length."""
    return holds(period, metric.frequency)


def amber_limit(metric: Metric, limits: Thresholds) -> int:
    """The number of amber periods running that needs an action: the metric's own, or the playbook's."""
    return limits.amber_periods if metric.amber_periods is None else metric.amber_periods


def _row(metric: Metric, periods: Periods, limits: Thresholds, asked: bool) -> Row:
    found = course(metric, periods)
    return Row(
        metric=metric,
        course=found,
        due=asked and is_due(metric, periods[-1]),
        most_amber=amber_limit(metric, limits),
        ahead=found.ahead(limits.warning_periods),
    )


def _teams(metrics: Mapping[str, Metric], period: Performance) -> tuple[TeamScore, ...]:
    """Each survey judged by the satisfaction metric, if the playbook has one on which more is better."""
    scale = next(
        (one for one in metrics.values() if one.category == "satisfaction" and one.direction == "higher"),
        None,
    )
    return tuple(
        TeamScore(survey=one, status=judge(scale, one.score) if scale else None) for one in period.surveys
    )
