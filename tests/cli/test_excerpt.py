"""The mark stands below the words that are meant."""

import pytest

from remit.cli.excerpt import ROOM, excerpt, lines_of, width_at
from remit.findings import Where


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("a: ▸Smith, John  # note", "Smith, John"),
        ("a: [▸one, two three]", "one"),
        ("a: [one, ▸two three]", "two three"),
        ("a: [one, ▸'x, y']", "'x, y'"),
        ("a: ▸[one, two]", "[one, two]"),
        ("  ▸a-key: one", "a-key"),
        ('a: ▸"x # \\" y" # z', '"x # \\" y"'),
        ("a: {b: ▸c}", "c"),
        ("- ▸one", "one"),
        ("a: ▸https://example.org/x", "https://example.org/x"),
    ],
)
def test_what_is_meant_is_measured(line: str, meant: str) -> None:
    column = line.index("▸") + 1
    text = line.replace("▸", "")
    assert text[column - 1 :][: width_at(text, column)] == meant


def shown(line: str, column: int) -> tuple[str, ...]:
    return excerpt(Where("a.yaml", (), 1, column), lines_of({"a.yaml": line.encode()}))


def test_wide_and_combining_characters_take_the_columns_that_a_terminal_gives_them() -> None:
    assert shown("東京: x", 5) == ("    1 | 東京: x", "      |       ^")
    assert shown("e\u0301: x", 5) == ("    1 | e\u0301: x", "      |    ^")


def test_hidden_characters_are_written_out_and_the_mark_keeps_its_place() -> None:
    source, mark = shown("\x1b: x", 4)
    assert source == "    1 | \\u001b: x"
    assert mark.index("^") == source.index("x")


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    source, mark = shown("a: " + "x" * 300 + " here " + "y" * 300, 305)
    assert len(source) <= ROOM + 12
    assert "… " not in source
    assert source[8] == "…"
    assert source[-1] == "…"
    assert source[mark.index("^") :].startswith("here")


def test_without_a_line_nothing_is_shown() -> None:
    assert shown("", 1) == ()
    assert excerpt(Where("b.yaml", (), 3, 1), lines_of({})) == ()
    assert excerpt(Where("a.yaml"), lines_of({"a.yaml": b"x"})) == ()
