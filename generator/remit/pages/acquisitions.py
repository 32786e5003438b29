"""Build or buy: how each system was chosen, with cost over the years and cost by point of quality of every option."""

from __future__ import annotations

from collections.abc import Iterator

from remit.calc.acquisitions import Cost, beaten_by, costs
from remit.figures.five_years import five_years
from remit.model.parties import Acquisition, Systems
from remit.model.values import Percent
from remit.pages.markdown import (
    Block,
    Inert,
    badge,
    facts,
    figure,
    heading,
    joined,
    paragraph,
    small,
    table,
    whole_units,
)
from remit.pages.page import Desk


def sections(desk: Desk, record: Systems) -> Iterator[Block]:
    """The needs with their taxonomy, then each with its options."""
    if not record.acquisitions:
        return
    yield heading(2, "Build or buy", "acquisitions")
    yield paragraph(
        "How systems were classified and chosen. Cost by point is the cost of all years divided by the quality score. An "
        "option is beaten if another costs no more, is of no less quality, and is better in one of the two."
    )
    rows = [
        (
            one.need,
            desk.record("system", one.system) if one.system else "",
            one.component,
            one.type,
            one.delivery,
            one.end_use,
            desk.records("study", one.studies),
        )
        for one in record.acquisitions.values()
    ]
    columns = [
        ("Need or missing capability", "wide"),
        "System",
        "Component",
        "Type",
        "Delivery",
        "Used by",
        "Studies",
    ]
    yield table(columns, rows, caption="Systems by taxonomy")
    if record.discount_rate:
        yield paragraph(
            f"Later costs are discounted at {record.discount_rate} a year: the first year counts in full, each later one is "
            "divided once more by one plus the rate."
        )
    for id, one in record.acquisitions.items():
        yield from _acquisition(desk, id, one, record.discount_rate)


def _acquisition(desk: Desk, id: str, one: Acquisition, rate: Percent | None) -> Iterator[Block]:
    found = costs(one, rate)
    about = id.replace("-", " ")
    yield heading(3, about.capitalize(), f"acquisition-{id}")
    drawn = five_years(one, found)
    if drawn:
        yield figure(drawn, f"Cost of the options for {about}; the numbers are the years.")
    rows = [
        (
            _title(one, key, rate),
            _cost(found[key]),
            f"{option.quality:f}",
            _by_quality(found[key]),
            option.risk,
        )
        for key, option in one.options.items()
    ]
    columns = [("Option", "wide"), ("Cost, all years", "num"), ("Quality, 1 to 10", "num")]
    more = [("Cost by point", "num"), ("Main risk", "wide")]
    yield table([*columns, *more], rows, caption=f"Options for {about}")
    yield facts(
        [
            ("How it joins the others", one.integration),
            ("At the end", one.exit),
            ("Decided", joined([one.decided, " by ", desk.role(one.approved_by)], "")),
            ("Source", desk.source(one.where)),
        ]
    )


def _title(one: Acquisition, id: str, rate: Percent | None) -> Inert:
    option, chosen = one.options[id], id == one.chosen
    parts = [joined([option.title, *([badge("chosen", "good")] if chosen else [])], " "), small(option.kind)]
    better = [one.options[other].title for other in beaten_by(one, id, rate)]
    if better:
        mark = badge("beaten", "warn" if chosen else "plain")
        parts.append(joined([mark, small(f"by: {'; '.join(better)}")], " "))
    return joined(parts, "<br>")


def _cost(cost: Cost | None) -> Inert:
    if cost is None:
        return small("not in one currency")
    discounted = [small(f"{cost.present.amount:,.0f} discounted")] if cost.present else []
    return joined([str(cost.whole), *discounted], "<br>")


def _by_quality(cost: Cost | None) -> Inert:
    if cost is None or cost.by_quality is None:
        return small("none")
    parts: list[object] = [whole_units(cost.by_quality)]
    if cost.present_by_quality:
        parts.append(small(f"{cost.present_by_quality.amount:,.0f} discounted"))
    return joined(parts, "<br>")
