"""`remit settle`: what is owed, what is expected, and what is not known yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.workspaces import ORDER, change, remit, sound

DAY = ("--as-of", "2026-06-30")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sound(tmp_path / "playbook")


def test_what_cannot_be_settled_yet_is_said(root: Path) -> None:
    done = remit(root, "settle", "al-101", *DAY)
    text = done.stdout.decode()
    assert done.returncode == 1
    assert text.startswith("WO-101, Brightwell, on 30 June 2026\n")
    assert "Holdback: " in text
    assert "Nobody has dated the event that releases it." in text
    assert "Owed today: nothing yet" in text
    assert "'Enrolment' is not final: no figure has been reported" in text


def test_json_has_measures_conditions_and_sums(root: Path) -> None:
    done = remit(root, "settle", "al-101", *DAY, "--format", "json")
    (order,) = json.loads(done.stdout)["orders"]
    scheme = order["bonus_malus"]
    assert [one["most_bonus"] for one in scheme["measures"]] == ["15000.00", "10000.00"]
    assert [one["holds"] for one in scheme["gates"]] == [None]
    assert scheme["owed"] is None
    assert len(scheme["open"]) == 3


def test_an_unknown_study_is_named(root: Path) -> None:
    done = remit(root, "settle", "al-102")
    assert done.returncode == 2
    assert "there is no study 'al-102'" in done.stderr.decode()


def test_terms_that_are_not_calculated_are_said(root: Path) -> None:
    terms = """co_investment:
  model: co-investment
  reduction: 5 %
  cap: 25000 USD
  success: Marketing authorisation
  return_share: 150 %
  return_cap: 37500 USD
  return_within: 60 calendar days
risk_sharing:"""
    change(root, ORDER, "risk_sharing:", terms)
    done = remit(root, "settle", "al-101", *DAY)
    assert done.returncode == 1
    assert "settle by hand: Co-investment: invoices reduced by 5 % up to 25,000 USD" in done.stdout.decode()
    paid = remit(root, "payments", "al-101", *DAY).stdout.decode()
    assert "Reductions by co-investment and service credits are not in these figures." in paid


def test_currencies_that_are_mixed_are_refused_in_a_line(root: Path) -> None:
    change(root, ORDER, "bonus_cap: 25000 USD", "bonus_cap: 25000 EUR")
    done = remit(root, "settle", "al-101", *DAY)
    assert done.returncode == 2
    assert "WO-101 cannot be calculated: its records are not whole, or mix currencies" in done.stderr.decode()
    assert done.stdout == b""
