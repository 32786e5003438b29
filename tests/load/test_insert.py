"""Fields are set in a file by whole lines; comments, order and all other bytes stay."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.load.insert import Fields, with_fields
from remit.load.write import CannotWrite
from remit.load.yaml import parse

ORDER = ("numerator", "denominator", "value", "comment", "action")
FILE = """\
# head
values:
  a:
    numerator: 1 # one
    denominator: 2
    # about the action
    action: do
  # about b
  b:
  c: {value: 1}
  d:
    value: 4
    comment: >-
      long
      text
# tail
findings:
  - x
"""


def changed(old: str, new: str, file: str = FILE) -> bytes:
    assert file.count(old) == 1
    return file.replace(old, new).encode()


@pytest.mark.parametrize(
    ("key", "fields", "old", "new"),
    [
        ("a", {"numerator": Decimal(10)}, "1 # one", "10 # one"),
        ("a", {"denominator": None}, "    denominator: 2\n", ""),
        ("a", {"value": Decimal("0.5")}, "    # about", "    value: 0.5\n    # about"),
        ("b", {"value": Decimal(1), "comment": "x"}, "  b:\n", "  b:\n    value: 1\n    comment: x\n"),
        ("d", {"comment": "short: now"}, ">-\n      long\n      text", '"short: now"'),
        ("d", {"value": None, "numerator": Decimal(1)}, "value: 4", "numerator: 1"),
        ("e", {"value": Decimal(7)}, "# tail", "  e:\n    value: 7\n# tail"),
        ("d", {"action": "x"}, "      text\n", "      text\n    action: x\n"),
    ],
)  # fmt: skip
def test_a_field_is_set_and_everything_else_stays(key: str, fields: Fields, old: str, new: str) -> None:
    result = with_fields(FILE.encode(), ("values", key), fields, ORDER)
    assert result == changed(old, new)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("values: {}\nx: 1", "values:\n  a:\n    value: 1\nx: 1"),
        ("values:\nx: 1", "values:\n  a:\n    value: 1\nx: 1"),
        ("values:", "values:\n  a:\n    value: 1\n"),
        ("x: 1\nvalues: {} # none yet", "x: 1\nvalues: # none yet\n  a:\n    value: 1\n"),
        ("values:\r\n    b:\r\n        value: 2", "values:\r\n    b:\r\n        value: 2\r\n    a:\r\n      value: 1\r\n"),
        ("\ufeffvalues:\n  b: {}", "\ufeffvalues:\n  b: {}\n  a:\n    value: 1\n"),
    ],
)  # fmt: skip
def test_an_entry_is_added_in_the_way_of_the_file(file: str, expected: str) -> None:
    assert with_fields(file.encode(), ("values", "a"), {"value": Decimal(1)}, ORDER) == expected.encode()


@pytest.mark.parametrize(
    ("file", "keys", "says"),
    [
        ("values: {b: {value: 1}}", ("values", "a"), "'values' is written on one line"),
        ("values:\n  a: {value: 1}", ("values", "a"), "'values.a' is written on one line"),
        ("values:\n  a: some text", ("values", "a"), "'values.a' holds a text"),
        ("other: 1", ("values", "a"), "there is no 'values'"),
        ("values: [", ("values", "a"), "the indentation does not fit"),
    ],
)
def test_what_would_touch_other_words_is_refused(file: str, keys: tuple[str, ...], says: str) -> None:
    with pytest.raises(CannotWrite, match=says):
        with_fields(file.encode(), keys, {"value": Decimal(2)}, ORDER)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf")), max_size=140)
NAMES = st.sampled_from(("a", "b", "c", "new"))
GIVEN = st.dictionaries(
    st.sampled_from(ORDER),
    st.none() | st.decimals("-99999", "99999", places=3) | TEXTS.map(str.strip).filter(bool),
    min_size=1,
)
HELD = st.dictionaries(
    st.sampled_from(("a", "b", "c")),
    st.dictionaries(st.sampled_from(ORDER), TEXTS.map(str.strip).filter(bool), min_size=1),
)


def laid_out(values: dict[str, dict[str, str]]) -> str:
    """A file as people write it, with a comment above and behind every field."""
    lines = ["# head", "cro: c", "values:"]
    for name, fields in values.items():
        lines += [f"  # about {name}", f"  {name}:"]
        for field in ORDER:
            if field in fields:
                lines += [
                    f"    # above {field}",
                    f"    {field}: {json.dumps(fields[field], ensure_ascii=False)} # behind",
                ]
    return "\n".join([*lines, "# tail", "findings: []", ""])


@given(HELD, NAMES, GIVEN)
def test_any_field_of_any_entry_is_set_alone(
    values: dict[str, dict[str, str]], name: str, given_: dict[str, Any]
) -> None:
    file = laid_out(values)
    before, problems = parse("", file.encode())
    if problems or not isinstance(before, dict):
        return
    try:
        after, _ = parse("", with_fields(file.encode(), ("values", name), given_, ORDER))
    except CannotWrite:
        assert any("\u2028" in text or "\x85" in text for text in map(str, given_.values()))
        return
    assert isinstance(after, dict)
    assert {**after, "values": None} == {**before, "values": None}
    known = before["values"] or {}
    assert {k: v for k, v in (after["values"] or {}).items() if k != name} == {
        k: v for k, v in known.items() if k != name
    }
    entry = (after["values"] or {}).get(name) or {}
    for field in ORDER:
        expected = given_[field] if field in given_ else (known.get(name) or {}).get(field)
        if isinstance(expected, Decimal):
            assert Decimal(entry[field]) == expected
        else:
            assert entry.get(field) == expected
    text = with_fields(file.encode(), ("values", name), given_, ORDER).decode()
    for comment in (f"# about {one}" for one in values):
        assert comment in text
    assert text.startswith("# head\ncro: c\n")
    assert text.endswith("# tail\nfindings: []\n")
