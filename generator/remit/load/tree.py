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
    for path in sorted(_walk(root / folder)):
        name = path.relative_to(root).as_posix()
        if not name.endswith(wanted):
            continue
        problem = _problem(path, root)
        if problem:
            findings.append(error("FILE-001", problem[0], Where(name), problem[1]))
            continue
        files[name] = path.read_bytes()
    findings.extend(_case_clashes(files))
    return MappingProxyType(files), tuple(findings)


def _walk(folder: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(directory, name) for name in files if not name.startswith("."))
        yield from (Path(directory, name) for name in names if name.endswith((".yaml", ".yml")))


def _problem(path: Path, root: Path) -> tuple[str, str] | None:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "this is a link that leads out of the playbook's folder", "put the file itself here"
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "this is not a regular file", "remove it, or put a file here"
        if status.st_size > MAX_FILE:
            return f"this file has {status.st_size:,} bytes; the most is {MAX_FILE:,}", "split it"
        with path.open("rb"):
            return None
    except (OSError, RuntimeError) as reason:
        return (
            f"this file cannot be read: {getattr(reason, 'strerror', None) or reason}",
            "check its permissions",
        )


def _case_clashes(files: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in files:
        first = seen.setdefault(name.lower(), name)
        if first != name:
            yield error(
                "FILE-002", f"{name} and {first} differ only in case", Where(name), "rename one of them"
            )
