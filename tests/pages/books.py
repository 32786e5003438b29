"""Books for tests: the invented workspace tests/workspaces/minimal, as it is or changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from remit.load.locate import locate, placer
from remit.load.records import read_records
from remit.load.tree import Tree, read_folder
from remit.load.yaml import parse
from remit.model.catalogue import file_kind
from remit.model.fields import ListOf, MapOf, RecordOf, Scalar, Shape, definition
from remit.pages.book import Book, Clause, Download, Position, RuleText
from remit.pages.written import read_written

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "tests" / "workspaces" / "minimal"
DIGEST = "0a" * 32

RULE = RuleText(
    id="RACI-001",
    title="An activity has exactly one accountable role.",
    severity="error",
    family="Responsibilities",
    page="An activity has exactly one accountable role.\n\nWhy: two captains.\n\nWrong:\n    accountable: [a, b]\n\n"
    "Right:\n    accountable: [a]\n\nSource: contract practice",
)
CLAUSE = Clause(
    id="confidentiality",
    title="Confidentiality",
    version="1.0",
    owner="sponsor-project-manager",
    positions=(
        Position(
            id="standard", approver="", wording="1. Each party keeps {{ master.term }} secret. {#secret}\n"
        ),
        Position(id="fallback-1", approver="sponsor-executive", wording="1. As clause [@secret] says.\n"),
    ),
    unacceptable="No time limit at all.",
    file="contract_templates/clauses/confidentiality.md",
)
DOWNLOAD = Download(name="al-101/work-order.docx", content=b"PK, a Word file for the test", digest=DIGEST)
WRITTEN = {
    "playbook/index.md": "# Home\n\nThis text stands on the first page of {{ playbook.title }}.\n",
    "playbook/10-how-to-read.md": "# How to read this playbook\n\nBegin with *your role*.\n",
}


def minimal() -> dict[str, bytes]:
    """The files of the smallest sound playbook."""
    tree, findings = read_folder(MINIMAL, "data", (".yaml",))
    assert not findings
    return dict(tree)


def make_book(tree: Tree | None = None, **more: Any) -> Book:
    """A book of the files with a rule, a clause, a Word file and two hand-written pages around them."""
    files = minimal() if tree is None else tree
    ledger, found = read_records(files)
    written, problems = read_written(WRITTEN, ledger)
    values: dict[str, Any] = {
        "ledger": ledger,
        "findings": locate((*found, *problems), files),
        "rules": (RULE,),
        "clauses": (CLAUSE,),
        "downloads": (DOWNLOAD,),
        "written": written,
        "locate": placer(files),
    }
    return Book(**{**values, **more})


def with_texts(tree: Tree, change: Callable[[str], str]) -> dict[str, bytes]:
    """The files with every free text changed: those that the definitions call text and that refer to nothing."""
    changed = {}
    for path, data in tree.items():
        found = file_kind(path.removeprefix("data/"))
        assert found
        document, problems = parse(path, data)
        assert not problems
        changed[path] = json.dumps(_changed(RecordOf(found[0].cls), document, change)).encode()
    return changed


def _changed(shape: Shape, node: Any, change: Callable[[str], str]) -> Any:
    match shape:
        case Scalar(name="text") if isinstance(node, str):
            return change(node)
        case RecordOf(cls) if isinstance(node, Mapping):
            fields = {field.name: field for field in definition(cls)}
            fixed = {
                name
                for name, field in fields.items()
                if field.refers or name in ("email", "currency", "signatory", "country")
            }
            return {
                name: value
                if name in fixed or name == "countries"
                else _changed(fields[name].shape, value, change)
                for name, value in node.items()
            }
        case MapOf(of) if isinstance(node, Mapping):
            return {key: _changed(of, value, change) for key, value in node.items()}
        case ListOf(of) if isinstance(node, list):
            return [_changed(of, value, change) for value in node]
    return node


def visible(markup: str) -> str:
    """What a reader sees of HTML: no tags, entities resolved, white space as one space."""
    from html import unescape

    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", markup))).strip()
