"""Findings as GitHub and GitLab show them beside the lines of a change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from remit.exchange.fingerprints import fingerprints
from remit.exchange.visible import visible, visible_json
from remit.findings import Finding, Severity

MOST = 10
"""Annotations of one type that GitHub keeps of a step; it drops the others without a word.

https://docs.github.com/en/rest/checks/runs and the limits of annotations in workflow commands
"""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}
_WORDS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFORMATION: "notes"}
_QUALITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFORMATION: "info"}


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """The findings by severity; within one severity the order stays."""
    return sorted(findings, key=lambda finding: finding.severity.rank)


def github(findings: Sequence[Finding], prefix: str = "", command: str = "remit check") -> str:
    """Workflow commands, worst first, at most ten of a type; the tenth says how many more there are.

    ``prefix`` leads from the root of the checkout to the playbook ("" or "folder/"); ``command`` lists them all.
    """
    lines = []
    for severity, group in groupby(worst_first(findings), key=lambda finding: finding.severity):
        found = list(group)
        shown = found if len(found) <= MOST else found[: MOST - 1]
        lines += [_command(finding, prefix) for finding in shown]
        if len(shown) < len(found):
            message = f"{len(found) - len(shown)} more {_WORDS[severity]}; '{command}' lists them all"
            lines.append(f"::{_COMMANDS[severity]} title=More {_WORDS[severity]}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, prefix: str) -> str:
    where = finding.where
    fields = {
        "file": prefix + where.file,
        "line": str(where.line or 1),
        "col": str(where.column or 1),
        "title": finding.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    message = visible(finding.message) + (f"\n{visible(finding.hint)}" if finding.hint else "")
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def gitlab(findings: Sequence[Finding], prefix: str = "", prints: Sequence[str] = ()) -> str:
    """A code quality report, worst first: a list of objects as GitLab reads them from the artifact ``codequality``.

    ``prints`` are fingerprints that the findings have of their own, in the same order.

    https://docs.gitlab.com/ci/testing/code_quality/
    """
    names = dict(zip(findings, prints or fingerprints(findings), strict=True))
    entries = [
        {
            "description": f"{finding.rule}: {finding.message}",
            "check_name": finding.rule,
            "fingerprint": names[finding],
            "severity": _QUALITY[finding.severity],
            "location": {
                "path": prefix + finding.where.file,
                "lines": {"begin": finding.where.line or 1},
            },
        }
        for finding in worst_first(findings)
    ]
    return visible_json(json.dumps(entries, indent=2, ensure_ascii=False)) + "\n"
