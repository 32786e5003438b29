"""`remit build --explain`: the values of a document, each with its record and its place."""

from __future__ import annotations

import json
from pathlib import Path

from remit.load.yaml import positions
from tests.cli.printing import playbook, run
from tests.documents.test_own import word_template


def test_every_value_names_the_line_of_its_record(tmp_path: Path) -> None:
    root = playbook(tmp_path)
    result = run("build", "wo-101", "--root", root, "--explain", "--format", "json")
    (document,) = json.loads(result.stdout)["documents"]
    assert document["document"] == "wo-101"
    for value in document["values"]:
        lines = {mark[1] for mark in positions((root / value["path"]).read_bytes()).values()}
        assert (value["line"], value["column"]) in lines
    amount = next(one for one in document["values"] if one["value"] == "USD 400,000")
    assert (amount["field"], amount["formatter"], amount["place"]) == (
        "direct.visits.amount",
        "money_cur",
        "2.1 (Price)",
    )
    assert amount["template"] == "contract_templates/work_order.md"
    text = (root / amount["template"]).read_text().splitlines()[amount["template_line"] - 1]
    assert "line.amount|money_cur" in text


def test_a_value_of_a_word_template_of_the_company_is_found_by_its_words(tmp_path: Path) -> None:
    root = playbook(tmp_path)
    (root / "contract_templates/work_order.md").unlink()
    own = word_template("Order {{ work_order.number }} is placed")
    (root / "contract_templates/work_order.docx").write_bytes(own)
    result = run("build", "wo-101", "--root", root, "--explain")
    printed = "'Order {{ work_order.number }} is placed', contract_templates/work_order.docx"
    assert f"(number); printed: in {printed}\n" in result.stdout


def test_nothing_is_written(tmp_path: Path) -> None:
    root = playbook(tmp_path)
    result = run("build", "--root", root, "--explain")
    assert "'USD 400,000' from data/studies/al-101/work_orders/wo-101.yaml:" in result.stdout
    assert not (root / "build").exists()


def test_a_format_is_only_for_the_list(tmp_path: Path) -> None:
    assert run("build", "--root", playbook(tmp_path), "--format", "json").exit_code == 2
