"""The playbook that the repository ships, read once. Only the tests in this folder read data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.load.records import read_records
from remit.load.tree import read_folder
from remit.model.ledger import Ledger
from remit.workspace import DATA

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """All records of the shipped playbook; reading them must find nothing wrong."""
    tree, files = read_folder(ROOT, DATA, (".yaml", ".yml"))
    records, findings = read_records(tree)
    assert not [f"{f.where.file}: {f.message}" for f in (*files, *findings)]
    return records
