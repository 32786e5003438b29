"""Slips that YAML takes without complaint are told with their place; what is meant so is left alone."""

import pytest

from remit.load.slips import slips

SLIPS = [
    ("title: \u201cPlaybook\u201d\n", "YAML-011", 1, 8),
    ("title:   \u201cPlaybook\u201d\n", "YAML-011", 1, 10),
    ("a:\n  - \u201eAngebot\u201c\n", "YAML-011", 2, 5),
    ("edition: \u00ab2026\u00bb # year\n", "YAML-011", 1, 10),
    ("title: Project Team #1\n", "YAML-012", 1, 21),
    ("title: Project Team   #1\n", "YAML-012", 1, 23),
    ("list:\n  - Order #7 and more\n", "YAML-012", 2, 11),
]
MEANT = [
    "title: Project Team # the first\n",
    "title: 'Project Team #1'\n",
    'title: "Project Team #1"\n',
    "text: >-\n  Project Team #1 and\n  \u201cmore\u201d #2\n",
    "title: Team#1\n",
    "title: The \u201cPlaybook\u201d of Norvane\n",
    "title: \u201cOne\u201d and more\n",
    "#comment\na: 1\n",
    "names: [one, two] #three\n",
    "a: 1\n  #comment\n",
    "a:  #!shebang\n  - b\n",
]


@pytest.mark.parametrize(("text", "rule", "line", "column"), SLIPS)
def test_a_slip_is_told_with_its_place(text: str, rule: str, line: int, column: int) -> None:
    assert [(f.rule, f.where.line, f.where.column) for f in slips("a.yaml", text.encode())] == [
        (rule, line, column)
    ]


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    assert list(slips("a.yaml", text.encode())) == []


def test_lines_may_end_as_windows_ends_them() -> None:
    (found,) = slips("a.yaml", b"\xef\xbb\xbfa: 1\r\ntitle: Team #1\r\n")
    assert (found.where.line, found.where.column) == (2, 13)
    assert found.message == "'#1' is read as a comment and is not part of the value"
