"""A clause that got another id is the same clause: in templates, in the choices of records, and for those who approve it."""

from __future__ import annotations

import datetime as dt

from remit.documents.origin import Stamp
from remit.review.redlining import redlines
from remit.review.reviewing import review as review_of
from tests.review.playbook import DAY, ORDER, backwards, edited, files, reviewed, side
from tests.word.redline.settling import said

OLD, NEW = "contract_templates/clauses/payment.md", "contract_templates/clauses/paying.md"
WHEN = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
TEMPLATE = "contract_templates/work_order.md"


def renamed(*, declared: bool = True) -> dict[str, bytes]:
    """The clause of payment under another id everywhere."""
    tree = dict(edited(files(), TEMPLATE, "::: clause payment", "::: clause paying"))
    tree[NEW] = tree.pop(OLD).replace(
        b"id: payment\n", b"id: paying\nwas: [payment]\n" if declared else b"id: paying\n"
    )
    return tree


def test_a_declared_rename_is_one_editorial_change() -> None:
    review = reviewed(renamed())
    (change,) = review.changes
    assert (change.rule, change.weight.value, change.file) == ("CHG-827", "editorial", "clause")
    assert (change.record, change.old, change.new) == ("paying", "payment", "paying")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.file, change.after.file) == (OLD, NEW)
    assert review.documents == ()
    assert review.clean


def test_it_reads_backwards_as_a_rename() -> None:
    review = backwards(renamed())
    assert [(one.rule, one.old, one.new) for one in review.changes] == [("CHG-827", "paying", "payment")]


def test_a_rename_that_nobody_declares_is_another_clause() -> None:
    rules = {one.rule for one in reviewed(renamed(declared=False)).changes}
    assert {"CHG-821", "CHG-822"} <= rules


def test_what_else_changed_is_told_under_the_new_id_and_asks_the_same_people() -> None:
    longer = edited(renamed(), NEW, "Late amounts bear", "Amounts that are late bear")
    review = reviewed(longer)
    assert sorted(one.rule for one in review.changes) == ["CHG-823", "CHG-827"]
    assert {one.record for one in review.changes} == {"paying"}
    asked = {role: reason for one in review.approvals for role in one.roles for reason in one.reasons}
    assert "sponsor-finance" in asked
    assert any("clause paying" in reason for one in review.approvals for reason in one.reasons)


def test_the_chosen_position_stays_chosen() -> None:
    chosen, left = (
        files()[ORDER] + f"positions:\n  {topic}: fallback-1\n".encode() for topic in ("payment", "paying")
    )
    before, after = side({**files(), ORDER: chosen}), side({**renamed(), ORDER: left})
    assert [one.rule for one in review_of(before, after, DAY).changes] == ["CHG-827"]


def test_another_position_asks_its_approver_under_the_new_id() -> None:
    review = reviewed({**renamed(), ORDER: files()[ORDER] + b"positions:\n  paying: fallback-1\n"})
    (choice,) = (one for one in review.changes if one.rule == "CHG-811")
    assert choice.path == ("positions", "paying")
    assert "sponsor-executive" in {role for one in review.approvals for role in one.roles}


def test_an_earlier_id_that_is_still_a_clause_is_wrong() -> None:
    tree = {**files(), NEW: renamed()[NEW]}
    review = reviewed(tree)
    assert "TPL-017" in {one.rule for one in review.new_findings}
    assert not any(one.rule == "CHG-827" for one in review.changes)


def test_its_words_are_marked_not_the_whole_clause() -> None:
    review = reviewed(edited(renamed(), NEW, "Late amounts bear", "Amounts that are late bear"))
    made = list(redlines(review, Stamp("0123456789ab"), "Mara Quill", WHEN))
    assert made
    for one in made:
        assert one.data is not None
        accepted, rejected = said(one.data, "accept"), said(one.data, "reject")
        assert len(accepted) == len(rejected)
        assert sum(a != b for a, b in zip(accepted, rejected, strict=True)) == 1
