"""The page of a settlement record names measures, causes, levels and conditions as the contract does, never by their ids."""

from __future__ import annotations

import pytest

from remit.pages.contents import all_pages
from tests.pages.books import make_book, minimal, visible

SETTLEMENT = "data/studies/al-101/settlements/wo-101.yaml"
AGREED = """work_order: wo-101
exclusions:
  supply:
    incentive: enrolment
    exclusion: drug-supply
    days: 6
    began: 2026-03-01
    claimed: 2026-03-06
    agreed: 2026-03-20
    agreed_by: sponsor-project-manager
    evidence: Delivery note 17
  season:
    incentive: enrolment
    exclusion: drug-supply
    days: 9
    began: 2026-05-01
    claimed: 2026-05-06
    evidence: Letter of May
results:
  enrolment:
    numerator: 95
    denominator: 100
    measured: 2026-06-30
    evidence: Randomisation list
conditions:
  no-critical-finding:
    holds: true
    stated: 2026-07-01
    stated_by: sponsor-project-manager
    evidence: Audit report 3
settled:
  report:
    bonus: 0 USD
    malus: 120.50 USD
    settled: 2026-08-01
    document: Credit note 9
"""


@pytest.fixture(scope="module")
def markdown() -> str:
    book = make_book({**minimal(), SETTLEMENT: AGREED.encode()})
    return all_pages(book)["studies/al-101/settlement-wo-101"].markdown


def test_everything_has_its_name(markdown: str) -> None:
    page = visible(markdown)
    for words in (
        "Enrolment",
        "Delay of drug supply",
        "began 1 March 2026, claimed 6 March 2026",
        "agreed20 March 2026",
        "not agreeddoes not count",
        "95 of 100",
        "No critical finding of an audit or inspection of",
        "holds1 July 2026",
        "Report on timeCredit note 9 of 1 August 2026",
        "120.50 USD",
    ):
        assert words in page, words
    body = page.partition("Kept in")[0]
    assert not [id for id in ("drug-supply", "no-critical-finding", "enrolment") if id in body]


def test_no_table_is_wider_than_a_telephone(markdown: str) -> None:
    for table in markdown.split("<table")[1:]:
        head = table.partition("</thead>")[0]
        assert head.count("<th scope") <= 3
        assert 'class="wide"' not in head


def test_what_the_contract_does_not_know_keeps_its_id() -> None:
    strange = AGREED.replace("incentive: enrolment", "incentive: recruiting", 1)
    page = visible(
        all_pages(make_book({**minimal(), SETTLEMENT: strange.encode()}))[
            "studies/al-101/settlement-wo-101"
        ].markdown
    )
    assert "recruitingdrug-supply" in page
