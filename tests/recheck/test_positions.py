"""A clause position that the template does not have is found by the check, and never printed at another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.recheck import check
from remit.recheck.positions import without_position
from remit.workspace import Workspace
from tests.rules.workspace import minimal

ORDER = "data/studies/al-101/work_orders/wo-101.yaml"
CLAUSES = {("work_order", ""): {"liability-cap": ("standard", "fallback-1"), "payment-terms": ("standard",)}}
LINE = minimal()[ORDER].count(b"\n") + 2


def found(choices: str, language: str = "") -> list[tuple[int | None, int | None, str, str]]:
    tree = {**minimal(), ORDER: minimal()[ORDER] + f"positions: {choices}\n{language}".encode()}
    told = without_position(tree, CLAUSES)
    assert {(one.rule, one.where.file) for one in told} <= {("TPL-010", ORDER)}
    return [(one.where.line, one.where.column, one.message, one.hint) for one in told]


def test_positions_of_the_library_are_in_order() -> None:
    assert found("\n  liability-cap: fallback-1\n  payment-terms: standard\n") == []


def test_a_misspelt_clause_is_found_where_it_is_named() -> None:
    (one,) = found("\n  payment-term: standard\n")
    assert one[:2] == (LINE, 3)
    assert one[2] == (
        "a position is chosen for 'payment-term', but the template of a work order prints no such clause"
    )
    assert one[3] == "did you mean 'payment-terms'?"


def test_a_misspelt_position_is_found_where_it_is_chosen() -> None:
    (one,) = found("\n  liability-cap: fallback1\n")
    assert one == (
        LINE,
        18,
        "the clause 'liability-cap' has no position 'fallback1'",
        "its positions are: standard, fallback-1",
    )


@pytest.mark.parametrize("choices", ["[liability-cap]", "liability-cap", "{liability-cap: {a: b}}", "'"])
def test_what_has_another_shape_is_left_to_the_rules_of_shapes(choices: str) -> None:
    assert found(choices) == []


def test_a_document_without_a_template_in_its_language_has_no_clauses_to_compare() -> None:
    assert found("\n  payment-term: standard\n", "language: de\n") == []


def test_it_is_found_again_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    head = '---\nid: cap\ntitle: Cap\nversion: "1"\nowner: o\npositions: [{id: standard}]\n---\n'
    clause = f"{head}## standard\n\n1. Capped.\n"
    template = '---\ntitle: "{{ document.title }}"\nfor: work_order\nfile_name: wo\n---\n# H\n\n::: clause cap\n:::\n'
    files = {
        **minimal(),
        ORDER: minimal()[ORDER] + b"positions: {caps: standard}\n",
        "contract_templates/work_order.md": template.encode(),
        "contract_templates/clauses/cap.md": clause.encode(),
    }
    for path, data in files.items():
        (tmp_path / "book" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "book" / path).write_bytes(data)
    first = check(Workspace(tmp_path / "book"))[1]
    assert [one.hint for one in first if one.rule == "TPL-010"] == ["did you mean 'cap'?"]
    assert check(Workspace(tmp_path / "book"))[1] == first
    order = tmp_path / "book" / ORDER
    order.write_bytes(order.read_bytes().replace(b"caps:", b"capt:"))
    again = check(Workspace(tmp_path / "book"))[1]
    assert [one.message for one in again if one.rule == "TPL-010"] == [
        "a position is chosen for 'capt', but the template of a work order prints no such clause"
    ]
