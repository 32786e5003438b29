"""Revisions of a playbook in git: which commit a name means, where two lines of work parted, and the files of a commit.

Everything is read from git's objects; nothing is checked out and nothing is written. Names reach git only behind
--end-of-options, so that none of them can be an option, and after that only as hexadecimal names of commits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from remit.exchange.visible import visible
from remit.findings import CannotGoOn, Finding, Where, error
from remit.frozen import dataclass
from remit.load.git import COMMIT, FILE_MODES, Answer, ask, contents
from remit.load.tree import MAX_FILE, Tree

MOST_FILES = 20_000
_PERSON = re.compile(rb"author (.*) <([^<>]*)> (-?[0-9]{1,15}) ([+-][0-9]{4})$", re.M)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full name, who wrote it, when, and the first line of its message."""

    id: str
    author: str
    date: dt.datetime
    subject: str


def resolve(root: Path, revision: str) -> str:
    """The full name of the commit that a revision means: a branch, tag, HEAD~1. Raises CannotGoOn (GIT-001, GIT-002)."""
    answer = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    name = answer.out.decode("ascii", "replace").strip()
    if answer.right and COMMIT.fullmatch(name):
        return name
    raise CannotGoOn(_unknown(root, revision, answer))


def is_revision(root: Path, revision: str) -> bool:
    """Whether git knows a commit by this name."""
    try:
        return bool(resolve(root, revision))
    except CannotGoOn:
        return False


def _unknown(root: Path, revision: str, answer: Answer) -> Finding:
    inside = ask(root, "rev-parse", "--git-dir")
    if not inside.right:
        said = inside.said.partition("\n")[0] or answer.said
        message = f"git cannot be asked about this folder: {visible(said)}"
        return error("GIT-001", message, Where("remit"), "run this in a git repository, or name two folders")
    message = f"git knows no commit called '{visible(revision)}'"
    hint = "name a branch, a tag or a commit, for example main or HEAD~1"
    if is_shallow(root):
        hint += "; this copy holds only a part of the history: 'git fetch --unshallow' gets the rest"
    return error("GIT-002", message, Where("remit"), hint)


def is_shallow(root: Path) -> bool:
    """Whether a copy of a repository holds only the last part of its history."""
    return ask(root, "rev-parse", "--is-shallow-repository").out.strip() == b"true"


def parted(root: Path, one: str, other: str) -> str:
    """The last commit that two commits share. Raises CannotGoOn (GIT-003) where none is known.

    Of several (two branches that were merged into each other), git's own choice.
    """
    answer = ask(root, "merge-base", one, other)
    name = answer.out.decode("ascii", "replace").partition("\n")[0].strip()
    if answer.right and COMMIT.fullmatch(name):
        return name
    message = f"{one[:12]} and {other[:12]} share no commit, so that nothing tells what was changed since they parted"
    hint = "compare the two as they are with --direct"
    if is_shallow(root):
        hint = f"this copy holds only a part of the history: run 'git fetch --unshallow', or {hint}"
    raise CannotGoOn(error("GIT-003", message, Where("remit"), hint))


def commit_of(root: Path, id: str) -> Commit:
    """What a commit says of itself. Signs that cannot be seen are written out."""
    head, _, message = ask(root, "cat-file", "commit", id).out.partition(b"\n\n")
    found = _PERSON.search(head)
    name, _, seconds, zone = found.groups() if found else (b"", b"", b"0", b"+0000")
    offset = dt.timedelta(hours=int(zone[:3]), minutes=int(zone[:1] + zone[3:]))
    return Commit(
        id,
        visible(name.decode("utf-8", "replace")),
        _moment(int(seconds), offset),
        visible(message.decode("utf-8", "replace").strip().partition("\n")[0]),
    )


def _moment(seconds: int, offset: dt.timedelta) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(seconds, dt.timezone(offset))
    except (ValueError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(0, dt.UTC)


def read_commit(
    root: Path, commit: str, folders: Sequence[str], suffixes: Sequence[str], at: str | None = None
) -> tuple[Tree, tuple[Finding, ...]]:
    """The files of a commit below ``root`` as ``read_folder`` reads them from a disk, keyed by path from there.

    ``commit`` is a full hexadecimal name. ``at`` is a folder from the top of the repository that stands for ``root`` ("" for
    the top itself). Links, other repositories inside this one, and files over 5 MB are findings. Raises CannotGoOn (GIT-004)
    where git cannot give the commit's files.
    """
    if not COMMIT.fullmatch(commit):
        raise CannotGoOn(_lost(commit, "it is no full name of a commit"))
    before = f"{at}/" if at else ""
    whole = [] if at is None else ["--full-tree"]
    paths = [f":(literal){before}{folder}/" for folder in folders]
    answer = ask(root, "ls-tree", "-r", "-l", "-z", *whole, commit, "--", *paths)
    if not answer.right:
        raise CannotGoOn(_lost(commit, answer.said))
    names: dict[str, str] = {}
    findings: list[Finding] = []
    for found, mode, name, size in _entries(answer.out):
        path = found.removeprefix(before)
        wrong = _wrong(path, mode, size, tuple(suffixes))
        if wrong:
            findings.append(error("FILE-001", wrong[0], Where(path), wrong[1]))
        elif mode in FILE_MODES and path.endswith(tuple(suffixes)):
            names[path] = name
    if len(names) > MOST_FILES:
        raise CannotGoOn(_lost(commit, f"it holds {len(names):,} files; the most is {MOST_FILES:,}"))
    tree = contents(root, names)
    if tree is None:
        reason = "some of its files are not in this copy of the repository; a partial clone fetches them with 'git checkout'"
        raise CannotGoOn(_lost(commit, reason))
    return MappingProxyType(dict(tree)), tuple(findings)


def _lost(commit: str, reason: str) -> Finding:
    message = f"the files of commit {visible(commit[:12])} cannot be read: {visible(reason)}"
    return error("GIT-004", message, Where("remit"), "fetch the whole repository, and run the command again")


def _entries(listing: bytes) -> Iterator[tuple[str, bytes, str, int]]:
    """Path, mode, object name and size of each entry; hidden files and folders are left out as on a disk."""
    for line in listing.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, _, name, size = head.split()
        shown = path.decode("utf-8", "surrogateescape")
        if not any(part.startswith(".") for part in shown.split("/")):
            yield shown, mode, name.decode("ascii"), int(size) if size.isdigit() else 0


def _wrong(path: str, mode: bytes, size: int, suffixes: tuple[str, ...]) -> tuple[str, str] | None:
    """What is wrong with an entry and what to do."""
    if mode == b"160000":
        return "this is another repository; its files are not in this one", "put the files themselves here"
    if not path.endswith(suffixes):
        return None
    if mode not in FILE_MODES:
        return "this is a link, which is not followed in a commit", "put the file itself here"
    if size > MAX_FILE:
        return f"this file has {size:,} bytes; the most is {MAX_FILE:,}", "split it"
    return None


def folder_of(root: Path, commit: str, file: str) -> str | None:
    """Where in a commit the folder is that ``root`` is now, from the top of the repository; "" for the top itself.

    It is known by a ``file`` that it holds: the same folder if it is there, else the only one that has it, which was moved
    since. None if there is none, or several.
    """
    prefix = ask(root, "rev-parse", "--show-prefix").out.decode("utf-8", "surrogateescape").strip("\n")
    answer = ask(root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    paths = (path.decode("utf-8", "surrogateescape") for path in answer.out.split(b"\0"))
    folders = [
        path.removesuffix(file).rstrip("/") for path in paths if path == file or path.endswith(f"/{file}")
    ]
    here = prefix.rstrip("/")
    if here in folders:
        return here
    return folders[0] if len(folders) == 1 else None
