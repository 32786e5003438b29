"""Templates that were kept ready print what templates read anew print, and are found only for what they were made from."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from remit import pipeline
from remit.load import memory as memory_module
from remit.rebuild import wording
from remit.rebuild.packing import packed
from remit.rebuild.remembered import Memory, memory_of
from remit.rebuild.wording import templates_of
from remit.workspace import Workspace
from tests.rebuild.test_incremental import build, change, files, same_as_clean, written

KEY = ("work_order", "en-GB")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "book", files())


def memory(book: Workspace) -> Memory:
    return memory_of(book.root, book.documents)


def test_kept_templates_are_neither_read_nor_compiled_again(book: Workspace) -> None:
    templates_of(book, memory(book), [KEY])
    read, found = pipeline.load_templates(book)
    with patch.object(wording, "read_templates") as read_templates:
        kept, wrong = templates_of(book, memory(book), [KEY])
    assert not read_templates.called
    assert wrong == found
    assert kept.files == read.files
    assert kept.digests == read.digests
    assert kept.house == read.house
    assert set(kept.read) == set(read.read)
    for key, template in read.read.items():
        assert kept.read[key].blocks == template.blocks
        assert kept.read[key].front == template.front
    assert kept.compiled(*KEY) is kept.ready[KEY]
    assert kept.template(*KEY) is kept.ready[KEY].template
    assert kept.compiled("work_order", "en-US") is not None


def test_a_language_that_was_not_kept_is_compiled_and_kept_beside_the_others(book: Workspace) -> None:
    templates_of(book, memory(book), [KEY])
    other = ("transfer", "en-GB")
    templates_of(book, memory(book), [other, ("no kind", "en-GB")])
    kept, _ = templates_of(book, memory(book), [KEY, other])
    assert set(kept.ready) == {KEY, other}


def test_documents_of_kept_templates_are_those_of_templates_read_anew(book: Workspace) -> None:
    templates_of(book, memory(book), [KEY, ("transfer", "en-GB"), ("quality_agreement", "en-GB")])
    same_as_clean(book, build(book))


def test_another_wording_or_another_program_is_read_anew(book: Workspace) -> None:
    templates_of(book, memory(book), [KEY])
    other_tool = Memory(memory(book).place, "another program")
    with patch.object(wording, "read_templates", wraps=wording.read_templates) as read_templates:
        templates_of(book, other_tool, [KEY])
        assert read_templates.call_count == 1
        change(book, "contract_templates/clauses/taxes.md", "## standard\n", "## standard\n\nPlainly:\n")
        templates_of(book, other_tool, [KEY])
        assert read_templates.call_count == 2


def test_nothing_is_unpacked_that_another_could_have_written(book: Workspace) -> None:
    place = memory(book).place
    assert place is not None
    place = place.with_name(f"{place.name.partition('-')[0]}-wording.bin")
    memory_module.keep_bytes(place, "any", packed("anything"))
    with patch.object(wording, "unpacked", return_value=(None, (), {}, {})) as opened:
        with pytest.raises(TypeError):
            wording._recalled(place, "any", {})
        assert opened.called
    whole = place.read_bytes()
    for damage in (
        lambda: place.write_bytes(whole[:-1]),
        lambda: place.write_bytes(b"x" + whole),
        lambda: (place.write_bytes(whole), place.chmod(0o666)),
        lambda: (place.chmod(0o644), place.parent.chmod(0o777)),
    ):
        damage()
        with patch.object(wording, "unpacked") as opened:
            assert wording._recalled(place, "any", {}) is None
            assert not opened.called
    place.parent.chmod(0o700)


def test_without_a_place_to_keep_them_templates_are_read(
    book: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMIT_CACHE", "off")
    found, wrong = templates_of(book, memory(book), [KEY])
    assert found.compiled(*KEY) is not None
    assert wrong == pipeline.load_templates(book)[1]
    assert not (book.root.parent / "cache").exists()
