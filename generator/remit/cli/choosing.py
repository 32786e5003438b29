"""Which findings of a run are reported: by rule, by family and by study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from remit.findings import CannotGoOn, Finding, Severity, Where, error
from remit.frozen import dataclass

if TYPE_CHECKING:
    from remit.pipeline import Loaded

UNREADABLE = ("YAML", "SHAPE", "FILE")
"""Families of what keeps a file from being read. Rules are silent about what they cannot see; so these are always told."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: rule ids or families (MON-001, MON), none of some, one study. Empty means everything."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    study: str = ""

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is reported."""
        unreadable = _family(finding.rule) in UNREADABLE and finding.severity is Severity.ERROR
        if self.study and not _concerns(finding, self.study, unreadable):
            return False
        return unreadable or self.takes_rule(finding.rule)

    def takes_rule(self, rule: str) -> bool:
        """Whether a rule is asked for."""
        names = {rule, _family(rule)}
        return (not self.select or bool(names & set(self.select))) and not names & set(self.ignore)

    def takes_file(self, path: str) -> bool:
        """Whether a file belongs to the study asked for, or no study is asked for."""
        return not self.study or path.startswith(f"data/studies/{self.study}/")


def _family(rule: str) -> str:
    return rule.partition("-")[0]


def _concerns(finding: Finding, study: str, unreadable: bool) -> bool:
    folder = f"data/studies/{study}/"
    places = (finding.where, *(related.where for related in finding.related))
    shared = not finding.where.file.startswith("data/studies/")
    return any(place.file.startswith(folder) for place in places) or (unreadable and shared)


def rules_option(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Rule ids and families from the command line, in capitals; CannotGoOn names those that do not exist."""
    names = tuple(name.strip().upper() for value in values for name in value.split(",") if name.strip())
    if not names:
        return ()
    from remit.rules import EXPLAINED
    from remit.rules.rule import FAMILIES
    from remit.schema.nearest import nearest

    known = [*FAMILIES, *(rule.id for rule in EXPLAINED)]
    unknown = [
        error(
            "CLI-001",
            f"there is no rule or family '{name}'",
            Where("remit"),
            nearest(name, known)
            or "'remit explain --all' lists the rules; a family is what stands before the hyphen",
        )
        for name in names
        if name not in known
    ]
    if unknown:
        raise CannotGoOn(*unknown)
    return names


def known_study(study: str | None, loaded: Loaded) -> str:
    """The study asked for, or none; CannotGoOn if the playbook has no such study, nor a folder of its name."""
    from remit.model.studies import Study
    from remit.schema.nearest import nearest

    studies = list(loaded.ledger.of(Study))
    if (
        study
        and study not in studies
        and not any(path.startswith(f"data/studies/{study}/") for path in loaded.tree)
    ):
        hint = nearest(study, studies) or f"there are: {', '.join(studies) or 'none'}"
        raise CannotGoOn(error("CLI-003", f"there is no study '{study}'", Where("data/studies"), hint))
    return study or ""


def chosen(findings: Sequence[Finding], choice: Choice) -> tuple[Finding, ...]:
    """The findings that are asked for, in their order."""
    return tuple(finding for finding in findings if choice.takes(finding))
