"""The YAML reader: text stays text, and everything that could surprise is refused with its place."""

import resource
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.load.yaml import MAX_BYTES, parse, positions

SPELLINGS = [
    "NO", "no", "yes", "on", "off", "Y", "n", "true", "null", "~", "012", "0o14", "0x1F", "1:30", "1_000", "1e3", ".inf",
    ".nan", "-0", "+1", "1.10", "2026-02-30", "2026-01-01T00:00:00Z", "=", "<", "0b1", "1,5", "9" * 6000, "Infinity", "-.5",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_scalar_stays_the_text_that_was_written(spelling: str) -> None:
    document, findings = parse("data/x.yaml", f"value: {spelling}\n".encode())
    assert (document, findings) == ({"value": spelling}, ())


def test_an_empty_value_is_missing_and_a_quoted_empty_text_is_a_text() -> None:
    assert parse("x", b"a:\nb: ''\n")[0] == {"a": None, "b": ""}


REFUSED = {
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "YAML-009", 3, 1),
    "duplicate key inside": (b"a:\n  b: 1\n  b: 2\n", "YAML-009", 3, 3),
    "anchor": (b"a: &x 1\n", "YAML-006", 1, 4),
    "anchor on a mapping": (b"a: &x\n  b: 1\n", "YAML-006", 1, 4),
    "alias": (b"a: *x\n", "YAML-006", 1, 4),
    "recursive alias": (b"&a [*a]\n", "YAML-006", 1, 1),
    "merge key": (b"<<: {a: 1}\n", "YAML-006", 1, 1),
    "tag": (b"a: !!int 1\n", "YAML-008", 1, 4),
    "python tag": (b"a: !!python/object:os.system {}\n", "YAML-008", 1, 4),
    "own tag on a list": (b"a: !x [1]\n", "YAML-008", 1, 4),
    "two documents": (b"a: 1\n---\nb: 2\n", "YAML-005", 2, 1),
    "key that is a list": (b"? [a]\n: 1\n", "YAML-010", 1, 3),
    "tab indent": (b"a:\n\tb: 1\n", "YAML-004", 2, 1),
    "open quote": (b"a: 'x\n", "YAML-004", 1, 4),
    "Latin-1": (b"a: b\xfcro\n", "YAML-002", 1, 5),
    "UTF-16": ("a: 1\n".encode("utf-16"), "YAML-002", 1, 1),
    "NUL": (b"a: x\x00y\n", "YAML-003", 1, 5),
    "escape written out": (b'a: "\\x1b[2J"\n', "YAML-003", 1, 4),
    "lone surrogate": (b'a: "\\ud800"\n', "YAML-004", 1, 7),
    "non-character": ("a: x\ufffe\n".encode(), "YAML-003", 1, 5),
    "right-to-left override": ("a: x\u202ey\n".encode(), "YAML-003", 1, 5),
    "zero-width in a key": (b'"a\\u200b": 1\n', "YAML-003", 1, 1),
    "deep flow": (b"[" * 5000, "YAML-007", 1, 66),
    "deep block": ("".join(f"{' ' * n}a:\n" for n in range(1500)).encode(), "YAML-007", 66, 1),
    "too large": (b"a: " + b"x" * MAX_BYTES, "YAML-001", 1, 1),
}


@pytest.mark.parametrize(("data", "rule", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_what_could_surprise_is_refused_at_its_place(data: bytes, rule: str, line: int, column: int) -> None:
    document, findings = parse("data/x.yaml", data)
    assert document is None
    (finding,) = findings
    assert (finding.rule, finding.where.line) == (rule, line)
    assert rule == "YAML-007" or finding.where.column == column
    assert finding.hint


SAID = {
    "tab": ("a:\n\tb: 1\n", 2, 1, "a tab is used for indentation", "spaces"),
    "tab below a text": ("a: b\n\tc: d\n", 2, 1, "a tab is used for indentation", "spaces"),
    "colon": ("title: Study: part one\n", 1, 13, "a colon stands inside a text", "quotation marks"),
    "deeper": ("a: 1\n  b: 2\n", 2, 4, "indented too deep", "same column"),
    "less deep": ("a:\n  b: 1\n c: 2\n", 3, 2, "the indentation does not fit", "same column"),
    "list and field": ("a:\n  - b\n  c: 1\n", 3, 3, "the indentation does not fit", "same column"),
    "no colon": ("a: 1\nb\nc: 2\n", 3, 1, "the line above has no colon", "name: value"),
    "open quote": ('a: 1\nb: "x\nc: 2\nd: 3\n', 2, 4, "the quotation mark that is opened here", "close"),
    "open bracket": (
        "a: [x, y\nb: 1\n",
        1,
        4,
        "the square bracket [ that is opened here",
        "close them with ]",
    ),
    "open brace": ("a: {x: 1\nb: 2\n", 1, 4, "the brace { that is opened here", "close them with }"),
    "apostrophe": ("a: 'it's'\n", 1, 8, "something follows the closing quotation mark", "twice"),
    "at sign": ("a: @x\n", 1, 4, "a text cannot begin with @", "quotation marks"),
    "backslash": ('a: "C:\\q"\n', 1, 7, "a backslash", "single quotation marks"),
}


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), SAID.values(), ids=SAID)
def test_slips_are_named_in_the_words_of_those_who_keep_records(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    _, (finding,) = parse("data/x.yaml", text.encode())
    assert (finding.rule, finding.where.line, finding.where.column) == ("YAML-004", line, column)
    assert message in finding.message
    assert hint in finding.hint


def test_a_byte_order_mark_is_dropped() -> None:
    assert parse("x", b"\xef\xbb\xbfa: 1\n")[0] == {"a": "1"}


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    _, findings = parse("x", "\n".join(lines).encode())
    assert findings[0].rule == "YAML-006"
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_positions_of_keys_values_and_items() -> None:
    marks = positions(b"role:\n  title: Lead\n  duties:\n    - plan\n    - {name: act}\n")
    assert marks["role", "title"] == ((2, 3), (2, 10))
    assert marks["role", "duties", 0] == ((4, 7), (4, 7))
    assert marks["role", "duties", 1, "name"] == ((5, 8), (5, 14))


def test_positions_up_to_a_fault_are_known() -> None:
    assert positions(b"a: 1\nb: &x 2\n")["a",] == ((1, 1), (1, 4))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_finding(data: bytes) -> None:
    document, findings = parse("x", data)
    assert not (findings and document is not None)
    assert all(finding.where.line and finding.where.column for finding in findings)


@given(st.text(max_size=60))
def test_any_text_in_quotes_comes_back_or_is_refused(text: str) -> None:
    quoted = "a: '" + text.replace("'", "''") + "'\n"
    try:
        data = quoted.encode()
    except UnicodeEncodeError:
        return
    document, findings = parse("x", data)
    if not findings and not set(text) & set("\n\r\x85\u2028\u2029"):
        assert document == {"a": text}
