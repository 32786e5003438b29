"""A playbook's own repository: the script that its pipelines call, run against real repositories on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from remit.load.yaml import parse
from tests.cli.workspaces import change, remit
from tests.oracles import assert_valid_docx

ORDER = "data/studies/nvt-218-301/work_orders/wo-301.yaml"
MASTER = "data/agreements/master/msa-cal.yaml"
NEEDED = {"approval: sponsor-finance-lead", "approval: sponsor-contracts-counsel"}


def run(root: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{environment.pop('first', '')}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GITHUB_", "GITLAB_", "GIT_"))
    }
    who = {
        f"GIT_{role}_{what}": text
        for role in ("AUTHOR", "COMMITTER")
        for what, text in (("NAME", "A"), ("EMAIL", "a@b.c"))
    }
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, env={**clean, **who, "PATH": path, **environment}
    )


def git(root: Path, *arguments: str) -> str:
    done = run(root, "git", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A new playbook in a repository with a remote, and a branch on which payment terms get longer."""
    root = tmp_path / "book"
    assert remit(tmp_path, "init", "book").returncode == 0
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(root, "init", "-q", "-b", "main")
    git(root, "remote", "add", "origin", "../remote.git")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "The playbook")
    git(root, "push", "-q", "origin", "main")
    git(root, "checkout", "-qb", "change")
    change(root, MASTER, "payment_terms: 45 calendar days", "payment_terms: 60 calendar days")
    git(root, "commit", "-qam", "Longer payment terms")
    return root


def test_a_new_playbook_checks_itself_in_a_pipeline(repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    assert run(repository, "ci/playbook.sh", "check").returncode == 0
    change(repository, MASTER, "cro: calloway", "cro: calloways")
    done = run(repository, "ci/playbook.sh", "check", GITHUB_ACTIONS="true")
    assert done.returncode == 1
    assert f"::error file={MASTER}," in done.stdout
    done = run(repository, "ci/playbook.sh", "check", GITLAB_CI="true")
    assert done.returncode == 1
    (found, *_) = json.loads((repository / "build/ci/code-quality.json").read_text())
    assert found["location"]["path"] == MASTER


def test_a_review_leaves_a_comment_labels_and_redlines(repository: Path) -> None:
    done = run(repository, "ci/playbook.sh", "review", "main")
    assert done.returncode == 0, done.stderr
    folder = repository / "build/ci/review"
    assert (folder / "comment.md").read_text().startswith("<!-- remit review -->")
    assert set((folder / "labels.txt").read_text().splitlines()) >= NEEDED
    redlines = sorted((folder / "redlines").rglob("*.docx"))
    assert [path.stem.removesuffix("-redline") for path in redlines] != []
    assert_valid_docx(redlines[0])
    agreed = [role.removeprefix("approval: ") for role in (folder / "labels.txt").read_text().splitlines()]
    assert run(repository, "ci/playbook.sh", "agreed", "main", agreed[0]).returncode == 1
    first_of_each = [roles.split(" or ")[0] for roles in agreed]
    assert run(repository, "ci/playbook.sh", "agreed", "main", *first_of_each).returncode == 0


def test_a_review_that_cannot_be_done_fails(repository: Path) -> None:
    done = run(repository, "ci/playbook.sh", "review", "no-such-branch")
    assert done.returncode == 2
    assert "GIT-002" in done.stderr
    assert not (repository / "build/ci/review/comment.md").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("check-all",), ("review",), ("publish", "a", "b"), ("agreed", "main")]
)
def test_a_misspelt_step_is_explained(repository: Path, arguments: tuple[str, ...]) -> None:
    done = run(repository, "ci/playbook.sh", *arguments)
    assert done.returncode == 2
    assert "ci/playbook.sh review BASE" in done.stderr


GH = """#!{python}
import json, sys
record = {record!r}
with open(record, "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["pr", "view"]:
    print("approval: nobody-now\\nurgent")
elif sys.argv[1] == "api" and "PATCH" not in sys.argv and {comment!r}:
    print({comment!r})
"""


@pytest.mark.parametrize("comment", ["", "4711"])
def test_a_pull_request_shows_the_review_once_and_names_who_must_approve(
    repository: Path, tmp_path: Path, comment: str
) -> None:
    """The command of GitHub is not here; what it would be asked to do is recorded."""
    record = tmp_path / "asked.jsonl"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH.format(python=sys.executable, record=str(record), comment=comment))
    (tmp_path / "bin/gh").chmod(0o755)
    assert run(repository, "ci/playbook.sh", "review", "main").returncode == 0
    done = run(
        repository, "ci/playbook.sh", "comment", "7", first=str(tmp_path / "bin"), GITHUB_REPOSITORY="o/r"
    )
    assert done.returncode == 0, done.stderr
    asked = [json.loads(line) for line in record.read_text().splitlines()]
    patched = [one for one in asked if "PATCH" in one]
    written = [one for one in asked if one[:2] == ["pr", "comment"]]
    assert (len(patched), len(written)) == ((1, 0) if comment else (0, 1))
    added = {one[one.index("--add-label") + 1] for one in asked if "--add-label" in one}
    assert added >= NEEDED
    assert [one[-1] for one in asked if "--remove-label" in one] == ["approval: nobody-now"]


class Platform(BaseHTTPRequestHandler):
    """A part of GitLab's interface: one merge request with its notes and labels."""

    notes: ClassVar[list[dict[str, Any]]] = []
    labels: ClassVar[list[str]] = []

    def _answer(self, data: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def _given(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        assert self.headers["PRIVATE-TOKEN"] == "secret"
        self._answer(self.notes if "notes" in self.path else {"labels": self.labels})

    def do_POST(self) -> None:
        self.notes.append({"id": len(self.notes) + 1, **self._given()})
        self._answer({})

    def do_PUT(self) -> None:
        given = self._given()
        if "notes" in self.path:
            self.notes[int(self.path.rpartition("/")[2]) - 1].update(given)
        else:
            self.labels[:] = given["labels"].split(",")
        self._answer({})

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def platform() -> Iterator[str]:
    Platform.notes, Platform.labels = [{"id": 1, "body": "Looks good"}], ["urgent", "approval: nobody-now"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_merge_request_shows_the_review_once_and_names_who_must_approve(
    repository: Path, platform: str
) -> None:
    assert run(repository, "ci/playbook.sh", "review", "main").returncode == 0
    place = {"GITLAB_CI": "true", "CI_API_V4_URL": platform, "CI_PROJECT_ID": "1", "PLAYBOOK_TOKEN": "secret"}
    for _ in range(2):
        done = run(repository, "ci/playbook.sh", "comment", "7", **place)
        assert done.returncode == 0, done.stderr
    assert len(Platform.notes) == 2
    assert Platform.notes[1]["body"].startswith("<!-- remit review -->")
    assert "urgent" in Platform.labels
    assert "approval: nobody-now" not in Platform.labels
    assert set(Platform.labels) >= NEEDED


def published(repository: Path) -> dict[str, str]:
    return {
        one["folder"]: one["edition"]
        for one in json.loads(git(repository.parent / "remote.git", "show", "editions:editions.json"))
    }


def test_what_is_merged_is_published_beside_the_earlier_editions(repository: Path) -> None:
    def publish() -> str:
        done = run(repository, "ci/playbook.sh", "publish", "editions")
        assert done.returncode == 0, done.stderr
        assert git(repository, "status", "--porcelain") == ""
        return done.stdout

    git(repository, "checkout", "-q", "main")
    publish()
    assert published(repository) == {"2026.1": "2026.1"}
    files = git(repository.parent / "remote.git", "ls-tree", "-r", "--name-only", "editions").splitlines()
    assert "2026.1/documents/files/nvt-218-301/wo-301.docx" in files
    assert not [name for name in files if name.startswith(("data/", "ci/"))]
    assert "nothing new to publish" in publish()
    git(repository, "merge", "-q", "change")
    publish()
    assert published(repository) == {"2026.1": "2026.1", "next": "2026.1"}
    change(repository, "data/playbook.yaml", 'edition: "2026.1"', 'edition: "2026.2"')
    git(repository, "commit", "-qam", "Edition 2026.2")
    publish()
    assert published(repository) == {"2026.1": "2026.1", "2026.2": "2026.2"}
    assert git(repository.parent / "remote.git", "rev-list", "--count", "editions").strip() == "3"


def test_the_pipelines_call_nothing_but_the_script(repository: Path) -> None:
    for name, start in ((".github/workflows/playbook.yml", "- run: "), (".gitlab-ci.yml", "- ")):
        text = (repository / name).read_text()
        assert parse(name, text.encode())[1] == () or "&" in text
        steps = {line.strip().removeprefix(start) for line in text.splitlines() if "ci/playbook.sh" in line}
        verbs = {step.partition("ci/playbook.sh ")[2].split(" ")[0] for step in steps}
        assert verbs == {"check", "review", "comment", "publish"}, name
    assert "git config diff.docx.textconv" in (repository / ".gitattributes").read_text()
    assert os.access(repository / "ci/playbook.sh", os.X_OK)


def test_a_commit_that_breaks_the_playbook_can_be_stopped(repository: Path) -> None:
    """The hook of .pre-commit-config.yaml, called as git would call it."""
    hook, problems = parse("", (repository / ".pre-commit-config.yaml").read_bytes())
    assert not problems
    (entry,) = hook["repos"][0]["hooks"]  # type: ignore[index, call-overload]
    (repository / ".git/hooks/pre-commit").write_text(f"#!/bin/sh\nexec {entry['entry']}\n")
    (repository / ".git/hooks/pre-commit").chmod(0o755)
    change(repository, ORDER, "unit_price: 41500 USD", "unit_price: 42000 USD")
    assert run(repository, "git", "commit", "-qam", "Wrong sum").returncode == 1
    git(repository, "checkout", "-q", "--", ORDER)
    change(repository, MASTER, "60 calendar days", "50 calendar days")
    assert run(repository, "git", "commit", "-qam", "Right").returncode == 0
