"""Every text that XML can hold comes out of a Word file as it went in, and the file stays valid."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from remit.findings import Where
from remit.templating import Compiled, compile_template, load_template
from remit.word import House, WordTarget, finish
from tests.oracles import check_docx, docx_defects
from tests.word import specimen

TEMPLATE = """---
title: T
for: work_order
file_name: f
toc: true
---
# {{ r.text }}

1. {{ r.text }} {#c}
   1. **{{ r.text }}** and [@c]

- {{ r.text }}

| A | {{ r.text }} |
|---|--:|
| {{ r.text }} | {{ r.text }} |

::: schedule "{{ r.text }}"
{{ r.text }}
:::
"""
LEGAL = st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cs", "Cc"))
TEXTS = st.text(st.one_of(LEGAL, st.sampled_from("\n\t&<>\"'{}%#|*[]@:العربية漢字")), max_size=60)


@lru_cache(1)
def prepared() -> tuple[House, Compiled]:
    style = specimen.house()
    return style, compile_template(load_template("t.md", TEMPLATE, {}), WordTarget(style))


def made(text: str) -> bytes:
    style, code = prepared()
    record = specimen.Entry(Where("data/r.yaml"), {"text": text})
    return finish(style, code.print({"r": record}), specimen.FACTS)


@given(TEXTS)
def test_text_in_equals_text_out(text: str) -> None:
    document = Document(io.BytesIO(made(text)))
    paragraphs = [
        "".join(
            t.text or ("\n" if t.tag.endswith("}br") else "\t" if t.tag.endswith("}tab") else "")
            for t in p.iter("{*}t", "{*}br", "{*}tab")
        )
        for p in document.element.body.iter("{*}p")
        if p.find("{*}pPr/{*}tabs") is None
    ]
    assert paragraphs.count(text) >= 7 if text else True


@given(TEXTS)
@settings(max_examples=40)
def test_no_text_makes_a_file_invalid(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "d.docx"
    path.write_bytes(made(text))
    assert not check_docx(path, residue=False)


def test_hostile_texts(tmp_path: Path) -> None:
    texts = (
        "</w:t></w:r>",
        "]]>",
        "<!--",
        "&amp;",
        "&#x1;",
        "{{ 7*7 }}",
        "{% for %}",
        "  spaces  ",
        "A" * 5000,
        "ש" * 99,
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.docx").write_bytes(made(text))
    assert not docx_defects(sorted(tmp_path.glob("*.docx")), residue=False)
