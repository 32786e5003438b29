"""Names, fields, filters, terms and placeholders of templates, judged without a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from remit.model.values import Duration, Money
from remit.templating import check_names, check_open, check_terms, load_template

HEAD = "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"


@dataclass(frozen=True)
class Line:
    title: str
    price: Money
    due: dt.date | None
    share: Decimal

    @property
    def double(self) -> Money:
        return self.price

    def method(self) -> str:
        return ""


@dataclass(frozen=True)
class Order:
    number: str
    lines: tuple[Line, ...]
    by_id: Mapping[str, Line]
    firm: bool
    term: Duration


OFFERS = {"order": Order, "nothing": Line | None, "words": tuple[str, ...]}

LINE = "there are: double, due, price, share, title"
ORDER = "there are: by_id, firm, lines, number, term"
NEAR = "did you mean 'price'?"
OFFERED = "there are: loop, nothing, order, words"
UNKNOWN = [
    ("{{ ordr.number }}", 6, 4, "there is no 'ordr' to print here", "did you mean 'order'?"),
    ("Words {{ order.nummer }}", 6, 16, "the order has no 'nummer'", "did you mean 'number'?"),
    ("{% for l in order.lines %}\n\n{{ l.prize }}\n\n{% endfor %}", 8, 6, "the line has no 'prize'", NEAR),
    ("{% if order.frm %}x{% endif %}", 6, 13, "the order has no 'frm'", "did you mean 'firm'?"),
    ("{{ order.by_id.first.titel }}", 6, 22, "the line has no 'titel'", "did you mean 'title'?"),
    ("{{ order.lines[0].titel }}", 6, 19, "the line has no 'titel'", "did you mean 'title'?"),
    ("{{ nothing.titel }}", 6, 12, "the line has no 'titel'", "did you mean 'title'?"),
    ("{{ order.number.upper }}", 6, 17, "text has no 'upper'", "there are: none"),
    ("{{ order.lines.number }}", 6, 16, "a list has no 'number'", "there are: none"),
    ("{% set l = order.lines[0] %}\n{{ l.method }}", 7, 6, "the line has no 'method'", LINE),
    ("{% for l in order.lines %}{{ l.title }}{% endfor %}{{ l.title }}", 6, 55, "there is no 'l' to print here", OFFERED),
    ("| A |\n|---|\n{% for l in order.lines %}\n| {{ l.x }} |\n{% endfor %}", 9, 8, "the line has no 'x'", LINE),
    ("::: recitals\n- {{ order.x }}\n:::", 7, 12, "the order has no 'x'", ORDER),
]  # fmt: skip


@pytest.mark.parametrize(("body", "line", "column", "message", "hint"), UNKNOWN)
def test_names_that_no_record_has(body: str, line: int, column: int, message: str, hint: str) -> None:
    (finding,) = check_names(load_template("t.md", HEAD + body, {}), OFFERS)
    assert (finding.rule, finding.where.file) == ("TPL-011", "t.md")
    assert (finding.where.line, finding.where.column) == (line, column)
    assert message in finding.message
    assert finding.hint == hint


@pytest.mark.parametrize(
    "body",
    [
        "{{ order.number }} {{ order.lines[0].double | money }} {{ order.term | duration }} {{ order.firm | yesno }}",
        "{% for l in order.lines if l.price %}{{ loop.index }} {{ l.due | date }} {{ l.share | pct }}{% endfor %}",
        "{% for id in order.by_id %}{{ id }}{% endfor %}",
        "{% for word in words %}{{ word | title }}{% endfor %}{{ words | join_and }}",
        "{% if extra is defined %}{{ extra }}{% endif %}",
        "{{ (order.number if order.firm else order.number) }}",
        "{{ nothing.due | date }} {{ order.lines | length }}",
    ],
)
def test_names_that_records_have(body: str) -> None:
    assert check_names(load_template("t.md", HEAD + body, {}), OFFERS) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ order.term | money }}", "'money' needs an amount of money, not a length of time"),
        ("{{ order.number | date }}", "'date' needs a date, not text"),
        ("{{ order.firm | qty }}", "'qty' needs a number, not yes or no"),
        ("{{ order.lines }}", "a list needs a filter to be printed"),
        ("{{ order.lines[0] }}", "the line needs a filter to be printed"),
        ("{{ order.term }}", "a length of time needs a filter to be printed"),
        ("{{ order.firm }}", "yes or no needs a filter to be printed"),
    ],
)
def test_values_that_cannot_be_printed_so(body: str, message: str) -> None:
    (finding,) = check_names(load_template("t.md", HEAD + body, {}), OFFERS)
    assert (finding.rule, finding.where.line) == ("TPL-012", 6)
    assert message in finding.message


def test_names_of_the_front_matter_and_of_every_position_of_a_clause() -> None:
    clause = (
        '---\nid: c\ntitle: C\nversion: "1"\nowner: o\npositions: [{id: standard}, {id: other}]\n---\n'
        "## standard\n\n1. Words.\n\n## other\n\n1. For {{ order.nr }}.\n"
    )
    head = '---\ntitle: "Order {{ order.no }}"\nfor: work_order\nfile_name: "{{ order.id }}"\n---\n'
    template = load_template("t.md", head + "# H\n::: clause c\n:::", {"clauses/c.md": clause})
    found = [(f.where.file, f.where.line) for f in check_names(template, OFFERS)]
    assert found == [("t.md", 2), ("t.md", 4), ("clauses/c.md", 14)]


TERMS = """# One

1. A **"Deliverable"**{.term} is due. A **"Milestone"**{.term} is not.
2. The Deliverables follow the Project Plan of the Sponsor's team on a Monday.
   Each Authority has Authorities beside it; **"Authority"**{.term} is defined.

| The Head | Of Table |
|---|---|
| the Cell | x |
"""


def test_terms_are_used_and_defined() -> None:
    findings = check_terms(load_template("t.md", HEAD + TERMS, {}))
    assert [(f.rule, f.where.line, f.severity.value) for f in findings] == [
        ("TPL-019", 8, "warning"),
        ("TPL-020", 9, "warning"),
        ("TPL-020", 9, "warning"),
        ("TPL-020", 9, "warning"),
    ]
    assert [f.message.split('"')[1] for f in findings] == ["Milestone", "Project Plan", "Sponsor", "Monday"]


def test_names_are_no_terms() -> None:
    head = HEAD.replace("for:", "names: [Project Plan, Sponsor, Monday]\nfor:")
    findings = check_terms(load_template("t.md", head + TERMS, {}))
    assert [f.rule for f in findings] == ["TPL-019"]


@pytest.mark.parametrize(
    "sign", ["TBD", "TODO", "[...]", "[ ]", "[●]", "[insert date]", "____", "to be confirmed"]
)
def test_placeholders_in_the_wording(sign: str) -> None:
    body = f"# One\n\n1. Paid within {sign} days.\n\n::: note\nAsk counsel: TBD.\n:::"
    (finding,) = check_open(load_template("t.md", HEAD + body, {}))
    assert (finding.rule, finding.where.line) == ("TPL-021", 8)
    assert sign in finding.message


def test_labels_of_the_front_matter_replace_what_the_program_prints() -> None:
    template = load_template(
        "t.md", HEAD.replace("for:", "labels: {clause: Ziffer, schedule: Anlage}\nfor:"), {}
    )
    assert (template.labels.clause, template.labels.schedule, template.labels.of) == (
        "Ziffer",
        "Anlage",
        "of",
    )
