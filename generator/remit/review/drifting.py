"""What a signed document says, against what the records say today: the differences that matter to those who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from remit.documents.subjects import subjects
from remit.frozen import dataclass
from remit.model.closing import RegisterEntry
from remit.review.changes import Change
from remit.review.comparing import compare
from remit.review.documents import TextChange, Touched, changed_by, touched
from remit.review.sides import Side


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
        return changed_by(self.touched.kind) if self.changes and self.touched else ""


def drift(entry: RegisterEntry, signed: Side, now: Side) -> Drift:
    """Hold a document of the register against the records of today. ``signed`` is the state that it was printed from."""
    today = _as_signed(entry, signed, now)
    compared = compare(signed, today)
    found = next(touched(signed, today, compared.changes, compared.renames, entry.document), None)
    if found is None:
        return Drift(entry=entry, signed=signed)
    if found.state == "not compared":
        return Drift(entry=entry, signed=signed, reason=found.reason)
    by_name = {one.fingerprint: one for one in compared.changes}
    names = dict.fromkeys(name for one in found.changes for name in one.because)
    return Drift(
        entry=entry,
        signed=signed,
        touched=found,
        changes=found.changes,
        causes=tuple(by_name[name] for name in names if name in by_name),
    )


def _as_signed(entry: RegisterEntry, signed: Side, now: Side) -> Side:
    """The state of today in which the document's own record says of its signing what it said when it was printed.

    Its version, status, history and dates of signature are written down afterwards; they are nothing that was agreed.
    """
    subject = next((one for one in subjects(signed.ledger) if one.id == entry.document), None)
    record = now.ledger.of(type(subject.record)).get(subject.record.id) if subject else None
    if subject is None or record is None:
        return now
    was = subject.record
    same = replace(
        record,
        version=was.version,
        status=was.status,
        history=was.history,
        signatures=was.signatures,
        effective_date=record.effective_date if was.effective_date else None,
    )
    files = {**now.ledger.files, record.where.file: same}
    return replace(now, ledger=replace(now.ledger, files=files))


def all_clear(drifts: Iterable[Drift]) -> bool:
    """Whether every signed document could be compared and says what the records say."""
    return not any(one.drifted or one.reason for one in drifts)


def counted(drifts: Sequence[Drift]) -> tuple[int, int, int]:
    """How many documents agree with the records, have drifted, and could not be compared."""
    lost = sum(bool(one.reason) for one in drifts)
    moved = sum(one.drifted for one in drifts)
    return len(drifts) - lost - moved, moved, lost
