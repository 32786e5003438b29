"""Every document that the shipped playbook calls for is judged by those who had no part in making it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracles import assert_valid_docx, pdf_text

ROOT = Path(__file__).parents[2]
CONTRACT_RECORDS = ("studies/*/work_orders/*.yaml", "studies/*/transfer.yaml", "agreements/quality/*.yaml")
pytestmark = pytest.mark.xdist_group("printed documents")  # printed once, not once in each worker


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All documents, as `remit build` prints them."""
    folder = tmp_path_factory.mktemp("documents")
    remit = Path(sys.executable).with_name("remit")
    command = [remit, "build", "--root", ROOT, "--out", folder]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    documents = sorted(folder.rglob("*.docx"))
    called_for = [record for pattern in CONTRACT_RECORDS for record in (ROOT / "data").glob(pattern)]
    assert len(documents) >= len(called_for) > 0
    return documents


def test_three_validators_find_nothing(printed: list[Path]) -> None:
    assert_valid_docx(printed)


@pytest.mark.libreoffice
def test_libreoffice_prints_every_reference(printed: list[Path]) -> None:
    for document in printed:
        text = pdf_text(document)
        assert document.stem.casefold() in text.casefold(), f"{document.name} does not print its own id"
        assert "Reference source not found" not in text, document.name
