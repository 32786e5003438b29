"""The page of a settlement record: units accepted by period and line, with their invoices and sums."""

from __future__ import annotations

from remit.model.money import WorkOrder
from remit.pages.contents import all_pages
from tests.pages.books import make_book, minimal, visible

SETTLEMENT = "data/studies/al-101/settlements/wo-101.yaml"
UNITS = """work_order: wo-101
units:
  2026-03:
    first: 2026-03-01
    last: 2026-03-31
    units:
      visits: 4
    accepted: 2026-04-07
    accepted_by: sponsor-project-manager
    evidence: Visit list
    invoice:
      number: BRI-1
      sent: 2026-04-08
      fees: 9600 USD
  april:
    first: 2026-04-01
    last: 2026-04-15
    units:
      visits: 2.5
      calls: 1
    accepted: 2026-04-20
    accepted_by: sponsor-project-manager
    evidence: Visit list
"""


def test_units_are_a_table_with_their_sums() -> None:
    book = make_book({**minimal(), SETTLEMENT: UNITS.encode()})
    assert not book.errors, book.errors
    page = visible(all_pages(book)["studies/al-101/settlement-wo-101"].markdown)
    table = page[page.index("Units accepted") :]
    for words in ("March 2026", "1 April 2026 to 15 April 2026", "BRI-1", "9,600 USD", "not sent", "6.5"):
        assert words in table


def test_the_page_is_called_by_the_number_of_its_work_order() -> None:
    number = make_book(minimal()).ledger.of(WorkOrder)["wo-101"].number
    page = all_pages(make_book({**minimal(), SETTLEMENT: UNITS.encode()}))["studies/al-101/settlement-wo-101"]
    assert page.title == f"Settlement of {number}"
    assert f"Settlement of {number}: " in page.markdown
