"""The JSON Schema of what `remit review --format json` prints, for the pipelines that read it."""

from __future__ import annotations

import json
from typing import Any

from remit.findings import Severity
from remit.model.fields import RULE_PATTERN, Meaning
from remit.schema.findings_schema import PLACE

NAME = "review.schema.json"
"""The name of the schema's file."""

WEIGHTS = ("critical", "major", "minor", "editorial")
EDITS = ("added", "removed", "changed", "increased", "decreased", "reordered", "renamed")

_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE: dict[str, Any] = {"type": ["string", "null"]}
_FLAG: dict[str, Any] = {"type": "boolean"}
_FINGERPRINT: dict[str, Any] = {
    "type": "string",
    "pattern": "^[0-9a-f]{16}$",
    "description": "The same for the same change, wherever it stands and however it is committed.",
}


def review_schema() -> str:
    """The schema as JSON text (draft 7)."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": NAME,
        "title": "Review",
        "description": "What 'remit review --format json' prints. New fields may be added to the outer object.",
        "type": "object",
        "required": [*_properties()],
        "properties": _properties(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _properties() -> dict[str, Any]:
    return {
        "before": _side(),
        "after": _side(),
        "complete": _told(_FLAG, "No where something could not be compared; nothing is known of that."),
        "clean": _told(
            _FLAG,
            "Yes where nobody has to agree to anything, everything could be compared and no error is new.",
        ),
        "counts": _object({weight: {"type": "integer", "minimum": 0} for weight in WEIGHTS}),
        "changes": _list(record_change(), "Changes, worst first, without those that were accepted."),
        "accepted": _list(record_change(), "Changes that were accepted by their fingerprint."),
        "unused_acceptances": _list(_TEXT, "Fingerprints that are accepted and that no change has."),
        "lookalikes": _list(
            _list(_FINGERPRINT),
            "Pairs of a removal and an addition that are most likely a rename without 'was'.",
        ),
        "not_compared": _list(
            _object({"what": _TEXT, "side": _TEXT, "reason": _TEXT, "place": _place()}),
            "What may have changed, because one of the revisions could not be read there.",
        ),
        "documents": _list(
            _document(), "Documents that print something else, came, went, or were not compared."
        ),
        "approvals": _list(_approval(), "Groups of roles. One role of every group has to agree."),
        "approved": {
            "type": ["boolean", "null"],
            "description": "Whether the roles named with --approved-by are enough; null without them.",
        },
        "findings": _object({"new": _list(_finding()), "fixed": _list(_finding())}),
    }


def _side() -> dict[str, Any]:
    commit = {"type": ["string", "null"], "pattern": "^[0-9a-f]{40}([0-9a-f]{24})?$"}
    return _object({"name": _TEXT, "commit": _told(commit, "Full name of the commit; null for a folder.")})


def record_change() -> dict[str, Any]:
    """A change of a record, as review and drift tell it."""
    place = {"anyOf": [_place(), {"type": "null"}]}
    return _object(
        {
            "fingerprint": _FINGERPRINT,
            "rule": _rule(),
            "weight": {"enum": list(WEIGHTS)},
            "edit": {"enum": list(EDITS)},
            "means": {"enum": [one.value for one in Meaning]},
            "kind": _told(
                _TEXT, "Kind of file, as the data dictionary names it; clause, template or house style."
            ),
            "record": _told(_TEXT, "Id of the record that the file holds; empty where there is only one."),
            "path": _list(_TEXT, "From there to the value, by fields and ids."),
            "field": _told(_TEXT, "Kind of record and field, for example MasterAgreement.payment_terms."),
            "old": _MAYBE,
            "new": _MAYBE,
            "before": _told(place, "Place in the earlier revision."),
            "after": _told(place, "Place in the later revision."),
            "message": _told(_TEXT, "The change in words."),
        }
    )


def text_change() -> dict[str, Any]:
    """A paragraph of a document that reads differently, as review and drift tell it."""
    value = _object(
        {
            "old": _TEXT,
            "new": _TEXT,
            "source": _place(),
            "field": _told(_TEXT, "The field that the value was printed from."),
        }
    )
    return _object(
        {
            "edit": {"enum": ["changed", "added", "deleted"]},
            "place": _told(_TEXT, "Clause and heading."),
            "old": _MAYBE,
            "new": _MAYBE,
            "values": _list(value),
            "because": _list(
                _FINGERPRINT, "The changes of records behind it; none where wording was changed."
            ),
        }
    )


def _document() -> dict[str, Any]:
    return _object(
        {
            "id": _TEXT,
            "kind": _TEXT,
            "number": _TEXT,
            "title": _TEXT,
            "status": _TEXT,
            "state": {"enum": ["added", "removed", "changed", "order", "not compared"]},
            "signed": _told(_FLAG, "Whether it was executed before the change."),
            "sent": _told(_FLAG, "Whether it was issued before the change."),
            "needs": {"enum": ["change order", "amendment", None]},
            "draft": _told(
                _FLAG, "Whether drafts were compared, because an error keeps it from being printed."
            ),
            "reason": _told(_MAYBE, "Why it could not be compared."),
            "changes": _list(text_change()),
        }
    )


def _approval() -> dict[str, Any]:
    return _object(
        {
            "roles": _list(_TEXT, "One of them is enough. Empty: the playbook names nobody yet."),
            "reasons": _list(_TEXT),
            "changes": _list(_FINGERPRINT),
            "documents": _list(_TEXT),
            "given": {"type": ["boolean", "null"]},
        }
    )


def _finding() -> dict[str, Any]:
    return _object(
        {
            "rule": _rule(),
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": _TEXT,
            "place": _place(),
            "hint": _TEXT,
        }
    )


def _rule() -> dict[str, Any]:
    return {
        "type": "string",
        "pattern": f"^{RULE_PATTERN}$",
        "description": "'remit explain' says more about it.",
    }


def _place() -> dict[str, Any]:
    return _object(PLACE)


def _told(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}


def _list(items: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
