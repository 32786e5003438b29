"""A comparison that fails never says that nothing changed."""

from __future__ import annotations

import pytest

from remit.review.reviewing import Review, review
from tests.review.playbook import DAY, MASTER, ORDER, TRANSFER, backwards, edited, files, reviewed, side

BROKEN = b"title: [unclosed\n"


def missed(review: Review) -> list[tuple[str, str]]:
    return [(one.what, one.side) for one in review.not_compared]


@pytest.mark.parametrize("path", [ORDER, TRANSFER, MASTER, "data/roles.yaml", "data/governance.yaml"])
def test_a_file_that_cannot_be_read_is_neither_removed_nor_unchanged(path: str) -> None:
    for found in (reviewed({**files(), path: BROKEN}), backwards({**files(), path: BROKEN})):
        assert found.changes == ()
        assert len(found.not_compared) == 1
        assert found.not_compared[0].side == "after"
        assert found.not_compared[0].where.file == path
        assert not found.complete
        assert not found.clean


def test_documents_of_a_record_that_cannot_be_read_are_not_compared() -> None:
    found = reviewed({**files(), ORDER: BROKEN})
    assert [(one.id, one.state) for one in found.documents if one.id == "wo-101"] == [
        ("wo-101", "not compared")
    ]


def test_one_record_that_cannot_be_read_does_not_hide_the_others() -> None:
    tree = edited(
        files(),
        "data/roles.yaml",
        "    team: full\n    function: Quality",
        "    team: everybody\n    function: Quality",
    )
    tree = edited(tree, "data/roles.yaml", "title: CRO project manager", "title: CRO project lead")
    found = reviewed(tree)
    assert [one.rule for one in found.changes] == ["CHG-603"]
    assert [one.what for one in found.not_compared] == ["roles", "roles, roles.sponsor-quality-lead"]


def test_what_cannot_be_read_on_either_side_is_said_unless_the_file_is_the_same() -> None:
    tree = {**files(), ORDER: BROKEN}
    before = side(tree, "before")
    same = review(before, side(tree, "after", before), DAY)
    assert same.not_compared == ()
    other = review(before, side({**tree, ORDER: BROKEN + b"# edited\n"}, "after", before), DAY)
    assert [one[0] for one in missed(other)] == ["work order wo-101", "work order wo-101"]


def test_a_clause_that_cannot_be_read_is_not_compared() -> None:
    path = "contract_templates/clauses/payment.md"
    found = reviewed({**files(), path: b"---\nid: [\n---\n"})
    assert [one.what for one in found.not_compared] == [path]
    assert not found.clean


def test_a_document_that_cannot_be_printed_is_not_compared() -> None:
    tree = edited(files(), "contract_templates/work_order.md", "{{ sponsor.name }}", "{{ sponsor.nickname }}")
    found = reviewed(tree)
    documents = {one.id: one for one in found.documents}
    assert documents["wo-101"].state == "not compared"
    assert "nickname" in documents["wo-101"].reason
    assert not found.complete


def test_without_its_own_file_the_playbook_names_no_approvers_and_a_review_says_so() -> None:
    tree = {**edited(files(), MASTER, "payment_terms: 45", "payment_terms: 60"), "data/playbook.yaml": BROKEN}
    found = reviewed(tree)
    assert [one.what for one in found.not_compared] == ["playbook"]
    assert [one.roles for one in found.approvals if one.changes] == [("sponsor-finance",)]
