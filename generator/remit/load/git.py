"""What git knows of a playbook: the commit its files belong to, whether they differ from it, and the files of a commit.

A repository may come from anywhere, so nothing in its configuration gets to run: no hook, no file system monitor, no filter,
no fetch. That is also why differences are found by hashing the files that were read, and not by ``git status``, which runs
filters. Without git, or outside of a repository, there is simply nothing to tell.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from remit.frozen import dataclass
from remit.load.tree import MAX_FILE, Tree

SECONDS = 30
MOST_FILES = 20_000
_SAFE = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
)
COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
FILE_MODES = (b"100644", b"100755")


@dataclass(frozen=True, slots=True)
class GitState:
    """The commit that is checked out, and the files that differ from it: changed, added or removed."""

    commit: str
    changed: tuple[str, ...]

    @property
    def dirty(self) -> bool:
        """Whether any file differs."""
        return bool(self.changed)


def state(root: Path, files: Tree, folders: Sequence[str], suffixes: Sequence[str]) -> GitState | None:
    """How ``files`` (by path from ``root``) stand to the commit that is checked out there; None outside of git.

    ``folders`` and ``suffixes`` say which files of the commit should be among them.
    """
    if not _in_repository(root):
        return None
    commit = _commit(root, "HEAD")
    known = _listed(root, commit, folders, suffixes) if commit else None
    if known is None:
        return None
    changed = [path for path, data in files.items() if known.get(path) not in _names(data, len(commit))]
    return GitState(commit, tuple(sorted({*changed, *(path for path in known if path not in files)})))


def files_of(root: Path, commit: str, folders: Sequence[str], suffixes: Sequence[str]) -> Tree | None:
    """The files of a commit below ``root``, by path from there; None when it is not in the repository.

    ``commit`` is a full hexadecimal name; anything else is refused before git sees it.
    """
    if not COMMIT.fullmatch(commit) or not _in_repository(root) or _commit(root, commit) != commit:
        return None
    known = _listed(root, commit, folders, suffixes)
    if known is None or len(known) > MOST_FILES:
        return None
    return contents(root, known)


def _in_repository(root: Path) -> bool:
    """Whether there is any use in asking git, which costs more than looking."""
    absolute = root.resolve()
    return any((folder / ".git").exists() for folder in (absolute, *absolute.parents))


@dataclass(frozen=True, slots=True)
class Answer:
    """What git answered, and what it said if it refused; ``there`` is False where there is no git to ask."""

    right: bool
    out: bytes
    said: str
    there: bool = True


def ask(root: Path, *arguments: str, given: bytes = b"") -> Answer:
    """Ask git a question in a folder. Nothing of the repository's configuration gets to run."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *_SAFE, *arguments],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except OSError:
        return Answer(False, b"", "git is not installed", there=False)
    except (ValueError, subprocess.SubprocessError):
        return Answer(False, b"", "git does not answer")
    return Answer(run.returncode == 0, run.stdout, run.stderr.decode("utf-8", "replace").strip())


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git answers; None when it refuses or is not there."""
    answer = ask(root, *arguments, given=given)
    return answer.out if answer.right else None


def _commit(root: Path, revision: str) -> str:
    answer = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    name = (answer or b"").decode("ascii", "replace").strip()
    return name if COMMIT.fullmatch(name) else ""


def _listed(
    root: Path, commit: str, folders: Sequence[str], suffixes: Sequence[str]
) -> dict[str, str] | None:
    """Object names of the commit's regular files below the folders, by path from ``root``, hidden ones left out."""
    answer = _git(root, "ls-tree", "-r", "-z", commit, "--", *(f"{folder}/" for folder in folders))
    if answer is None:
        return None
    found = {}
    for line in answer.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, _, name = head.split(b" ")
        shown = path.decode("utf-8", "surrogateescape")
        hidden = any(part.startswith(".") for part in shown.split("/"))
        if mode in FILE_MODES and shown.endswith(tuple(suffixes)) and not hidden:
            found[shown] = name.decode("ascii")
    return found


def _names(data: bytes, length: int) -> set[str]:
    """The names that git may give to a file's content: as it is, and with the line ends that it stores."""
    return {_name(data, length), _name(data.replace(b"\r\n", b"\n"), length)}


def _name(data: bytes, length: int) -> str:
    digest = hashlib.sha1(usedforsecurity=False) if length == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def contents(root: Path, names: Mapping[str, str]) -> Tree | None:
    """The contents of objects by path, given their names by path; None if one is missing, too large or no file."""
    asked = "".join(f"{name}\n" for name in names.values()).encode()
    answer = _git(root, "cat-file", "--batch", given=asked)
    if answer is None:
        return None
    found, at = {}, 0
    for path in names:
        end = answer.index(b"\n", at)
        told = answer[at:end].split(b" ")[1:]
        if len(told) != 2 or told[0] != b"blob" or int(told[1]) > MAX_FILE:
            return None
        size = int(told[1])
        found[path] = answer[end + 1 : end + 1 + size]
        at = end + 2 + size
    return found
