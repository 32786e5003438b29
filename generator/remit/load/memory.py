"""What was found the last time, kept from one run to the next in the user's own cache folder.

Not below the playbook's build/ folder: whoever sends a playbook could send a build/ folder along in which nothing was ever
found. For the same reason a file that others may write is not read. It holds text only (JSON), so that reading it runs
nothing; what is damaged, foreign or of another version is not believed, and everything is found anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from remit.files import write_whole
from remit.findings import Finding, Related, Severity, Where

MOST_KEPT = 192
"""Files remembered for one user, about five for a playbook; the one longest unused goes first."""

_OURS = re.compile(r"[0-9a-f]{32}(-[a-z0-9]+)?\.(json|bin)")
"""Names of such files. Whatever else stands in a folder that somebody names as cache is never touched."""


def place_of(root: Path) -> Path | None:
    """The file in which the findings of the playbook at ``root`` are kept; None where nothing may be kept.

    The environment variable REMIT_CACHE names another folder, or switches remembering off with 'off'.
    """
    folder = _folder()
    root = root.resolve()
    if folder is None or folder.is_relative_to(root):
        return None
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:32]
    return folder / f"{name}.json"


def _folder() -> Path | None:
    named = os.environ.get("REMIT_CACHE", "")
    if named:
        return Path(named).resolve() if named != "off" else None
    try:
        return _users_caches() / "remit"
    except RuntimeError:  # a user without a home
        return None


def _users_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def recall(place: Path, stamp: str) -> dict[str, Any] | None:
    """What was kept under this stamp; None if there is nothing that can be believed."""
    try:
        kept = json.loads(recall_bytes(place, stamp) or b"")
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None


def recall_bytes(place: Path, stamp: str) -> bytes | None:
    """The bytes that were kept under this stamp; None if there is nothing that can be believed."""
    try:
        if not (_is_private(place) and _is_private(place.parent)):
            return None
        told, _, kept = place.read_bytes().partition(b"\n")
        return kept if told.decode() == _seal(stamp, kept) else None
    except (OSError, ValueError):
        return None


def keep(place: Path, stamp: str, what: dict[str, Any]) -> None:
    """Keep something until the next run; where that is not possible, nothing is kept."""
    keep_bytes(place, stamp, json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode())


def keep_bytes(place: Path, stamp: str, what: bytes) -> None:
    """Keep bytes until the next run; where that is not possible, nothing is kept."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(place, _seal(stamp, what).encode() + b"\n" + what)
        _forget_some(place.parent)
    except OSError:
        return


def _seal(stamp: str, text: bytes) -> str:
    return hashlib.sha256(stamp.encode() + b"\0" + text).hexdigest()


def _is_private(path: Path) -> bool:
    """Whether a file or folder is this user's and nobody else may write it. Windows keeps a user's folders apart itself."""
    status = path.lstat()
    if sys.platform == "win32":
        return True
    if stat.S_ISLNK(status.st_mode) or status.st_uid != os.getuid():
        return False
    return not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_some(folder: Path) -> None:
    kept = [path for path in folder.iterdir() if _OURS.fullmatch(path.name)]
    kept.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)


def tool_stamp() -> str:
    """Stands for everything that judges: this package's modules and the folders that its libraries are installed in.

    Installing or removing a library changes the time of its folder.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(sys.version.encode())
    for folder in (path for path in sys.path if path.endswith(("site-packages", "dist-packages"))):
        digest.update(f"{folder}\0{Path(folder).stat().st_mtime_ns}\0".encode())
    for directory, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "example"))
        for name in sorted(files):
            if name.endswith(".py"):
                status = Path(directory, name).stat()
                digest.update(f"{directory}/{name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def digest_of(data: bytes) -> str:
    """Stands for the content of a file."""
    return hashlib.sha256(data).hexdigest()[:32]


def pack(findings: Iterable[Finding]) -> list[Any]:
    """Findings as JSON can hold them."""
    return [
        [
            finding.rule,
            finding.severity.value,
            finding.message,
            _pack_place(finding.where),
            finding.hint,
            [[related.message, _pack_place(related.where)] for related in finding.related],
            finding.fix,
        ]
        for finding in findings
    ]


def _pack_place(where: Where) -> list[Any]:
    return [where.file, list(where.keys), where.line, where.column, where.on]


def unpack(packed: Any) -> tuple[Finding, ...]:
    """The findings again; ValueError if these are none."""
    if not isinstance(packed, list):
        raise ValueError("no findings")
    try:
        return tuple(
            Finding(
                rule,
                Severity(severity),
                message,
                _unpack_place(where),
                hint,
                tuple(Related(text, _unpack_place(place)) for text, place in related),
                fix,
            )
            for rule, severity, message, where, hint, related, fix in packed
        )
    except TypeError:
        raise ValueError("no findings") from None


def _unpack_place(packed: Any) -> Where:
    file, keys, line, column, on = packed
    return Where(file, tuple(keys), line, column, on)
