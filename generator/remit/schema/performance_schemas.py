"""JSON Schemas of what 'remit scorecard' and 'remit oversight' print as JSON, for the programs that read it."""

from __future__ import annotations

from remit.schema.answers import (
    COUNT,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    Schema,
    list_of,
    object_of,
    or_none,
    said,
    written,
)

SCORECARD, OVERSIGHT = "scorecard.schema.json", "oversight.schema.json"
"""The names of the schemas' files."""

_LEVEL: Schema = {"enum": ["L1", "L2", "L3", "L4"]}
_HEADING: Schema = {"enum": ["better", "worse", "unchanged", None]}
_STATUSES = ["green", "acceptable", "amber", "red"]


def performance_schemas() -> dict[str, str]:
    """Both schemas (draft 7) by the name of their file."""
    about = {"study": TEXT, "protocol": TEXT, "as_of": DAY}
    return {
        SCORECARD: written(
            SCORECARD, "Scorecard", "remit scorecard", {**about, "scorecards": list_of(_scorecard())}
        ),
        OVERSIGHT: written(OVERSIGHT, "Oversight level", "remit oversight", {**about, **_oversight()}),
    }


def _scorecard() -> Schema:
    ids = list_of(TEXT)
    return object_of(
        {
            "period": object_of({"id": TEXT, "name": TEXT, "first": DAY, "last": DAY}),
            "cro": TEXT,
            "before": said(or_none(TEXT), "Id of the period before; null for the first."),
            "status": said(_status(), "The worst status of a dimension."),
            "sponsor_status": said(_status(), "The worst status of the sponsor's own metrics."),
            "dimensions": list_of(object_of({"name": TEXT, "status": _status(), "metrics": ids})),
            "teams": list_of(
                object_of(
                    {
                        "team": {"enum": ["sponsor", "cro"]},
                        "score": NUMBER,
                        "answers": COUNT,
                        "status": _status(),
                    }
                )
            ),
            "metrics": list_of(_metric()),
            "breaches": said(ids, "Metrics that are red, or amber for too many periods running."),
            "warnings": said(ids, "Lead indicators whose trend leads to a worse status."),
            "unreported": said(ids, "Metrics that are due and of which nothing is said."),
            "late": said(ids, "Metrics whose action was due before 'as_of' and is not done."),
            "unknown": said(ids, "Values whose metric the playbook does not have; they are not judged."),
        }
    )


def _metric() -> Schema:
    return object_of(
        {
            "id": TEXT,
            "title": TEXT,
            "kind": {"enum": ["KPI", "KRI", "KQI", "QTL"]},
            "dimension": TEXT,
            "accountable": said(
                {"enum": ["sponsor", "cro", "both"]}, "'sponsor': shows the sponsor's own work."
            ),
            "lead": FLAG,
            "unit": TEXT,
            "direction": {"enum": ["higher", "lower", "range"]},
            "target": NUMBER,
            "amber": NUMBER,
            "red": NUMBER,
            "due": said(FLAG, "Whether a figure is expected of a period of this length."),
            "figure": said(or_none(NUMBER), "Rounded to six decimal places."),
            "numerator": or_none(NUMBER),
            "denominator": or_none(NUMBER),
            "status": _status(),
            "change": said(or_none(NUMBER), "Figure less the one before it."),
            "heading": said(_HEADING, "Whether that change is for the better."),
            "tendency": said(_HEADING, "The same of the trend over all periods."),
            "running": said(COUNT, "Measured periods up to this one that were amber or red without a break."),
            "running_red": COUNT,
            "breach": FLAG,
            "lacking": said(list_of(TEXT), "What a breach has no record of: action, owner, due date."),
            "fault": said(
                or_none(TEXT), "What keeps the value from being judged as it stands; null for none."
            ),
            "comment": or_none(TEXT),
            "action": or_none(
                object_of(
                    {
                        "text": TEXT,
                        "owner": or_none(TEXT),
                        "due": or_none(DAY),
                        "done": or_none(DAY),
                        "late": FLAG,
                    }
                )
            ),
            "ahead": said(or_none(_ahead()), "Where the slope of the trend leads, if to a worse status."),
            "course": list_of(
                object_of({"period": TEXT, "figure": or_none(NUMBER), "status": _status()}),
            ),
        }
    )


def _ahead() -> Schema:
    return object_of(
        {
            "status": {"enum": ["amber", "red"]},
            "figure": NUMBER,
            "on": DAY,
            "crosses": said(DAY, "First day beyond the limit."),
            "figures": said(COUNT, "How many figures the trend rests on."),
        }
    )


def _oversight() -> dict[str, Schema]:
    ids = list_of(TEXT)
    condition = {
        "cro": TEXT,
        "condition": TEXT,
        "met": FLAG,
        "found": TEXT,
        "missing": or_none(TEXT),
    }
    up = {"to": _LEVEL, "decided_by": or_none(TEXT), "confirmed_by": or_none(TEXT)}
    return {
        "level": _LEVEL,
        "since": or_none(DAY),
        "recommended": said(_LEVEL, "The level that the results call for."),
        "reasons": list_of(TEXT),
        "as_called_for": said(
            FLAG, "Whether the level is the one called for, or that one is approved and about to begin."
        ),
        "results": list_of(
            object_of(
                {
                    "period": TEXT,
                    "name": TEXT,
                    "cro": TEXT,
                    "green": FLAG,
                    "off_target": ids,
                    "missing": ids,
                    "alarms": ids,
                    "critical_finding_open": FLAG,
                }
            )
        ),
        "down": or_none(
            object_of({"to": _LEVEL, "approver": TEXT, "conditions": list_of(object_of(condition))})
        ),
        "up": or_none(object_of(up)),
        "effort": list_of(_spent()),
        "transitions": list_of(_transition()),
    }


def _spent() -> Schema:
    sums: dict[str, Schema] = {"planned": NUMBER, "actual": NUMBER}
    return object_of(
        {
            "period": TEXT,
            "level": or_none(_LEVEL),
            **sums,
            "cap": or_none(NUMBER),
            "above_cap": list_of({"enum": ["planned", "actual"]}),
            "functions": list_of(object_of({"function": TEXT, **sums})),
        }
    )


def _transition() -> Schema:
    ids = list_of(TEXT)
    task = {
        "id": TEXT,
        "title": TEXT,
        "owner": TEXT,
        "start": DAY,
        "end": DAY,
        "done": or_none(DAY),
        "state": {"enum": ["done", "done late", "late", "running", "to come", "open"]},
        "criterion": TEXT,
    }
    month: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
    return object_of(
        {
            "from": _LEVEL,
            "to": _LEVEL,
            "start": DAY,
            "end": DAY,
            "approved": DAY,
            "approved_by": TEXT,
            "begins": said(DAY, "First day of the new level."),
            "done": COUNT,
            "late": ids,
            "months": list_of(object_of({"month": month, "under_way": ids, "due": ids, "done": ids})),
            "tasks": list_of(object_of(task)),
        }
    )


def _status() -> Schema:
    return {"enum": [*_STATUSES, None]}
