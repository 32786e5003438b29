"""The command `remit review`: revisions and folders, formats, approvals, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from remit.cli.rule_pages import PAGES
from remit.exchange.codeowners import meanings
from remit.model.catalogue import FILE_KINDS
from remit.model.fields import Meaning
from remit.schema.review_schema import review_schema
from tests.cli.printing import committed, git, run
from tests.cli.workspaces import remit
from tests.review.playbook import MASTER, ORDER, files

TERMS = ("payment_terms: 45 calendar days", "payment_terms: 90 calendar days")
NEEDED = "sponsor-finance,cro-project-manager"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "playbook"
    for path, data in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def asked(root: Path, *arguments: object, code: int = 1) -> dict[str, object]:
    done = run("review", *arguments, "--root", root, "--format", "json", "--as-of", "2026-03-02")
    assert done.exit_code == code, done.output
    data: dict[str, object] = json.loads(done.stdout)
    jsonschema.validate(data, json.loads(review_schema()), jsonschema.Draft7Validator)
    return data


def rules(data: dict[str, object]) -> list[str]:
    return [one["rule"] for one in data["changes"]]  # type: ignore[attr-defined]


def test_the_working_tree_is_compared_with_a_revision(root: Path) -> None:
    commit = committed(root)
    assert rules(asked(root, "HEAD", code=0)) == []
    edit(root, MASTER, *TERMS)
    data = asked(root, "HEAD")
    assert rules(data) == ["CHG-344"]
    assert data["before"] == {"name": "HEAD", "commit": commit}
    assert data["after"] == {"name": "working tree", "commit": None}


def test_two_revisions_are_compared_whatever_stands_on_the_disk(root: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    committed(root)
    shutil.rmtree(root / "contract_templates")
    edit(root, ORDER, "end: 2027-12-31", "end: 2029-12-31")
    assert rules(asked(root, "HEAD~1", "HEAD")) == ["CHG-344"]
    assert rules(asked(root, "HEAD", "HEAD~1", code=0)) == []
    assert (
        "note: HEAD~1 has nothing that HEAD does not have"
        in run("review", "HEAD", "HEAD~1", "--root", root).output
    )
    assert rules(asked(root, "HEAD", "HEAD~1", "--direct")) == ["CHG-345"]


def test_of_two_branches_only_what_the_later_one_changed_is_reviewed(root: Path) -> None:
    first = committed(root)
    git(root, "branch", "-M", "main")
    git(root, "checkout", "-q", "-b", "topic")
    edit(root, MASTER, *TERMS)
    committed(root)
    git(root, "checkout", "-q", "main")
    edit(root, ORDER, "end: 2027-12-31", "end: 2028-01-31")
    committed(root)
    data = asked(root, "main", "topic")
    assert rules(data) == ["CHG-344"]
    assert data["before"] == {"name": "main, where topic left it", "commit": first}
    assert sorted(rules(asked(root, "main", "topic", "--direct"))) == ["CHG-344", "CHG-415"]


def test_a_playbook_below_the_top_of_a_repository(root: Path) -> None:
    committed(root.parent)
    edit(root, MASTER, *TERMS)
    (root.parent / "elsewhere.yaml").write_text("x: 1\n")
    assert rules(asked(root, "HEAD")) == ["CHG-344"]


def test_a_playbook_that_was_moved_within_the_repository_has_not_changed(root: Path) -> None:
    git(root, "init", "-q")
    committed(root)
    below = root / "books" / "alliance"
    below.mkdir(parents=True)
    for name in ("data", "contract_templates"):
        (root / name).rename(below / name)
    committed(root)
    assert rules(asked(below, "HEAD~1", "HEAD", code=0)) == []
    assert rules(asked(below, "HEAD~1", code=0)) == []


def test_a_revision_without_a_playbook_is_not_compared(root: Path) -> None:
    shutil.move(root / "data", root.parent / "data")
    first = committed(root)
    shutil.move(root.parent / "data", root / "data")
    committed(root)
    done = run("review", first, "--root", root)
    assert done.exit_code == 2
    assert done.output.startswith("GIT-005")


def test_a_data_folder_that_is_a_link_or_another_repository_is_not_compared(root: Path) -> None:
    first = committed(root)
    moved = root.parent / "elsewhere"
    (root / "data").rename(moved)
    (root / "data").symlink_to(moved)
    second = committed(root)
    assert run("review", first, second, "--root", root).exit_code == 2
    (root / "data").unlink()
    moved.rename(root / "data")
    committed(root / "data")
    third = committed(root)
    done = run("review", first, third, "--root", root)
    assert done.exit_code == 2
    assert done.output.startswith("GIT-005")


def test_a_removed_document_that_is_signed_is_named(root: Path) -> None:
    committed(root)
    (root / ORDER).unlink()
    done = run("review", "HEAD", "--root", root)
    assert "wo-101 (WO-101, executed): removed; it is signed" in done.output


def test_two_folders(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(root, other)
    assert rules(asked(root, str(root), str(other), code=0)) == []
    edit(other, MASTER, *TERMS)
    assert rules(asked(root, str(root), str(other))) == ["CHG-344"]
    assert rules(asked(other, str(root))) == ["CHG-344"]


def test_a_folder_and_a_branch_of_one_name_mean_two_things(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root, tmp_path / "topic")
    committed(root)
    git(root, "branch", "topic")
    monkeypatch.chdir(tmp_path)
    done = run("review", "topic", "--root", root)
    assert done.exit_code == 2
    assert done.output.startswith("CLI-005")
    assert run("review", "./topic", "--root", root).exit_code == 0
    assert run("review", "refs/heads/topic", "--root", root).exit_code == 0


@pytest.mark.parametrize(
    ("name", "rule"),
    [("nothing", "GIT-002"), ("./nowhere", "WS-001"), ("..", "WS-001"), ("a\x1bb", "GIT-002")],
)
def test_what_means_nothing_is_said_in_a_line(root: Path, name: str, rule: str) -> None:
    committed(root)
    done = run("review", name, "--root", root)
    assert done.exit_code == 2
    assert done.output.startswith(rule)
    assert "\x1b" not in done.output


def test_options_of_git_are_no_revisions(root: Path) -> None:
    committed(root)
    done = remit(root, "review", "--", "--output=marker")
    assert done.returncode == 2
    assert b"GIT-002" in done.stderr
    assert not (root / "marker").exists()


def test_approvals_decide_the_exit_code(root: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    assert run("review", "HEAD", "--root", root).exit_code == 1
    assert run("review", "HEAD", "--root", root, "--approved-by", "sponsor-finance").exit_code == 1
    assert run("review", "HEAD", "--root", root, "--approved-by", NEEDED).exit_code == 0
    done = run("review", "HEAD", "--root", root, *(f"--approved-by={role}" for role in NEEDED.split(",")))
    assert done.exit_code == 0
    assert "2 of 2 approvals given" in done.output


def test_a_role_that_does_not_exist_cannot_approve(root: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    done = run("review", "HEAD", "--root", root, "--approved-by", "sponsor-finanse")
    assert done.exit_code == 2
    assert "there is no role 'sponsor-finanse'" in done.output


def test_what_cannot_be_read_is_never_approved(root: Path) -> None:
    committed(root)
    (root / MASTER).write_text("title: [\n")
    roles = ",".join(["sponsor-finance", "cro-project-manager", "sponsor-alliance", "sponsor-regulatory"])
    done = run("review", "HEAD", "--root", root, "--approved-by", roles)
    assert done.exit_code == 1
    assert "NOT EVERYTHING COULD BE COMPARED" in done.output
    assert "no change of meaning in what could be compared" in done.output


def test_a_new_error_is_never_approved(root: Path) -> None:
    committed(root)
    edit(root, "data/raci.yaml", "informed: [sponsor-project-manager]", "informed: [nobody]")
    everybody = ",".join(
        role for role in ("sponsor-alliance", "sponsor-finance", "cro-project-manager", "sponsor-regulatory")
    )
    done = run("review", "HEAD", "--root", root, "--approved-by", everybody)
    assert done.exit_code == 1
    assert "REF-001" in done.output


def test_changes_are_accepted_from_a_file(root: Path, tmp_path: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    (change,) = asked(root, "HEAD")["changes"]  # type: ignore[misc]
    listed = tmp_path / "accepted.yaml"
    listed.write_text(
        f"accepted_changes:\n  - fingerprint: '{change['fingerprint']}'\n    reason: Agreed\n    owner: sponsor-finance\n"
    )
    data = asked(root, "HEAD", "--accept", listed, code=0)
    assert data["changes"] == []
    assert len(data["accepted"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "x", "accepted_changes: x", "accepted_changes: [x]", "accepted_changes: [", "\0"]
)
def test_a_file_that_accepts_nothing_is_refused(root: Path, tmp_path: Path, text: str) -> None:
    committed(root)
    listed = tmp_path / "accepted.yaml"
    listed.write_text(text)
    assert run("review", "HEAD", "--root", root, "--accept", listed).exit_code == 2
    assert run("review", "HEAD", "--root", root, "--accept", tmp_path / "none.yaml").exit_code == 2


def test_the_text_begins_with_the_worst_and_ends_with_a_summary(root: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    edit(root, "data/playbook.yaml", "title: Example playbook", "title: Ex\u0430mple playbook")
    done = run("review", "HEAD", "--root", root)
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert lines[-1] == "1 major, 1 editorial; 1 document touched, 1 to be signed again; 2 approvals needed"
    assert "who must approve (2): one role of every line" in lines
    assert "Example playbook -> ExU+0430mple playbook" in done.output


def test_reports_are_written_into_a_folder(root: Path, tmp_path: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    out = tmp_path / "out"
    run("review", "HEAD", "--root", root, "--out", out)
    assert {"comment.md", "review.json", "review.md", "review.sarif"} <= {path.name for path in out.iterdir()}
    assert json.loads((out / "review.json").read_text())["changes"][0]["rule"] == "CHG-344"
    assert "<h2>" in MarkdownIt().render((out / "comment.md").read_text())


@pytest.mark.parametrize("form", ["markdown", "sarif", "github", "gitlab"])
def test_platforms_get_their_form_and_nothing_else(root: Path, form: str) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    done = run("review", "HEAD", "--root", root, "--format", form)
    assert done.exit_code == 1
    assert "CHG-344" in done.stdout
    if form in ("sarif", "gitlab"):
        json.loads(done.stdout)


def test_the_repository_is_left_as_it_was(root: Path) -> None:
    committed(root)
    edit(root, MASTER, *TERMS)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run("review", "HEAD", "--root", root)
    run("review", "HEAD", "HEAD", "--root", root)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_every_rule_of_a_change_is_explained() -> None:
    assert run("explain", "CHG-344").stdout.startswith(
        "CHG-344 (warning): Payment terms: more, longer or later."
    )
    assert len({page.id for page in PAGES}) == len(PAGES)


# ---- CODEOWNERS -------------------------------------------------------------------------------------------------------


def owners(root: Path, *options: str) -> list[str]:
    done = run("export", "codeowners", "--root", root, *options)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_files_have_the_owners_of_what_a_change_of_them_means(root: Path) -> None:
    lines = dict(line.split(" ", 1) for line in owners(root, "--org", "acme") if line.startswith("/"))
    assert lines["/data/obligations/*.yaml"] == "@acme/sponsor-regulatory"
    assert "@acme/sponsor-finance" in lines["/data/studies/*/work_orders/*.yaml"].split()
    assert lines["/contract_templates/clauses/payment.md"].split() == [
        "@acme/sponsor-finance",
        "@acme/sponsor-executive",
        "@acme/sponsor-counsel",
    ]


def test_sections_ask_for_every_meaning(root: Path) -> None:
    lines = owners(root, "--for", "gitlab", "--team", "sponsor-finance=@maria")
    section = lines[lines.index("[Changes of money]") + 1 :]
    assert "/data/studies/*/work_orders/*.yaml @maria" in section
    assert [line for line in lines if line.startswith("[")] == [
        *(f"[Changes of {means.value}]" for means in Meaning),
        "[Owners of clauses]",
    ]


def test_every_file_of_records_has_an_owner(root: Path) -> None:
    patterns = [line.split(" ")[0] for line in owners(root)]
    for kind in FILE_KINDS:
        assert meanings(kind)
        assert f"/data/{kind.pattern.replace('{id}', '*').replace('{study}', '*')}" in patterns


def test_a_handle_that_is_none_is_refused(root: Path) -> None:
    for given in ("sponsor-finance", "sponsor-finance=a b", "sponsor-finance=@a\n/x @b"):
        assert run("export", "codeowners", "--root", root, "--team", given).exit_code == 2
    assert run("export", "codeowners", "--root", root, "--team", "nobody=@a").exit_code == 2
