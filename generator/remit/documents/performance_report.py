"""What the template of a report on a period sees: the scorecard of the CRO, and what was agreed on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

from remit.calc.course_words import change_in_words, off_target_in_words, tendency_in_words
from remit.calc.judged import plain, written
from remit.calc.levels import Spent, effort, standing
from remit.calc.periods import by_cro, name, short_name
from remit.calc.scorecard import Dimension, Row, Scorecard, asked_of, scorecard
from remit.calc.transition import Progress, progress
from remit.documents.internal import PerformanceReport
from remit.documents.internal_views import (
    DimensionView,
    EffortView,
    IssueView,
    MetricView,
    TeamView,
)
from remit.model.governance import IssueSeverity
from remit.model.ledger import Ledger
from remit.model.oversight import Transition
from remit.model.parties import Party, Role
from remit.model.performance import Performance
from remit.model.quality import Metric
from remit.model.studies import Study
from remit.model.values import spoken

_SHORT = ("acceptable", "amber", "red")


class PerformanceReportOffers(TypedDict):
    """What a performance report may print of its own.

    ``attention`` are the metrics to be looked at, ``courses`` all measured. ``short`` fall short of their target and ``met``
    meet it, the sponsor's own after the others; of ``remarks`` something was said that stands with no action and no warning.
    """

    performance: Performance
    study: Study
    sponsor: Party
    cro: Party
    card: Scorecard
    spent: tuple[Spent, ...]
    ways: tuple[Progress, ...]
    period: str
    before: str
    status: str
    sponsor_status: str
    dimensions: tuple[DimensionView, ...]
    metrics: tuple[MetricView, ...]
    own: tuple[MetricView, ...]
    actions: tuple[MetricView, ...]
    warnings: tuple[MetricView, ...]
    attention: tuple[MetricView, ...]
    courses: tuple[MetricView, ...]
    unreported: tuple[MetricView, ...]
    short: tuple[MetricView, ...]
    met: tuple[MetricView, ...]
    remarks: tuple[MetricView, ...]
    teams: tuple[TeamView, ...]
    issues: tuple[IssueView, ...]
    effort: EffortView | None
    level: str
    recommended: str
    reasons: tuple[str, ...]


def performance_report(ledger: Ledger, report: PerformanceReport) -> PerformanceReportOffers:
    """Everything of its own that the template of a report may print. Raises KeyError for a dangling reference."""
    every = ledger.in_study(Performance, report.study)
    one = next(period for period in every if period.id == report.period)
    study, parties = ledger.of(Study)[report.study], ledger.of(Party)
    card = _card(ledger, study, one)
    views = {row.metric.id: _metric(ledger, row) for row in card.rows}
    own = tuple(views[row.metric.id] for row in card.sponsor if row.due or row.value)
    others = tuple(
        views[row.metric.id] for each in card.dimensions for row in each.rows if row.due or row.value
    )
    actions = tuple(
        views[row.metric.id] for row in card.rows if row.breach or (row.value and row.value.action)
    )
    warnings = tuple(views[row.metric.id] for row in card.warnings)
    told = {view.metric.id for view in (*actions, *warnings)}
    spent = effort(ledger, study, one.last)
    found = standing(ledger, study, one.last)
    sides = {"sponsor": parties[study.sponsor or ""], "cro": parties[one.cro]}
    ways = (progress(each, one.last) for each in ledger.in_study(Transition, study.id))
    return {
        "performance": one,
        "study": study,
        "sponsor": parties[study.sponsor or ""],
        "cro": parties[one.cro],
        "card": card,
        "spent": spent,
        "ways": tuple(way for way in ways if way.transition.approved <= one.last),
        "period": name(one),
        "before": short_name(card.before) if card.before else "",
        "status": card.status or "not measured",
        "sponsor_status": (card.sponsor_status or "not measured") if card.sponsor else "",
        "dimensions": tuple(_dimension(each) for each in card.dimensions if each.rows or each.teams),
        "metrics": others,
        "own": own,
        "actions": actions,
        "warnings": warnings,
        "attention": tuple(views[row.metric.id] for row in attention(card)),
        "courses": tuple(views[row.metric.id] for row in card.rows if row.course.measured),
        "unreported": tuple(views[row.metric.id] for row in card.unreported),
        "short": tuple(view for view in (*others, *own) if view.status in _SHORT),
        "met": tuple(view for view in (*others, *own) if view.status == "green"),
        "remarks": tuple(
            view
            for view in (*others, *own)
            if view.value and view.value.comment and view.metric.id not in told
        ),
        "teams": tuple(_teams(card, sides)),
        "issues": tuple(_issues(ledger, one)),
        "effort": _effort(spent, one),
        "level": found.held.level if found else "",
        "recommended": found.recommended if found else "",
        "reasons": found.reasons if found else (),
    }


def _teams(card: Scorecard, sides: Mapping[str, Party]) -> Iterator[TeamView]:
    """What the team of each side said of the other's."""
    for each in card.dimensions:
        for team in each.teams:
            yield TeamView(
                f"{sides[team.survey.team].short_name}'s team",
                plain(team.survey.score),
                str(team.survey.answers),
                team.status or "not judged",
            )


def _issues(ledger: Ledger, one: Performance) -> Iterator[IssueView]:
    """The issues of the period with their grade and the role that approved what was proposed."""
    for issue in one.issues.values():
        approver = ledger.of(Role)[issue.approved_by] if issue.approved_by else None
        yield IssueView(issue, ledger.of(IssueSeverity)[issue.severity].title, approver)


def _card(ledger: Ledger, study: Study, one: Performance) -> Scorecard:
    """The scorecard of a period by the periods of the same CRO up to it."""
    groups = by_cro(ledger.in_study(Performance, study.id))
    group = next(group for group in groups if group[0].cro == one.cro)
    so_far = group[: group.index(one) + 1]
    metrics = ledger.of(Metric)
    return scorecard(metrics, so_far, ledger.thresholds, asked_of(metrics, study, one.cro))


def attention(card: Scorecard) -> tuple[Row, ...]:
    """The metrics about which something has to be done, or that lead to a limit, as far as there is a figure."""
    return tuple(row for row in card.rows if (row.breach or row.warns) and row.course.measured)


def _dimension(one: Dimension) -> DimensionView:
    counts = one.counts
    green, acceptable, amber, red, unmeasured = (
        str(counts.get(status, 0) or "") for status in ("green", "acceptable", "amber", "red", None)
    )
    return DimensionView(
        f"{one.name[0].upper()}{one.name[1:]}",
        one.status or "not measured",
        green,
        acceptable,
        amber,
        red,
        unmeasured,
    )


def _metric(ledger: Ledger, row: Row) -> MetricView:
    value = row.value
    return MetricView(
        metric=row.metric,
        value=value,
        figure=written(row.metric, row.figure) if row.figure is not None else "not measured",
        status=row.status or ("not reported" if row.unreported else "no figure"),
        change=change_in_words(row.course, ","),
        tendency="; ".join(filter(None, (tendency_in_words(row.course), off_target_in_words(row.course)))),
        breach=row.breach,
        lacking=row.lacking if value else (("action", "owner", "due date") if row.breach else ()),
        owner=ledger.of(Role)[value.action_owner] if value and value.action_owner else None,
        leads=f"{row.ahead.status}, {written(row.metric, row.ahead.figure)} by {spoken(row.ahead.on)}"
        if row.ahead
        else "",
        crosses=row.ahead.crosses if row.ahead else None,
    )


def _effort(spent: tuple[Spent, ...], one: Performance) -> EffortView | None:
    found = next(
        (each for each in spent if (each.period.first, each.period.last) == (one.first, one.last)), None
    )
    if found is None:
        return None
    return EffortView(
        rows=found.functions,
        planned=plain(found.planned),
        actual=plain(found.actual),
        cap="" if found.cap is None else plain(found.cap),
        over=" and ".join(found.over),
    )
