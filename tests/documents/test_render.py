"""Languages, placeholders and signatures of documents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from remit.documents.origin import Stamp
from remit.documents.render import render
from remit.documents.subjects import subjects
from remit.documents.templates import FOLDER, judge_templates, read_templates
from remit.findings import error
from remit.model.agreements import Revision
from remit.model.studies import Transfer
from remit.pipeline import judge, print_documents
from remit.word.house import house_bytes
from remit.workspace import Workspace
from tests.documents.printed import HEAD, W, ledger, printed, refusals, templates, words, work_order
from tests.rules.workspace import minimal

DATED = "# Term\n\n1. From {{ work_order.start | date }} for {{ countries | join_and }}.\n"


@pytest.mark.parametrize(("language", "date"), [("en-GB", "3 May 2026"), ("en-US", "May 3, 2026")])
def test_dates_follow_the_language_of_the_document(language: str, date: str) -> None:
    records = ledger()
    text = printed(
        work_order(records, language=language, start=dt.date(2026, 5, 3)), records, templates(DATED)
    )
    assert f"From {date} for" in text


def test_a_template_of_the_language_comes_first_and_brings_its_own_words() -> None:
    american = HEAD.replace("for:", "labels: {clause: section, schedule: Exhibit}\nfor:")
    body = '# Fees {#fees}\n\n1. See [@fees] and [@a].\n\n::: schedule "Costs" {#a}\n:::'
    found = templates(body, **{"work_order__en-US": american + body})
    records = ledger()
    assert "See clause 1 and Schedule A." in printed(work_order(records), records, found)
    assert "See section 1 and Exhibit A." in printed(work_order(records, language="en-US"), records, found)


def test_two_templates_for_one_kind_are_named() -> None:
    tree = {f"{FOLDER}/{name}.md": HEAD.encode() for name in ("one", "two")}
    _, findings = read_templates({**tree, f"{FOLDER}/house.docx": house_bytes()})
    assert [(f.rule, f.where.file) for f in findings] == [("TPL-001", f"{FOLDER}/two.md")]


OPEN = (
    "{% if open_points %}\n::: note\n{% for point in open_points %}\n{{ point }}\n\n{% endfor %}\n:::\n{% endif %}\n"
    "# Terms\n\n1. {{ document.title }}: paid when TBD.\n"
)


@pytest.mark.parametrize("status", ["approved", "executed"])
def test_a_settled_document_with_a_placeholder_is_refused(status: str) -> None:
    records = ledger()
    subject = work_order(records, status=status, title="Order [to be agreed]")
    found = refusals(render(subject, records, templates(OPEN), Stamp("0"), draft=False))
    number = subject.record.number
    assert found == [
        f"PRINT-004 '[to be agreed]' is still open, and {number} is {status}",
        f"PRINT-004 'TBD' is still open, and {number} is {status}",
    ]


@pytest.mark.parametrize(
    ("wording", "sign"),
    [
        ("Paid on &lt;insert date&gt;", "<insert date>"),
        ("[to be agreed & signed]", "[to be agreed & signed]"),
        ("[insert {{ work_order.number }} date]", "[insert … date]"),
        ("{% if work_order.fx_rule == 'none' %}TBD{% endif %} [insert date]", "[insert date]"),
    ],
)
def test_however_a_placeholder_is_written_it_stops_a_signed_document(wording: str, sign: str) -> None:
    records, with_templates = ledger(), templates(f"# Terms\n\n{wording}\n")
    assert [one.message for one in judge_templates(with_templates)][-1].isprintable()
    subject = work_order(records, status="executed")
    refused = refusals(render(subject, records, with_templates, Stamp("0"), draft=False))
    assert refused == [f"PRINT-004 '{sign}' is still open, and {subject.record.number} is executed"]


def test_a_draft_lists_its_placeholders() -> None:
    records = ledger()
    subject = work_order(records, title="Order [to be agreed]")
    text = printed(subject, records, templates(OPEN), draft=True)
    assert f"{subject.record.where.file}, title: '[to be agreed]' is still open" in text
    assert f"{FOLDER}/work_order.md:16:1: 'TBD' is still open" in text


@pytest.mark.parametrize(("status", "draft"), [("executed", True), ("draft", False), ("in review", False)])
def test_in_a_draft_open_values_stand_out_and_agreed_ones_do_not(status: str, draft: bool) -> None:
    records = ledger()
    body = "# Terms\n\n1. **{{ document.title }}** and {{ document.number }}.\n"
    subject = work_order(records, status=status, title="Order [to be agreed]")
    rendered, findings = render(subject, records, templates(body), Stamp("0"), draft=draft)
    assert rendered, findings
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(rendered.data)).read("word/document.xml"))
    marked = [
        run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Placeholder']") is not None
    ]
    assert {"".join(run.itertext()) for run in marked} == {"Order [to be agreed]"}
    assert [run.find(f"{W}rPr/{W}b") is not None for run in marked] == [
        False,
        True,
    ]  # the title and the clause


def test_a_placeholder_that_the_check_has_found_is_told_once() -> None:
    records = ledger()
    subject = work_order(records, title="Order [to be agreed]")
    known = error("DOC-007", "'[to be agreed]' is still open", subject.record.where.at("title"))
    rendered, findings = render(
        subject, records, templates(OPEN), Stamp("0"), draft=True, open_points=(known,)
    )
    assert rendered, findings
    assert words(rendered).count("'[to be agreed]' is still open") == 1


def test_a_point_that_lists_many_lines_leaves_room_on_page_one() -> None:
    records = ledger()
    subject = work_order(records)
    lines = ", ".join(map(str, range(100, 170)))
    known = error("NEW-004", f"70 proposals are not confirmed (lines {lines})", subject.record.where)
    rendered, findings = render(
        subject, records, templates(OPEN), Stamp("0"), draft=True, open_points=(known,)
    )
    assert rendered, findings
    (told,) = [line for line in words(rendered).splitlines() if "70 proposals" in line]
    assert "(lines 100, 101" in told
    assert told.endswith(" ..., which 'remit check' tells in full")
    assert len(told) < 250


def test_a_placeholder_in_a_position_that_is_not_printed_stops_nothing() -> None:
    records = ledger()
    body = "# Terms\n\n{% if work_order.fx_rule == 'none' %}\n1. TBD.\n{% else %}\n1. Words.\n{% endif %}\n"
    assert "Words." in printed(work_order(records, status="executed"), records, templates(body))


def test_a_signature_that_was_given_prints_its_date() -> None:
    records = ledger()
    subject = work_order(records)
    signed = tuple(
        type(one)(where=one.where, party=one.party, signatory=one.signatory, date=dt.date(2026, 2, day))
        for day, one in enumerate(subject.record.signatures, 5)
    )
    assert signed
    text = printed(work_order(records, signatures=signed), records, templates("::: signatures\n:::"))
    assert "Date\n5 February 2026" in text
    assert "February" not in printed(subject, records, templates("::: signatures\n:::"))


def test_signatures_stand_with_the_words_and_the_clause_before_them() -> None:
    body = "# Cap\n::: clause c\n:::\n\n::: signatures\nBy signing, the parties agree.\n:::"
    rendered, findings = render(
        work_order(ledger()), ledger(), templates(body, **{"clauses/c": CLAUSE}), Stamp("0"), draft=False
    )
    assert rendered is not None, findings
    markup = zipfile.ZipFile(io.BytesIO(rendered.data)).read("word/document.xml").decode()
    held = [one for one in re.findall("<w:p>.*?</w:p>", markup) if "<w:keepNext/>" in one]
    texts = ["".join(re.findall("<w:t[^>]*>([^<]*)", one)) for one in held]
    assert texts[:2] == ["Soft.", "By signing, the parties agree."]
    assert markup.index("By signing") < markup.index("Signed for and on behalf of")


def test_entries_of_a_list_are_not_all_held_with_the_table_after_it() -> None:
    rows = "| A | B |\n|---|---|\n| x | y |\n"
    body = "# Terms\n\n{% for s in signatories %}\n1. {{ s.name }} signs.\n{% endfor %}\n\n" + rows
    rendered, findings = render(work_order(ledger()), ledger(), templates(body), Stamp("0"), draft=False)
    assert rendered is not None, findings
    markup = zipfile.ZipFile(io.BytesIO(rendered.data)).read("word/document.xml").decode()
    items = [one for one in re.findall("<w:p>.*?</w:p>", markup) if " signs." in one]
    assert len(items) > 1
    assert not [one for one in items if "<w:keepNext/>" in one]


CLAUSE = (
    '---\nid: c\ntitle: Cap\nversion: "1"\nowner: o\npositions: [{id: standard}, {id: fallback-1}]\n---\n'
    "## standard\n\n1. Soft.\n\n## fallback-1\n\n1. Hard.\n"
)


def test_document_control_lists_departures_without_saying_that_there_are_fallbacks() -> None:
    records = ledger()
    body = "::: control\n:::\n\n# Cap\n::: clause c\n:::"
    found = templates(body, **{"clauses/c": CLAUSE})
    history = (Revision(version="0.9", date=dt.date(2026, 1, 9), author="sponsor", change="First draft"),)
    subject = work_order(records, positions={"c": "fallback-1"}, history=history)
    rendered, _ = render(subject, records, found, Stamp("0"), draft=False)
    assert rendered is not None
    text = words(rendered)
    assert "Clauses not at their standard position\nClause\nPosition\nCap\nvariant 1" in text
    assert "Versions\nVersion\nDate\nChange\n0.9\n9 January 2026\nFirst draft" in text
    assert "fallback" not in text
    assert "standard position" not in printed(work_order(records), records, found)


def test_templates_are_judged_against_what_the_kind_of_document_offers() -> None:
    body = "# Terms\n\n1. {{ work_order.tilte }} {{ study.sites | qty }} {{ transfer.cros }}\n"
    findings = judge_templates(templates(body))
    assert [(f.rule, f.where.line, f.hint.partition("?")[0]) for f in findings[:1]] == [
        ("TPL-011", 8, "did you mean 'title'")
    ]
    assert "the transfer has no 'cros'" in findings[1].message
    assert len(findings) == 2


def test_a_transfer_that_moves_no_duty_says_so_and_not_that_something_is_missing() -> None:
    records = ledger()
    subject = next(one for one in subjects(records) if one.kind == "transfer")
    assert isinstance(subject.record, Transfer)
    kept = {
        id: dataclasses.replace(one, disposition="retained", to=None, shares=())
        for id, one in subject.record.allocations.items()
    }
    alone = dataclasses.replace(subject, record=dataclasses.replace(subject.record, allocations=kept))
    head = HEAD.replace("work_order", "transfer").replace("transfer.id", "transfer.number")
    with_templates = templates("# Duties\n\nNone.\n", transfer=f"{head}# Duties\n\nNone.\n")
    (refusal,) = refusals(render(alone, records, with_templates, Stamp("0"), draft=False))
    assert refusal.startswith("PRINT-002 ")
    assert "moves no duty: every duty stays with the sponsor" in refusal


def test_a_draft_names_on_page_one_what_nobody_has_confirmed() -> None:
    path = "data/studies/al-101/work_orders/wo-101.yaml"
    files = minimal()
    files = {**files, path: files[path].replace(b"\ncro:", b"\n# confirm: as in wo-999\ncro:")}
    loaded = judge(Workspace(Path("nowhere")), files)
    wanted = [one for one in subjects(loaded.ledger) if one.kind == "work_order"]
    body = "# Open\n\n{% for point in open_points %}\n\n{{ point }}\n\n{% endfor %}\n"
    (outcome,) = print_documents(loaded, templates(body), wanted, draft=True, stamp=Stamp("0"))
    assert outcome.rendered is not None
    assert "a proposal is not confirmed: as in wo-999" in words(outcome.rendered)
    assert [finding.rule for finding in outcome.findings] == ["NEW-004"]


def test_a_draft_of_an_executed_document_looks_neither_executed_nor_signed() -> None:
    records = ledger()
    subject = work_order(records, status="executed")
    signed = tuple(dataclasses.replace(one, date=dt.date(2026, 3, 2)) for one in subject.record.signatures)
    subject = dataclasses.replace(subject, record=dataclasses.replace(subject.record, signatures=signed))
    found = templates("::: control\n:::\n\n# Terms\n\n1. Words.\n\n::: signatures\n:::\n")
    final = printed(subject, records, found)
    assert "Executed" in final
    assert "2 March 2026" in final
    draft = printed(subject, records, found, draft=True)
    assert "Draft" in draft
    assert "Executed" not in draft
    assert "2 March 2026" not in draft


def test_a_position_of_a_clause_that_the_template_lacks_keeps_the_document_from_being_printed() -> None:
    records = ledger()
    result = render(
        work_order(records, positions={"payment-term": "fallback-1"}),
        records,
        templates("# H\n\n1. Text.\n"),
        Stamp("0"),
        draft=False,
    )
    assert refusals(result) == [
        "TPL-010 a position is chosen for 'payment-term', but work_order.md prints no such clause"
    ]


@pytest.mark.parametrize(("status", "refused"), [("draft", False), ("approved", True), ("executed", True)])
def test_a_document_is_not_settled_while_nobody_has_confirmed_what_was_proposed(
    status: str, refused: bool
) -> None:
    order = "data/studies/al-101/work_orders/wo-101.yaml"
    tree = minimal()
    text = tree[order].replace(b"status: executed", f"status: {status}".encode())
    tree[order] = text.replace(b"cro: brightwell", b"# confirm: as in another order\ncro: brightwell")
    loaded = judge(Workspace(Path()), tree)
    (subject,) = (one for one in subjects(loaded.ledger) if one.id == "wo-101")
    found = templates("# H\n\n1. Text.\n")
    (outcome,) = print_documents(loaded, found, [subject], draft=False, stamp=Stamp("0"))
    told = [one.message for one in outcome.findings if one.rule == "PRINT-004"]
    assert told == [
        f"{subject.record.number} is {status}, but a proposal is not confirmed: as in another order"
    ] * int(refused)
    (draft,) = print_documents(loaded, found, [subject], draft=True, stamp=Stamp("0"))
    assert draft.rendered is not None
