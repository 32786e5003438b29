"""Rules that the records must keep. One module per family; a rule is a function whose docstring is its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from remit.findings import Finding
from remit.frozen import dataclass
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook
from remit.rules import (
    acceptances,
    advances,
    agreed_terms,
    approvers,
    authorities,
    bids,
    bounds,
    change_lines,
    change_terms,
    changes,
    closing,
    commands,
    completed_units,
    dates,
    decisions,
    documents,
    escalation,
    governance,
    in_force,
    incentives,
    inner_names,
    levels,
    links,
    metrics,
    options,
    oversight,
    pass_through,
    payment_dates,
    payments,
    plans,
    portfolio,
    prices,
    quality,
    readiness,
    reading,
    references,
    regimes,
    responsibility,
    results,
    risk_sharing,
    schedules,
    selecting,
    services,
    settling,
    severities,
    signatures,
    starting,
    studies,
    suppressions,
    systems,
    team,
    transfer,
    transfer_holders,
    transfer_record,
    transfer_work,
)
from remit.rules.rule import Rule

__all__ = ["EXPLAINED", "RULES", "Rule", "Settled", "check", "settle"]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *inner_names.RULES,
    *in_force.RULES,
    *bounds.RULES,
    *responsibility.RULES,
    *services.RULES,
    *transfer.RULES,
    *transfer_holders.RULES,
    *transfer_work.RULES,
    *transfer_record.RULES,
    *prices.RULES,
    *pass_through.RULES,
    *payments.RULES,
    *payment_dates.RULES,
    *advances.RULES,
    *risk_sharing.RULES,
    *incentives.RULES,
    *settling.RULES,
    *completed_units.RULES,
    *dates.RULES,
    *governance.RULES,
    *escalation.RULES,
    *approvers.RULES,
    *metrics.RULES,
    *quality.RULES,
    *systems.RULES,
    *team.RULES,
    *documents.RULES,
    *signatures.RULES,
    *studies.RULES,
    *regimes.RULES,
    *authorities.RULES,
    *agreed_terms.RULES,
    *selecting.RULES,
    *bids.RULES,
    *decisions.RULES,
    *options.RULES,
    *portfolio.RULES,
    *changes.RULES,
    *change_lines.RULES,
    *change_terms.RULES,
    *schedules.RULES,
    *plans.RULES,
    *starting.RULES,
    *results.RULES,
    *oversight.RULES,
    *levels.RULES,
    *links.RULES,
    *readiness.RULES,
    *closing.RULES,
)
"""Every rule that looks at the ledger."""

_ABOUT_FINDINGS = (*suppressions.CHECKS, *severities.CHECKS, *acceptances.CHECKS)

EXPLAINED: tuple[Rule, ...] = tuple(
    sorted(
        (*RULES, *reading.RULES, *commands.RULES, *(rule for rule, _ in _ABOUT_FINDINGS)),
        key=lambda rule: (rule.family, rule.id),
    )
)
"""Every rule with a page, also those of the reader and the templates, by family and id."""


def check(ledger: Ledger, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """What rules find. Never raises for what records hold; what could not be read is left to the finding of its file."""
    return tuple(finding for rule in rules for finding in rule.findings(ledger))


@dataclass(frozen=True, slots=True)
class Settled:
    """The findings that are reported, and those that the playbook accepts for a time."""

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]


def settle(
    findings: Sequence[Finding],
    ledger: Ledger,
    day: dt.date | None = None,
    files: Collection[str] | None = None,
) -> Settled:
    """Weigh the findings as the playbook says, set aside what it accepts, and judge whether it may.

    ``day`` decides which suppressions have expired; None leaves that open. ``files`` are the paths of all records where the
    ledger holds only some of them.
    """
    rules = {rule.id: rule for rule in EXPLAINED}
    paths = tuple(ledger.files) if files is None else tuple(files)
    for playbook in ledger.every(Playbook):
        docket = suppressions.Docket(ledger, playbook, findings, rules, day, paths)
        about = tuple(rule.finding(problem) for rule, look in _ABOUT_FINDINGS for problem in look(docket))
        reported, accepted = suppressions.sort_out(severities.weighed(docket), docket)
        return Settled((*reported, *about), accepted)
    return Settled(tuple(findings), ())
