"""What can be wrong with a template: every rule id with its meaning, and the exceptions that carry findings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from remit.blocks.types import Place
from remit.findings import Finding, Where, error, warning

_CLASS = re.compile(r"'[\w.]+ object' has no (?:attribute|element) ('[^']*')")

RULES = {
    "TPL-001": "The template's front matter can be read and says what the document is.",
    "TPL-002": "Every Jinja tag is complete and every block tag is closed.",
    "TPL-003": "Only the listed parts of Jinja are used: no calls, arithmetic, includes or macros.",
    "TPL-004": "A tag opens and closes at the same level: around blocks, around rows, or within one paragraph.",
    "TPL-005": "Every cross-reference names a block that the template or its clauses define.",
    "TPL-006": "A cross-reference aims at a block that is printed in this document.",
    "TPL-007": "Every id is printed once.",
    "TPL-008": "Only the documented Markdown is used.",
    "TPL-009": "Containers are known, complete and closed.",
    "TPL-010": "Every clause and position that a template prints exists in the clause library.",
    "TPL-011": "Every name that a template prints or asks for exists in its record.",
    "TPL-012": "A printed value is text, a number or an amount, not a list, a record or nothing.",
    "TPL-013": "No text holds a character that a Word file cannot hold.",
    "TPL-014": "A document stays within the limits on size and repetition.",
    "TPL-015": "Clause numbering follows headings: levels are not skipped and do not depend on a condition.",
    "TPL-016": "Table rows have as many cells as the table has columns.",
    "TPL-017": "Clause library files have an id, a version, an owner and their positions.",
    "TPL-018": "The house style is a Word file with the styles that documents use.",
    "TPL-019": "Every term that a template defines is used.",
    "TPL-020": "Every term that a template uses is defined in it.",
    "TPL-021": "No template leaves a placeholder open.",
    "TPL-022": "A Word template of the company's own can be read, and the package that prints it is installed.",
    "TPL-023": "Every document has a template in its language.",
    "TPL-024": "The figures of a document speak its language.",
    "TPL-025": "What the program itself prints in a document speaks its language.",
    "TPL-026": "Headers and footers of the house style stay within its margins.",
}


class TemplateError(Exception):
    """A template cannot be used; carries every finding that says why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.where}: {f.rule} {f.message}" for f in findings))
        self.findings = findings


class RenderError(TemplateError):
    """A document cannot be printed from this record; carries findings with template, line and expression."""


def undefined(message: str | None) -> str:
    """Jinja's message on an undefined name, without the names of our own classes."""
    return _CLASS.sub(r"there is no field \1 here", message or "a name is not defined")


def near(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint for a name that does not exist: the one it is most like, else ``otherwise``, else all of them."""
    names = sorted(known)
    like = difflib.get_close_matches(name, names, 1, 0.6)
    return f"did you mean '{like[0]}'?" if like else otherwise or f"there are: {', '.join(names) or 'none'}"


def fault(rule: str, message: str, place: Place, hint: str = "") -> Finding:
    """An error at a place of a template."""
    return error(rule, message, Where(place.template, (), place.line, place.column), hint)


def doubt(rule: str, message: str, place: Place, hint: str = "") -> Finding:
    """A warning at a place of a template."""
    return warning(rule, message, Where(place.template, (), place.line, place.column), hint)


def refuse(findings: Iterable[Finding]) -> None:
    """Raises when there is anything to report."""
    found = tuple(findings)
    if found:
        raise TemplateError(*found)
