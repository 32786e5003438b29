"""Whatever is deleted from or changed in a playbook, the rules answer with findings."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.workspace import document, judge, minimal

BASE = {path: document(minimal(), path) for path in minimal()}
OTHER_VALUES: tuple[Any, ...] = (
    None, "", "0", "-1", "no", "USD", "1 USD", "-5 EUR", "0 %", "999 %", "999999999999999", "999999999999999 USD",
    "0 hours", "9 months", "2020-02-29", "9999-12-31",
    "unknown-id", "aldena", "brightwell", "cro-cra", "transferred", "retained", "draft", [], {}, ["x"], [[]], {"a": "b"},
)  # fmt: skip


def places(node: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    if isinstance(node, dict):
        return [(node, key) for key in node] + [place for value in node.values() for place in places(value)]
    if isinstance(node, list):
        return [(node, at) for at in range(len(node))] + [place for value in node for place in places(value)]
    return []


def spoil(documents: dict[str, Any], dice: random.Random) -> None:
    """One deletion, change, exchange or repetition somewhere."""
    path = dice.choice(sorted(documents))
    spots = places(documents[path])
    if not spots or dice.random() < 0.05:
        del documents[path]
        return
    container, key = dice.choice(spots)
    match dice.randrange(4):
        case 0:
            del container[key]
        case 1:
            container[key] = json.loads(json.dumps(dice.choice(OTHER_VALUES)))
        case 2:
            other, there = dice.choice(
                places(documents[dice.choice(sorted(documents))]) or [(container, key)]
            )
            container[key] = json.loads(json.dumps(other[there]))
        case _ if isinstance(container, list):
            container.append(json.loads(json.dumps(container[key])))
        case _:
            container[f"{key}-2"] = json.loads(json.dumps(container[key]))


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_random_damage_gives_findings_and_no_exception(seed: int, count: int) -> None:
    dice = random.Random(seed)
    documents = json.loads(json.dumps(BASE))
    for _ in range(count):
        if documents:
            spoil(documents, dice)
    tree = {path: json.dumps(data, ensure_ascii=False).encode() for path, data in documents.items()}
    for finding in judge(tree):
        assert finding.message
        assert finding.where.file


def test_any_file_may_be_missing() -> None:
    for path in minimal():
        tree = minimal()
        del tree[path]
        assert {finding.rule for finding in judge(tree)} <= {
            "FILE-004", "REF-001", "STUDY-005", "TOO-018", "TOO-014", "OVS-005", "TIME-016",
        }, path  # fmt: skip


def test_any_file_may_be_unreadable() -> None:
    for path in minimal():
        rules = {finding.rule for finding in judge({**minimal(), path: b"a: [\n"})}
        assert rules == {"YAML-004"}, path
