"""JSON Schemas of what is said of rules, documents and coverage as JSON, for the programs that read it."""

from __future__ import annotations

import json

from remit.findings import Severity
from remit.model.fields import RULE_PATTERN
from remit.schema.answers import COUNT, DAY, FLAG, TEXT, Schema, list_of, object_of, or_none, said, written
from remit.schema.review_schema import record_change, text_change

RULES, VALUES, VERIFY, DRIFT, COVERAGE = (
    f"{name}-report.schema.json" for name in ("explain", "values", "verify", "drift", "coverage")
)
"""The names of the schemas' files."""
STATES = ("untouched", "resaved", "edited", "foreign", "not ours", "damaged")
"""What a Word file can be."""
_PLACE: dict[str, Schema] = {
    "path": said(TEXT, "File, relative to the playbook's folder."),
    "line": or_none(COUNT),
    "column": or_none(COUNT),
    "field": said(TEXT, "From the record to the value, by fields and ids."),
    "formatter": said(TEXT, "How the template writes the value; empty where it is written as it is."),
}


def document_schemas() -> dict[str, str]:
    """All of them (draft 7) by the name of their file."""
    rule = object_of(
        {
            "id": {"type": "string", "pattern": f"^{RULE_PATTERN}$"},
            "title": TEXT,
            "severity": {"enum": [one.value for one in Severity]},
            "family": TEXT,
            "page": said(TEXT, "What it checks, why, what is wrong and right."),
        }
    )
    return {
        RULES: written(RULES, "Rules", "remit explain", {"rules": list_of(rule)}),
        VALUES: written(
            VALUES, "Values of documents", "remit build --explain", {"documents": list_of(_values())}
        ),
        VERIFY: written(VERIFY, "Word files verified", "remit verify", {"files": list_of(_file())}),
        DRIFT: written(DRIFT, "Signed documents", "remit drift", {"documents": list_of(_signed())}),
        COVERAGE: _coverage(),
    }


def _values() -> Schema:
    value = object_of(
        {
            "value": said(TEXT, "As it is printed."),
            **_PLACE,
            "place": said(TEXT, "Where it is printed: clause and heading; empty outside the body."),
            "template": TEXT,
            "template_line": COUNT,
        }
    )
    return object_of({"document": TEXT, "values": list_of(value)})


def _file() -> Schema:
    document = object_of(
        {
            "id": TEXT,
            "version": TEXT,
            "status": TEXT,
            "edition": TEXT,
            "data_revision": TEXT,
            "commit": or_none(TEXT),
        }
    )
    change = object_of(
        {
            "kind": {"enum": ["changed", "added", "deleted"]},
            "place": TEXT,
            "old": TEXT,
            "new": TEXT,
            "values": list_of(object_of({"old": TEXT, "new": TEXT, **_PLACE})),
        }
    )
    return object_of(
        {
            "file": TEXT,
            "state": {"enum": list(STATES)},
            "message": TEXT,
            "proven": said(
                FLAG,
                "Yes: by printing it again or by the register; no: only by what the file says of itself.",
            ),
            "document": said(or_none(document), "What the file says it is; null where it does not say."),
            "changes": list_of(change),
        }
    )


def _signed() -> Schema:
    return object_of(
        {
            "document": TEXT,
            "version": TEXT,
            "signed": DAY,
            "data_revision": or_none(TEXT),
            "state": {"enum": ["matches", "drifted", "not compared"]},
            "reason": said(or_none(TEXT), "Why it could not be compared."),
            "needs": said(or_none(TEXT), "What makes both agree again: a change order or an amendment."),
            "differences": list_of(text_change()),
            "changes": said(list_of(record_change()), "Changes of records since it was signed."),
        }
    )


def _coverage() -> str:
    """Both tables; ``--of`` leaves one out."""
    duty = object_of(
        {
            **dict.fromkeys(("study", "protocol", "regime", "duty", "citation", "title", "transfer"), TEXT),
            "disposition": said(
                TEXT, "What the transfer of obligations says; 'nobody' where it says nothing."
            ),
            "holders": said(list_of(TEXT), "Parties that hold it."),
            "overseer": TEXT,
            "evidence": TEXT,
            "activities": list_of(TEXT),
            "oversight": said(list_of(TEXT), "Activities by which the sponsor oversees it."),
            "gaps": list_of(TEXT),
            "source": said(TEXT, "File and line of the transfer."),
        }
    )
    element = object_of(
        {
            "number": COUNT,
            "title": TEXT,
            **dict.fromkeys(("records", "rules", "pages", "documents", "gaps"), list_of(TEXT)),
        }
    )
    schema = json.loads(
        written(
            COVERAGE,
            "Duties and elements covered",
            "remit export coverage",
            {"duties": list_of(duty), "elements": list_of(element)},
        )
    )
    return json.dumps({**schema, "required": []}, indent=2, ensure_ascii=False) + "\n"
