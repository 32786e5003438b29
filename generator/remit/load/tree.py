"""A folder as a mapping from relative path to bytes, read without following anything out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from remit.findings import Finding, Where, error

MAX_FILE = 5_000_000

Tree = Mapping[str, bytes]


def read_folder(root: Path, folder: str, suffixes: Iterable[str]) -> tuple[Tree, tuple[Finding, ...]]:
    """The files below ``root/folder`` with one of the suffixes, keyed by their path from ``root`` with forward slashes.

    Only regular files inside the folder are read: links that lead out of it, devices and files over 5 MB are findings.
    Two names that differ only in case are a finding, because they are one file on other machines.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    wanted = tuple(suffixes)
    inside = (root / folder).resolve().is_relative_to(root.resolve())
    for name in sorted(_walk(root, folder), key=lambda name: name.split("/")):
        if not name.endswith(wanted):
            continue
        read = _read(root, name, inside)
        if isinstance(read, bytes):
            files[name] = read
        else:
            findings.append(error("FILE-001", read[0], Where(name), read[1]))
    findings.extend(_case_clashes(files))
    return MappingProxyType(files), tuple(findings)


def _walk(root: Path, folder: str) -> Iterator[str]:
    """Names below ``folder``, from ``root`` on: its files, and the folders that are called like a file of records."""
    for directory, names, files in os.walk(root / folder):
        below = Path(directory).relative_to(root).as_posix()
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (f"{below}/{name}" for name in files if not name.startswith("."))
        yield from (f"{below}/{name}" for name in names if name.endswith((".yaml", ".yml")))


def _read(root: Path, name: str, inside: bool) -> bytes | tuple[str, str]:
    """The bytes of a file, or what is wrong with it and what to do. ``inside``: its folder does not lead out of the root."""
    path = os.path.join(root, name)  # noqa: PTH118 - thousands of files are read, and a Path costs as much as its file
    try:
        if not _stays(path, root, inside):
            return "this is a link that leads out of the playbook's folder", "put the file itself here"
        status = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            return "this is not a regular file", "remove it, or put a file here"
        if status.st_size > MAX_FILE:
            return f"this file has {status.st_size:,} bytes; the most is {MAX_FILE:,}", "split it"
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except (OSError, RuntimeError) as reason:
        return (
            f"this file cannot be read: {getattr(reason, 'strerror', None) or reason}",
            "check its permissions",
        )


def _stays(path: str, root: Path, inside: bool) -> bool:
    """Whether a path leads to a place below the root. Folders that are links were not walked into."""
    if not os.path.islink(path):  # noqa: PTH114
        return inside
    return Path(path).resolve().is_relative_to(root.resolve())


def _case_clashes(files: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in files:
        first = seen.setdefault(name.lower(), name)
        if first != name:
            yield error(
                "FILE-002", f"{name} and {first} differ only in case", Where(name), "rename one of them"
            )
