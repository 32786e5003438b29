"""Rules that the records must keep. One module per family; a rule is a function whose docstring is its page."""

from __future__ import annotations

from remit.findings import Finding
from remit.model.ledger import Ledger
from remit.rules import (
    advances,
    commands,
    dates,
    documents,
    escalation,
    governance,
    metrics,
    pass_through,
    payments,
    prices,
    quality,
    reading,
    references,
    responsibility,
    risk_sharing,
    services,
    signatures,
    studies,
    systems,
    team,
    transfer,
    transfer_holders,
    transfer_record,
    transfer_work,
)
from remit.rules.rule import Rule

__all__ = ["EXPLAINED", "RULES", "Rule", "check"]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *responsibility.RULES,
    *services.RULES,
    *transfer.RULES,
    *transfer_holders.RULES,
    *transfer_work.RULES,
    *transfer_record.RULES,
    *prices.RULES,
    *pass_through.RULES,
    *payments.RULES,
    *advances.RULES,
    *risk_sharing.RULES,
    *dates.RULES,
    *governance.RULES,
    *escalation.RULES,
    *metrics.RULES,
    *quality.RULES,
    *systems.RULES,
    *team.RULES,
    *documents.RULES,
    *signatures.RULES,
    *studies.RULES,
)
"""Every rule that looks at the ledger."""

EXPLAINED: tuple[Rule, ...] = tuple(
    sorted((*RULES, *reading.RULES, *commands.RULES), key=lambda rule: (rule.family, rule.id))
)
"""Every rule with a page, also those of the reader and the templates, by family and id."""


def check(ledger: Ledger) -> tuple[Finding, ...]:
    """What all rules find. Never raises for what records hold; what could not be read is left to the finding of its file."""
    return tuple(finding for rule in RULES for finding in rule.findings(ledger))
