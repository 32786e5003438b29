"""A review as plain data, for JSON. Its schema is published beside those of the records (schema/review_schema.py)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from remit.findings import Finding, Where
from remit.review.approvals import Approval, missing
from remit.review.changes import Change, NotCompared
from remit.review.documents import TextChange, Touched
from remit.review.kinds import Weight
from remit.review.reviewing import Review
from remit.review.sides import Side
from remit.review.words import sentence


def as_data(review: Review, given: Collection[str] | None = None) -> dict[str, Any]:
    """Everything that a review found. ``given`` are the roles that have agreed, None where nobody was asked."""
    return {
        "before": _side(review.before),
        "after": _side(review.after),
        "complete": review.complete,
        "clean": review.clean,
        "counts": {weight.value: review.count(weight) for weight in Weight},
        "changes": [change_data(one) for one in review.changes],
        "accepted": [change_data(one) for one in review.accepted],
        "unused_acceptances": [one.fingerprint for one in review.unused],
        "lookalikes": [[removed.fingerprint, added.fingerprint] for removed, added in review.lookalikes],
        "not_compared": [_not_compared(one) for one in review.not_compared],
        "documents": [_document(one) for one in review.documents],
        "approvals": [_approval(one, given) for one in review.approvals],
        "approved": None if given is None else not missing(review.approvals, given),
        "findings": {
            "new": [_finding(one) for one in review.new_findings],
            "fixed": [_finding(one) for one in review.fixed_findings],
        },
    }


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "commit": side.commit or None}


def place_of(where: Where | None) -> dict[str, Any] | None:
    """A place as path, line, column."""
    if where is None:
        return None
    return {"path": where.file, "line": where.line or 1, "column": where.column or 1}


def change_data(one: Change) -> dict[str, Any]:
    """A change of a record."""
    return {
        "fingerprint": one.fingerprint,
        "rule": one.rule,
        "weight": one.weight.value,
        "edit": one.edit.name.lower(),
        "means": one.means.value,
        "kind": one.file,
        "record": one.record,
        "path": [str(step) for step in one.path],
        "field": f"{one.cls.__name__}.{one.name}" if one.cls else one.name,
        "old": one.old,
        "new": one.new,
        "before": place_of(one.before),
        "after": place_of(one.after),
        "message": sentence(one),
    }


def _not_compared(one: NotCompared) -> dict[str, Any]:
    return {"what": one.what, "side": one.side, "reason": one.reason, "place": place_of(one.where)}


def _document(one: Touched) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "number": one.record.number,
        "title": one.record.title,
        "status": one.record.status,
        "state": one.state,
        "signed": one.signed,
        "sent": one.sent,
        "needs": one.needs or None,
        "draft": one.draft,
        "reason": one.reason or None,
        "changes": [text_data(change) for change in one.changes],
    }


def text_data(one: TextChange) -> dict[str, Any]:
    """A paragraph that reads differently."""
    return {
        "edit": one.kind,
        "place": one.place,
        "old": one.old or None,
        "new": one.new or None,
        "values": [
            {
                "old": value.old,
                "new": value.new,
                "source": place_of(value.source),
                "field": ".".join(map(str, value.source.keys)),
            }
            for value in one.values
        ],
        "because": list(one.because),
    }


def _approval(one: Approval, given: Collection[str] | None) -> dict[str, Any]:
    return {
        "roles": list(one.roles),
        "reasons": list(one.reasons),
        "changes": list(one.changes),
        "documents": list(one.documents),
        "given": None if given is None else one.given_by(given),
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "message": one.message,
        "place": place_of(one.where),
        "hint": one.hint,
    }
