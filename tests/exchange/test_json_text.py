"""JSON is read strictly, and every refusal names the place."""

import contextlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.exchange.json_text import parse, places, read
from remit.findings import CannotGoOn

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def refusal(text: str) -> str:
    with pytest.raises(CannotGoOn) as stop:
        parse("x.json", text)
    (finding,) = stop.value.findings
    return f"{finding.where} {finding.rule} {finding.message}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "x.json:1:1 JSON-003 this file is empty"),
        (
            '{"a": 1',
            "x.json:1:8 JSON-003 this file is cut off: it ends in the middle and is only a part of a JSON file",
        ),
        (
            '{"a": "x',
            "x.json:1:7 JSON-003 this file is cut off: it ends in the middle and is only a part of a JSON file",
        ),
        (
            '{"a": tru',
            "x.json:1:7 JSON-003 this file is cut off: it ends in the middle and is only a part of a JSON file",
        ),
        ("<html>", "x.json:1:1 JSON-003 this is a web page or XML, not JSON"),
        ('{"a" 1}', "x.json:1:6 JSON-003 this is not JSON: expecting ':' delimiter"),
        ('{\n "b": [{"c": 1,\n  "c": 2}]}', "x.json:3:8 JSON-004 b[0].c stands twice"),
        ('{"a": {"b": NaN}}', "x.json:1:13 JSON-006 a.b: NaN is not a number in JSON"),
        ('{"a": [-Infinity]}', "x.json:1:8 JSON-006 a[0]: -Infinity is not a number in JSON"),
    ],
)
def test_refusals(text: str, expected: str) -> None:
    assert refusal(text) == expected


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, '["[[[[", ' + "[" * 101])
def test_depth_is_refused_before_it_hurts(text: str) -> None:
    assert "JSON-005 nested deeper than 100 levels" in refusal(text)


@pytest.mark.parametrize("number", ["9" * 6000, "1e999999999", "1." + "0" * 5000, "-1e-999999999"])
def test_absurd_numbers_are_refused(number: str) -> None:
    assert "JSON-006 a: the number" in refusal(f'{{"a": {number}}}')


def test_brackets_inside_texts_do_not_count_as_depth() -> None:
    assert parse("x.json", json.dumps({"a": "[" * 500})) == {"a": "[" * 500}


@given(DOCUMENTS)
def test_places_point_at_the_values(document: object) -> None:
    text = json.dumps(document, indent=1)
    decoder = json.JSONDecoder()

    def below(value: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], object]]:
        inner: list[tuple[str | int, object]] = []
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list):
            inner = list(enumerate(value))
        return [(path, value), *(found for key, entry in inner for found in below(entry, (*path, key)))]

    wanted = below(document, ())
    found = places(text, {path for path, _ in wanted})
    lines = text.split("\n")
    for path, value in wanted:
        line, column = found[path]
        offset = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
        assert decoder.raw_decode(text, offset)[0] == value


@given(st.text(alphabet='{}[]",:0123456789eE.-+ntfalsru\\ \n\x00é', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(CannotGoOn):
        parse("x.json", text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes('{"a": "é"}'.encode("latin-1"))
    (tmp_path / "large.json").write_bytes(b" " * 20_000_001)
    for name, reason in (
        ("none.json", "no such file"),
        (".", "not a regular"),
        ("latin.json", "not UTF-8"),
        ("large.json", "20,000,001 bytes"),
    ):
        with pytest.raises(CannotGoOn, match=reason):
            read(tmp_path / name)


def test_a_large_file_is_read_in_seconds(tmp_path: Path) -> None:
    entries = [{"country": "Poland", "facility": "x" * 400} for _ in range(11_000)]
    (tmp_path / "large.json").write_text(json.dumps({"a": entries}), "utf-8")
    start = time.monotonic()
    text = read(tmp_path / "large.json")
    assert len(text) > 4_500_000
    parse("large.json", text)
    places(text, {("a", 10_999, "facility")})
    assert time.monotonic() - start < 5
