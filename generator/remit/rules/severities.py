"""SUP, continued: rules that weigh more or less in a playbook than they say themselves.

They stand in data/playbook.yaml below 'severities'. Every rule may weigh more. What keeps files from being read, dangling
names and double ids may not weigh less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from remit.findings import Finding, Severity
from remit.model.playbook import SeverityChange
from remit.rules.rule import Problem, Rule, page_of
from remit.rules.suppressions import Docket, touchable
from remit.schema.nearest import nearest


def weighed(docket: Docket) -> tuple[Finding, ...]:
    """The findings with the severity that the playbook gives to their rules, where it may and says why."""
    changes: dict[str, Severity] = {
        id: Severity(change.severity)
        for id, change in docket.playbook.severities.items()
        if change.reason and id in docket.rules and _permitted(docket.rules[id], change)
    }
    return tuple(
        replace(finding, severity=changes[finding.rule]) if finding.rule in changes else finding
        for finding in docket.findings
    )


def _permitted(rule: Rule, change: SeverityChange) -> bool:
    return touchable(rule) or Severity(change.severity).rank <= rule.severity.rank


def rule_may_change(docket: Docket) -> Iterator[Problem]:
    """A changed severity is that of a rule that exists and may weigh less.

    Why: Unreadable files and dangling names stop contracts from being printed, because nobody knows what else is wrong.

    Wrong:
        # data/playbook.yaml
        severities:
          REF-001:
            severity: warning
            reason: Many roles are not filled yet

    Right:
        # data/playbook.yaml
        severities:
          MON-014:
            severity: error
            reason: Advances are approved by the board

    Source: how rules are weighed.
    """
    for id, change in docket.playbook.severities.items():
        rule = docket.rules.get(id)
        if rule is None:
            hint = nearest(id, list(docket.rules)) or "'remit explain --all' lists the rules"
            yield Problem(f"there is no rule '{id}'", change.where.key(), hint)
        elif not _permitted(rule, change):
            yield Problem(
                f"{id} may not weigh less, because other rules rest on what it finds",
                change.at("severity"),
                "remove the entry",
            )


def change_has_reason(docket: Docket) -> Iterator[Problem]:
    """A changed severity says why. Without a reason it has no effect.

    Why: Who signs relies on the rules as they are described, unless somebody says why not.

    Wrong:
        # data/playbook.yaml
        severities:
          MON-014:
            severity: error

    Right:
        # data/playbook.yaml
        severities:
          MON-014:
            severity: error
            reason: Advances are approved by the board

    Source: how rules are weighed.
    """
    for id, change in docket.playbook.severities.items():
        if not change.reason:
            yield Problem(
                f"the severity of {id} is changed without a reason, and so has no effect",
                change.where.key(),
                "add 'reason', or remove the entry",
            )


CHECKS = (
    (page_of("SUP-005", Severity.ERROR, rule_may_change), rule_may_change),
    (page_of("SUP-006", Severity.ERROR, change_has_reason), change_has_reason),
)
"""Each rule's page with the function that looks at the playbook."""
