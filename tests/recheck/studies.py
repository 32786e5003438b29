"""The invented workspace of tests/rules with more studies like its own, and judging it again after a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from remit.load.memory import digest_of
from remit.recheck import judging
from tests.rules.workspace import minimal

DAY = dt.date(2026, 1, 1)
FIRST = "data/studies/al-101/"


def several(count: int) -> dict[str, bytes]:
    """The files of a sound playbook with so many studies: al-101, al-102 ..., in the order of a folder."""
    files = minimal()
    for number in range(102, 101 + count):
        for path, data in minimal().items():
            if path.startswith(FIRST):
                files[_as(path, number)] = _as(data.decode(), number).encode()
    return ordered(files)


def _as(text: str, number: int) -> str:
    for name in ("al-101", "wo-101", "AL-101", "WO-101", "TOO-101"):
        text = text.replace(name, f"{name[:-3]}{number}")
    return text.replace("co-01", f"co-{number}").replace("CO-01", f"CO-{number}")


def ordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files in the order in which a folder is read."""
    return {path: files[path] for path in sorted(files, key=lambda path: path.split("/"))}


def judged(files: Mapping[str, bytes], kept: Any = None) -> tuple[judging.Judged, dict[str, Any], bool]:
    """What is found, what is remembered of it, and whether everything was judged anew."""
    digests = {path: digest_of(data) for path, data in files.items()}
    with patch.object(judging, "_anew", wraps=judging._anew) as anew:
        found = judging.judge(files, (), kept, digests, DAY)
    return found, {"files": digests, **found.kept}, anew.called
