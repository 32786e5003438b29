"""The states of the records that signed documents were printed from, got back from git by what the register says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from remit.cli.revisions import State, of_commit
from remit.findings import CannotGoOn
from remit.frozen import dataclass
from remit.load.git import COMMIT, ask
from remit.model.closing import Register, RegisterEntry
from remit.model.ledger import Ledger
from remit.pipeline import revision
from remit.workspace import DATA, Workspace

FARTHEST = 500
"""Commits in which the records of an entry are looked for, where it does not name one."""


class NotThere(Exception):
    """The records that a document was printed from cannot be had; says why, in words that follow a colon."""


def executed(ledger: Ledger) -> Iterator[RegisterEntry]:
    """The documents that are signed and in force, in the order of the register."""
    for register in ledger.every(Register):
        yield from (one for one in register.documents.values() if one.status == "executed")


@dataclass(frozen=True, slots=True)
class SignedStates:
    """The states of one run; documents that were printed from the same records share theirs."""

    workspace: Workspace
    like: State
    _known: dict[str, State] = field(default_factory=dict)

    def state(self, entry: RegisterEntry) -> State:
        """The records and templates of an entry. Raises NotThere."""
        for commit in self._commits(entry):
            found = self._known.get(commit) or self._read(commit)
            if found is not None and revision(found.loaded.tree) == entry.data_revision:
                return found
        raise NotThere(
            f"commit {entry.commit[:12]} does not hold the records that the register names"
            if entry.commit
            else "no commit of this repository holds the records that it was printed from"
        )

    def _read(self, commit: str) -> State | None:
        if not COMMIT.fullmatch(commit):
            return None
        try:
            found = of_commit(self.workspace, commit[:12], commit, self.like.loaded)
        except CannotGoOn as stop:
            raise NotThere(stop.findings[0].message) from None
        self._known[commit] = found
        return found

    def _commits(self, entry: RegisterEntry) -> Iterator[str]:
        """The commits in which the records may be: the one that the entry names, else those that changed records."""
        if entry.commit:
            yield entry.commit
            return
        answer = ask(self.workspace.root, "log", "--format=%H", f"--max-count={FARTHEST}", "HEAD", "--", DATA)
        yield from answer.out.decode("ascii", "replace").split()
