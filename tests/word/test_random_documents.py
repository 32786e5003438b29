"""Documents made by chance pass every validator and lose no character of what they print."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from remit.templating import compile_template, load_template
from remit.word import WordTarget, finish
from tests.oracles import docx_defects
from tests.word import specimen
from tests.word.random_documents import Maker

USUAL, DEEP = 12, 200


def made(seed: int) -> tuple[bytes, list[str]]:
    """The bytes of a document, and the texts that were to be printed in it."""
    maker, style = Maker(seed), specimen.house()
    template = load_template("random.md", maker.template(), {})
    people = specimen.context()["signatories"]
    context = {"texts": tuple(maker.texts), "few": ("a", "b", "c"), "signatories": people}
    printed = compile_template(template, WordTarget(style)).print(context, draft=True)
    return finish(style, printed, specimen.FACTS), maker.texts


def paragraphs(data: bytes) -> str:
    """All text of the main part; breaks and tabs as the characters they were."""
    signs = {"t": None, "br": "\n", "tab": "\t"}
    found = []
    for one in Document(io.BytesIO(data)).element.body.iter("{*}t", "{*}br", "{*}tab", "{*}p"):
        name = one.tag.rpartition("}")[2]
        found.append("\x00" if name == "p" else one.text or "" if name == "t" else str(signs[name]))
    return "".join(found)


def judged(folder: Path, seeds: range) -> None:
    files = []
    for seed in seeds:
        data, texts = made(seed)
        whole = paragraphs(data)
        lost = [text for text in texts if text not in whole]
        assert lost == [], f"seed {seed}"
        files.append(folder / f"{seed}.docx")
        files[-1].write_bytes(data)
    assert docx_defects(files, residue=False) == []


def test_some_documents_made_by_chance(tmp_path: Path) -> None:
    judged(tmp_path, range(USUAL))


@pytest.mark.deep
def test_many_documents_made_by_chance(tmp_path: Path) -> None:
    judged(tmp_path, range(1000, 1000 + DEEP))


def test_chance_repeats_itself() -> None:
    assert made(7) == made(7)
