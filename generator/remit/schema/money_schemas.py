"""JSON Schemas of what 'remit payments' and 'remit settle' print as JSON, for the programs that read it."""

from __future__ import annotations

from remit.schema.answers import (
    COUNT,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    Schema,
    by_id,
    list_of,
    object_of,
    or_none,
    said,
    written,
)

PAYMENTS, SETTLE = "payments-report.schema.json", "settle-report.schema.json"
"""The names of the schemas' files."""
KINDS = ("advance", "units", "milestone", "investigator", "pass-through", "holdback", "repayment")
KNOWN = ("actual", "forecast", "planned")
RESULTS = ("actual", "expected", "open")
STATES = ("credit", "kept", "not measured", "too early")
"""Words that the calculations use; a test holds them against those."""
_MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_AMOUNT: Schema = {"type": "integer"}
_OPEN = said(list_of(TEXT), "What keeps it from being final, in words; empty where it is final.")


def money_schemas() -> dict[str, str]:
    """Both schemas (draft 7) by the name of their file."""
    about: dict[str, Schema] = {"study": TEXT, "as_of": DAY}
    return {
        PAYMENTS: written(
            PAYMENTS,
            "Invoices and cash of a study",
            "remit payments",
            {**about, "orders": list_of(_calendar())},
        ),
        SETTLE: written(
            SETTLE,
            "What is owed under shared risk",
            "remit settle",
            {**about, "orders": list_of(_settled())},
        ),
    }


# ---- payments -------------------------------------------------------------------------------------------------------


def _calendar() -> Schema:
    return object_of(
        {
            "order": TEXT,
            "number": TEXT,
            "cro": TEXT,
            "currency": said(TEXT, "ISO 4217 code; all amounts are in it."),
            "change_orders": said(list_of(TEXT), "Change orders that are counted."),
            "change_orders_not_counted": list_of(TEXT),
            "payment_within": TEXT,
            "not_in_the_figures": said(
                list_of(TEXT), "What the contract takes from invoices and these do not."
            ),
            "business_days": object_of({"invoices": TEXT, "payments": TEXT}),
            "units_recorded": said(
                or_none(
                    object_of(
                        {
                            "until": said(DAY, "Last day of which accepted units are on record."),
                            "invoiced": said(NUMBER, "Direct fees on the invoices for them."),
                            "not_invoiced": said(
                                NUMBER, "Direct fees for accepted units without an invoice."
                            ),
                            "not_foreseen": said(
                                NUMBER,
                                "Direct fees for units that no month is left for, or what rounding has left.",
                            ),
                        }
                    )
                ),
                "Null where no accepted units are on record; all units are foreseen then.",
            ),
            "invoices": list_of(_invoice()),
            "months": list_of(
                object_of({"month": _MONTH, "paid": by_id(NUMBER), "total": NUMBER, "so_far": NUMBER})
            ),
            "limits": list_of(
                object_of(
                    {
                        "line": TEXT,
                        "stream": {"enum": ["investigator", "other"]},
                        "driver": TEXT,
                        "units": NUMBER,
                        "estimate": NUMBER,
                        "cap": or_none(NUMBER),
                        "approval_above": or_none(NUMBER),
                    }
                )
            ),
            "sums": said(
                list_of(object_of({"what": TEXT, "found": NUMBER, "agreed": NUMBER, "holds": FLAG})),
                "What must be equal if the calendar loses and invents nothing.",
            ),
        }
    )


def _invoice() -> Schema:
    return object_of(
        {
            "kind": {"enum": list(KINDS)},
            "title": TEXT,
            "sent": said(or_none(DAY), "Null where nobody knows the day."),
            "due": or_none(DAY),
            "date_is": said({"enum": list(KNOWN)}, "Of units: actual as invoiced, else foreseen."),
            "amount": said(NUMBER, "As earned or advanced."),
            "reduced": said(NUMBER, "What a co-investment takes from it."),
            "net": said(NUMBER, "The amount without that."),
            "credited": said(NUMBER, "What of it was paid in advance."),
            "held": said(NUMBER, "What is kept back."),
            "payable": said(NUMBER, "Net, less what is credited and kept back."),
            "quantities": said(by_id(NUMBER), "Units of the month by line."),
        }
    )


# ---- settle ---------------------------------------------------------------------------------------------------------


def _settled() -> Schema:
    parts: dict[str, Schema] = {
        "fixed_price": object_of(
            {
                "reached": list_of(TEXT),
                "not_shown_by_the_schedule": list_of(TEXT),
                "earned": NUMBER,
                "to_come": NUMBER,
            }
        ),
        "holdback": object_of(
            {"kept": NUMBER, "total": NUMBER, "event": or_none(DAY), "happened": FLAG, "due": or_none(DAY)}
        ),
        "bonus_malus": _bonus_malus(),
        "co_investment": _co_investment(),
        "service_credits": _credits(),
    }
    always: dict[str, Schema] = {
        "order": TEXT,
        "number": TEXT,
        "currency": said(TEXT, "ISO 4217 code; all amounts are in it."),
        "not_calculated": said(list_of(TEXT), "Terms that are settled by hand, and why."),
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(always),
        "properties": {**always, **parts},
        "description": "Parts that the order does not agree on are left out.",
    }


_BALANCE = object_of({"bonus": NUMBER, "malus": NUMBER, "balance": NUMBER})


def _bonus_malus() -> Schema:
    measure = object_of(
        {
            "id": TEXT,
            "title": TEXT,
            "known": {"enum": list(RESULTS)},
            "settled": said(FLAG, "Yes: it has been settled and is not opened again."),
            "value": said(
                or_none(NUMBER), "Calendar days after the target that count, or the metric's figure."
            ),
            "result": said(TEXT, "The result in words."),
            "most_bonus": NUMBER,
            "most_malus": NUMBER,
            "bonus": or_none(NUMBER),
            "malus": or_none(NUMBER),
            "formula": TEXT,
        }
    )
    gate = object_of({"id": TEXT, "condition": TEXT, "holds": or_none(FLAG), "why": TEXT})
    return object_of(
        {
            "bonus_cap": NUMBER,
            "malus_cap": NUMBER,
            "measures": list_of(measure),
            "gates": said(list_of(gate), "Quality conditions without which no bonus is due."),
            "so_far": said(_BALANCE, "Of final results."),
            "expected": said(_BALANCE, "With what is expected."),
            "owed": said(or_none(_BALANCE), "Null until the last result is known."),
            "open": _OPEN,
            "distribution": said(or_none(_distribution()), "Null where there is no network to simulate."),
        }
    )


def _distribution() -> Schema:
    bar = object_of({"low": _AMOUNT, "high": _AMOUNT, "share": _SHARE})
    return object_of(
        {
            "runs": COUNT,
            "low": said(
                _AMOUNT, "Balance that one run in ten does not reach, in whole units of the currency."
            ),
            "middle": said(_AMOUNT, "Balance that half of the runs do not reach."),
            "high": said(_AMOUNT, "Balance that nine runs in ten do not pass."),
            "mean": _AMOUNT,
            "gains": said(_SHARE, "Share of runs with a balance above nothing."),
            "losses": said(_SHARE, "Share of runs with a balance below nothing."),
            "certain": said(FLAG, "Yes: all runs agree."),
            "bars": said(list_of(bar), "Share of runs whose balance lies between two sums, from cap to cap."),
        }
    )


def _co_investment() -> Schema:
    return object_of(
        {
            "cap": NUMBER,
            "invoiced": said(NUMBER, "Direct fees invoiced by the day."),
            "reduced": said(NUMBER, "By how much those invoices are reduced."),
            "reduced_in_all": said(NUMBER, "By how much all invoices to the end of the order are."),
            "formula": TEXT,
            "event": said(TEXT, "Event on which the return is due."),
            "event_day": or_none(DAY),
            "happened": FLAG,
            "return": said(NUMBER, "The return on what has been reduced, owed or not."),
            "return_formula": TEXT,
            "return_owed": said(or_none(NUMBER), "Null until the event has happened."),
            "return_due": or_none(DAY),
            "open": _OPEN,
        }
    )


def _credits() -> Schema:
    level = object_of(
        {
            "id": TEXT,
            "title": TEXT,
            "state": {"enum": list(STATES)},
            "before_caps": NUMBER,
            "credit": NUMBER,
            "formula": TEXT,
            "earned_back": FLAG,
        }
    )
    period = object_of(
        {
            "period": TEXT,
            "first": DAY,
            "last": DAY,
            "cap": said(NUMBER, "What the caps of period and year leave room for."),
            "credit": NUMBER,
            "levels": list_of(level),
        }
    )
    return object_of(
        {
            "periods": list_of(period),
            "credited": NUMBER,
            "earned_back": NUMBER,
            "owed": said(NUMBER, "What the CRO credits in the end."),
            "open": _OPEN,
        }
    )
