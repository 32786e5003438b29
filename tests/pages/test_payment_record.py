"""The page of a study says which units are on record and which are foreseen, in a table that fits a telephone."""

from __future__ import annotations

from remit.pages.contents import all_pages
from tests.calc.payments.test_stated import SETTLEMENT, UNITS
from tests.pages.books import make_book, minimal, visible


def markdown(tree: dict[str, bytes]) -> str:
    return all_pages(make_book(tree))["studies/al-101"].markdown


def test_units_on_record_are_told_apart() -> None:
    page = markdown({**minimal(), SETTLEMENT: UNITS.encode()})
    shown = visible(page)
    assert "Units on record" in shown
    assert (
        "to 31 March 2026: 9,600 USD invoiced, with dates that are actual; what is left of the order is a forecast"
        in shown
    )
    assert "Invoice BRI-1: units, March 2026 actual" in shown
    assert "sent 8 April 2026, due 23 May 2026" in shown
    frame = page[page.index('aria-label="Invoices of WO-101"') :].partition("</table>")[0]
    assert frame.partition("</thead>")[0].count("<th scope") == 3


def test_without_any_record_nothing_is_said_of_it() -> None:
    assert "Units on record" not in visible(markdown(minimal()))
