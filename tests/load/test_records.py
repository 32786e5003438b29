"""Records from files: what fits is built, what does not is explained, all at once."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from remit.findings import Where
from remit.load.build import NotARecord, build
from remit.load.locate import locate
from remit.load.records import read_records
from remit.model.catalogue import FILE_KINDS
from remit.model.fields import Choice, ListOf, MapOf, Record, RecordOf, Scalar, Shape, definition
from remit.model.parties import Role, Roles
from remit.schema.cerberus import explain

ROLES = b"""\
roles:
  lead:
    title: Clinical lead
    party: cro
    team: core
    function: Clinical Operations
    purpose: Leads.
    duties: [Plans]
    qualification: Five years
  monitor:
    title: Monitor
    party: cor
    team: core
    functoin: Clinical Operations
    purpose: Monitors.
    duties: Visits
    qualification: Two years
"""


def found(path: str, data: bytes) -> list[tuple[str, int | None, int | None, str]]:
    tree = {path: data}
    _, findings = read_records(tree)
    return [
        (f.rule, f.where.line, f.where.column, f.hint) for f in locate(findings, tree) if f.rule != "FILE-004"
    ]


def test_every_fault_of_a_file_is_reported_with_its_place_and_a_way_out() -> None:
    assert found("data/roles.yaml", ROLES) == [
        (
            "SHAPE-002",
            10,
            3,
            "add 'function:' like Clinical Operations: department the role belongs to",
        ),
        ("SHAPE-005", 12, 12, "did you mean 'cro'?"),
        ("SHAPE-001", 14, 5, "did you mean 'function'?"),
        (
            "SHAPE-004",
            16,
            13,
            "write each value on a line of its own that begins with '- ', or all in brackets: [Visits]",
        ),
    ]


def test_how_a_value_should_be_written_is_shown_with_the_value_itself() -> None:
    order = "data/studies/a/work_orders/w.yaml"
    hints = {
        text: hint
        for text in ("1,826,000 USD", "USD 1,826,000", "[1826000 USD]", "1826000")
        for rule, *_, hint in found(
            order, f"payment:\n  milestones:\n    m:\n      amount: {text}\n".encode()
        )
        if rule == "SHAPE-004"
    }
    assert hints == {
        "1,826,000 USD": "write it without commas: 1826000 USD",
        "USD 1,826,000": "write it as 1826000 USD",
        "[1826000 USD]": "write one value, without brackets",
        "1826000": "an amount is written as number, space and currency, for example 41500 USD or 1234.50 EUR",
    }


def test_whole_records_of_a_faulty_file_are_kept_and_broken_ones_remembered() -> None:
    ledger, _ = read_records({"data/roles.yaml": ROLES})
    assert list(ledger.of(Role)) == ["lead"]
    assert ("role", "monitor") in ledger.broken


def test_a_file_that_cannot_be_read_leaves_its_kinds_unknown() -> None:
    ledger, _ = read_records({"data/roles.yaml": b"roles: [\n"})
    assert ("role", "*") in ledger.broken


def test_a_file_in_no_known_place_is_reported_with_the_nearest_place() -> None:
    rules = found("data/role.yaml", b"a: 1\n")
    assert rules == [("FILE-003", 1, 1, "did you mean 'data/roles.yaml'?")]


def test_the_other_ending_is_reported() -> None:
    assert found("data/roles.yml", ROLES) == [("FILE-003", None, None, "rename it to .yaml")]


def test_missing_files_are_reported() -> None:
    _, findings = read_records({})
    assert {f.where.file for f in findings if f.rule == "FILE-004"} == {
        f"data/{kind.pattern}" for kind in FILE_KINDS if kind.required
    }


def test_references_to_what_a_missing_file_holds_are_not_reported_one_by_one() -> None:
    ledger, _ = read_records({})
    assert {("role", "*"), ("service", "*"), ("metric", "*")} <= ledger.broken


def test_a_missing_file_with_the_other_ending_is_named() -> None:
    _, findings = read_records({"data/roles.yml": b""})
    assert "rename data/roles.yml to data/roles.yaml" in [finding.hint for finding in findings]


def test_a_name_of_a_folder_that_is_no_id_is_reported_once() -> None:
    path = "data/studies/AL 101/study.yaml"
    tree = {path: b"sites: 1\n", "data/studies/AL 101/team.yaml": b"assignments: {}\n"}
    found = [(f.where.file, f.hint) for f in read_records(tree)[1] if f.rule == "SHAPE-006"]
    assert found == [(path, "rename the folder to al-101")]


def test_an_empty_required_value_says_what_belongs_there() -> None:
    data = ROLES.replace(b"party: cor", b"party:")
    hints = [hint for rule, _, _, hint in found("data/roles.yaml", data) if rule == "SHAPE-003"]
    assert hints == ["fill it in with one of: sponsor, cro, vendor, independent"]


def test_a_file_that_is_a_list_is_reported() -> None:
    assert [rule for rule, *_ in found("data/roles.yaml", b"- a\n")] == ["SHAPE-004"]


def test_a_file_without_a_word_is_called_empty() -> None:
    for data in (b"", b"\n\n", b"# later\n"):
        findings = [one for one in read_records({"data/roles.yaml": data})[1] if one.rule == "SHAPE-004"]
        assert [one.message for one in findings] == ["this file is empty"]
        assert "delete the file" in findings[0].hint


def test_records_are_equal_wherever_they_stand() -> None:
    one = build(Roles, {"roles": {}}, Where("a"), {})
    assert one == build(Roles, {"roles": {}}, Where("b"), {})


# ---- the builder and Cerberus accept and refuse the same documents ---------------------------------------------------

_SCALARS = {
    "text": ["x", "Two words", "  ", ""],
    "whole number": ["0", "12", "012", "1.5", "-3", "9" * 20],
    "yes or no": ["yes", "no", "Yes", "1"],
    "number": ["1", "0.8", "1e3", "NaN", ".5"],
    "date": ["2025-06-02", "2026-02-30", "2025-6-2", "0000-01-01"],
    "date, month or year": ["2015", "2015-09", "2015-13", "15"],
    "amount of money": ["1 USD", "1.234 USD", "1.234 BHD", "1 XYZ", "1,000 USD", "USD 1", "1.5 JPY"],
    "percentage": ["12.5 %", "12.5%", "12.5", "% 3"],
    "duration": ["5 business days", "1 month", "5 days", "x hours"],
}


def _values(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    wrong: st.SearchStrategy[Any] = st.sampled_from([None, "x", [], {}, ["x"], {"x": "y"}])
    match shape:
        case Scalar(name=name):
            right: st.SearchStrategy[Any] = st.sampled_from(_SCALARS[name])
        case Choice(options):
            right = st.sampled_from([*options, "other"])
        case ListOf(of):
            right = st.lists(_values(of, depth + 1), max_size=2)
        case MapOf(of):
            right = st.dictionaries(
                st.sampled_from(["a", "b-2", "A", "a b", "", "MON-014"]), _values(of, depth + 1), max_size=2
            )
        case RecordOf(cls):
            right = _documents(cls, depth + 1)
    return st.one_of(right, right, right, right, wrong)


def _documents(cls: type[Record], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    fields = [field for field in definition(cls) if not field.from_path]
    required = {field.name: _values(field.shape, depth) for field in fields if field.required}
    optional = {field.name: _values(field.shape, depth) for field in fields if not field.required}
    optional["unknown"] = st.just("x")
    return st.fixed_dictionaries(required, optional=optional)


@given(st.sampled_from(FILE_KINDS).flatmap(lambda kind: st.tuples(st.just(kind), _documents(kind.cls))))
def test_builder_and_cerberus_agree(case: tuple[Any, dict[str, Any]]) -> None:
    kind, document = case
    try:
        build(kind.cls, document, Where("x"), {"id": "x", "study": "y"})
        built = True
    except NotARecord:
        built = False
    assert built == (not explain(kind.cls, document, Where("x")))


def test_the_agreement_is_tried_on_documents_of_both_sorts() -> None:
    good = {"roles": {"a": {f.name: "x" for f in definition(Role) if f.required}}}
    good["roles"]["a"].update(party="cro", team="core", duties=["x"])
    assert explain(Roles, good, Where("x")) == ()
    build(Roles, good, Where("x"), {})
    good["roles"]["a"]["party"] = "x"
    assert explain(Roles, good, Where("x"))
