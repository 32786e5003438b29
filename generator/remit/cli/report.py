"""Findings as text and as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from remit.cli.excerpt import excerpt, lines_of
from remit.exchange.visible import visible, visible_json
from remit.findings import Finding, Severity, Where

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}


SHOWN = 10
"""Related places that are printed; JSON holds all."""

NO_FILES = ("", "data", "data/studies", "remit")
"""Places of findings that are about a command or the playbook as a whole."""


def line(finding: Finding, command: str = "") -> str:
    """``path:line:column: severity RULE message``; the command's name stands for the place of what is in no file."""
    place = _place(finding.where, command)
    return f"{place}: {finding.severity.value} {finding.rule} {visible(finding.message)}"


def _place(where: Where, command: str) -> str:
    if _in_a_file(where):
        return visible(f"{where.file}:{where.line or 1}:{where.column or 1}")
    context = click.get_current_context(silent=True)
    return command or (context.command_path if context else "remit")


def _in_a_file(where: Where) -> bool:
    return where.line is not None or where.file not in NO_FILES


def print_findings(
    findings: Sequence[Finding],
    stream: TextIO | None = None,
    files: Mapping[str, bytes] | None = None,
    command: str = "",
) -> None:
    """Every finding with its source line, its related places and its hint, then nothing else.

    ``command`` (remit build) stands where a finding is in no file; by default the command that runs.
    ``files`` holds the files that the findings are in; without them no source is shown, and findings are not set apart by
    file. On a terminal the lines are coloured unless the environment variable NO_COLOR is set.
    """
    out = stream or sys.stdout
    paint = _painter(out)
    source = lines_of(files or {})
    previous = None
    for finding in findings:
        if files is not None and previous not in (None, finding.where.file):
            print(file=out)
        previous = finding.where.file
        print(_coloured(finding, paint, command), file=out)
        if files is not None:
            for part in excerpt(finding.where, source):
                print(paint(part, dim=True), file=out)
        for related in finding.related[:SHOWN]:
            print(f"    see {visible(str(related.where))}: {visible(related.message)}", file=out)
        if len(finding.related) > SHOWN:
            print(f"    and {len(finding.related) - SHOWN} more places (--format json lists all)", file=out)
        if finding.hint:
            print(f"    hint: {visible(finding.hint)}", file=out)


def _painter(stream: TextIO) -> Callable[..., str]:
    if stream.isatty() and not os.environ.get("NO_COLOR"):
        return click.style
    return lambda text, **_: text


def _coloured(finding: Finding, paint: Callable[..., str], command: str) -> str:
    severity = paint(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
    place = paint(_place(finding.where, command), bold=True)
    return f"{place}: {severity} {finding.rule} {visible(finding.message)}"


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


def by_family(findings: Sequence[Finding], family: Callable[[str], str]) -> dict[str, int]:
    """Number of findings by subject in words, the largest first. ``family`` tells the subject of a rule id."""
    counts = Counter(family(finding.rule) for finding in findings)
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def as_json(findings: Sequence[Finding], **more: Any) -> str:
    """An object whose ``findings`` list holds rule, severity, message, path, line, column, hint, related and fix.

    What else it may hold is in the schema of cli/report_schema.py.
    """
    document = {"findings": findings_data(findings), **more}
    return visible_json(json.dumps(document, indent=2, ensure_ascii=False))


def findings_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as JSON values."""
    return [_finding(finding) for finding in findings]


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        **_where(finding.where),
        "hint": finding.hint,
        "related": [{"message": related.message, **_where(related.where)} for related in finding.related],
        "fix": finding.fix or None,
    }


def _where(where: Where) -> dict[str, Any]:
    return {
        "path": where.file if _in_a_file(where) else "",
        "line": where.line or 1,
        "column": where.column or 1,
    }


def way_down(root: Path) -> str:
    """The way from the current folder down to a playbook, with a closing slash; empty if it does not lie below."""
    try:
        way = root.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return ""
    return "" if way == "." else f"{way}/"
