"""`remit settle`: what is owed, what is expected, and what is not known yet."""

from __future__ import annotations

import json
from decimal import Decimal
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


INVEST = """co_investment:
  model: co-investment
  reduction: 5 %
  cap: 15000 USD
  success: Marketing authorisation
  return_share: 150 %
  return_cap: 22500 USD
  return_within: 60 calendar days
"""
CREDITS = """service_credits:
  model: service-credits
  starts_after: 3 months
  period_cap: 10 %
  yearly_cap: 5 %
  levels:
    reports:
      metric: visit-reports
      lines: [visits]
      steps:
        - beyond: 12
          credit: 4 %
        - beyond: 15
          credit: 8 %
"""
REPORTED = """cro: brightwell
first: 2026-05-01
last: 2026-06-30
values:
  visit-reports:
    value: 14
"""


@pytest.fixture
def sharing(root: Path) -> Path:
    """The order with co-investment and service credits, and two months in which reports were late."""
    change(root, ORDER, "risk_sharing:", f"{INVEST}{CREDITS}risk_sharing:")
    period = root / "data/studies/al-101/performance/2026-q2.yaml"
    period.parent.mkdir()
    period.write_text(REPORTED)
    return root


def test_co_investment_and_service_credits_are_told_with_their_sums(sharing: Path) -> None:
    done = remit(sharing, "settle", "al-101", *DAY)
    text = done.stdout.decode()
    assert done.returncode == 1
    assert "by hand" not in text
    # by hand: of 100 visits in 24 months, 16 are complete by April and 25 by June: 9 x 4,000
    assert "Co-investment: invoices for direct fees are reduced by 5 %, at most 15,000 USD in all." in text
    assert "All invoices to the end of the order would be reduced by 15,000 USD." in text
    assert "'First participant enrolled' was planned before this day" in text
    assert "No milestone of the schedule shows whether this has happened: Marketing authorisation." in text
    assert "Visit reports on time: 14 days, beyond 12: 36,000 USD x 4 % = 1,440 USD" in text
    assert "Credited 1,440 USD, earned back 0 USD: as the records stand, the CRO owes 1,440 USD." in text
    assert "    1 May 2026 to 30 June 2026: 1,440 USD\n" in text
    assert "Units completed from 1 May 2026 to 30 June 2026 are not recorded" in text


def test_json_has_co_investment_and_service_credits(sharing: Path) -> None:
    done = remit(sharing, "settle", "al-101", *DAY, "--format", "json")
    (order,) = json.loads(done.stdout)["orders"]
    assert order["not_calculated"] == []
    assert order["co_investment"]["reduced_in_all"] == "15000.00"
    assert order["co_investment"]["return_owed"] is None
    found = order["service_credits"]
    assert (found["credited"], found["owed"]) == ("1440.00", "1440.00")
    assert found["periods"][0]["levels"][0]["state"] == "credit"


def test_payments_take_the_co_investment_from_each_invoice(sharing: Path) -> None:
    text = remit(sharing, "payments", "al-101", *DAY, "--invoices").stdout.decode()
    assert (
        "Co-investment takes 5 % from invoices for direct fees, at most 15,000 USD; 15,000 USD in all."
        in text
    )
    left_out = (
        "Not in these figures: service credits, which depend on results; remit settle says what is due."
    )
    assert left_out in text
    (head,) = (line for line in text.splitlines() if line.strip().startswith("Sent"))
    assert head.split()[-6:] == ["Reduced", "Net", "Credited", "Kept", "back", "Payable"]
    done = remit(sharing, "payments", "al-101", *DAY, "--format", "json")
    (order,) = json.loads(done.stdout)["orders"]
    assert order["not_in_the_figures"] == [left_out]
    fees = [one for one in order["invoices"] if one["kind"] in ("units", "milestone")]
    assert all(Decimal(one["amount"]) - Decimal(one["reduced"]) == Decimal(one["net"]) for one in fees)
    assert sum(Decimal(one["reduced"]) for one in fees) == 15_000
    assert all(one["holds"] for one in order["sums"])


def test_co_investment_that_cannot_be_known_is_settled_by_hand(sharing: Path) -> None:
    change(sharing, ORDER, "base: part of direct fees", "base: contract value")
    done = remit(sharing, "settle", "al-101", *DAY)
    assert done.returncode == 1
    assert (
        "Not calculated, settle by hand: Co-investment of 5 % up to 15,000 USD: milestones pay"
        in done.stdout.decode()
    )


def test_currencies_that_are_mixed_are_refused_in_a_line(root: Path) -> None:
    change(root, ORDER, "bonus_cap: 25000 USD", "bonus_cap: 25000 EUR")
    done = remit(root, "settle", "al-101", *DAY)
    assert done.returncode == 2
    assert "WO-101 cannot be calculated: its records are not whole, or mix currencies" in done.stderr.decode()
    assert done.stdout == b""
