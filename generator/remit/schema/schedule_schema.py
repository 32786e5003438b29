"""The JSON Schema of what `remit schedule --format json` prints, for the programs that read it."""

from __future__ import annotations

import json
from typing import Any, get_args

from remit.model.planning import MilestoneStatus

NAME = "schedule-report.schema.json"
"""The name of the schema's file."""

_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_DAYS: dict[str, Any] = {"type": "number", "description": "Business days, to a thousandth."}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_AMOUNT: dict[str, Any] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_YES: dict[str, Any] = {"type": "boolean"}


def schedule_schema() -> str:
    """The schema as JSON text (draft 7)."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": NAME,
        "title": "Schedule of a study",
        "description": (
            "What 'remit schedule --format json' prints. Lengths are business days; places of tasks count from 0 at the "
            "start of the network. New fields may be added; none changes its meaning."
        ),
        "type": "object",
        "required": list(_FIELDS),
        "properties": _FIELDS,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _said(kind: dict[str, Any], description: str) -> dict[str, Any]:
    return {**kind, "description": description}


def _or_none(kind: dict[str, Any]) -> dict[str, Any]:
    return {**kind, "type": [kind["type"], "null"]}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(of: dict[str, Any], description: str = "") -> dict[str, Any]:
    listed = {"type": "array", "items": of}
    return _said(listed, description) if description else listed


_CALENDAR = _object(
    country=_said(_TEXT, "ISO code of the country whose business days count."),
    holidays_known=_said(
        _YES, "No: public holidays of the country are not known; only weekends are left out."
    ),
    closures=_list(_object(title=_TEXT, first=_DAY, last=_DAY), "Days on which nobody works, both included."),
)
_NETWORK = _object(
    expected_length=_said(_DAYS, "Length of the critical path by expected durations (o + 4m + p) / 6."),
    expected_end=_or_none(_DAY),
    likely_length=_said(_DAYS, "Length by most likely durations."),
    variance=_said(_DAYS, "Sum of ((p - o) / 6)^2 on the critical path; of several, the largest."),
    deviation=_said(_DAYS, "The square root of the variance."),
    target=_said(_COUNT, "Business days within which the network should end."),
    target_day=_or_none(_DAY),
    critical_paths=_list(_list(_TEXT), "Ids of tasks from the first to the last; at most 100 paths."),
    more_critical_paths=_said(_YES, "Yes: there are more than are listed."),
)
_CHANCE = _object(
    why=_said(_TEXT, "'target', or the share of the runs that end within these days."),
    days=_COUNT,
    day=_or_none(_DAY),
    formula=_said(_SHARE, "Probability to end within the days by the normal formula."),
    simulated=_said(_SHARE, "Share of the simulated runs that end within the days."),
    margin=_said(_SHARE, "Standard error of the simulated share."),
)
_TASK = _object(
    id=_TEXT,
    title=_TEXT,
    after=_list(_TEXT, "Ids of the tasks before it."),
    role=_or_none(_TEXT),
    optimistic=_COUNT,
    likely=_COUNT,
    pessimistic=_COUNT,
    expected=_DAYS,
    early_start=_DAYS,
    early_finish=_DAYS,
    late_start=_DAYS,
    late_finish=_DAYS,
    early_start_day=_or_none(_DAY),
    early_finish_day=_or_none(_DAY),
    late_start_day=_or_none(_DAY),
    late_finish_day=_or_none(_DAY),
    slack=_said(_DAYS, "Days by which it may slip without moving the end."),
    free_slack=_said(_DAYS, "Days by which it may slip without delaying any other task."),
    critical=_YES,
    criticality=_said(_SHARE, "Share of the simulated runs in which it had no slack."),
)
_CRASHING = _object(
    currency=_TEXT,
    longest=_said(_COUNT, "Most likely length, which costs nothing."),
    shortest=_said(_COUNT, "Shortest length that money can buy."),
    curve=_list(_object(length=_COUNT, day=_or_none(_DAY), cost=_AMOUNT), "Least cost of shorter lengths."),
    asked={
        **_object(
            length=_COUNT,
            feasible=_YES,
            cost=_or_none(_AMOUNT),
            saved=_list(_object(task=_TEXT, days=_COUNT, cost=_AMOUNT), "Days saved by task."),
        ),
        "type": ["object", "null"],
        "description": "The answer to --shorten-to.",
    },
)
_MILESTONE = _object(
    id=_TEXT,
    title=_TEXT,
    event=_TEXT,
    contractual=_YES,
    baseline=_DAY,
    forecast=_or_none(_DAY),
    actual=_or_none(_DAY),
    known=_said(_DAY, "Its actual date, else its forecast, else its baseline."),
    slip=_said({"type": "integer"}, "From the baseline to the known date; negative where it is early."),
    slip_unit={"enum": ["business day", "calendar day"]},
    tolerance=_TEXT,
    status={"enum": list(get_args(MilestoneStatus))},
    task=_said(_or_none(_TEXT), "Task with whose end it is reached."),
    network_day=_said(_or_none(_DAY), "Expected end of that task, where it is not reached."),
    network_chance=_said(_or_none(_SHARE), "Share of the simulated runs that reach it by its baseline."),
)
_LOAD = _object(
    role=_TEXT,
    title=_TEXT,
    month=_said(_TEXT, "Year-month."),
    by_tasks=_said(_AMOUNT, "Full-time equivalents that the tasks of the network take."),
    tasks=_list(_TEXT),
    needed=_said(_or_none(_AMOUNT), "Full-time equivalents that are planned."),
    available=_said(_or_none(_AMOUNT), "Full-time equivalents that there are."),
    missing=_said(_AMOUNT, "Full-time equivalents by which more is needed than there is."),
)
_FIELDS: dict[str, Any] = {
    "study": _TEXT,
    "protocol": _TEXT,
    "as_of": _DAY,
    "start": _DAY,
    "calendar": _CALENDAR,
    "network": _NETWORK,
    "simulation": _object(runs=_COUNT, seed=_COUNT, mean=_DAYS, deviation=_DAYS),
    "chances": _list(_CHANCE),
    "comparison": _said(_TEXT, "Why formula and simulation differ at the target."),
    "tasks": _list(_TASK),
    "crashing": {
        **_CRASHING,
        "type": ["object", "null"],
        "description": "Null where no task has crash days and a cost in one currency.",
    },
    "milestones": _list(_MILESTONE),
    "loads": _list(_LOAD, "Roles by month."),
    "attention": _list(_TEXT, "What needs a decision, in words."),
}
