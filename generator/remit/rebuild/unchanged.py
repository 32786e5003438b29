"""Whether a build would print exactly what stands in the output folder. Reads files, but nothing as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from remit.frozen import dataclass
from remit.load.git import state
from remit.load.tree import read_folder
from remit.rebuild.remembered import Memory, digest_of
from remit.workspace import DATA, TEMPLATES, Workspace

RECORDS, WORDING = (".yaml", ".yml"), (".md", ".docx")
REGISTER = f"{DATA}/register.yaml"
"""Like in the pipeline, which is not asked here because it would load every record definition."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build is asked for: ids (none for all), study, kind, and whether drafts are meant."""

    ids: tuple[str, ...]
    study: str | None
    kind: str | None
    draft: bool


def as_it_stands(workspace: Workspace, asked: Asked) -> str:
    """What ``whole`` would be of a build now; "" where files cannot be read as they should."""
    data, trouble = read_folder(workspace.root, DATA, RECORDS)
    wording, more = read_folder(workspace.root, TEMPLATES, WORDING)
    if trouble or more:
        return ""
    files = {**data, **wording}
    git = state(workspace.root, files, (DATA, TEMPLATES), (*RECORDS, *WORDING))
    dirty = bool(git and set(git.changed) - {REGISTER})
    return whole(files, git.commit if git else "", asked, dirty=dirty)


def whole(files: Mapping[str, bytes], commit: str, asked: Asked, *, dirty: bool) -> str:
    """Stands for all that the documents asked for depend on: records and templates, their commit, and the day."""
    today = dt.date.today()  # noqa: DTZ011 - accepted findings expire by the reader's calendar
    parts: list[str | bytes] = [repr(asked), commit, str(dirty), str(today)]
    for path in sorted(files):
        parts += [path, files[path]]
    return digest_of(parts)


def unchanged(memory: Memory, now: str, folder: Path) -> tuple[Path, ...]:
    """The files of the last build if one now would print the very same; nothing where that is not known."""
    if not now or memory.whole != now:
        return ()
    known = [memory.documents.get(id) for id in memory.printed]
    if any(entry is None or entry.is_there(folder) is None for entry in known):
        return ()
    return tuple(folder / entry.path for entry in known if entry)
