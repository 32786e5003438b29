"""What templates may not do, and where the finding stands."""

from __future__ import annotations

import pytest

from remit.blocks import BlocksTarget
from remit.templating import RULES, TemplateError, compile_template, load_template

HEAD = "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"
CLAUSE = '---\nid: c\ntitle: C\nversion: "1"\nowner: o\npositions: [{id: standard}]\n---\n## standard\n\n1. Words. {#c}\n'

REFUSED = [
    ("{{ a", "TPL-002", 6),
    ("x\n\n{% if a %}\nno end", "TPL-002", 8),
    ("{{ f(1) }}", "TPL-003", 6),
    ("{{ a + 1 }}", "TPL-003", 6),
    ("text\n\n{{ a ~ b }}", "TPL-003", 8),
    ("{% include 'x' %}", "TPL-003", 6),
    ("{% macro m() %}{% endmacro %}", "TPL-003", 6),
    ("{{ a.__class__ }}", "TPL-003", 6),
    ("{{ a['__class__'] }}", "TPL-003", 6),
    ("{{ a[b] }}", "TPL-003", 6),
    ("{{ _printing }}", "TPL-003", 6),
    ("{{ a | attr('x') }}", "TPL-003", 6),
    ("{{ a | _value(0) }}", "TPL-003", 6),
    ("{{ a | money(b) }}", "TPL-003", 6),
    ("{% for x in a recursive %}{{ x }}{% endfor %}", "TPL-003", 6),
    ("{% for x in a %}{{ loop.cycle }}{% endfor %}", "TPL-003", 6),
    ("{% set x %}y{% endset %}", "TPL-003", 6),
    ("{% if a %}\n\nWords {% endif %} more", "TPL-004", 6),
    ("{% if a %}open\n\nclosed{% endif %}", "TPL-004", 6),
    ("1. item\n   {% if a %}\n   1. inner\n\n{% endif %}", "TPL-004", 7),
    ("See [@nowhere].", "TPL-005", 6),
    ("> quoted", "TPL-008", 6),
    ("[link](https://example.org)", "TPL-008", 6),
    ("### Third level", "TPL-008", 6),
    ("::: unknown\n:::", "TPL-009", 6),
    ("::: note\nopen", "TPL-009", 6),
    ("::: schedule Budget\n:::", "TPL-009", 6),
    ('::: table colour="red"\n| A |\n|---|\n:::', "TPL-009", 6),
    ("::: table\nno table\n:::", "TPL-009", 6),
    ('::: table widths="1"\n| A | B |\n|---|---|\n| a | b |\n:::', "TPL-009", 7),
    ("::: clause missing\n:::", "TPL-010", 6),
    ("## Second without first", "TPL-015", 6),
    ("::: note\n1. numbered\n:::", "TPL-015", 7),
    ("{% if a %}\n# One\n{% endif %}\n1. clause", "TPL-015", 9),
    ("# H\n1. a\n   1. b\n      1. c\n         1. d\n            1. e", "TPL-015", 11),
    ("| A | B |\n|---|---|\n| only one |", "TPL-016", 8),
    ("bell \x07", "TPL-013", 6),
]


@pytest.mark.parametrize(("body", "rule", "line"), REFUSED)
def test_refused(body: str, rule: str, line: int) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(load_template("t.md", HEAD + body, {"clauses/c.md": CLAUSE}), BlocksTarget())
    assert (rule, "t.md", line) in [(f.rule, f.where.file, f.where.line) for f in caught.value.findings]
    assert all(f.rule in RULES and f.message.endswith((".", "'")) for f in caught.value.findings)


@pytest.mark.parametrize(
    ("body", "column", "message"),
    [
        ("Paid {{ a }} and {{ f(1) }}.", 21, "{{ f(1) }}: Templates may not use a call."),
        ("{% for x in range(9) %}{% endfor %}", 4, "{% for x in range(9) %}: Templates may not use a call."),
        ("See {{ a }} and [@nowhere].", 17, "The reference [@nowhere] names no clause, heading or schedule."),
        ("# Pay {#pay}\n\nSee\n[@payy].", 1, "The reference [@payy] names no clause, heading or schedule."),
    ],
)
def test_a_refusal_names_line_column_and_expression(body: str, column: int, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", HEAD + body, {})
    (finding,) = caught.value.findings
    assert (finding.where.line, finding.where.column, finding.message) == (
        6 + body.count("\n"),
        column,
        message,
    )


def test_a_refusal_proposes_what_was_meant() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template(
            "t.md", HEAD + "# Pay {#payment}\n\nSee [@paymnt].\n\n::: clause d\n:::", {"clauses/c.md": CLAUSE}
        )
    assert sorted(f.hint for f in caught.value.findings) == ["did you mean 'payment'?", "there are: c"]


@pytest.mark.parametrize(
    ("front", "rule"),
    [
        ("", "TPL-001"),
        ("---\n[\n---\n", "TPL-001"),
        ("---\n- a\n---\n", "TPL-001"),
        ("---\ntitle: T\n---\n", "TPL-001"),
    ],
)
def test_front_matter_is_needed(front: str, rule: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", front + "Words.", {})
    assert {f.rule for f in caught.value.findings} == {rule}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CLAUSE.replace('version: "1"\n', ""), "The clause has no version."),
        (
            CLAUSE.replace("{id: standard}", "{id: standard}, {id: other}"),
            "There is no section ## other with the wording.",
        ),
        (CLAUSE + "\n## extra\n\nWords.\n", "The section ## extra is no position of the front matter."),
    ],
)
def test_clause_files_are_complete(text: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", HEAD, {"clauses/c.md": text})
    assert [f.message for f in caught.value.findings] == [message]


def test_every_finding_is_reported_in_one_go() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", HEAD + "See [@x].\n\n> quoted\n\n::: what\n:::\n", {})
    assert {f.rule for f in caught.value.findings} == {"TPL-005", "TPL-008", "TPL-009"}


def test_an_id_may_stand_in_each_position_of_a_clause() -> None:
    two = CLAUSE.replace("{id: standard}", "{id: standard}, {id: other}") + "\n## other\n\n1. Others. {#c}\n"
    assert load_template(
        "t.md", HEAD + "# H\n::: clause c\n:::\n\nSee [@c].", {"clauses/c.md": two}
    ).clauses.keys() == {"c"}


def test_a_draft_cannot_lose_its_watermark() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", HEAD.replace("for:", "labels: {watermark: ' '}\nfor:"), {})
    (found,) = caught.value.findings
    assert (found.rule, found.message) == (
        "TPL-001",
        "labels: watermark: is empty, and a draft could not be told from what is signed.",
    )


def test_labels_are_known_words() -> None:
    with pytest.raises(TemplateError) as caught:
        load_template("t.md", HEAD.replace("for:", "labels: {clauze: Ziffer}\nfor:"), {})
    assert [f.rule for f in caught.value.findings] == ["TPL-001"]
    assert "clause" in caught.value.findings[0].hint
