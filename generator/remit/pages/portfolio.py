"""The portfolio: how much of the work partners do, by function and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from remit.model.decisions import Principles, Workload
from remit.pages.markdown import Block, Inert, Row, badge, heading, joined, paragraph, strong, table
from remit.pages.page import Desk

INSTEAD_OF = ("workload",)


def sections(desk: Desk, one: Principles) -> Iterator[Block]:
    """The partners' share before everything else, because the principles are judged by it."""
    if not one.workload:
        return
    years = sorted({row.year for row in one.workload})
    yield heading(2, "Portfolio", "field-workload")
    playbook = desk.book.playbook
    least = playbook.thresholds.outsourced_share.value if playbook else None
    words = [f"{year}: {_shown(share(one.workload, year))}" for year in years]
    aim = f" At least {least:f} % is aimed at." if least is not None else ""
    yield paragraph(joined(["Partners' share of the work: ", "; ".join(words), ".", aim], ""))
    yield _table(one.workload, years, least)


def share(workload: Sequence[Workload], year: int, function: str = "") -> Decimal | None:
    """Partners' part of the full-time equivalents of a year in percent, of all functions or one; None without work."""
    rows = [row for row in workload if row.year == year and function in ("", row.function)]
    external = sum((row.external for row in rows), Decimal(0))
    whole = external + sum((row.internal for row in rows), Decimal(0))
    return external / whole * 100 if whole else None


def _table(workload: Sequence[Workload], years: Sequence[int], least: Decimal | None) -> Block:
    functions = dict.fromkeys(row.function for row in workload)
    rows: list[Sequence[object]] = [
        (function, *(_cell(workload, year, function) for year in years)) for function in functions
    ]
    total = [_total(share(workload, year), least) for year in years]
    rows.append(Row.of((strong("All functions"), *total), class_="total"))
    columns = [("Function", "wide"), *((str(year), "num") for year in years)]
    return table(columns, rows, caption="Partners' share of the work by function and year")


def _cell(workload: Sequence[Workload], year: int, function: str) -> Inert:
    rows = [row for row in workload if (row.year, row.function) == (year, function)]
    if not rows:
        return Inert("")
    outside = sum((row.external for row in rows), Decimal(0))
    whole = outside + sum((row.internal for row in rows), Decimal(0))
    return joined([_shown(share(workload, year, function)), f"{outside:f} of {whole:f}"], "<br>")


def _total(value: Decimal | None, least: Decimal | None) -> Inert:
    if value is None or least is None:
        return strong(_shown(value))
    return badge(_shown(value), "good" if value >= least else "warn")


def _shown(value: Decimal | None) -> str:
    return "none" if value is None else f"{value:.0f} %"
