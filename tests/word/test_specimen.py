"""A whole work order, judged by validators, LibreOffice and python-docx."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from remit.blocks import BlocksTarget, read_events, to_text
from remit.findings import CannotGoOn
from remit.templating import compile_template, load_template
from remit.word import WordTarget, complete, finish
from remit.word.namespaces import w
from tests.oracles import assert_valid_docx, pdf_text
from tests.word import specimen

POSITIONS = {"liability": "fallback-1"}


@pytest.fixture(scope="module")
def final() -> bytes:
    return specimen.work_order(POSITIONS)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, final: bytes) -> str:
    path = tmp_path_factory.mktemp("pdf") / "order.docx"
    path.write_bytes(final)
    return re.sub(r"\s+", " ", pdf_text(path))


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_final_and_draft_are_valid(tmp_path: Path, final: bytes) -> None:
    style = specimen.house()
    printed = specimen.compiled(style).print(specimen.context(), {}, draft=True)
    draft = finish(style, printed, replace(specimen.FACTS, watermark="DRAFT", language="en-US"))
    (tmp_path / "final.docx").write_bytes(final)
    (tmp_path / "draft.docx").write_bytes(draft)
    assert_valid_docx(sorted(tmp_path.glob("*.docx")))
    headers = [n for n in zipfile.ZipFile(io.BytesIO(draft)).namelist() if "header" in n]
    assert all(b'string="DRAFT"' in zipfile.ZipFile(io.BytesIO(draft)).read(name) for name in headers)
    assert "Counsel of each party" in Document(io.BytesIO(draft)).element.xpath("string(.)")
    assert "Counsel of each party" not in Document(io.BytesIO(final)).element.xpath("string(.)")


def test_the_same_bytes_anywhere(final: bytes) -> None:
    code = (
        "import sys,hashlib; sys.path.insert(0, '.'); from tests.word import specimen;"
        f"print(hashlib.sha256(specimen.work_order({POSITIONS!r})).hexdigest())"
    )
    made = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Kolkata", "C.UTF-8")):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        made.add(
            subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, check=True).stdout
        )
    assert len(made) == 1


def clause_lines() -> Iterator[str]:
    target = compile_template(specimen.template(), BlocksTarget())
    for line in to_text(read_events(target.print(specimen.context(), POSITIONS).markup)).splitlines():
        if re.match(r"\s*(\d[\d.]*|\([a-zA-Z]+\)|Schedule [A-Z]) ", line):
            yield line.strip()


@pytest.mark.libreoffice
def test_numbers_and_references_are_those_that_libreoffice_counts(pdf: str) -> None:
    lines = list(clause_lines())
    assert len(lines) > 60
    for line in lines:
        number, _, words = line.partition(" ")
        if number == "Schedule":
            number, _, words = line[9:].partition(" ")
            number = f"Schedule {number}"
        assert re.search(re.escape(number) + r"\.? " + re.escape(words), pdf), line


@pytest.mark.libreoffice
def test_nothing_of_a_table_is_cut(pdf: str) -> None:
    for words in (
        "Sponsor clinical lead",
        "15 September 2025",
        "Total of direct fees 15,340,800",
        "21 CFR 312.94",
    ):
        assert words in pdf or words.replace(" ", "") in pdf.replace(" ", "")


def test_contents_list_every_heading(final: bytes) -> None:
    body = complete(
        specimen.compiled(specimen.house()).print(specimen.context(), POSITIONS).markup, specimen.house()
    )
    entries = [p.text for p in Document(io.BytesIO(final)).paragraphs if p.style.name.startswith("toc")]
    assert entries == [f"{h.number}\t{h.words}\t" for h in body.headings]
    assert len(entries) == 21


def test_fields_are_closed_and_aim_at_bookmarks(final: bytes) -> None:
    root = body(final)
    names = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    fields = [i.text.split() for i in root.iter(w("instrText"))]
    aims = {parts[1] for parts in fields if parts[0] in ("REF", "PAGEREF")}
    assert aims <= names
    assert sum(parts[0] == "REF" for parts in fields) >= 25


def test_every_value_of_a_record_stands_in_a_content_control(final: bytes) -> None:
    printed = specimen.compiled(specimen.house()).print(specimen.context(), POSITIONS)
    tagged = [
        (c.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")), "".join(c.itertext()))
        for c in body(final).iter(w("sdt"))
    ]
    controls = [(tag, text) for tag, text in tagged if not tag.startswith("clause:")]
    assert controls == [(f"v{v.number}", v.text) for v in printed.values]
    assert len(controls) > 900


def test_tables_repeat_their_heads_and_keep_rows_whole(final: bytes) -> None:
    tables = list(body(final).iter(w("tbl")))
    assert len(tables) >= 12
    for table in tables:
        rows = table.findall(w("tr"))
        assert rows
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
        grid = [int(column.get(w("w"))) for column in table.find(w("tblGrid"))]
        assert sum(grid) in (9070, 14002)
    signatures = next(t for t in tables if "RemitSignatures" in etree.tostring(t).decode())
    assert len(signatures.findall(w("tr"))) == 5


def test_properties_say_what_the_file_is(final: bytes) -> None:
    core = Document(io.BytesIO(final)).core_properties
    assert (core.title, core.subject, core.language, core.identifier) == (
        "Work Order WO-009", "Study ALD-42-301", "en-GB", "WO-009",
    )  # fmt: skip


HEAD = "---\ntitle: T\nfor: work_order\nfile_name: f\n---\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# One {#one}\n{% if show %}\n1. Clause {#c}\n{% endif %}\n\nSee [@c].", "TPL-006"),
        ("# One\n{% for n in two %}\n1. Clause {#c}\n{% endfor %}", "TPL-007"),
    ],
)
def test_references_and_ids_must_work_in_the_document(text: str, rule: str) -> None:
    style = specimen.house()
    printed = compile_template(load_template("t.md", HEAD + text, {}), WordTarget(style)).print(
        {"show": False, "two": [1, 2]}
    )
    with pytest.raises(CannotGoOn) as caught:
        finish(style, printed, specimen.FACTS)
    assert [(f.rule, f.where.file) for f in caught.value.findings] == [(rule, "t.md")]


def test_leaving_a_clause_out_renumbers_the_others() -> None:
    text = "# One\n{% if show %}\n1. First.\n{% endif %}\n1. Second. {#c}\n\nSee [@c]."
    style = specimen.house()
    code = compile_template(load_template("t.md", HEAD + text, {}), WordTarget(style))
    numbers = [complete(code.print({"show": s}).markup, style).numbers["c"].number for s in (True, False)]
    assert numbers == ["1.2", "1.1"]


def test_landscape_pages_follow_each_other_without_a_page_between() -> None:
    text = "Up.\n\n::: landscape\nWide.\n:::\n\n::: landscape\nWider.\n:::"
    style = specimen.house()
    made = complete(
        compile_template(load_template("t.md", HEAD + text, {}), WordTarget(style)).print({}).markup, style
    )
    assert re.findall(r'<w:pgSz [^>]*?w:w="(\d+)"', made.markup) == ["11906", "16838"]
