"""A folder as bytes: regular files inside it, nothing else."""

import os
from pathlib import Path

import pytest

from remit.load.tree import MAX_FILE, read_folder


def rules(root: Path) -> list[tuple[str, str]]:
    return [(finding.rule, finding.where.file) for finding in read_folder(root, "data", (".yaml",))[1]]


def test_files_are_read_with_forward_slashes_and_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.yaml", "a/note.txt", ".hidden.yaml", ".git/x.yaml"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(name)
    tree, findings = read_folder(tmp_path, "data", (".yaml",))
    assert list(tree) == ["data/a/z.yaml", "data/b.yaml"]
    assert tree["data/b.yaml"] == b"b.yaml"
    assert findings == ()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1")
    (tmp_path / "book" / "data").mkdir(parents=True)
    (tmp_path / "book" / "data" / "x.yaml").symlink_to(tmp_path / "secret.yaml")
    assert rules(tmp_path / "book") == [("FILE-001", "data/x.yaml")]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.mkdir(), lambda path: path.symlink_to(path)])
def test_what_is_not_a_regular_file_is_refused(tmp_path: Path, make: object) -> None:
    (tmp_path / "data").mkdir()
    make(tmp_path / "data" / "x.yaml")  # type: ignore[operator]
    assert rules(tmp_path) == [("FILE-001", "data/x.yaml")]


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "x.yaml").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    assert rules(tmp_path) == [("FILE-001", "data/x.yaml")]


def test_names_that_differ_only_in_case_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_text("")
    (tmp_path / "data" / "A.yaml").write_text("")
    assert rules(tmp_path) == [("FILE-002", "data/a.yaml")]
