"""The invented workspaces minimal and outsourced of tests/workspaces, laid together, with a few words changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from remit.findings import Finding
from remit.load.locate import locate
from remit.load.records import read_records
from remit.load.tree import Tree, read_folder
from remit.load.yaml import parse
from remit.model.in_force import in_force
from remit.rules import check, settle

NEW_YEAR = dt.date(2026, 1, 1)
WORKSPACES = Path(__file__).parents[1] / "workspaces"


def minimal() -> dict[str, bytes]:
    """The files of the smallest sound playbook, and those that follow one study through its whole life."""
    files: dict[str, bytes] = {}
    for name in ("minimal", "outsourced"):
        tree, findings = read_folder(WORKSPACES / name, "data", (".yaml",))
        assert not findings
        files |= tree
    return files


def judge(tree: Tree, as_of: dt.date | None = None) -> tuple[Finding, ...]:
    """All findings of records and rules, with their places; suppressions as of the first day of 2026."""
    ledger, findings = read_records(tree)
    if as_of:
        ledger = in_force(ledger, as_of)
    settled = settle((*findings, *check(ledger)), ledger, as_of or NEW_YEAR)
    return locate(settled.findings, tree)


def document(tree: Tree, path: str) -> Any:
    """A file's mapping with text values, or an empty one."""
    found, findings = parse(path, tree.get(path, b""))
    assert not findings, findings
    return found or {}


def changed(tree: Tree, example: str) -> Tree:
    """The tree with an example of a rule's page laid over it.

    The example's first line names the file (# data/...). Its mappings are merged into the file's, its other values
    take the place of what is there, and an empty value removes. An example with nothing but the name removes the file.
    """
    first, _, text = example.partition("\n")
    path = first.removeprefix("# ")
    patch, findings = parse(path, text.encode())
    assert not findings, findings
    if patch is None:
        return {name: data for name, data in tree.items() if name != path}
    assert isinstance(patch, dict)
    return {**tree, path: json.dumps(_merged(document(tree, path), patch), ensure_ascii=False).encode()}


def _merged(base: Any, patch: Mapping[str, Any]) -> Any:
    merged = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict):
            merged[key] = _merged(merged.get(key), value)
        else:
            merged[key] = value
    return merged
