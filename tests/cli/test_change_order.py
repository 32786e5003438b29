"""`remit change-order`: what follows from the two versions of an order, in words and as JSON with its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from remit.schema.change_order_schema import NAME, change_order_schema
from tests.cli.workspaces import ORDER, change, outsourced, remit

CHANGE = "data/studies/al-101/change_orders/co-01.yaml"
SERVICES = "countries_in: [CA]\ndirect:\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return outsourced(tmp_path / "playbook")


def said(root: Path, *arguments: str, code: int = 0) -> str:
    done = remit(root, "change-order", *arguments)
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def told(root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(root, *arguments, "--format", "json", code=code))
    jsonschema.Draft7Validator(json.loads(change_order_schema())).validate(found)
    return found


def test_the_text_tells_totals_history_lines_and_who_decides(root: Path) -> None:
    lines = [" ".join(line.split()) for line in said(root, "wo-101").splitlines()]
    assert lines[0] == "CO-01 to WO-101, Brightwell (draft): Change order"
    for line in (
        "Direct fees 500,000.00 +20,000.00 520,000.00",
        "Contract value 970,000.00 +23,500.00 993,500.00",
        "Original 2025-12-16 500,000.00 470,000.00 970,000.00",
        "CO-01 20,000.00 3,500.00 23,500.00",
        "Total 520,000.00 473,500.00 993,500.00",
        "Base of the milestones 200,000.00 208,000.00 +8,000.00",
        "The record states the same sums, and nothing is missing that they call for.",
    ):
        assert line in lines
    text = " ".join(lines)
    assert "add 4.00 % to the original direct fees: within the limits" in text
    assert "Who decides" in text


def test_numbers_fit_the_published_schema(root: Path) -> None:
    (found,) = told(root, "wo-101", "co-01")["change_orders"]
    assert found["delta"]["contract_value"] == "23500.00"
    assert found["growth"] == "4"
    assert [(one["line"], one["before"], one["after"]) for one in found["direct"]] == [
        ("visits", "100", "105")
    ]
    assert found["payment"]["units"] == {"before": "300000", "after": "312000"}
    assert found["differences"] == found["attention"] == []
    remit(root, "export", "jsonschema")
    assert (root / "build/schemas" / NAME).read_text() == change_order_schema()


def test_a_sum_that_the_record_states_otherwise_is_said(root: Path) -> None:
    change(root, CHANGE, "delta: 20000 USD", "delta: 21000 USD")
    text = said(root, "wo-101", code=1)
    assert (
        "Change of the line 'visits': the record states 21,000 USD, the two versions give 20,000 USD." in text
    )
    (found,) = told(root, "wo-101", code=1)["change_orders"]
    assert found["differences"] == [
        {"what": "change of the line 'visits'", "stated": "21000", "computed": "20000.00"}
    ]


def test_a_new_country_without_a_version_of_the_transfer_needs_attention(root: Path) -> None:
    change(root, CHANGE, "direct:\n", SERVICES)
    text = " ".join(said(root, "wo-101", code=1).split())
    assert "takes a new version, because countries are added (Canada); the record names none." in text
    assert "Name the version of the transfer of obligations that holds the change" in text


def test_growth_beyond_the_limit_waits_for_the_executives(root: Path) -> None:
    (root / "data/playbook.yaml").write_text(
        (root / "data/playbook.yaml").read_text()
        + "thresholds:\n  change_order_warning: 2 %\n  change_order_limit: 3 %\n"
    )
    (found,) = told(root, "wo-101", code=1)["change_orders"]
    assert found["limits"]["standing"] == "to be approved"
    assert "no approval by the executives is recorded" in found["attention"][0]
    change(root, CHANGE, "direct:\n", "executive_approval: Minutes of 2 June 2026\ndirect:\n")
    (found,) = told(root, "wo-101")["change_orders"]
    assert found["limits"]["executive_approval"] == "Minutes of 2 June 2026"


def test_an_order_without_change_orders_says_so(root: Path) -> None:
    (root / CHANGE).unlink()
    assert said(root, "wo-101") == (
        "WO-101, Brightwell: no change order; the contract value is 970,000 USD as signed.\n"
    )
    assert told(root, "wo-101")["change_orders"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wo-102",), "there is no work order 'wo-102'"),
        (("co-01",), "that is a change order: remit change-order wo-101 co-01"),
        (("wo-101", "co-02"), "WO-101 has no change order 'co-02'"),
    ],
)
def test_what_is_not_there_is_named(root: Path, arguments: tuple[str, ...], words: str) -> None:
    done = remit(root, "change-order", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()


def test_an_order_that_cannot_be_read_and_mixed_currencies_are_refused(root: Path) -> None:
    change(root, CHANGE, "delta: 3500 USD", "delta: 3500 EUR")
    done = remit(root, "change-order", "wo-101")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "WO-101 cannot be calculated" in done.stderr.decode()
    change(root, ORDER, "start: ", "strat: ")
    done = remit(root, "change-order", "wo-101")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "error CLI-008" in done.stderr.decode()
