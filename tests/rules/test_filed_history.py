"""The change orders of a public filing, written as records: right as filed, found wrong when one figure is off by one.

Direct fees grew from 353,588 to 899,637 and pass-through costs from 10,000 to 21,410 Australian dollars over three change
orders; afterwards, milestones pay shares of 456,592, which is neither the fees nor the contract value.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.rules.workspace import document, judge, minimal

STUDY = "data/studies/al-101/"
ORDER = STUDY + "work_orders/wo-101.yaml"
STEPS = ((353_588, 10_000), (30_398, 2_990), (322_360, 8_420), (193_291, 0))
SHARES = ("25 %", "25 %", "25 %", "15 %", "5 %", "5 %")
BASE = 456_592


def money(amount: int) -> str:
    return f"{amount} AUD"


def totals(direct: int, other: int) -> dict[str, str]:
    return {
        "direct": money(direct),
        "investigator": money(0),
        "other_pass_through": money(other),
        "pass_through": money(other),
        "contract_value": money(direct + other),
    }


def work_order() -> dict[str, Any]:
    """The order as it was signed first, with all fees paid monthly."""
    order: dict[str, Any] = document(minimal(), ORDER)
    for name in ("advances", "holdback", "risk_sharing"):
        del order[name]
    direct, other = STEPS[0]
    line = {"description": "Data management and statistics", "unit": "lot", "quantity": "1"}
    order |= {
        "currency": "AUD",
        "direct": {
            "services": {
                "service": "site-monitoring",
                **line,
                "unit_price": money(direct),
                "amount": money(direct),
            }
        },
        "pass_through": {
            "expenses": {
                "stream": "other",
                **line,
                "unit_price": money(other),
                "estimate": money(other),
                "approval_above": money(500),
            }
        },
        "totals": totals(direct, other),
        "payment": {
            "base": "direct fees",
            "base_amount": money(direct),
            "milestones": {
                "report": {
                    "title": "Report",
                    "evidence": "Signed report",
                    "share": "100 %",
                    "amount": money(direct),
                }
            },
            "invoicing": "Monthly",
        },
    }
    return order


def change_order(number: int) -> dict[str, Any]:
    """One of the three change orders, with the history up to it."""
    before = [sum(step[column] for step in STEPS[:number]) for column in (0, 1)]
    delta = STEPS[number]
    after = [before[0] + delta[0], before[1] + delta[1]]
    order: dict[str, Any] = document(minimal(), STUDY + "change_orders/co-01.yaml")
    for name in ("milestones", "base_amount", "units_amount"):
        del order[name]
    names = ["Original", *(f"CO-{one}" for one in range(1, number + 1)), "Total"]
    rows = [*STEPS[: number + 1], (after[0], after[1])]
    order |= {
        "number": f"CO-{number}",
        "sequence": str(number),
        "executive_approval": "Approved by the executives of both parties",
        "direct": {"services": line(before[0], after[0])},
        "pass_through": {"expenses": line(before[1], after[1])} if delta[1] else {},
        "delta": totals(*delta),
        "totals": totals(after[0], after[1]),
        "cost_history": [
            {
                "step": name,
                "direct": money(direct),
                "pass_through": money(other),
                "total": money(direct + other),
            }
            for name, (direct, other) in zip(names, rows, strict=True)
        ],
    }
    if not order["pass_through"]:
        del order["pass_through"]
    if number == len(STEPS) - 1:
        order |= milestones(after[0])
    return order


def line(before: int, after: int) -> dict[str, str]:
    return {
        "original": "1",
        "previous": "1",
        "new": "1",
        "unit_price": money(before),
        "new_unit_price": money(after),
        "delta": money(after - before),
    }


def milestones(fees: int) -> dict[str, Any]:
    """Shares of a part of the fees; the rest was invoiced before or is paid by units."""
    amounts = [f"{BASE * int(share[:-2]) / 100:.2f} AUD" for share in SHARES]
    return {
        "base_amount": money(BASE),
        "units_amount": money(fees - BASE),
        "milestones": {
            f"m{place}": {
                "title": f"Milestone {place}",
                "evidence": "Report",
                "share": share,
                "amount": amount,
            }
            for place, (share, amount) in enumerate(zip(SHARES, amounts, strict=True), 1)
        },
    }


def filed() -> dict[str, Any]:
    """The records of the filing beside those of an invented study."""
    changes = {STUDY + f"change_orders/co-{number}.yaml": change_order(number) for number in (1, 2, 3)}
    return {ORDER: work_order()} | changes


def found(records: dict[str, Any]) -> list[Any]:
    tree = {path: data for path, data in minimal().items() if not path.startswith(STUDY + "change_orders/")}
    tree |= {path: json.dumps(data).encode() for path, data in records.items()}
    return [finding for finding in judge(tree) if finding.rule.startswith(("MON-", "SHAPE-"))]


def test_the_history_is_right_as_filed() -> None:
    last = change_order(3)
    assert last["totals"]["direct"] == "899637 AUD"
    assert last["totals"]["contract_value"] == "921047 AUD"
    assert [row["total"] for row in last["cost_history"]] == [
        "363588 AUD",
        "33388 AUD",
        "330780 AUD",
        "193291 AUD",
        "921047 AUD",
    ]
    assert found(filed()) == []


def figures(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all amounts of money below a node."""
    if isinstance(node, dict):
        return [place for key, value in node.items() for place in figures(value, (*path, key))]
    if isinstance(node, list):
        return [place for at, value in enumerate(node) for place in figures(value, (*path, at))]
    return [path] if isinstance(node, str) and node.endswith(" AUD") else []


FIGURES = [
    (path, place)
    for path, record in filed().items()
    for place in figures(record)
    if place[-1] != "approval_above"  # a limit, not a part of any sum
]


@pytest.mark.parametrize(("path", "place"), FIGURES, ids=lambda part: ".".join(map(str, part))[-60:])
def test_one_figure_off_by_one_is_found(path: str, place: tuple[Any, ...]) -> None:
    records = filed()
    holder = records[path]
    for key in place[:-1]:
        holder = holder[key]
    amount = holder[place[-1]].removesuffix(" AUD")
    off = f"{int(amount) + 1}" if "." not in amount else f"{float(amount) + 1:.2f}"
    holder[place[-1]] = f"{off} AUD"
    assert {finding.rule[:4] for finding in found(records)} == {"MON-"}


def test_shares_that_do_not_sum_to_hundred_are_found() -> None:
    records = filed()
    records[STUDY + "change_orders/co-3.yaml"]["milestones"]["m1"]["share"] = "24 %"
    assert "MON-028" in {finding.rule for finding in found(records)}


def test_a_missing_change_order_is_found() -> None:
    records = filed()
    del records[STUDY + "change_orders/co-2.yaml"]
    assert {"MON-023", "MON-025", "MON-026", "MON-027"} <= {finding.rule for finding in found(records)}
