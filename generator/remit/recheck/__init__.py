"""The second check: what was found in files that have not changed is not found again.

Three ways lead to the same findings. If no file has changed since the last check of the same day, its findings stand. If
files of a study have changed, that study is judged anew, with the shared files and the studies that it hangs together with,
and what was found in the others stands. In all other cases everything is judged anew. That the ways agree rests on what
load.linked says of rules, and is tested with random changes and with every example of every rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from remit.findings import Finding, in_order
from remit.frozen import dataclass
from remit.load.memory import digest_of, keep, pack, place_of, recall, tool_stamp, unpack
from remit.load.tree import Tree, read_folder
from remit.workspace import DATA, TEMPLATES, Workspace

if TYPE_CHECKING:
    from remit.documents.clause_roles import Named
    from remit.documents.positions import Clauses


@dataclass(frozen=True, slots=True)
class Checked:
    """The files of a playbook and everything found wrong with them, sorted and located; ``accepted`` is not reported."""

    workspace: Workspace
    tree: Tree
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()


def check(workspace: Workspace) -> tuple[Checked, tuple[Finding, ...]]:
    """What is wrong with the records, and what is wrong with the templates, of a playbook as it stands."""
    place = place_of(workspace.root)
    today = dt.date.today()  # noqa: DTZ011 - the date that the reader's calendar shows
    stamp = f"{tool_stamp()} {today}" if place else ""
    kept = (recall(place, stamp) if place else None) or {}
    records = _records(workspace, kept.get("records"), today)
    templates = _templates(workspace, kept.get("templates"))
    untold = _untold(records, templates, kept)
    now = {"records": records.kept, "templates": templates.kept, "untold": pack(untold)}
    if place and now != kept:
        keep(place, stamp, now)
    return records.checked, in_order((*templates.findings, *untold))


def _untold(records: _OfRecords, templates: _OfTemplates, kept: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What follows from records and templates together; it stands while neither has changed."""
    if records.kept and records.kept is kept.get("records") and templates.kept is kept.get("templates"):
        try:
            return unpack(kept["untold"])
        except (KeyError, ValueError):
            pass
    from remit.recheck.clause_roles import without_role
    from remit.recheck.languages import without_template
    from remit.recheck.positions import without_position

    tree = records.checked.tree
    return (
        *without_template(tree, templates.languages),
        *without_position(tree, templates.clauses),
        *without_role(tree, templates.roles),
    )


# ---- templates ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OfTemplates:
    findings: tuple[Finding, ...]
    languages: frozenset[tuple[str, str]]
    clauses: Mapping[tuple[str, str], Clauses]
    roles: Sequence[Named]
    kept: dict[str, Any]


def _templates(workspace: Workspace, kept: Any) -> _OfTemplates:
    tree, trouble = read_folder(workspace.root, TEMPLATES, (".md", ".docx"))
    digests = _digests(tree)
    if not trouble and _same(kept, digests):
        try:
            languages = frozenset((kind, language) for kind, language in kept["languages"])
            clauses = {(kind, language): dict(of_kind) for kind, language, of_kind in kept["clauses"]}
            roles = [(file, what, role) for file, what, role in kept["roles"]]
            return _OfTemplates(unpack(kept["findings"]), languages, clauses, roles, kept)
        except (KeyError, TypeError, ValueError):
            pass
    from remit.pipeline import check_templates

    findings, templates = check_templates(workspace)
    found = {
        "files": digests,
        "findings": pack(findings),
        "languages": sorted(templates.languages),
        "clauses": [[*key, of_kind] for key, of_kind in sorted(templates.clauses.items())],
        "roles": templates.roles,
    }
    return _OfTemplates(
        findings, templates.languages, templates.clauses, templates.roles, {} if trouble else found
    )


def _digests(tree: Tree) -> dict[str, str]:
    return {path: digest_of(data) for path, data in tree.items()}


def _same(kept: Any, digests: Mapping[str, str]) -> bool:
    return isinstance(kept, dict) and kept.get("files") == digests


# ---- records --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OfRecords:
    checked: Checked
    kept: dict[str, Any]


def _records(workspace: Workspace, kept: Any, today: dt.date) -> _OfRecords:
    tree, trouble = read_folder(workspace.root, DATA, (".yaml", ".yml"))
    digests = _digests(tree)
    if not trouble and _same(kept, digests):
        try:
            found, accepted = unpack(kept["findings"]), unpack(kept["accepted"])
            return _OfRecords(Checked(workspace, tree, found, accepted), kept)
        except (KeyError, ValueError):
            pass
    from remit.recheck.judging import judge

    judged = judge(tree, trouble, kept, digests, today)
    checked = Checked(workspace, tree, judged.findings, judged.accepted)
    if trouble:  # what could not be read has no digest
        return _OfRecords(checked, {})
    found_now = {"findings": pack(judged.findings), "accepted": pack(judged.accepted)}
    return _OfRecords(checked, {"files": digests, **found_now, **judged.kept})
