"""A record that got another id is the same record, and so is whatever names it."""

from __future__ import annotations

from remit.review.words import advice
from tests.review.playbook import ORDER, TRANSFER, backwards, edited, files, reviewed

ROLE, NEW = "cro-cra", "cro-monitor"


def renamed(tree: dict[str, bytes], *, declared: bool = True) -> dict[str, bytes]:
    """The role of the monitor under another id everywhere."""
    out = {
        path: data.replace(ROLE.encode(), NEW.encode()) if path.endswith(".yaml") else data
        for path, data in tree.items()
    }
    if declared:
        out = edited(
            out,
            "data/roles.yaml",
            "    qualification: Two years of monitoring\n",
            f"    qualification: Two years of monitoring\n    was: [{ROLE}]\n",
        )
    return out


def test_a_declared_rename_is_one_editorial_change() -> None:
    review = reviewed(renamed(dict(files())))
    (change,) = review.changes
    assert (change.rule, change.weight.value) == ("CHG-207", "editorial")
    assert (change.old, change.new, change.path) == (ROLE, NEW, ("roles", NEW))
    assert review.documents == ()
    assert review.approvals == ()
    assert review.clean


def test_a_rename_reads_backwards_as_a_rename() -> None:
    review = backwards(renamed(dict(files())))
    assert [(one.rule, one.old, one.new) for one in review.changes] == [("CHG-207", NEW, ROLE)]


def test_a_rename_that_nobody_declares_is_a_removal_and_an_addition() -> None:
    rules = [one.rule for one in reviewed(renamed(dict(files()), declared=False)).changes]
    assert {"CHG-201", "CHG-202"} <= set(rules)
    assert len(rules) > 10


def test_a_rename_that_was_forgotten_is_guessed() -> None:
    review = reviewed(renamed(dict(files()), declared=False))
    assert [(one.path, other.path) for one, other in review.lookalikes] == [(("roles", ROLE), ("roles", NEW))]
    assert advice(*review.lookalikes[0]).startswith("'cro-monitor' is 'cro-cra' under another id")
    assert reviewed(renamed(dict(files()))).lookalikes == ()


def test_a_renamed_record_can_change_as_well() -> None:
    tree = edited(
        renamed(dict(files())), "data/roles.yaml", "title: Clinical research associate", "title: Site monitor"
    )
    review = reviewed(tree)
    assert sorted(one.rule for one in review.changes) == ["CHG-207", "CHG-603"]
    assert {one.id for one in review.documents} == {"wo-101", "qa-bright"}


def test_an_earlier_id_that_is_still_used_is_no_rename() -> None:
    tree = edited(
        dict(files()),
        "data/roles.yaml",
        "    qualification: Two years of monitoring\n",
        "    qualification: Two years of monitoring\n    was: [cro-executive]\n",
    )
    review = reviewed(tree)
    assert review.changes == ()
    assert [one.rule for one in review.new_findings] == ["ID-002"]


def test_two_renames_later_it_is_still_the_same_record() -> None:
    tree = {
        path: data.replace(ROLE.encode(), b"cro-watcher") if path.endswith(".yaml") else data
        for path, data in files().items()
    }
    tree = edited(
        tree,
        "data/roles.yaml",
        "    qualification: Two years of monitoring\n",
        f"    qualification: Two years of monitoring\n    was: [{ROLE}, {NEW}]\n",
    )
    assert [(one.rule, one.old, one.new) for one in reviewed(tree).changes] == [
        ("CHG-207", ROLE, "cro-watcher")
    ]


def test_a_renamed_document_is_the_same_document() -> None:
    tree = dict(files())
    data = tree.pop(ORDER)
    tree["data/studies/al-101/work_orders/wo-first.yaml"] = data + b"was: [wo-101]\n"
    tree = {
        path: content.replace(b"work_order: wo-101", b"work_order: wo-first")
        for path, content in tree.items()
    }
    review = reviewed(tree)
    assert [(one.rule, one.record, one.old, one.new) for one in review.changes] == [
        ("CHG-327", "wo-first", "wo-101", "wo-first")
    ]
    assert [one.state for one in review.documents] == []


def test_a_renamed_study_takes_its_files_with_it() -> None:
    tree = {}
    for path, data in files().items():
        moved = path.replace("studies/al-101/", "studies/al-102/")
        tree[moved] = data.replace(b"data/studies/al-101/", b"data/studies/al-102/")
    path = "data/studies/al-102/study.yaml"
    tree[path] = tree[path] + b"was: [al-101]\n"
    review = reviewed(tree)
    rules = sorted((one.rule, one.file) for one in review.changes)
    assert ("CHG-107", "study") in rules
    assert all(one.file in ("study", "playbook") for one in review.changes), rules
    assert {one.id for one in review.documents} <= {"wo-101", "co-01", "transfer-al-102", "qa-bright"}


def test_the_key_of_a_mapping_follows_the_record_that_it_names() -> None:
    tree = {
        path: data.replace(b"us312-56a", b"us312-56-a") if path.endswith(".yaml") else data
        for path, data in files().items()
    }
    path = "data/obligations/us-21cfr312.yaml"
    tree = edited(
        tree,
        path,
        "    citation: 21 CFR 312.56(a)\n",
        "    citation: 21 CFR 312.56(a)\n    was: [us312-56a]\n",
    )
    review = reviewed(tree)
    assert [(one.rule, one.file) for one in review.changes] == [("CHG-137", "regime")]
    assert TRANSFER in tree


SIGNATORY, CHIEF = b"managing-director", b"chief-executive"


def other_signatories(*, left: str = "") -> dict[str, bytes]:
    """Signatories under another id, which only the words of signatures name; ``left``: a file that keeps the old one."""
    entry, now = SIGNATORY + b":\n", CHIEF + b":\n    was: [" + SIGNATORY + b"]\n"
    return {
        path: data
        if path == left
        else data.replace(b"  " + entry, b"  " + now).replace(b": " + SIGNATORY, b": " + CHIEF)
        for path, data in files().items()
    }


def test_a_name_to_which_nothing_declares_a_reference_follows_its_entry() -> None:
    review = reviewed(other_signatories())
    assert {(one.rule[-1], one.old, one.new) for one in review.changes} == {
        ("7", SIGNATORY.decode(), CHIEF.decode())
    }
    assert all(one.file == "party" for one in review.changes)


def test_it_does_not_where_another_entry_still_has_the_id() -> None:
    review = reviewed(other_signatories(left="data/parties/aldena.yaml"))
    assert any(one.path[-1] == "signatory" for one in review.changes)
