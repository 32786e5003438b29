"""What git is asked about a playbook, and that nothing of a hostile repository gets to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.load.git import GitState, files_of, state
from tests.cli.printing import committed, git

FOLDERS, SUFFIXES = ("data",), (".yaml",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yaml").write_bytes(b"a: 1\n")
    (tmp_path / "data" / "notes.txt").write_bytes(b"not read")
    return tmp_path


def now(root: Path, **files: bytes) -> GitState | None:
    tree = {f"data/{name}.yaml": content for name, content in files.items()}
    return state(root, tree, FOLDERS, SUFFIXES)


def test_outside_of_git_there_is_nothing_to_tell(root: Path) -> None:
    assert now(root, a=b"a: 1\n") is None
    assert files_of(root, "a" * 40, FOLDERS, SUFFIXES) is None


def test_before_the_first_commit_there_is_nothing_to_tell(root: Path) -> None:
    git(root, "init", "-q")
    assert now(root, a=b"a: 1\n") is None


def test_without_git_there_is_nothing_to_tell(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(root)
    monkeypatch.setenv("PATH", "/nowhere")
    assert now(root, a=b"a: 1\n") is None


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({"a": b"a: 1\n"}, ()),
        ({"a": b"a: 1\r\n"}, ()),
        ({"a": b"a: 2\n"}, ("data/a.yaml",)),
        ({"a": b"a: 1\n", "b": b""}, ("data/b.yaml",)),
        ({}, ("data/a.yaml",)),
    ],
)
def test_what_differs_from_the_commit_is_named(
    root: Path, files: dict[str, bytes], changed: tuple[str, ...]
) -> None:
    commit = committed(root)
    assert now(root, **files) == GitState(commit, changed)


def test_a_playbook_may_stand_below_the_repository(root: Path) -> None:
    below = root / "data"
    (below / "data").mkdir()
    (below / "data" / "b.yaml").write_bytes(b"b: 1\n")
    commit = committed(root)
    assert now(below, b=b"b: 1\n") == GitState(commit, ())
    assert files_of(below, commit, FOLDERS, SUFFIXES) == {"data/b.yaml": b"b: 1\n"}


def test_repositories_with_longer_names_work_alike(root: Path) -> None:
    git(root, "init", "-q", "--object-format=sha256")
    commit = committed(root)
    assert len(commit) == 64
    assert now(root, a=b"a: 1\n") == GitState(commit, ())
    assert files_of(root, commit, FOLDERS, SUFFIXES) == {"data/a.yaml": b"a: 1\n"}


def test_files_of_an_earlier_commit_come_back(root: Path) -> None:
    first = committed(root)
    (root / "data" / "ä b.yaml").write_bytes(b"x: |\n  two\n  lines\n")
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    second = committed(root)
    assert files_of(root, first, FOLDERS, SUFFIXES) == {"data/a.yaml": b"a: 1\n"}
    assert files_of(root, second, FOLDERS, SUFFIXES) == {
        "data/a.yaml": b"a: 2\n",
        "data/ä b.yaml": b"x: |\n  two\n  lines\n",
    }


@pytest.mark.parametrize(
    "name",
    [
        "--output=marker",
        "HEAD",
        "-h",
        "",
        "a" * 39,
        "A" * 40,
        "a" * 40,
        f"{'a' * 40}\n",
        "HEAD:data",
        "@{upstream}",
    ],
)
def test_names_that_are_no_known_commit_yield_nothing(root: Path, name: str) -> None:
    committed(root)
    assert files_of(root, name, FOLDERS, SUFFIXES) is None
    assert not (root / "marker").exists()


def test_nothing_of_a_hostile_repository_runs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = committed(root)
    marker = root / "marker"
    script = root / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    script.chmod(0o755)
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (root / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (root / ".git" / "hooks" / hook).chmod(0o755)
    (root / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for name in (
        "core.fsmonitor",
        "filter.evil.clean",
        "filter.evil.smudge",
        "diff.evil.textconv",
        "core.pager",
        "core.sshCommand",
    ):
        git(root, "config", name, str(script))
    marker.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    assert now(root, a=b"a: 2\n") == GitState(commit, ("data/a.yaml",))
    assert files_of(root, commit, FOLDERS, SUFFIXES) == {"data/a.yaml": b"a: 1\n"}
    assert not marker.exists()


def test_links_of_a_commit_are_no_files(root: Path) -> None:
    (root / "data" / "link.yaml").symlink_to("/etc/passwd")
    commit = committed(root)
    assert files_of(root, commit, FOLDERS, SUFFIXES) == {"data/a.yaml": b"a: 1\n"}
