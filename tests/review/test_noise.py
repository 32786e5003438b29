"""What means nothing is no change: reordering, reformatting, comments, the same value written differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.playbook import ORDER, backwards, base, edited, files, reviewed, table

NOISE = table("noise.yaml")


def noisy(entry: dict[str, Any]) -> dict[str, bytes]:
    path = entry["in"] if entry["in"].startswith("contract_templates/") else f"data/{entry['in']}"
    return edited(files(), path, entry["was"], entry["now"])


@pytest.mark.parametrize("entry", NOISE, ids=[entry["why"] for entry in NOISE])
def test_noise_is_no_change(entry: dict[str, Any]) -> None:
    tree = noisy(entry)
    for review in (reviewed(tree), backwards(tree)):
        assert review.changes == ()
        assert [one.id for one in review.documents if one.state != "order"] == []
        assert review.approvals == ()
        assert review.clean


def test_all_noise_together_is_no_change() -> None:
    tree = dict(files())
    for entry in NOISE:
        path = entry["in"] if entry["in"].startswith("contract_templates/") else f"data/{entry['in']}"
        if tree[path].decode().count(entry["was"]) == 1:
            tree = edited(tree, path, entry["was"], entry["now"])
    assert sum(tree[path] != data for path, data in files().items()) >= 10
    assert reviewed(tree).clean


def test_windows_line_ends_are_no_change() -> None:
    tree = {
        path: data if path.endswith(".docx") else data.replace(b"\n", b"\r\n")
        for path, data in files().items()
    }
    assert reviewed(tree).clean


def test_a_file_with_a_byte_order_mark_is_no_change() -> None:
    assert reviewed({**files(), ORDER: b"\xef\xbb\xbf" + files()[ORDER]}).changes == ()


def test_lines_in_another_order_print_the_same_in_another_order() -> None:
    visits = (
        "  visits:\n    service: site-monitoring\n    description: Monitoring visits\n    unit: visit\n    quantity: 100\n"
        "    unit_price: 4000 USD\n    amount: 400000 USD\n"
    )
    text = files()[ORDER].decode()
    assert visits in text
    moved = text.replace(visits, "").replace("pass_through:\n  grants", f"{visits}pass_through:\n  grants")
    review = reviewed({**files(), ORDER: moved.encode()})
    assert review.changes == ()
    assert [(one.id, one.state, one.needs, one.changes) for one in review.documents] == [
        ("wo-101", "order", "", ())
    ]
    assert review.clean


def test_an_order_that_means_something_is_a_change() -> None:
    tree = dict(files())
    text = tree["data/escalation.yaml"].decode()
    head, _, rest = text.partition("ladder:\n")
    first, _, after = rest.partition("  l2:\n")
    second, _, end = after.partition("after_ladder:")
    tree["data/escalation.yaml"] = f"{head}ladder:\n  l2:\n{second}{first}after_ladder:{end}".encode()
    review = reviewed(tree)
    assert [(one.rule, one.weight.value, one.old, one.new) for one in review.changes] == [
        ("CHG-286", "minor", "l1, l2", "l2, l1")
    ]


def test_the_playbook_itself_holds_no_change() -> None:
    assert reviewed(files()).clean
    assert base().findings
