"""What a signed document says, against what the records say today: the differences that matter to those who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remit.model.agreements import Document, Signing
from remit.model.closing import RegisterEntry
from remit.review.changes import Change
from remit.review.comparing import compare
from remit.review.documents import TextChange, Touched, touched
from remit.review.sides import Side

BOOKKEEPING = ("version", "status", "history")
"""Fields of a document in which its own signing is written down; they say nothing that was agreed."""

AROUND = "header or footer"
"""Where nothing stands but the document's number, version and status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A signed document and how the records have moved away from it.

    ``reason`` says why it could not be compared; ``touched`` is None where nothing differs or nothing could be compared.
    ``causes`` are the changes of records behind the differences.
    """

    entry: RegisterEntry
    signed: Side | None
    touched: Touched | None = None
    changes: tuple[TextChange, ...] = ()
    causes: tuple[Change, ...] = ()
    reason: str = ""

    @property
    def drifted(self) -> bool:
        """Whether the records say something else now, or the document is gone from them."""
        return bool(self.changes) or (self.touched is not None and self.touched.state == "removed")

    @property
    def needs(self) -> str:
        """What has to be signed so that contract and records agree again; "" for nothing."""
        return self.touched.needs if self.changes and self.touched else ""


def drift(entry: RegisterEntry, signed: Side, now: Side) -> Drift:
    """Hold a document of the register against the records of today. ``signed`` is the state that it was printed from."""
    compared = compare(signed, now)
    found = next(touched(signed, now, compared.changes, compared.renames, entry.document), None)
    if found is None:
        return Drift(entry=entry, signed=signed)
    if found.state == "not compared":
        return Drift(entry=entry, signed=signed, reason=found.reason)
    by_name = {one.fingerprint: one for one in compared.changes}
    matters = tuple(one for one in found.changes if not _of_its_signing(one, by_name))
    names = dict.fromkeys(name for one in matters for name in one.because)
    return Drift(
        entry=entry,
        signed=signed,
        touched=found,
        changes=matters,
        causes=tuple(
            by_name[name] for name in names if name in by_name and not is_bookkeeping(by_name[name])
        ),
    )


def _of_its_signing(change: TextChange, by_name: dict[str, Change]) -> bool:
    """Whether a paragraph reads differently only because the document was signed."""
    if change.place == AROUND:
        return True
    causes = [by_name[name] for name in change.because if name in by_name]
    return bool(causes) and all(map(is_bookkeeping, causes))


def is_bookkeeping(change: Change) -> bool:
    """Whether a change only writes down that a document was issued or signed."""
    if change.cls is None:
        return False
    if issubclass(change.cls, Signing):
        return change.name == "date"
    if not issubclass(change.cls, Document):
        return _within_history(change)
    return change.name in BOOKKEEPING or (change.name == "effective_date" and change.was is None)


def _within_history(change: Change) -> bool:
    return bool(change.path) and change.path[0] == "history"


def all_clear(drifts: Iterable[Drift]) -> bool:
    """Whether every signed document could be compared and says what the records say."""
    return not any(one.drifted or one.reason for one in drifts)


def counted(drifts: Sequence[Drift]) -> tuple[int, int, int]:
    """How many documents agree with the records, have drifted, and could not be compared."""
    lost = sum(bool(one.reason) for one in drifts)
    moved = sum(one.drifted for one in drifts)
    return len(drifts) - lost - moved, moved, lost
