"""Changes of data files touch the words that are meant and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.load.layout import in_defined_order, without_line_end_spaces
from remit.load.write import CannotWrite, save, with_changes
from remit.load.yaml import parse
from remit.model.catalogue import FILE_KINDS

FILE = """\
# Head
roles:   # all of them
  lead:
    title: 'Clinical lead'  # trailing
    duties: [ plan,  "lead" ]

  other: >-
    folded
    text
empty:
"""


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("Clinical lead", "Medical lead", ("roles", "lead", "title")),
        ("plan", "write", ("roles", "lead", "duties", 0)),
        ('"lead"', '"follow"', ("roles", "lead", "duties", 1)),
    ],
)
def test_a_value_changes_and_its_quotes_and_comments_stay(old: str, new: str, keys: tuple[Any, ...]) -> None:
    result = with_changes(FILE.encode(), {(keys, "value"): new.strip('"')})
    assert result == FILE.replace(old, new, 1).encode()


def test_a_key_changes_and_its_value_stays() -> None:
    result = with_changes(FILE.encode(), {(("roles", "other"), "key"): "others"})
    assert result == FILE.replace("other:", "others:").encode()


def test_line_ends_and_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    result = with_changes(data, {(("roles", "lead", "title"), "value"): "Medical lead"})
    assert result == data.replace(b"Clinical", b"Medical")


def test_an_empty_value_is_filled() -> None:
    result = with_changes(FILE.encode(), {(("empty",), "value"): "full"})
    assert result == FILE.replace("empty:", "empty: full").encode()


def test_text_that_needs_quotes_gets_them() -> None:
    for text in ("a: b", "# no comment", "- x", "[x", "x, y", "'x'", '"', "", " x", "&a", "null"):
        result = with_changes(b"a: b\nc: [d]\n", {(("a",), "value"): text, (("c", 0), "value"): text})
        assert parse("", result)[0] == {"a": text, "c": [text]}


@pytest.mark.parametrize(
    "place",
    [
        (("roles", "nobody"), "value"),
        (("roles", "other"), "value"),
        (("roles",), "value"),
        (("roles", "lead", "duties", 0), "key"),
        (("roles", "other"), "key"),
    ],
)
def test_what_cannot_be_changed_exactly_is_refused(place: tuple[tuple[Any, ...], str]) -> None:
    with pytest.raises(CannotWrite):
        with_changes(FILE.encode(), {place: "lead"})


def test_a_file_that_cannot_be_read_is_not_changed() -> None:
    with pytest.raises(CannotWrite):
        with_changes(b"a: [", {(("a",), "value"): "b"})


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8)
NODES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


@given(NODES, TEXTS, st.data())
def test_any_value_of_any_file_changes_alone(document: Any, text: str, data: st.DataObject) -> None:
    file = json.dumps({"top": document}, ensure_ascii=False, indent=1).encode()
    before, problems = parse("", file)
    paths = [] if problems else list(_leaves(before, ()))
    if not paths:
        return
    path = data.draw(st.sampled_from(paths))
    try:
        after = with_changes(file, {(path, "value"): text})
    except CannotWrite:
        return
    found, _ = parse("", after)
    assert dict(_leaves(found, ())) == {**dict(_leaves(before, ())), path: text}


def _leaves(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _leaves(value, (*path, place))
    else:
        yield path, node


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 2\n")
    assert not save(path, b"a: 1\n", b"a: 3\n")
    assert path.read_bytes() == b"a: 2\n"


def test_a_saved_file_keeps_its_permissions_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n")
    path.chmod(0o640)
    assert save(path, b"a: 1\n", b"a: 3\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"a: 3\n", 0o640)
    assert list(tmp_path.iterdir()) == [path]


# ---- layout ---------------------------------------------------------------------------------------------------------

TOPICS_FILE = next(kind for kind in FILE_KINDS if kind.name == "topics")
TOPICS = """\
# The whole file.
topics:
  # about b
  b:
    area: |
      # no comment
      text
    # the title comes with its comment
    title: B

  # about a
  a:
    title: A
    area: x
"""


def test_fields_are_put_in_order_with_their_comments() -> None:
    result, moved = in_defined_order(TOPICS.encode(), TOPICS_FILE)
    assert result.decode() == TOPICS.replace(
        """\
    area: |
      # no comment
      text
    # the title comes with its comment
    title: B
""",
        """\
    # the title comes with its comment
    title: B
    area: |
      # no comment
      text
""",
    )
    assert [(one.line, one.column) for one in moved] == [(5, 5)]


def test_a_last_line_without_end_stays_one() -> None:
    result, _ = in_defined_order(b"topics:\n  b:\n    area: x\n    title: B", TOPICS_FILE)
    assert result == b"topics:\n  b:\n    title: B\n    area: x"


def test_spaces_at_line_ends_go_except_inside_text() -> None:
    data = b"a: b  \r\nc: |\r\n  x  \r\n  y\r\n# d \t\r\ne: 'f  \r\n  g'  \r\n"
    result, moved = without_line_end_spaces(data)
    assert result == b"a: b\r\nc: |\r\n  x  \r\n  y\r\n# d\r\ne: 'f  \r\n  g'\r\n"
    assert [(one.line, one.column) for one in moved] == [(1, 5), (5, 4), (7, 5)]


@given(
    st.permutations(("title", "area")),
    st.lists(st.sampled_from(["", "    # note", "  # out", "\n"]), max_size=4),
)
def test_layout_moves_lines_and_changes_nothing(names: list[str], between: list[str]) -> None:
    lines = ["topics:", "  a:", *(part for name in names for part in (*between, f"    {name}: {name} text"))]
    data = "\n".join(lines).encode() + b"\n"
    result, _ = in_defined_order(data, TOPICS_FILE)
    assert sorted(result.split(b"\n")) == sorted(data.split(b"\n"))
    assert parse("", result) == parse("", data)
    assert in_defined_order(result, TOPICS_FILE) == (result, ())
