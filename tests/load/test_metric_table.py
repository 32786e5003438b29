"""Figures in a table: which metric and period a row means, what its numbers are, and every fault with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.calc.judged import unreadable
from remit.exchange.csv_cells import table
from remit.exchange.csv_text import csv_text
from remit.findings import CannotGoOn
from remit.load.metric_table import Read, knows, read_values
from remit.model.performance import MetricValue
from tests.calc.measured import metric

METRICS = {
    one.id: one
    for one in (
        metric("higher", "100", "95", "85", id="enrolment", title="Enrolment against plan", denominator="Planned"),
        metric("lower", "5", "7", "10", id="queries", title="Time to answer", unit="days"),
        metric("range", "3", "5", "8", id="cost", title="Cost variance", unit="percent of budget"),
    )
}  # fmt: skip
AL = ("al-101", "AL-101")


def read(text: str, period: str | None = "2026-q3") -> Read:
    return read_values(table("t.csv", text.encode(), knows), METRICS, AL, period)


def fields(text: str, period: str | None = "2026-q3") -> dict[tuple[str, str], dict[str, object]]:
    return {(one.metric.id, one.period): dict(one.fields) for one in read(text, period).given}


def faults(text: str, period: str | None = "2026-q3") -> list[tuple[str, str]]:
    with pytest.raises(CannotGoOn) as caught:
        read(text, period)
    return [(f"{one.where.line}:{one.where.column} {one.rule}", one.message) for one in caught.value.findings]


def test_rows_are_figures_of_metrics_by_id_or_title() -> None:
    assert fields(
        "Metric;Numerator;Denominator;Value;Comment\n"
        "enrolment;147;174;;\n"
        "time to answer;;;8;Closed in August\n"
        "cost;;;'-2;\n"
    ) == {
        ("enrolment", "2026-q3"): {"numerator": Decimal(147), "denominator": Decimal(174)},
        ("queries", "2026-q3"): {"value": Decimal(8), "comment": "Closed in August"},
        ("cost", "2026-q3"): {"value": Decimal(-2)},
    }


def test_a_row_that_says_nothing_gives_nothing() -> None:
    assert list(fields("metric,value\nqueries,8\ncost,\n")) == [("queries", "2026-q3")]


def test_rows_of_other_periods_and_studies_are_left_out_and_counted() -> None:
    text = "study,period,metric,value\nAL-101,2026-q3,queries,8\nal-101,2026-q2,queries,6\nal-102,2026-q3,queries,1\n"
    found = read(text)
    assert [(one.period, one.fields["value"]) for one in found.given] == [("2026-q3", Decimal(8))]
    assert found.others == 2
    both = read(text, None)
    assert [(one.period, one.fields["value"]) for one in both.given] == [
        ("2026-q3", Decimal(8)),
        ("2026-q2", Decimal(6)),
    ]
    assert both.others == 1


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("metric,value", "8", "8"),
        ("metric,value", "8.25", "8.25"),
        ("metric;value", "8,25", "8.25"),
        ("metric;value", "8.25", "8.25"),
        ("metric;value", "1 080", "1080"),
        ("metric\tvalue", "1,080,000", "1080000"),
        ("metric,value", '"1,080.5"', "1080.5"),
        ("metric,value", "1.080", "1.080"),
    ],
)
def test_numbers_that_can_be_read_in_one_way_only_are_read(head: str, cell: str, expected: str) -> None:
    separator = head[6]
    (found,) = fields(f"{head}\nqueries{separator}{cell}\n").values()
    assert found == {"value": Decimal(expected)}


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("metric,value", '"1,080"'),
        ("metric;value", "1.080"),
        ("metric;value", "12.345"),
        ("metric;value", "1.080.000,5"),
        ("metric,value", "=1+1"),
        ("metric,value", "1e3"),
        ("metric,value", "NaN"),
        ("metric,value", "eight"),
        ("metric,value", "8 days"),
        ("metric,value", "1" * 40),
    ],
)
def test_numbers_that_are_none_or_could_be_two_are_faults(head: str, cell: str) -> None:
    separator = head[6]
    ((place, message),) = faults(f"{head}\nqueries{separator}{cell}\n")
    assert place == "2:9 IMP-013"
    assert "is no number that can be read in one way only" in message


def test_a_percent_sign_belongs_to_a_metric_in_percent_only() -> None:
    (found,) = fields("metric,value\nenrolment,91.5 %\n").values()
    assert found == {"value": Decimal("91.5")}
    assert faults("metric,value\nqueries,91.5 %\n")[0][0] == "2:9 IMP-013"


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    found = faults(
        "metric,unit,numerator,denominator,value,comment\n"
        "enrolment,%,147,174,,\n"
        "enrollment,,1,2,,\n"
        "queries,hours,,,8,\n"
        "cost,,,,x,\n"
        "enrolment,,5,,,\n"
        "cost,,1,2,3,\n"
        ",,1,2,,\n"
        "enrolment,,150,174,,\n"
    )
    assert found == [
        ("3:1 IMP-011", "there is no metric 'enrollment'"),
        ("4:9 IMP-014", "'Time to answer' is in days, not in hours"),
        ("5:9 IMP-013", "'x' in value is no number that can be read in one way only"),
        ("6:12 IMP-014", "'Enrolment against plan' has a numerator, but no denominator"),
        ("7:7 IMP-014", "'Cost variance' has a value and also a fraction"),
        ("8:1 IMP-011", "this row names no metric"),
        (
            "9:1 IMP-012",
            "'Enrolment against plan' of 2026-q3 stands twice; it stands first in line 2",
        ),
    ]


def test_a_misspelt_metric_is_told_with_the_nearest() -> None:
    with pytest.raises(CannotGoOn) as caught:
        read("metric,value\nenrollment,1\n")
    assert caught.value.findings[0].hint == "did you mean 'enrolment'?"


@pytest.mark.parametrize(
    ("text", "period", "place", "says"),
    [
        ("kpi,value\nqueries,1\n", "q", "1:1 CSV-004", "there is no column 'metric'"),
        (
            "metric,comment\nqueries,x\n",
            "q",
            "1:1 CSV-004",
            "there is no column 'numerator' and none 'value'",
        ),
        ("metric,value,Value\nqueries,1,2\n", "q", "1:14 CSV-004", "the column 'value' stands twice"),
        ("metric,value\nqueries,1\n", None, "1:1 CSV-004", "there is no column 'period'"),
        ("metric,value,period\nqueries,1,\n", None, "2:11 IMP-015", "this row names no period"),
        ("metric,value\n", "q", "None:None IMP-015", "no row has a figure or comment for al-101 and q"),
    ],
)
def test_a_table_without_what_it_needs_is_refused(
    text: str, period: str | None, place: str, says: str
) -> None:
    assert faults(text, period) == [(place, says)]


def test_columns_that_are_not_read_and_numbers_written_otherwise_are_noted() -> None:
    notes = read("metric;value;Region\nqueries;8,5;EU\n").notes
    assert [(one.rule, one.where.line, one.where.column, one.message) for one in notes] == [
        ("IMP-018", 1, 14, "the column 'Region' is not read"),
        ("IMP-019", 2, 9, "'8,5' in value is read as 8.5"),
    ]


COUNTS = st.decimals("0", "999999", places=3)
COMMENTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
VALUES = (
    st.builds(MetricValue, numerator=COUNTS, denominator=COUNTS, comment=COMMENTS)
    | st.builds(MetricValue, value=st.decimals("-999999", "999999", places=3), comment=st.none() | COMMENTS)
    | st.builds(MetricValue, comment=COMMENTS)
)


@given(st.dictionaries(st.sampled_from(tuple(METRICS)), VALUES, min_size=1))
def test_what_is_written_as_a_table_is_read_back(values: dict[str, MetricValue]) -> None:
    """Round trip: the table that is exported gives the same figures, also where a comment looks like a formula."""
    rows = [
        (
            id,
            *("" if n is None else f"{n:f}" for n in (one.numerator, one.denominator, one.value)),
            one.comment or "",
        )
        for id, one in values.items()
    ]
    assert all(unreadable(METRICS[id], one) is None for id, one in values.items())
    text = csv_text(("metric", "numerator", "denominator", "value", "comment"), rows)
    for given_ in read(text).given:
        held = values[given_.metric.id]
        expected = {name: getattr(held, name) for name in ("numerator", "denominator", "value", "comment")}
        comment = expected["comment"]
        if comment is not None and comment.startswith("'") and comment[1:2] in ("=", "+", "-", "@"):
            expected["comment"] = comment[1:]
        assert dict(given_.fields) == {name: one for name, one in expected.items() if one is not None}
    assert {one.metric.id for one in read(text).given} == set(values)
