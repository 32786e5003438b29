"""The portfolio: how much of the work partners do, what each provider earns, and which service is outside everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from remit.model.decisions import Principles, Workload
from remit.model.money import WorkOrder
from remit.model.studies import Study
from remit.model.values import Money
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    heading,
    joined,
    paragraph,
    small,
    strong,
    table,
)
from remit.pages.page import Desk

INSTEAD_OF = ("workload",)


def sections(desk: Desk, one: Principles) -> Iterator[Block]:
    """The portfolio before everything else, because the principles are judged by it."""
    if one.workload:
        yield from _shares(desk, one.workload)
    orders = tuple(desk.book.ledger.of(WorkOrder).values())
    if orders:
        yield heading(2, "Providers by size", "concentration")
        yield paragraph(
            "How the value of all work orders is spread: a large share is a dependence to be watched."
        )
        yield _spend(desk, orders)
    if desk.book.studies:
        yield heading(2, "Services by study", "services-by-study")
        yield paragraph("Who provides each service in each study. What is outside in every study is marked.")
        yield _providers(desk, tuple(desk.book.studies.values()))


# ---- share of the work ----------------------------------------------------------------------------------------------


def _shares(desk: Desk, workload: Sequence[Workload]) -> Iterator[Block]:
    years = sorted({row.year for row in workload})
    yield heading(2, "Portfolio", "field-workload")
    playbook = desk.book.playbook
    least = playbook.thresholds.outsourced_share.value if playbook else None
    words = [f"{year}: {_shown(share(workload, year))}" for year in years]
    aim = f" At least {least:f} % is aimed at." if least is not None else ""
    yield paragraph(joined(["Partners' share of the work: ", "; ".join(words), ".", aim], ""))
    functions = dict.fromkeys(row.function for row in workload)
    rows: list[Sequence[object]] = [
        (function, *(_cell(workload, year, function) for year in years)) for function in functions
    ]
    total = [_total(share(workload, year), least) for year in years]
    rows.append(Row.of((strong("All functions"), *total), class_="total"))
    columns = [("Function", "wide"), *((str(year), "num") for year in years)]
    yield table(columns, rows, caption="Partners' share of the work by function and year")


def share(workload: Sequence[Workload], year: int, function: str = "") -> Decimal | None:
    """Partners' part of the full-time equivalents of a year in percent, of all functions or one; None without work."""
    outside, whole = _work(workload, year, function)
    return outside / whole * 100 if whole else None


def _work(workload: Sequence[Workload], year: int, function: str) -> tuple[Decimal, Decimal]:
    """Full-time equivalents of partners, and all of them."""
    rows = [row for row in workload if row.year == year and function in ("", row.function)]
    outside = sum((row.external for row in rows), Decimal(0))
    return outside, outside + sum((row.internal for row in rows), Decimal(0))


def _cell(workload: Sequence[Workload], year: int, function: str) -> Inert:
    outside, whole = _work(workload, year, function)
    if not whole:
        return Inert("")
    return joined([_shown(share(workload, year, function)), small(f"{outside:f} of {whole:f} FTE")], "<br>")


def _total(value: Decimal | None, least: Decimal | None) -> Inert:
    if value is None or least is None:
        return strong(_shown(value))
    return badge(_shown(value), "good" if value >= least else "warn")


def _shown(value: Decimal | None) -> str:
    return "none" if value is None else f"{value:.0f} %"


# ---- providers ------------------------------------------------------------------------------------------------------


def spend(orders: Sequence[WorkOrder]) -> Mapping[tuple[str, str], Decimal]:
    """Contract value by CRO and currency, the largest first."""
    found: dict[tuple[str, str], Decimal] = {}
    for order in orders:
        value = order.totals.contract_value
        key = (order.cro, value.currency)
        found[key] = found.get(key, Decimal(0)) + value.amount
    return dict(sorted(found.items(), key=lambda pair: (pair[0][1], -pair[1], pair[0][0])))


def _spend(desk: Desk, orders: Sequence[WorkOrder]) -> Block:
    found = spend(orders)
    rows = []
    for (cro, currency), value in found.items():
        whole = sum((each for (_, other), each in found.items() if other == currency), Decimal(0))
        party = desk.book.parties.get(cro)
        rows.append(
            (
                desk.record("party", cro),
                party.alliance.type if party and party.alliance else small("not stated"),
                desk.records("work_order", [order.id for order in orders if order.cro == cro]),
                str(Money(value, currency)),
                f"{value / whole * 100:.0f} %" if whole else "",
            )
        )
    columns = ["CRO", "Relation", ("Work orders", "wide"), ("Contract value", "num"), ("Share", "num")]
    return table(columns, rows, caption="Contract value by CRO")


def _providers(desk: Desk, studies: Sequence[Study]) -> Block:
    rows = []
    for service in desk.book.services.values():
        held = [study.services.get(service.id) for study in studies]
        used = [(study, one) for study, one in zip(studies, held, strict=True) if one]
        if not used:
            continue
        outside = all(one.provider != study.sponsor for study, one in used)
        mark = badge("outside in every study", "info") if outside else Inert("")
        cells = [desk.record("party", one.provider) if one else small("not used") for one in held]
        rows.append((desk.record("service", service.id), *cells, mark))
    columns = [("Service", "wide"), *(study.protocol_id for study in studies), "Note"]
    return table(columns, rows, caption="Provider of each service by study")
