"""JSON Schemas of what 'remit select', 'remit decide' and 'remit portfolio' print as JSON, for the programs that read it."""

from __future__ import annotations

from typing import get_args

from remit.model.decisions import Level, Model
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
from remit.schema.findings_schema import finding

SELECT, DECIDE, ACQUIRE, PORTFOLIO = (
    f"{name}-report.schema.json" for name in ("select", "decide", "acquisition", "portfolio")
)
"""The names of the schemas' files."""

_IDS = list_of(TEXT)
_MONEY = object_of({"amount": NUMBER, "currency": TEXT})
_SHARE = said(NUMBER, "In percent.")
_FINDINGS = said(list_of(finding()), "What 'remit check' says of it.")


def decision_schemas() -> dict[str, str]:
    """The schemas (draft 7) by the name of their file."""
    about = {"study": TEXT, "protocol": TEXT}
    return {
        SELECT: written(
            SELECT, "Selection compared", "remit select", {**about, **_selection(), "findings": _FINDINGS}
        ),
        DECIDE: written(
            DECIDE, "Decision to outsource", "remit decide", {**about, **_decision(), "findings": _FINDINGS}
        ),
        ACQUIRE: written(
            ACQUIRE, "Decision to build or to buy", "remit decide", {**_acquisition(), "findings": _FINDINGS}
        ),
        PORTFOLIO: written(
            PORTFOLIO, "Portfolio", "remit portfolio", {**_portfolio(), "findings": _FINDINGS}
        ),
    }


# ---- select ---------------------------------------------------------------------------------------------------------


def _selection() -> dict[str, Schema]:
    return {
        "title": TEXT,
        "decided": DAY,
        "winner": said(TEXT, "Id of the bid that won."),
        "volumes": said(by_id(COUNT), "What every bidder was told to plan with, as far as it is recorded."),
        "criteria": list_of(object_of({"id": TEXT, "title": TEXT, "weight": _SHARE})),
        "bids": said(list_of(_bid()), "By place; those that may not win last, by score."),
        "sensitivity": said(
            or_none(_sensitivity()),
            "Null where fewer than two bids may win, or several share the first place.",
        ),
        "far_off": said(list_of(_far_off()), "Prices outside the limits of the playbook."),
    }


def _bid() -> Schema:
    place = {"type": "integer", "minimum": 1}
    profile = {
        "id": TEXT,
        "value": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
        "position": {"enum": ["within", "outside, better", "outside, worse"]},
    }
    return object_of(
        {
            "id": TEXT,
            "bidder": TEXT,
            "party": or_none(TEXT),
            "place": said(or_none(place), "Equal scores share a place; null for a bid that may not win."),
            "score": said(NUMBER, "1 to 5."),
            "parts": said(by_id(NUMBER), "Score times weight by criterion."),
            "unscored": said(_IDS, "Criteria without a score."),
            "gates_missed": said(_IDS, "Neither met nor waived."),
            "gates_waived": _IDS,
            "gates_open": said(_IDS, "Gates about which nothing is recorded."),
            "comparable": FLAG,
            "direct": _MONEY,
            "pass_through": _MONEY,
            "total": said(or_none(_MONEY), "Null in two currencies."),
            "from_median": said(or_none(NUMBER), "By how many percent the total lies above the median."),
            "direct_from_median": said(or_none(NUMBER), "The same of direct fees."),
            "direct_by": said(by_id(_MONEY), "Direct fees divided by each volume, to the minor unit."),
            "total_by": said(by_id(_MONEY), "The total divided by each volume, to the minor unit."),
            "by_service": said(by_id(_MONEY), "Sums of lines; '' for lines that are not in the grid."),
            "on_our_quantities": said(
                or_none(object_of({"direct": _MONEY, "missing": _IDS})),
                "Unit prices times the quantities of the grid, and lines without a price.",
            ),
            "profile": list_of(object_of(profile)),
        }
    )


def _sensitivity() -> Schema:
    turn = object_of(
        {
            "weight": said(NUMBER, "In percent, rounded to six places."),
            "exact": said(TEXT, "The same as a fraction of one, such as 9/25."),
            "leader": said(TEXT, "The bid that leads beyond it."),
        }
    )
    return object_of(
        {
            "first": said(TEXT, "The bid in the first place."),
            "nearest": said(
                or_none(TEXT), "Criterion whose smallest change of weight costs the first place."
            ),
            "criteria": list_of(
                object_of({"id": TEXT, "weight": _SHARE, "below": or_none(turn), "above": or_none(turn)})
            ),
            "draws": said(COUNT, "Random weightings tried in each of the two ways."),
            "leads_near": said(
                by_id(COUNT), "Leads with weights between half and one and a half times their own."
            ),
            "leads_any": said(by_id(COUNT), "Leads with every weighting as likely as any other."),
        }
    )


def _far_off() -> Schema:
    return object_of(
        {
            "bid": TEXT,
            "part": {"enum": ["in all", "for direct fees", "for one unit"]},
            "line": or_none(TEXT),
            "price": _MONEY,
            "median": NUMBER,
            "below": said(NUMBER, "By how many percent it lies below the median; negative above it."),
        }
    )


# ---- decide ---------------------------------------------------------------------------------------------------------


def _decision() -> dict[str, Schema]:
    return {
        "date": DAY,
        "level": {"enum": list(get_args(Level))},
        "chosen": TEXT,
        "budget": _MONEY,
        "option_weights": said(
            or_none(object_of({"internal_fte": _SHARE, "cost": _SHARE, "risk": _SHARE})),
            "Null where the three count the same.",
        ),
        "options": said(list_of(_option()), "The best first."),
        "not_weighed": list_of({"enum": list(get_args(Model))}),
        "share": object_of(
            {
                "before": _SHARE,
                "after": _SHARE,
                "target": _SHARE,
                "work_before": _work(),
                "work_after": _work(),
            }
        ),
        "criteria": _scored(),
        "suitability": _scored(),
        "lean_threshold": or_none(NUMBER),
        "kept": list_of(
            object_of(
                {
                    "activity": TEXT,
                    "advantage": FLAG,
                    "answered_for_by": said(
                        or_none(TEXT), "Another party, though it is kept; null for none."
                    ),
                }
            )
        ),
    }


def _option() -> Schema:
    return object_of(
        {
            "id": TEXT,
            "title": TEXT,
            "model": {"enum": list(get_args(Model))},
            "internal_fte": NUMBER,
            "functions": list_of(object_of({"function": TEXT, "fte": NUMBER})),
            "cost": _MONEY,
            "risk": NUMBER,
            "points": said(or_none(NUMBER), "Out of 100; null where options cannot be compared."),
            "place": or_none(COUNT),
            "beaten_by": said(_IDS, "Options at least as good in all three, and better in one."),
        }
    )


def _work() -> Schema:
    work = {"year": COUNT, "internal": NUMBER, "external": NUMBER, "share": or_none(_SHARE)}
    return said(or_none(object_of(work)), "Full-time equivalents on which the share rests.")


def _scored() -> Schema:
    score = {"id": TEXT, "title": TEXT, "weight": _SHARE, "score": or_none(NUMBER), "part": NUMBER}
    return object_of({"total": NUMBER, "scores": list_of(object_of(score))})


def _acquisition() -> dict[str, Schema]:
    option = {
        "id": TEXT,
        "title": TEXT,
        "kind": {"enum": ["build", "buy", "use the CRO's"]},
        "yearly": list_of(_MONEY),
        "quality": NUMBER,
        "risk": TEXT,
        "cost": said(or_none(_MONEY), "Sum of the years; null where they are not in one currency."),
        "discounted": said(
            or_none(_MONEY), "Year n divided by (1 + rate) to the power n - 1; null without a rate."
        ),
        "by_quality": said(or_none(_MONEY), "Cost divided by quality."),
        "discounted_by_quality": or_none(_MONEY),
        "beaten_by": said(
            _IDS, "Options that cost no more, are of no less quality, and are better in one of the two."
        ),
    }
    return {
        "acquisition": TEXT,
        "need": TEXT,
        "system": or_none(TEXT),
        "decided": DAY,
        "chosen": TEXT,
        "discount_rate": or_none(_SHARE),
        "options": list_of(object_of(option)),
    }


# ---- portfolio ------------------------------------------------------------------------------------------------------


def _portfolio() -> dict[str, Schema]:
    work = {"internal": NUMBER, "external": NUMBER, "share": or_none(_SHARE)}
    decision = {"study": TEXT, "date": DAY, "before": _SHARE, "after": _SHARE}
    provider = {"party": TEXT, "value": _MONEY, "share": _SHARE, "orders": _IDS}
    spread = {
        "currency": TEXT,
        "providers": COUNT,
        "largest": TEXT,
        "index": said(NUMBER, "Herfindahl-Hirschman index: the sum of the squared shares of one."),
        "equal_providers": said(NUMBER, "Providers of equal size that are as concentrated."),
    }
    function = {
        "title": TEXT,
        "year": said(or_none(COUNT), "Latest year of which work is recorded."),
        **work,
        "own_activities": said(by_id(COUNT), "Activities of the sponsor's own roles by study."),
        "kept": said(_IDS, "Competences kept or shared."),
        "outside_because": said(_IDS, "Why it is outside as a whole; empty where it is not."),
    }
    area = {
        "title": TEXT,
        "kind": {"enum": ["therapeutic area", "region"]},
        "outside": _IDS,
        "inside": _IDS,
        "unknown": _IDS,
        "providers": _IDS,
        "outside_as_a_whole": FLAG,
    }
    competence = {
        "id": TEXT,
        "holder": {"enum": ["retained", "shared", "outsourced"]},
        "role": or_none(TEXT),
        "gaps": _IDS,
    }
    return {
        "target": _SHARE,
        "years": list_of(object_of({"year": COUNT, **work})),
        "decisions": list_of(object_of(decision)),
        "providers": list_of(object_of(provider)),
        "concentration": list_of(object_of(spread)),
        "provider_reason": or_none(TEXT),
        "functions": list_of(object_of(function)),
        "areas": list_of(object_of(area)),
        "countries_without_region": _IDS,
        "studies": list_of(object_of({"study": TEXT, "programme": or_none(TEXT), "providers": by_id(_IDS)})),
        "splits": list_of(object_of({"programme": TEXT, "service": TEXT, "studies": by_id(_IDS)})),
        "competences": list_of(object_of(competence)),
    }
