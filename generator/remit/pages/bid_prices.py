"""The prices of a selection: against the median, on one footing, by service, and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remit.calc.bids import (
    FarOff,
    comparable,
    far_off_in_words,
    nothing_far_off,
    price_median,
    prices_far_off,
    totals_far_off,
)
from remit.calc.normalised import (
    Normalised,
    by_service,
    from_median_in_words,
    normalised,
    on_our_quantities,
    volumes_of,
)
from remit.figures.prices import totals, unit_prices
from remit.model.selection import Bid, GridLine, Selection
from remit.model.values import Money
from remit.pages.markdown import (
    Block,
    Inert,
    Row,
    badge,
    figure,
    fold,
    heading,
    joined,
    note,
    paragraph,
    small,
    strong,
    table,
    whole_units,
)
from remit.pages.page import Desk


def sections(desk: Desk, one: Selection) -> Iterator[Block]:
    """Prices of all bids, from the totals down to one unit."""
    limits = desk.book.ledger.thresholds
    level = comparable(one)
    far = (*totals_far_off(level, limits), *prices_far_off(one.grid, level, limits))
    yield heading(2, "Prices", "prices")
    yield _verdict(desk, one, far)
    drawn = totals(tuple(one.bids.values()), limits)
    if drawn:
        yield figure(drawn, "Prices of the bids beside the median of those that are comparable.")
    yield heading(3, "On one footing", "field-volumes")
    yield _volumes(one)
    yield _normalised(one, normalised(one))
    if one.grid:
        yield heading(3, "By service", "by-service")
        yield _by_service(desk, one)
        yield heading(3, "By line", "field-grid")
        units = unit_prices({id: line.description for id, line in one.grid.items()}, level, limits)
        if units:
            low, high = limits.unit_price_low, limits.unit_price_high
            yield figure(
                units, f"Prices of one unit; inside the band they are {low:f} to {high:f} times the median."
            )
        yield fold(f"Prices of {len(one.grid)} lines", [_grid(desk, one, level, far)], is_open=units is None)


def _verdict(desk: Desk, one: Selection, far: Sequence[FarOff]) -> Block:
    if far:
        words = joined([far_off_in_words(one, each) for each in far], "<br>")
        return note("Prices far from the median", words, "warn")
    return paragraph(nothing_far_off(one, desk.book.ledger.thresholds))


def _volumes(one: Selection) -> Block:
    counts = volumes_of(one.volumes)
    if not counts:
        return paragraph(
            "The selection does not say with how many participants, visits and months bidders were to plan, "
            "so that prices are not divided by them."
        )
    words = ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
    return paragraph(
        f"Every bidder was told to plan with {words}. Amounts by participant hold pass-through costs, the others direct "
        "fees only."
    )


def _normalised(one: Selection, found: Sequence[Normalised]) -> Block:
    rows: list[Sequence[object]] = [
        ("In all", *(str(each.total or "") for each in found)),
        ("In all, from the median", *(from_median_in_words(each.from_median) for each in found)),
        ("Direct fees, from the median", *(from_median_in_words(each.direct_from_median) for each in found)),
    ]
    rows += [(f"A {name}", *(_of_one(each, name) for each in found)) for name in volumes_of(one.volumes)]
    rows.append(("Direct fees on our quantities", *(_on_ours(one, each.bid) for each in found)))
    columns = [("Amount", "wide"), *((each.bid.bidder, "num") for each in found)]
    return table(columns, rows, caption="Bids on one footing")


def _of_one(one: Normalised, name: str) -> str:
    amount = (one.whole if name == "participant" else one.direct).get(name)
    return whole_units(amount) if amount else ""


def _on_ours(one: Selection, bid: Bid) -> Inert:
    found = on_our_quantities(one, bid)
    if found is None:
        return small("not priced")
    count = len(found.missing)
    lacking = small(f"without {count} line{'' if count == 1 else 's'}") if count else Inert("")
    return joined([part for part in (str(found.direct), lacking) if part], " ")


def _by_service(desk: Desk, one: Selection) -> Block:
    bids = tuple(one.bids.values())
    amounts = {bid.id: by_service(one, bid) for bid in bids}
    services = dict.fromkeys(service for found in amounts.values() for service in found)
    rows: list[Sequence[object]] = [
        (
            desk.record("service", service) if service else small("not in the grid"),
            *(str(amounts[bid.id].get(service, "")) for bid in bids),
        )
        for service in services
    ]
    sums = (_sum(tuple(amounts[bid.id].values())) for bid in bids)
    rows.append(Row.of((strong("All lines"), *(strong(one) for one in sums)), class_="total"))
    columns = [("Service", "wide"), *((bid.bidder, "num") for bid in bids)]
    return table(columns, rows, caption="Prices by service and bidder")


def _sum(amounts: Sequence[Money]) -> str:
    if not amounts:
        return ""
    total = amounts[0]
    for amount in amounts[1:]:
        total = total + amount
    return str(total)


def _grid(desk: Desk, one: Selection, level: Sequence[Bid], far: Sequence[FarOff]) -> Block:
    bids = tuple(one.bids.values())
    marked = {(each.bid.id, each.line) for each in far if each.line}
    rows = [
        (
            line.description,
            desk.record("service", line.service),
            line.unit,
            f"{line.quantity:,f}",
            *(_price(line, bid, (bid.id, id) in marked) for bid in bids),
            _median(level, id),
        )
        for id, line in one.grid.items()
    ]
    columns = [("Line", "wide"), "Service", ("Unit", "narrow"), ("Quantity", "num")]
    prices = [(f"{bid.bidder}, a unit", "num") for bid in bids]
    return table(
        [*columns, *prices, ("Median", "num")], rows, caption="Prices of one unit by line and bidder"
    )


def _median(level: Sequence[Bid], line: str) -> str:
    currency = next((bid.lines[line].unit_price.currency for bid in level if line in bid.lines), "")
    middle = price_median(level, line, currency)
    return str(Money(middle, currency)) if middle is not None else ""


def _price(line: GridLine, bid: Bid, far: bool) -> Inert:
    priced = bid.lines.get(line.id)
    if priced is None:
        return small("not priced")
    other = small(f" for {priced.quantity:,f}") if priced.quantity != line.quantity else Inert("")
    mark = badge("far from the median", "warn") if far else Inert("")
    return joined([part for part in (str(priced.unit_price), other, mark) if part], " ")
