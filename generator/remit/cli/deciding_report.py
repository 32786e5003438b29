"""A decision to outsource a study, as lines for a terminal and as data (schema/decision_schemas.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from remit.calc.competences import given_away
from remit.calc.deciding import Compared, Scored, compared, partners_share, scored, unweighed, way_of_ranking
from remit.cli.columns import columns, wrapped
from remit.cli.numbers import amount, number
from remit.model.decisions import (
    Decision,
    DecisionCriterion,
    PortfolioWork,
    Principles,
    Score,
    SuitabilityFactor,
)
from remit.model.ledger import Ledger
from remit.model.parties import Party
from remit.model.services import Activity
from remit.model.studies import Study
from remit.model.values import spoken
from remit.pages.decisions import Weighted

# ---- lines ----------------------------------------------------------------------------------------------------------


def lines(ledger: Ledger, study: Study, one: Decision) -> Iterator[str]:
    """Options, share of the work, scores, and what is kept."""
    principles = next(iter(ledger.every(Principles)), None)
    chosen = one.options.get(one.chosen)
    yield f"{study.protocol_id}: decision to outsource, {one.level}, of {spoken(one.date)}"
    yield f"  Chosen: {chosen.title} ({chosen.model})" if chosen else f"  Chosen: {one.chosen}"
    yield ""
    yield "  Options"
    yield from _options(study, one, principles)
    yield ""
    yield "  Partners' share of the work"
    yield from _share(ledger, one)
    yield ""
    yield "  Criteria, 1 to 5"
    yield from _scores(ledger.of(DecisionCriterion), one.criteria, principles)
    if one.suitability:
        yield ""
        yield "  Suitability for lean oversight, 1 to 5"
        yield from _scores(ledger.of(SuitabilityFactor), one.suitability, principles)
    if one.kept:
        yield ""
        yield "  Kept inside for an advantage"
        yield from _kept(ledger, one)


def _options(study: Study, one: Decision, principles: Principles | None) -> Iterator[str]:
    weights = principles.option_weights if principles else None
    found = compared(one.options, weights)
    yield from wrapped(way_of_ranking(weights), 4)
    rows = [
        (
            str(each.place or "-"),
            each.option.title,
            each.option.model,
            f"{each.option.internal_fte:f}",
            str(each.option.cost),
            f"{each.option.risk:f}",
            "-" if each.total is None else f"{float(each.total):.1f}",
            _notes(study, one, each),
        )
        for each in found
    ]
    head = ("place", "option", "model", "own FTE", "cost", "risk", "points", "")
    yield from columns(head, rows, numbers=(0, 3, 4, 5, 6))
    for each in found:
        if each.beaten_by:
            better = "; ".join(one.options[id].title for id in each.beaten_by)
            yield from wrapped(f"'{each.option.title}' is beaten by: {better}", 4)
    missing = unweighed(one)
    if missing:
        yield f"    Not weighed: {', '.join(missing)}"


def _notes(study: Study, one: Decision, each: Compared) -> str:
    option = each.option
    over = option.cost.currency == one.budget.currency and option.cost.amount > one.budget.amount
    notes = (
        "chosen" if option.id == one.chosen else "",
        "above the cap" if study.fte_cap is not None and option.internal_fte > study.fte_cap else "",
        "above the budget" if over else "",
        "beaten" if each.beaten_by else "",
    )
    return "; ".join(filter(None, notes))


def _share(ledger: Ledger, one: Decision) -> Iterator[str]:
    target = ledger.thresholds.outsourced_share
    verdict = "reached" if one.outsourced_after.value >= target.value else "NOT REACHED"
    yield f"    {one.outsourced_before} before, {one.outsourced_after} after; at least {target} is aimed at: {verdict}"
    for name, work in (("before", one.work_before), ("after", one.work_after)):
        if work:
            whole = work.internal + work.external
            yield f"    {name}: {work.external:f} of {whole:f} full-time equivalents in {work.year}"


def _scores(
    weights: Mapping[str, Weighted], scores: Mapping[str, Score], principles: Principles | None
) -> Iterator[str]:
    found = scored({id: one.weight for id, one in weights.items()}, scores)
    rows = [
        (
            one.title,
            str(one.weight),
            f"{scores[id].score:f}" if id in scores else "none",
            f"{float(found.parts[id]):.2f}" if id in found.parts else "",
        )
        for id, one in weights.items()
    ]
    rows.append(("Weighted", "", "", f"{float(found.total):.2f}"))
    yield from columns(("", "weight", "score", "weighted"), rows, numbers=(1, 2, 3))
    if principles:
        yield f"    {_verdict(found, principles)}"


def _verdict(found: Scored, principles: Principles) -> str:
    reaches = found.total >= principles.lean_threshold
    return f"{'Reaches' if reaches else 'Below'} {principles.lean_threshold:f}, the least for lean oversight"


def _kept(ledger: Ledger, one: Decision) -> Iterator[str]:
    known, parties = ledger.of(Activity), ledger.of(Party)
    elsewhere = {keep.activity: party for keep, party in given_away(ledger, one)}
    for each in one.kept:
        if each.advantage:
            title = known[each.activity].title if each.activity in known else each.activity
            party = elsewhere.get(each.activity)
            holder = f" (BUT {parties[party].short_name} answers for it)" if party else ""
            yield f"    {title}{holder}"


# ---- data -----------------------------------------------------------------------------------------------------------


def data(ledger: Ledger, study: Study, one: Decision) -> dict[str, Any]:
    """The same as JSON values: numbers as text, shares in percent."""
    principles = next(iter(ledger.every(Principles)), None)
    weights = principles.option_weights if principles else None
    elsewhere = {keep.activity: party for keep, party in given_away(ledger, one)}
    return {
        "study": study.id,
        "protocol": study.protocol_id,
        "date": one.date.isoformat(),
        "level": one.level,
        "chosen": one.chosen,
        "budget": amount(one.budget),
        "option_weights": {
            "internal_fte": number(weights.internal_fte.value),
            "cost": number(weights.cost.value),
            "risk": number(weights.risk.value),
        }
        if weights
        else None,
        "options": [_option(each) for each in compared(one.options, weights)],
        "not_weighed": list(unweighed(one)),
        "share": {
            "before": number(one.outsourced_before.value),
            "after": number(one.outsourced_after.value),
            "target": number(ledger.thresholds.outsourced_share.value),
            "work_before": _work(one.work_before),
            "work_after": _work(one.work_after),
        },
        "criteria": _scored(ledger.of(DecisionCriterion), one.criteria),
        "suitability": _scored(ledger.of(SuitabilityFactor), one.suitability),
        "lean_threshold": number(principles.lean_threshold) if principles else None,
        "kept": [
            {
                "activity": each.activity,
                "advantage": each.advantage,
                "answered_for_by": elsewhere.get(each.activity),
            }
            for each in one.kept
        ],
    }


def _option(each: Compared) -> dict[str, Any]:
    option = each.option
    return {
        "id": option.id,
        "title": option.title,
        "model": option.model,
        "internal_fte": number(option.internal_fte),
        "functions": [{"function": row.function, "fte": number(row.fte)} for row in option.functions],
        "cost": amount(option.cost),
        "risk": number(option.risk),
        "points": None if each.total is None else number(each.total),
        "place": each.place,
        "beaten_by": list(each.beaten_by),
    }


def _work(work: PortfolioWork | None) -> dict[str, Any] | None:
    if work is None:
        return None
    share = partners_share(work)
    return {
        "year": work.year,
        "internal": number(work.internal),
        "external": number(work.external),
        "share": None if share is None else number(share),
    }


def _scored(weights: Mapping[str, Weighted], scores: Mapping[str, Score]) -> dict[str, Any]:
    found = scored({id: one.weight for id, one in weights.items()}, scores)
    return {
        "total": number(found.total),
        "scores": [
            {
                "id": id,
                "title": one.title,
                "weight": number(one.weight.value),
                "score": number(scores[id].score) if id in scores else None,
                "part": number(found.parts.get(id, 0)),
            }
            for id, one in weights.items()
        ],
    }
