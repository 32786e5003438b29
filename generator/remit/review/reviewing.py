"""A review: two states of a playbook, and everything that follows from the difference between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from remit.exchange.fingerprints import fingerprints
from remit.findings import Finding, Severity
from remit.frozen import dataclass
from remit.model.fields import Identified
from remit.model.playbook import AcceptedChange, Playbook
from remit.review.approvals import Approval, approvals
from remit.review.changes import Change, NotCompared, worst_first
from remit.review.comparing import compare
from remit.review.documents import Touched, touched
from remit.review.edits import Edit
from remit.review.kinds import Weight
from remit.review.sides import Side
from remit.review.values import canonical
from remit.review.wording import compare_wording

_ACCEPTANCE = "CHG-92"
"""The kind of change that accepts others; it is always raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What became of a playbook between two states. ``changes`` are sorted worst first, without those that were accepted.

    ``lookalikes`` are pairs of a record that was removed and one that was added, which differ in nothing but their id.
    """

    before: Side
    after: Side
    changes: tuple[Change, ...]
    accepted: tuple[Change, ...]
    not_compared: tuple[NotCompared, ...]
    new_findings: tuple[Finding, ...]
    fixed_findings: tuple[Finding, ...]
    documents: tuple[Touched, ...]
    approvals: tuple[Approval, ...]
    unused: tuple[AcceptedChange, ...] = ()
    lookalikes: tuple[tuple[Change, Change], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything could be compared."""
        return not self.not_compared and all(one.state != "not compared" for one in self.documents)

    @property
    def weighty(self) -> tuple[Change, ...]:
        """The changes that weigh more than editorial ones."""
        return tuple(one for one in self.changes if one.weight is not Weight.EDITORIAL)

    @property
    def new_errors(self) -> tuple[Finding, ...]:
        """The errors that the earlier state does not have."""
        return tuple(one for one in self.new_findings if one.severity is Severity.ERROR)

    @property
    def clean(self) -> bool:
        """Whether nobody has to agree to anything, everything could be compared, and no new error was made."""
        return self.complete and not self.weighty and not self.approvals and not self.new_errors

    def count(self, weight: Weight) -> int:
        """The number of changes of a weight."""
        return sum(one.weight is weight for one in self.changes)


def review(before: Side, after: Side, day: dt.date, accepted: Sequence[AcceptedChange] = ()) -> Review:
    """Review the difference between two states.

    Changes that the later state accepts (``accepted_changes`` in data/playbook.yaml), or that are given as ``accepted``, are
    not raised again; ``day`` decides which of these decisions have expired. One that only the later state accepts still
    needs its approvers, because a change cannot approve itself. Documents are compared with all changes, because what was
    accepted still has to be signed.
    """
    found = compare(before, after)
    of_wording, lost = compare_wording(before, after, found.renames)
    changes = worst_first([*found.changes, *of_wording])
    decided = tuple(one for one in (*_accepted(after), *accepted) if in_effect(one, day))
    names = {one.fingerprint for one in decided}
    agreed = tuple(one for one in changes if _is_accepted(one, names))
    raised = tuple(one for one in changes if not _is_accepted(one, names))
    documents = tuple(touched(before, after, changes, found.renames))
    known = {one.fingerprint for one in agreed}
    settled = {one.fingerprint for one in (*_accepted(before), *accepted) if in_effect(one, day)}
    open_ones = tuple(one for one in changes if not _is_accepted(one, names & settled))
    closed = tuple(one for one in agreed if one.fingerprint in settled)
    new, fixed = _findings(before, after)
    return Review(
        before=before,
        after=after,
        changes=raised,
        accepted=agreed,
        not_compared=(*found.not_compared, *lost),
        new_findings=new,
        fixed_findings=fixed,
        documents=documents,
        approvals=approvals(before, after, open_ones, _open(documents, open_ones, closed), found.renames),
        unused=tuple(one for one in decided if one.fingerprint not in known),
        lookalikes=_lookalikes(raised),
    )


def _accepted(side: Side) -> Iterable[AcceptedChange]:
    return (one for book in side.ledger.every(Playbook) for one in book.accepted_changes)


def in_effect(accepted: AcceptedChange, day: dt.date) -> bool:
    """Whether a decision has all that it needs and has not expired."""
    expired = accepted.until is not None and accepted.until < day
    return bool(accepted.reason and accepted.owner and not expired)


def _is_accepted(change: Change, names: set[str]) -> bool:
    return change.fingerprint in names and not change.rule.startswith(_ACCEPTANCE)


def _open(
    documents: Sequence[Touched], raised: Sequence[Change], agreed: Sequence[Change]
) -> tuple[Touched, ...]:
    """The documents whose owners are still to be asked: not those that only accepted changes touch."""
    if not agreed:
        return tuple(documents)
    prints = {one.fingerprint for one in raised}
    return tuple(
        one
        for one in documents
        if not one.changes
        or any(not change.because or prints & set(change.because) for change in one.changes)
    )


def _lookalikes(changes: Sequence[Change]) -> tuple[tuple[Change, Change], ...]:
    """Records that seem to be removed and added, and are most likely renamed without saying so."""
    gone: dict[tuple[object, ...], list[Change]] = {}
    for one in changes:
        if one.edit is Edit.REMOVED and isinstance(one.was, Identified):
            gone.setdefault(_but_for_id(one, one.was), []).append(one)
    return tuple(
        (found[0], one)
        for one in changes
        if one.edit is Edit.ADDED and isinstance(one.now, Identified)
        for found in (gone.get(_but_for_id(one, one.now), []),)
        if len(found) == 1
    )


def _but_for_id(change: Change, record: Identified) -> tuple[object, ...]:
    return change.file, change.cls, change.name, canonical(replace(record, id="", was=()))


def _findings(before: Side, after: Side) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings of the later state that the earlier one does not have, and the other way round."""
    old, new = ((*side.findings, *side.wording) for side in (before, after))
    names_old, names_new = (dict(zip(fingerprints(one), one, strict=True)) for one in (old, new))
    return (
        tuple(one for name, one in names_new.items() if name not in names_old),
        tuple(one for name, one in names_old.items() if name not in names_new),
    )
