"""One of the two states of a playbook that are compared."""

from __future__ import annotations

from collections.abc import Iterable

from remit.documents.templates import Templates
from remit.findings import Finding
from remit.frozen import dataclass
from remit.load.tree import Tree
from remit.model.ledger import Ledger

UNREAD = ("FILE-001", "FILE-002")
"""Findings of files whose records are not in the ledger, although the files are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A state of a playbook, loaded and judged by whoever asks for a review.

    ``name`` is what people call it (``HEAD~1``, a folder, ``working tree``), ``commit`` its full hexadecimal name, or ""
    where it is none. ``tree`` holds the data files; ``findings`` are those of records and files, ``wording`` of templates.
    """

    name: str
    ledger: Ledger
    tree: Tree
    templates: Templates
    findings: tuple[Finding, ...] = ()
    wording: tuple[Finding, ...] = ()
    commit: str = ""

    @property
    def unread(self) -> frozenset[str]:
        """Paths of data files of which nothing could be read."""
        return frozenset(_files(self.findings)) | (self.ledger.damaged - self.ledger.files.keys())

    @property
    def partly_read(self) -> frozenset[str]:
        """Paths of data files of which some records could not be read."""
        return self.ledger.damaged & self.ledger.files.keys()


def _files(findings: Iterable[Finding]) -> Iterable[str]:
    return (one.where.file for one in findings if one.rule in UNREAD)
