"""Writing files so that a reader never sees half of one."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, then rename: whoever reads finds the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as trouble:
        raise for_asked(trouble, path) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException as stop:
        Path(beside).unlink(missing_ok=True)
        if isinstance(stop, OSError):
            raise for_asked(stop, path) from None
        raise


def for_asked(trouble: OSError, path: Path) -> OSError:
    """The same trouble about the path that was asked for, instead of the one that is written beside it."""
    return OSError(trouble.errno, trouble.strerror, str(path))


def is_file_name(name: str) -> bool:
    """Whether a name is a legal file name on every system: letters, digits, point, hyphen, underscore; no device name."""
    return bool(_NAME.fullmatch(name)) and not _DEVICES.fullmatch(name) and not name.endswith(".")
