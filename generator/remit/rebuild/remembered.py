"""What is remembered of the last build: for each document its file, the file's digest and the digest of its inputs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple, field
from pathlib import Path

from remit.frozen import dataclass
from remit.load.memory import keep, place_of, recall, tool_stamp

Kept = Mapping[str, "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that was printed: path below the output folder, SHA-256 of the file, inputs, state of the records named."""

    path: str
    sha256: str
    inputs: str
    state: str

    def is_there(self, folder: Path) -> bytes | None:
        """The file's bytes if it is still the one that was written."""
        try:
            path = folder / self.path
            data = path.read_bytes() if path.resolve().is_relative_to(folder.resolve()) else b""
        except (OSError, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == self.sha256 else None


@dataclass(frozen=True, slots=True)
class Memory:
    """The last builds into one folder. ``whole`` stands for everything that the last build of all it names depended on."""

    place: Path | None
    tool: str
    whole: str = ""
    printed: tuple[str, ...] = ()
    documents: Kept = field(default_factory=dict)

    def beside(self, what: str) -> Path | None:
        """The file in which something else is remembered of the same playbook, whatever folder is built into."""
        return self.place and self.place.with_name(f"{self.place.name.partition('-')[0]}-{what}.bin")

    def remember(self, whole: str, entries: Mapping[str, Entry]) -> None:
        """Keeps what a build has printed, beside what others have into the same folder; ``whole`` is "" if any failed."""
        if self.place is None:
            return
        documents = {**self.documents, **entries}
        what = {
            "whole": whole,
            "printed": list(entries),
            "documents": {id: astuple(entry) for id, entry in documents.items()},
        }
        keep(self.place, self.tool, what)


def memory_of(root: Path, folder: Path) -> Memory:
    """What is remembered of builds of the playbook at ``root`` into a folder."""
    place = place_of(root)
    if place is None:
        return Memory(None, "")
    tool = tool_stamp()
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    place = place.with_name(f"{place.stem}-{name}.json")
    kept = recall(place, tool) or {}
    documents, printed = kept.get("documents"), kept.get("printed")
    if not isinstance(documents, dict) or not isinstance(printed, list):
        return Memory(place, tool)
    try:
        entries = {str(id): Entry(*map(str, fields)) for id, fields in documents.items()}
    except TypeError:
        return Memory(place, tool)
    return Memory(place, tool, str(kept.get("whole", "")), tuple(map(str, printed)), entries)


def digest_of(parts: Iterable[str | bytes]) -> str:
    """Stands for texts and contents in this order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d\0" % len(data))
        digest.update(data)
    return digest.hexdigest()
