"""A decision to build or to buy, as lines for a terminal and as data (schema/decision_schemas.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.calc.acquisitions import Cost, beaten_by, costs
from remit.cli.columns import columns, wrapped
from remit.cli.numbers import amount, number
from remit.model.parties import Systems
from remit.model.values import Money, Percent, spoken


def lines(systems: Systems, id: str) -> Iterator[str]:
    """The need, and the options with what they cost."""
    one, rate = systems.acquisitions[id], systems.discount_rate
    yield f"{id}: build or buy, decided on {spoken(one.decided)}"
    yield from wrapped(one.need, 2)
    yield ""
    found = costs(one, rate)
    rows = []
    for key, option in one.options.items():
        beaten = ", ".join(beaten_by(one, key, rate))
        notes = ("chosen" if key == one.chosen else "", f"beaten by {beaten}" if beaten else "")
        rows.append(
            (
                key,
                option.kind,
                *_cells(found[key], rate),
                f"{option.quality:f}",
                "; ".join(filter(None, notes)),
            )
        )
    discounted = (f"at {rate}",) if rate else ()
    by_point = ("by point", "by point, discounted") if rate else ("by point",)
    head = ("option", "kind", "all years", *discounted, *by_point, "quality", "")
    yield from columns(head, rows, numbers=tuple(range(2, len(head) - 1)))
    if rate:
        yield from wrapped(
            f"Discounted at {rate} a year: the first year counts in full, each later one is divided once more by one plus "
            "the rate.",
            4,
        )


def _cells(cost: Cost | None, rate: Percent | None) -> tuple[str, ...]:
    amounts: tuple[Money | None, ...] = (
        (cost.whole, cost.present, cost.by_quality, cost.present_by_quality) if cost else (None,) * 4
    )
    wanted = amounts if rate else (amounts[0], amounts[2])
    return tuple(str(each) if each else "none" for each in wanted)


def data(systems: Systems, id: str) -> dict[str, Any]:
    """The same as JSON values: numbers as text."""
    one, rate = systems.acquisitions[id], systems.discount_rate
    found = costs(one, rate)
    return {
        "acquisition": id,
        "need": one.need,
        "system": one.system,
        "decided": one.decided.isoformat(),
        "chosen": one.chosen,
        "discount_rate": number(rate.value) if rate else None,
        "options": [
            {
                "id": key,
                "title": option.title,
                "kind": option.kind,
                "yearly": [amount(year) for year in option.yearly],
                "quality": number(option.quality),
                "risk": option.risk,
                **_data(found[key]),
                "beaten_by": list(beaten_by(one, key, rate)),
            }
            for key, option in one.options.items()
        ],
    }


def _data(cost: Cost | None) -> dict[str, Any]:
    return {
        "cost": amount(cost.whole) if cost else None,
        "discounted": amount(cost.present) if cost else None,
        "by_quality": amount(cost.by_quality) if cost else None,
        "discounted_by_quality": amount(cost.present_by_quality) if cost else None,
    }
