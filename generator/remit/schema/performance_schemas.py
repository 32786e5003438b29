"""JSON Schemas of what 'remit scorecard' and 'remit oversight' print as JSON, for the programs that read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SCORECARD, OVERSIGHT = "scorecard.schema.json", "oversight.schema.json"
"""The names of the schemas' files."""

Schema = Mapping[str, Any]
_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_LEVEL: Schema = {"enum": ["L1", "L2", "L3", "L4"]}
_HEADING: Schema = {"enum": ["better", "worse", "unchanged", None]}
_STATUSES = ["green", "acceptable", "amber", "red"]


def performance_schemas() -> dict[str, str]:
    """Both schemas (draft 7) by the name of their file."""
    about = {"study": _TEXT, "protocol": _TEXT, "as_of": _DAY}
    return {
        SCORECARD: _written(
            SCORECARD, "Scorecard", "remit scorecard", {**about, "scorecards": _list(_scorecard())}
        ),
        OVERSIGHT: _written(OVERSIGHT, "Oversight level", "remit oversight", {**about, **_oversight()}),
    }


def _written(name: str, title: str, command: str, properties: dict[str, Schema]) -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": name,
        "title": title,
        "description": f"What '{command} --format json' prints. Numbers are texts, so that they stay exact.",
        **_object(properties),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _scorecard() -> Schema:
    ids = _list(_TEXT)
    return _object(
        {
            "period": _object({"id": _TEXT, "name": _TEXT, "first": _DAY, "last": _DAY}),
            "cro": _TEXT,
            "before": _said(_or_none(_TEXT), "Id of the period before; null for the first."),
            "status": _said(_status(), "The worst status of a dimension."),
            "sponsor_status": _said(_status(), "The worst status of the sponsor's own metrics."),
            "dimensions": _list(_object({"name": _TEXT, "status": _status(), "metrics": ids})),
            "teams": _list(
                _object(
                    {
                        "team": {"enum": ["sponsor", "cro"]},
                        "score": _NUMBER,
                        "answers": _COUNT,
                        "status": _status(),
                    }
                )
            ),
            "metrics": _list(_metric()),
            "breaches": _said(ids, "Metrics that are red, or amber for too many periods running."),
            "warnings": _said(ids, "Lead indicators whose trend leads to a worse status."),
            "unreported": _said(ids, "Metrics that are due and of which nothing is said."),
            "late": _said(ids, "Metrics whose action was due before 'as_of' and is not done."),
            "unknown": _said(ids, "Values whose metric the playbook does not have; they are not judged."),
        }
    )


def _metric() -> Schema:
    return _object(
        {
            "id": _TEXT,
            "title": _TEXT,
            "kind": {"enum": ["KPI", "KRI", "KQI", "QTL"]},
            "dimension": _TEXT,
            "accountable": _said(
                {"enum": ["sponsor", "cro", "both"]}, "'sponsor': shows the sponsor's own work."
            ),
            "lead": _FLAG,
            "unit": _TEXT,
            "direction": {"enum": ["higher", "lower", "range"]},
            "target": _NUMBER,
            "amber": _NUMBER,
            "red": _NUMBER,
            "due": _said(_FLAG, "Whether a figure is expected of a period of this length."),
            "figure": _said(_or_none(_NUMBER), "Rounded to six decimal places."),
            "numerator": _or_none(_NUMBER),
            "denominator": _or_none(_NUMBER),
            "status": _status(),
            "change": _said(_or_none(_NUMBER), "Figure less the one before it."),
            "heading": _said(_HEADING, "Whether that change is for the better."),
            "tendency": _said(_HEADING, "The same of the trend over all periods."),
            "running": _said(
                _COUNT, "Measured periods up to this one that were amber or red without a break."
            ),
            "running_red": _COUNT,
            "breach": _FLAG,
            "lacking": _said(_list(_TEXT), "What a breach has no record of: action, owner, due date."),
            "fault": _said(
                _or_none(_TEXT), "What keeps the value from being judged as it stands; null for none."
            ),
            "comment": _or_none(_TEXT),
            "action": _or_none(
                _object(
                    {
                        "text": _TEXT,
                        "owner": _or_none(_TEXT),
                        "due": _or_none(_DAY),
                        "done": _or_none(_DAY),
                        "late": _FLAG,
                    }
                )
            ),
            "ahead": _said(_or_none(_ahead()), "Where the trend leads, if that is a worse status."),
            "course": _list(
                _object({"period": _TEXT, "figure": _or_none(_NUMBER), "status": _status()}),
            ),
        }
    )


def _ahead() -> Schema:
    return _object(
        {
            "status": {"enum": ["amber", "red"]},
            "figure": _NUMBER,
            "on": _DAY,
            "crosses": _said(_or_none(_DAY), "First day beyond the limit; null if the trend is already."),
            "figures": _said(_COUNT, "How many figures the trend rests on."),
        }
    )


def _oversight() -> dict[str, Schema]:
    ids = _list(_TEXT)
    condition = {
        "cro": _TEXT,
        "condition": _TEXT,
        "met": _FLAG,
        "found": _TEXT,
        "missing": _or_none(_TEXT),
    }
    up = {"to": _LEVEL, "decided_by": _or_none(_TEXT), "confirmed_by": _or_none(_TEXT)}
    return {
        "level": _LEVEL,
        "since": _or_none(_DAY),
        "recommended": _said(_LEVEL, "The level that the results call for."),
        "reasons": _list(_TEXT),
        "as_called_for": _said(
            _FLAG, "Whether the level is the one called for, or that one is approved and about to begin."
        ),
        "results": _list(
            _object(
                {
                    "period": _TEXT,
                    "name": _TEXT,
                    "cro": _TEXT,
                    "green": _FLAG,
                    "off_target": ids,
                    "missing": ids,
                    "alarms": ids,
                    "critical_finding_open": _FLAG,
                }
            )
        ),
        "down": _or_none(_object({"to": _LEVEL, "approver": _TEXT, "conditions": _list(_object(condition))})),
        "up": _or_none(_object(up)),
        "effort": _list(_spent()),
        "transitions": _list(_transition()),
    }


def _spent() -> Schema:
    sums: dict[str, Schema] = {"planned": _NUMBER, "actual": _NUMBER}
    return _object(
        {
            "period": _TEXT,
            "level": _or_none(_LEVEL),
            **sums,
            "cap": _or_none(_NUMBER),
            "above_cap": _list({"enum": ["planned", "actual"]}),
            "functions": _list(_object({"function": _TEXT, **sums})),
        }
    )


def _transition() -> Schema:
    ids = _list(_TEXT)
    task = {
        "id": _TEXT,
        "title": _TEXT,
        "owner": _TEXT,
        "start": _DAY,
        "end": _DAY,
        "done": _or_none(_DAY),
        "state": {"enum": ["done", "done late", "late", "running", "to come", "open"]},
        "criterion": _TEXT,
    }
    month: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
    return _object(
        {
            "from": _LEVEL,
            "to": _LEVEL,
            "start": _DAY,
            "end": _DAY,
            "approved": _DAY,
            "approved_by": _TEXT,
            "begins": _said(_DAY, "First day of the new level."),
            "done": _COUNT,
            "late": ids,
            "months": _list(_object({"month": month, "under_way": ids, "due": ids, "done": ids})),
            "tasks": _list(_object(task)),
        }
    )


def _status() -> Schema:
    return {"enum": [*_STATUSES, None]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_none(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _said(schema: Schema, words: str) -> Schema:
    return {**schema, "description": words}


def _object(properties: Mapping[str, Schema]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }
