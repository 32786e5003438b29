"""OVS: who watches over transferred duties and providers, and how it reaches those who decide."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.levels import Spent, effort, level_named
from remit.calc.money import calendar_days
from remit.findings import Where
from remit.model.agreements import QualityAgreement
from remit.model.governance import Body
from remit.model.ledger import Ledger
from remit.model.oversight import Oversight, OversightActivity, VendorTier
from remit.model.parties import Party, Role
from remit.model.playbook import Playbook, Thresholds
from remit.model.quality import Metric
from remit.model.studies import Study
from remit.rules.rule import Problem, complete, must, see, should, whole
from remit.rules.transfer import allocated, duty_name


@must("OVS-002")
def audited_in_cycle(ledger: Ledger) -> Iterator[Problem]:
    """A provider of tier 1 was audited, and its next audit is planned within the cycle.

    Why: Qualification of the past says little about the people and systems of today. The playbook's threshold is
    'audit_cycle'; on a day asked for with --as-of, an audit that is overdue is found as well.

    Wrong:
        # data/oversight.yaml
        tiers:
          brightwell:
            next_audit: 2028-08-31

    Right:
        # data/oversight.yaml
        tiers:
          brightwell:
            next_audit: 2027-08-31

    Source: ICH E6(R3) 3.9 and 3.11.2; vendor management practice.
    """
    cycle = next((one.thresholds for one in ledger.every(Playbook)), Thresholds()).audit_cycle
    for tier in _first_tier(ledger):
        if tier.last_audit is None or tier.next_audit is None:
            missing = "last" if tier.last_audit is None else "next"
            message = f"{_name(ledger, tier.party)} is of tier 1, but its {missing} audit is not recorded"
            yield Problem(message, tier.where.key(), f"add '{missing}_audit:' with the date")
        elif (tier.next_audit - tier.last_audit).days > calendar_days(cycle) + 1:
            yield Problem(
                f"the next audit on {tier.next_audit} is more than {cycle} after the last on {tier.last_audit}",
                tier.at("next_audit"),
                "plan it earlier",
                see("the last audit", tier.at("last_audit")),
            )
        elif ledger.day and tier.next_audit < ledger.day:
            message = f"the audit that was due on {tier.next_audit} is overdue on {ledger.day}"
            yield Problem(message, tier.at("next_audit"), "record it as 'last_audit', and plan the next")


def _first_tier(ledger: Ledger) -> Iterator[VendorTier]:
    for oversight in ledger.every(Oversight):
        for tier in oversight.tiers.values():
            party = ledger.of(Party).get(tier.party)
            if tier.tier == "1" and party and party.kind in ("cro", "vendor"):
                yield tier


def _name(ledger: Ledger, party: str) -> str:
    known = ledger.of(Party).get(party)
    return known.short_name if known else party


@must("OVS-003", across=(Study,))
def measured_by_metrics(ledger: Ledger) -> Iterator[Problem]:
    """A provider of tier 1 that works for a study is measured: a CRO by metrics of its quality agreement.

    Why: Without figures, oversight of the most important providers is an opinion. A vendor without a quality agreement has
    its measures in data/oversight.yaml.

    Wrong:
        # data/agreements/quality/qa-bright.yaml
        metrics: []

    Right:
        # data/agreements/quality/qa-bright.yaml
        metrics: [visit-reports]

    Source: ICH E6(R3) 3.9; quality agreement practice.
    """
    if not complete(ledger, QualityAgreement, Study):
        return
    services = [one for study in ledger.every(Study) for one in study.services.values()]
    engaged = {one.provider for one in services} | {sub.party for one in services for sub in one.subcontracts}
    for tier in _first_tier(ledger):
        agreements = [one for one in ledger.of(QualityAgreement).values() if one.cro == tier.party]
        if tier.party not in engaged or any(one.metrics for one in agreements):
            continue
        name, kind = _name(ledger, tier.party), ledger.of(Party)[tier.party].kind
        if agreements:
            message = f"{name} is of tier 1, but reports no metrics under a quality agreement"
            yield Problem(message, agreements[0].at("metrics"), "name the metrics in the quality agreement")
        elif kind == "vendor" and not tier.measures:
            message = f"{name} is of tier 1, but nothing is said about how it is measured"
            yield Problem(message, tier.where.key(), "add 'measures:' with what is measured and its limit")


@must("OVS-007")
def duties_are_watched(ledger: Ledger) -> Iterator[Problem]:
    """Every duty that is transferred or shared is watched by an oversight activity with frequency and evidence.

    Why: The sponsor stays answerable, and an inspector asks what it did, how often, and where that is filed.

    Wrong:
        # data/oversight.yaml
        activities:
          investigator-review:
            topics: [audit]

    Right:
        # data/oversight.yaml
        activities:
          investigator-review:
            topics: [investigator-selection]

    Source: ICH E6(R3) 3.9; FDA guidance on risk-based monitoring (2013).
    """
    if not complete(ledger, Oversight) or not ledger.every(Oversight):
        return
    watched = {topic for one in ledger.of(OversightActivity).values() for topic in one.topics}
    for _study, _transfer, allocation, duty in allocated(ledger):
        moved = allocation.disposition in ("transferred", "shared") and duty.transfer != "retained"
        if moved and duty.topic not in watched:
            yield Problem(
                f"{duty_name(duty)} is {allocation.disposition}, but no oversight activity watches over it",
                allocation.at("disposition"),
                f"add '{duty.topic}' to the topics of an activity in data/oversight.yaml",
            )


@must("OVS-008")
def sponsor_watches(ledger: Ledger) -> Iterator[Problem]:
    """An oversight activity is done by a role of the sponsor.

    Why: A CRO that oversees itself is not overseen.

    Wrong:
        # data/oversight.yaml
        activities:
          report-review:
            owner: cro-project-manager

    Right:
        # data/oversight.yaml
        activities:
          report-review:
            owner: sponsor-project-manager

    Source: ICH E6(R3) 3.9.
    """
    for activity in ledger.of(OversightActivity).values():
        role = ledger.of(Role).get(activity.owner)
        if role and role.party != "sponsor":
            message = f"'{activity.title}' is oversight, but {role.title} is a {role.party} role"
            yield Problem(message, activity.at("owner"), "name a role of the sponsor")


@should("OVS-009")
def result_reaches_the_forum(ledger: Ledger) -> Iterator[Problem]:
    """The body that hears of an oversight activity stands in one line of report with the forum of its metric.

    Why: A figure that is judged in one place and explained in another is never understood.

    Wrong:
        # data/oversight.yaml
        activities:
          report-review:
            body: monitoring-board

    Right:
        # data/oversight.yaml
        activities:
          report-review:
            body: project-team

    Source: alliance governance practice.
    """
    for activity in ledger.of(OversightActivity).values():
        metric, bodies = ledger.of(Metric).get(activity.metric or ""), ledger.of(Body)
        if metric is None or activity.body is None or not {activity.body, metric.forum} <= bodies.keys():
            continue
        if activity.body not in _above(ledger, metric.forum) and metric.forum not in _above(
            ledger, activity.body
        ):
            yield Problem(
                f"{bodies[activity.body].title} hears of '{activity.title}', but {bodies[metric.forum].title} looks "
                f"at '{metric.title}', and neither reports to the other",
                activity.at("body"),
                "name the forum of the metric, or a body above it",
                see("the forum", metric.at("forum")),
            )


def _above(ledger: Ledger, body: str) -> list[str]:
    """A body and those to which it reports."""
    line: list[str] = []
    current: str | None = body
    while current and current not in line:
        line.append(current)
        found = ledger.of(Body).get(current)
        current = found.reports_to if found else None
    return line


@must("OVS-011")
def within_the_levels_effort(ledger: Ledger) -> Iterator[Problem]:
    """The sponsor's effort for a study stays within the cap of its oversight level, as planned and as spent.

    Why: Effort above the level says that the level is not what is done. A period before a move of the study is held against
    the cap of the level that it had then.

    Wrong:
        # data/studies/al-101/performance/2026-q2.yaml
        effort:
          - function: Clinical Operations
            planned: 0.9
            actual: 3.8

    Right:
        # data/studies/al-101/performance/2026-q2.yaml
        effort:
          - function: Clinical Operations
            planned: 0.9
            actual: 1

    Source: lean oversight practice in alliances.
    """
    for study in ledger.every(Study):
        cap = study.fte_cap
        for oversight in ledger.every(Oversight):
            for level in oversight.levels.values():
                if level.level == study.oversight_level and cap is not None and cap > level.fte_cap:
                    yield Problem(
                        f"the cap of {cap.normalize():f} FTE is above the {level.fte_cap.normalize():f} of level "
                        f"{level.level}",
                        study.at("fte_cap"),
                        "lower it, or agree on another level",
                        see("the level", level.at("fte_cap")),
                    )
        for spent in effort(ledger, study):
            if spent.cap is None or not whole(ledger, spent.period, study):
                continue
            for name in spent.over:
                total = spent.planned if name == "planned" else spent.actual
                message = f"{name} effort of {total.normalize():f} FTE is above the cap of {spent.cap.normalize():f}"
                hint = "explain it to the steering body, or agree on another level"
                where = spent.period.effort[0].at(name)
                yield Problem(message, where, hint, see("the cap", _cap_place(ledger, study, spent)))


def _cap_place(ledger: Ledger, study: Study, spent: Spent) -> Where:
    """Where the cap stands: in the study at its present level, else in the playbook's level."""
    level = level_named(ledger, spent.level)
    own = spent.level == study.oversight_level and study.fte_cap is not None
    return study.at("fte_cap") if own or level is None else level.at("fte_cap")


RULES = (
    audited_in_cycle,
    measured_by_metrics,
    duties_are_watched,
    sponsor_watches,
    result_reaches_the_forum,
    within_the_levels_effort,
)
