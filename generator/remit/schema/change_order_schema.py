"""The JSON Schema of what `remit change-order --format json` prints."""

from __future__ import annotations

from remit.schema.answers import (
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

NAME = "change-order-report.schema.json"
"""The name of the schema's file."""

_TOTALS = object_of(
    {
        name: said(NUMBER, "An amount in the currency of the order.")
        for name in ("direct", "investigator", "other_pass_through", "pass_through", "contract_value")
    }
)
_MOVED: dict[str, Schema] = {"before": or_none(NUMBER), "after": or_none(NUMBER)}
_LINE = object_of(
    {
        "line": said(TEXT, "Id of the line."),
        "original": said(NUMBER, "Quantity in the original order."),
        "before": said(NUMBER, "Quantity before the change."),
        "after": NUMBER,
        "unit_price": said(NUMBER, "Price of a unit before the change."),
        "new_unit_price": said(or_none(NUMBER), "Price after it, where it changes."),
        "delta": said(NUMBER, "New amount less the one before."),
        "new_cap": said(or_none(NUMBER), "Cap of a pass-through line, where it changes."),
    }
)


def change_order_schema() -> str:
    """The schema as JSON text (draft 7)."""
    return written(
        NAME,
        "Change orders of a work order",
        "remit change-order",
        {
            "order": said(TEXT, "Id of the work order."),
            "number": TEXT,
            "study": TEXT,
            "cro": TEXT,
            "currency": said(TEXT, "ISO 4217 code; all amounts are in it."),
            "original": said(_TOTALS, "Totals of the order as it was signed first."),
            "change_orders": list_of(_change()),
        },
    )


def _change() -> Schema:
    return object_of(
        {
            "id": TEXT,
            "number": TEXT,
            "title": TEXT,
            "status": TEXT,
            "trigger": TEXT,
            "before": _TOTALS,
            "delta": _TOTALS,
            "after": _TOTALS,
            "cost_history": list_of(
                object_of(
                    {
                        "step": said(TEXT, "Original, the number of each change order, Total."),
                        "effective": or_none(DAY),
                        "direct": NUMBER,
                        "pass_through": NUMBER,
                        "total": NUMBER,
                    }
                )
            ),
            "growth": said(
                NUMBER, "What all change orders up to this one add to the original direct fees, in percent."
            ),
            "limits": object_of(
                {
                    "noticed_above": NUMBER,
                    "approved_above": NUMBER,
                    "standing": {"enum": ["within limits", "to be noticed", "to be approved"]},
                    "executive_approval": or_none(TEXT),
                }
            ),
            "direct": list_of(_LINE),
            "pass_through": list_of(_LINE),
            "assumptions": list_of(object_of({"id": TEXT, "original": TEXT, "before": TEXT, "after": TEXT})),
            "end": said(object_of({"before": DAY, "after": DAY}), "Last day of the work order."),
            "payment": _payment(),
            "advances": list_of(
                object_of(
                    {
                        "stream": TEXT,
                        "before": NUMBER,
                        "after": NUMBER,
                        "formula": said(
                            or_none(NUMBER), "Fees per contract day times the days until the first payment."
                        ),
                    }
                )
            ),
            **_decision(),
        }
    )


def _payment() -> Schema:
    return object_of(
        {
            "recut": said(FLAG, "Whether milestones are cut again."),
            "base": object_of(_MOVED),
            "units": said(object_of(_MOVED), "Paid monthly on completed units."),
            "milestones": list_of(object_of({"title": TEXT, "share": or_none(NUMBER), **_MOVED})),
        }
    )


def _decision() -> dict[str, Schema]:
    why = object_of(
        {"field": {"enum": ["countries_in", "services_in", "services_out"]}, "names": list_of(TEXT)}
    )
    return {
        "transfer": object_of(
            {
                "takes_a_new_version": FLAG,
                "because": list_of(why),
                "version": said(or_none(TEXT), "The version that the record names."),
            }
        ),
        "decided_by": list_of(
            object_of(
                {
                    "topic": TEXT,
                    "body": said(or_none(TEXT), "Lowest body whose limits cover it; null where none does."),
                    "roles": said(list_of(TEXT), "Roles that chair it."),
                }
            )
        ),
        "differences": said(
            list_of(object_of({"what": TEXT, "stated": NUMBER, "computed": NUMBER})),
            "Sums that the record states otherwise than the two versions give them.",
        ),
        "attention": said(list_of(TEXT), "What has to be put right or decided, in words."),
    }
