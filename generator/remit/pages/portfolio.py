"""The portfolio: how much of the work partners do, decision by decision, and what each provider earns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from remit.calc.deciding import in_sequence
from remit.calc.portfolio import Concentration, Provider, Work, concentrations, providers, work, years
from remit.figures.work_share import ShareBar, share_bars, work_share
from remit.model.decisions import Decision, PortfolioWork, Principles
from remit.model.values import Percent
from remit.pages import allocation
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    facts,
    figure,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
)
from remit.pages.page import Desk

INSTEAD_OF = ("workload", "provider_reason")


def sections(desk: Desk, one: Principles) -> Iterator[Block]:
    """The portfolio before everything else, because the principles are judged by it."""
    ledger = desk.book.ledger
    made = in_sequence(ledger)
    if one.workload or made:
        yield from _shares(desk, one, made)
    if made:
        yield heading(3, "Decisions", "awards")
        yield _decisions(desk, made)
    found = providers(ledger)
    if found or one.provider_reason:
        yield heading(2, "Providers by size", "concentration")
        yield from _providers(desk, one, found)
    yield from allocation.sections(desk, one)


# ---- share of the work ----------------------------------------------------------------------------------------------


def _shares(desk: Desk, one: Principles, made: Sequence[Decision]) -> Iterator[Block]:
    known = years(one.workload)
    target = desk.book.ledger.thresholds.outsourced_share
    yield heading(2, "Portfolio", "field-workload")
    words = [f"{year}: {_shown(work(one.workload, year))}" for year in known]
    yield paragraph(
        joined(["Partners' share of the work: ", "; ".join(words), f". At least {target} is aimed at."], "")
    )
    bars = [
        *bars_by_year(one),
        *(bar for each in made for bar in share_bars(each, desk.book.protocol(each.study))),
    ]
    if bars:
        caption = "Partners' share of the work by year, and before and after each decision."
        yield figure(work_share(bars, float(target.value)), caption)
    if known:
        yield _by_function(one, known, target)


def bars_by_year(one: Principles) -> tuple[ShareBar, ...]:
    """The share of each year in which there is work."""
    shares = {year: work(one.workload, year).share for year in years(one.workload)}
    return tuple(
        ShareBar(words=str(year), share=float(share), kind="year")
        for year, share in shares.items()
        if share is not None
    )


def _by_function(one: Principles, known: Sequence[int], target: Percent) -> Block:
    functions = dict.fromkeys(row.function for row in one.workload)
    rows: list[Sequence[object]] = [
        (function, *(_cell(work(one.workload, year, function)) for year in known)) for function in functions
    ]
    total = [_total(work(one.workload, year), target) for year in known]
    rows.append(Row.of((strong("All functions"), *total), class_="total"))
    columns = [("Function", "wide"), *((str(year), "num") for year in known)]
    return table(columns, rows, caption="Partners' share of the work by function and year")


def _cell(found: Work) -> Inert:
    if not found.whole:
        return Inert("")
    return joined([_shown(found), small(f"{found.external:f} of {found.whole:f} FTE")], "<br>")


def _total(found: Work, target: Percent) -> Inert:
    if found.share is None:
        return strong(_shown(found))
    return badge(_shown(found), "good" if found.share >= target.value else "warn")


def _shown(found: Work) -> str:
    return "none" if found.share is None else f"{found.share:.0f} %"


def _decisions(desk: Desk, made: Sequence[Decision]) -> Block:
    rows = [
        (
            desk.to(f"studies/{one.study}/decision", desk.book.protocol(one.study)),
            one.date,
            joined([str(one.outsourced_before), _basis(one.work_before)], "<br>"),
            joined([str(one.outsourced_after), _basis(one.work_after)], "<br>"),
        )
        for one in made
    ]
    columns = ["Study", ("Decided", "num"), ("Share before", "num"), ("Share after", "num")]
    return table(columns, rows, caption="Partners' share of the work by decision")


def _basis(one: PortfolioWork | None) -> Inert:
    if one is None:
        return Inert("")
    return small(f"{one.external:f} of {one.internal + one.external:f} FTE in {one.year}")


# ---- providers ------------------------------------------------------------------------------------------------------


def _providers(desk: Desk, one: Principles, found: Sequence[Provider]) -> Iterator[Block]:
    spread = concentrations(found)
    names = {each.party: _party(desk, each.party) for each in found}
    for each in spread:
        yield paragraph(concentration_in_words(each, names))
    yield _spend(desk, found)
    limit = desk.book.ledger.thresholds.provider_share
    yield paragraph(
        small(f"A CRO with more than {limit} of the contract value is a dependence that takes a reason.")
    )
    reason = one.provider_reason or badge("not said", "warn")
    yield facts([("Why these providers", reason)])


def concentration_in_words(one: Concentration, names: Mapping[str, str]) -> str:
    """How the contract value of one currency is spread, in a sentence."""
    count = f"{one.count} CRO{'' if one.count == 1 else 's'}"
    return (
        f"Contracts in {one.currency} are with {count}; {names[one.largest.party]} holds "
        f"{float(one.largest.share) * 100:.0f} %. The value is as concentrated as with {float(one.equal_providers):.1f} "
        f"providers of equal size (Herfindahl-Hirschman index {float(one.index):.2f})."
    )


def _party(desk: Desk, id: str) -> str:
    found = desk.book.parties.get(id)
    return found.short_name if found else id


def _spend(desk: Desk, found: Sequence[Provider]) -> Block:
    limit = desk.book.ledger.thresholds.provider_share
    rows = []
    for one in found:
        party = desk.book.parties.get(one.party)
        over = one.share > limit.fraction
        rows.append(
            (
                desk.record("party", one.party),
                party.alliance.type if party and party.alliance else small("not stated"),
                desk.records("work_order", one.orders),
                str(one.value),
                joined(
                    [f"{float(one.share) * 100:.0f} %", *([badge(f"over {limit}", "info")] if over else [])],
                    "<br>",
                ),
            )
        )
    columns = ["CRO", "Relation", ("Work orders", "wide"), ("Contract value", "num"), ("Share", "num")]
    return table(columns, rows, caption="Contract value by CRO")
