"""Findings on a terminal and as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from remit.findings import Finding, Severity, Where


def visible(text: str) -> str:
    """Text with control characters written out, so that a name in a file cannot drive the terminal."""
    return "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in text)


def line(finding: Finding) -> str:
    """``path:line:column: severity RULE message``."""
    where = finding.where
    place = f"{where.file}:{where.line or 1}:{where.column or 1}"
    return visible(f"{place}: {finding.severity.value} {finding.rule} {finding.message}")


def print_findings(findings: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Every finding with its related places and its hint, then nothing else."""
    out = stream or sys.stdout
    for finding in findings:
        print(line(finding), file=out)
        for related in finding.related:
            print(visible(f"    see {related.where}: {related.message}"), file=out)
        if finding.hint:
            print(visible(f"    hint: {finding.hint}"), file=out)


def summary(findings: Sequence[Finding]) -> str:
    """'2 errors, 1 warning', or 'nothing wrong'."""
    counts = Counter(finding.severity for finding in findings)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
    parts = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 else 's'}"
        for severity, word in words.items()
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing wrong"


def as_json(findings: Sequence[Finding], **more: Any) -> str:
    """An object whose ``findings`` list holds rule, severity, message, path, line, column, hint and related."""
    return json.dumps(
        {"findings": [_finding(finding) for finding in findings], **more}, indent=2, ensure_ascii=False
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        **_where(finding.where),
        "hint": finding.hint,
        "related": [{"message": related.message, **_where(related.where)} for related in finding.related],
    }


def _where(where: Where) -> dict[str, Any]:
    return {"path": where.file, "line": where.line or 1, "column": where.column or 1}
