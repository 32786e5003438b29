"""A clause whose owner or approver does not exist could be approved by nobody, and the check says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.recheck import check
from remit.workspace import Workspace
from tests.rules.workspace import minimal

CLAUSE = "contract_templates/clauses/cap.md"


def found(root: Path, owner: str, positions: str) -> list[tuple[str, str]]:
    head = f'---\nid: cap\ntitle: Cap\nversion: "1"\nowner: {owner}\npositions: {positions}\n---\n'
    text = f"{head}## standard\n\n1. Capped.\n\n## fallback-1\n\n1. Not capped.\n"
    for path, data in {**minimal(), CLAUSE: text.encode()}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    told = check(Workspace(root))[1]
    assert check(Workspace(root))[1] == told
    return [(one.message, one.hint) for one in told if one.rule == "TPL-017" and one.where.file == CLAUSE]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "book"


def test_roles_that_exist_are_in_order(root: Path) -> None:
    positions = "[{id: standard}, {id: fallback-1, approver: sponsor-executive}]"
    assert found(root, "sponsor-quality-lead", positions) == []


def test_a_misspelt_role_is_found(root: Path) -> None:
    positions = "[{id: standard}, {id: fallback-1, approver: sponsor-executiv}]"
    assert found(root, "sponsor-qualty-lead", positions) == [
        (
            "there is no role 'sponsor-executiv', named as the approver of the position 'fallback-1'",
            "did you mean 'sponsor-executive'?",
        ),
        (
            "there is no role 'sponsor-qualty-lead', named as the owner of this clause",
            "did you mean 'sponsor-quality-lead'?",
        ),
    ]


def test_a_fallback_that_nobody_approves_is_found(root: Path) -> None:
    (one,) = found(root, "sponsor-quality-lead", "[standard, fallback-1]")
    assert one[0] == "nobody is named as the approver of the position 'fallback-1'"
    assert "approver:" in one[1]


def test_where_the_roles_cannot_be_read_nothing_is_said_of_them(root: Path) -> None:
    (root / "data").mkdir(parents=True)
    tree = minimal()
    assert found(root, "nobody", "[standard, {id: fallback-1, approver: nobody}]")
    (root / "data/roles.yaml").write_bytes(tree["data/roles.yaml"] + b"\troles")
    assert not [one for one in check(Workspace(root))[1] if one.where.file == CLAUSE]
