"""A document without a template in its language is found by the check, at the language that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.findings import Finding
from remit.recheck import check
from remit.recheck.languages import without_template
from remit.workspace import Workspace
from tests.rules.workspace import minimal

ENGLISH = {("work_order", ""), ("quality_agreement", ""), ("transfer", ""), ("change_order", "")}
ORDER = "data/studies/al-101/work_orders/wo-101.yaml"


def told(found: tuple[Finding, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(one.where.file, one.where.line, one.where.column) for one in found]


def test_english_documents_have_the_general_template() -> None:
    assert without_template(minimal(), ENGLISH) == ()


@pytest.mark.parametrize("there", ["de", "de-AT"])
def test_a_document_has_a_template_in_its_language_or_in_the_language_of_all_its_countries(
    there: str,
) -> None:
    tree = {**minimal(), ORDER: minimal()[ORDER] + b"language: de-AT\n"}
    assert without_template(tree, {*ENGLISH, ("work_order", there)}) == ()


def test_a_document_in_another_language_is_found_where_it_names_it() -> None:
    tree = {**minimal(), ORDER: minimal()[ORDER] + b"language: de\n"}
    (found,) = without_template(tree, ENGLISH)
    line = tree[ORDER].count(b"\n")
    assert (found.rule, found.where.file, found.where.line, found.where.column) == (
        "TPL-023",
        ORDER,
        line,
        11,
    )
    assert "no template for a work order in the language 'de'" in found.message
    assert "contract_templates/work_order.de.md" in found.hint


def test_the_language_of_the_playbook_counts_for_documents_that_name_none() -> None:
    book = "data/playbook.yaml"
    tree = {**minimal(), book: minimal()[book] + b"language: pl\n"}
    found = without_template(tree, ENGLISH)
    assert {where for where, _, _ in told(found)} == {book}
    assert any(ORDER in one.message for one in found)


def test_an_english_document_is_not_printed_with_wording_in_another_language() -> None:
    found = without_template(minimal(), {*(ENGLISH - {("work_order", "")}), ("work_order", "de")})
    assert told(found) == [(ORDER, 1, 1)]


def test_a_playbook_need_not_print_every_kind() -> None:
    assert without_template(minimal(), ENGLISH - {("work_order", "")}) == ()


def test_it_is_found_again_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    for path, data in {**minimal(), ORDER: minimal()[ORDER] + b"language: de\n"}.items():
        (tmp_path / "book" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "book" / path).write_bytes(data)
    first = check(Workspace(tmp_path / "book"))[1]
    assert "TPL-023" in {one.rule for one in first}
    assert check(Workspace(tmp_path / "book"))[1] == first
