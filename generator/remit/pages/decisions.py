"""A decision to outsource: options side by side, the share of work, scores against the threshold, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from remit.calc.competences import given_away
from remit.calc.deciding import Compared, Scored, compared, scored, unweighed, way_of_ranking
from remit.figures.options import options as options_drawn
from remit.figures.work_share import share_bars, work_share
from remit.model.decisions import (
    Decision,
    DecisionCriterion,
    Option,
    PortfolioWork,
    Principles,
    Score,
    SuitabilityFactor,
)
from remit.model.services import Activity
from remit.model.studies import Study
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    figure,
    fold,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
)
from remit.pages.page import Desk

INSTEAD_OF = (
    "criteria",
    "suitability",
    "options",
    "chosen",
    "kept",
    "outsourced_before",
    "outsourced_after",
    "work_before",
    "work_after",
)

Weighted = DecisionCriterion | SuitabilityFactor


def sections(desk: Desk, one: Decision) -> Iterator[Block]:
    """Options, share of the work, scores, and what is kept because it gives an advantage."""
    yield heading(2, "Options", "field-options")
    yield from _options(desk, one)
    yield heading(2, "Partners' share of the work", "field-outsourced_after")
    yield from _share(desk, one)
    yield heading(2, "Criteria", "field-criteria")
    yield from _scores(desk, "decision_criterion", desk.book.ledger.of(DecisionCriterion), one.criteria)
    if one.suitability:
        yield heading(2, "Suitability for lean oversight", "field-suitability")
        yield from _scores(
            desk, "suitability_factor", desk.book.ledger.of(SuitabilityFactor), one.suitability
        )
    if one.kept:
        yield heading(2, "What gives an advantage and stays", "field-kept")
        yield _kept(desk, one)


# ---- options --------------------------------------------------------------------------------------------------------


def _options(desk: Desk, one: Decision) -> Iterator[Block]:
    principles = desk.book.only(Principles)
    weights = principles.option_weights if principles else None
    found = compared(one.options, weights)
    yield paragraph(way_of_ranking(weights))
    if found:
        yield figure(
            options_drawn(found, one.chosen), "The options by own people, cost and risk; less is better."
        )
    study = desk.book.studies.get(one.study)
    rows = [
        Row.of(
            (
                _title(one, each),
                each.option.model,
                _people(each.option, study),
                _cost(one, each.option),
                f"{each.option.risk:f}",
                _points(each),
                desk.source(each.option.where),
            ),
            id=f"option-{each.option.id}",
        )
        for each in found
    ]
    columns = [("Option", "wide"), "Model", ("Own FTE", "num"), ("Cost", "num"), ("Risk", "num"), "Points"]
    yield table([*columns, "Source"], rows, caption="Options that were weighed")
    if any(option.functions for option in one.options.values()):
        yield fold("Own people by function", [_by_function(one, found)])
    missing = unweighed(one)
    if missing:
        yield paragraph(small(f"Not weighed: {', '.join(missing)}."))


def _title(one: Decision, each: Compared) -> Inert:
    option, chosen = each.option, each.option.id == one.chosen
    parts = [joined([option.title, *([badge("chosen", "good")] if chosen else [])], " "), small(option.note)]
    if each.beaten_by:
        names = "; ".join(one.options[id].title for id in each.beaten_by)
        parts.append(joined([badge("beaten", "warn" if chosen else "plain"), small(f"by: {names}")], " "))
    return joined(parts, "<br>")


def _people(option: Option, study: Study | None) -> Inert:
    cap = study.fte_cap if study else None
    above = cap is not None and option.internal_fte > cap
    return joined(
        [f"{option.internal_fte:f}", *([badge(f"above the cap of {cap:f}", "warn")] if above else [])], "<br>"
    )


def _by_function(one: Decision, found: Sequence[Compared]) -> Block:
    options = [each.option for each in found if each.option.functions]
    effort = {option.id: {row.function: row.fte for row in option.functions} for option in options}
    functions = dict.fromkeys(name for rows in effort.values() for name in rows)
    rows: list[Sequence[object]] = [
        (name, *(f"{effort[option.id].get(name, Decimal(0)):f}" for option in options)) for name in functions
    ]
    totals = (strong(f"{option.internal_fte:f}") for option in options)
    rows.append(Row.of((strong("All functions"), *totals), class_="total"))
    columns = [("Function", "wide"), *((option.title, "num") for option in options)]
    return table(columns, rows, caption="Own full-time equivalents of the options by function")


def _cost(one: Decision, option: Option) -> Inert:
    over = option.cost.currency == one.budget.currency and option.cost.amount > one.budget.amount
    return joined([str(option.cost), *([badge("above the budget", "warn")] if over else [])], "<br>")


def _points(each: Compared) -> Inert:
    if each.total is None:
        return small("not comparable")
    return joined([f"{float(each.total):.1f}", small(f"place {each.place}")], "<br>")


# ---- share of the work ----------------------------------------------------------------------------------------------


def _share(desk: Desk, one: Decision) -> Iterator[Block]:
    target = desk.book.ledger.thresholds.outsourced_share
    reached = one.outsourced_after.value >= target.value
    mark = badge(f"{'reaches' if reached else 'below'} {target}", "good" if reached else "warn")
    words = f"{one.outsourced_before} before, {one.outsourced_after} after this decision; at least {target} is aimed at."
    yield paragraph(joined([words, mark], " "))
    yield figure(
        work_share(share_bars(one), float(target.value)),
        "Partners' share of the work before and after the decision.",
    )
    basis = [
        f"{name} {_work(work)}"
        for name, work in (("Before:", one.work_before), ("After:", one.work_after))
        if work
    ]
    if basis:
        yield paragraph(small(" ".join(basis)))


def _work(work: PortfolioWork) -> str:
    whole = work.internal + work.external
    return f"{work.external:f} of {whole:f} full-time equivalents in {work.year}."


# ---- scores ---------------------------------------------------------------------------------------------------------


def _scores(
    desk: Desk, kind: str, weights: Mapping[str, Weighted], scores: Mapping[str, Score]
) -> Iterator[Block]:
    found = scored({id: one.weight for id, one in weights.items()}, scores)
    rows: list[Sequence[object]] = [
        (
            desk.record(kind, id),
            str(weights[id].weight) if id in weights else "",
            f"{score.score:f}",
            f"{float(found.parts[id]):.2f}" if id in found.parts else "",
            score.reason,
            desk.source(score.where),
        )
        for id, score in scores.items()
    ]
    rows += [
        (desk.record(kind, id), str(weights[id].weight), badge("not scored", "warn"), "", "", "")
        for id in found.missing
    ]
    principles = desk.book.only(Principles)
    verdict = _verdict(found, principles) if principles else Inert("")
    total = strong(f"{float(found.total):.2f}")
    last = Row.of((strong("Weighted"), "", "", total, verdict, ""), class_="total")
    columns = ["Criterion", ("Weight", "num"), ("Score", "num"), ("Weighted", "num")]
    about = kind.replace("_", " ")
    yield table(
        [*columns, ("What it rests on", "wide"), "Source"],
        [*rows, last],
        caption=f"Scores from 1 to 5 by {about}",
    )


def _verdict(found: Scored, principles: Principles) -> Inert:
    reaches = found.total >= principles.lean_threshold
    words = f"{'reaches' if reaches else 'below'} {principles.lean_threshold:f} for lean oversight"
    return badge(words, "good" if reaches else "info")


def _kept(desk: Desk, one: Decision) -> Block:
    known = desk.book.ledger.of(Activity)
    elsewhere = {keep.activity: party for keep, party in given_away(desk.book.ledger, one)}
    rows = [
        (
            desk.record("activity", each.activity) if each.activity in known else each.activity,
            badge("kept", "accent") if each.advantage else badge("may be outsourced", "plain"),
            joined(
                [
                    each.reason,
                    *(
                        [
                            badge(
                                joined(
                                    ["answered for by ", desk.record("party", elsewhere[each.activity])], ""
                                ),
                                "bad",
                            )
                        ]
                        if each.activity in elsewhere
                        else []
                    ),
                ],
                " ",
            ),
            desk.source(each.where),
        )
        for each in one.kept
    ]
    return table(
        [("Activity", "wide"), "Answer", ("Why", "wide"), "Source"],
        rows,
        caption="Activities asked about for competitive advantage",
    )
