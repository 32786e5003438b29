"""A real history over the shipped playbook, with a merge and a rename: reviewed commit by commit and as a whole.

What the single reviews say must add up to what the review of the whole says: what was changed and changed back is gone, what
was changed twice is one change from the first value to the last, and everything else is said in both.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from remit.load.revisions import resolve
from remit.pipeline import load_commit
from remit.review.reviewing import Review, review
from remit.review.sides import Side
from remit.workspace import Workspace
from tests.cli.printing import git
from tests.playbook.conftest import ROOT

DAY = dt.date(2026, 11, 30)
MASTER = "data/agreements/master/msa-cal.yaml"
ORDER = "data/studies/nvt-218-301/work_orders/wo-301.yaml"
TRANSFER = "data/studies/nvt-218-301/transfer.yaml"
OLD, NEW = "cro-clinical-lead", "cro-clinical-operations-lead"


@dataclass(frozen=True)
class History:
    """A repository and its commits in the order of the first parent. What was loaded and reviewed once is kept."""

    root: Path
    commits: tuple[str, ...]
    sides: dict[str, Side] = field(default_factory=dict)
    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)

    def side(self, commit: str) -> Side:
        if commit not in self.sides:
            earlier = load_commit(Workspace(self.root), commit)
            same = [
                one.templates for one in self.sides.values() if one.templates.files == earlier.templates.files
            ]
            self.sides[commit] = Side(
                name=commit[:7],
                commit=commit,
                ledger=earlier.loaded.ledger,
                tree=earlier.loaded.tree,
                templates=same[0] if same else earlier.templates,
                findings=earlier.loaded.findings,
                wording=earlier.wording,
            )
        return self.sides[commit]

    def review(self, one: str, other: str) -> Review:
        if (one, other) not in self.reviews:
            self.reviews[one, other] = review(self.side(one), self.side(other), DAY)
        return self.reviews[one, other]


def _replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, (path, old)
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def _commit(root: Path, message: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")


def _rename(root: Path) -> None:
    """Another id for a role, wherever it is named."""
    for path in (root / "data").rglob("*.yaml"):
        text = path.read_text("utf-8")
        if OLD in text:
            path.write_text(text.replace(OLD, NEW), "utf-8")
    _replace(root, "data/roles.yaml", f"  {NEW}:\n", f"  {NEW}:\n    was: [{OLD}]\n")


def _sort(root: Path) -> None:
    """Comments and the order of names, which mean nothing."""
    _replace(root, MASTER, "number:", "# agreed in 2025\nnumber:")
    _replace(root, "data/playbook.yaml", "[us-21cfr312, us-21cfr54,", "[us-21cfr54, us-21cfr312,")


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    root = tmp_path_factory.mktemp("history") / "playbook"
    for name in ("data", "contract_templates"):
        shutil.copytree(ROOT / name, root / name)
    git(root.parent, "init", "-q", "-b", "main", str(root))
    return History(root, tuple(_made(root)))


def _made(root: Path) -> Iterator[str]:
    yield _commit(root, "Begin")
    _replace(root, MASTER, "payment_terms: 45 calendar days", "payment_terms: 60 calendar days")
    yield _commit(root, "Longer payment terms")
    _rename(root)
    yield _commit(root, "Rename a role")
    _replace(root, TRANSFER, "to: calloway", "to: datamere")
    yield _commit(root, "Move a duty")
    _replace(root, MASTER, "payment_terms: 60 calendar days", "payment_terms: 90 calendar days")
    yield _commit(root, "Still longer payment terms")
    git(root, "checkout", "-q", "-b", "topic", "HEAD~3")
    _replace(root, "data/governance.yaml", "limit: 25000 USD", "limit: 50000 USD")
    _commit(root, "Raise a limit on a branch")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge the branch", "topic")
    yield git(root, "rev-parse", "HEAD")
    _replace(root, TRANSFER, "to: datamere", "to: calloway")
    yield _commit(root, "Move the duty back")
    _sort(root)
    yield _commit(root, "Tidy up")
    _replace(
        root,
        "contract_templates/clauses/liability-cap.md",
        "could not reasonably be foreseen",
        "nobody could foresee",
    )
    yield _commit(root, "Reword a clause")
    _replace(root, ORDER, "currency: USD", "termination_notice: 90 calendar days\ncurrency: USD")
    yield _commit(root, "A notice of its own")


def told(found: Review) -> set[tuple[str, str, str | None, str | None]]:
    return {(one.rule, ".".join(map(str, one.path)), one.old, one.new) for one in found.changes}


def test_there_are_ten_commits_with_a_merge_and_a_rename(history: History) -> None:
    assert len(history.commits) == 10
    assert git(history.root, "rev-list", "--count", "--all") == "11"
    assert git(history.root, "rev-list", "--count", "--merges", "main") == "1"


def test_each_commit_says_what_it_changes(history: History) -> None:
    steps = [
        sorted(one.rule for one in history.review(one, other).changes)
        for one, other in zip(history.commits, history.commits[1:], strict=False)
    ]
    assert steps == [
        ["CHG-344"],
        ["CHG-207"],
        ["CHG-113"],
        ["CHG-344"],
        ["CHG-264"],
        ["CHG-113"],
        [],
        ["CHG-823"],
        ["CHG-411"],
    ]


def test_the_whole_is_the_net_of_its_steps(history: History) -> None:
    whole = history.review(history.commits[0], history.commits[-1])
    assert sorted(one.rule for one in whole.changes) == [
        "CHG-207",
        "CHG-264",
        "CHG-344",
        "CHG-411",
        "CHG-823",
    ]
    (terms,) = [one for one in whole.changes if one.rule == "CHG-344"]
    assert (terms.old, terms.new) == ("45 calendar days", "90 calendar days")
    steps = [history.review(*pair) for pair in zip(history.commits, history.commits[1:], strict=False)]
    single = {change for step in steps for change in told(step)}
    twice = {one for one in told(whole) if one[0] == "CHG-344"}
    assert told(whole) - twice <= single
    prints = {one.fingerprint for step in steps for one in step.changes}
    assert {one.fingerprint for one in whole.changes} - prints == {terms.fingerprint}


def test_the_way_back_mirrors_the_way(history: History) -> None:
    first, last = history.commits[0], history.commits[-1]
    there, back = history.review(first, last), history.review(last, first)
    assert {(one.old, one.new) for one in there.changes} == {(one.new, one.old) for one in back.changes}
    assert {one.edit.mirror for one in there.changes} == {one.edit for one in back.changes}
    assert {one.id for one in there.documents} == {one.id for one in back.documents}


def test_a_branch_is_reviewed_by_what_it_brings(history: History) -> None:
    topic = resolve(history.root, "topic")
    base = git(history.root, "merge-base", topic, history.commits[4])
    assert sorted(one.rule for one in history.review(base, topic).changes) == ["CHG-264"]


def test_a_rename_touches_no_document_and_the_terms_touch_those_of_the_cro(history: History) -> None:
    renamed = history.review(history.commits[1], history.commits[2])
    assert [one.id for one in renamed.documents if one.in_words] == []
    assert renamed.approvals == ()
    terms = history.review(history.commits[0], history.commits[1])
    assert {one.id for one in terms.documents} == {"wo-201", "wo-202", "wo-301"}
    assert {one.needs for one in terms.documents} == {"change order"}
    whole = history.review(history.commits[0], history.commits[-1])
    assert {"wo-201", "wo-301"} <= {one.id for one in whole.documents}
    assert "transfer-nvt-218-301" not in {one.id for one in whole.documents if one.in_words}


def test_whatever_happened_nothing_new_is_wrong_at_the_end(history: History) -> None:
    whole = history.review(history.commits[0], history.commits[-1])
    assert whole.complete
    assert whole.new_errors == ()
