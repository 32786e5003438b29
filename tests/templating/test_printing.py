"""Printing: what a record may and may not bring in, with the place of every error."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from remit.blocks import BlocksTarget, read_events, to_html, to_text
from remit.findings import Where
from remit.model.values import Money
from remit.templating import Compiled, RenderError, compile_template, load_template, print_line

HEAD = "---\ntitle: T {{ a }}\nfor: work_order\nfile_name: f\n---\n"
CLAUSE = (
    '---\nid: c\ntitle: Clause C\nversion: "1"\nowner: o\npositions: [{id: standard}, {id: hard, approver: boss}]\n---\n'
    "## standard\n\n1. Soft words. {#c}\n\n## hard\n\n1. Hard words for {{ missing }}. {#c}\n"
)


def compiled(body: str, **clauses: str) -> Compiled:
    files = {f"clauses/{name}.md": text for name, text in clauses.items()}
    return compile_template(load_template("t.md", HEAD + body, files), BlocksTarget())


def text(body: str, **context: Any) -> str:
    return to_text(read_events(compiled(body).print({"a": "x", **context}).markup)).removeprefix("T x\n")


@dataclass(frozen=True)
class Line:
    where: Where
    price: Money
    names: tuple[str, ...] = ("n",)


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ("Words\n\n{{ b }}", "TPL-011", "'b' is undefined"),
        ("Words\n\n{{ a.b }}", "TPL-011", "there is no field 'b' here"),
        ("Words\n\n{% if b %}x{% endif %}", "TPL-011", "'b' is undefined"),
        ("Words\n\n{{ b | money }}", "TPL-011", "'b' is undefined"),
        ("Words\n\n{{ none }}", "TPL-012", "is empty in the record"),
        ("Words\n\n{{ many }}", "TPL-012", "is a list and needs a filter"),
        ("Words\n\n{{ flag }}", "TPL-012", "is yes or no"),
        (
            "Words\n\n{{ none | money }}",
            "TPL-012",
            "needs an amount of money, but the record leaves it empty",
        ),
        ("Words\n\n{{ a | date }}", "TPL-012", "needs a date, not text"),
        ("Words\n\n{{ a | country }}", "TPL-012", "needs an ISO 3166 country code"),
        ("Words\n\n{% for x in a %}{{ x }}{% endfor %}", "TPL-012", "loops need a list"),
        ("Words\n\n{{ bell }}", "TPL-012", "control character"),
        ("Words\n\n{{ many.append }}", "TPL-011", "there is no field 'append' here"),
        ("Words\n\n{{ a.format }}", "TPL-011", "there is no field 'format' here"),
    ],
)
def test_errors_name_template_line_and_expression(body: str, rule: str, words: str) -> None:
    record = {"a": "x", "none": None, "many": ["m"], "flag": True, "bell": "\x07"}
    with pytest.raises(RenderError) as caught:
        compiled(body).print(record)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.file, finding.where.line) == (rule, "t.md", 8)
    assert words in finding.message
    assert "{{" in finding.message or "{%" in finding.message


def test_an_error_in_a_clause_names_the_clause_file() -> None:
    with pytest.raises(RenderError) as caught:
        compiled("# H\n::: clause c\n:::", c=CLAUSE).print({"a": "x"}, {"c": "hard"})
    (finding,) = caught.value.findings
    assert (finding.where.file, finding.where.line) == ("clauses/c.md", 14)


def test_a_position_is_chosen_and_listed_as_departure() -> None:
    loop = "{% for d in departures %}\n- {{ d.title }}, {{ d.position }}, {{ d.approver }}\n{% endfor %}"
    body = f"# H\n::: clause c\n:::\n\n{loop}"
    code = compiled(body, c=CLAUSE)
    standard = to_text(read_events(code.print({"a": "x", "missing": "m"}).markup))
    hard = to_text(read_events(code.print({"a": "x", "missing": "m"}, {"c": "hard"}).markup))
    assert standard == "T x\n1 H\n1.1 Soft words.\n"
    assert hard == "T x\n1 H\n1.1 Hard words for m.\n- Clause C, hard, boss\n"


def test_an_unknown_position_is_refused() -> None:
    with pytest.raises(RenderError) as caught:
        compiled("# H\n::: clause c\n:::", c=CLAUSE).print({"a": "x"}, {"c": "none"})
    assert [f.rule for f in caught.value.findings] == ["TPL-010"]


def test_loops_within_loops_end() -> None:
    body = (
        "{% for x in b %}\n{% for y in b %}\n{% for z in b %}\nw\n\n{% endfor %}\n{% endfor %}\n{% endfor %}"
    )
    with pytest.raises(RenderError) as caught:
        compiled(body).print({"a": "x", "b": list(range(1000))})
    assert [f.rule for f in caught.value.findings] == ["TPL-014"]


PAYLOADS = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "<b>bold</b> & </w:t></w:r>",
    "**strong** [@id] | cell",
    "# not a heading",
    "\"quotes\" 'single' \\ ::: note",
    "<script>alert(1)</script>",
    "{#id} {.term}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_value_is_text_and_stays_text(payload: str) -> None:
    assert text("{{ b }}", b=payload) == payload + "\n"
    html = to_html(read_events(compiled("{{ b }}").print({"a": "x", "b": payload}).markup))
    assert "<script" not in html
    assert "<b>" not in html


def test_loop_conditions_and_conditional_sequences() -> None:
    assert text("{% for n in b if n != 'p' %}{{ n }}{% endfor %}", b=("o", "p")) == "o\n"
    assert text("{% for n in (b if a == 'x' else c) %}{{ n }}{% endfor %}", b=("o",), c=("q",)) == "o\n"


def test_set_names_a_value() -> None:
    assert text("{% set total = b %}\n\n{{ total }}", b="words") == "words\n"


def test_values_know_their_source() -> None:
    lines = tuple(Line(Where("data/o.yaml", ("lines", n)), Money(Decimal(n), "USD")) for n in range(2))
    printed = compiled(
        "{% for l in lines %}{{ l.price | money_cur }} {{ l.names[0] }}{% endfor %}{{ a }}"
    ).print({"a": "x", "lines": lines})
    found = [(v.number, v.text, v.source.keys, v.formatter) for v in printed.values]
    assert found == [
        (1, "USD 0", ("lines", 0, "price"), "money_cur"),
        (2, "n", ("lines", 0, "names", 0), ""),
        (3, "USD 1", ("lines", 1, "price"), "money_cur"),
        (4, "n", ("lines", 1, "names", 0), ""),
    ]
    document = read_events(printed.markup, [v.source for v in printed.values])
    assert [v.source.keys if v.source else None for v in document.values][-1] is None
    assert document.values[1].source == Where("data/o.yaml", ("lines", 0, "price"))


def test_a_line_of_front_matter_holds_expressions() -> None:
    template = load_template("t.md", HEAD, {})
    assert print_line(template, template.title, {"a": "& <b>"}) == "T & <b>"


def test_braces_in_the_text_of_a_template_are_words() -> None:
    assert text(r"A set { a, b } and \{\{.") == "A set { a, b } and {{.\n"
