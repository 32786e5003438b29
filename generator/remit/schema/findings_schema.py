"""The JSON Schema of what `remit check --format json` prints, for the programs that read it."""

from __future__ import annotations

import json
from typing import Any

from remit.findings import Severity
from remit.model.fields import RULE_PATTERN

NAME = "findings.schema.json"
"""The name of the schema's file."""

_COUNT = {"type": "integer", "minimum": 0}
PLACE: dict[str, Any] = {
    "path": {
        "type": "string",
        "description": "File, relative to the playbook's folder, with forward slashes; empty for what is in no file.",
    },
    "line": {
        "type": "integer",
        "minimum": 1,
        "description": "Line, from 1; 1 where the file as a whole is meant.",
    },
    "column": {"type": "integer", "minimum": 1, "description": "Column in characters, from 1."},
}


def findings_schema() -> str:
    """The schema as JSON text (draft 7)."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": NAME,
        "title": "Findings",
        "description": "What 'remit check --format json' prints. New fields may be added to the outer object.",
        "type": "object",
        "required": ["findings"],
        "properties": {
            "findings": {"type": "array", "items": finding()},
            "files": {**_COUNT, "description": "Number of data files that were read."},
            "families": {
                "type": "object",
                "additionalProperties": _COUNT,
                "description": "Number of findings by subject.",
            },
            "accepted": {
                **_COUNT,
                "description": "Findings that the playbook accepts for a time; they are not listed.",
            },
            "left_out": {**_COUNT, "description": "Findings that --select, --ignore or --study left out."},
            "fixed": {
                "type": "array",
                "description": "What --fix has changed.",
                "items": _object({"rule": _rule(), "message": {"type": "string"}, **PLACE}),
            },
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def finding() -> dict[str, Any]:
    """The schema of one finding."""
    return _object(
        {
            "rule": _rule(),
            "severity": {"enum": [severity.value for severity in Severity]},
            "message": {"type": "string", "minLength": 1},
            **PLACE,
            "hint": {"type": "string", "description": "What to do; may be empty."},
            "related": {
                "type": "array",
                "description": "Other places that belong to the finding, and why.",
                "items": _object({"message": {"type": "string"}, **PLACE}),
            },
            "fix": {
                "type": ["string", "null"],
                "description": "What to write at the place instead, where there is one right answer.",
            },
        }
    )


def _rule() -> dict[str, Any]:
    return {
        "type": "string",
        "pattern": f"^{RULE_PATTERN}$",
        "description": "'remit explain' says more about it.",
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
