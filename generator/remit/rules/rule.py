"""What a rule is: a plain function over the ledger whose docstring is its page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping

from remit.findings import Finding, Related, Severity, Where
from remit.frozen import dataclass
from remit.model.catalogue import FILE_KINDS, file_kind
from remit.model.fields import Record
from remit.model.ledger import Ledger

FAMILIES: Mapping[str, str] = {
    "RACI": "Responsibilities",
    "TOO": "Transfer of obligations",
    "MON": "Money",
    "TIME": "Dates",
    "GOV": "Governance and escalation",
    "KPI": "Metrics",
    "QUAL": "Quality",
    "TEAM": "People",
    "SEL": "Decision and selection",
    "OVS": "Oversight",
    "CLOSE": "Close-out",
    "DOC": "Documents",
    "STUDY": "Studies",
    "REF": "References",
    "ID": "References",
    "NUM": "Numbers",
    "SUP": "Suppressions",
    "FIX": "Commands",
    "FORM": "Layout of files",
    "YAML": "Reading files",
    "FILE": "Reading files",
    "SHAPE": "Reading files",
    "WS": "Commands",
    "TPL": "Templates",
    "PRINT": "Documents and website",
    "SITE": "Documents and website",
    "IMP": "Import",
    "JSON": "Import",
    "CSV": "Import",
    "NEW": "Commands",
    "ISSUE": "Commands",
    "CLI": "Commands",
    "GIT": "Commands",
    "CHG": "Changes",
    "OS": "Commands",
}
"""What the letters of a rule id stand for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where a rule is not kept. The rule adds its id and severity.

    ``fix`` is what to write there instead, only where there is one right answer.
    """

    message: str
    where: Where
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: str = ""


Check = Callable[[Ledger], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Reads:
    """What a rule reads of one kind of file in several studies together: only these fields."""

    cls: type[Record]
    fields: tuple[str, ...]


Across = tuple[type[Record] | Reads, ...]
"""Kinds of files, each read whole or only in some fields."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its page. ``check`` is None for what is found while files are read."""

    id: str
    severity: Severity
    page: str
    check: Check | None = None
    across: Across = ()
    """What the rule reads together from studies that do not name each other, for example to add it up."""

    @property
    def title(self) -> str:
        """What must hold, in one sentence: the first line of the page."""
        return self.page.partition("\n")[0]

    @property
    def family(self) -> str:
        """The subject in words."""
        return FAMILIES[self.id.partition("-")[0]]

    @property
    def parts(self) -> Mapping[str, str]:
        """The sections of the page by name (Why, Wrong, Right, Source), without their indentation."""
        pieces = re.split(r"^(Why|Wrong|Right|Source):", self.page, flags=re.MULTILINE)
        return {name: inspect.cleandoc(text) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}

    def findings(self, ledger: Ledger) -> Iterable[Finding]:
        """What the rule finds in a ledger."""
        for problem in self.check(ledger) if self.check else ():
            yield self.finding(problem)

    def finding(self, problem: Problem) -> Finding:
        """A problem with this rule's id and severity."""
        return Finding(
            self.id,
            self.severity,
            problem.message,
            problem.where,
            problem.hint,
            problem.related,
            problem.fix,
        )


def rule(id: str, severity: Severity, across: Across = ()) -> Callable[[Check], Rule]:
    """Make a function a rule; its docstring becomes the page.

    A rule judges each study with the shared files and the studies that are named with it. One that judges several studies
    together, though they do not name each other, says in ``across`` what it reads of them.
    """

    def wrap(check: Check) -> Rule:
        return Rule(id, severity, inspect.getdoc(check) or id, check, across)

    return wrap


def page_of(id: str, severity: Severity, described: Callable[..., object]) -> Rule:
    """A rule with the docstring of a function as page that is not asked with a ledger alone."""
    return Rule(id, severity, inspect.getdoc(described) or id)


def must(id: str, across: Across = ()) -> Callable[[Check], Rule]:
    """A rule whose breach keeps contracts from being printed."""
    return rule(id, Severity.ERROR, across)


def should(id: str, across: Across = ()) -> Callable[[Check], Rule]:
    """A rule whose breach is to be looked at before signing."""
    return rule(id, Severity.WARNING, across)


def whole(ledger: Ledger, *records: Record) -> bool:
    """Whether the files of these records were read without a fault, so that what is not in them is really not there."""
    return not any(record.where.file in ledger.damaged for record in records)


def complete(ledger: Ledger, *classes: type[Record]) -> bool:
    """Whether all files of these kinds were read without a fault and none that must exist is missing."""
    if any(kind.required and kind.cls in classes and kind.cls not in ledger.roots for kind in FILE_KINDS):
        return False
    return ledger.once(_damaged_classes).isdisjoint(classes)


def _damaged_classes(ledger: Ledger) -> frozenset[type[Record] | None]:
    return frozenset(_class_of(path) for path in ledger.damaged)


def _class_of(path: str) -> type[Record] | None:
    found = file_kind(path.removeprefix("data/"))
    return found[0].cls if found else None


def see(message: str, where: Where) -> tuple[Related, ...]:
    """One related place."""
    return (Related(message, where),)


def listed(names: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    items = tuple(names)
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
