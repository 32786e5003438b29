"""Findings: what is wrong, how bad it is, where it stands and what to do about it.

A finding is a value. Stages collect findings and pass them on; nothing is printed here. Exceptions are for what cannot
go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from remit.frozen import dataclass

Key = str | int


class Severity(Enum):
    """How much a finding weighs. Errors stop a contract from being printed."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 for the worst, so that sorting by rank puts errors first."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file of the workspace.

    ``file`` is relative to the workspace root, with forward slashes. ``keys`` is the path inside the document (mapping
    keys and list positions from 0). ``line`` and ``column`` count from 1; they are filled in only for places that are
    reported, because finding them costs a second, slower reading of the file. ``on`` tells whether the key or its value
    is meant.
    """

    file: str
    keys: tuple[Key, ...] = ()
    line: int | None = None
    column: int | None = None
    on: str = "value"

    def at(self, *keys: Key) -> Where:
        """The place of a value below this one."""
        return Where(self.file, self.keys + keys)

    def key(self) -> Where:
        """The place of the key itself instead of its value."""
        return replace(self, on="key")

    def __str__(self) -> str:
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a reader of a finding should look at, and why."""

    message: str
    where: Where


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in the words of the people who keep the records.

    ``fix`` is what to write at the place instead, only where there is one right answer; else it is empty.
    """

    rule: str
    severity: Severity
    message: str
    where: Where
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: str = ""


def error(
    rule: str, message: str, where: Where, hint: str = "", related: Iterable[Related] = (), fix: str = ""
) -> Finding:
    """A finding that stops a contract from being printed."""
    return Finding(rule, Severity.ERROR, message, where, hint, tuple(related), fix)


def warning(
    rule: str, message: str, where: Where, hint: str = "", related: Iterable[Related] = ()
) -> Finding:
    """A finding to look at before signing; documents are still printed."""
    return Finding(rule, Severity.WARNING, message, where, hint, tuple(related))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repeats, by file, line, column, severity and rule: the order of every report."""
    unique = dict.fromkeys(findings)
    return tuple(
        sorted(
            unique,
            key=lambda f: (
                f.where.file,
                f.where.line or 0,
                f.where.column or 0,
                f.severity.rank,
                f.rule,
                tuple(str(key) for key in f.where.keys),
                f.message,
            ),
        )
    )


class CannotGoOn(Exception):
    """A command cannot do its work at all; carries the findings that say why (exit code 2)."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f.message for f in findings))
        self.findings = findings
