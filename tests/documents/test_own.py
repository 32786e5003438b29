"""Word templates of a company's own: the same context, the same strictness, the same bytes every time."""

from __future__ import annotations

import builtins
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from remit.documents.origin import Stamp
from remit.documents.render import Rendered, render
from remit.documents.templates import FOLDER, HOUSE, Templates, judge_templates, read_templates
from remit.word.house import house_bytes
from tests.documents.printed import HEAD, ledger, refusals, words, work_order
from tests.oracles import assert_valid_docx


def word_template(*paragraphs: str, header: str = "", rows: tuple[str, ...] = ()) -> bytes:
    """A Word file as a company's counsel might write it."""
    document = Document(io.BytesIO(house_bytes()))
    for section in document.sections:
        for paragraph in (*section.header.paragraphs, *section.footer.paragraphs):
            paragraph.text = ""
        section.header.paragraphs[0].text = header
    for old in document.element.body.findall("{*}p"):
        document.element.body.remove(old)
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=1)
        for text in rows:
            table.add_row().cells[0].text = text
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def own(data: bytes, name: str = "work_order.docx") -> Templates:
    found, findings = read_templates({f"{FOLDER}/{name}": data, HOUSE: house_bytes()})
    assert not findings
    return found


def made(data: bytes, **changes: Any) -> Rendered:
    records = ledger()
    rendered, findings = render(work_order(records, **changes), records, own(data), Stamp("0"), draft=False)
    assert rendered is not None, findings
    return rendered


LINES = (
    "{%tr for line in direct_groups[0].lines %}",
    "{{ line.description }}: {{ line.amount | money_cur }}",
    "{%tr endfor %}",
)


def test_records_are_printed_in_text_tables_and_headers(tmp_path: Path) -> None:
    data = word_template(
        "Order {{ work_order.number }} from {{ work_order.start | date }}",
        header="No {{ work_order.number }}",
        rows=LINES,
    )
    rendered = made(data, language="en-US")
    assert words(rendered).splitlines()[:3] == [
        "Order WO-101 from January 5, 2026",
        "Monitoring visits: USD 400,000",
        "Calls to sites: USD 100,000",
    ]
    document = Document(io.BytesIO(rendered.data))
    assert document.sections[0].header.paragraphs[0].text == "No WO-101"
    assert (document.core_properties.title, document.core_properties.identifier) == ("Work order", "WO-101")
    (tmp_path / "d.docx").write_bytes(rendered.data)
    assert_valid_docx(tmp_path / "d.docx")
    assert rendered.data == made(data, language="en-US").data


@pytest.mark.parametrize(
    "text",
    [
        "A & B <b>x</b>",
        "</w:t></w:r>",
        "{{ 7*7 }}",
        "{_{ x }_} {_% y %_}",
        "&amp; \"quotes\" 'single'",
        "two\nlines",
    ],
)
def test_a_value_is_text_and_stays_text(text: str) -> None:
    document = Document(io.BytesIO(made(word_template("[{{ work_order.title }}]"), title=text).data))
    assert document.paragraphs[0].text == f"[{text}]"


REFUSED = [
    ("Fee: {{ work_order.titel }}", "TPL-011", "In 'Fee: {{ work_order.titel }}'"),
    ("{{ ordr }}", "TPL-011", "'ordr'"),
    ("{{ work_order.start }}", "TPL-012", "a date"),
    ("{{ work_order.title | money }}", "TPL-012", "an amount of money"),
    ("{{ range(9) }}", "TPL-003", "Templates may not use a call."),
    ("{{ work_order.title * 9999 }}", "TPL-003", "Templates may not use arithmetic."),
    ("{{ work_order.__class__ }}", "TPL-003", "__class__"),
    ("{% include 'x' %}", "TPL-003", "include"),
    ("{{ work_order.title | upper }}", "TPL-003", "There is no filter upper."),
    ("{% if work_order.title %}open", "TPL-002", "a tag cannot be read"),
]


@pytest.mark.parametrize(("text", "rule", "message"), REFUSED)
def test_what_is_wrong_is_found_before_and_while_printing(text: str, rule: str, message: str) -> None:
    templates, records = own(word_template("Before", text)), ledger()
    (judged,) = judge_templates(templates)
    assert (judged.rule, judged.where.file) == (rule, f"{FOLDER}/work_order.docx")
    assert message in judged.message
    (refused,) = refusals(render(work_order(records), records, templates, Stamp("0"), draft=False))
    assert refused.startswith(rule)


def test_endless_loops_are_stopped() -> None:
    nested = "{% for a in signatories %}" * 4 + "x" + "{% endfor %}" * 4
    records = ledger()
    many = work_order(records, signatures=work_order(records).record.signatures * 40)
    found = render(many, records, own(word_template(nested)), Stamp("0"), draft=False)
    assert [one[:7] for one in refusals(found)] == ["TPL-014"]


def test_both_kinds_of_template_for_one_kind_of_record_are_named() -> None:
    tree = {
        f"{FOLDER}/work_order.md": HEAD.encode(),
        f"{FOLDER}/work_order.docx": word_template("x"),
        HOUSE: house_bytes(),
    }
    _, findings = read_templates(tree)
    assert [(f.rule, f.where.file) for f in findings] == [("TPL-001", f"{FOLDER}/work_order.md")]


def test_other_word_files_are_no_templates() -> None:
    assert own(b"lock", "~$house.docx").own == ()


def _damaged(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("data", [b"words", word_template("x")[:500], _damaged(word_template("x"))])
def test_a_damaged_template_is_named(data: bytes) -> None:
    (judged,) = judge_templates(own(data))
    assert judged.rule == "TPL-022"
    assert judged.message.startswith("the Word template cannot be used: ")
    assert judged.hint == "open it in Word and save it again as .docx"


def test_an_empty_template_is_called_empty() -> None:
    (judged,) = judge_templates(own(b""))
    assert judged.message == "the Word template cannot be used: the file is empty"


def test_without_the_package_there_is_a_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == "docxtpl":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    records = ledger()
    (refused,) = refusals(
        render(work_order(records), records, own(word_template("x")), Stamp("0"), draft=False)
    )
    assert refused.startswith("TPL-022 the Word template cannot be used: the package docxtpl,")
    assert refused.endswith("is not installed")


OPEN = "The price is TBD."


def test_what_the_wording_leaves_open_is_found_and_stops_a_signed_document() -> None:
    templates, records = own(word_template("Before", OPEN, "Signed: ____________________")), ledger()
    (judged,) = judge_templates(templates)
    assert (judged.rule, judged.where.file) == ("TPL-021", f"{FOLDER}/work_order.docx")
    assert judged.message == "In 'The price is TBD.': the wording leaves 'TBD' open."
    refused = refusals(
        render(work_order(records, status="executed"), records, templates, Stamp("0"), draft=False)
    )
    assert refused == ["PRINT-004 'TBD' is still open, and WO-101 is executed"]
    rendered, _ = render(work_order(records, status="draft"), records, templates, Stamp("0"), draft=False)
    assert rendered


@pytest.mark.parametrize(
    ("wording", "sign"),
    [
        ("Paid on [insert  date] at last", "[insert date]"),
        ("Paid on [insert\u00a0date] at last", "[insert date]"),
        ("A fee of [________] USD", "[________]"),
        ("Signed ________ on [insert date]", "[insert date]"),
        ("[insert ____ of {{ work_order.number }}]", "[insert ___ of …]"),
        ("{% if work_order.number == 'none' %}TBD{% endif %} [insert date]", "[insert date]"),
    ],
)
def test_however_a_placeholder_is_written_it_stops_a_signed_document(wording: str, sign: str) -> None:
    records, templates = ledger(), own(word_template(wording, "Signed: ____________________"))
    assert {one.rule for one in judge_templates(templates)} == {"TPL-021"}
    subject = work_order(records, status="executed")
    refused = refusals(render(subject, records, templates, Stamp("0"), draft=False))
    assert refused == [f"PRINT-004 '{sign}' is still open, and WO-101 is executed"]


def test_what_a_record_leaves_open_stops_a_signed_document() -> None:
    records, templates = ledger(), own(word_template("{{ work_order.title }}"))
    subject = work_order(records, status="executed", title="Work order [insert title]")
    (refused,) = refusals(render(subject, records, templates, Stamp("0"), draft=False))
    assert refused == "PRINT-004 '[insert title]' is still open, and WO-101 is executed"


def test_what_is_not_printed_is_not_open() -> None:
    data = word_template("{% if work_order.number == 'none' %}TBD{% endif %}Done")
    assert words(made(data, status="executed")).splitlines()[0] == "Done"


def test_a_draft_can_print_what_is_open() -> None:
    records, templates = ledger(), own(word_template("{% for p in open_points %}{{ p }}{% endfor %}", OPEN))
    rendered, findings = render(work_order(records), records, templates, Stamp("0"), draft=True)
    assert rendered, findings
    assert words(rendered).splitlines()[0] == ("contract_templates/work_order.docx:1:1: 'TBD' is still open")


def _without_headers(data: bytes, *, first: bool, even: bool) -> bytes:
    document = Document(io.BytesIO(data))
    for section in document.sections:
        for reference in section._sectPr.findall("{*}headerReference"):
            section._sectPr.remove(reference)
        section.different_first_page_header_footer = first
    document.settings.odd_and_even_pages_header_footer = even
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("first", "even"), [(False, False), (True, False), (True, True)])
def test_every_page_of_a_draft_bears_the_watermark(tmp_path: Path, first: bool, even: bool) -> None:
    data = _without_headers(word_template("Order {{ work_order.number }}"), first=first, even=even)
    rendered = made(data, status="draft")
    (tmp_path / "d.docx").write_bytes(rendered.data)
    assert_valid_docx(tmp_path / "d.docx")
    section = Document(io.BytesIO(rendered.data)).sections[0]
    shown = [
        section.header,
        *([section.first_page_header] if first else []),
        *([section.even_page_header] if even else []),
    ]
    for header in shown:
        assert not header.is_linked_to_previous
        assert len(header._element.findall(".//{*}textpath[@string='DRAFT']")) == 1
    assert rendered.data == made(data, status="draft").data
    final = Document(io.BytesIO(made(data, status="executed").data))
    assert final.sections[0].header.is_linked_to_previous


def test_a_header_that_cannot_bear_the_watermark_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(word_template("x", header="Head"))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name, content in parts.items():
            other = re.sub(rb"(</?|\s|xmlns:)w([:=])", rb"\1x\2", content) if "/header" in name else content
            changed.writestr(name, other)
    records, templates = ledger(), own(out.getvalue())
    (told,) = refusals(
        render(work_order(records, status="draft"), records, templates, Stamp("0"), draft=False)
    )
    assert told.startswith("TPL-022 the Word template cannot be used: its word/header")
    assert told.endswith(".xml is not written as Word does, and cannot bear a watermark")
    assert render(work_order(records, status="executed"), records, templates, Stamp("0"), draft=False)[0]


def test_a_header_with_words_keeps_them_beside_the_watermark() -> None:
    rendered = made(word_template("x", header="No {{ work_order.number }}"), status="draft")
    header = Document(io.BytesIO(rendered.data)).sections[0].header
    assert header.paragraphs[0].text == "No WO-101"
    assert len(header._element.findall(".//{*}textpath[@string='DRAFT']")) == 1


def test_messages_end_once() -> None:
    (judged,) = judge_templates(own(word_template("{%p for s in services %}", "{{ s.service.title }}")))
    assert judged.message.endswith("The innermost block that needs to be closed is 'for'.")
