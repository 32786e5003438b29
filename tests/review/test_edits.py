"""A table of edits: each is reported with exactly the kinds, weights, documents and approvers that a reader expects."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from remit.review.edits import Edit
from remit.review.reviewing import Review
from tests.review.playbook import backwards, edited, files, reviewed, table

EDITS = table("edits.yaml")
NAMES = [f"{number} {entry['in']} {entry['now'][:30]!r}" for number, entry in enumerate(EDITS, 1)]
by_entry = pytest.mark.parametrize("entry", EDITS, ids=NAMES)


def changed(entry: dict[str, Any]) -> dict[str, bytes]:
    path = entry["in"] if entry["in"].startswith("contract_templates/") else f"data/{entry['in']}"
    tree = edited(files(), path, entry["was"], entry["now"])
    return edited(tree, path, **_other(entry["and"])) if "and" in entry else tree


def _other(entry: dict[str, str]) -> dict[str, str]:
    return {"old": entry["was"], "new": entry["now"]}


def told(review: Review) -> list[str]:
    return sorted(f"{one.rule} {'.'.join(map(str, one.path))} {one.weight.value}" for one in review.changes)


def expected(entry: dict[str, Any], *, back: bool = False) -> list[str]:
    lines = []
    for line in entry["changes"]:
        rule, _, rest = line.partition(" ")
        path, _, weights = rest.rpartition(" ")
        forwards, backwards = weights.split("/")
        rule = f"{rule[:6]}{Edit(int(rule[6])).mirror.value}" if back else rule
        lines.append(f"{rule} {path} {backwards if back else forwards}")
    return sorted(lines)


def documents(review: Review) -> dict[str, str]:
    return {
        one.id: "not compared" if one.state == "not compared" else one.needs or "-"
        for one in review.documents
    }


def test_there_are_enough_of_every_kind() -> None:
    assert len(EDITS) >= 120
    subjects = Counter(line.split()[0][4] for entry in EDITS for line in entry["changes"])
    assert set(subjects) == set("123456789")


@by_entry
def test_an_edit_is_told_with_its_kinds_weights_documents_and_approvers(entry: dict[str, Any]) -> None:
    review = reviewed(changed(entry))
    assert told(review) == expected(entry)
    assert documents(review) == entry["documents"]
    assert sorted(" or ".join(one.roles) for one in review.approvals) == sorted(entry["approvers"])
    assert review.not_compared == ()
    assert not review.clean or not entry["approvers"]


@by_entry
def test_the_same_edit_undone_is_its_mirror(entry: dict[str, Any]) -> None:
    forwards, back = reviewed(changed(entry)), backwards(changed(entry))
    assert told(back) == expected(entry, back=True)
    assert {one.id for one in forwards.documents} == {one.id for one in back.documents}
    assert {(one.old, one.new, one.before, one.after) for one in forwards.changes} == {
        (one.new, one.old, one.after, one.before) for one in back.changes
    }
    assert {one.message for one in forwards.new_findings} == {one.message for one in back.fixed_findings}
