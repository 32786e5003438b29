"""Documents for internal governance: when there is one, its name, from when it is approved, and who cannot sign it."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest

from remit.documents.internal import (
    INTERNAL,
    award_memo,
    decision_memo,
    is_wanted,
    performance_report,
)
from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import KINDS, Subject, concerning, select, subjects
from remit.documents.templates import judge_templates
from remit.findings import Where, error
from remit.model.decisions import Decision
from remit.model.ledger import Ledger
from remit.model.performance import Performance
from remit.model.selection import Selection
from tests.documents.printed import ledger, printed, templates

NAMES = {
    "decision_memo": "decision-al-101",
    "award_memo": "award-al-101",
    "performance_report": "performance-al-101-2026-q1",
}


def head(kind: str) -> str:
    return f'---\ntitle: "T"\nfor: {kind}\nfile_name: "{{{{ document.number }}}}"\n---\n'


def subject(records: Ledger, kind: str) -> Subject:
    return next(one for one in subjects(records) if one.kind == kind)


@pytest.mark.parametrize("kind", NAMES)
def test_each_record_calls_for_a_document_of_its_own_name(kind: str) -> None:
    found = subject(ledger(), kind)
    assert found.id == NAMES[kind]
    assert found.study == "al-101"
    assert found.record.signatures == ()


def test_it_is_printed_unasked_only_where_its_template_is_there() -> None:
    assert is_wanted("work_order", "en-GB", ())
    assert not is_wanted("award_memo", "en-GB", ("work_order.md", "award_memo.de.md"))
    assert is_wanted("award_memo", "en-GB", ("contract_templates/award_memo.md",))
    assert is_wanted("award_memo", "de-AT", ("award_memo.de.md",))
    assert not is_wanted("award_memo", "de", ("award_memo.md",))
    assert set(INTERNAL) <= set(KINDS)


def test_a_decision_is_approved_when_the_role_of_its_level_has_approved() -> None:
    records = ledger()
    (one,) = records.every(Decision)
    assert decision_memo(records, dataclasses.replace(one, approvals=())).status == "draft"
    assert decision_memo(records, one).status == "approved"


def test_an_award_is_approved_when_the_decision_says_that_it_was_made() -> None:
    records = ledger()
    (one,), (decision,) = records.every(Selection), records.every(Decision)
    made = any(step.state == "award" for step in decision.award)
    assert award_memo(records, one).status == ("approved" if made else "draft")
    none = dataclasses.replace(decision, award=())
    files = {path: none if record is decision else record for path, record in records.files.items()}
    assert award_memo(Ledger(MappingProxyType(files)), one).status == "draft"


def test_a_report_is_in_review_until_decisions_on_it_are_recorded() -> None:
    one = next(iter(ledger().every(Performance)))
    assert performance_report(dataclasses.replace(one, decisions=())).status == "in review"
    assert performance_report(dataclasses.replace(one, decisions=("Level stays",))).status == "approved"


def test_an_error_in_another_period_keeps_the_report_from_being_printed() -> None:
    records = ledger()
    wrong = error("X-001", "wrong", Where("data/studies/al-101/performance/2025-q4.yaml"))
    assert concerning(subject(records, "performance_report"), records, [wrong]) == (wrong,)
    assert concerning(subject(records, "award_memo"), records, [wrong]) == ()


def test_documents_of_a_study_and_of_a_kind_are_selected() -> None:
    everything = subjects(ledger())
    assert {one.kind for one in select(everything, (), "al-101", None)} >= set(NAMES)
    assert [one.id for one in select(everything, (), None, "award_memo")] == ["award-al-101"]


BODIES = {
    "decision_memo": "{{ chosen.title }}\n\n::: figure options\nOptions\n:::\n",
    "award_memo": "{% for b in bids %}\n{{ b.bid.bidder }} {{ b.score }}\n\n{% endfor %}\n",
    "performance_report": "{{ period }}\n\n::: figure scorecard\nAt a glance\n:::\n",
}


@pytest.mark.parametrize("kind", NAMES)
def test_it_is_printed_with_a_template_of_its_kind(kind: str) -> None:
    records = ledger()
    with_templates = templates("", **{kind: head(kind) + BODIES[kind]})
    assert not judge_templates(with_templates)
    assert printed(subject(records, kind), records, with_templates)


def test_without_a_template_it_is_refused_by_name() -> None:
    records = ledger()
    made, (finding,) = render(subject(records, "award_memo"), records, templates(""), Stamp("0"), draft=False)
    assert made is None
    assert finding.rule == "PRINT-001"
    assert "contract_templates/award_memo.md" in (finding.hint or "")


SERIES = "::: figure metric-trend\nCourse\n:::\n"


def test_a_figure_for_each_entry_stands_in_the_loop_over_them() -> None:
    kind = "performance_report"
    loop = f"{{% for m in attention %}}\n{SERIES}{{% endfor %}}\n"
    assert not judge_templates(templates("", **{kind: head(kind) + loop}))
    inside = f"{{% for m in attention %}}\n{{% if m.breach %}}\n{SERIES}{{% endif %}}\n{{% endfor %}}\n"
    for body in (SERIES, inside, loop.replace("attention", "metrics")):
        (finding,) = judge_templates(templates("", **{kind: head(kind) + body}))
        assert finding.rule == "TPL-009"
        assert "attention" in finding.message
