"""Where records have their place, and how pages link to it."""

from __future__ import annotations

import pytest

from remit.pages.addresses import address, relative, relative_file


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("roles/cra", "index", "roles/cra.html"),
        ("roles/cra", "roles/index", "cra.html"),
        ("index", "roles/cra", "../index.html"),
        ("studies/s1#wo", "studies/s1/schedule", "../s1.html#wo"),
        ("raci#x", "raci", "#x"),
    ],
)
def test_links_are_relative_to_the_page(target: str, page: str, expected: str) -> None:
    assert relative(target, page) == expected


def test_files_keep_their_ending() -> None:
    assert relative_file("documents/files/a.docx", "documents/index") == "files/a.docx"


@pytest.mark.parametrize("id", ["index", "con", "aux", "lpt1"])
def test_an_id_that_some_system_cannot_have_as_a_file_name_gets_another(id: str) -> None:
    assert address("role", id) == f"roles/{id}-page"


def test_parts_of_a_record_stand_on_the_page_of_the_whole() -> None:
    assert address("activity", "call-sites", "monitoring") == "services/monitoring#call-sites"
    assert address("step", "l1") == "governance/escalation#step-l1"
    assert address("signing", "x") is None
