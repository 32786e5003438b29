"""The commit that an edition of a playbook began with."""

from __future__ import annotations

from collections.abc import Iterator

from remit.exchange.visible import visible
from remit.findings import CannotGoOn, Where, error
from remit.load.git import ask
from remit.load.revisions import is_revision, resolve
from remit.load.yaml import parse
from remit.schema.nearest import nearest
from remit.workspace import Workspace

BOOK = "data/playbook.yaml"
LARGEST = 5_000_000


def commit_of_edition(workspace: Workspace, name: str) -> str:
    """The full name of the commit that a revision means, or of the one that began an edition. Raises CannotGoOn."""
    if is_revision(workspace.root, name):
        return resolve(workspace.root, name)
    begun = {edition: commit for commit, edition in _editions(workspace)}  # the oldest commit is told last
    if name in begun:
        return begun[name]
    hint = nearest(name, list(begun)) or f"there are the editions {', '.join(begun) or 'of no commit'}"
    raise CannotGoOn(
        error("GIT-002", f"no edition and no revision is called '{visible(name)}'", Where(BOOK), hint)
    )


def _editions(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The commits that changed the playbook's own record, newest first, with the edition that each of them has."""
    answer = ask(workspace.root, "log", "--format=%H", "HEAD", "--", BOOK)
    for commit in answer.out.decode("ascii", "replace").split():
        held = ask(workspace.root, "cat-file", "blob", f"{commit}:./{BOOK}")
        if not held.right or len(held.out) > LARGEST:
            continue
        found, problems = parse(BOOK, held.out)
        if not problems and isinstance(found, dict) and isinstance(found.get("edition"), str):
            yield commit, str(found["edition"])
