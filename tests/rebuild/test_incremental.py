"""A build after a change gives what a build from nothing gives, and prints only what the change touches."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit import pipeline
from remit.cli import printing
from remit.rebuild.printing import Done, job_of, print_shared
from remit.rebuild.records import records_of
from remit.rebuild.remembered import memory_of
from remit.rebuild.results import remembered_results
from remit.rebuild.unchanged import Asked, as_it_stands, unchanged, whole
from remit.word.house import house_bytes
from remit.workspace import Workspace
from tests.rules.workspace import minimal

ROOT = Path(__file__).parents[2]
ALL = Asked((), None, None, False)
LINE = re.compile(r"^( +[a-z_]+: )([A-Za-z][^\n#:\"'\[\]{}>|]*)$", re.M)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("REMIT_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "book", files())


def files() -> dict[str, bytes]:
    """The smallest playbook with the shipped templates; everything in it that is printed is printed as final."""
    found = {**minimal(), "contract_templates/house.docx": house_bytes()}
    for path in sorted((ROOT / "contract_templates").rglob("*.md")):
        found[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return found


def written(root: Path, content: Mapping[str, bytes]) -> Workspace:
    for name, data in content.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return Workspace(root)


def build(book: Workspace, asked: Asked = ALL, out: str = "") -> dict[str, Done]:
    """What `remit build` does, without its words."""
    folder = book.root / out if out else book.documents
    remembered = memory_of(book.root, folder)
    loaded = pipeline.load(book) if out else records_of(book, remembered)
    wanted = printing.chosen(loaded, asked)
    job = job_of(loaded, wanted, folder, remembered, draft=asked.draft, anew=bool(out))
    with nullcontext() if out else remembered_results(remembered):
        done = printing.print_all(job, wanted, 1)
    if not out:
        entries = {one.id: one.entry for one in done if one.entry}
        everything = {**loaded.tree, **job.templates.files}
        clean = not any(one.findings or one.path is None for one in done)
        now = whole(everything, job.stamp.commit, asked, dirty=job.stamp.dirty) if clean else ""
        remembered.remember(now, entries)
    return {one.id: one for one in done}


def same_as_clean(book: Workspace, built: Mapping[str, Done]) -> None:
    shutil.rmtree(book.root / "clean", ignore_errors=True)
    clean = build(book, out="clean")
    assert {id for id, one in built.items() if one.path} == {id for id, one in clean.items() if one.path}
    for id, one in clean.items():
        if one.path:
            assert built[id].path.read_bytes() == one.path.read_bytes(), id  # type: ignore[union-attr]


def change(book: Workspace, name: str, old: str, new: str) -> None:
    path = book.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def fresh(built: Mapping[str, Done]) -> set[str]:
    return {id for id, one in built.items() if one.fresh and one.path}


def test_a_second_build_prints_nothing_and_a_changed_record_only_what_prints_it(book: Workspace) -> None:
    first = build(book)
    assert fresh(first) == {id for id, one in first.items() if one.path}
    assert len(fresh(first)) >= 3
    assert fresh(build(book)) == set()
    order = next((book.data / "studies/al-101/work_orders").glob("*.yaml"))
    title = re.search(r"^title: (.*)$", order.read_text("utf-8"), re.M)
    assert title
    change(book, order.relative_to(book.root).as_posix(), title[0], f"{title[0]} once more")
    again = build(book)
    assert fresh(again) == {order.stem, "co-01"}
    same_as_clean(book, again)


def test_a_comment_that_stops_a_document_stops_it_though_its_content_is_the_same(book: Workspace) -> None:
    build(book)
    order = "data/studies/al-101/work_orders/wo-101.yaml"
    change(book, order, "cro: brightwell", "# confirm: as in another order\ncro: brightwell")
    again = build(book)
    assert again["wo-101"].path is None
    assert [one.rule for one in again["wo-101"].findings] == ["PRINT-004"]
    same_as_clean(book, again)


def test_documents_that_are_not_printed_again_name_the_new_state_of_the_records(book: Workspace) -> None:
    build(book)
    change(book, "data/topics.yaml", "\n", "\n# said by nobody\n")
    with patch.object(pipeline, "print_documents") as print_documents:
        again = build(book)
    assert not print_documents.called
    assert fresh(again) == set()
    same_as_clean(book, again)


GERMAN = """---
title: "{{ document.title }}"
for: work_order
file_name: "{{ work_order.id }}"
labels: {version: Fassung, data_revision: Datenstand, page: Seite, page_of: von, executed: unterzeichnet, draft: Entwurf}
---

# Leistungen {#services}

1. Siehe [@services].
"""


def test_a_document_in_another_language_keeps_its_words_when_only_the_state_is_new(book: Workspace) -> None:
    order = next((book.data / "studies/al-101/work_orders").glob("*.yaml"))
    order.write_bytes(order.read_bytes() + b"language: de\n")
    (book.templates / "work_order.de.md").write_text(GERMAN, "utf-8")
    first = build(book)[order.stem].path
    assert first
    with zipfile.ZipFile(first) as file:
        running = " ".join(
            file.read(name).decode() for name in file.namelist() if "header" in name or "footer" in name
        )
    for words in ("Fassung ", "Datenstand ", "Seite ", " von "):
        assert words in running
    for words in ("Version", "Data revision", "Page", ">of<"):
        assert words not in running
    change(book, "data/topics.yaml", "\n", "\n# said by nobody\n")
    again = build(book)
    assert fresh(again) == set()
    same_as_clean(book, again)


def test_a_file_changed_by_hand_or_missing_is_printed_again(book: Workspace) -> None:
    first = build(book)
    ids = sorted(fresh(first))
    first[ids[0]].path.write_bytes(b"changed")  # type: ignore[union-attr]
    first[ids[1]].path.unlink()  # type: ignore[union-attr]
    asked = as_it_stands(book, ALL)
    assert unchanged(memory_of(book.root, book.documents), asked, book.documents) == ()
    again = build(book)
    assert fresh(again) == set(ids[:2])
    same_as_clean(book, again)


def test_changed_wording_and_house_style_reach_every_document_that_they_print(book: Workspace) -> None:
    build(book)
    change(book, "contract_templates/clauses/taxes.md", "## standard\n", "## standard\n\nIn plain words:\n")
    again = build(book)
    assert fresh(again)
    same_as_clean(book, again)


def test_nothing_changed_is_known_without_reading_a_record(book: Workspace) -> None:
    first = build(book)
    if any(one.findings or one.path is None for one in first.values()):
        pytest.fail("the smallest playbook should be printed without a finding")
    kept = memory_of(book.root, book.documents)
    found = unchanged(kept, as_it_stands(book, ALL), book.documents)
    assert set(found) == {one.path for one in first.values()}
    assert unchanged(kept, as_it_stands(book, Asked((), "al-101", None, False)), book.documents) == ()
    change(book, "data/topics.yaml", "\n", "\n# said by nobody\n")
    assert unchanged(kept, as_it_stands(book, ALL), book.documents) == ()


def test_a_commit_changes_the_state_that_documents_name(book: Workspace) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *arguments], cwd=book.root, check=True, capture_output=True)

    git("init")
    git("add", "data", "contract_templates")
    git("commit", "-m", "first")
    build(book)
    before = as_it_stands(book, ALL)
    git("commit", "--allow-empty", "-m", "second")
    assert as_it_stands(book, ALL) != before
    again = build(book)
    assert fresh(again) == set()
    same_as_clean(book, again)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("wo-", "xx-"),
        lambda text: text.replace(":", ";"),
        lambda text: json.dumps({"documents": {"wo-101": ["../../x", "", "", ""]}, "printed": ["wo-101"]}),
    ],
)
def test_a_damaged_memory_is_not_believed(book: Workspace, damage: object) -> None:
    build(book)
    place = memory_of(book.root, book.documents).place
    assert place is not None
    place.write_text(damage(place.read_text("utf-8")), "utf-8")  # type: ignore[operator]
    assert memory_of(book.root, book.documents).documents == {}
    same_as_clean(book, build(book))


def test_no_entry_leads_out_of_the_folder(book: Workspace) -> None:
    (book.root / "secret").write_bytes(b"secret")
    first = build(book)
    kept = memory_of(book.root, book.documents)
    entry = next(iter(kept.documents.values()))
    outside = type(entry)("../../secret", entry.sha256, entry.inputs, entry.state)
    assert outside.is_there(book.documents) is None
    assert first


def test_several_processes_print_the_same_and_remember_the_same(book: Workspace) -> None:
    one = build(book)
    loaded = pipeline.load(book)
    wanted = printing.chosen(loaded, ALL)
    job = job_of(loaded, wanted, book.root / "two", memory_of(book.root, book.root / "two"), draft=False)
    shares = list(print_shared(job, wanted, 2))
    two = {done.id: done for share in shares for done in share}
    assert len(shares) == 2
    assert {id: done.entry for id, done in one.items()} == {id: done.entry for id, done in two.items()}


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, int, str]]:
    """File, which of its plain texts, and what it becomes."""
    names = sorted(name for name in minimal() if name.endswith(".yaml"))
    one = st.tuples(st.sampled_from(names), st.integers(0, 400), st.sampled_from(["again", "x & y", "", "Ω"]))
    return draw(st.lists(one, min_size=1, max_size=3))


@given(steps=st.lists(edits(), min_size=1, max_size=2))
@settings(max_examples=8, deadline=None)
def test_incremental_equals_clean_for_any_edits(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, int, str]]]
) -> None:
    base = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("REMIT_CACHE", str(base / "cache"))
        book = written(base / "book", files())
        build(book)
        for step in steps:
            for name, at, more in step:
                path = book.root / name
                text = path.read_text("utf-8")
                places = list(LINE.finditer(text))
                if places:
                    place = places[at % len(places)]
                    path.write_text(
                        f"{text[: place.end()].rstrip()} {more}{text[place.end() :]}", encoding="utf-8"
                    )
            same_as_clean(book, build(book))
