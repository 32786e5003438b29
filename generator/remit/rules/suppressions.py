"""SUP: findings that a playbook accepts for a time, and what must hold of such a decision.

They stand in data/playbook.yaml below 'suppressions'. A suppression ends by itself: 'until' is compared with the day of
--as-of, without it with today; that is the only point at which the calendar decides what is reported. What keeps files from
being read, dangling names and double ids cannot be accepted, because other rules rest on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from remit.findings import Finding, Severity
from remit.frozen import dataclass
from remit.model.ledger import Ledger
from remit.model.playbook import Playbook, Suppression
from remit.rules.rule import Problem, Rule, listed, page_of
from remit.schema.nearest import nearest

_RESTED_ON = ("REF", "ID", "SUP")


@dataclass(frozen=True, slots=True)
class Docket:
    """What is known when the findings of a run are settled.

    ``day`` is None where nobody asked what has expired. ``rules`` holds every rule that has a page, by id.
    """

    ledger: Ledger
    playbook: Playbook
    findings: Sequence[Finding]
    rules: Mapping[str, Rule]
    day: dt.date | None
    files: tuple[str, ...]


def touchable(rule: Rule) -> bool:
    """Whether findings of a rule may be accepted or weigh less: only where no other rule rests on what it finds."""
    return rule.check is not None and rule.id.partition("-")[0] not in _RESTED_ON


def covers(suppression: Suppression, finding: Finding) -> bool:
    """Whether a suppression is meant for a finding: its rule, its file and, if one is named, the record in it."""
    file, _, id = suppression.record.partition("#")
    file = file if file.startswith("data/") else f"data/{file}"
    return (
        finding.rule == suppression.rule
        and finding.where.file == file
        and (not id or id in finding.where.keys)
    )


def in_effect(suppression: Suppression, docket: Docket) -> bool:
    """Whether a suppression has all that it needs and has not expired."""
    rule = docket.rules.get(suppression.rule)
    return (
        rule is not None
        and touchable(rule)
        and not _missing(suppression)
        and not _expired(suppression, docket.day)
    )


def sort_out(findings: Sequence[Finding], docket: Docket) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are to be reported, and those that a suppression in effect covers."""
    effective = [one for one in docket.playbook.suppressions if in_effect(one, docket)]
    reported: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        covered = any(covers(suppression, finding) for suppression in effective)
        (accepted if covered else reported).append(finding)
    return tuple(reported), tuple(accepted)


def _missing(suppression: Suppression) -> tuple[str, ...]:
    return tuple(name for name in ("reason", "owner", "until") if not getattr(suppression, name))


def _expired(suppression: Suppression, day: dt.date | None) -> bool:
    return bool(day and suppression.until and suppression.until < day)


def rule_may_be_accepted(docket: Docket) -> Iterator[Problem]:
    """A suppression names a rule that exists and whose findings may be accepted.

    Why: A misspelt rule accepts nothing. Unreadable files and dangling names cannot be accepted, because other rules stay
    silent about what they cannot see.

    Wrong:
        # data/playbook.yaml
        suppressions:
          - rule: MON-999
            record: data/studies/al-101/work_orders/wo-101.yaml
            reason: Agreed before this playbook
            owner: sponsor-project-manager
            until: 2026-12-31

    Right:
        # data/playbook.yaml
        suppressions: []

    Source: how findings are accepted.
    """
    for suppression in docket.playbook.suppressions:
        rule = docket.rules.get(suppression.rule)
        if rule is None:
            hint = nearest(suppression.rule, list(docket.rules)) or "'remit explain --all' lists the rules"
            yield Problem(f"there is no rule '{suppression.rule}'", suppression.at("rule"), hint)
        elif not touchable(rule):
            yield Problem(
                f"what {rule.id} finds cannot be accepted, because other rules rest on it",
                suppression.at("rule"),
                "put right what it finds, and remove the suppression",
            )


def not_expired(docket: Docket) -> Iterator[Problem]:
    """A suppression has not expired.

    Why: What was accepted for a time is looked at again when the time is over. Its findings are reported again.

    Wrong:
        # data/playbook.yaml
        suppressions:
          - rule: MON-014
            record: data/studies/al-101/work_orders/wo-101.yaml
            reason: Agreed before this playbook
            owner: sponsor-project-manager
            until: 2025-12-31

    Right:
        # data/playbook.yaml
        suppressions: []

    Source: how findings are accepted.
    """
    for suppression in docket.playbook.suppressions:
        if _expired(suppression, docket.day):
            yield Problem(
                f"this suppression of {suppression.rule} expired on {suppression.until}",
                suppression.at("until"),
                "put right what the rule finds, or decide anew until when it is accepted",
            )


def still_needed(docket: Docket) -> Iterator[Problem]:
    """A suppression covers a finding.

    Why: One that covers nothing today would hide a fault that somebody makes tomorrow. Not asked while files cannot be
    read, nor for a day given with --as-of.

    Wrong:
        # data/playbook.yaml
        suppressions:
          - rule: MON-014
            record: data/studies/al-101/work_orders/wo-101.yaml
            reason: Agreed before this playbook
            owner: sponsor-project-manager
            until: 2026-12-31

    Right:
        # data/playbook.yaml
        suppressions: []

    Source: how findings are accepted.
    """
    if docket.ledger.day or docket.ledger.damaged or docket.ledger.broken:
        return
    for suppression in docket.playbook.suppressions:
        if in_effect(suppression, docket) and not any(
            covers(suppression, finding) for finding in docket.findings
        ):
            file = suppression.record.partition("#")[0]
            files = [*docket.files, *(path.removeprefix("data/") for path in docket.files)]
            yield Problem(
                f"{suppression.rule} finds nothing in '{suppression.record}'",
                suppression.at("record"),
                "remove the suppression" if file in files else nearest(file, files),
            )


def decided_by_somebody(docket: Docket) -> Iterator[Problem]:
    """A suppression says why, who answers for it, and until when. Without these it has no effect.

    Why: A finding is accepted by a person, for a reason and for a time; otherwise it is only hidden.

    Wrong:
        # data/playbook.yaml
        suppressions:
          - rule: MON-014
            record: data/studies/al-101/work_orders/wo-101.yaml
            until: 2026-12-31

    Right:
        # data/playbook.yaml
        suppressions: []

    Source: how findings are accepted.
    """
    for suppression in docket.playbook.suppressions:
        missing = _missing(suppression)
        if missing:
            names = listed(f"'{name}'" for name in missing)
            yield Problem(
                f"this suppression of {suppression.rule} has no {names} and no effect",
                suppression.at("rule"),
                f"add {names}, or remove the suppression",
            )


CHECKS = (
    (page_of("SUP-001", Severity.ERROR, rule_may_be_accepted), rule_may_be_accepted),
    (page_of("SUP-002", Severity.WARNING, not_expired), not_expired),
    (page_of("SUP-003", Severity.WARNING, still_needed), still_needed),
    (page_of("SUP-004", Severity.ERROR, decided_by_somebody), decided_by_somebody),
)
"""Each rule's page with the function that looks at all findings of a run."""
