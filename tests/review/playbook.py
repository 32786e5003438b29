"""The invented playbook of the reviews: three workspaces laid together, with a few words changed, and states made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from remit.documents.templates import HOUSE, read_templates
from remit.load.tree import Tree, read_folder
from remit.model.ledger import Ledger
from remit.pipeline import Loaded, judge
from remit.review.reviewing import Review, review
from remit.review.sides import Side
from remit.word.house import house_bytes
from remit.workspace import Workspace
from tests.rules.workspace import minimal

REVIEWED = Path(__file__).parents[1] / "workspaces" / "reviewed"
ROLES = "data/roles.yaml"
ORDER = "data/studies/al-101/work_orders/wo-101.yaml"
TRANSFER = "data/studies/al-101/transfer.yaml"
MASTER = "data/agreements/master/msa-bright.yaml"
DAY = dt.date(2026, 3, 2)


@cache
def files() -> Mapping[str, bytes]:
    """Every file of the playbook, records and templates."""
    data, findings = read_folder(REVIEWED, "data", (".yaml",))
    wording, more = read_folder(REVIEWED, "contract_templates", (".md",))
    assert not findings
    assert not more
    base = minimal()
    roles = base[ROLES] + data[ROLES].removeprefix(b"roles:\n")
    return {**base, **data, ROLES: roles, **wording, HOUSE: house_bytes()}


def edited(tree: Tree, path: str, old: str, new: str) -> dict[str, bytes]:
    """The files with other words in one of them; ``old`` must stand there exactly once."""
    text = tree[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return {**tree, path: text.replace(old, new).encode()}


_LOADED: dict[int, tuple[Tree, Loaded]] = {}


def side(tree: Tree, name: str = "state", like: Side | None = None) -> Side:
    """A state made of files; templates and records that are the same as in ``like`` are shared with it."""
    records = {path: data for path, data in tree.items() if path.endswith(".yaml")}
    texts = {path: data for path, data in tree.items() if path not in records}
    workspace = Workspace(Path("/nowhere"))
    before = Loaded(workspace, like.tree, like.ledger, ()) if like else None
    loaded = judge(workspace, records, like=before)
    if like is not None and dict(like.templates.files) == texts:
        templates, wording = like.templates, like.wording
    else:
        templates, wording = read_templates(texts)
    return Side(
        name=name,
        ledger=loaded.ledger,
        tree=records,
        templates=templates,
        findings=loaded.findings,
        wording=wording,
    )


@cache
def base() -> Side:
    """The playbook as it stands."""
    return side(files(), "before")


def reviewed(tree: Tree) -> Review:
    """The review of other files against the playbook as it stands."""
    return review(base(), side(tree, "after", base()), DAY)


def backwards(tree: Tree) -> Review:
    """The same change, undone."""
    return review(side(tree, "after", base()), base(), DAY)


def ledger() -> Ledger:
    """The records of the playbook as it stands."""
    return base().ledger


def table(name: str) -> list[dict[str, Any]]:
    """The entries of a data file beside this one."""
    path = Path(__file__).with_name(name)
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
