"""`remit payments`: invoices, cash and limits of a study's work orders, as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.calc.payments.test_stated import UNITS
from tests.cli.workspaces import ORDER, change, remit, sound

DAY = ("--as-of", "2026-06-30")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sound(tmp_path / "playbook")


def test_the_text_tells_cash_milestones_limits_and_sums(root: Path) -> None:
    done = remit(root, "payments", "al-101", *DAY)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr.decode()
    assert lines[0] == "WO-101, Brightwell: 970,000 USD, asked on 2026-06-30"
    assert "  Cash by month in which it is due, USD" in lines
    assert any("First participant enrolled" in line and "47,500.00" in line for line in lines), (
        "less the holdback"
    )
    assert any(line.split()[:4] == ["grants", "investigator", "50", "participant"] for line in lines)
    assert "  Without a known day: 25,000 USD" in lines
    assert "  All 9 sums hold to the minor unit." in lines


def test_json_holds_every_invoice_and_sum(root: Path) -> None:
    done = remit(root, "payments", "al-101", *DAY, "--format", "json")
    (order,) = json.loads(done.stdout)["orders"]
    assert (order["number"], order["payment_within"]) == ("WO-101", "45 calendar days")
    paid = sum(float(one["payable"]) for one in order["invoices"])
    assert round(paid, 2) == 970_000
    assert order["months"][-1]["so_far"] == "945000.00", "nobody has dated the release of the holdback"
    assert all(one["holds"] for one in order["sums"])
    (advance,) = [one for one in order["invoices"] if one["kind"] == "advance"]
    assert (advance["amount"], advance["date_is"]) == ("50000", "actual")
    credited = [float(one["credited"]) for one in order["invoices"] if one["kind"] == "units"]
    assert sum(credited) == 50_000
    assert credited[:-5] == [0] * (len(credited) - 5), "only the last invoices carry it"


def test_csv_has_a_row_for_each_invoice(root: Path) -> None:
    data = remit(root, "payments", "al-101", *DAY, "--format", "csv").stdout.decode()
    head, *rows = csv.reader(io.StringIO(data))
    assert head[:5] == ["order", "kind", "title", "sent", "due"]
    assert {row[1] for row in rows} == {
        "advance",
        "units",
        "milestone",
        "pass-through",
        "investigator",
        "holdback",
    }
    assert {len(row) for row in rows} == {len(head)}


def test_every_invoice_is_listed_when_asked_for(root: Path) -> None:
    short = remit(root, "payments", "al-101", *DAY).stdout.decode()
    long = remit(root, "payments", "al-101", *DAY, "--invoices").stdout.decode()
    assert "Completed units, March 2026" not in short
    assert "Completed units, March 2026" in long


def test_a_sum_that_does_not_hold_is_found(root: Path) -> None:
    change(root, ORDER, "direct: 500000 USD", "direct: 500001 USD")
    done = remit(root, "payments", "al-101", *DAY)
    assert done.returncode == 1
    assert (
        "Units and milestones are the direct fees: the calendar comes to 500,000 USD, the contract says 500,001 USD"
        in (done.stdout.decode())
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("al-102",), "there is no study 'al-102'"),
        (("al-101", "--order", "wo-102"), "study 'al-101' has no work order 'wo-102'"),
        (("al-101", "--as-of", "soon"), "'soon' is not a day"),
    ],
)
def test_what_there_is_not_is_said(root: Path, arguments: tuple[str, ...], says: str) -> None:
    done = remit(root, "payments", *arguments)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert done.stdout == b""


def test_without_terms_of_payment_nothing_is_due(root: Path) -> None:
    change(root, ORDER, "master: msa-bright", "master: msa-other")
    done = remit(root, "payments", "al-101")
    assert done.returncode == 2
    assert "CLI-008 WO-101 has no time to payment" in done.stderr.decode()


def test_currencies_that_are_mixed_are_refused_in_a_line(root: Path) -> None:
    change(root, ORDER, "bonus_cap: 25000 USD", "bonus_cap: 25000 EUR")
    done = remit(root, "payments", "al-101", *DAY)
    assert done.returncode == 2
    assert "WO-101 cannot be calculated: its records are not whole, or mix currencies" in done.stderr.decode()
    assert done.stdout == b""


APRIL = """  2026-04:
    first: 2026-04-01
    last: 2026-04-30
    units: {visits: 2}
    accepted: 2026-05-07
    accepted_by: sponsor-project-manager
    evidence: Visit list
"""


def test_units_on_record_are_told_apart_from_those_foreseen(root: Path) -> None:
    settlements = root / "data/studies/al-101/settlements"
    settlements.mkdir(exist_ok=True)
    (settlements / "wo-101.yaml").write_text(UNITS + APRIL)
    done = remit(root, "payments", "al-101", *DAY, "--invoices")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr.decode()
    assert (
        "  Units as recorded to 2026-04-30: 9,600 USD invoiced; 4,800 USD more are accepted and not invoiced. Their "
        "dates are 'actual'; all other units are a forecast of what is left of the order."
    ) in lines
    assert any("Invoice BRI-1: units, March 2026" in line and "  actual " in line for line in lines)
    assert any("Units accepted, not invoiced, April 2026" in line and "  forecast " in line for line in lines)
    (order,) = json.loads(remit(root, "payments", "al-101", *DAY, "--format", "json").stdout)["orders"]
    assert order["units_recorded"] == {
        "until": "2026-04-30", "invoiced": "9600", "not_invoiced": "4800.00", "not_foreseen": "0",
    }  # fmt: skip
    assert all(one["holds"] for one in order["sums"])
    (plain,) = json.loads(remit(root, "payments", "al-101", *DAY, "--planned", "--format", "json").stdout)[
        "orders"
    ]
    assert plain["units_recorded"] is None
