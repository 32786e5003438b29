"""Build or buy: how each system was chosen, with cost over five years and cost per quality of every option."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from remit.model.parties import Acquisition, AcquisitionOption, Systems
from remit.model.values import Money
from remit.pages.markdown import Block, Row, badge, facts, heading, joined, paragraph, table
from remit.pages.page import Desk


def sections(desk: Desk, record: Systems) -> Iterator[Block]:
    """The needs with their taxonomy, then each with its options."""
    if not record.acquisitions:
        return
    yield heading(2, "Build or buy", "acquisitions")
    yield paragraph(
        "How systems were classified and chosen. Cost per quality is the cost of five years by quality point."
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
    for id, one in record.acquisitions.items():
        yield from _acquisition(desk, id, one)  # fmt: skip


def total(option: AcquisitionOption) -> Money | None:
    """The cost of all years; None where there is none or currencies are mixed."""
    currencies = {year.currency for year in option.yearly}
    if len(currencies) != 1:
        return None
    return Money(sum((year.amount for year in option.yearly), Decimal(0)), currencies.pop())


def cost_per_quality(option: AcquisitionOption) -> Money | None:
    """The cost of all years by quality point, rounded to whole units; None where it cannot be told."""
    cost = total(option)
    if cost is None or not option.quality:
        return None
    return Money(round(cost.amount / option.quality, 0), cost.currency)


def _acquisition(desk: Desk, id: str, one: Acquisition) -> Iterator[Block]:
    yield heading(3, id.replace("-", " ").capitalize(), f"acquisition-{id}")
    rows = [
        Row.of(
            (
                joined([option.title, badge("chosen", "good") if key == one.chosen else ""], " "),
                option.kind,
                str(total(option) or ""),
                f"{option.quality:f}",
                str(cost_per_quality(option) or ""),
                option.risk,
            )
        )
        for key, option in one.options.items()
    ]
    columns = [("Option", "wide"), "Kind", ("Cost, 5 years", "num"), ("Quality, 1 to 10", "num")]
    more = [("Cost per quality", "num"), ("Main risk", "wide")]
    yield table([*columns, *more], rows, caption=f"Options for {id.replace('-', ' ')}")
    yield facts(
        [
            ("How it joins the others", one.integration),
            ("At the end", one.exit),
            ("Decided", joined([one.decided, " by ", desk.role(one.approved_by)], "")),
            ("Source", desk.source(one.where)),
        ]
    )
