"""`remit verify` of documents that were printed with a Word template of a company's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.printing import built, playbook, run
from tests.documents.test_own import word_template
from tests.oracles import assert_valid_docx
from tests.oracles.saving import saved_again
from tests.word.edited import edited, replaced


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = playbook(tmp_path)
    (root / "contract_templates" / "work_order.md").unlink()
    words = "Work order {{ work_order.number }}", "{{ cro.name }} works until {{ work_order.end|date }}."
    (root / "contract_templates" / "work_order.docx").write_bytes(word_template(*words))
    return root


def state(root: Path, path: Path) -> str:
    (found,) = json.loads(run("verify", path, "--root", root, "--format", "json").stdout)["files"]
    return str(found["state"])


def test_as_printed_and_saved_again(root: Path) -> None:
    document = built(root)
    assert state(root, document) == "untouched"
    document.write_bytes(saved_again(document.read_bytes()))
    assert state(root, document) == "resaved"


def test_a_changed_date_is_found(root: Path) -> None:
    document = built(root)
    document.write_bytes(edited(document.read_bytes(), replaced("31 December 2027", "30 December 2027")))
    assert state(root, document) == "edited"


def test_the_file_stays_valid(root: Path) -> None:
    assert_valid_docx(built(root))


def test_what_is_printed_twice_is_equal(root: Path) -> None:
    first = built(root).read_bytes()
    assert built(root).read_bytes() == first
