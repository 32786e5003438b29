"""A study whose record is there, but not whole: which is something else than a study that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from remit.findings import Finding, Related, Severity, Where, error
from remit.model.catalogue import FILE_KINDS
from remit.model.studies import Study


def incomplete(id: str, findings: Iterable[Finding]) -> Finding:
    """That the record of a study cannot be used yet, at the first thing that is wrong in it; the others are related."""
    kind = next(kind for kind in FILE_KINDS if kind.cls is Study)
    file = f"data/{kind.pattern.format(id=id)}"
    wrong = [one for one in findings if one.where.file == file and one.severity is Severity.ERROR]
    if not wrong:
        return error(
            "NEW-006", f"the record of study '{id}' cannot be read", Where(file), "see 'remit check'"
        )
    first, *others = wrong
    state = "not complete" if first.rule == "SHAPE-002" else "cannot be used"
    message = f"the record of study '{id}' is there, but {state}: {first.message}"
    hint = "add what is missing and run the command again; 'remit check' says what belongs where"
    return error("NEW-006", message, first.where, hint, [Related(one.message, one.where) for one in others])
