"""Findings as SARIF 2.1.0, the format in which code platforms and editors take the results of checks.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from remit.exchange.fingerprints import fingerprints
from remit.exchange.visible import visible_json
from remit.findings import Finding, Related, Severity, Where

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The base of all paths: the name that platforms give to the root of a checkout."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_PROBLEM = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "recommendation",
}


class RuleText(Protocol):
    """What a report says about a rule."""

    @property
    def id(self) -> str:
        """Id, for example MON-001."""

    @property
    def title(self) -> str:
        """What must hold, in one sentence."""

    @property
    def family(self) -> str:
        """The subject in words."""

    @property
    def severity(self) -> Severity:
        """How much a breach weighs unless the playbook says otherwise."""

    @property
    def page(self) -> str:
        """Why it matters, what is wrong and right."""


EndColumn = Callable[[Where], int | None]
"""The column behind the text that a place means (from 1), or None where it is not known."""


def sarif(
    findings: Sequence[Finding],
    rules: Mapping[str, RuleText],
    version: str,
    *,
    prefix: str = "",
    end_column: EndColumn = lambda _: None,
    names: tuple[str, Sequence[str]] | None = None,
) -> str:
    """A SARIF log with one run. ``prefix`` leads from the root of the checkout to the playbook ("" or "folder/").

    The rules that were broken come with their pages, as help texts. ``names`` is the kind of fingerprints that the findings
    have of their own, and these in the same order.
    """
    broken = list(dict.fromkeys(finding.rule for finding in findings))
    place = _placer(prefix, end_column)
    driver = {
        "name": "remit",
        "semanticVersion": version,
        "rules": [_rule(rules[id]) if id in rules else {"id": id} for id in broken],
    }
    named, prints = names or ("remitFinding/v1", fingerprints(findings))
    results = [
        _result(finding, broken.index(finding.rule), {named: name}, place)
        for finding, name in zip(findings, prints, strict=True)
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the checkout."}}},
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return visible_json(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _rule(rule: RuleText) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.title},
        "help": {"text": rule.page, "markdown": _markdown(rule.page)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "problem.severity": _PROBLEM[rule.severity]},
    }


def _markdown(page: str) -> str:
    """A page with bold section names; its examples are indented and so are code in Markdown."""
    lines = []
    for line in page.split("\n"):
        name, colon, rest = line.partition(":")
        known = colon and name in ("Why", "Wrong", "Right", "Source")
        lines.append(f"**{name}:**{rest}" + ("" if rest else "\n") if known else line)
    return "\n".join(lines)


def _result(
    finding: Finding, index: int, prints: Mapping[str, str], place: Callable[[Where], dict[str, Any]]
) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": place(finding.where)}
    if finding.where.keys:
        keys = ".".join(str(key) for key in finding.where.keys)
        location["logicalLocations"] = [{"fullyQualifiedName": keys, "kind": "member"}]
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}\n{finding.hint}" if finding.hint else finding.message},
        "locations": [location],
        "partialFingerprints": prints,
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, related, place) for number, related in enumerate(finding.related, 1)
        ]
    return result


def _related(number: int, related: Related, place: Callable[[Where], dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": number,
        "message": {"text": related.message},
        "physicalLocation": place(related.where),
    }


def _placer(prefix: str, end_column: EndColumn) -> Callable[[Where], dict[str, Any]]:
    def place(where: Where) -> dict[str, Any]:
        region = {"startLine": where.line or 1, "startColumn": where.column or 1}
        end = end_column(where)
        if end:
            region["endColumn"] = end
        uri = quote((prefix + where.file).encode("utf-8", "surrogateescape"))
        return {"artifactLocation": {"uri": uri, "uriBaseId": ROOT}, "region": region}

    return place
