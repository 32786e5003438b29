"""Pages written by hand: their values, their order, and what happens if one cannot be filled in."""

from __future__ import annotations

from remit.pages.contents import all_pages
from remit.pages.written import read_written
from tests.pages.books import make_book

LEDGER = make_book().ledger


def test_values_of_records_are_filled_in_as_text() -> None:
    pages, findings = read_written(
        {"playbook/a.md": "# A\n\nEdition {{ playbook.edition }} of {{ sponsor.name }}"}, LEDGER
    )
    assert findings == ()
    assert pages[0].text == "# A\n\nEdition 2026.1 of Aldena Therapeutics Inc."
    assert pages[0].title == "A"


def test_a_number_in_the_name_sets_the_order_and_is_not_shown() -> None:
    pages, _ = read_written({"playbook/20-b.md": "# B", "playbook/10-c.md": "# C"}, LEDGER)
    assert [page.name for page in pages] == ["c", "b"]


def test_a_page_that_cannot_be_filled_in_says_so_with_its_place() -> None:
    pages, findings = read_written({"playbook/a.md": "# A\n\n{{ playbook.nothing }}"}, LEDGER)
    assert [finding.where.file for finding in findings] == ["playbook/a.md"]
    assert "This page cannot be shown" in pages[0].text


def test_only_the_template_language_is_allowed() -> None:
    for text in (
        "{{ cycler.__init__.__globals__ }}",
        "{{ 7 * 7 }}",
        "{% include 'x' %}",
        "{{ playbook.__class__ }}",
        "{{ open",
    ):
        _, findings = read_written({"playbook/a.md": text}, LEDGER)
        assert findings, text


def test_the_first_page_takes_the_text_of_index() -> None:
    pages = all_pages(make_book())
    assert "This text stands on the first page of Example playbook." in pages["index"].markdown
    assert pages["guide/how-to-read"].title == "How to read this playbook"
    assert "guide/index" not in pages
