"""A change order as a document: what it changes, from what to what, in the words of the order."""

from __future__ import annotations

import dataclasses

from remit.documents.context import context_of
from remit.documents.origin import Stamp
from remit.documents.subjects import Subject, concerning, subjects
from remit.findings import Where, error
from remit.model.changes import ChangeOrder, UnitChange
from remit.model.ledger import Ledger
from remit.model.values import Money
from tests.documents.printed import ledger, printed, refusals, render, templates

HEAD = "---\ntitle: Change\nfor: change_order\nfile_name: co\n---\n"
LINES = (
    "{% for l in lines %}\n{{ l.description }} ({{ l.unit }}): {{ l.change.previous | qty }} to {{ l.change.new | qty }}\n"
    "{% endfor %}\n"
)
"""The lines that change, a paragraph for each."""


def subject(records: Ledger, **changes: object) -> Subject:
    """The change order of the example, with some of its fields changed."""
    (found,) = [one for one in subjects(records) if one.kind == "change_order"]
    return dataclasses.replace(found, record=dataclasses.replace(found.record, **changes))  # type: ignore[arg-type]


def text(body: str, **changes: object) -> str:
    records = ledger()
    return printed(subject(records, **changes), records, templates("", change_order=HEAD + body))


def test_lines_are_named_as_the_work_order_names_them() -> None:
    assert "Monitoring visits (visit): 100 to 105" in text(LINES)


def test_a_line_that_the_change_adds_is_named_by_the_change() -> None:
    added = {"original": 0, "previous": 0, "new": 2, "unit_price": Money.parse("10 USD")}
    line = UnitChange(id="audit", description="Audit", unit="day", delta=Money.parse("20 USD"), **added)
    assert "Audit (day): 0 to 2" in text(LINES, direct={"audit": line})


def test_a_line_that_nobody_names_is_not_printed_without_a_name() -> None:
    line = UnitChange(
        id="audit",
        original=0,
        previous=0,
        new=2,
        unit_price=Money.parse("10 USD"),
        delta=Money.parse("20 USD"),
    )
    records = ledger()
    wanted = templates("", change_order=HEAD + LINES)
    found = render(subject(records, direct={"audit": line}), records, wanted, Stamp("0"), draft=True)
    assert refusals(found) == ["PRINT-002 CO-01 cannot be printed: 'audit' is not in the records"]


def test_totals_before_are_those_of_the_order_and_its_earlier_changes() -> None:
    body = "{{ totals_before.direct | money }} to {{ change_order.totals.direct | money }}\n"
    assert "500,000 to 520,000" in text(body)


def test_a_second_change_starts_where_the_first_one_ended() -> None:
    records = ledger()
    first = subject(records).record
    assert isinstance(first, ChangeOrder)
    second = dataclasses.replace(first, id="co-02", number="CO-02", sequence=2)
    files = {**records.files, "data/studies/al-101/change_orders/co-02.yaml": second}
    context = context_of(dataclasses.replace(records, files=files), second, {})
    assert [one.id for one in context["earlier"]] == ["co-01"]
    assert context["totals_before"].direct == Money.parse("520000 USD")
    assert context["work_order"].direct["visits"].quantity == 105


def test_the_last_step_of_the_cost_history_stands_apart_as_the_total() -> None:
    steps = "{% for h in history %}\n{{ h.step }}\n{% endfor %}\n\n"
    body = steps + "then {{ history_total.step }} {{ history_total.total | money }}\n"
    assert text(body).splitlines()[-3:] == ["Original", "CO-01", "then Total 993,500"]


def test_without_a_cost_history_there_is_no_document() -> None:
    records = ledger()
    found = render(
        subject(records, cost_history=()),
        records,
        templates("", change_order=HEAD + "Words.\n"),
        Stamp("0"),
        draft=True,
    )
    assert refusals(found) == ["PRINT-002 CO-01 cannot be printed: 'cost history' is not in the records"]


def test_an_error_in_the_order_or_its_agreement_stops_the_change_order() -> None:
    records = ledger()
    one = subject(records)
    for file, stops in (
        ("data/studies/al-101/work_orders/wo-101.yaml", True),
        ("data/agreements/master/msa-bright.yaml", True),
        ("data/agreements/master/other.yaml", False),
        ("data/studies/other/study.yaml", False),
    ):
        found = concerning(one, records, [error("X-001", "wrong", Where(file))])
        assert bool(found) is stops, file
