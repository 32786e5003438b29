"""The two states that a review compares, as people name them: revisions of git, folders, or the working tree."""

from __future__ import annotations

from pathlib import Path

from remit.cli.options import workspace_at
from remit.documents.templates import Templates
from remit.exchange.visible import visible
from remit.findings import CannotGoOn, Finding, Where, error
from remit.frozen import dataclass
from remit.load.revisions import folder_of, is_revision, parted, resolve
from remit.pipeline import Loaded, load, load_commit, load_templates
from remit.review.sides import Side
from remit.workspace import Workspace, find

WORKING_TREE = "working tree"


@dataclass(frozen=True, slots=True)
class State:
    """A state as it was loaded, under the name by which it was asked for."""

    name: str
    commit: str
    loaded: Loaded
    templates: Templates
    wording: tuple[Finding, ...]

    def side(self, like: State | None = None) -> Side:
        """The state for a review; templates that are the same as another state's are shared with it."""
        same = like is not None and dict(like.templates.files) == dict(self.templates.files)
        return Side(
            name=self.name,
            commit=self.commit,
            ledger=self.loaded.ledger,
            tree=self.loaded.tree,
            templates=like.templates if like and same else self.templates,
            findings=self.loaded.findings,
            wording=self.wording,
        )


@dataclass(frozen=True, slots=True)
class Both:
    """The earlier and the later state, and the folder to which the paths of the later one lead.

    ``empty`` says that the later revision is one from which the earlier one comes, so that it has nothing of its own.
    """

    before: Side
    after: Side
    root: Path
    empty: bool


def both_sides(base: str, head: str | None, root: Path | None, *, direct: bool) -> Both:
    """The earlier and the later state. Raises CannotGoOn for names that mean nothing, or two things.

    Of two revisions, the earlier state is the last commit that they share, unless ``direct`` asks for ``base`` as it is.
    Without ``head`` the later state is what stands in the playbook's folder.
    """
    before_folder, after_folder = _folder(base, root), _folder(head, root) if head is not None else None
    if before_folder is not None:
        before = of_folder(base, before_folder, None)
    else:
        workspace = workspace_at(root)
        name, commit = _start(workspace, base, head if after_folder is None else None, direct=direct)
        before = of_commit(workspace, name, commit, None)
    later = after_folder or workspace_at(root)
    if after_folder is not None or head is None:
        after = of_folder(WORKING_TREE if head is None else head, later, before.loaded)
    else:
        after = of_commit(later, head, resolve(later.root, head), before.loaded)
    empty = not direct and before.commit == after.commit != ""
    return Both(before.side(), after.side(before), later.root, empty)


def _folder(name: str, root: Path | None) -> Workspace | None:
    """The playbook in a folder of this name. What looks like a path must be one; a bare name must not mean two things."""
    path = Path(name)
    if not (path / "data" / "playbook.yaml").is_file():
        if path.is_absolute() or name.startswith(("./", "../")) or name in (".", ".."):
            return find(path, path)  # says that there is none
        return None
    looks_like_a_path = "/" in name or name in (".", "..") or path.is_absolute()
    if not looks_like_a_path and is_revision(root or Path.cwd(), name):
        message = f"'{visible(name)}' is a folder and a revision"
        hint = f"write ./{visible(name)} for the folder, or refs/heads/{visible(name)} for the branch"
        raise CannotGoOn(error("CLI-005", message, Where("remit"), hint))
    return Workspace(path)


def _start(workspace: Workspace, base: str, head: str | None, *, direct: bool) -> tuple[str, str]:
    """The commit that is the earlier state, and what to call it."""
    commit = resolve(workspace.root, base)
    if direct:
        return base, commit
    later = head or "HEAD"
    shared = parted(workspace.root, commit, resolve(workspace.root, later))
    return (base if shared == commit else f"{base}, where {later} left it"), shared


def of_folder(name: str, workspace: Workspace, like: Loaded | None = None) -> State:
    """The playbook that stands in a folder."""
    loaded = load(workspace, like=like)
    templates, wording = load_templates(workspace)
    return State(name, "", loaded, templates, wording)


def of_commit(workspace: Workspace, name: str, commit: str, like: Loaded | None) -> State:
    """A commit's playbook: in the same folder, or in the one folder of the commit that holds one, if it was moved since."""
    folder = folder_of(workspace.root, commit, "data/playbook.yaml")
    if folder is None:
        message = f"{visible(name)} holds no playbook in this folder"
        hint = "compare with a revision that has one, or name two folders"
        raise CannotGoOn(error("GIT-005", message, Where("data/playbook.yaml"), hint))
    earlier = load_commit(workspace, commit, like, folder)
    return State(name, commit, earlier.loaded, earlier.templates, earlier.wording)
