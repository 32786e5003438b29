"""Records for a calculation: it rests on whole files, because a figure left out would look like a good one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from remit.cli.choosing import UNREADABLE
from remit.findings import CannotGoOn, Finding, Severity, Where
from remit.load.locate import locate
from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.model.catalogue import file_kind
from remit.model.in_force import in_force
from remit.model.ledger import Ledger
from remit.workspace import DATA, Workspace

if TYPE_CHECKING:
    from remit.pipeline import Loaded


def sound_records(
    workspace: Workspace, study: str, kinds: Collection[str], as_of: dt.date | None = None
) -> Ledger:
    """The records of a playbook, of those kinds of files without a fault: the study's own and those that studies share.

    With ``as_of``, records that are not in force on that day are left out. Raises CannotGoOn with everything that keeps a
    file from being read.
    """
    tree, trouble = read_folder(workspace.root, DATA, (".yaml", ".yml"))
    ledger, findings = read_records(tree)
    wrong = [one for one in (*trouble, *findings) if _concerns(one, study, kinds)]
    if wrong:
        raise CannotGoOn(*locate(wrong, tree))
    return in_force(ledger, as_of) if as_of else ledger


def judged_records(workspace: Workspace, study: str | None, kinds: Collection[str]) -> Loaded:
    """A playbook with all that is found in it, for a report that also says what `remit check` says of the matter.

    ``study`` is None where all studies count. Raises CannotGoOn with everything that keeps a file of those kinds from being
    read.
    """
    from remit.pipeline import load  # loads every rule; most commands do without

    loaded = load(workspace)
    wrong = [
        one
        for one in loaded.findings
        if one.rule.partition("-")[0] in UNREADABLE and _concerns(one, study, kinds)
    ]
    if wrong:
        raise CannotGoOn(*wrong)
    return loaded


def findings_in(loaded: Loaded, where: Where) -> tuple[Finding, ...]:
    """What is found in a record and what stands inside it: a file, or an entry of one."""
    return tuple(
        one
        for one in loaded.findings
        if one.where.file == where.file and one.where.keys[: len(where.keys)] == where.keys
    )


def _concerns(finding: Finding, study: str | None, kinds: Collection[str]) -> bool:
    found = file_kind(finding.where.file.removeprefix(f"{DATA}/"))
    if finding.severity is not Severity.ERROR or found is None or found[0].name not in kinds:
        return False
    kind, told = found
    of_study = kind.pattern.startswith("studies/")
    return (
        not of_study
        or study is None
        or study in (told.get("study"), told.get("id") if kind.name == "study" else None)
    )
