"""Revisions read from git's objects: any name is only a name, nothing runs, nothing is written."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from remit.findings import CannotGoOn
from remit.load.revisions import commit_of, folder_of, is_revision, is_shallow, parted, read_commit, resolve
from tests.cli.printing import committed, git

FOLDERS, SUFFIXES = ("data",), (".yaml",)
NAMES = [
    "--output=marker",
    "-h",
    "--help",
    "--git-dir=/nowhere",
    "--exec=touch marker",
    "-- marker",
    "$(touch marker)",
    "`touch marker`",
    "HEAD:data/a.yaml",
    "HEAD^{tree}",
    "HEAD^{/nothing}",
    "a..b",
    "@{upstream}",
    "",
    " ",
    "HEAD\nHEAD",
    "--all",
    "\x1b[31m",
    "\udcff",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a.yaml").write_bytes(b"a: 1\n")
    return folder


def rules(stop: pytest.ExceptionInfo[CannotGoOn]) -> list[str]:
    return [finding.rule for finding in stop.value.findings]


def listed(folder: Path) -> dict[str, str]:
    """Every file of a folder, also git's own, with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_branches_tags_and_ancestors_are_names_of_commits(root: Path) -> None:
    first = committed(root)
    git(root, "tag", "-a", "v1", "-m", "one")
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    second = committed(root)
    git(root, "branch", "topic/one")
    assert resolve(root, "HEAD") == resolve(root, "topic/one") == resolve(root, second[:10]) == second
    assert resolve(root, "HEAD~1") == resolve(root, "v1") == first
    assert is_revision(root, "v1")
    assert not is_revision(root, "v2")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_an_option_or_a_command(root: Path, name: str) -> None:
    committed(root)
    before = listed(root)
    with pytest.raises(CannotGoOn) as stop:
        resolve(root, name)
    assert rules(stop) == ["GIT-002"]
    assert all(sign.isprintable() for sign in stop.value.findings[0].message)
    assert listed(root) == before
    assert not Path("marker").exists()


def test_a_branch_may_be_called_like_an_option(root: Path) -> None:
    commit = committed(root)
    (root / ".git" / "refs" / "heads" / "--output=marker").write_text(f"{commit}\n")
    assert resolve(root, "--output=marker") == commit
    assert not (root / "marker").exists()


def test_outside_of_git_the_answer_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn) as stop:
        resolve(tmp_path, "HEAD")
    assert rules(stop) == ["GIT-001"]
    assert "not a git repository" in stop.value.findings[0].message


def test_without_git_the_answer_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(root)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotGoOn) as stop:
        resolve(root, "HEAD")
    assert rules(stop) == ["GIT-001"]
    assert "git is not installed" in stop.value.findings[0].message


def test_two_branches_part_at_the_last_commit_they_share(root: Path) -> None:
    first = committed(root)
    git(root, "checkout", "-q", "-b", "topic")
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    topic = committed(root)
    git(root, "checkout", "-q", "-")
    (root / "data" / "b.yaml").write_bytes(b"b: 1\n")
    other = committed(root)
    assert parted(root, other, topic) == first
    assert parted(root, first, topic) == first


def test_what_shares_no_commit_is_said(root: Path) -> None:
    first = committed(root)
    git(root, "checkout", "-q", "--orphan", "other")
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    second = committed(root)
    with pytest.raises(CannotGoOn) as stop:
        parted(root, first, second)
    assert rules(stop) == ["GIT-003"]
    assert "--direct" in stop.value.findings[0].hint


def test_a_shallow_copy_says_what_it_lacks(root: Path, tmp_path: Path) -> None:
    first = committed(root)
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    second = committed(root)
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{root}", str(copy))
    assert is_shallow(copy)
    assert resolve(copy, "HEAD") == second
    for ask in (lambda: resolve(copy, first), lambda: resolve(copy, "HEAD~1")):
        with pytest.raises(CannotGoOn) as stop:
            ask()
        assert "git fetch --unshallow" in stop.value.findings[0].hint
    assert read_commit(copy, second, FOLDERS, SUFFIXES) == ({"data/a.yaml": b"a: 2\n"}, ())


def test_a_partial_copy_fetches_nothing_and_says_so(root: Path, tmp_path: Path) -> None:
    git(root, "init", "-q")
    git(root, "config", "uploadpack.allowFilter", "true")
    first = committed(root)
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    committed(root)
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{root}", str(copy))
    before = listed(copy)
    with pytest.raises(CannotGoOn) as stop:
        read_commit(copy, first, FOLDERS, SUFFIXES)
    assert rules(stop) == ["GIT-004"]
    assert listed(copy) == before


def test_a_commit_says_who_wrote_it_and_when(root: Path) -> None:
    git(root, "init", "-q")
    person = {"GIT_AUTHOR_NAME": "Ana \u202eReyes", "GIT_AUTHOR_EMAIL": "a@b.example",
              "GIT_AUTHOR_DATE": "2026-03-02T10:15:00+0230"}  # fmt: skip
    git(root, "add", ".")
    subprocess.run(
        ["git", "-C", root, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "One\x1b\n\nmore"],
        check=True,
        env={**os.environ, **person},
    )
    told = commit_of(root, resolve(root, "HEAD"))
    assert (told.author, told.subject) == ("Ana \\u202eReyes", "One\\u001b")
    assert told.date == dt.datetime(2026, 3, 2, 7, 45, tzinfo=dt.UTC)


def test_strange_names_of_files_are_only_names(root: Path) -> None:
    names = [
        "data/two\nlines.yaml",
        "data/-dash.yaml",
        "data/--output=x.yaml",
        'data/ä "quoted".yaml',
        "data/tab\t.yaml",
    ]
    for name in names:
        (root / name).write_bytes(b"x: 1\n")
    tree, findings = read_commit(root, committed(root), FOLDERS, SUFFIXES)
    assert set(tree) == {"data/a.yaml", *names}
    assert findings == ()


def test_links_other_repositories_and_large_files_are_findings(root: Path) -> None:
    (root / "data" / "link.yaml").symlink_to("/etc/passwd")
    (root / "data" / "large.yaml").write_bytes(b"#" * 5_000_001)
    inner = root / "data" / "inner"
    inner.mkdir()
    (inner / "x.yaml").write_bytes(b"x: 1\n")
    committed(inner)
    tree, findings = read_commit(root, committed(root), FOLDERS, SUFFIXES)
    assert set(tree) == {"data/a.yaml"}
    assert sorted((one.rule, one.where.file) for one in findings) == [
        ("FILE-001", "data/inner"),
        ("FILE-001", "data/large.yaml"),
        ("FILE-001", "data/link.yaml"),
    ]


def test_a_playbook_is_found_where_it_stood(root: Path) -> None:
    (root / "data" / "playbook.yaml").write_bytes(b"title: x\n")
    first = committed(root)
    (root / "books").mkdir()
    (root / "data").rename(root / "books" / "data")
    second = committed(root)
    below = root / "books"
    assert folder_of(below, second, "data/playbook.yaml") == "books"
    assert folder_of(below, first, "data/playbook.yaml") == ""
    assert folder_of(root, second, "data/playbook.yaml") == "books"
    tree, _ = read_commit(below, first, FOLDERS, SUFFIXES, "")
    assert set(tree) == {"data/a.yaml", "data/playbook.yaml"}
    tree, _ = read_commit(root, second, FOLDERS, SUFFIXES, "books")
    assert set(tree) == {"data/a.yaml", "data/playbook.yaml"}


@pytest.mark.parametrize("name", ["HEAD", "a" * 39, "--output=x", "", f"{'a' * 40}\n"])
def test_files_are_read_only_by_the_full_name_of_a_commit(root: Path, name: str) -> None:
    committed(root)
    with pytest.raises(CannotGoOn) as stop:
        read_commit(root, name, FOLDERS, SUFFIXES)
    assert rules(stop) == ["GIT-004"]


def test_nothing_of_a_hostile_repository_runs_and_nothing_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = committed(root)
    (root / "data" / "a.yaml").write_bytes(b"a: 2\n")
    second = committed(root)
    marker = root.parent / "marker"
    script = root.parent / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    script.chmod(0o755)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (root / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (root / ".git" / "hooks" / hook).chmod(0o755)
    (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "filter.evil.clean",
        "filter.evil.smudge",
        "diff.evil.textconv",
        "diff.external",
        "merge.evil.driver",
        "alias.ls-tree",
        "alias.rev-parse",
        "uploadpack.packObjectsHook",
    ):
        git(root, "config", name, f"!{script}" if name.startswith("alias") else str(script))
    git(root, "config", "pager.ls-tree", "true")
    marker.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(script))
    before = listed(root)
    assert resolve(root, "HEAD~1") == first
    assert parted(root, first, second) == first
    assert read_commit(root, first, FOLDERS, SUFFIXES) == ({"data/a.yaml": b"a: 1\n"}, ())
    assert commit_of(root, second).id == second
    assert listed(root) == before
    assert not marker.exists()
